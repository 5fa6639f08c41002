"""Answers as tables for a terminal."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from bilateral.formats.table import cell_text
from bilateral.settings import current

if TYPE_CHECKING:
    from bilateral.formats.table import Table


def to_terminal(table: Table) -> bytes:
    """Return a table of plain text; below it whether rows are left out."""
    # Imported late: most output is read by programs.
    from rich import box
    from rich.console import Console
    from rich.table import Table as Grid
    from rich.text import Text

    grid = Grid(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in table.columns:
        grid.add_column(Text(name), overflow="fold")
    for row in table.rows:
        # Text, never markup: a label may hold square brackets.
        grid.add_row(*(Text(cell_text(term, table.labels)) for term in row))
    out = io.StringIO()
    console = Console(
        file=out,
        width=table.width or current.table_width,
        markup=False,
        highlight=False,
        emoji=False,
        color_system=None,
        force_terminal=False,
        legacy_windows=False,
    )
    console.print(grid)
    lines = [line.rstrip() for line in out.getvalue().splitlines()]
    if not table.rows:
        lines.append("no rows")
    text = "\n".join(lines).strip("\n")
    return f"{text}\n{table.remark()}".encode()
