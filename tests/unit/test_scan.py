from __future__ import annotations

import pytest

from bilateral.questions.scan import Placeholder, Scan


def test_strings_iris_and_comments_are_single_tokens_or_none() -> None:
    text = "SELECT ?a { ?a <http://x/#b> 'it # is'@en . # a comment\n }"
    kinds = [(token.kind, token.text) for token in Scan(text).tokens]
    assert kinds == [
        ("word", "SELECT"),
        ("variable", "?a"),
        ("other", "{"),
        ("variable", "?a"),
        ("iri", "<http://x/#b>"),
        ("string", "'it # is'"),
        ("lang", "@en"),
        ("other", "."),
        ("other", "}"),
    ]
    assert all(text[token.start : token.end] == token.text for token in Scan(text).tokens)


def test_only_words_are_keywords() -> None:
    scan = Scan("select ?select 'SELECT' ex:select")
    assert [token.keyword for token in scan.tokens] == ["SELECT", "", "", ""]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("{ ?a bil:date ?b }", [("bil", "https://w3id.org/bilateral/ontology#date")]),
        ("PREFIX x: <http://x/> { ?a x:y ?b }", [("x", "http://x/y")]),
        ("prefix bil: <http://x/> { ?a bil:y ?b }", [("bil", "http://x/y")]),
        ("PREFIX : <http://x/> { ?a :y ?b }", [("", "http://x/y")]),
        ("BASE <http://x/> { ?a <y> <z> }", [("", "y"), ("", "z")]),
        ("{ ?a no:y ?b }", [("no", None)]),
        ("PREFIX x: <http://x/> { ?a x:it\\'s ?b }", [("x", "http://x/it's")]),
        ("{ ?a ?b 'bil:date' } # bil:date", []),
    ],
)
def test_names_stand_for_iris_by_the_prefixes_before_them(
    text: str, names: list[tuple[str, str | None]]
) -> None:
    assert [(name.prefix, name.iri) for name in Scan(text).names] == names


def test_placeholders_have_the_place_of_their_undef() -> None:
    text = "{ values ?a { undef } VALUES ?b {UNDEF} VALUES ?c { UNDEF 1 } VALUES bil:x { UNDEF } }"
    places = Scan(text).placeholders
    assert places == (Placeholder("a", 14, 19), Placeholder("b", 33, 38))
    assert [text[place.start : place.end] for place in places] == ["undef", "UNDEF"]


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("SELECT ?a WHERE { ?a ?b { ?c ?d ?e } } LIMIT 1", "{ ?a ?b { ?c ?d ?e } }"),
        ("select (count(?a) as ?n) { ?a ?b '}' }", "{ ?a ?b '}' }"),
        ("SELECT (EXISTS { ?x ?y ?z } AS ?e) WHERE { ?a ?b ?c }", "{ ?a ?b ?c }"),
        ("SELECT * { ?a ?b ?c FILTER(?a IN (1)) } GROUP BY ?a", "{ ?a ?b ?c FILTER(?a IN (1)) }"),
    ],
)
def test_the_group_of_a_select_query_is_the_outermost(text: str, group: str) -> None:
    select = Scan(f"PREFIX x: <http://x/>\n{text}").select
    assert select is not None
    assert select.prologue == "PREFIX x: <http://x/>\n"
    assert select.group == group
    assert select.all_variables == f"PREFIX x: <http://x/>\n\nSELECT * WHERE {group}"


@pytest.mark.parametrize("text", ["ASK { ?a ?b ?c }", "SELECT ?a", "SELECT ?a {", "# SELECT {}"])
def test_what_is_not_a_whole_select_query_has_no_parts(text: str) -> None:
    assert Scan(text).select is None
