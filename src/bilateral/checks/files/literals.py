"""Checks of literals as they are written: dates, numbers, text."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

import pyoxigraph as ox

from bilateral.checks.catalogue import issue
from bilateral.checks.files.index import QUOTING, Index, ends
from bilateral.compile.dates import bounds
from bilateral.rdf.vocabulary import BIL, EDTF, XSD, compact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bilateral.errors import Issue
    from bilateral.rdf.turtle.statements import Statement

_DATES = (BIL + "date", BIL + "attestedDate")
_COMPUTED = (BIL + "notBefore", BIL + "notAfter")
# rdflib writes Z as +00:00, which means the same.
_UNCHANGED = (XSD + "string", XSD + "dateTime", EDTF)
_MAX_LENGTH = 300
# Control characters and marks that turn the direction of text: pages set it themselves.
_MARKS = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
_DAY = re.compile(r"-?\d{4,}-\d{2}-\d{2}(?:Z|[+-]\d{2}:\d{2})?")


def canonical(index: Index) -> Iterator[Issue]:
    """Find literals that a store would rewrite on loading."""
    forms: dict[str, str] = {}
    for statement, literal in index.literals():
        written = str(literal)
        if written not in forms:
            forms[written] = _stored(literal)
        if forms[written] != written:
            yield issue(
                "literal-canonical",
                f"the literal {written} is not in canonical form",
                statement.object_at,
                f"write {forms[written]}",
            )


def _stored(literal: ox.Literal) -> str:
    """Return *literal* as pyoxigraph and rdflib give it back."""
    store = ox.Store()
    node = ox.NamedNode("urn:s")
    store.add(ox.Quad(node, node, literal))
    stored = str(next(iter(store)).object)
    datatype = literal.datatype.value
    if stored != str(literal) or literal.language or datatype in _UNCHANGED:
        return stored
    import rdflib

    lexical = str(rdflib.Literal(literal.value, datatype=rdflib.URIRef(datatype)))
    return str(ox.Literal(lexical, datatype=literal.datatype))


def dates(index: Index) -> Iterator[Issue]:
    """Find dates that are not EDTF or not in the calendar, and days that the build computes."""
    for statement in index.data():
        if statement.predicate.value in _COMPUTED:
            message = "bil:notBefore and bil:notAfter are computed by the build"
            yield issue("computed-property", message, statement.predicate_at)
        elif isinstance(statement.object, ox.Literal):
            message = _date_fault(statement, statement.object)
            if message:
                yield issue("wrong-date", message, statement.object_at)


def _date_fault(statement: Statement, literal: ox.Literal) -> str:
    if statement.predicate.value in _DATES:
        if literal.datatype.value != EDTF:
            return f"the date {literal.value!r} is not typed as edtf:EDTF"
        try:
            bounds(literal.value)
        except ValueError as error:
            return str(error)
    elif literal.datatype.value == XSD + "date" and not _is_day(literal.value):
        return f"{literal.value!r} is not a day of the calendar"
    return ""


def valid(index: Index) -> Iterator[Issue]:
    """Find literals that their datatypes do not allow."""
    validity: dict[tuple[str, str], bool] = {}
    for statement, literal in index.literals():
        datatype = literal.datatype.value
        if not datatype.startswith(XSD):
            continue
        key = datatype, literal.value
        if key not in validity:
            validity[key] = _is_valid(*key)
        if not validity[key]:
            message = f"{literal.value!r} is not a valid {compact(datatype)}"
            yield issue("ill-typed", message, statement.object_at)


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
    """Find text that is not normalised, or that may copy a source."""
    for statement in index.all():
        if statement.predicate.value in QUOTING:
            yield issue(
                "text-leak",
                "the text of a source may not be kept here",
                statement.predicate_at,
                "keep offsets and a digest instead",
            )
        if isinstance(statement.object, ox.Literal):
            yield from _text_faults(statement.object.value, statement)


def _text_faults(value: str, statement: Statement) -> Iterator[Issue]:
    if unicodedata.normalize("NFC", value) != value:
        message = f"the text {value!r} is not in Unicode normal form C"
        yield issue("not-nfc", message, statement.object_at)
    if value != value.strip() or "  " in value or _MARKS.search(value):
        message = f"the text {value!r} has stray spaces, or control or direction marks"
        yield issue("untidy-text", message, statement.object_at)
    if len(value) > _MAX_LENGTH:
        yield issue(
            "text-leak",
            f"the text has {len(value)} characters; {_MAX_LENGTH} are allowed",
            statement.object_at,
            "say it shorter, in your own words",
        )


def blank_nodes(index: Index) -> Iterator[Issue]:
    """Find blank nodes in data; they break merging and comparing."""
    for statement in index.of("scheme", "reference", "source"):
        for term, location in ends(statement):
            if isinstance(term, ox.BlankNode):
                yield issue("blank-node", "data may not hold blank nodes", location)


CHECKS = (canonical, valid, dates, text, blank_nodes)
