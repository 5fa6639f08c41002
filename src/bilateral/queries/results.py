"""The answer to a query."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bilateral.engine.evidence import Citation

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Row = tuple[Term | None, ...]


class Result:
    """What a query gave: rows, a yes or no, or triples.

    Attributes:
        kind: ``select``, ``ask`` or ``construct``.
        columns: the names of the columns of a ``SELECT``.
        rows: its rows; an unbound cell is ``None``.
        boolean: the answer of an ``ASK``.
        triples: the triples of a ``CONSTRUCT`` or ``DESCRIBE``.
        citations: who states each row, one tuple a row; ``None`` when not asked for.
        labels: names of the things in the rows, by IRI, for readers.
    """

    __slots__ = ("boolean", "citations", "columns", "kind", "labels", "rows", "triples")

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.columns: tuple[str, ...] = ()
        self.rows: list[Row] = []
        self.boolean: bool | None = None
        self.triples: list[ox.Triple] = []
        self.citations: list[tuple[Citation, ...]] | None = None
        self.labels: dict[str, str] = {}

    @classmethod
    def of_rows(cls, columns: tuple[str, ...], rows: list[Row]) -> Result:
        """Return the answer of a ``SELECT``."""
        result = cls("select")
        result.columns, result.rows = columns, rows
        return result

    @classmethod
    def of_boolean(cls, boolean: bool) -> Result:
        """Return the answer of an ``ASK``."""
        result = cls("ask")
        result.boolean = boolean
        return result

    @classmethod
    def of_triples(cls, triples: list[ox.Triple]) -> Result:
        """Return the answer of a ``CONSTRUCT`` or ``DESCRIBE``."""
        result = cls("construct")
        result.triples = triples
        return result

    def __len__(self) -> int:
        return len(self.triples) if self.kind == "construct" else len(self.rows)

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def cited_columns(self) -> tuple[str, ...]:
        """Return the columns, with ``source`` at the end when rows carry citations.

        A query that has a column ``source`` of its own gets ``citation`` instead.
        """
        if self.citations is None:
            return self.columns
        return (*self.columns, "citation" if "source" in self.columns else "source")

    def cited_rows(self) -> list[Row]:
        """Return the rows, with the short citations as a last cell when asked for."""
        if self.citations is None:
            return self.rows
        return [
            (*row, ox.Literal("; ".join(one.short for one in found)))
            for row, found in zip(self.rows, self.citations, strict=True)
        ]
