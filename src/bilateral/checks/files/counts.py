"""Counts of the dataset: how much of each thing ``graph/dataset.yml`` says that it must hold.

A source that is lost, or a merge that doubles things, breaks no rule about triples;
only the numbers give it away.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from bilateral.checks.catalogue import issue
from bilateral.checks.files.index import iri, language
from bilateral.errors import Location
from bilateral.rdf.vocabulary import BIL, DCTERMS, EV, OA, PROV, expand

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bilateral.checks.files.index import Index
    from bilateral.errors import Issue

_PLACE = Location("graph/dataset.yml")
_SOURCES, _CONFIRMED, _NAMED = "sources", "confirmed", "named:"


def counts(index: Index) -> Iterator[Issue]:
    """Find what the dataset has less or more of than it must have."""
    limits = index.project.dataset.get("limits")
    for limit in limits if isinstance(limits, list) else ():
        if not _is_limit(limit):
            continue  # reported by the check of the file itself
        count = _count(index, limit["of"])
        if count is None:
            message = f"{limit['of']!r} is neither a class nor another count"
            step = "write a class such as bil:Visit, or see docs/data-model.md"
            yield issue("dataset-limit", message, _PLACE, step)
            continue
        if count < limit.get("min", count):
            bound = f"at least {limit['min']}"
        elif count > limit.get("max", count):
            bound = f"at most {limit['max']}"
        else:
            continue
        message = f"{limit['of']} is {count:g} and must be {bound}: {limit['why']}"
        yield issue("dataset-limit", message, _PLACE)


def _is_limit(limit: Any) -> bool:
    if not isinstance(limit, dict) or not {"of", "why"} <= limit.keys():
        return False
    bounds = [limit[name] for name in ("min", "max") if name in limit]
    return isinstance(limit["of"], str) and all(isinstance(n, int | float) for n in bounds)


def _count(index: Index, name: str) -> float | None:
    """Return a number: things of a class, sources, or a share in per cent."""
    if name == _SOURCES:
        return len(index.members(EV + "SourceDocument"))
    if name == _CONFIRMED:
        return _confirmed(index)
    if name.startswith(_NAMED):
        class_name, _, tag = name.removeprefix(_NAMED).rpartition(":")
        return _named(index, expand(class_name), tag)
    cls = expand(name)
    if cls is None or index.declared.get(cls) != "class":
        return None
    return len(index.members(cls))


def _confirmed(index: Index) -> float:
    """Return the share of triples about the world that two documents or more state."""
    documents: dict[tuple[object, ...], set[str]] = defaultdict(set)
    by_graph = documents_by_graph(index)
    for statement in index.world():
        if statement.predicate.value.startswith((BIL, DCTERMS)):
            triple = (statement.subject, statement.predicate, statement.object)
            documents[triple] |= by_graph.get(iri(statement.graph), set())
    confirmed = sum(len(stating) > 1 for stating in documents.values())
    return _percent(confirmed, len(documents))


def documents_by_graph(index: Index) -> dict[str, set[str]]:
    """Return the documents that each assertion graph derives from, itself or by a passage."""
    document_of: dict[str, str] = {}
    origins: dict[str, set[str]] = defaultdict(set)
    for statement in index.of("source"):
        subject, target = iri(statement.subject), iri(statement.object)
        if statement.predicate.value == OA + "hasSource":
            document_of[subject] = target
        elif statement.predicate.value == PROV + "wasDerivedFrom":
            origins[subject].add(target)
    return {
        graph: {document_of.get(origin, origin) for origin in sorted(targets)}
        for graph, targets in origins.items()
    }


def _named(index: Index, cls: str | None, tag: str) -> float | None:
    """Return the share of the things of a class that have a name in a language."""
    if cls is None or index.declared.get(cls) != "class" or not tag:
        return None
    members = index.members(cls)
    named = {
        thing
        for thing in members
        if any(language(label) == tag for label in index.labels.get(thing, ()))
    }
    return _percent(len(named), len(members))


def _percent(part: int, whole: int) -> float:
    return round(100 * part / max(whole, 1), 1)


CHECKS = (counts,)
