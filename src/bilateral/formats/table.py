"""Rows to write, and their cells as people read them: labels, grouped digits, safe links."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from bilateral.rdf.vocabulary import XSD, compact
from bilateral.text import visible

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bilateral.questions.results import Result, Row, Term

MORE = "There are more rows than these."
# Longer numbers are not grouped: people do not read them.
_DIGITS = r"-?[0-9]{1,30}"
_GROUPED = (XSD + "integer", XSD + "decimal")


class Table(NamedTuple):
    """Rows to write: with citations, and with stable blank nodes.

    ``labels`` are the names of IRIs, ``truncated`` tells whether rows are left out, and
    ``width`` is that of the terminal, where it is known.
    """

    columns: tuple[str, ...]
    rows: list[Row]
    labels: Mapping[str, str]
    truncated: bool = False
    width: int | None = None

    def remark(self) -> str:
        """Return the line below a table for people."""
        return f"\n{MORE}\n" if self.truncated else ""


def _source_column(columns: tuple[str, ...]) -> str:
    """Return the name of the column of citations: ``source``, unless that is taken."""
    name = "source"
    while name in columns:
        name += "_"
    return name


def table_of(result: Result) -> Table:
    """Return the rows of an answer; those with citations have them in the last column."""
    columns, rows = result.columns, _renamed(result.rows)
    if result.citations is not None:
        columns = (*columns, _source_column(columns))
        rows = [
            (*row, ox.Literal("; ".join(citation.short for citation in citations)))
            for row, citations in zip(rows, result.citations, strict=True)
        ]
    return Table(columns, rows, result.labels, result.truncated)


def _renamed(rows: list[Row]) -> list[Row]:
    """Number blank nodes as they appear: the engine's names differ from run to run."""
    names: dict[ox.BlankNode, ox.BlankNode] = {}
    return [
        tuple(
            names.setdefault(term, ox.BlankNode(f"b{len(names)}"))
            if isinstance(term, ox.BlankNode)
            else term
            for term in row
        )
        for row in rows
    ]


def cell_text(term: Term | None, labels: Mapping[str, str]) -> str:
    """Return *term* as a person wants to read it."""
    if term is None:
        return ""
    if isinstance(term, ox.NamedNode):
        return visible(labels.get(term.value) or compact(term.value))
    if isinstance(term, ox.Literal):
        grouped = term.datatype.value in _GROUPED and re.fullmatch(_DIGITS, term.value)
        return f"{int(term.value):,}" if grouped else visible(term.value)
    return visible(str(term))


def cell_link(term: Term | None) -> str | None:
    """Return the address that *term* may be linked to: only https, fully escaped."""
    if isinstance(term, ox.NamedNode) and term.value.startswith("https://"):
        from urllib.parse import quote

        return quote(term.value, safe=":/?#@!$&'*+,;=%~-._")
    return None
