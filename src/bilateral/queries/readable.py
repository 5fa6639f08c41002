"""Answers for people: a table on the terminal, Markdown and HTML.

Things are shown by their names. Everything that comes from data is hostile here:
it could hold markup, control codes for the terminal or marks that turn text around.
"""

from __future__ import annotations

import html
import io
import unicodedata
from typing import TYPE_CHECKING

import pyoxigraph as ox

from bilateral.namespaces import BIL, XSD, compact

if TYPE_CHECKING:
    from bilateral.queries.results import Result, Term

_NUMBERS = frozenset(XSD + name for name in ("integer", "decimal"))
# Marks that change the direction of all that follows.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")
_MARKDOWN = str.maketrans({ch: "\\" + ch for ch in "\\`*_[]|<>#"})


def render(result: Result, fmt: str, *, width: int | None = None) -> bytes:
    """Return *result* as ``table``, ``md`` or ``html``."""
    if result.kind == "ask":
        answer = "yes" if result.boolean else "no"
        return (_page(f"<p>{answer}</p>") if fmt == "html" else f"{answer}\n").encode()
    writers = {"md": _markdown, "html": _html}
    text = _table(result, width) if fmt == "table" else writers[fmt](result)
    return text.encode("utf-8", "replace")


def shown(term: Term | None, labels: dict[str, str]) -> str:
    """Return *term* as a person wants to read it: names for things, grouped digits."""
    if term is None:
        return ""
    if isinstance(term, ox.NamedNode):
        name = labels.get(term.value) or compact(term.value)
        return name.removeprefix("bil:") if term.value.startswith(BIL) else name
    if isinstance(term, ox.Literal):
        if term.datatype.value in _NUMBERS and term.value.lstrip("-").isdigit():
            return f"{int(term.value):,}"
        return term.value
    return str(term)


def visible(text: str) -> str:
    """Return *text* on one line, control and turning characters made visible."""
    return (
        "".join(
            f"\\u{ord(ch):04x}"
            if ch in _TURNING or (unicodedata.category(ch) in ("Cc", "Cs") and ch not in "\t\n")
            else ch
            for ch in text
        )
        .replace("\n", " ")
        .replace("\t", " ")
    )


def _table(result: Result, width: int | None) -> str:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in result.cited_columns():
        table.add_column(Text(name), overflow="fold")
    for row in result.cited_rows():
        table.add_row(*(Text(visible(shown(term, result.labels))) for term in row))
    target = io.StringIO()
    Console(file=target, width=width, color_system=None, legacy_windows=False).print(table)
    count = len(result.rows)
    body = "\n".join(line.rstrip() for line in target.getvalue().strip("\n").split("\n"))
    return f"{body}\n\n{count} {'row' if count == 1 else 'rows'}\n"


def _markdown(result: Result) -> str:
    columns = result.cited_columns()
    lines = [
        "| " + " | ".join(name.translate(_MARKDOWN) for name in columns) + " |",
        "|" + "---|" * len(columns),
    ]
    for row in result.cited_rows():
        cells = [_markdown_cell(term, result.labels) for term in row]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def _markdown_cell(term: Term | None, labels: dict[str, str]) -> str:
    text = visible(shown(term, labels)).replace("&", "&amp;").translate(_MARKDOWN)
    if isinstance(term, ox.NamedNode) and _is_web(term.value):
        return f"[{text}](<{term.value}>)"
    return text


def _html(result: Result) -> str:
    head = "".join(f"<th scope='col'>{html.escape(name)}</th>" for name in result.cited_columns())
    rows = "".join(
        "<tr>" + "".join(_html_cell(term, result.labels) for term in row) + "</tr>\n"
        for row in result.cited_rows()
    )
    return _page(f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>")


def _html_cell(term: Term | None, labels: dict[str, str]) -> str:
    text = html.escape(visible(shown(term, labels)))
    if isinstance(term, ox.NamedNode) and _is_web(term.value):
        text = f'<a href="{html.escape(term.value)}">{text}</a>'
    language = term.language if isinstance(term, ox.Literal) else None
    lang = f' lang="{html.escape(language)}"' if language else ""
    return f'<td dir="auto"{lang}>{text}</td>'


def _is_web(iri: str) -> bool:
    return iri.startswith(("https://", "http://"))


def _page(body: str) -> str:
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "style-src 'unsafe-inline'\">\n<title>Answer</title>\n"
        "<style>body{font-family:sans-serif}table{border-collapse:collapse}"
        "td,th{border:1px solid #bbb;padding:.3em .6em;text-align:start}</style>\n"
        f"</head>\n<body>\n{body}\n</body>\n</html>\n"
    )
