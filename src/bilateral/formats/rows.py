"""SPARQL results as the standards define them: JSON, XML, TSV and CSV.

The four W3C formats are written here, and not by the engine, because rows carry
a column of citations and because CSV is opened in spreadsheets.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pyoxigraph as ox

from bilateral.rdf.vocabulary import XSD

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bilateral.questions.results import Result, Row, Term

_STRING = XSD + "string"
_NUMBERS = frozenset(
    XSD + name
    for name in (
        *("integer", "decimal", "double", "float", "long", "int", "short", "byte"),
        *("nonNegativeInteger", "positiveInteger", "nonPositiveInteger", "negativeInteger"),
        *("unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte"),
    )
)
_NUMBER_FORM = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_XML_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# A bare carriage return would be read back as a line feed, and in an attribute a
# line feed as a space. (xml.sax.saxutils would load an HTTP client at every start.)
_XML_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_XML_ATTRIBUTE = _XML_ESCAPES | str.maketrans({'"': "&quot;", "\n": "&#10;", "\t": "&#9;"})
_TSV_ESCAPES = {"\\": "\\\\", '"': '\\"', "\t": "\\t", "\n": "\\n", "\r": "\\r"}
# Readers that split lines the Unicode way would end a row at these.
_TSV_SPECIAL = re.compile('[\\\\"\x00-\x1f\x7f-\x9f\u2028\u2029]')


def source_column(columns: tuple[str, ...]) -> str:
    """Return the name of the column of citations: ``source``, unless that is taken."""
    name = "source"
    while name in columns:
        name += "_"
    return name


def table_of(result: Result) -> tuple[tuple[str, ...], list[Row]]:
    """Return the columns and rows to write: with citations, and with stable blank nodes."""
    rows = _renamed(result.rows)
    if result.citations is None:
        return result.columns, rows
    cited = [
        (*row, ox.Literal("; ".join(one.short for one in citations)))
        for row, citations in zip(rows, result.citations, strict=True)
    ]
    return (*result.columns, source_column(result.columns)), cited


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


def to_json(columns: tuple[str, ...], rows: list[Row], *, truncated: bool = False) -> bytes:
    """Return SPARQL 1.1 Query Results JSON; a member ``truncated`` tells of rows left out."""
    bindings = [
        {
            name: _json_term(term)
            for name, term in zip(columns, row, strict=True)
            if term is not None
        }
        for row in rows
    ]
    document: dict[str, object] = {"head": {"vars": list(columns)}}
    document["results"] = {"bindings": bindings}
    # A member that readers of the standard skip, so that the file itself is honest.
    return _dumped(document | ({"truncated": True} if truncated else {}))


def boolean_json(value: bool) -> bytes:
    """Return the answer of an ``ASK`` query as SPARQL 1.1 Query Results JSON."""
    return _dumped({"head": {}, "boolean": value})


def _dumped(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _json_term(term: Term) -> dict[str, object]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, ox.Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {name: _json_term(part) for name, part in parts.items()}}
    found: dict[str, object] = {"type": "literal", "value": term.value}
    if term.language:
        found["xml:lang"] = term.language
    elif term.datatype.value != _STRING:
        found["datatype"] = term.datatype.value
    return found


def to_xml(columns: tuple[str, ...], rows: list[Row], *, truncated: bool = False) -> bytes:
    """Return SPARQL Query Results XML. Characters that XML forbids become U+FFFD."""
    lines = [f"    <variable name={_xml_attribute(name)}/>" for name in columns]
    lines.append("  </head>\n  <results>")
    for row in rows:
        lines.append("    <result>")
        lines += [
            f"      <binding name={_xml_attribute(name)}>{_xml_term(term)}</binding>"
            for name, term in zip(columns, row, strict=True)
            if term is not None
        ]
        lines.append("    </result>")
    lines.append("  </results>")
    if truncated:
        lines.append("  <!-- truncated -->")
    return _xml_document("  <head>\n" + "\n".join(lines))


def boolean_xml(value: bool) -> bytes:
    """Return the answer of an ``ASK`` query as SPARQL Query Results XML."""
    return _xml_document(f"  <head/>\n  <boolean>{str(value).lower()}</boolean>")


def _xml_document(body: str) -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<sparql xmlns="http://www.w3.org/2005/sparql-results#">\n{body}\n</sparql>\n'
    ).encode()


def _xml_term(term: Term) -> str:
    if isinstance(term, ox.NamedNode):
        return f"<uri>{_xml_text(term.value)}</uri>"
    if isinstance(term, ox.BlankNode):
        return f"<bnode>{_xml_text(term.value)}</bnode>"
    if isinstance(term, ox.Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        inner = "".join(f"<{name}>{_xml_term(part)}</{name}>" for name, part in parts.items())
        return f"<triple>{inner}</triple>"
    mark = ""
    if term.language:
        mark = f" xml:lang={_xml_attribute(term.language)}"
    elif term.datatype.value != _STRING:
        mark = f" datatype={_xml_attribute(term.datatype.value)}"
    return f"<literal{mark}>{_xml_text(term.value)}</literal>"


def xml_legal(text: str) -> str:
    """Return *text* with U+FFFD for the characters that XML 1.0 cannot hold."""
    return _XML_ILLEGAL.sub("\ufffd", text)


def _xml_text(text: str) -> str:
    return xml_legal(text).translate(_XML_ESCAPES)


def _xml_attribute(text: str) -> str:
    return f'"{xml_legal(text).translate(_XML_ATTRIBUTE)}"'


def to_tsv(columns: tuple[str, ...], rows: list[Row]) -> bytes:
    """Return SPARQL 1.1 Query Results TSV: every term in Turtle syntax."""
    lines = ["\t".join(f"?{name}" for name in columns)]
    lines += ["\t".join(_tsv_term(term) for term in row) for row in rows]
    return "".join(f"{line}\n" for line in lines).encode("utf-8")


def _tsv_term(term: Term | None) -> str:
    if term is None:
        return ""
    if not isinstance(term, ox.Literal):
        return str(term)
    text = _TSV_SPECIAL.sub(
        lambda match: _TSV_ESCAPES.get(match[0], f"\\u{ord(match[0]):04X}"), term.value
    )
    if term.language:
        return f'"{text}"@{term.language}'
    if term.datatype.value == _STRING:
        return f'"{text}"'
    return f'"{text}"^^{term.datatype}'


def to_csv(columns: tuple[str, ...], rows: list[Row]) -> bytes:
    """Return SPARQL 1.1 Query Results CSV, made safe for spreadsheets.

    It departs from the standard in one point: a cell that a spreadsheet would
    run as a formula gets an apostrophe in front, unless it is a number.
    """
    return csv_lines(columns, ([_csv_term(term) for term in row] for row in rows))


def csv_lines(header: Iterable[str], rows: Iterable[Iterable[str]]) -> bytes:
    """Return CSV in UTF-8 with CRLF line ends. Cells must be safe already."""
    lines = [_csv_line(list(header))]
    lines += [_csv_line(list(row)) for row in rows]
    return "".join(lines).encode("utf-8")


def _csv_line(cells: list[str]) -> str:
    if cells == [""]:
        # A blank line is no row to many readers.
        return '""\r\n'
    return ",".join(_csv_quoted(cell) for cell in cells) + "\r\n"


def _csv_quoted(cell: str) -> str:
    if any(ch in cell for ch in ',"\r\n'):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def formula_safe(text: str) -> str:
    """Return *text* with an apostrophe in front if a spreadsheet would run it."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def _csv_term(term: Term | None) -> str:
    if term is None:
        return ""
    if isinstance(term, ox.Literal):
        # A datatype alone proves nothing: "=1+1"^^xsd:integer is a formula too.
        is_number = term.datatype.value in _NUMBERS and _NUMBER_FORM.fullmatch(term.value)
        return term.value if is_number else formula_safe(term.value)
    return formula_safe(term.value if isinstance(term, ox.NamedNode) else str(term))
