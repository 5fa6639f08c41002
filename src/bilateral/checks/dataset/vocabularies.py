"""Checks against what others define: outer terms, sector codes; and OntoClean's table."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pyoxigraph as ox

from bilateral.checks.context import Finding
from bilateral.checks.files.index import iri, is_type
from bilateral.errors import Location
from bilateral.rdf.vocabulary import BASE, BIL, SKOS, compact, expand

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
    """Return the rows of a table of the project, each with its line."""
    path = context.root / name
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t")
        return list(enumerate(rows, start=2))


def _stored_terms(context: Context) -> set[str]:
    import rdflib.namespace as carried

    terms = {expand(row["term"]) or row["term"] for _, row in _rows(context, OUTER)}
    for prefix in _CARRIED:
        terms.update(str(term) for term in dir(getattr(carried, prefix.upper())))
    return terms


def _outer_terms(check: Check, context: Context) -> Finding:
    stored = _stored_terms(context)
    used = set(context.index.declared)
    for statement in context.index.all():
        used.add(statement.predicate.value)
        if is_type(statement):
            used.add(iri(statement.object))
    # What the data uses must be declared: check D11.
    outer = {name for name in used if name.startswith("http") and not name.startswith(BASE)}
    return Finding.share(
        len(outer),
        [
            context.issue(check, f"{compact(name)} is in no stored vocabulary", ox.NamedNode(name))
            for name in sorted(outer - stored)
        ],
    )


def _ontoclean(check: Check, context: Context) -> Finding:
    """Compare ontoclean.tsv (class, rigidity, why) with the hierarchy."""
    rigidities: dict[str, tuple[int, str]] = {
        expand(row["class"]) or "": (line, row["rigidity"])
        for line, row in _rows(context, ONTOCLEAN)
    }
    rigid = {name for name, (_, rigidity) in rigidities.items() if rigidity == "rigid"}
    issues = []
    for name in context.index.own_terms("class"):
        if name not in rigidities:
            message = f"{compact(name)} has no row in {ONTOCLEAN}"
            issues.append(context.issue(check, message, ox.NamedNode(name)))
            continue
        line, rigidity = rigidities[name]
        if rigidity not in ("rigid", "anti-rigid"):
            message = f"the rigidity {rigidity!r} is neither rigid nor anti-rigid"
            issues.append(context.issue(check, message, at=Location(ONTOCLEAN, line, 1)))
        above = context.index.superclasses[name] & (rigidities.keys() - rigid)
        if name in rigid:
            for other in sorted(above):
                message = f"the rigid {compact(name)} stands below the anti-rigid {compact(other)}"
                issues.append(context.issue(check, message, ox.NamedNode(name)))
    return Finding.of(issues)


def _sectors(check: Check, context: Context) -> Finding:
    active = {
        row["term"].removeprefix("dac:")
        for _, row in _rows(context, OUTER)
        if row["term"].startswith("dac:") and row["state"] == "active"
    }
    issues = []
    total = 0
    for statement in context.index.of("scheme", "reference", "source"):
        value = statement.object
        if statement.predicate.value == SKOS + "notation" and isinstance(value, ox.Literal):
            if value.datatype.value != _SECTOR:
                continue
            total += 1
            if value.value not in active:
                subject = compact(iri(statement.subject))
                message = f"{subject}: {value.value} is not an active DAC sector code"
                issues.append(context.issue(check, message, at=statement.object_at))
    return Finding.share(total, issues)


DECIDERS = {"D10": _outer_terms, "D15": _ontoclean, "E16": _sectors}
