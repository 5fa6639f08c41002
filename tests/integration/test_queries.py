"""Every named query has a golden answer, and values never become a part of a query.

To renew the golden answers after a change of the data, read the difference and run
``BILATERAL_GOLDEN=write pytest tests/integration/test_queries.py``.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from bilateral.errors import BilateralError, ForbiddenQueryError, ParameterError, QuerySyntaxError
from bilateral.formats.answers import render
from bilateral.questions.bind import substitute
from bilateral.questions.scan import Scan
from bilateral.rdf.vocabulary import spaces

if TYPE_CHECKING:
    from bilateral.kg import KnowledgeGraph

TESTS = Path(__file__).resolve().parents[1]
GOLDEN = TESTS / "golden" / "queries"
NAMES = sorted(path.stem for path in (TESTS.parent / "queries").glob("*.rq"))
HOSTILE = [
    "'",
    '"',
    "\\",
    '"""',
    "> } UNION { ?s ?p ?o } #",
    '" } ; DROP ALL #',
    "line\nbreak\r\n",
    "\u202eturned\u202c",
    "<script>alert(1)</script>",
    "?thing",
    "UNDEF } VALUES ?x {",
    "\x00",
    "ظفر اللہ 条約",
    "x" * 1_000_000,
]


def examples(kg: KnowledgeGraph, name: str) -> dict[str, str]:
    return {p.name: p.example or "" for p in kg.queries[name].parameters}


@pytest.mark.parametrize("name", NAMES)
def test_the_answer_is_the_golden_one(kg: KnowledgeGraph, name: str) -> None:
    required = {p.name: p.example or "" for p in kg.queries[name].parameters if p.required}
    answer = render(kg.query(name, required, cite=True), "tsv").decode()
    path = GOLDEN / f"{name}.tsv"
    if os.environ.get("BILATERAL_GOLDEN") == "write":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(answer, encoding="utf-8", newline="")
    assert answer == path.read_text(encoding="utf-8"), f"{name} gives another answer"


def test_every_golden_answer_belongs_to_a_query() -> None:
    assert sorted(path.stem for path in GOLDEN.glob("*.tsv")) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_the_columns_are_those_of_the_header(kg: KnowledgeGraph, name: str) -> None:
    result = kg.query(name, examples(kg, name))
    assert result.columns == tuple(column.name for column in kg.queries[name].columns)


def must_be_empty(name: str) -> bool:
    return "#+ group: negative" in (TESTS.parent / "queries" / f"{name}.rq").read_text("utf-8")


@pytest.mark.parametrize("name", [name for name in NAMES if not must_be_empty(name)])
def test_the_examples_of_the_header_find_something(kg: KnowledgeGraph, name: str) -> None:
    assert kg.query(name, examples(kg, name)).rows


@pytest.mark.parametrize("name", sorted({"agreements", "projects", "opinions", "office-holders"}))
def test_a_value_restricts_the_answer(kg: KnowledgeGraph, name: str) -> None:
    everything = kg.query(name).rows
    some = kg.query(name, examples(kg, name)).rows
    assert 0 < len(some) < len(everything)
    assert all(row in everything for row in some)


@pytest.mark.parametrize("name", [name for name in NAMES if must_be_empty(name)])
def test_what_must_be_empty_is_empty(kg: KnowledgeGraph, name: str) -> None:
    assert kg.query(name).rows == []


def test_every_row_about_the_world_has_a_citation(kg: KnowledgeGraph) -> None:
    about_evidence = {"sources", "curator-notes"}
    for name in sorted(set(NAMES) - about_evidence):
        result = kg.query(name, examples(kg, name), cite=True)
        assert result.citations is not None
        assert all(result.citations), name


@pytest.mark.parametrize("value", HOSTILE, ids=lambda value: repr(value[:12]))
def test_a_hostile_value_stays_a_value(value: str) -> None:
    store = ox.Store()
    store.add(ox.Quad(ox.NamedNode("urn:s"), ox.NamedNode("urn:p"), ox.Literal("other")))
    text = "SELECT ?s ?v WHERE { VALUES ?v { UNDEF } ?s ?p ?o FILTER(?o != ?v) }"
    try:
        bound = substitute(Scan(text), {ox.Variable("v"): ox.Literal(value)}).text
    except ParameterError:
        assert "\x00" in value
        return
    rows = list(store.query(bound, prefixes=spaces().prefixes))  # type: ignore[arg-type]
    assert [row["v"] for row in rows] == [ox.Literal(value)]


@pytest.mark.parametrize("value", HOSTILE, ids=lambda value: repr(value[:12]))
def test_a_hostile_name_is_an_unknown_name(kg: KnowledgeGraph, value: str) -> None:
    with pytest.raises(BilateralError) as caught:
        kg.query("who-says", {"thing": value})
    assert caught.value.exit_code == 2
    assert len(str(caught.value)) < 2_000


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * WHERE { SERVICE <https://example.org/sparql> { ?s ?p ?o } }",
        "select * where { service silent ?any { ?s ?p ?o } }",
        "LOAD <https://example.org/data.ttl>",
        "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
        "DELETE WHERE { ?s ?p ?o }",
        "SELECT * FROM <https://example.org/g> WHERE { ?s ?p ?o }",
    ],
)
def test_a_query_that_reaches_outside_is_refused(kg: KnowledgeGraph, text: str) -> None:
    with pytest.raises(ForbiddenQueryError):
        kg.query(text)


def test_a_label_may_hold_a_forbidden_word(kg: KnowledgeGraph) -> None:
    assert kg.query('SELECT ?s WHERE { ?s skos:prefLabel "LOAD SERVICE"@en } # SERVICE').rows == []


def test_a_broken_query_names_its_place(kg: KnowledgeGraph) -> None:
    with pytest.raises(QuerySyntaxError, match="does not parse"):
        kg.query("SELECT ?x WHERE { ?x }")


def test_a_fact_of_several_sources_counts_once(kg: KnowledgeGraph) -> None:
    text = "SELECT (COUNT(*) AS ?n) WHERE { id:agreement.cultural-1957 bil:hasParty id:state.JP }"
    stated = f"SELECT ?g WHERE {{ GRAPH ?g {text.partition('WHERE ')[2]} }}"
    assert len(kg.query(stated).rows) > 1
    assert json.loads(render(kg.query(text), "json"))["results"]["bindings"][0]["n"]["value"] == "1"


def test_python_gives_an_ordinary_rdflib_dataset(kg: KnowledgeGraph) -> None:
    dataset = kg.to_rdflib()
    rows = list(
        dataset.query("SELECT ?s WHERE { ?s a <https://w3id.org/bilateral/ontology#Visit> }")
    )
    things = {str(row[0]) for row in rows}  # type: ignore[index]
    assert "https://w3id.org/bilateral/id/visit.bilawal-2023-07" in things
    assert len(things) == len(kg.query("SELECT ?s WHERE { ?s a bil:Visit }").rows)
