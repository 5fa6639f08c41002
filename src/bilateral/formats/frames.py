"""Answers as tables of other libraries: pandas, Polars, Arrow, networkx.

Numbers, dates and truth values become those of Python; things become their names, and
their IRIs stand in a column of their own that ends in ``_iri``.
"""

from __future__ import annotations

import datetime as dt
import importlib
import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from bilateral.errors import ToolError, UsageError
from bilateral.rdf.vocabulary import XSD, compact

if TYPE_CHECKING:
    from collections.abc import Callable

    from bilateral.questions.results import Result, Term

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


def plain(term: Term | None) -> object:
    """Return a literal as a value of Python, and an IRI as text."""
    if not isinstance(term, ox.Literal):
        return None if term is None else (term.value if hasattr(term, "value") else str(term))
    convert = _VALUES.get(term.datatype.value, str)
    return convert(term.value)


def _decimal(text: str) -> int | float:
    number = Decimal(text)
    return int(number) if number == number.to_integral_value() else float(number)


def _date(text: str) -> dt.date | str:
    # A date with a time zone has no place in a date of Python.
    return dt.date.fromisoformat(text) if _DAY.fullmatch(text) else text


_VALUES: dict[str, Callable[[str], object]] = {
    **{XSD + name: int for name in ("integer", "positiveInteger", "nonNegativeInteger", "int")},
    **{XSD + name: float for name in ("double", "float")},
    XSD + "decimal": _decimal,
    XSD + "boolean": lambda text: text in ("true", "1"),
    XSD + "date": _date,
}


def columns_of(result: Result) -> dict[str, list[Any]]:
    """Return the answer by columns: names, IRIs where there are any, and the sources.

    Raises:
        UsageError: the answer has no rows but triples, or yes or no.
    """
    if result.kind != "select":
        raise UsageError(
            f"an answer of kind {result.kind} is not a table", next_step="ask a SELECT query"
        )
    columns: dict[str, list[Any]] = {}
    for place, name in enumerate(result.columns):
        terms = [row[place] for row in result.rows]
        columns[name] = [
            result.labels.get(term.value) or compact(term.value)
            if isinstance(term, ox.NamedNode)
            else plain(term)
            for term in terms
        ]
        if any(isinstance(term, ox.NamedNode) for term in terms):
            columns[f"{name}_iri"] = [
                term.value if isinstance(term, ox.NamedNode) else None for term in terms
            ]
    if result.citations is not None:
        columns["source"] = [
            "; ".join(citation.short for citation in row) for row in result.citations
        ]
    return columns


def _library(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise ToolError(
            f"{name} is not installed", next_step="pip install 'bilateral[frames]'"
        ) from error


def to_pandas(result: Result) -> Any:
    """Return a ``pandas.DataFrame``."""
    return _library("pandas").DataFrame(columns_of(result))


def to_polars(result: Result) -> Any:
    """Return a ``polars.DataFrame``; a column of several kinds of values becomes text."""
    polars = _library("polars")
    return polars.DataFrame({name: _uniform(values) for name, values in columns_of(result).items()})


def to_arrow(result: Result) -> Any:
    """Return a ``pyarrow.Table``; a column of several kinds of values becomes text."""
    arrow = _library("pyarrow")
    return arrow.table({name: _uniform(values) for name, values in columns_of(result).items()})


def _uniform(values: list[Any]) -> list[Any]:
    kinds = {type(value) for value in values if value is not None}
    if kinds <= {int, float}:
        return [float(v) if isinstance(v, int) else v for v in values] if float in kinds else values
    if len(kinds) > 1:
        return [None if value is None else str(value) for value in values]
    return values


def to_networkx(result: Result) -> Any:
    """Return a ``networkx.MultiDiGraph`` of the things in the answer.

    Triples become edges with the name of their property; in a row, the first thing is
    linked to every other thing of the row by the name of the column.
    """
    graph = _library("networkx").MultiDiGraph()

    def node(term: ox.NamedNode) -> str:
        graph.add_node(term.value, label=result.labels.get(term.value) or compact(term.value))
        return term.value

    for triple in result.triples:
        if isinstance(triple.subject, ox.NamedNode) and isinstance(triple.object, ox.NamedNode):
            name = compact(triple.predicate.value)
            graph.add_edge(node(triple.subject), node(triple.object), key=name, label=name)
    for row in result.rows:
        things = [
            (name, term)
            for name, term in zip(result.columns, row, strict=True)
            if isinstance(term, ox.NamedNode)
        ]
        for name, term in things[1:]:
            graph.add_edge(node(things[0][1]), node(term), key=name, label=name)
        for _, term in things[:1]:
            node(term)
    return graph
