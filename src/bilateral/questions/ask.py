"""From a question in words to a named question with its parameters filled in.

Nothing is invented: the named questions are ranked by their words, and only what the
question itself holds (years, days, names of things) is put into their parameters. What
was understood is always told before the answer.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from bilateral.errors import UnknownNameError
from bilateral.evidence.labels import label
from bilateral.find.fold import fold
from bilateral.find.search import names
from bilateral.questions.rank import COMMON, ranking

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyoxigraph as ox

    from bilateral.questions.header import NamedQuery, Parameter
    from bilateral.questions.library import Library

# A value that finds its place in a question says more than a word it shares; a place
# that takes any thing says little, and an empty one is a sign of another question.
_BONUS, _BONUS_ANY, _LACK = 6.0, 1.0, 2.0
# Parameters that take a thing of any sort.
_ANY = ("thing", "one", "other")
_LONGEST_NAME = 9
# Shorter parts of names are words of other languages as well.
_SHORTEST_PART = 4
_YEAR = r"(1[89]\d\d|20\d\d)"
_DAY = re.compile(rf"\b{_YEAR}-(\d\d)-(\d\d)\b", re.ASCII)
_RANGE = re.compile(rf"\b{_YEAR}\s*(?:-|–|/|to|and|until)\s*{_YEAR}\b", re.ASCII | re.IGNORECASE)
_SINCE = re.compile(rf"\b(?:since|from|after)\s+{_YEAR}\b", re.ASCII | re.IGNORECASE)
_UNTIL = re.compile(rf"\b(?:until|till|before|to)\s+{_YEAR}\b", re.ASCII | re.IGNORECASE)
_DECADE = re.compile(rf"\b{_YEAR}s\b", re.ASCII | re.IGNORECASE)
_ONE = re.compile(rf"\b{_YEAR}\b", re.ASCII)
_JAPANESE = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_FIRST = ("from", "since")
_LAST = ("to", "until")


class Understood(NamedTuple):
    """A named question that fits, with what was put into its parameters.

    ``missing`` lists needed parameters for which the question holds nothing, ``unused``
    the things and times that the question names and that found no place.
    """

    query: str
    params: dict[str, str]
    missing: tuple[str, ...]
    unused: tuple[str, ...]
    score: float


class _Values(NamedTuple):
    start: str | None
    end: str | None
    things: tuple[str, ...]


def understand(
    store: ox.Store,
    library: Library,
    text: str,
    *,
    common: frozenset[str] = COMMON,
    limit: int = 4,
) -> list[Understood]:
    """Return the named questions that fit *text*, best first.

    Args:
        store: the whole dataset, for the names of things.
        library: the named questions.
        text: a question in words.
        common: words that say nothing about what is asked for.
        limit: at most so many.

    Raises:
        UnknownNameError: no named question shares a word with *text*.
    """
    ranked = ranking(library, text, common)
    values = _values(store, text, common)
    found = [_fill(store, query, ranked.get(name, 0.0), values) for name, query in library.items()]
    # A year alone fits too much to say which question is meant.
    found = [one for one in found if one.query in ranked or _names_things(one)]
    if not found:
        raise UnknownNameError("question", text[:200], next_step=_elsewhere(store, values))
    found.sort(key=lambda one: (-one.score, bool(one.missing), one.query))
    return found[:limit]


def _names_things(one: Understood) -> bool:
    return any(":" in value for value in one.params.values())


def _elsewhere(store: ox.Store, values: _Values) -> str:
    if values.things:
        return f'`bilateral show "{label(store, values.things[0])}"` tells all that is known of it'
    return "`bilateral queries` lists the questions; `bilateral search` finds things"


def _values(store: ox.Store, text: str, common: frozenset[str]) -> _Values:
    start, end = _time(text)
    return _Values(start, end, tuple(_things(store, text, common)))


def _time(text: str) -> tuple[str | None, str | None]:
    """Return the first and the last day that the question speaks of."""
    day = _DAY.search(text)
    if day:
        return day[0], day[0]
    between = _RANGE.search(text)
    if between:
        return f"{between[1]}-01-01", f"{between[2]}-12-31"
    decade = _DECADE.search(text)
    if decade:
        first = int(decade[1]) // 10 * 10
        return f"{first}-01-01", f"{first + 9}-12-31"
    since, until, one = _SINCE.search(text), _UNTIL.search(text), _ONE.search(text)
    if since or until:
        return (f"{since[1]}-01-01" if since else None, f"{until[1]}-12-31" if until else None)
    return (f"{one[1]}-01-01", f"{one[1]}-12-31") if one else (None, None)


def _things(store: ox.Store, text: str, common: frozenset[str]) -> Iterator[str]:
    """Yield the things whose names stand in the question, the longest names first."""
    known: dict[str, set[str]] = {}
    for name in names(store, described=False):
        known.setdefault(name.folded, set()).add(name.iri)
    # Japanese has no spaces; its names are looked for inside the text below.
    words = fold(_JAPANESE.sub(" ", text)).split()
    taken: set[int] = set()
    for length in range(min(_LONGEST_NAME, len(words)), 0, -1):
        for place in range(len(words) - length + 1):
            span = set(range(place, place + length))
            said = words[place : place + length]
            iris = known.get(" ".join(said), set())
            if iris and not span & taken and not common.issuperset(said):
                taken |= span
                yield from sorted(iris)
    rest = [word for place, word in enumerate(words) if place not in taken]
    yield from _by_one_word(rest, known, common)
    yield from _inside(fold(text), known)


def _by_one_word(
    words: list[str], known: dict[str, set[str]], common: frozenset[str]
) -> Iterator[str]:
    """Yield the people whom a single word of their names tells from everyone else."""
    bearers: dict[str, set[str]] = {}
    for name, iris in known.items():
        people = {iri for iri in iris if _kind(iri) == "person"}
        for part in name.split():
            bearers.setdefault(part, set()).update(people)
    for word in dict.fromkeys(words):
        found = bearers.get(word, set())
        if len(word) >= _SHORTEST_PART and len(found) == 1 and word not in common:
            yield from found


def _inside(text: str, known: dict[str, set[str]]) -> Iterator[str]:
    """Yield the things whose Japanese names stand inside *text*, the longest names first."""
    written = [name for name in known if len(name) > 1 and _JAPANESE.search(name) and name in text]
    for name in sorted(written, key=lambda one: (-len(one), one)):
        if name in text:
            # What is inside a longer name is not named again.
            text = text.replace(name, " ")
            # The two states are in every question, in whatever language.
            yield from sorted(iri for iri in known[name] if _kind(iri) != "state")


def _kind(iri: str) -> str:
    """Return what sort of thing an IRI names: ``person`` of ``…/id/person.x``."""
    return iri.rpartition("/")[2].partition(".")[0]


def _fill(store: ox.Store, query: NamedQuery, score: float, values: _Values) -> Understood:
    params: dict[str, str] = {}
    things = list(values.things)
    for one in query.parameters:
        value = _time_for(one, values) if one.type == "date" else None
        if one.type in ("entity", "concept"):
            fitting = [iri for iri in things if _fits(store, one, iri)]
            if fitting:
                value = fitting[0]
                things.remove(value)
        if value is not None:
            params[one.name] = value
    missing = [
        one.name
        for one in query.parameters
        if one.required and one.name not in params and one.default is None
    ]
    score += sum(_BONUS_ANY if name in _ANY else _BONUS for name in params)
    # The time is used when one of its ends is; a thing is named once however many bear the name.
    times = {values.start, values.end} - {None}
    spent = bool(times & set(params.values()))
    unused = [] if spent else sorted(one[:4] for one in times if one)
    # Another thing of the same name may have taken the place.
    taken = {label(store, iri) for iri in params.values() if ":" in iri}
    said = set(fold(f"{query.title} {query.question} {query.description}").split())
    for name in (label(store, iri) for iri in things):
        # A question about polio needs no place for polio.
        if name not in taken and not said.issuperset(fold(name).split()):
            unused.append(name)
    return Understood(
        query.name,
        params,
        tuple(missing),
        tuple(dict.fromkeys(unused)),
        score - _LACK * len(missing),
    )


def _time_for(parameter: Parameter, values: _Values) -> str | None:
    if parameter.name in _FIRST:
        return values.start
    if parameter.name in _LAST:
        return values.end
    return values.end or values.start


def _fits(store: ox.Store, parameter: Parameter, iri: str) -> bool:
    """Tell whether a thing is of the sort that the parameter's example is of."""
    if parameter.example is None:
        return True
    from bilateral.errors import BilateralError
    from bilateral.find.search import resolve

    try:
        wanted = _kind(resolve(store, parameter.example))
    except BilateralError:
        return False
    # A parameter for any thing has the name of one.
    return parameter.name in _ANY or _kind(iri) == wanted
