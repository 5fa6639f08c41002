"""Where a query does not parse, and which of its names is misspelt."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from bilateral.errors import UnknownNameError
from bilateral.questions.hints import refuse_unknown, syntax_error
from bilateral.questions.scan import Scan
from bilateral.rdf.vocabulary import BIL, ID


@pytest.fixture(scope="module")
def store() -> ox.Store:
    store = ox.Store()
    store.load(
        f"<{ID}org.jica> <{BIL}hasParty> <{ID}state.PK> ; a <{BIL}Agreement> .\n"
        f"<{BIL}Agreement> <{BIL}label> 1 . <{BIL}hasParty> <{BIL}label> 2 .",
        ox.RdfFormat.TURTLE,
    )
    return store


def test_a_message_with_a_place_becomes_a_caret() -> None:
    error = syntax_error("SELECT ?a\nWHERE {{", "error at 2:7: expected one of '{', [_a-z], WHERE")
    head, excerpt, caret = error.message.split("\n")
    assert head == "the query does not parse here; expected '{' or WHERE"
    assert (excerpt, caret) == ("    WHERE {{", "          ^")
    assert str(error.location) == "query:2:7"


def test_at_most_four_expectations_are_listed() -> None:
    expected = "expected one of AA, BB, CC, DD, EE"
    error = syntax_error("x", f"error at 1:1: {expected}")
    assert error.message.split("\n")[0].endswith("expected AA or BB or CC or DD")
    without = syntax_error("x", "error at 1:1: expected one of [_], [a-z]")
    assert without.message.split("\n")[0] == "the query does not parse here"


def test_a_variable_that_is_not_grouped_is_named_as_such() -> None:
    message = "error at 1:8: The SELECT contains a variable that is unbound in the given context"
    assert "neither grouped nor aggregated" in syntax_error("SELECT ?a", message).message


def test_a_long_line_is_cut_around_the_place() -> None:
    text = "a" * 80 + "!" + "b" * 80
    _, excerpt, caret = syntax_error(text, "error at 1:81: x").message.split("\n")
    assert len(excerpt) == 104
    assert excerpt[caret.index("^")] == "!"
    _, excerpt, caret = syntax_error("!" + "b" * 160, "error at 1:1: x").message.split("\n")
    assert excerpt[caret.index("^")] == "!"


@pytest.mark.parametrize("place", ["0:1", "3:1"])
def test_a_place_outside_the_text_has_no_excerpt(place: str) -> None:
    assert "\n" not in syntax_error("one\ntwo", f"error at {place}: x").message


def test_a_message_without_a_place_is_passed_on() -> None:
    error = syntax_error("x", "too deep")
    assert error.message == "the query does not parse: too deep"
    assert error.location is None


@pytest.mark.parametrize(
    ("name", "suggestions"),
    [
        ("bil:hasPart", ["bil:hasParty"]),
        ("bil:Agrement", ["bil:Agreement"]),
        ("id:org.jic", ["id:org.jica"]),
        (f"<{BIL}Agrement>", ["bil:Agreement"]),
        ("bil:zzz", []),
    ],
)
def test_an_unknown_name_gets_the_nearest_of_its_namespace(
    store: ox.Store, name: str, suggestions: list[str]
) -> None:
    with pytest.raises(UnknownNameError) as caught:
        refuse_unknown(Scan(f"SELECT * {{ ?a ?b {name} }}"), lambda: store)
    assert list(caught.value.suggestions) == suggestions
    assert repr(name) in caught.value.message


@pytest.mark.parametrize(
    "name", [BIL, "bil:Agreement", "bil:hasParty", "id:state.PK", "id:org.jica"]
)
def test_what_stands_anywhere_is_known(store: ox.Store, name: str) -> None:
    name = f"<{name}>" if name == BIL else name
    refuse_unknown(Scan(f"SELECT * {{ ?a ?b {name} }}"), lambda: store)


def test_a_graph_that_is_named_is_known(store: ox.Store) -> None:
    other = ox.Store()
    other.add(
        ox.Quad(ox.BlankNode(), ox.NamedNode("urn:p"), ox.Literal("x"), ox.NamedNode(ID + "g"))
    )
    refuse_unknown(Scan("SELECT * { GRAPH id:g { ?a ?b ?c } }"), lambda: other)
    with pytest.raises(UnknownNameError):
        refuse_unknown(Scan("SELECT * { GRAPH id:g { ?a ?b ?c } }"), lambda: store)


def test_the_second_store_is_opened_only_for_what_the_first_lacks(store: ox.Store) -> None:
    opened: list[int] = []

    def second() -> ox.Store:
        opened.append(1)
        return store

    refuse_unknown(Scan("{ ?a bil:hasParty ?b }"), lambda: store, second)
    assert not opened
    refuse_unknown(Scan("{ ?a bil:hasParty ?b }"), ox.Store, second)
    assert opened


def test_an_undeclared_prefix_gets_the_nearest(store: ox.Store) -> None:
    with pytest.raises(UnknownNameError, match="unknown prefix: 'bill:'") as caught:
        refuse_unknown(Scan("{ ?a bill:x ?b }"), lambda: store)
    assert "bil:" in caught.value.suggestions
    assert len(caught.value.suggestions) <= 2
    assert all(name.endswith(":") for name in caught.value.suggestions)
