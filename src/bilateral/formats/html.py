"""Answers as HTML: a page without scripts, or a piece of one for a notebook."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from bilateral.formats.table import MORE, cell_link, cell_text, table_of
from bilateral.rdf.serialize import serialize
from bilateral.text import html

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bilateral.formats.table import Table
    from bilateral.questions.results import Result, Term


def to_html(table: Table) -> bytes:
    """Return a page that needs no network and runs no script."""
    page = (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'">\n'
        f"<title>Answer</title>\n</head>\n<body>\n{_element(table)}</body>\n</html>\n"
    )
    return page.encode("utf-8")


def fragment(result: Result) -> str:
    """Return an answer as a piece of HTML without scripts."""
    if result.kind == "ask":
        return f"<p>{str(bool(result.boolean)).lower()}</p>"
    if result.kind == "construct":
        return f"<pre>{html(serialize(result.triples, 'turtle').decode('utf-8'))}</pre>"
    return _element(table_of(result))


def _element(table: Table) -> str:
    head = "".join(f'<th scope="col">{html(name)}</th>' for name in table.columns)
    body = "".join(
        f"<tr>{''.join(_cell(term, table.labels) for term in row)}</tr>\n" for row in table.rows
    )
    more = f"<p>{MORE}</p>" if table.truncated else ""
    return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody>\n</table>\n{more}"


def _cell(term: Term | None, labels: Mapping[str, str]) -> str:
    text = html(cell_text(term, labels))
    link = cell_link(term)
    if link:
        text = f'<a href="{html(link)}" rel="noopener noreferrer">{text}</a>'
    language = term.language if isinstance(term, ox.Literal) else None
    attribute = f' lang="{html(language)}"' if language else ""
    return f'<td{attribute} dir="auto">{text}</td>'
