"""Inference: the rules of ``ontology/rules`` until they add nothing, then the dates.

Each rule is one SPARQL update that writes its triples into the default graph and
into a graph of its own, so that a reader sees which triples were not stated by
anyone, and why they are there.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import pyoxigraph as ox

from bilateral.compile.dates import bounds
from bilateral.errors import DataError, Location
from bilateral.files import read_text
from bilateral.rdf.terms import DATE, KNOWN, NOT_AFTER, NOT_BEFORE, RDF_TYPE, provenance
from bilateral.rdf.vocabulary import EV, XSD, spaces

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

_XSD_DATE = ox.NamedNode(XSD + "date")
# Rules only join terms that are there, so they end; more rounds mean a faulty rule.
_MAX_ROUNDS = 50


def infer(store: ox.Store, rules: Path) -> dict[str, int]:
    """Add to *store* what follows from it and return the number of triples by rule.

    Args:
        store: the merged dataset; changed in place.
        rules: the folder of ``<rule>.ru`` files, each writing to
            ``g:inferred.<rule>`` and to the default graph.

    Raises:
        DataError: a rule does not parse, mints new terms without end, or a
            ``bil:date`` is not an EDTF date.
        ToolError: a rule file cannot be read.
    """
    texts = {
        path.stem: (path, read_text(path, next_step="restore the rule file"))
        for path in sorted(rules.glob("*.ru"))
    }
    for _ in range(_MAX_ROUNDS):
        if not sum([_apply(store, rule, *texts[rule]) for rule in texts]):
            break
    else:
        raise DataError(
            f"the rules still add triples after {_MAX_ROUNDS} rounds",
            next_step="look for a rule that makes new terms, such as BNODE() or IRI()",
            location=Location(str(rules)),
        )
    _add(store, "dates", _date_bounds(store))
    counts = {rule: _count(store, rule) for rule in sorted({*texts, "dates"})}
    for rule, count in counts.items():
        if count:
            _describe(store, rule)
    return counts


def _graph(rule: str) -> ox.NamedNode:
    return ox.NamedNode(spaces().inferred + rule)


def _count(store: ox.Store, rule: str) -> int:
    return sum(1 for _ in store.quads_for_pattern(None, None, None, _graph(rule)))


def _apply(store: ox.Store, rule: str, path: Path, text: str) -> int:
    """Run one rule once and return how many triples it added to its graph."""
    before = _count(store, rule)
    try:
        store.update(text, prefixes=spaces().prefixes)
    except SyntaxError as error:
        raise DataError(
            f"the rule does not parse: {error.msg or error}",
            next_step="correct the SPARQL update",
            location=Location(str(path), error.lineno or 0, error.offset or 0),
        ) from error
    return _count(store, rule) - before


def _date_bounds(store: ox.Store) -> list[ox.Triple]:
    """Return ``bil:notBefore`` and ``bil:notAfter`` for everything with a known date.

    Rival dates of one thing leave all their days open: an open end wins.
    """
    days: dict[ox.NamedNode, list[tuple[date | None, date | None]]] = defaultdict(list)
    for quad in store.quads_for_pattern(None, DATE, None, KNOWN):
        subject = quad.subject
        if not isinstance(subject, ox.NamedNode) or not isinstance(quad.object, ox.Literal):
            continue
        try:
            days[subject].append(bounds(quad.object.value))
        except ValueError as error:
            raise DataError(
                f"the date of {subject} is wrong: {error}",
                next_step="write an EDTF date of level 0 or 1, such as 1957-04 or 2019/..",
            ) from error
    triples = []
    for subject, pairs in days.items():
        lowers = [lower for lower, _ in pairs if lower]
        uppers = [upper for _, upper in pairs if upper]
        if len(lowers) == len(pairs):
            triples.append(ox.Triple(subject, NOT_BEFORE, _day(min(lowers))))
        if len(uppers) == len(pairs):
            triples.append(ox.Triple(subject, NOT_AFTER, _day(max(uppers))))
    return triples


def _day(value: date) -> ox.Literal:
    return ox.Literal(value.isoformat(), datatype=_XSD_DATE)


def _add(store: ox.Store, rule: str, triples: list[ox.Triple]) -> None:
    for triple in triples:
        known = ox.Quad(triple.subject, triple.predicate, triple.object)
        if known not in store:
            store.add(known)
            store.add(ox.Quad(triple.subject, triple.predicate, triple.object, _graph(rule)))


def _describe(store: ox.Store, rule: str) -> None:
    graph = _graph(rule)
    for predicate, value in (
        (RDF_TYPE, ox.NamedNode(EV + "InferenceGraph")),
        (ox.NamedNode(EV + "rule"), ox.Literal(rule)),
    ):
        store.add(ox.Quad(graph, predicate, value, provenance()))
