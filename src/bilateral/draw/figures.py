"""What the pictures show: numbers read from the graph, with what had to be left out."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bilateral.kg import KnowledgeGraph

_STATES = """SELECT DISTINCT ?state WHERE {
  ?relationship a bil:BilateralRelationship ; bil:relates ?state
} ORDER BY ?state"""
_AID = """SELECT DISTINCT ?flow ?provider ?kind ?first ?last ?sum ?currency WHERE {
  ?flow a bil:AidFlow ; bil:hasProvider ?provider ; bil:hasKind ?kind ; bil:hasAmount ?money .
  FILTER(?kind IN (c:flow-kind.grant, c:flow-kind.loan, c:flow-kind.grassroots-grant))
  ?money schema:value ?sum ; schema:currency ?currency .
  # The sum of a part is contained in that of the whole.
  FILTER NOT EXISTS { ?flow bil:partOfFlow ?whole }
  OPTIONAL { ?flow bil:hasStage ?stage }
  FILTER(!BOUND(?stage) || ?stage IN (c:flow-stage.commitment, c:flow-stage.disbursement))
  OPTIONAL { ?flow bil:notBefore ?first ; bil:notAfter ?last }
} ORDER BY ?first ?flow"""
_ROUNDS = """SELECT ?series ?round ?number ?first ?last WHERE {
  ?round bil:roundOf ?series .
  OPTIONAL { ?round bil:roundNumber ?number }
  OPTIONAL { ?round bil:notBefore ?first ; bil:notAfter ?last }
} ORDER BY ?series ?first ?number"""
_TOGETHER = """SELECT DISTINCT ?event ?actor WHERE {
  { ?event bil:hasParticipant ?actor } UNION { ?event bil:hasParty ?actor }
  UNION { ?event bil:fundedBy ?actor } UNION { ?event bil:implementedBy ?actor }
} ORDER BY ?event ?actor"""
_UNITS = (("billion", 10**9), ("million", 10**6), ("thousand", 10**3))
_MAX_ACTORS = 32


class Aid(NamedTuple):
    """Committed sums by kind and year, and how many flows could not be shown.

    ``provider`` and ``recipient`` are the names of the two states; ``factor`` is what the
    sums are divided by, and ``unit`` the word for it with the currency.
    """

    provider: str
    recipient: str
    unit: str
    factor: int
    by_kind: dict[str, dict[int, float]]
    no_year: int
    other_currency: int


class Round(NamedTuple):
    """One round of a series; ``when`` is a year with its fraction."""

    series: str
    number: int | None
    when: float


class Visits(NamedTuple):
    """Visits by decade and by the side that travelled."""

    decades: list[int]
    by_side: dict[str, list[int]]


def _text(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else ""


def _states(kg: KnowledgeGraph) -> dict[str, str]:
    """Return the states whose relations the dataset is about, with their names."""
    result = kg.query(_STATES)
    return {_text(state): result.labels[_text(state)] for (state,) in result.rows}


def aid(kg: KnowledgeGraph) -> Aid:
    """Return the grants and loans of the state that gives most, by the year of agreement.

    Sums are those in the currency in which it gives most often.
    """
    states = _states(kg)
    rows = [[_text(term) for term in row] for row in kg.query(_AID).rows]
    provider = _commonest([row[1] for row in rows if row[1] in states])
    rows = [row for row in rows if row[1] == provider]
    currency = _commonest([row[6] for row in rows])
    by_kind: dict[str, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    no_year = other_currency = 0
    counted: set[str] = set()
    for flow, _, kind, first, last, total, of_currency in rows:
        if flow in counted:
            continue
        if of_currency != currency:
            other_currency += 1
            continue
        counted.add(flow)
        year = first[:4]
        if not year or year != last[:4]:
            no_year += 1
            continue
        by_kind["loan" if kind.endswith("loan") else "grant"][int(year)] += float(total)
    largest = max((total for sums in by_kind.values() for total in sums.values()), default=0)
    unit, factor = next((unit for unit in _UNITS if largest >= unit[1]), ("", 1))
    return Aid(
        provider=states.get(provider, ""),
        recipient=next((name for state, name in states.items() if state != provider), ""),
        unit=f"{unit} {currency}".strip(),
        factor=factor,
        by_kind={name: dict(sums) for name, sums in sorted(by_kind.items())},
        no_year=no_year,
        other_currency=other_currency,
    )


def _commonest(names: Sequence[str]) -> str:
    """Return the name that occurs most often, the first in the alphabet of several."""
    return min(Counter(names).items(), key=lambda item: (-item[1], item[0]), default=("", 0))[0]


def visits(kg: KnowledgeGraph) -> Visits:
    """Return how many visits of each side began in each decade."""
    counts: dict[str, Counter[int]] = defaultdict(Counter)
    result = kg.query("visits-by-decade")
    for decade, side, _, number in result.rows:
        counts[result.labels[_text(side)]][int(float(_text(decade)))] += int(_text(number))
    every = [decade for counter in counts.values() for decade in counter]
    decades = list(range(min(every), max(every) + 10, 10)) if every else []
    by_side = {
        side: [counter[decade] for decade in decades] for side, counter in sorted(counts.items())
    }
    return Visits(decades, by_side)


def rounds(kg: KnowledgeGraph) -> tuple[list[Round], int]:
    """Return the dated rounds of all series, and how many have no date."""
    result = kg.query(_ROUNDS)
    dated: list[Round] = []
    undated: set[str] = set()
    for series, event, number, first, last in result.rows:
        if not first or not last:
            undated.add(_text(event))
            continue
        when = (_fraction(_text(first)) + _fraction(_text(last))) / 2
        name = result.labels[_text(series)]
        dated.append(Round(name, int(_text(number)) if number else None, when))
    return dated, len(undated)


def _fraction(day: str) -> float:
    year, month, date = day.split("-")
    return int(year) + (int(month) - 1) / 12 + (int(date) - 1) / 372


def together(kg: KnowledgeGraph, limit: int = _MAX_ACTORS) -> list[tuple[str, str, int]]:
    """Return the actors who appear together most, as pairs with the number of things shared.

    The states of the dataset are left out: they are linked to nearly everything.

    Args:
        kg: the graph.
        limit: how many actors at most; those with the most things in common are chosen.
    """
    states = _states(kg)
    result = kg.query(_TOGETHER)
    actors_by_event: dict[str, set[str]] = defaultdict(set)
    for event, actor in result.rows:
        if _text(actor) not in states:
            actors_by_event[_text(event)].add(result.labels[_text(actor)])
    pairs: Counter[tuple[str, str]] = Counter()
    for actors in actors_by_event.values():
        pairs.update(combinations(sorted(actors), 2))
    weights: Counter[str] = Counter()
    for (first, second), number in pairs.items():
        weights[first] += number
        weights[second] += number
    ranked = sorted(weights.items(), key=lambda item: (-item[1], item[0]))
    chosen = {name for name, _ in ranked[:limit]}
    return sorted((a, b, n) for (a, b), n in pairs.items() if a in chosen and b in chosen)
