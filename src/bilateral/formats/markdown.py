"""Answers as tables in Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bilateral.formats.table import cell_link, cell_text
from bilateral.text import markdown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bilateral.formats.table import Table
    from bilateral.questions.results import Term


def to_markdown(table: Table) -> bytes:
    """Return a table in Markdown; below it whether rows are left out."""
    rows = [[_cell(term, table.labels) for term in row] for row in table.rows]
    lines = [[markdown(name) for name in table.columns], ["---"] * len(table.columns), *rows]
    text = "".join(f"| {' | '.join(cells)} |\n" for cells in lines)
    return f"{text}{table.remark()}".encode()


def _cell(term: Term | None, labels: Mapping[str, str]) -> str:
    text = markdown(cell_text(term, labels))
    link = cell_link(term)
    return f"[{text}](<{link}>)" if link else text
