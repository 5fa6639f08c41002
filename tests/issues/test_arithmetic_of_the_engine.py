"""The engine before 0.5.12 took a - b - c as a - (b - c): a named query counted too many."""

from __future__ import annotations

import pytest

from bilateral.kg import KnowledgeGraph


@pytest.mark.parametrize(
    ("expression", "value"), [("10 - 2 - 3", "5"), ("8 / 2 / 2", "2"), ("10 - 2 + 3", "11")]
)
def test_operators_of_one_rank_are_taken_from_the_left(expression: str, value: str) -> None:
    row = KnowledgeGraph().query(f"SELECT ({expression} AS ?x) WHERE {{}}").rows[0]
    assert float(getattr(row[0], "value", "nan")) == float(value)


def test_the_parts_of_a_decade_make_up_its_agreements() -> None:
    rows = KnowledgeGraph().query("binding-share").rows
    assert rows
    for _, treaties, commitments, untold, share in rows:
        counts = [int(getattr(term, "value", "-1")) for term in (treaties, commitments, untold)]
        assert min(counts) >= 0
        percent = float(getattr(share, "value", "nan"))
        assert abs(100 * counts[0] / sum(counts) - percent) <= 0.5
