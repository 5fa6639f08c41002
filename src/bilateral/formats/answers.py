"""Answers as bytes: the formats of rows, and those of triples."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from bilateral.errors import UsageError
from bilateral.formats import Format
from bilateral.formats.sparql_results import (
    boolean_json,
    boolean_xml,
    to_csv,
    to_json,
    to_tsv,
    to_xml,
)
from bilateral.formats.table import Table, table_of
from bilateral.rdf.serialize import RDF_FORMATS, serialize
from bilateral.text import choose

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pyoxigraph as ox

    from bilateral.questions.results import Result


def _terminal(table: Table) -> bytes:
    from bilateral.formats.terminal import to_terminal

    return to_terminal(table)


def _markdown(table: Table) -> bytes:
    from bilateral.formats.markdown import to_markdown

    return to_markdown(table)


def _html(table: Table) -> bytes:
    from bilateral.formats.html import to_html

    return to_html(table)


ROW_FORMATS: dict[str, Format[Table]] = {
    "table": Format("a table for a terminal", "txt", "text/plain", _terminal),
    "json": Format("SPARQL results", "json", "application/sparql-results+json", to_json),
    "csv": Format("a table for spreadsheets", "csv", "text/csv", to_csv),
    "tsv": Format("SPARQL results", "tsv", "text/tab-separated-values", to_tsv),
    "xml": Format("SPARQL results", "xml", "application/sparql-results+xml", to_xml),
    "md": Format("a table in Markdown", "md", "text/markdown", _markdown),
    "html": Format("a table on a page", "html", "text/html", _html),
}
TRIPLE_FORMATS: dict[str, Format[Iterable[ox.Triple]]] = {
    name: Format(rdf.name, rdf.file_extension, rdf.media_type, partial(serialize, fmt=name))
    for name, rdf in RDF_FORMATS.items()
}
#: All formats of answers by name.
FORMATS: dict[str, Format[Any]] = {**ROW_FORMATS, **TRIPLE_FORMATS}


def render(result: Result, fmt: str, *, width: int | None = None) -> bytes:
    """Return *result* in the format *fmt*.

    Args:
        result: the answer to a query.
        fmt: a key of :data:`ROW_FORMATS` for rows and for yes or no, of
            :data:`TRIPLE_FORMATS` for triples.
        width: the width of ``table`` in characters; by default the setting ``table_width``.

    Raises:
        UnknownNameError: there is no such format.
        UsageError: the format does not fit the kind of answer.
    """
    write = choose(fmt, FORMATS, "format").write
    if result.kind == "construct":
        if fmt not in TRIPLE_FORMATS:
            raise _mismatch("triples", fmt, TRIPLE_FORMATS)
        return write(result.triples)
    if fmt not in ROW_FORMATS:
        raise _mismatch("rows" if result.kind == "select" else "yes or no", fmt, ROW_FORMATS)
    if result.kind == "ask":
        return _boolean(bool(result.boolean), fmt)
    return write(table_of(result)._replace(width=width))


def _mismatch(answer: str, fmt: str, formats: Iterable[str]) -> UsageError:
    return UsageError(
        f"the answer is {answer}, which {fmt} cannot hold",
        next_step=f"choose one of {', '.join(formats)}",
    )


def _boolean(value: bool, fmt: str) -> bytes:
    if fmt == "json":
        return boolean_json(value)
    if fmt == "xml":
        return boolean_xml(value)
    return f"{str(value).lower()}\n".encode()
