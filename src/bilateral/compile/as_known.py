"""The dataset as it was known on a day: only what documents said that were out by then.

The judgement of the curators is that of today. Only one thing changes with the day:
a claim stands undisputed for as long as no rival of it was published.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING

import pyoxigraph as ox

from bilateral.compile.dates import bounds
from bilateral.rdf.graph import reachable
from bilateral.rdf.terms import (
    ACCEPTED,
    DERIVED_FROM,
    DISPUTED,
    HAS_SOURCE,
    ISSUED,
    STATUS,
    provenance,
)
from bilateral.rdf.vocabulary import EV, ID

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from bilateral.compile.read import Project
    from bilateral.rdf.turtle.statements import Statement

_POSITION = ox.NamedNode(EV + "hasPosition")
# Fewer positions than this disagree about nothing.
_RIVALS = 2


def as_known_on(project: Project, day: date) -> Project:
    """Return *project* without what no document had said by the end of *day*.

    A document counts from the last day that its date of issue allows; one without a
    date never counts. An assertion graph stays when all its documents do. Names,
    codes and places of things that nothing speaks of any more go as well. Of a
    disagreement that has lost its rivals, the claim that is left is accepted.
    """
    sources = [entry for file in project.of_kind("source") for entry in file.statements]
    removed = _unpublished(sources, day)
    undisputed, settled = _without_rivals(sources, removed)
    removed |= settled
    statements = {
        file.path: [
            _accepted(entry, undisputed)
            for entry in file.statements
            if removed.isdisjoint((entry.graph, entry.subject, entry.object))
        ]
        for file in project.of_kind("source")
    }
    unknown = _unmentioned(project, chain.from_iterable(statements.values()))
    statements |= {
        file.path: [entry for entry in file.statements if entry.subject not in unknown]
        for file in project.of_kind("reference")
    }
    files = [
        file._replace(statements=statements.get(file.path, file.statements))
        for file in project.files
    ]
    return project._replace(files=files)


def _unpublished(sources: Iterable[Statement], day: date) -> set[object]:
    """Return the documents that were not out, their passages, and the graphs from them."""
    documents: dict[object, bool] = {}
    origins: dict[object, set[object]] = defaultdict(set)
    for entry in sources:
        if entry.graph != provenance():
            origins.setdefault(entry.graph, set())
        elif entry.predicate == ISSUED and isinstance(entry.object, ox.Literal):
            latest = _latest(entry.object.value)
            documents[entry.subject] = latest is not None and latest <= day
        elif entry.predicate in (DERIVED_FROM, HAS_SOURCE):
            origins[entry.subject].add(entry.object)

    def published(node: object) -> bool:
        if node not in origins:
            return documents.get(node, False)
        return bool(origins[node]) and all(map(published, origins[node]))

    nodes = {*origins, *chain.from_iterable(origins.values()), *documents}
    return {node for node in nodes if not published(node)}


def _latest(issued: str) -> date | None:
    try:
        return bounds(issued)[1]
    except ValueError:  # `bilateral check` reports it; here it only means: no known day
        return None


def _without_rivals(
    sources: Iterable[Statement], removed: set[object]
) -> tuple[set[object], set[object]]:
    """Return the claims whose rivals are removed, and the disagreements that these end."""
    positions: dict[object, set[object]] = defaultdict(set)
    for entry in sources:
        if entry.predicate == _POSITION:
            positions[entry.subject].add(entry.object)
    left = {node: claims - removed for node, claims in positions.items()}
    settled = {node for node, claims in left.items() if len(claims) < _RIVALS}
    rivals = {claim for node, claims in left.items() if node not in settled for claim in claims}
    return {claim for node in settled for claim in left[node]} - rivals, settled


def _accepted(entry: Statement, undisputed: set[object]) -> Statement:
    disputed = entry.predicate == STATUS and entry.object == DISPUTED
    return entry._replace(object=ACCEPTED) if disputed and entry.subject in undisputed else entry


def _unmentioned(project: Project, sources: Iterable[Statement]) -> set[object]:
    """Return the things of the reference files that nothing leads to any more."""
    links: dict[object, set[object]] = defaultdict(set)
    for file in project.of_kind("reference"):
        for entry in file.statements:
            links[entry.subject].add(entry.object)
    # What a thing is a part of, or acts for, is known with the thing.
    start = object()
    links[start] = {node for entry in sources for node in (entry.subject, entry.object)}
    known = reachable(start, lambda node: links.get(node, ()))
    return {
        node
        for node in links.keys() - known
        if isinstance(node, ox.NamedNode) and node.value.startswith(ID)
    }
