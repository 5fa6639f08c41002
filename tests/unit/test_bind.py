"""Values in the place of UNDEF."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from bilateral.errors import ParameterError
from bilateral.questions.bind import serialized, substitute
from bilateral.questions.scan import Scan

TEXT = "SELECT ?a { ?a ?p ?b VALUES ?a { UNDEF } VALUES ?b { UNDEF } } # VALUES ?a { UNDEF }"


def test_each_value_takes_its_own_place() -> None:
    terms: dict[ox.Variable, ox.NamedNode | ox.Literal] = {
        ox.Variable("b"): ox.Literal("a long text of many letters, longer than UNDEF"),
        ox.Variable("a"): ox.NamedNode("urn:x"),
    }
    assert substitute(Scan(TEXT), terms).text == (
        "SELECT ?a { ?a ?p ?b VALUES ?a { <urn:x> } "
        'VALUES ?b { "a long text of many letters, longer than UNDEF" } } # VALUES ?a { UNDEF }'
    )


def test_a_parameter_without_a_value_stays_open() -> None:
    text = substitute(Scan(TEXT), {ox.Variable("b"): ox.Literal("x")}).text
    assert text == TEXT.replace("?b { UNDEF }", '?b { "x" }')
    scan = Scan(TEXT)
    assert substitute(scan, {}) is scan


def test_one_parameter_may_have_several_places() -> None:
    text = "{ { VALUES ?a { UNDEF } } UNION { values ?a { undef } } }"
    assert substitute(Scan(text), {ox.Variable("a"): ox.Literal("x")}).text == (
        '{ { VALUES ?a { "x" } } UNION { values ?a { "x" } } }'
    )


def test_a_value_without_a_place_is_refused() -> None:
    with pytest.raises(ParameterError, match="no place for the parameter 'c'") as caught:
        substitute(Scan(TEXT), {ox.Variable("c"): ox.Literal("x")})
    assert "VALUES ?c { UNDEF }" in caught.value.next_step


@pytest.mark.parametrize(
    "term",
    [
        ox.Literal('a "quoted" \\ text\nof two lines'),
        ox.Literal("日本", language="ja"),
        ox.Literal("5", datatype=ox.NamedNode("urn:number")),
        ox.NamedNode("https://example.org/a#b"),
    ],
)
def test_a_term_is_read_back_as_it_was(term: ox.NamedNode | ox.Literal) -> None:
    text = serialized(term)
    (triple,) = ox.parse(f"<urn:s> <urn:p> {text} .", format=ox.RdfFormat.N_TRIPLES)
    assert triple.object == term
