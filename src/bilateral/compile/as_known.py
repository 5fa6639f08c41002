"""The dataset as it was known on a day: only what documents said that were out by then.

The judgement of the curators is that of today. Only one thing changes with the day:
a claim stands undisputed for as long as no rival of it was published.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import pyoxigraph as ox

from bilateral.compile.dates import bounds
from bilateral.rdf.terms import provenance
from bilateral.rdf.vocabulary import DCTERMS, EV, ID, OA, PROV

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from bilateral.compile.read import Project
    from bilateral.rdf.turtle.statements import Statement

_ISSUED = ox.NamedNode(DCTERMS + "issued")
_DERIVED = ox.NamedNode(PROV + "wasDerivedFrom")
_HAS_SOURCE = ox.NamedNode(OA + "hasSource")
_POSITION = ox.NamedNode(EV + "hasPosition")
_STATUS = ox.NamedNode(EV + "status")
_DISPUTED, _ACCEPTED = (ox.NamedNode(EV + name) for name in ("Disputed", "Accepted"))
# Fewer positions than this disagree about nothing.
_RIVALS = 2


def as_known_on(project: Project, day: date) -> Project:
    """Return *project* without what no document had said by the end of *day*.

    A document counts from the last day that its date of issue allows; one without a
    date never counts. An assertion graph stays when all its documents do. Names,
    codes and places of things that nothing speaks of any more go as well. Of a
    disagreement that has lost its rivals, the claim that is left is accepted.
    """
    sources = [one for file in project.of_kind("source") for one in file.statements]
    gone = _unpublished(sources, day)
    undisputed, settled = _without_rivals(sources, gone)
    gone |= settled
    kept = {
        file.path: [
            _accepted(one, undisputed)
            for one in file.statements
            if one.graph not in gone and one.subject not in gone and one.object not in gone
        ]
        for file in project.of_kind("source")
    }
    unknown = _unmentioned(project, [one for found in kept.values() for one in found])
    kept |= {
        file.path: [one for one in file.statements if one.subject not in unknown]
        for file in project.of_kind("reference")
    }
    files = [
        file._replace(statements=kept.get(file.path, file.statements)) for file in project.files
    ]
    return project._replace(files=files)


def _unpublished(sources: Iterable[Statement], day: date) -> set[object]:
    """Return the documents that were not out, their passages, and the graphs from them."""
    out: dict[object, bool] = {}
    origin: dict[object, set[object]] = defaultdict(set)
    for one in sources:
        if one.graph != provenance():
            origin.setdefault(one.graph, set())
        elif one.predicate == _ISSUED and isinstance(one.object, ox.Literal):
            latest = _latest(one.object.value)
            out[one.subject] = latest is not None and latest <= day
        elif one.predicate in (_DERIVED, _HAS_SOURCE):
            origin[one.subject].add(one.object)

    def published(node: object) -> bool:
        if node not in origin:
            return out.get(node, False)
        return bool(origin[node]) and all(published(one) for one in origin[node])

    behind = {one for nodes in origin.values() for one in nodes}
    return {node for node in {*origin, *behind, *out} if not published(node)}


def _latest(issued: str) -> date | None:
    try:
        return bounds(issued)[1]
    except ValueError:  # `bilateral check` reports it; here it only means: no known day
        return None


def _without_rivals(
    sources: Iterable[Statement], gone: set[object]
) -> tuple[set[object], set[object]]:
    """Return the claims whose rivals are gone, and the disagreements that these end."""
    positions: dict[object, set[object]] = defaultdict(set)
    for one in sources:
        if one.predicate == _POSITION:
            positions[one.subject].add(one.object)
    left = {node: found - gone for node, found in positions.items()}
    settled = {node for node, found in left.items() if len(found) < _RIVALS}
    rival = {one for node, found in left.items() if node not in settled for one in found}
    return {one for node in settled for one in left[node]} - rival, settled


def _accepted(one: Statement, undisputed: set[object]) -> Statement:
    disputed = one.predicate == _STATUS and one.object == _DISPUTED
    return one._replace(object=_ACCEPTED) if disputed and one.subject in undisputed else one


def _unmentioned(project: Project, said: Iterable[Statement]) -> set[object]:
    """Return the things of the reference files that nothing leads to any more."""
    links: dict[object, set[object]] = defaultdict(set)
    for file in project.of_kind("reference"):
        for one in file.statements:
            links[one.subject].add(one.object)
    mentioned: set[object] = set()
    waiting: list[object] = [node for one in said for node in (one.subject, one.object)]
    while waiting:
        node = waiting.pop()
        if node not in mentioned:
            mentioned.add(node)
            # What a thing is a part of, or acts for, is known with the thing.
            waiting.extend(links.get(node, ()))
    return {
        one
        for one in links
        if isinstance(one, ox.NamedNode) and one.value.startswith(ID) and one not in mentioned
    }
