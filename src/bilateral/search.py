"""Finding things by name: any script, spelling forgiven, best first."""

from __future__ import annotations

import difflib
from typing import NamedTuple

import pyoxigraph as ox

from bilateral.engine.labels import label
from bilateral.errors import UnknownNameError, UsageError
from bilateral.folding import fold
from bilateral.kinds import find_class, is_a, kind_of
from bilateral.namespaces import (
    BIL,
    CONCEPT,
    DCTERMS,
    EV,
    EVIDENCE_GRAPH,
    ID,
    ONTOLOGY_GRAPH,
    PROVENANCE_GRAPH,
    RDFS,
    SKOS,
    SOURCE,
    compact,
    expand,
)

_PREFERRED = ox.NamedNode(SKOS + "prefLabel")
_DEFAULT = ox.DefaultGraph()
_PROVENANCE = ox.NamedNode(PROVENANCE_GRAPH)
_PLACES: tuple[tuple[ox.NamedNode, ox.NamedNode | ox.DefaultGraph], ...] = (
    (_PREFERRED, _DEFAULT),
    (ox.NamedNode(SKOS + "altLabel"), _DEFAULT),
    (ox.NamedNode(DCTERMS + "title"), _PROVENANCE),
)
_TERMS = (ox.NamedNode(ONTOLOGY_GRAPH), ox.NamedNode(EVIDENCE_GRAPH))
_EXACT, _PREFIX, _WORD, _SUBSTRING, _FUZZY = 1.0, 0.9, 0.8, 0.6, 0.5
# Below this likeness two names have little in common.
_ALIKE = 0.7


class Hit(NamedTuple):
    """A thing that was found: ``matched`` is the name that fits, ``score`` is at most 1."""

    iri: str
    label: str
    matched: str
    kind: str
    score: float


class Name(NamedTuple):
    """One name of a thing, and the form in which it is compared."""

    iri: str
    text: str
    folded: str
    preferred: bool


def search(store: ox.Store, text: str, *, kind: str | None = None, limit: int = 20) -> list[Hit]:
    """Return the things whose name is like *text*, best first.

    Exact names come first, then beginnings, words, parts, and near misses.

    Args:
        store: the whole dataset.
        text: what to look for, in any script.
        kind: only things of this class: its label, local name or IRI.
        limit: at most so many hits.

    Raises:
        UnknownNameError: no class is called *kind*.
    """
    wanted = fold(text)
    class_iri = find_class(store, kind) if kind else None
    if not wanted or limit < 1:
        return []
    best: dict[str, tuple[float, str]] = {}
    for name in names(store):
        score = _score(wanted, name)
        if score > best.get(name.iri, (0.0, ""))[0]:
            best[name.iri] = (score, name.text)
    hits: list[Hit] = []
    for iri, (score, matched) in sorted(best.items(), key=lambda one: (-one[1][0], one[0])):
        if class_iri is None or is_a(store, iri, class_iri):
            found = Hit(iri, label(store, iri), matched, kind_of(store, iri), round(score, 3))
            hits.append(found)
            if len(hits) == limit:
                break
    return hits


def resolve(store: ox.Store, name: str) -> str:
    """Return the IRI that *name* stands for.

    Args:
        store: the whole dataset.
        name: an IRI, a prefixed name, a label or an alias in any script. Things
            come before concepts, these before sources, classes and properties.

    Raises:
        UnknownNameError: nothing is called so; up to three near names are given.
        UsageError: several things are called so.
    """
    given = _given(store, name.strip())
    if given:
        return given
    wanted = fold(name)
    found = [one for one in (*names(store), *_terms(store)) if one.folded == wanted and wanted]
    if not found:
        near = dict.fromkeys(hit.label for hit in search(store, name, limit=3))
        raise UnknownNameError(
            "name", name[:200], near, next_step="`bilateral search` finds things by part of a name"
        )
    # The name as it is typed wins over one that only folds to the same.
    order = min(_order(one, name.strip()) for one in found)
    iris = sorted({one.iri for one in found if _order(one, name.strip()) == order})
    if len(iris) > 1:
        candidates = ", ".join(f"{label(store, iri)} ({compact(iri)})" for iri in iris[:5])
        raise UsageError(
            f"{name!r} has several meanings: {candidates}",
            next_step=f"name one of them, for example {compact(iris[0])}",
        )
    return iris[0]


def _given(store: ox.Store, name: str) -> str | None:
    """Return the IRI if *name* is one, in full or short, and the dataset knows it."""
    for iri in (expand(name), ID + name, BIL + name, SOURCE + name):
        if iri is None:
            continue
        try:
            node = ox.NamedNode(iri)
        except ValueError:
            continue
        if next(store.quads_for_pattern(node, None, None, None), None) is not None:
            return iri
    return None


def _order(name: Name, typed: str) -> tuple[int, bool, bool]:
    spaces = (ID, CONCEPT, SOURCE, BIL, EV)
    rank = next((i for i, space in enumerate(spaces) if name.iri.startswith(space)), len(spaces))
    return rank, name.text != typed, not name.preferred


def names(store: ox.Store) -> list[Name]:
    """Return every name of every thing, concept and source."""
    return [
        Name(quad.subject.value, quad.object.value, fold(quad.object.value), place is _PREFERRED)
        for place, graph in _PLACES
        for quad in store.quads_for_pattern(None, place, None, graph)
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal)
    ]


def _terms(store: ox.Store) -> list[Name]:
    return [
        Name(quad.subject.value, quad.object.value, fold(quad.object.value), True)
        for graph in _TERMS
        for quad in store.quads_for_pattern(None, ox.NamedNode(RDFS + "label"), None, graph)
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal)
    ]


def _score(wanted: str, name: Name) -> float:
    """Return how well *name* fits: the rank of the match, less for longer names."""
    if not name.folded:
        return 0.0
    # At most 0.05, so that a better kind of match always stands first.
    nearness = 0.04 * len(wanted) / max(len(wanted), len(name.folded)) + 0.01 * name.preferred
    if name.folded == wanted:
        return _EXACT - 0.01 + 0.01 * name.preferred
    if name.folded.startswith(wanted):
        return _PREFIX + nearness
    words = name.folded.split()
    if all(any(word.startswith(part) for word in words) for part in wanted.split()):
        return _WORD + nearness
    if wanted in name.folded:
        return _SUBSTRING + nearness
    likeness = _likeness(wanted, name.folded, words)
    return _FUZZY * likeness if likeness >= _ALIKE else 0.0


def _likeness(wanted: str, folded: str, words: list[str]) -> float:
    """Return how alike two texts are, as a whole or word by word."""
    whole = _ratio(wanted, folded)
    parts = wanted.split()
    if len(wanted) < 4 or len(parts) > len(words):
        return whole
    by_word = min(max(_ratio(part, word) for word in words) for part in parts)
    return max(whole, 0.95 * by_word)


def _ratio(one: str, other: str) -> float:
    matcher = difflib.SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() < _ALIKE or matcher.quick_ratio() < _ALIKE:
        return 0.0
    return matcher.ratio()
