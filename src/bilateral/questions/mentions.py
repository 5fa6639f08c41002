"""What a question in words mentions: years and days, and things by their names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from bilateral.find.fold import fold
from bilateral.find.japanese import JAPANESE, has_japanese
from bilateral.find.names import names

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyoxigraph as ox

    # IRIs by a name of theirs, folded.
    _IrisByName = dict[str, set[str]]

_MAX_NAME_WORDS = 9
# Shorter parts of names are words of other languages as well.
_MIN_PART = 4
_YEAR = r"(1[89]\d\d|20\d\d)"
_DAY = re.compile(rf"\b{_YEAR}-(\d\d)-(\d\d)\b", re.ASCII)
_RANGE = re.compile(rf"\b{_YEAR}\s*(?:-|–|/|to|and|until)\s*{_YEAR}\b", re.ASCII | re.IGNORECASE)
_SINCE = re.compile(rf"\b(?:since|from|after)\s+{_YEAR}\b", re.ASCII | re.IGNORECASE)
_UNTIL = re.compile(rf"\b(?:until|till|before|to)\s+{_YEAR}\b", re.ASCII | re.IGNORECASE)
_DECADE = re.compile(rf"\b{_YEAR}s\b", re.ASCII | re.IGNORECASE)
_ANY_YEAR = re.compile(rf"\b{_YEAR}\b", re.ASCII)


class Mentions(NamedTuple):
    """The first and the last day that a question mentions, and the IRIs of the things."""

    start: str | None
    end: str | None
    things: tuple[str, ...]


def mentions(store: ox.Store, text: str, common: frozenset[str]) -> Mentions:
    """Return what *text* mentions: things with the longest names first.

    Args:
        store: the whole dataset, for the names of things.
        text: a question in words.
        common: words that say nothing about what is asked for.
    """
    return Mentions(*period(text), tuple(_things(store, text, common)))


def period(text: str) -> tuple[str | None, str | None]:
    """Return the first and the last day that *text* mentions, ``None`` for an open end.

    >>> period("visits in the 1990s")
    ('1990-01-01', '1999-12-31')
    >>> period("agreements since 1958")
    ('1958-01-01', None)
    """
    day = _DAY.search(text)
    if day:
        return day[0], day[0]
    years = _RANGE.search(text)
    if years:
        return f"{years[1]}-01-01", f"{years[2]}-12-31"
    decade = _DECADE.search(text)
    if decade:
        first = int(decade[1]) // 10 * 10
        return f"{first}-01-01", f"{first + 9}-12-31"
    since, until = _SINCE.search(text), _UNTIL.search(text)
    if since or until:
        return (f"{since[1]}-01-01" if since else None, f"{until[1]}-12-31" if until else None)
    year = _ANY_YEAR.search(text)
    return (f"{year[1]}-01-01", f"{year[1]}-12-31") if year else (None, None)


def kind_in(iri: str) -> str:
    """Return the kind of thing that its IRI shows.

    >>> kind_in("https://w3id.org/bilateral/id/person.nobusuke-kishi")
    'person'
    """
    return iri.rpartition("/")[2].partition(".")[0]


def _things(store: ox.Store, text: str, common: frozenset[str]) -> Iterator[str]:
    """Yield the things whose names stand in the question, the longest names first."""
    iris_by_name: _IrisByName = {}
    for name in names(store, descriptions=False):
        iris_by_name.setdefault(name.folded, set()).add(name.iri)
    # Japanese has no spaces; its names are looked for inside the text below.
    words = fold(JAPANESE.sub(" ", text)).split()
    used: set[int] = set()
    for length in range(min(_MAX_NAME_WORDS, len(words)), 0, -1):
        for start in range(len(words) - length + 1):
            span = range(start, start + length)
            phrase = words[start : start + length]
            iris = iris_by_name.get(" ".join(phrase), set())
            if iris and used.isdisjoint(span) and not common.issuperset(phrase):
                used.update(span)
                yield from sorted(iris)
    rest = [word for position, word in enumerate(words) if position not in used]
    yield from _by_part_of_name(rest, iris_by_name, common)
    yield from _by_japanese_name(fold(text), iris_by_name)


def _by_part_of_name(
    words: list[str], iris_by_name: _IrisByName, common: frozenset[str]
) -> Iterator[str]:
    """Yield the people who alone bear one of *words* as a part of their name."""
    bearers: dict[str, set[str]] = {}
    for name, iris in iris_by_name.items():
        people = {iri for iri in iris if kind_in(iri) == "person"}
        for part in name.split():
            bearers.setdefault(part, set()).update(people)
    for word in dict.fromkeys(words):
        people = bearers.get(word, set())
        if len(word) >= _MIN_PART and len(people) == 1 and word not in common:
            yield from people


def _by_japanese_name(text: str, iris_by_name: _IrisByName) -> Iterator[str]:
    """Yield the things whose Japanese names stand inside *text*, the longest names first."""
    inside = [
        name for name in iris_by_name if len(name) > 1 and has_japanese(name) and name in text
    ]
    for name in sorted(inside, key=lambda name: (-len(name), name)):
        if name in text:
            # What is inside a longer name is not named again.
            text = text.replace(name, " ")
            # The two states are in every question, in whatever language.
            yield from sorted(iri for iri in iris_by_name[name] if kind_in(iri) != "state")
