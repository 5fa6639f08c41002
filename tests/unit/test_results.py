"""Answers by their kind."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from bilateral.questions.results import Result

NODE = ox.NamedNode("urn:x")


@pytest.mark.parametrize(
    ("result", "text"),
    [
        (Result.of_boolean(True), "<Result: true>"),
        (Result.of_boolean(False), "<Result: false>"),
        (Result.of_triples([ox.Triple(NODE, NODE, NODE)] * 1000), "<Result: 1,000 triples>"),
        (Result.of_rows(("a", "b"), [(NODE, None)]), "<Result: 1 rows of a, b>"),
    ],
)
def test_an_answer_says_what_it_is(result: Result, text: str) -> None:
    assert repr(result) == text


def test_an_answer_starts_whole_and_without_citations() -> None:
    result = Result.of_rows(("a",), [(NODE,)])
    assert (result.kind, result.boolean, result.triples) == ("select", None, [])
    assert (result.citations, result.labels, result.truncated) == (None, {}, False)
    assert "urn:x" in result._repr_html_()
    assert result.bibliography() == ""


def test_rows_become_frames_and_a_graph() -> None:
    result = Result.of_rows(("a", "b"), [(NODE, ox.NamedNode("urn:y")), (NODE, None)])
    assert len(result.to_pandas()) == 2
    assert result.to_polars().height == 2
    assert result.to_arrow().num_rows == 2
    assert set(result.to_networkx()) == {"urn:x", "urn:y"}
