"""Finding things by name or by what is said of them: any script, spelling forgiven, best first."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from bilateral.errors import UnknownNameError, UsageError
from bilateral.evidence.classes import is_a, kind_of
from bilateral.evidence.labels import check_language, label
from bilateral.find.classes import find_class
from bilateral.find.fold import fold, sounded, sounds
from bilateral.rdf.terms import provenance
from bilateral.rdf.vocabulary import (
    BIL,
    CONCEPT,
    DCTERMS,
    EV,
    EVIDENCE_GRAPH,
    ID,
    ONTOLOGY_GRAPH,
    RDFS,
    SKOS,
    compact,
    expand,
    spaces,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from bilateral.find.index import SearchIndex

_PREFERRED = ox.NamedNode(SKOS + "prefLabel")
_DEFAULT = ox.DefaultGraph()
_PREFERRED_NAME, _OTHER_NAME, DESCRIPTION = range(3)
# Where names and descriptions stand, and what they are.
_PLACES: tuple[tuple[ox.NamedNode, ox.NamedNode | ox.DefaultGraph, int], ...] = (
    (_PREFERRED, _DEFAULT, _PREFERRED_NAME),
    (ox.NamedNode(SKOS + "altLabel"), _DEFAULT, _OTHER_NAME),
    (ox.NamedNode(DCTERMS + "title"), provenance(), _OTHER_NAME),
    (ox.NamedNode(DCTERMS + "description"), _DEFAULT, DESCRIPTION),
    (ox.NamedNode(SKOS + "definition"), _DEFAULT, DESCRIPTION),
)
_TERMS = (ox.NamedNode(ONTOLOGY_GRAPH), ox.NamedNode(EVIDENCE_GRAPH))
_EXACT, _PREFIX, _WORD, _SOUND, _SUBSTRING, _FUZZY = 1.0, 0.9, 0.8, 0.7, 0.6, 0.5
# What is only mentioned in a description stands behind all names that fit.
_MENTIONED = 0.3
_LONGEST_SHOWN = 120
_JAPANESE = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
# Below this likeness two names have little in common.
_ALIKE = 0.7


class Hit(NamedTuple):
    """A thing that was found: ``matched`` is the text that fits, ``score`` is at most 1."""

    iri: str
    label: str
    matched: str
    kind: str
    score: float


class Name(NamedTuple):
    """One name or description of a thing, and the form in which it is compared.

    ``place`` is 0 for a preferred name, 1 for another name, 2 for a description.
    """

    iri: str
    text: str
    folded: str
    place: int

    @property
    def preferred(self) -> bool:
        """Return whether it is the name by which the thing is shown."""
        return self.place == _PREFERRED_NAME


def search(
    store: ox.Store,
    text: str,
    *,
    kind: str | None = None,
    limit: int = 20,
    lang: str = "en",
    index: SearchIndex | None = None,
) -> list[Hit]:
    """Return the things whose name is like *text*, best first.

    Exact names come first, then beginnings, words, the same sound in kana or romaji,
    parts, near misses, and at last what is mentioned in descriptions.

    Args:
        store: the whole dataset.
        text: what to look for, in any script.
        kind: only things of this class: its label, local name or IRI.
        limit: at most so many hits.
        lang: the language in which the hits are named.
        index: proposes the names to look at; without one, every name is looked at.

    Raises:
        UnknownNameError: no class is called *kind*, or nothing has a name in *lang*.
    """
    check_language(store, lang)
    wanted = fold(text)
    class_iri = find_class(store, kind) if kind else None
    if not wanted or limit < 1:
        return []
    best: dict[str, tuple[float, str]] = {}
    sound = sounded(wanted)
    for name in index.candidates(wanted, class_iri) if index else names(store):
        score = _score(wanted, sound, name)
        if score > best.get(name.iri, (0.0, ""))[0]:
            best[name.iri] = (score, name.text)
    hits: list[Hit] = []
    for iri, (score, matched) in sorted(best.items(), key=lambda one: (-one[1][0], one[0])):
        if class_iri is None or is_a(store, iri, class_iri):
            shown = _snippet(matched, wanted)
            found = Hit(iri, label(store, iri, lang), shown, kind_of(store, iri), round(score, 3))
            hits.append(found)
            if len(hits) == limit:
                break
    return hits


def resolve(store: ox.Store, name: str, *, index: SearchIndex | None = None) -> str:
    """Return the IRI that *name* stands for.

    Args:
        store: the whole dataset.
        name: an IRI, a prefixed name, a label or an alias in any script. Things
            come before concepts, these before sources, classes and properties.
        index: knows the names; without one, every name is looked at.

    Raises:
        UnknownNameError: nothing is called so; up to three near names are given.
        UsageError: several things are called so.
    """
    given = _given(store, name.strip())
    if given:
        return given
    wanted = fold(name)
    every = index.exact(wanted) if index else names(store, described=False)
    found = [one for one in (*every, *_terms(store)) if one.folded == wanted and wanted]
    if not found:
        hits = search(store, name, limit=3, index=index)
        # A description that mentions the words is no name that could be meant.
        near = dict.fromkeys(hit.label for hit in hits if hit.score > _MENTIONED)
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
    for iri in (expand(name), ID + name, BIL + name, spaces().source + name):
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
    order = (ID, CONCEPT, spaces().source, BIL, EV)
    rank = next((i for i, space in enumerate(order) if name.iri.startswith(space)), len(order))
    return rank, name.text != typed, not name.preferred


def names(store: ox.Store, *, described: bool = True) -> list[Name]:
    """Return every name of every thing, concept and source, and what is said to describe it."""
    return [
        Name(quad.subject.value, quad.object.value, fold(quad.object.value), place)
        for predicate, graph, place in _PLACES
        if described or place != DESCRIPTION
        for quad in store.quads_for_pattern(None, predicate, None, graph)
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal)
    ]


def _terms(store: ox.Store) -> list[Name]:
    return [
        Name(quad.subject.value, quad.object.value, fold(quad.object.value), _PREFERRED_NAME)
        for graph in _TERMS
        for quad in store.quads_for_pattern(None, ox.NamedNode(RDFS + "label"), None, graph)
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal)
    ]


def _score(wanted: str, sound: str, name: Name) -> float:
    """Return how well *name* fits: the rank of the match, less for longer names."""
    if not name.folded:
        return 0.0
    if name.place == DESCRIPTION:
        return _MENTIONED if _has_words(wanted, name.folded) else 0.0
    if name.folded == wanted:
        return _EXACT - 0.01 + 0.01 * name.preferred
    # At most 0.05, so that a better kind of match always stands first.
    nearness = 0.04 * min(1, len(wanted) / len(name.folded)) + 0.01 * name.preferred
    for rank, fits in _WAYS:
        if fits(wanted, sound, name.folded):
            return rank + nearness
    likeness = _likeness(wanted, name.folded, name.folded.split())
    return _FUZZY * likeness + nearness if likeness >= _ALIKE else 0.0


def _has_words(wanted: str, text: str) -> bool:
    """Tell whether each word of *wanted* begins one of *text*, or stands in Japanese there."""
    words = text.split()
    return all(
        any(word.startswith(part) for word in words) or (part in text and _unspaced(part))
        for part in wanted.split()
    )


# The ways in which a name may fit that is not the same, the best first.
_WAYS: tuple[tuple[float, Callable[[str, str, str], bool]], ...] = (
    (_PREFIX, lambda wanted, _, name: name.startswith(wanted)),
    (_WORD, lambda wanted, _, name: _has_words(wanted, name)),
    (_SOUND, lambda _, sound, name: _has_words(sound, sounds(name))),
    (_SUBSTRING, lambda wanted, _, name: wanted in name),
)


def _unspaced(text: str) -> bool:
    return _JAPANESE.search(text) is not None


def _snippet(text: str, wanted: str) -> str:
    """Return *text*, or of a long one the part around what was looked for."""
    if len(text) <= _LONGEST_SHOWN:
        return text
    # Folding may change lengths a little; the part shown has room for that.
    at = max(fold(text).find(wanted.split(maxsplit=1)[0]), 0)
    first = max(0, at - _LONGEST_SHOWN // 3)
    part = text[first : first + _LONGEST_SHOWN]
    return f"{'…' if first else ''}{part}{'…' if first + len(part) < len(text) else ''}"


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
