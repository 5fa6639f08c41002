"""Answers: rows, yes or no, or triples, with their citations and the labels of things."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pyoxigraph as ox

if TYPE_CHECKING:
    from collections.abc import Iterable

    import networkx as nx
    import pandas as pd
    import polars as pl
    import pyarrow as pa

    from bilateral.evidence.citations import Citation

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Row = tuple[Term | None, ...]


class Result:
    """The answer to a query.

    Attributes:
        kind: ``select`` (``columns`` and ``rows``), ``ask`` (``boolean``) or
            ``construct`` (``triples``).
        columns: names of the columns, without ``?``.
        rows: one term a column; ``None`` where a variable is not bound.
        boolean: the answer of an ``ASK`` query, else ``None``.
        triples: what a ``CONSTRUCT`` or ``DESCRIBE`` query gave.
        citations: the citations of each row, or ``None`` for an answer without citations.
        labels: the label of each IRI, for formats that people read.
        truncated: whether there are more rows or triples than the limit allows.
    """

    def __init__(
        self,
        kind: Literal["select", "ask", "construct"],
        *,
        columns: Iterable[str] = (),
        rows: Iterable[Row] = (),
        boolean: bool | None = None,
        triples: Iterable[ox.Triple] = (),
    ) -> None:
        self.kind = kind
        self.columns: tuple[str, ...] = tuple(columns)
        self.rows: list[Row] = list(rows)
        self.boolean = boolean
        self.triples: list[ox.Triple] = list(triples)
        self.citations: list[tuple[Citation, ...]] | None = None
        self.labels: dict[str, str] = {}
        self.truncated = False

    @classmethod
    def of_rows(cls, columns: Iterable[str], rows: Iterable[Row]) -> Result:
        """Return the answer of a ``SELECT`` query."""
        return cls("select", columns=columns, rows=rows)

    @classmethod
    def of_boolean(cls, value: bool) -> Result:
        """Return the answer of an ``ASK`` query."""
        return cls("ask", boolean=value)

    @classmethod
    def of_triples(cls, triples: Iterable[ox.Triple]) -> Result:
        """Return the answer of a ``CONSTRUCT`` or ``DESCRIBE`` query."""
        return cls("construct", triples=triples)

    def to_pandas(self) -> pd.DataFrame:
        """Return the rows as a ``pandas.DataFrame``; ``bilateral.formats.frames`` says how."""
        from bilateral.formats.frames import to_pandas

        frame: pd.DataFrame = to_pandas(self)
        return frame

    def to_polars(self) -> pl.DataFrame:
        """Return the rows as a ``polars.DataFrame``."""
        from bilateral.formats.frames import to_polars

        frame: pl.DataFrame = to_polars(self)
        return frame

    def to_arrow(self) -> pa.Table:
        """Return the rows as a ``pyarrow.Table``."""
        from bilateral.formats.frames import to_arrow

        return to_arrow(self)

    def to_networkx(self) -> nx.MultiDiGraph:
        """Return the things in the answer and their links as a ``networkx.MultiDiGraph``."""
        from bilateral.formats.frames import to_networkx

        graph: nx.MultiDiGraph = to_networkx(self)
        return graph

    def bibliography(self, fmt: str = "bibtex") -> str:
        """Return the cited documents as ``bibtex``, ``csl`` (CSL-JSON) or ``text``.

        The list is empty unless the query was run with ``cite=True``.
        """
        from bilateral.formats.bibliography import bibliography

        return bibliography(self.citations or [], fmt)

    def __repr__(self) -> str:
        """Return what kind of answer it is and how large."""
        if self.kind == "ask":
            return f"<Result: {str(bool(self.boolean)).lower()}>"
        if self.kind == "construct":
            return f"<Result: {len(self.triples):,} triples>"
        return f"<Result: {len(self.rows):,} rows of {', '.join(self.columns)}>"

    def _repr_html_(self) -> str:
        """Return the answer as notebooks show it: values escaped, things linked."""
        from bilateral.formats.html import fragment

        return fragment(self)
