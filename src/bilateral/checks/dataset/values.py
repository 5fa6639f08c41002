"""Checks of the data: dates, amounts, coordinates, names, identifiers."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from bilateral.checks.context import Finding
from bilateral.checks.files.index import iri, is_thing, is_type, language
from bilateral.compile.dates import bounds
from bilateral.errors import Location
from bilateral.rdf.terms import DATE, KNOWN, NOT_AFTER, NOT_BEFORE
from bilateral.rdf.vocabulary import BIL, DCTERMS, SCHEMA, SKOS, compact

if TYPE_CHECKING:
    from bilateral.checks.catalogue import Check
    from bilateral.checks.context import Context
    from bilateral.errors import Issue

_GEO = "http://www.w3.org/2003/01/geo/wgs84_pos#"
# By property: how far from zero a coordinate may be, and its place in a box.
_AXES = {_GEO + "lat": (90.0, 0), _GEO + "long": (180.0, 1)}
_IDENTIFIERS = (DCTERMS + "identifier", SKOS + "exactMatch", SCHEMA + "sameAs")
_IDENTIFIED = ("State", "Place", "Person", "Organization")
# An identifier of these is at hand in open lists; others may have none.
_MUST_BE_IDENTIFIED = ("State", "Place")
# Names in another language than English enter only where a source gives them.
_NAME_SHARE = 0.6
# ISO 4217, current codes but metals and tests: Debian iso-codes, in pycountry 26.2.16.
_CURRENCIES = frozenset(
    """
    AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN
    BZD CAD CDF CHE CHF CHW CLF CLP CNY COP COU CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR
    FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY
    KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU
    MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON
    RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP
    TRY TTD TWD TZS UAH UGX USD USN UYI UYU UYW UZS VED VES VND VUV WST XAD XAF XCD XCG XDR XOF
    XPF XSU XUA YER ZAR ZMW ZWG
    """.split()  # noqa: SIM905 - a list of words reads better than 170 quoted ones
)


def _date_bounds(check: Check, context: Context) -> Finding:
    """Compute the bounds of each date again and compare."""
    dates: dict[str, set[str]] = defaultdict(set)
    computed: dict[tuple[str, ox.NamedNode], set[str]] = defaultdict(set)
    for quad in context.dataset.quads_for_pattern(None, None, None, KNOWN):
        if isinstance(quad.object, ox.Literal):
            if quad.predicate == DATE:
                dates[iri(quad.subject)].add(quad.object.value)
            elif quad.predicate in (NOT_BEFORE, NOT_AFTER):
                computed[iri(quad.subject), quad.predicate].add(quad.object.value)
    issues = []
    for thing in sorted({*dates, *(subject for subject, _ in computed)}):
        spans = [bounds(text) for text in dates[thing]]
        for side, predicate in enumerate((NOT_BEFORE, NOT_AFTER)):
            expected = {str(span[side]) for span in spans if span[side]}
            actual = computed[thing, predicate]
            if actual - expected or (len(spans) == 1 and expected != actual):
                message = f"{compact(thing)}: {compact(predicate.value)} does not fit"
                issues.append(context.issue(check, message, ox.NamedNode(thing)))
    return Finding.of(issues)


def _amounts(check: Check, context: Context) -> Finding:
    issues: list[Issue] = []
    total = 0
    for statement in context.index.data():
        value, predicate = statement.object, statement.predicate.value
        if not isinstance(value, ox.Literal):
            continue
        if predicate == SCHEMA + "currency":
            message = "" if value.value in _CURRENCIES else f"{value.value!r} is not in ISO 4217"
        elif predicate == SCHEMA + "value":
            positive = _is_positive(value.value)
            message = "" if positive else f"the amount {value.value} is not above zero"
        else:
            continue
        total += 1
        if message:
            issues.append(context.issue(check, message, at=statement.object_at))
    return Finding.share(total, issues)


def _is_positive(text: str) -> bool:
    return re.fullmatch(r"\d+(?:\.\d+)?", text) is not None and float(text) > 0


def _coordinates(check: Check, context: Context) -> Finding:
    boxes: Any = context.project.dataset.get("boxes") or {}
    issues = []
    for statement in context.index.data():
        predicate, value = statement.predicate.value, statement.object
        if predicate in _AXES and isinstance(value, ox.Literal):
            message = _coordinate_fault(value.value, *_AXES[predicate], list(boxes.values()))
            if message:
                issues.append(context.issue(check, message, at=statement.object_at))
    return Finding.of(issues)


def _coordinate_fault(text: str, limit: float, axis: int, boxes: list[list[float]]) -> str:
    try:
        number = float(text)
    except ValueError:
        number = 999.0
    if abs(number) > limit:
        return f"{text} is not a place on the earth"
    if not boxes:
        return "no box in graph/dataset.yml says where coordinates may lie"
    if not any(box[axis] <= number <= box[axis + 2] for box in boxes):
        return f"{text} lies in no box of graph/dataset.yml"
    return ""


def _names(check: Check, context: Context) -> Finding:
    """Count names by language."""
    named: dict[str, set[str]] = defaultdict(set)
    things = {name for name in context.index.labels if is_thing(name)}
    for thing in things:
        for label in context.index.labels[thing]:
            if isinstance(label.object, ox.Literal):
                named[language(label)].add(thing)
    shares = {tag: len(named[tag]) / len(things) if things else 1.0 for tag in context.languages}
    issues = [
        context.issue(check, f"{compact(name)} has no name in English", ox.NamedNode(name))
        for name in sorted(things - named["en"])
    ]
    issues += [
        context.issue(check, f"{shares[tag]:.0%} of the things have a name in {tag}")
        for tag in context.languages
        if tag != "en" and shares[tag] < _NAME_SHARE
    ]
    return Finding(", ".join(f"{tag} {share:.0%}" for tag, share in shares.items()), issues)


def _outer_links(check: Check, context: Context) -> Finding:
    linked: set[str] = set()
    members: dict[str, set[str]] = defaultdict(set)
    for statement in context.index.data():
        if statement.predicate.value in _IDENTIFIERS:
            linked.add(iri(statement.subject))
        if is_type(statement):
            members[iri(statement.object).removeprefix(BIL)].add(iri(statement.subject))
    figures, issues = [], []
    for cls in _IDENTIFIED:
        without = sorted(members[cls] - linked)
        figures.append(f"{cls} {len(members[cls]) - len(without)}/{len(members[cls])}")
        if cls in _MUST_BE_IDENTIFIED:
            issues += [
                context.issue(check, f"{compact(name)} has no outer identifier", ox.NamedNode(name))
                for name in without
            ]
    return Finding(", ".join(figures), issues)


def _expected(check: Check, context: Context) -> Finding:
    """Compare the triples of each file with the figure kept for it.

    A triple that is lost breaks no rule by its absence; only its number gives it away.
    """
    expected: Any = context.project.dataset.get("expect") or {}
    issues = []
    files = {file.path.removeprefix("graph/"): file for file in context.project.files}
    for name, number in sorted(expected.items()):
        actual = len(files[name].statements) if name in files else 0
        if actual != number:
            message = f"graph/{name} states {actual} triples, {number} are expected"
            issues.append(context.issue(check, message, at=Location(f"graph/{name}")))
    for name, file in sorted(files.items()):
        if file.kind in ("source", "reference") and expected and name not in expected:
            message = f"no figure is kept for graph/{name}"
            issues.append(context.issue(check, message, at=Location("graph/dataset.yml")))
    return Finding(f"{len(expected)} files", issues)


DECIDERS = {
    "E5": _date_bounds,
    "E13": _amounts,
    "E17": _coordinates,
    "E20": _names,
    "E22": _expected,
    "G1": _outer_links,
}
