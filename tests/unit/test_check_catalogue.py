"""A mistake in the catalogue of checks is named with its line and column."""

from __future__ import annotations

import pytest

from bilateral.checks.catalogue import catalogue, parse
from bilateral.errors import DataError

FIRST = "- {id: X1, codes: [first], by: module, threshold: '0', meaning: It holds, next: do it}\n"


@pytest.mark.parametrize(
    ("old", "new", "at", "message"),
    [
        ("next: do it", "nxt: do it", "nxt", "unknown key 'nxt'; did you mean next?"),
        # Without quotes the text ends at the comma, and what follows is a key of its own.
        ("next: do it", "next: do it, or not", "or not", "unknown key 'or not'"),
        ("meaning: It holds, ", "", "{id", "lacks the key 'meaning'"),
        ("threshold: '0'", "threshold: 0", "0, meaning", "threshold must be a text"),
        ("[first]", "first", "first,", "codes must be a list"),
        ("codes: [first]", "codes: []", "{id", "has no code"),
        ("by: module", "by: nobody", "nobody", "'nobody' is not a decider"),
        ("by: module", "by: sparql", "{id", "lacks the key 'over'"),
        ("next: do it", "severity: bad", "bad", "'bad' is not a severity"),
        ("next: do it", "message: x", "message", "unknown key 'message'"),
    ],
)
def test_a_mistake_is_named_with_its_place(old: str, new: str, at: str, message: str) -> None:
    assert old in FIRST
    text = FIRST.replace(old, new)
    with pytest.raises(DataError) as caught:
        parse(text, "catalogue.yml")
    assert str(caught.value.location) == f"catalogue.yml:1:{text.index(at) + 1}"
    assert message in caught.value.message


@pytest.mark.parametrize(
    ("second", "message"),
    [
        (FIRST.replace("first", "second"), "the id 'X1' stands twice"),
        (FIRST.replace("X1", "X2"), "the code 'first' stands twice"),
    ],
)
def test_an_id_or_a_code_that_stands_twice_is_named(second: str, message: str) -> None:
    with pytest.raises(DataError, match=message) as caught:
        parse(FIRST + second, "catalogue.yml")
    assert caught.value.location is not None
    assert caught.value.location.line == 2


def test_every_check_says_what_to_do_about_a_problem() -> None:
    for check in catalogue():
        assert check.next_step or check.by in ("test", "none"), check.id
