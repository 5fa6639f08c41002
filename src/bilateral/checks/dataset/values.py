"""Checks of the data: dates, amounts, coordinates, names, identifiers."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from bilateral.checks.context import Found
from bilateral.checks.files.index import iri, is_thing
from bilateral.compile.dates import bounds
from bilateral.errors import Location
from bilateral.rdf.vocabulary import BIL, DCTERMS, RDF, SCHEMA, SKOS, compact

if TYPE_CHECKING:
    from bilateral.checks.catalogue import Check
    from bilateral.checks.context import Context
    from bilateral.errors import Issue

_LAT, _LONG = (
    ox.NamedNode("http://www.w3.org/2003/01/geo/wgs84_pos#" + name) for name in ("lat", "long")
)
_NOT_VALID = "the curated files are not valid: correct them first"
_IDENTIFIERS = (DCTERMS + "identifier", SKOS + "exactMatch", SCHEMA + "sameAs")
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


def _date_bounds(check: Check, context: Context) -> Found:
    if context.dataset is None:
        return Found.skip(_NOT_VALID)
    said: dict[str, set[str]] = defaultdict(set)
    computed: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for quad in context.dataset.quads_for_pattern(None, None, None, ox.DefaultGraph()):
        name = quad.predicate.value
        if isinstance(quad.object, ox.Literal):
            if name == BIL + "date":
                said[iri(quad.subject)].add(quad.object.value)
            elif name in (BIL + "notBefore", BIL + "notAfter"):
                computed[iri(quad.subject)][name].add(quad.object.value)
    issues = []
    for thing in sorted({*said, *computed}):
        spans = [bounds(text) for text in said[thing]]
        for index, name in enumerate((BIL + "notBefore", BIL + "notAfter")):
            wanted = {str(span[index]) for span in spans if span[index]}
            if computed[thing][name] - wanted or (
                len(spans) == 1 and wanted != computed[thing][name]
            ):
                node = ox.NamedNode(thing)
                issues.append(
                    context.issue(check, f"{compact(thing)}: {compact(name)} does not fit", node)
                )
    return Found.of(issues)


def _amounts(check: Check, context: Context) -> Found:
    issues: list[Issue] = []
    total = 0
    for one in context.index.data():
        value = one.object
        if not isinstance(value, ox.Literal):
            continue
        if one.predicate.value == SCHEMA + "currency":
            total += 1
            if value.value not in _CURRENCIES:
                message = f"{value.value!r} is no ISO 4217 code"
                issues.append(context.issue(check, message, at=one.object_at))
        elif one.predicate.value == SCHEMA + "value":
            total += 1
            if not _positive(value.value):
                message = f"the amount {value.value} is not above zero"
                issues.append(context.issue(check, message, at=one.object_at))
    return Found(f"{total - len(issues)} of {total}", issues)


def _positive(text: str) -> bool:
    return re.fullmatch(r"\d+(?:\.\d+)?", text) is not None and float(text) > 0


def _coordinates(check: Check, context: Context) -> Found:
    boxes: Any = context.project.dataset.get("boxes") or {}
    sides = {_LAT: (90.0, 0), _LONG: (180.0, 1)}
    issues = []
    for one in context.index.data():
        if one.predicate not in sides or not isinstance(one.object, ox.Literal):
            continue
        limit, side = sides[one.predicate]
        try:
            number = float(one.object.value)
        except ValueError:
            number = 999.0
        inside = [box for box in boxes.values() if box[side] <= number <= box[side + 2]]
        if abs(number) > limit:
            message = f"{one.object.value} is no place on the earth"
        elif not boxes:
            message = "no box in graph/dataset.yml says where coordinates may lie"
        elif not inside:
            message = f"{one.object.value} lies in no box of graph/dataset.yml"
        else:
            continue
        issues.append(context.issue(check, message, at=one.object_at))
    return Found.of(issues)


def _names(check: Check, context: Context) -> Found:
    """Count names by language; Japanese and Urdu ones enter only where a source gives them."""
    languages: dict[str, set[str]] = defaultdict(set)
    for thing, found in context.index.labelled.items():
        if is_thing(thing):
            for one in found:
                if isinstance(one.object, ox.Literal):
                    languages[one.object.language or ""].add(thing)
    things = {name for name in context.index.labelled if is_thing(name)}
    wanted = {"en": 1.0, "ja": 0.6, "ur": 0.6}
    shares = {tag: len(languages[tag]) / len(things) if things else 1.0 for tag in wanted}
    issues = [
        context.issue(check, f"{compact(one)} has no name in English", ox.NamedNode(one))
        for one in sorted(things - languages["en"])
    ]
    issues += [
        context.issue(check, f"{shares[tag]:.0%} of the things have a name in {tag}")
        for tag, share in wanted.items()
        if tag != "en" and shares[tag] < share
    ]
    return Found(", ".join(f"{tag} {share:.0%}" for tag, share in shares.items()), issues)


def _outer_links(check: Check, context: Context) -> Found:
    linked: set[str] = set()
    kinds: dict[str, set[str]] = defaultdict(set)
    for one in context.index.data():
        if one.predicate.value in _IDENTIFIERS:
            linked.add(iri(one.subject))
        if one.predicate.value == RDF + "type":
            kinds[iri(one.object).removeprefix(BIL)].add(iri(one.subject))
    figure, issues = [], []
    for kind in ("State", "Place", "Person", "Organization"):
        without = sorted(kinds[kind] - linked)
        figure.append(f"{kind} {len(kinds[kind]) - len(without)}/{len(kinds[kind])}")
        if kind in ("State", "Place"):
            issues += [
                context.issue(check, f"{compact(one)} has no outer identifier", ox.NamedNode(one))
                for one in without
            ]
    return Found(", ".join(figure), issues)


def _expected(check: Check, context: Context) -> Found:
    """Compare the triples of each file with the figure kept for it.

    A triple that is lost breaks no rule by its absence; only its number gives it away.
    """
    expected: Any = context.project.dataset.get("expect") or {}
    issues = []
    files = {file.path.removeprefix("graph/"): file for file in context.project.files}
    for name, wanted in sorted(expected.items()):
        real = len(files[name].statements) if name in files else 0
        if real != wanted:
            message = f"graph/{name} states {real} triples, {wanted} are expected"
            issues.append(context.issue(check, message, at=Location(f"graph/{name}")))
    missing = [
        name
        for name, file in sorted(files.items())
        if file.kind in ("source", "reference") and expected and name not in expected
    ]
    issues += [
        context.issue(
            check, f"no figure is kept for graph/{name}", at=Location("graph/dataset.yml")
        )
        for name in missing
    ]
    return Found(f"{len(expected)} files", issues)


DECIDERS = {
    "E5": _date_bounds,
    "E13": _amounts,
    "E17": _coordinates,
    "E20": _names,
    "E22": _expected,
    "G1": _outer_links,
}
