"""Folding took the hyphens out of dates: in reconciliation no year agreed with a day in it."""

from __future__ import annotations

import pytest

from bilateral.kg import KnowledgeGraph


@pytest.mark.parametrize(("value", "match"), [("1957", True), ("1957-05", True), ("195", False)])
def test_a_year_agrees_with_a_day_in_it(value: str, match: bool) -> None:
    query = {
        "query": "Signature of the Cultural Agreement",
        "properties": [{"pid": "bil:date", "v": value}],
    }
    (answer,) = KnowledgeGraph().reconcile({"q": query}).values()
    best = answer["result"][0]
    assert (best["name"], best["match"]) == ("Signature of the Cultural Agreement", match)
