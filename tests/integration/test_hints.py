"""Help for those who write SPARQL: the place, the nearest name, the pattern to blame."""

from __future__ import annotations

import pytest

import bilateral
from bilateral.cli.main import run
from bilateral.errors import QuerySyntaxError, UnknownNameError
from bilateral.questions.explain import explain, why_empty


@pytest.mark.parametrize(
    ("query", "place", "line", "caret"),
    [
        ("SELEC ?a", "query:1:", "SELEC ?a", None),
        ("SELECT ?a\nWHERE { ?a a bil:Visit", "query:2:", "WHERE { ?a a bil:Visit", 22),
        (f"SELECT ?a WHERE {{ {'?a a bil:Visit . ' * 20} ??", "query:1:", "??", None),
    ],
)
def test_what_does_not_parse_is_shown_with_a_caret(
    query: str, place: str, line: str, caret: int | None
) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        bilateral.load().query(query)
    head, quoted, pointer, *_ = str(caught.value).split("\n")
    assert head.startswith(place)
    assert line in quoted
    assert pointer.strip() == "^"
    assert len(quoted) <= 104
    if caret is not None:
        assert pointer.index("^") == 4 + caret


@pytest.mark.parametrize(
    ("query", "name", "near"),
    [
        ("SELECT ?a WHERE { ?a bil:hasPartys ?b }", "bil:hasPartys", "bil:hasParty"),
        ("SELECT ?a WHERE { ?a a bil:Agrement }", "bil:Agrement", "bil:Agreement"),
        ("SELECT ?a WHERE { ?a bil:hasParty id:state.PAK }", "id:state.PAK", "id:state.PK"),
        ("SELECT ?a WHERE { ?a bill:hasParty ?b }", "bill:", "bil:"),
        (
            "SELECT ?a WHERE { ?a <https://w3id.org/bilateral/ontology#hasPart> ?b }",
            "<https://w3id.org/bilateral/ontology#hasPart>",
            "bil:hasParty",
        ),
    ],
)
def test_a_name_that_does_not_exist_is_refused_with_the_nearest(
    query: str, name: str, near: str
) -> None:
    with pytest.raises(UnknownNameError) as caught:
        bilateral.load().query(query)
    assert repr(name) in caught.value.message
    assert near in caught.value.suggestions


@pytest.mark.parametrize(
    "query",
    [
        # A property that no data uses is no slip.
        "SELECT ?a WHERE { ?a bil:amends ?b }",
        "PREFIX x: <https://example.org/> SELECT ?a WHERE { ?a x:y ?b }",
        "BASE <https://example.org/> SELECT ?a WHERE { ?a <y> ?b }",
        "SELECT ?a WHERE { GRAPH g:provenance { ?a ev:status ev:Accepted } }",
        'SELECT ?a WHERE { ?a ?b "bil:nothing" } # bil:nothing',
        "SELECT ?a WHERE { ?a ?b ?c FILTER(STRSTARTS(STR(?a), STR(id:))) } LIMIT 1",
        "PREFIX bil: <https://example.org/> SELECT ?a WHERE { ?a bil:nothing ?b }",
    ],
)
def test_a_name_that_may_stand_there_is_not_refused(query: str) -> None:
    bilateral.load().query(query)


def test_every_named_question_passes_the_same_test() -> None:
    kg = bilateral.load()
    for query in kg.queries.values():
        # Without what it needs, such a question asks for everything.
        if not any(parameter.required for parameter in query.parameters):
            kg.query(f"# not by its name\n{query.text}", max_rows=1)


def test_the_rarest_pattern_comes_first() -> None:
    kg = bilateral.load()
    parts = kg.explain("SELECT ?a WHERE { ?a bil:hasKind ?k . ?a a bil:Agreement }")
    assert [part.pattern for part in parts] == ["?a rdf:type bil:Agreement", "?a bil:hasKind ?k"]
    assert (
        parts[0].alone
        == parts[0].together
        == len(kg.query("SELECT ?a WHERE { ?a a bil:Agreement }").rows)
    )
    assert parts[1].alone > parts[1].together


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ("?a bil:hasParty id:place.tokyo", "nothing matches ?a bil:hasParty id:place.tokyo"),
        ("?a a bil:Visit . ?a bil:hasParty ?b", "?a bil:hasParty ?b shares nothing"),
        ("?a a bil:Visit FILTER(?a = 3)", "a FILTER, a MINUS or a sub-select leaves nothing"),
        ("{ SELECT ?a WHERE { ?a a bil:Visit } LIMIT 0 }", "no triple pattern"),
    ],
)
def test_the_pattern_to_blame_is_named(
    query: str, why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    text = f"SELECT ?a WHERE {{ {query} }}"
    assert why in why_empty(bilateral.load().explain(text))
    assert run(["query", text, "--format", "csv"]) == 0
    assert why in capsys.readouterr().err


def test_a_product_is_counted_only_so_far() -> None:
    store = bilateral.load().store
    parts = explain(store, "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f }")
    assert parts[1].together == 100_001
    assert "> 100,000" in parts[1].text()


def test_optional_parts_are_not_to_blame() -> None:
    parts = bilateral.load().explain(
        "SELECT ?a WHERE { ?a a bil:Visit OPTIONAL { ?a bil:amends ?b } }"
    )
    assert [part.pattern for part in parts] == ["?a rdf:type bil:Visit"]
