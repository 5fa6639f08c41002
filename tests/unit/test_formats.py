from __future__ import annotations

import io
from typing import cast

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from rdflib.query import Result as RdflibResult

from bilateral.errors import UnknownNameError, UsageError
from bilateral.evidence.citations import Citation
from bilateral.formats.answers import render
from bilateral.questions.results import Result, Row
from bilateral.rdf.vocabulary import XSD

IRI = ox.NamedNode("https://w3id.org/bilateral/id/agreement.x")
CITED = Citation(
    source="https://example.org/source/founding",
    slug="founding",
    title="",
    publisher="",
    date="",
    url="",
    paragraph=6,
    sentence=2,
    graph="g",
    status="Accepted",
)
# XML 1.0 cannot hold control characters: they are tested apart.
TEXTS = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Cn"]) | st.sampled_from("\n\r\t\"'\\")
)
LITERALS = st.one_of(
    st.builds(ox.Literal, TEXTS),
    st.builds(lambda text: ox.Literal(text, language="ur"), TEXTS),
    st.builds(lambda n: ox.Literal(str(n), datatype=ox.NamedNode(XSD + "integer")), st.integers()),
)


def read_back(data: bytes, fmt: str) -> list[tuple[object, ...]]:
    found = RdflibResult.parse(io.BytesIO(data), format=fmt)
    return [tuple(cast("tuple[object, ...]", row)) for row in found]


def in_rdflib(term: ox.Literal | ox.NamedNode) -> rdflib.term.Identifier:
    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    plain = term.language or term.datatype.value == XSD + "string"
    datatype = None if plain else rdflib.URIRef(term.datatype.value)
    return rdflib.Literal(term.value, lang=term.language, datatype=datatype)


@pytest.mark.parametrize("fmt", ["json", "xml", "tsv"])
@given(literal=LITERALS)
def test_rdflib_reads_the_same_terms(fmt: str, literal: ox.Literal) -> None:
    data = render(Result.of_rows(("a", "b"), [(IRI, literal)]), fmt)
    assert read_back(data, fmt) == [(in_rdflib(IRI), in_rdflib(literal))]


def test_csv_follows_the_standard_and_disarms_formulas() -> None:
    number = ox.Literal("-5", datatype=ox.NamedNode(XSD + "integer"))
    trick = ox.Literal("=1+1", datatype=ox.NamedNode(XSD + "integer"))
    rows: list[Row] = [(IRI, ox.Literal('a "b", c')), (number, ox.Literal("=cmd()")), (trick, None)]
    data = render(Result.of_rows(("a", "b"), rows), "csv")
    assert data.decode() == (f'a,b\r\n{IRI.value},"a ""b"", c"\r\n-5,\'=cmd()\r\n\'=1+1,\r\n')
    assert read_back(data, "csv")[0] == (rdflib.URIRef(IRI.value), rdflib.Literal('a "b", c'))


@pytest.mark.parametrize("fmt", ["json", "xml", "tsv", "csv", "md", "html", "table"])
def test_every_row_format_shows_the_sentences(fmt: str) -> None:
    result = Result.of_rows(("a",), [(IRI,)])
    result.citations = [(CITED, CITED._replace(sentence=3))]
    text = render(result, fmt).decode()
    assert "source" in text
    assert "founding 6.2; founding 6.3" in text


def test_text_formats_show_labels_and_hide_nothing() -> None:
    hostile = ox.Literal("<b>|[x](y)\u202e\n\x1b[31m")
    result = Result.of_rows(("a", "b"), [(IRI, hostile)])
    result.labels = {IRI.value: "Treaty [bold]"}
    table, md, page = (render(result, fmt).decode() for fmt in ("table", "md", "html"))
    assert "Treaty [bold]" in table
    assert f"[Treaty \\[bold\\]](<{IRI.value}>)" in md
    assert "&lt;b&gt;\\|\\[x\\](y)" in md
    assert "<b>" not in page
    assert 'dir="auto"' in page
    for text in (table, md, page):
        assert "\u202e" not in text
        assert "\x1b" not in text
        assert "u202e" in text
    assert len(md.splitlines()) == 3


def test_xml_stays_well_formed_with_control_characters() -> None:
    data = render(Result.of_rows(("a",), [(ox.Literal("a\x00b"),)]), "xml")
    assert read_back(data, "xml") == [(rdflib.Literal("a\ufffdb"),)]


def test_yes_or_no_in_every_row_format() -> None:
    for fmt in ("json", "xml"):
        assert RdflibResult.parse(io.BytesIO(render(Result.of_boolean(True), fmt)), format=fmt)
    for fmt in ("csv", "tsv", "md", "html", "table"):
        assert render(Result.of_boolean(False), fmt) == b"false\n"


def test_a_format_that_does_not_fit_names_those_that_do() -> None:
    triples = Result.of_triples([ox.Triple(IRI, IRI, ox.Literal("x"))])
    assert len(rdflib.Graph().parse(data=render(triples, "turtle"), format="turtle")) == 1
    with pytest.raises(UsageError, match="turtle"):
        render(triples, "csv")
    with pytest.raises(UsageError, match="json"):
        render(Result.of_rows(("a",), []), "turtle")
    with pytest.raises(UnknownNameError):
        render(triples, "pdf")
