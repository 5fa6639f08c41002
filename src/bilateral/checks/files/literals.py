"""Checks of literals as they are written: dates, numbers, text."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

import pyoxigraph as ox

from bilateral.checks.files.index import QUOTING, Index, iri
from bilateral.compile.dates import bounds
from bilateral.errors import Issue
from bilateral.rdf.vocabulary import BIL, EDTF, XSD, compact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bilateral.rdf.turtle.statements import Statement

_DATES = (BIL + "date", BIL + "attestedDate")
_COMPUTED = (BIL + "notBefore", BIL + "notAfter")
_LONGEST = 300
# Control characters and marks that turn the direction of text: pages set it themselves.
_MARKS = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
_DAY = re.compile(r"-?\d{4,}-\d{2}-\d{2}(?:Z|[+-]\d{2}:\d{2})?")


def canonical(index: Index) -> Iterator[Issue]:
    """literal-canonical: a literal that a store would rewrite on loading."""
    kept: dict[str, str] = {}
    for one in index.of("ontology", "scheme", "reference", "source"):
        value = one.object
        if not isinstance(value, ox.Literal):
            continue
        key = str(value)
        if key not in kept:
            kept[key] = _stored(value)
        if kept[key] != key:
            yield Issue(
                "literal-canonical",
                "error",
                f"the literal {key} is not in canonical form",
                f"write {kept[key]}",
                one.object_at,
            )


def _stored(value: ox.Literal) -> str:
    """Return *value* as pyoxigraph and rdflib give it back."""
    store = ox.Store()
    node = ox.NamedNode("urn:s")
    store.add(ox.Quad(node, node, value))
    back = str(next(iter(store)).object)
    if (
        back != str(value)
        or value.language
        or value.datatype.value
        in (
            XSD + "string",
            XSD + "dateTime",  # rdflib writes Z as +00:00, which means the same
            EDTF,
        )
    ):
        return back
    import rdflib

    datatype = rdflib.URIRef(value.datatype.value)
    lexical = str(rdflib.Literal(value.value, datatype=datatype))
    return str(ox.Literal(lexical, datatype=value.datatype))


def dates(index: Index) -> Iterator[Issue]:
    """wrong-date: not EDTF, or not a day of the calendar; computed-property."""
    for one in index.data():
        if one.predicate.value in _COMPUTED:
            yield Issue(
                "computed-property",
                "error",
                "bil:notBefore and bil:notAfter are computed by the build",
                "leave them out and write bil:date",
                one.predicate_at,
            )
        elif isinstance(one.object, ox.Literal):
            wrong = _wrong_date(one, one.object)
            if wrong:
                yield Issue(
                    "wrong-date",
                    "error",
                    wrong,
                    'write a date such as "1957-05-27"^^edtf:EDTF, "195X" or "1954/.."',
                    one.object_at,
                )


def _wrong_date(one: Statement, value: ox.Literal) -> str:
    if one.predicate.value in _DATES:
        if value.datatype.value != EDTF:
            return f"the date {value.value!r} is not typed as edtf:EDTF"
        try:
            bounds(value.value)
        except ValueError as error:
            return str(error)
    elif value.datatype.value == XSD + "date" and not _is_day(value.value):
        return f"{value.value!r} is not a day of the calendar"
    return ""


def valid(index: Index) -> Iterator[Issue]:
    """ill-typed: a literal that its datatype does not allow."""
    kept: dict[tuple[str, str], bool] = {}
    for one in index.of("ontology", "scheme", "reference", "source"):
        value = one.object
        if isinstance(value, ox.Literal) and value.datatype.value.startswith(XSD):
            key = value.datatype.value, value.value
            if key not in kept:
                kept[key] = _is_valid(*key)
            if not kept[key]:
                yield Issue(
                    "ill-typed",
                    "error",
                    f"{value.value!r} is no {compact(value.datatype.value)}",
                    "correct the value or its datatype",
                    one.object_at,
                )


def _is_valid(datatype: str, text: str) -> bool:
    if datatype in (XSD + "string", XSD + "date"):  # days have a check of their own
        return True
    import logging
    import warnings

    import rdflib

    # rdflib would print a traceback and warnings of its own beside our message.
    logging.getLogger("rdflib.term").setLevel(logging.CRITICAL)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        literal = rdflib.Literal(text, datatype=rdflib.URIRef(datatype))
    return literal.ill_typed is not True and not (
        # For booleans rdflib only warns.
        datatype == XSD + "boolean" and text not in ("true", "false", "1", "0")
    )


def _is_day(text: str) -> bool:
    from datetime import date

    try:
        date.fromisoformat(text[:10])
    except ValueError:
        return False
    return _DAY.fullmatch(text) is not None


def text(index: Index) -> Iterator[Issue]:
    """not-nfc, untidy-text, text-leak: text that is not normalised, or that may copy a source."""
    for one in index.of("ontology", "scheme", "reference", "source"):
        if iri(one.predicate) in QUOTING:
            yield Issue(
                "text-leak",
                "error",
                "the text of a source may not be kept here",
                "keep offsets and a digest instead",
                one.predicate_at,
            )
        value = one.object
        if not isinstance(value, ox.Literal):
            continue
        if unicodedata.normalize("NFC", value.value) != value.value:
            yield Issue(
                "not-nfc",
                "error",
                f"the text {value.value!r} is not in Unicode normal form C",
                "write the composed characters",
                one.object_at,
            )
        if value.value != value.value.strip() or "  " in value.value or _MARKS.search(value.value):
            yield Issue(
                "untidy-text",
                "error",
                f"the text {value.value!r} has stray spaces, or control or direction marks",
                "write it without them",
                one.object_at,
            )
        if len(value.value) > _LONGEST:
            yield Issue(
                "text-leak",
                "error",
                f"the text has {len(value.value)} characters; {_LONGEST} are allowed",
                "say it shorter, in your own words",
                one.object_at,
            )


def blank_nodes(index: Index) -> Iterator[Issue]:
    """blank-node: data may not hold any; they break merging and comparing."""
    for one in index.of("scheme", "reference", "source"):
        for term, at in ((one.subject, one.subject_at), (one.object, one.object_at)):
            if isinstance(term, ox.BlankNode):
                yield Issue(
                    "blank-node",
                    "error",
                    "data may not hold blank nodes",
                    "give the thing an IRI such as id:amount.loan-1961-jpy",
                    at,
                )


CHECKS = (canonical, valid, dates, text, blank_nodes)
