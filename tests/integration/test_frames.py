"""Answers as tables of other libraries: the same rows, with values of the right kind."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from bilateral.errors import UnknownNameError, UsageError
from bilateral.evidence.citations import Citation
from bilateral.formats.bibliography import bibliography
from bilateral.formats.frames import columns_of, plain
from bilateral.questions.results import Result

if TYPE_CHECKING:
    from bilateral.kg import KnowledgeGraph

XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("7", "integer", 7),
        ("1350000000000", "decimal", 1_350_000_000_000),
        ("43.5", "decimal", 43.5),
        ("1e3", "double", 1000.0),
        ("true", "boolean", True),
        ("1957-05-27", "date", dt.date(1957, 5, 27)),
        ("1957-05-27Z", "date", "1957-05-27Z"),
        ("1957", "gYear", "1957"),
    ],
)
def test_a_literal_becomes_a_value(text: str, kind: str, value: object) -> None:
    assert plain(ox.Literal(text, datatype=ox.NamedNode(XSD + kind))) == value


def test_a_name_and_its_iri_stand_side_by_side(kg: KnowledgeGraph) -> None:
    table = columns_of(kg.query("agreements", cite=True))
    assert list(table) == ["agreement", "agreement_iri", "kind", "kind_iri", "signed", "source"]
    assert "Cultural Agreement of 1957" in table["agreement"]


@pytest.mark.parametrize("name", ["pandas", "polars", "pyarrow"])
def test_every_table_has_the_rows_of_the_answer(kg: KnowledgeGraph, name: str) -> None:
    pytest.importorskip(name, reason=f"{name} is not installed")
    result = kg.query("aid-figures", cite=True)
    table = getattr(result, {"pyarrow": "to_arrow"}.get(name, f"to_{name}"))()
    rows = table.to_dict("records") if name == "pandas" else None
    rows = rows or (table.to_dicts() if name == "polars" else table.to_pylist())
    assert len(rows) == len(result.rows)
    assert [str(row["figure_iri"]) for row in rows] == [
        term.value for term, *_ in result.rows if isinstance(term, ox.NamedNode)
    ]
    assert {row["amount"] for row in rows} >= {2, 1_350_000_000_000}


def test_a_column_of_many_kinds_becomes_text() -> None:
    polars = pytest.importorskip("polars", reason="polars is not installed")
    mixed = Result.of_rows(
        ["x"], [(ox.Literal(1),), (ox.Literal("a"),), (None,), (ox.NamedNode("urn:x"),)]
    )
    assert mixed.to_polars()["x"].to_list() == ["1", "a", None, "urn:x"]
    assert mixed.to_polars().schema["x"] == polars.String


def test_rows_and_triples_become_a_network(kg: KnowledgeGraph) -> None:
    rows = kg.query("visits").to_networkx()
    assert any(data["label"] == "visitor" for _, _, data in rows.edges(data=True))
    triples = kg.query("CONSTRUCT { ?a bil:hasParty ?b } WHERE { ?a bil:hasParty ?b }")
    assert {key for _, _, key in triples.to_networkx().edges(keys=True)} == {"bil:hasParty"}


def test_what_is_no_table_is_refused(kg: KnowledgeGraph) -> None:
    with pytest.raises(UsageError, match="is not a table"):
        kg.query("ASK { ?a ?b ?c }").to_pandas()


def test_a_notebook_shows_the_answer_without_markup_of_the_data(kg: KnowledgeGraph) -> None:
    evil = Result.of_rows(["<b>"], [(ox.Literal("<script>alert(1)</script>"),)])
    page = evil._repr_html_()
    assert "<script>" not in page
    assert "<b>" not in page
    assert 'href="https://w3id.org/bilateral/id/agreement.cultural-1957"' in (
        kg.query("agreements")._repr_html_()
    )
    assert kg.query("ASK { ?a ?b ?c }")._repr_html_() == "<p>true</p>"


HOSTILE = Citation(
    "urn:x", "x,y}", "50% of {A} & B_c \\ #1", "P&Q", "2019-04", "https://e.org/a_b?c=%20{d}",
    None, None, "g", "accepted",
)  # fmt: skip


def test_bibtex_keeps_titles_as_they_are() -> None:
    assert bibliography([[HOSTILE], [HOSTILE]], "bibtex") == (
        "@misc{x-y-,\n"
        "  title = {{50\\% of \\{A\\} \\& B\\_c \\textbackslash{} \\#1}},\n"
        "  publisher = {P\\&Q},\n"
        "  year = {2019},\n"
        "  month = {4},\n"
        "  url = {https://e.org/a_b?c=%20%7Bd%7D}\n"
        "}\n"
    )


def test_csl_has_the_precision_of_the_date() -> None:
    entry = json.loads(bibliography([[HOSTILE]], "csl"))[0]
    assert entry["issued"] == {"date-parts": [[2019, 4]]}
    assert entry["title"] == HOSTILE.title


def test_the_references_of_an_answer_are_its_documents(kg: KnowledgeGraph) -> None:
    result = kg.query("agreements", cite=True)
    slugs = [entry["id"] for entry in json.loads(result.bibliography("csl"))]
    assert slugs == sorted({citation.slug for row in result.citations or [] for citation in row})
    assert result.bibliography("text").count("\n") == len(slugs)
    assert kg.query("agreements").bibliography() == ""
    with pytest.raises(UnknownNameError):
        result.bibliography("ris")
