"""Why a query answers as it does, on a handful of triples."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from bilateral.questions.explain import Part, explain, why_empty
from bilateral.rdf.vocabulary import BIL

DATA = f"""
@prefix b: <{BIL}> .
b:a b:p b:b . b:b b:p b:c . b:c b:p b:a . b:a b:q b:b . b:x b:r b:y .
"""


@pytest.fixture(scope="module")
def store() -> ox.Store:
    store = ox.Store()
    store.load(DATA, ox.RdfFormat.TURTLE)
    return store


def test_the_rarest_pattern_comes_first_and_then_what_shares_a_variable(store: ox.Store) -> None:
    # ?x bil:r ?y is as rare as ?a bil:q ?b, but shares nothing with it.
    text = "SELECT * { ?a bil:p ?b . ?x bil:r ?y . ?a bil:q ?b . ?b bil:p ?c }"
    assert explain(store, text) == [
        Part("?a bil:q ?b", 1, 1),
        Part("?a bil:p ?b", 3, 1),
        Part("?b bil:p ?c", 3, 1),
        Part("?x bil:r ?y", 1, 1),
    ]


def test_a_part_is_a_line_with_its_numbers() -> None:
    assert Part("?a ?b ?c", 1234, 5).text() == "    1,234 alone          5 so far  ?a ?b ?c"
    line = Part("?a ?b ?c", 100_001, 100_000).text()
    assert line == "> 100,000 alone    100,000 so far  ?a ?b ?c"


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("?a bil:none ?b . ?b bil:p ?c", "nothing matches ?a bil:none ?b"),
        (
            "?a bil:none ?b . ?b bil:nil ?c",
            "nothing matches ?a bil:nil ?b and nothing matches ?a bil:none ?b",
        ),
        (
            "?a bil:q ?b . ?b bil:r ?c",
            "each pattern matches alone, but ?b bil:r ?c shares nothing with the others",
        ),
        (
            "?a bil:q ?b FILTER(?a = ?b)",
            "all patterns match together, but a FILTER, a MINUS or a sub-select leaves nothing",
        ),
        (
            "{ SELECT ?a { ?a ?b ?c } LIMIT 0 }",
            "it has no triple pattern that can be tried by itself",
        ),
    ],
)
def test_a_query_without_rows_is_explained(store: ox.Store, query: str, reason: str) -> None:
    text = f"SELECT * {{ {query} }}".replace("?b bil:nil ?c", "?a bil:nil ?b")
    assert why_empty(explain(store, text)) == reason
