"""From a question in words to a named question with its parameters filled in.

Nothing is invented: the named questions are ranked by their words, and only what the
question itself mentions (years, days, names of things) is put into their parameters.
How a question was understood is always printed before the answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bilateral.errors import BilateralError, UnknownNameError
from bilateral.evidence.labels import label
from bilateral.find.fold import fold
from bilateral.find.resolve import resolve
from bilateral.questions.mentions import Mentions, kind_in, mentions
from bilateral.questions.rank import COMMON, ranking

if TYPE_CHECKING:
    import pyoxigraph as ox

    from bilateral.questions.header import NamedQuery, Parameter
    from bilateral.questions.library import Library

# A parameter with a value is a stronger sign than a word in common; one that takes any
# thing is a weak sign, and one that lacks its value is a sign of another question.
_FILLED, _FILLED_BY_ANYTHING, _MISSING = 6.0, 1.0, 2.0
# Parameters that take a thing of any kind.
_ANYTHING = ("thing", "one", "other")
_START = ("from", "since")
_END = ("to", "until")


class Interpretation(NamedTuple):
    """A named question with the parameters that a question in words fills.

    Attributes:
        query: the name of the question.
        params: the values of its parameters.
        missing: required parameters for which the words mention nothing.
        unused: things and years that the words mention and that fill no parameter.
        score: how well the question matches the words.
    """

    query: str
    params: dict[str, str]
    missing: tuple[str, ...]
    unused: tuple[str, ...]
    score: float


def understand(
    store: ox.Store,
    library: Library,
    text: str,
    *,
    common: frozenset[str] = COMMON,
    limit: int = 4,
) -> list[Interpretation]:
    """Return the named questions that match *text*, best first.

    Args:
        store: the whole dataset, for the names of things.
        library: the named questions.
        text: a question in words.
        common: words that say nothing about what is asked for.
        limit: the most interpretations to return.

    Raises:
        UnknownNameError: no named question shares a word with *text*.
    """
    scores = ranking(library, text, common)
    mentioned = mentions(store, text, common)
    interpretations = [
        _interpret(store, query, scores.get(name, 0.0), mentioned)
        for name, query in library.items()
    ]
    # A year alone matches too many questions to choose one of them, unlike a thing (an IRI).
    interpretations = [
        entry
        for entry in interpretations
        if entry.query in scores or any(":" in value for value in entry.params.values())
    ]
    if not interpretations:
        next_step = "`bilateral queries` lists the questions; `bilateral search` finds things"
        if mentioned.things:
            name = label(store, mentioned.things[0])
            next_step = f'`bilateral show "{name}"` shows all that is known of it'
        raise UnknownNameError("question", text[:200], next_step=next_step)
    interpretations.sort(key=lambda entry: (-entry.score, bool(entry.missing), entry.query))
    return interpretations[:limit]


def _interpret(
    store: ox.Store, query: NamedQuery, score: float, mentioned: Mentions
) -> Interpretation:
    params, rest = _fill(store, query, mentioned)
    missing = tuple(
        parameter.name
        for parameter in query.parameters
        if parameter.required and parameter.name not in params and parameter.default is None
    )
    score += sum(_FILLED_BY_ANYTHING if name in _ANYTHING else _FILLED for name in params)
    return Interpretation(
        query.name,
        params,
        missing,
        _unused(store, query, mentioned, params, rest),
        score - _MISSING * len(missing),
    )


def _fill(
    store: ox.Store, query: NamedQuery, mentioned: Mentions
) -> tuple[dict[str, str], list[str]]:
    """Return values for the parameters of *query*, and the things that fill none."""
    params: dict[str, str] = {}
    rest = list(mentioned.things)
    for parameter in query.parameters:
        value = None
        if parameter.type == "date":
            value = _day(parameter, mentioned)
        elif parameter.type in ("entity", "concept"):
            value = next((iri for iri in rest if _accepts(store, parameter, iri)), None)
            if value is not None:
                rest.remove(value)
        if value is not None:
            params[parameter.name] = value
    return params, rest


def _day(parameter: Parameter, mentioned: Mentions) -> str | None:
    if parameter.name in _START:
        return mentioned.start
    if parameter.name in _END:
        return mentioned.end
    return mentioned.end or mentioned.start


def _accepts(store: ox.Store, parameter: Parameter, iri: str) -> bool:
    """Return whether a thing is of the kind that the example of the parameter is of."""
    if parameter.example is None:
        return True
    try:
        kind = kind_in(resolve(store, parameter.example))
    except BilateralError:
        return False
    return parameter.name in _ANYTHING or kind_in(iri) == kind


def _unused(
    store: ox.Store,
    query: NamedQuery,
    mentioned: Mentions,
    params: dict[str, str],
    rest: list[str],
) -> tuple[str, ...]:
    """Return the years and the names that are mentioned and fill no parameter."""
    # A period is used when one of its ends is.
    days = {day for day in (mentioned.start, mentioned.end) if day}
    years = [] if days & set(params.values()) else sorted(day[:4] for day in days)
    # Another thing of the same name may fill the parameter.
    used = {label(store, iri) for iri in params.values() if ":" in iri}
    # A question about polio needs no parameter for polio.
    words = set(fold(f"{query.title} {query.question} {query.description}").split())
    unused = (
        name
        for name in (label(store, iri) for iri in rest)
        if name not in used and not words.issuperset(fold(name).split())
    )
    return tuple(dict.fromkeys((*years, *unused)))
