"""Writing answers: the standard formats for machines, tables for people.

JSON, XML and TSV follow the SPARQL 1.1 results formats exactly. CSV does too, but
for cells that a spreadsheet would run as a formula.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

import pyoxigraph as ox

from bilateral.errors import UsageError
from bilateral.namespaces import XSD

if TYPE_CHECKING:
    from collections.abc import Callable

    from bilateral.queries.results import Result, Row, Term

ROW_FORMATS = ("table", "json", "csv", "tsv", "xml", "md", "html")
GRAPH_FORMATS = ("turtle", "trig", "ntriples", "nquads", "jsonld", "rdfxml")
_NUMERIC = frozenset(XSD + name for name in ("integer", "decimal", "double", "float"))
_SPARQL_XML = "http://www.w3.org/2005/sparql-results#"


def render(result: Result, fmt: str, *, width: int | None = None) -> bytes:
    """Return *result* in the format *fmt*.

    Args:
        result: the answer of a query.
        fmt: one of ``ROW_FORMATS`` for rows and yes-or-no answers, one of
            ``GRAPH_FORMATS`` for triples.
        width: how many columns a ``table`` may use; by default those of the terminal.

    Raises:
        UsageError: the format is unknown or does not fit the answer.
    """
    fitting = GRAPH_FORMATS if result.kind == "construct" else ROW_FORMATS
    if fmt not in fitting:
        what = "triples" if result.kind == "construct" else "rows"
        known = fmt in ROW_FORMATS + GRAPH_FORMATS
        raise UsageError(
            f"the format {fmt!r} does not fit {what}" if known else f"unknown format: {fmt!r}",
            next_step=f"choose one of {', '.join(fitting)}",
        )
    if result.kind == "construct":
        from bilateral.build.write import serialize

        return serialize(result.triples, fmt)
    if fmt in ("table", "md", "html"):
        from bilateral.queries import readable

        return readable.render(result, fmt, width=width)
    writers: dict[str, Callable[[Result], str]] = {
        "json": _json,
        "csv": _csv,
        "tsv": _tsv,
        "xml": _xml,
    }
    return writers[fmt](result).encode("utf-8", "surrogatepass")


def spreadsheet_safe(text: str, *, number: bool = False) -> str:
    """Return *text* so that no spreadsheet takes it for a formula."""
    if not number and text[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return "'" + text
    return text


def csv_line(cells: list[str]) -> str:
    """Return *cells* as one line of CSV, quoted where needed, ended by CRLF."""
    quoted = [
        '"' + cell.replace('"', '""') + '"' if any(ch in cell for ch in ',"\r\n') else cell
        for cell in cells
    ]
    return ",".join(quoted) + "\r\n"


def _json(result: Result) -> str:
    answer: dict[str, Any]
    if result.kind == "ask":
        answer = {"head": {}, "boolean": result.boolean}
    else:
        columns = result.cited_columns()
        answer = {
            "head": {"vars": list(columns)},
            "results": {
                "bindings": [
                    {
                        name: _json_term(term)
                        for name, term in zip(columns, row, strict=True)
                        if term is not None
                    }
                    for row in result.cited_rows()
                ]
            },
        }
    return json.dumps(answer, ensure_ascii=False, indent=1) + "\n"


def _json_term(term: Term) -> dict[str, Any]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, ox.Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {name: _json_term(one) for name, one in parts.items()}}
    found = {"type": "literal", "value": term.value}
    if term.language:
        found["xml:lang"] = term.language
    elif term.datatype.value != XSD + "string":
        found["datatype"] = term.datatype.value
    return found


def _csv(result: Result) -> str:
    if result.kind == "ask":
        return _yes_no(result) + "\r\n"
    lines = [csv_line([spreadsheet_safe(name) for name in result.cited_columns()])]
    lines += [csv_line([_csv_cell(term) for term in row]) for row in result.cited_rows()]
    return "".join(lines)


def _csv_cell(term: Term | None) -> str:
    if term is None:
        return ""
    if isinstance(term, ox.BlankNode):
        return f"_:{term.value}"
    if isinstance(term, ox.Triple):
        return str(term)
    number = isinstance(term, ox.Literal) and term.datatype.value in _NUMERIC
    return spreadsheet_safe(term.value, number=number)


def _tsv(result: Result) -> str:
    if result.kind == "ask":
        return _yes_no(result) + "\n"
    head = "\t".join(f"?{name}" for name in result.cited_columns()) + "\n"
    return head + "".join(_tsv_line(row) for row in result.cited_rows())


def _tsv_line(row: Row) -> str:
    # The N-Triples form of a term holds neither a tab nor a line end.
    cells = ("" if term is None else str(term).replace("\t", "\\t") for term in row)
    return "\t".join(cells) + "\n"


def _yes_no(result: Result) -> str:
    return "true" if result.boolean else "false"


def _xml(result: Result) -> str:
    columns = result.cited_columns() if result.kind == "select" else ()
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f'<sparql xmlns="{_SPARQL_XML}">', " <head>"]
    lines += [f"  <variable name={quoteattr(name)}/>" for name in columns]
    lines.append(" </head>")
    if result.kind == "ask":
        lines.append(f" <boolean>{_yes_no(result)}</boolean>")
    else:
        lines.append(" <results>")
        for row in result.cited_rows():
            lines.append("  <result>")
            lines += [
                f"   <binding name={quoteattr(name)}>{_xml_term(term)}</binding>"
                for name, term in zip(columns, row, strict=True)
                if term is not None
            ]
            lines.append("  </result>")
        lines.append(" </results>")
    return "\n".join([*lines, "</sparql>"]) + "\n"


def _xml_allows(ch: str) -> bool:
    return ch in "\t\n\r" or (
        ch >= " " and not "\ud800" <= ch <= "\udfff" and ch not in "\ufffe\uffff"
    )


def _xml_text(text: str) -> str:
    # XML 1.0 has no way to write these characters, not even escaped.
    kept = "".join(ch if _xml_allows(ch) else "\ufffd" for ch in text)
    return escape(kept, {"\r": "&#13;"})


def _xml_term(term: Term) -> str:
    if isinstance(term, ox.NamedNode):
        return f"<uri>{_xml_text(term.value)}</uri>"
    if isinstance(term, ox.BlankNode):
        return f"<bnode>{_xml_text(term.value)}</bnode>"
    if isinstance(term, ox.Triple):
        parts = (term.subject, term.predicate, term.object)
        names = ("subject", "predicate", "object")
        inner = "".join(
            f"<{name}>{_xml_term(one)}</{name}>" for name, one in zip(names, parts, strict=True)
        )
        return f"<triple>{inner}</triple>"
    if term.language:
        return f"<literal xml:lang={quoteattr(term.language)}>{_xml_text(term.value)}</literal>"
    if term.datatype.value == XSD + "string":
        return f"<literal>{_xml_text(term.value)}</literal>"
    datatype = quoteattr(term.datatype.value)
    return f"<literal datatype={datatype}>{_xml_text(term.value)}</literal>"
