"""The build of the shipped project: complete, evidenced, counted once, repeatable."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from support import ROOT

from bilateral.assemble import assemble
from bilateral.compile.merge import merge
from bilateral.compile.read import read_project
from bilateral.errors import DataError
from bilateral.rdf.serialize import serialize
from bilateral.rdf.vocabulary import BIL, ONTOLOGY_GRAPH, OWL, RDF, RDFS, spaces
from bilateral.release import STAGES, build

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from support import Built

    from bilateral.compile.report import BuildReport

Plain = tuple[str, str, str]

WITHOUT_ORIGIN = """
SELECT ?s ?p ?o WHERE {
  ?s ?p ?o
  FILTER NOT EXISTS {
    GRAPH ?g { ?s ?p ?o }
    GRAPH g:provenance {
      { ?g ev:status ev:Accepted } UNION { ?g a ev:ReferenceGraph }
      UNION { ?g a ev:InferenceGraph }
    }
  }
}
"""
STATED_AND_INFERRED = """
SELECT ?s ?p ?o WHERE {
  GRAPH g:provenance { ?rule a ev:InferenceGraph }
  GRAPH ?rule { ?s ?p ?o }
  GRAPH g:provenance { { ?g ev:status ev:Accepted } UNION { ?g a ev:ReferenceGraph } }
  GRAPH ?g { ?s ?p ?o }
}
"""
CHAINS = """
SELECT ?whole ?first ?second WHERE {
  GRAPH <https://w3id.org/bilateral/ontology> {
    ?whole owl:propertyChainAxiom ?list . ?list rdf:first ?a ; rdf:rest ?rest .
    ?rest rdf:first ?b ; rdf:rest rdf:nil .
    OPTIONAL { ?a owl:inverseOf ?x FILTER(isBlank(?a)) }
    OPTIONAL { ?b owl:inverseOf ?y FILTER(isBlank(?b)) }
    BIND(IF(BOUND(?x), CONCAT("^", STR(?x)), STR(?a)) AS ?first)
    BIND(IF(BOUND(?y), CONCAT("^", STR(?y)), STR(?b)) AS ?second)
  }
}
"""
STATED_TWICE = """
SELECT ?s ?p ?o (COUNT(DISTINCT ?g) AS ?graphs) WHERE {
  GRAPH g:provenance { ?g a ev:AssertionGraph ; ev:status ev:Accepted }
  GRAPH ?g { ?s ?p ?o }
  ?s ?p ?o
} GROUP BY ?s ?p ?o HAVING(COUNT(DISTINCT ?g) > 1)
"""


@pytest.fixture(scope="module")
def assembled() -> tuple[ox.Store, BuildReport]:
    """Return the finished dataset and its report."""
    return assemble(ROOT)


@pytest.fixture(scope="module")
def store(assembled: tuple[ox.Store, BuildReport]) -> ox.Store:
    """Return the finished dataset."""
    return assembled[0]


def rows(store: ox.Store, text: str) -> list[ox.QuerySolution]:
    solutions = store.query(text, prefixes=spaces().prefixes)
    assert isinstance(solutions, ox.QuerySolutions)
    return list(solutions)


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def test_two_builds_have_the_same_bytes(
    built: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The second one starts without a snapshot, over the remains of an older build.
    monkeypatch.setenv("BILATERAL_CACHE", str(tmp_path / "cache"))
    stale = tmp_path / "two" / "answers" / "a-query-of-last-year.md"
    stale.parent.mkdir(parents=True)
    stale.write_text("old")
    build(ROOT, tmp_path / "two")
    assert (tmp_path / "cache").is_dir()
    first, second = contents(built.folder), contents(tmp_path / "two")
    assert list(first) == list(second)
    assert [name for name in first if first[name] != second[name]] == []
    assert list(dict.fromkeys(built.stages)) == list(STAGES)
    assert first["report.md"].decode("utf-8") == built.report.markdown()
    names = {path.stem for path in (ROOT / "queries").glob("*.rq")}
    expected = {f"answers/{name}.{fmt}" for name in names for fmt in ("md", "csv")}
    files = {"pk-jp.trig", "pk-jp.nq", "pk-jp.ttl", "explorer.html", "report.md"}
    files |= {"pk-jp.void.ttl", "reference.html"}
    assert set(first) == expected | files


def test_the_files_hold_the_dataset(built: Built) -> None:
    report, folder = built.report, built.folder
    for name in ("pk-jp.trig", "pk-jp.nq"):
        assert len(list(ox.parse(path=str(folder / name)))) == report.quads
    turtle = list(ox.parse(path=str(folder / "pk-jp.ttl")))
    assert len(turtle) == report.known
    assert {str(quad.graph_name) for quad in turtle} == {"DEFAULT"}


def test_every_known_triple_has_an_origin(store: ox.Store) -> None:
    assert rows(store, WITHOUT_ORIGIN) == []


def test_nothing_is_inferred_that_someone_states(store: ox.Store) -> None:
    assert rows(store, STATED_AND_INFERRED) == []


def test_a_fact_of_several_sources_counts_once(store: ox.Store) -> None:
    facts = known(store)
    patterns = [f"{row['s']} {row['p']} {row['o']}" for row in rows(store, STATED_TWICE)]
    assert patterns, "no fact of the dataset is confirmed by a second source"
    for pattern in patterns:
        (count,) = rows(store, f"SELECT (COUNT(*) AS ?n) WHERE {{ {pattern} }}")
        assert count["n"] == ox.Literal(1), pattern
    (total,) = rows(store, "SELECT (SUM(?v) AS ?sum) WHERE { ?a schema:value ?v }")
    value = ox.NamedNode(spaces().prefixes["schema"] + "value")
    once = {
        (quad.subject, quad.object.value)
        for quad in store.quads_for_pattern(None, value, None, None)
        if isinstance(quad.object, ox.Literal) and quad.triple in facts
    }
    assert isinstance(total["sum"], ox.Literal)
    assert Decimal(total["sum"].value) == sum(Decimal(amount) for _, amount in once)


def known(store: ox.Store) -> set[ox.Triple]:
    return {quad.triple for quad in store.quads_for_pattern(None, None, None, ox.DefaultGraph())}


def test_the_report_accounts_for_the_dataset(assembled: tuple[ox.Store, BuildReport]) -> None:
    store, report = assembled
    assert report.known == len(known(store))
    assert report.quads == len(store)
    assert 0 < report.sentences_covered <= report.sentences_total
    for rule, count in report.inferred.items():
        graph = ox.NamedNode(spaces().inferred + rule)
        assert len(list(store.quads_for_pattern(None, None, None, graph))) == count
    for text in (report.text(), report.markdown()):
        assert f"{report.known:,} known triples" in text
        assert "founding" in text


def test_errors_in_the_data_stop_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import shutil

    for part in ("ontology", "graph", "queries"):
        shutil.copytree(ROOT / part, tmp_path / "project" / part)
    broken = tmp_path / "project" / "graph" / "sources" / "broken.trig"
    broken.write_text("id:a bil:b ", encoding="utf-8")
    monkeypatch.setenv("BILATERAL_CACHE", str(tmp_path / "cache"))
    with pytest.raises(DataError) as caught:
        build(tmp_path / "project", tmp_path / "out")
    assert "broken.trig" in {
        str(issue.location.path).rpartition("/")[2] for issue in caught.value.issues
    }
    assert not (tmp_path / "out").exists()


# Domains and ranges are for checks here: a wrong use is reported to the curator and
# never repaired by giving the thing a second class.
ONLY_FOR_CHECKS = (RDFS + "domain", RDFS + "range")
# A reasoner also says how terms relate to terms, and that a thing equals itself.
VOCABULARY = (RDFS, OWL)


def outside_the_rules(subject: str, predicate: str, value: str, terms: set[str]) -> str:
    """Return why a triple of the reasoner is none of ours, or nothing if it should be."""
    if predicate.startswith(VOCABULARY):
        return "schema and sameAs"
    if subject in terms or not subject.startswith(spaces().prefixes["id"]):
        return "about terms, concepts or datatypes"
    if predicate == RDF + "type" and value.startswith(VOCABULARY):
        return "owl:Thing, rdfs:Resource"
    if not (value if predicate == RDF + "type" else predicate).startswith(BIL):
        return "outer vocabulary"
    return ""


def reasoned(tmp_path: Path, triples: Iterable[ox.Triple]) -> set[Plain]:
    import reasonable

    path = tmp_path / "closure.ttl"
    path.write_bytes(serialize(triples, "turtle"))
    reasoner = reasonable.PyReasoner()
    reasoner.load_file(str(path))
    return {(str(triple), str(two), str(three)) for triple, two, three in reasoner.reason()}


def chained(facts: set[Plain], chains: list[tuple[str, ...]]) -> set[ox.Triple]:
    """Return what property chains give: the reasoner leaves out OWL RL's prp-spo2."""
    links: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for subject, predicate, value in facts:
        links[predicate].add((subject, value))
        links["^" + predicate].add((value, subject))
    return {
        ox.Triple(ox.NamedNode(start), ox.NamedNode(whole), ox.NamedNode(end))
        for whole, first, second in chains
        for start, middle in links[first]
        for joint, end in links[second]
        if middle == joint
    }


def chains_of(store: ox.Store) -> list[tuple[str, ...]]:
    chains = rows(store, CHAINS)
    axioms = store.quads_for_pattern(None, ox.NamedNode(OWL + "propertyChainAxiom"), None, None)
    assert len(chains) == len(list(axioms)), "a chain is not of two properties"
    return [tuple(row[name].value for name in ("whole", "first", "second")) for row in chains]


def closure(
    tmp_path: Path, before: set[ox.Triple], ontology: list[ox.Triple], chains: list[tuple[str, ...]]
) -> set[Plain]:
    stated = {*before, *ontology}
    while True:
        facts = reasoned(tmp_path, stated)
        more = {triple for triple in chained(facts, chains) if plain(triple) not in facts}
        if not more:
            return facts
        stated |= more


def test_the_closure_is_that_of_an_owl_reasoner(store: ox.Store, tmp_path: Path) -> None:
    before = known(merge(read_project(ROOT)))
    ontology = [
        quad.triple
        for quad in store.quads_for_pattern(None, None, None, ox.NamedNode(ONTOLOGY_GRAPH))
        if quad.predicate.value not in ONLY_FOR_CHECKS
    ]
    terms = {
        triple.subject.value for triple in ontology if isinstance(triple.subject, ox.NamedNode)
    }
    base = {plain(triple) for triple in before}
    theirs = {
        fact
        for fact in closure(tmp_path, before, ontology, chains_of(store))
        if fact not in base and not outside_the_rules(*fact, terms)
    }
    inferred = {
        plain(quad.triple)
        for quad in store
        if isinstance(quad.graph_name, ox.NamedNode)
        and quad.graph_name.value.startswith(spaces().inferred)
        and quad.graph_name.value != f"{spaces().inferred}dates"  # no OWL: see test_infer
    }
    ours = {fact for fact in inferred if not outside_the_rules(*fact, terms)}
    assert ours
    assert sorted(ours - theirs) == []
    assert sorted(theirs - ours) == []


def plain(triple: ox.Triple) -> Plain:
    subject, value = triple.subject, triple.object
    assert isinstance(subject, ox.NamedNode)
    assert isinstance(value, ox.NamedNode | ox.Literal)
    return subject.value, triple.predicate.value, value.value
