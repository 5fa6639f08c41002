"""Checks against what others define: outer terms, sector codes; and OntoClean's table."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pyoxigraph as ox

from bilateral.checks.context import Found
from bilateral.checks.files.index import iri
from bilateral.errors import Location
from bilateral.rdf.vocabulary import BASE, BIL, EV, RDF, SKOS, compact, expand

if TYPE_CHECKING:
    from bilateral.checks.catalogue import Check
    from bilateral.checks.context import Context

OUTER, ONTOCLEAN = "ontology/outer-terms.tsv", "ontology/ontoclean.tsv"
_SECTOR = BIL + "DacSector"
# rdflib carries the term lists of these vocabularies: a stored copy at hand.
_CARRIED = (
    "dcterms",
    "foaf",
    "geo",
    "org",
    "owl",
    "prov",
    "qb",
    "rdf",
    "rdfs",
    "sdo",
    "sh",
    "skos",
    "vann",
    "wgs",
    "xsd",
)


def _rows(context: Context, name: str) -> list[tuple[int, dict[str, str]]]:
    path = context.root / name
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        lines = csv.DictReader(file, delimiter="\t")
        return [(number, row) for number, row in enumerate(lines, start=2)]


def _known(context: Context) -> set[str]:
    import rdflib.namespace as carried

    found = {expand(row["term"]) or row["term"] for _, row in _rows(context, OUTER)}
    for prefix in _CARRIED:
        space = getattr(carried, prefix.upper())
        found.update(str(one) for one in dir(space))
    return found


def _outer_terms(check: Check, context: Context) -> Found:
    known = _known(context)
    used = {one.predicate.value for file in context.project.files for one in file.statements}
    used |= {
        iri(one.object)
        for file in context.project.files
        for one in file.statements
        if one.predicate.value == RDF + "type"
    }
    # What the data uses must be declared: check D11.
    outer = {name for name in used | context.index.declared.keys() if name.startswith("http")}
    outer = {name for name in outer if not name.startswith(BASE)}
    return Found(
        f"{len(outer & known)} of {len(outer)}",
        [
            context.issue(check, f"{compact(name)} is in no stored vocabulary", ox.NamedNode(name))
            for name in sorted(outer - known)
        ],
    )


def _ontoclean(check: Check, context: Context) -> Found:
    """Compare ontoclean.tsv (class, rigidity, why) with the hierarchy."""
    rows = {expand(row["class"]) or "": (number, row) for number, row in _rows(context, ONTOCLEAN)}
    issues = []
    for name in sorted(context.index.above):
        if not name.startswith((BIL, EV)):
            continue
        if name not in rows:
            message = f"{compact(name)} has no row in {ONTOCLEAN}"
            issues.append(context.issue(check, message, ox.NamedNode(name)))
            continue
        number, row = rows[name]
        if row["rigidity"] not in ("rigid", "anti-rigid"):
            place = Location(ONTOCLEAN, number, 1)
            message = f"the rigidity {row['rigidity']!r} is neither rigid nor anti-rigid"
            issues.append(context.issue(check, message, at=place))
        for above in sorted(context.index.above[name] - {name}):
            if above in rows and _rigid(rows[name]) and not _rigid(rows[above]):
                message = f"the rigid {compact(name)} stands below the anti-rigid {compact(above)}"
                issues.append(context.issue(check, message, ox.NamedNode(name)))
    return Found.of(issues)


def _rigid(row: tuple[int, dict[str, str]]) -> bool:
    return row[1]["rigidity"] == "rigid"


def _sectors(check: Check, context: Context) -> Found:
    active = {
        row["term"].removeprefix("dac:")
        for _, row in _rows(context, OUTER)
        if row["term"].startswith("dac:") and row["state"] == "active"
    }
    issues = []
    total = 0
    for one in context.index.of("scheme", "reference", "source"):
        value = one.object
        if one.predicate.value == SKOS + "notation" and isinstance(value, ox.Literal):
            if value.datatype.value != _SECTOR:
                continue
            total += 1
            if value.value not in active:
                message = f"{compact(iri(one.subject))}: {value.value} is no active DAC sector code"
                issues.append(context.issue(check, message, at=one.object_at))
    return Found(f"{total - len(issues)} of {total}", issues)


DECIDERS = {"D10": _outer_terms, "D15": _ontoclean, "E16": _sectors}
