"""Limits of the dataset: what every release must hold, as ``graph/dataset.yml`` says.

A source that is lost, or a merge that doubles things, breaks no rule about triples;
only the numbers give it away.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from bilateral.checks.files.index import iri
from bilateral.errors import Issue, Location
from bilateral.rdf.vocabulary import BIL, DCTERMS, EV, PROV, compact, expand

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bilateral.checks.files.index import Index

_FILE = "graph/dataset.yml"
_KEYS = {"of", "min", "max", "why"}
_SOURCES, _CONFIRMED, _NAMED = "sources", "confirmed", "named:"


def limits(index: Index) -> Iterator[Issue]:
    """dataset-limit: the dataset has less or more of something than it must have."""
    given = index.project.dataset.get("limits") or []
    if not isinstance(given, list):
        yield _wrong("limits: must be a list")
        return
    for number, one in enumerate(given, start=1):
        problem = _problem(one)
        if problem:
            yield _wrong(f"limit {number}: {problem}")
            continue
        found = _figure(index, one["of"])
        if found is None:
            yield _wrong(f"limit {number}: nothing is known as {one['of']!r}")
        elif found < one.get("min", found) or found > one.get("max", found):
            side = f"at least {one['min']}" if found < one.get("min", found) else ""
            side = side or f"at most {one['max']}"
            yield Issue(
                "dataset-limit",
                "error",
                f"{one['of']} is {found:g} and must be {side}: {one['why']}",
                "find out what was lost or doubled; change the limit only if that is right",
                Location(_FILE),
            )


def _wrong(message: str) -> Issue:
    step = "write {of: bil:Visit, min: 30, why: …}; docs/data-model.md explains it"
    return Issue("dataset-limit", "error", message, step, Location(_FILE))


def _problem(one: Any) -> str:
    if not isinstance(one, dict) or not {"of", "why"} <= set(one) or set(one) - _KEYS:
        return "needs of and why, and min or max"
    bounds = [one[name] for name in ("min", "max") if name in one]
    if not bounds or not all(isinstance(n, int | float) for n in bounds):
        return "min and max are numbers, and one of them is needed"
    return ""


def _figure(index: Index, name: str) -> float | None:
    """Return a number: things of a class, sources, or a share in per cent."""
    if name == _SOURCES:
        return _sources(index)
    if name == _CONFIRMED:
        return _confirmed(index)
    if name.startswith(_NAMED):
        _, _, rest = name.partition(":")
        prefixed, _, language = rest.rpartition(":")
        return _named(index, expand(prefixed), language)
    cls = expand(name)
    if cls is None or index.declared.get(cls) != "class":
        return None
    return len(_members(index, cls))


def _members(index: Index, cls: str) -> set[str]:
    return {
        thing
        for thing, classes in index.types.items()
        if any(cls in index.above.get(one, {one}) for one in classes)
    }


def _sources(index: Index) -> int:
    return len(_members(index, EV + "SourceDocument"))


def _confirmed(index: Index) -> float:
    """Return the share of triples about the world that two documents or more state."""
    document: dict[str, set[str]] = defaultdict(set)
    container = {
        iri(one.subject): iri(one.object)
        for one in index.of("source")
        if compact(one.predicate.value) == "oa:hasSource"
    }
    for one in index.of("source"):
        if one.predicate.value == PROV + "wasDerivedFrom":
            origin = iri(one.object)
            document[iri(one.subject)].add(container.get(origin, origin))
    stated: dict[tuple[object, ...], set[str]] = defaultdict(set)
    for one in index.world():
        key = (one.subject, one.predicate, one.object)
        stated[key] |= document[iri(one.graph) if one.graph else ""]
    facts = [found for key, found in stated.items() if iri(key[1]).startswith((BIL, DCTERMS))]
    sizes = Counter(len(found) > 1 for found in facts)
    return round(100 * sizes[True] / max(len(facts), 1), 1)


def _named(index: Index, cls: str | None, language: str) -> float | None:
    """Return the share of the things of a class that have a name in a language."""
    if cls is None or index.declared.get(cls) != "class" or not language:
        return None
    members = _members(index, cls)
    named = {
        thing
        for thing in members
        for one in index.labelled.get(thing, ())
        if getattr(one.object, "language", "") == language
    }
    return round(100 * len(named) / max(len(members), 1), 1)


CHECKS = (limits,)
