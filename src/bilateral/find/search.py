"""Searching things by name or description: any script, spelling forgiven, best first."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, NamedTuple

from bilateral.evidence.classes import is_a, kind_of
from bilateral.evidence.labels import check_language, label
from bilateral.find.classes import find_class
from bilateral.find.fold import fold, sounded, sounds
from bilateral.find.japanese import has_japanese
from bilateral.find.names import Name, Role, names
from bilateral.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    import pyoxigraph as ox

    from bilateral.find.index import SearchIndex

_EXACT, _PREFIX, _WORD, _SOUND, _SUBSTRING, _FUZZY = 1.0, 0.9, 0.8, 0.7, 0.6, 0.5
#: The score of a match in a description: it ranks behind every match of a name.
DESCRIPTION_SCORE = 0.3
# Two names that are less similar than this have little in common.
_MIN_SIMILARITY = 0.7
_MAX_SNIPPET = 120
# Shorter queries are similar to a word of nearly any name.
_MIN_FUZZY_LENGTH = 4


class Hit(NamedTuple):
    """A thing that matches: ``matched`` is the text that does, ``score`` is at most 1."""

    iri: str
    label: str
    matched: str
    kind: str
    score: float


def search(
    store: ox.Store,
    text: str,
    *,
    kind: str | None = None,
    limit: int = Settings.search_limit.default,
    lang: str = Settings.language.default,
    index: SearchIndex | None = None,
) -> list[Hit]:
    """Return the things whose name is like *text*, best first.

    Exact names come first, then beginnings, words, the same sound in kana or romaji,
    substrings, near misses, and at last matches in descriptions.

    Args:
        store: the whole dataset.
        text: what to look for, in any script.
        kind: only things of this class: its label, local name or IRI.
        limit: the most hits to return.
        lang: the language of the labels.
        index: proposes candidates; without one, every name is compared.

    Raises:
        UnknownNameError: *kind* is not the name of a class, or nothing has a label in *lang*.
    """
    check_language(store, lang)
    query = fold(text)
    class_iri = find_class(store, kind) if kind else None
    if not query or limit < 1:
        return []
    best: dict[str, tuple[float, str]] = {}
    sound = sounded(query)
    for name in index.candidates(query, class_iri) if index else names(store):
        score = _score(query, sound, name)
        if score > best.get(name.iri, (0.0, ""))[0]:
            best[name.iri] = (score, name.text)
    hits: list[Hit] = []
    for iri, (score, matched) in sorted(best.items(), key=lambda item: (-item[1][0], item[0])):
        if class_iri is None or is_a(store, iri, class_iri):
            snippet, name_of_class = _snippet(matched, query), kind_of(store, iri)
            hits.append(Hit(iri, label(store, iri, lang), snippet, name_of_class, round(score, 3)))
            if len(hits) == limit:
                break
    return hits


def _score(query: str, sound: str, name: Name) -> float:
    """Return how well *name* matches: the score of the kind of match, less for longer names."""
    if not name.folded:
        return 0.0
    if name.role == Role.DESCRIPTION:
        return DESCRIPTION_SCORE if _has_words(query, name.folded) else 0.0
    if name.folded == query:
        return _EXACT - 0.01 + 0.01 * name.preferred
    # At most 0.05, so that a better kind of match always ranks first.
    bonus = 0.04 * min(1, len(query) / len(name.folded)) + 0.01 * name.preferred
    for score, matches in _MATCHES:
        if matches(query, sound, name.folded):
            return score + bonus
    similarity = _similarity(query, name.folded)
    return _FUZZY * similarity + bonus if similarity >= _MIN_SIMILARITY else 0.0


def _has_words(query: str, text: str) -> bool:
    """Return whether each word of *query* begins one of *text*, or stands in its Japanese."""
    words = text.split()
    return all(
        any(word.startswith(part) for word in words) or (part in text and has_japanese(part))
        for part in query.split()
    )


# The kinds of match between a query, its sound and a name that differs, the best first.
_MATCHES: tuple[tuple[float, Callable[[str, str, str], bool]], ...] = (
    (_PREFIX, lambda query, _, name: name.startswith(query)),
    (_WORD, lambda query, _, name: _has_words(query, name)),
    (_SOUND, lambda _, sound, name: _has_words(sound, sounds(name))),
    (_SUBSTRING, lambda query, _, name: query in name),
)


def _snippet(text: str, query: str) -> str:
    """Return *text*, or of a long text the part around the match."""
    if len(text) <= _MAX_SNIPPET:
        return text
    # Folding may change lengths a little; the part has room for that.
    at = max(fold(text).find(query.split(maxsplit=1)[0]), 0)
    start = max(0, at - _MAX_SNIPPET // 3)
    part = text[start : start + _MAX_SNIPPET]
    return f"{'…' if start else ''}{part}{'…' if start + len(part) < len(text) else ''}"


def _similarity(query: str, name: str) -> float:
    """Return how similar two texts are, as a whole or word by word, from 0 to 1."""
    whole = _ratio(query, name)
    parts, words = query.split(), name.split()
    if len(query) < _MIN_FUZZY_LENGTH or len(parts) > len(words):
        return whole
    by_word = min(max(_ratio(part, word) for word in words) for part in parts)
    return max(whole, 0.95 * by_word)


def _ratio(first: str, second: str) -> float:
    matcher = difflib.SequenceMatcher(None, first, second, autojunk=False)
    if matcher.real_quick_ratio() < _MIN_SIMILARITY or matcher.quick_ratio() < _MIN_SIMILARITY:
        return 0.0
    return matcher.ratio()
