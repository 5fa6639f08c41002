"""Answers as bytes: formats for programs, and tables that people read."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import pyoxigraph as ox

from bilateral.errors import UnknownNameError, UsageError
from bilateral.formats import rows as standard
from bilateral.rdf.serialize import RDF_FORMATS, serialize
from bilateral.rdf.vocabulary import XSD, compact
from bilateral.settings import current
from bilateral.text import visible

if TYPE_CHECKING:
    from bilateral.questions.results import Result, Row, Term

ROW_FORMATS = ("table", "json", "csv", "tsv", "xml", "md", "html")
GRAPH_FORMATS = tuple(RDF_FORMATS)
# These two have a place for a remark; TSV and CSV have none.
_REMARKING = {"json": standard.to_json, "xml": standard.to_xml}
_PLAIN = {"tsv": standard.to_tsv, "csv": standard.to_csv}
_MORE = "There are more rows than these."
# Numbers up to this length are grouped; a longer one is no number that people read.
_DIGITS = re.compile(r"-?[0-9]{1,30}", re.ASCII)
_WHOLE = (XSD + "integer", XSD + "decimal")
_MARKDOWN = re.compile(r"([\\`*_\[\]|#~])")


def render(result: Result, fmt: str, *, width: int | None = None) -> bytes:
    """Return *result* in the format *fmt*.

    Args:
        result: the answer to a query.
        fmt: one of ``ROW_FORMATS`` for rows and for yes or no, one of
            ``GRAPH_FORMATS`` for triples.
        width: the width of ``table`` in characters; by default the setting ``table_width``.

    Raises:
        UnknownNameError: there is no such format.
        UsageError: the format does not fit the kind of answer.
    """
    if fmt not in ROW_FORMATS and fmt not in GRAPH_FORMATS:
        raise UnknownNameError(
            "format", fmt, next_step=f"use one of {', '.join(ROW_FORMATS + GRAPH_FORMATS)}"
        )
    if result.kind == "construct":
        if fmt not in GRAPH_FORMATS:
            raise _unfit("triples", fmt, GRAPH_FORMATS)
        return serialize(result.triples, fmt)
    if fmt in GRAPH_FORMATS:
        raise _unfit("rows" if result.kind == "select" else "yes or no", fmt, ROW_FORMATS)
    if result.kind == "ask":
        return _boolean(bool(result.boolean), fmt)
    columns, rows = standard.table_of(result)
    if fmt in _REMARKING:
        return _REMARKING[fmt](columns, rows, truncated=result.truncated)
    if fmt in _PLAIN:
        return _PLAIN[fmt](columns, rows)
    more = _MORE if result.truncated else ""
    if fmt == "html":
        return _html(result)
    if fmt == "md":
        page = _markdown(columns, rows, result.labels)
    else:
        page = _table(columns, rows, result.labels, width or current.table_width)
    return page + (f"\n{more}\n".encode() if more else b"")


def _unfit(answer: str, fmt: str, fitting: tuple[str, ...]) -> UsageError:
    return UsageError(
        f"the answer is {answer}, which {fmt} cannot hold",
        next_step=f"use one of {', '.join(fitting)}",
    )


def _boolean(value: bool, fmt: str) -> bytes:
    if fmt == "json":
        return standard.boolean_json(value)
    if fmt == "xml":
        return standard.boolean_xml(value)
    return f"{str(value).lower()}\n".encode()


def shown(term: Term | None, labels: dict[str, str]) -> str:
    """Return *term* as a person wants to read it: names for things, digits in groups."""
    if term is None:
        return ""
    if isinstance(term, ox.NamedNode):
        return visible(labels.get(term.value) or compact(term.value))
    if isinstance(term, ox.Literal):
        whole = term.datatype.value in _WHOLE and _DIGITS.fullmatch(term.value)
        return f"{int(term.value):,}" if whole else visible(term.value)
    return visible(str(term))


def _link(term: Term | None) -> str | None:
    """Return the address that *term* may be linked to: only https, fully escaped."""
    if isinstance(term, ox.NamedNode) and term.value.startswith("https://"):
        from urllib.parse import quote

        return quote(term.value, safe=":/?#@!$&'*+,;=%~-._")
    return None


def _markdown(columns: tuple[str, ...], rows: list[Row], labels: dict[str, str]) -> bytes:
    table = [[_markdown_cell(term, labels) for term in row] for row in rows]
    heads = [_markdown_text(name) for name in columns]
    lines = [heads, ["---"] * len(columns), *table]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines).encode("utf-8")


def _markdown_cell(term: Term | None, labels: dict[str, str]) -> str:
    text = _markdown_text(shown(term, labels))
    link = _link(term)
    return f"[{text}](<{link}>)" if link else text


def _markdown_text(text: str) -> str:
    # HTML counts in Markdown, so it is escaped as well.
    return _MARKDOWN.sub(r"\\\1", _escaped(text, quote=False))


def _escaped(text: str, *, quote: bool = True) -> str:
    from html import escape

    return escape(text, quote=quote)


def fragment(result: Result) -> str:
    """Return an answer as a piece of HTML without scripts, for a notebook."""
    if result.kind == "ask":
        return f"<p>{str(bool(result.boolean)).lower()}</p>"
    if result.kind == "construct":
        text = serialize(result.triples, "turtle").decode("utf-8")
        return f"<pre>{_escaped(text)}</pre>"
    columns, rows = standard.table_of(result)
    more = f"<p>{_MORE}</p>" if result.truncated else ""
    return _html_table(columns, rows, result.labels) + more


def _html_table(columns: tuple[str, ...], rows: list[Row], labels: dict[str, str]) -> str:
    head = "".join(f'<th scope="col">{_escaped(name)}</th>' for name in columns)
    body = "".join(
        f"<tr>{''.join(_html_cell(term, labels) for term in row)}</tr>\n" for row in rows
    )
    return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody>\n</table>\n"


def _html(result: Result) -> bytes:
    page = (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'">\n'
        f"<title>Answer</title>\n</head>\n<body>\n{fragment(result)}</body>\n</html>\n"
    )
    return page.encode("utf-8")


def _html_cell(term: Term | None, labels: dict[str, str]) -> str:
    text = _escaped(shown(term, labels))
    link = _link(term)
    if link:
        text = f'<a href="{_escaped(link)}" rel="noopener noreferrer">{text}</a>'
    language = term.language if isinstance(term, ox.Literal) else None
    mark = f' lang="{_escaped(language)}"' if language else ""
    return f'<td{mark} dir="auto">{text}</td>'


def _table(columns: tuple[str, ...], rows: list[Row], labels: dict[str, str], width: int) -> bytes:
    # Imported late: most output is read by programs.
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in columns:
        table.add_column(Text(name), overflow="fold")
    for row in rows:
        # Text, never markup: a label may hold square brackets.
        table.add_row(*(Text(shown(term, labels)) for term in row))
    out = io.StringIO()
    console = Console(
        file=out,
        width=width,
        markup=False,
        highlight=False,
        emoji=False,
        color_system=None,
        force_terminal=False,
        legacy_windows=False,
    )
    console.print(table)
    lines = [line.rstrip() for line in out.getvalue().splitlines()]
    if not rows:
        lines.append("no rows")
    return ("\n".join(lines).strip("\n") + "\n").encode("utf-8")
