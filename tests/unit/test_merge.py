from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from bilateral.compile.merge import merge
from bilateral.compile.read import read_project
from bilateral.errors import DataError
from bilateral.rdf.vocabulary import spaces

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in spaces().prefixes.items())
VISIT = "id:visit.x a bil:Visit ."
DATASET = """\
references:
  names: {title: Names, source: ["https://example.org/names"], licence: CC0-1.0}
  topic: {title: Topics}
"""


def project(
    root: Path, sources: dict[str, tuple[str, str]], *, dataset: str = DATASET, **extra: str
) -> ox.Store:
    """Return the merged store of graphs given as {name: (status, triples)}."""
    files = {
        "graph/dataset.yml": dataset,
        "graph/reference/names.ttl": HEAD + 'id:visit.x skos:prefLabel "A visit"@en .',
        "ontology/schemes/topic.ttl": HEAD + "c:topic a skos:ConceptScheme .",
        "ontology/bilateral.ttl": HEAD
        + "bil:Visit a owl:Class ; rdfs:subClassOf [ a owl:Restriction ] .",
        "ontology/stubs.ttl": HEAD + "foaf:Agent a owl:Class ; rdfs:seeAlso [ a owl:Class ] .",
        "ontology/evidence.ttl": HEAD + "ev:Passage a owl:Class .",
    }
    for name, (status, triples) in sources.items():
        files[f"graph/sources/{name}.trig"] = (
            f"{HEAD}g:provenance {{ g:{name}.a ev:status ev:{status} . }}\n"
            f"g:{name}.a {{ {triples} }}\n"
        )
    for path, text in (files | extra).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    (root / "queries").mkdir(exist_ok=True)
    return merge(read_project(root))


def ask(store: ox.Store, pattern: str) -> bool:
    return bool(store.query(f"ASK {{ {pattern} }}", prefixes=spaces().prefixes))


def dates(store: ox.Store) -> set[str]:
    rows = store.query("SELECT ?d { ?s bil:date ?d }", prefixes=spaces().prefixes)
    assert isinstance(rows, ox.QuerySolutions)
    return {row["d"].value for row in rows if isinstance(row["d"], ox.Literal)}


def dated(*values: str) -> dict[str, tuple[str, str]]:
    return {
        f"s{number}": ("Accepted", f'id:visit.x bil:date "{value}"^^edtf:EDTF .')
        for number, value in enumerate(values)
    }


def test_a_fact_that_two_sources_state_is_known_once(tmp_path: Path) -> None:
    store = project(tmp_path, {"one": ("Accepted", VISIT), "two": ("Accepted", VISIT)})
    rows = store.query("SELECT (COUNT(*) AS ?n) { ?s a bil:Visit }", prefixes=spaces().prefixes)
    assert isinstance(rows, ox.QuerySolutions)
    assert next(rows)["n"] == ox.Literal(1)
    assert ask(store, f"GRAPH g:one.a {{ {VISIT} }} GRAPH g:two.a {{ {VISIT} }}")


@pytest.mark.parametrize("status", ["Disputed", "Superseded", "Rejected"])
def test_a_claim_that_is_not_accepted_is_kept_but_not_known(tmp_path: Path, status: str) -> None:
    store = project(tmp_path, {"one": (status, VISIT)})
    assert ask(store, f"GRAPH g:one.a {{ {VISIT} }}")
    assert not ask(store, VISIT)


def test_a_graph_with_two_statuses_is_not_accepted(tmp_path: Path) -> None:
    store = project(
        tmp_path,
        {"one": ("Accepted", VISIT)},
        **{"graph/sources/z.trig": f"{HEAD}g:provenance {{ g:one.a ev:status ev:Rejected . }}"},
    )
    assert not ask(store, VISIT)


def test_names_and_concepts_are_known_and_the_ontology_is_apart(tmp_path: Path) -> None:
    store = project(tmp_path, {})
    name = 'id:visit.x skos:prefLabel "A visit"@en'
    assert ask(store, f"{name} . GRAPH g:reference.names {{ {name} }}")
    scheme = "c:topic a skos:ConceptScheme"
    assert ask(store, f"{scheme} . GRAPH g:scheme.topic {{ {scheme} }}")
    ontology = "GRAPH <https://w3id.org/bilateral/ontology>"
    assert ask(store, f"{ontology} {{ bil:Visit a owl:Class . foaf:Agent a owl:Class }}")
    assert ask(store, "GRAPH <https://w3id.org/bilateral/evidence> { ev:Passage a owl:Class }")
    assert not ask(store, "bil:Visit a owl:Class")
    assert not ask(store, "?g ev:status ?status")


def test_blank_nodes_of_two_files_stay_two(tmp_path: Path) -> None:
    store = project(tmp_path, {})
    assert not ask(store, "GRAPH ?g { ?b a owl:Restriction , owl:Class }")
    assert ask(store, "GRAPH ?g { bil:Visit rdfs:subClassOf ?b . ?b a owl:Restriction }")


def test_a_reference_graph_says_where_it_is_from(tmp_path: Path) -> None:
    store = project(tmp_path, {})
    assert ask(
        store,
        "GRAPH g:provenance { g:reference.names a ev:ReferenceGraph ; "
        'dcterms:title "Names"@en ; dcterms:source <https://example.org/names> ; '
        'dcterms:license "CC0-1.0" . g:scheme.topic a ev:ReferenceGraph }',
    )


@pytest.mark.parametrize(
    ("dataset", "code"),
    [
        ("references: {}\n", "reference-undescribed"),
        ("title: x\n", "reference-undescribed"),
        (DATASET.replace("https://example.org", "javascript:x"), "reference-source"),
        (DATASET.replace("org/names", "org/a b"), "reference-source"),
    ],
)
def test_every_reference_file_must_be_described(tmp_path: Path, dataset: str, code: str) -> None:
    with pytest.raises(DataError) as caught:
        project(tmp_path, {}, dataset=dataset)
    assert {issue.code for issue in caught.value.issues} == {code}
    assert caught.value.issues[0].location.path == "graph/dataset.yml"


def test_a_finer_date_replaces_the_coarser_one_but_not_its_claim(tmp_path: Path) -> None:
    store = project(tmp_path, dated("1957", "1957-05-27", "195X"))
    assert dates(store) == {"1957-05-27"}
    assert ask(store, 'GRAPH g:s0.a { id:visit.x bil:date "1957"^^edtf:EDTF }')


def test_rival_dates_are_both_known(tmp_path: Path) -> None:
    assert dates(project(tmp_path, dated("1954", "1974-08"))) == {"1954", "1974-08"}


def test_a_rejected_finer_date_replaces_nothing(tmp_path: Path) -> None:
    graphs = dated("1957", "1957-05-27")
    graphs["s1"] = ("Rejected", graphs["s1"][1])
    assert dates(project(tmp_path, graphs)) == {"1957"}
