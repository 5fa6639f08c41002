"""SPARQL results as the standards define them: JSON, XML, TSV and CSV.

The four W3C formats are written here, and not by the engine, because it can write only
what it has just found: not a column of citations, and no cell that is safe in spreadsheets.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyoxigraph as ox

from bilateral.rdf.vocabulary import XSD
from bilateral.text import formula_safe, json_text, xml_legal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bilateral.formats.table import Table
    from bilateral.questions.results import Term

_STRING = XSD + "string"
_NUMBERS = frozenset(
    XSD + name
    for name in (
        *("integer", "decimal", "double", "float", "long", "int", "short", "byte"),
        *("nonNegativeInteger", "positiveInteger", "nonPositiveInteger", "negativeInteger"),
        *("unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte"),
    )
)
_NUMBER_FORM = r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?"
# A bare carriage return would be read back as a line feed, and in an attribute a
# line feed as a space. (xml.sax.saxutils would load an HTTP client at every start.)
_XML_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_XML_ATTRIBUTE = _XML_ESCAPES | str.maketrans({'"': "&quot;", "\n": "&#10;", "\t": "&#9;"})
# Readers that split lines the Unicode way would end a row at some of these.
_TSV_ESCAPES = {
    code: f"\\u{code:04X}" for code in (*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029)
} | str.maketrans({"\\": "\\\\", '"': '\\"', "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def to_json(table: Table) -> bytes:
    """Return SPARQL 1.1 Query Results JSON; a member ``truncated`` tells of rows left out."""
    bindings = [
        {
            name: _json_term(term)
            for name, term in zip(table.columns, row, strict=True)
            if term is not None
        }
        for row in table.rows
    ]
    document = {"head": {"vars": list(table.columns)}, "results": {"bindings": bindings}}
    # A member that readers of the standard skip, so that the file itself is honest.
    return json_text(document | ({"truncated": True} if table.truncated else {})).encode()


def boolean_json(value: bool) -> bytes:
    """Return the answer of an ``ASK`` query as SPARQL 1.1 Query Results JSON."""
    return json_text({"head": {}, "boolean": value}).encode()


def _json_term(term: Term) -> dict[str, object]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, ox.Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {name: _json_term(part) for name, part in parts.items()}}
    literal: dict[str, object] = {"type": "literal", "value": term.value}
    if term.language:
        literal["xml:lang"] = term.language
    elif term.datatype.value != _STRING:
        literal["datatype"] = term.datatype.value
    return literal


def to_xml(table: Table) -> bytes:
    """Return SPARQL Query Results XML. Characters that XML forbids become U+FFFD."""
    lines = [f"    <variable name={_xml_attribute(name)}/>" for name in table.columns]
    lines.append("  </head>\n  <results>")
    for row in table.rows:
        lines.append("    <result>")
        lines += [
            f"      <binding name={_xml_attribute(name)}>{_xml_term(term)}</binding>"
            for name, term in zip(table.columns, row, strict=True)
            if term is not None
        ]
        lines.append("    </result>")
    lines.append("  </results>")
    if table.truncated:
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
    attribute = ""
    if term.language:
        attribute = f" xml:lang={_xml_attribute(term.language)}"
    elif term.datatype.value != _STRING:
        attribute = f" datatype={_xml_attribute(term.datatype.value)}"
    return f"<literal{attribute}>{_xml_text(term.value)}</literal>"


def _xml_text(text: str) -> str:
    return xml_legal(text).translate(_XML_ESCAPES)


def _xml_attribute(text: str) -> str:
    return f'"{xml_legal(text).translate(_XML_ATTRIBUTE)}"'


def to_tsv(table: Table) -> bytes:
    """Return SPARQL 1.1 Query Results TSV: every term in Turtle syntax."""
    lines = ["\t".join(f"?{name}" for name in table.columns)]
    lines += ["\t".join(_tsv_term(term) for term in row) for row in table.rows]
    return "".join(f"{line}\n" for line in lines).encode("utf-8")


def _tsv_term(term: Term | None) -> str:
    if term is None:
        return ""
    if not isinstance(term, ox.Literal):
        return str(term)
    text = term.value.translate(_TSV_ESCAPES)
    if term.language:
        return f'"{text}"@{term.language}'
    if term.datatype.value == _STRING:
        return f'"{text}"'
    return f'"{text}"^^{term.datatype}'


def to_csv(table: Table) -> bytes:
    """Return SPARQL 1.1 Query Results CSV, made safe for spreadsheets.

    It departs from the standard in one point: a cell that a spreadsheet would
    run as a formula gets an apostrophe in front, unless it is a number.
    """
    return csv_lines(table.columns, ([_csv_term(term) for term in row] for row in table.rows))


def csv_lines(header: Iterable[str], rows: Iterable[Iterable[str]]) -> bytes:
    """Return CSV in UTF-8 with CRLF line ends. Cells must be safe already."""
    # Imported late: most answers are in other formats.
    import csv
    import io

    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue().encode("utf-8")


def _csv_term(term: Term | None) -> str:
    if term is None:
        return ""
    if isinstance(term, ox.Literal):
        # A datatype alone proves nothing: "=1+1"^^xsd:integer is a formula too.
        is_number = term.datatype.value in _NUMBERS and re.fullmatch(_NUMBER_FORM, term.value)
        return term.value if is_number else formula_safe(term.value)
    return formula_safe(term.value if isinstance(term, ox.NamedNode) else str(term))
