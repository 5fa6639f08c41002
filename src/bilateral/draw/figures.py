"""What the pictures show: numbers read from the graph, with what had to be left out."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

if TYPE_CHECKING:
    from bilateral.kg import KnowledgeGraph
    from bilateral.questions.results import Row

_AID = """SELECT DISTINCT ?flow ?kind ?first ?last ?sum ?currency WHERE {
  ?flow a bil:AidFlow ; bil:hasProvider id:state.JP ; bil:hasKind ?kind ; bil:hasAmount ?money .
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
  FILTER(?actor NOT IN (id:state.PK, id:state.JP))
} ORDER BY ?event ?actor"""
_BILLION = 1_000_000_000


class Aid(NamedTuple):
    """Committed yen by year and kind, in billions, and the flows that could not be shown."""

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


def _rows(kg: KnowledgeGraph, text: str) -> tuple[list[Row], dict[str, str]]:
    result = kg.query(text)
    return result.rows, result.labels


def aid(kg: KnowledgeGraph) -> Aid:
    """Return Japanese grants and loans by the year in which they were agreed."""
    by_kind: dict[str, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    no_year = other = 0
    seen: set[str] = set()
    for flow, kind, first, last, total, currency in _rows(kg, _AID)[0]:
        if _text(flow) in seen:
            continue
        if _text(currency) != "JPY":
            other += 1
            continue
        seen.add(_text(flow))
        if not first or _text(first)[:4] != _text(last)[:4]:
            no_year += 1
            continue
        name = "loan" if _text(kind).endswith("loan") else "grant"
        by_kind[name][int(_text(first)[:4])] += float(_text(total)) / _BILLION
    return Aid({name: dict(sums) for name, sums in sorted(by_kind.items())}, no_year, other)


def visits(kg: KnowledgeGraph) -> Visits:
    """Return how many visits of each side began in each decade."""
    counts: dict[str, Counter[int]] = defaultdict(Counter)
    result = kg.query("visits-by-decade")
    for decade, side, _, number in result.rows:
        counts[result.labels[_text(side)]][int(float(_text(decade)))] += int(_text(number))
    every = [decade for counter in counts.values() for decade in counter]
    decades = list(range(min(every), max(every) + 10, 10)) if every else []
    return Visits(
        decades,
        {side: [counter[one] for one in decades] for side, counter in sorted(counts.items())},
    )


def rounds(kg: KnowledgeGraph) -> tuple[list[Round], int]:
    """Return the dated rounds of all series, and how many have no date."""
    rows, labels = _rows(kg, _ROUNDS)
    found: list[Round] = []
    undated: set[str] = set()
    for series, one, number, first, last in rows:
        if not first or not last:
            undated.add(_text(one))
            continue
        when = (_fraction(_text(first)) + _fraction(_text(last))) / 2
        found.append(Round(labels[_text(series)], int(_text(number)) if number else None, when))
    return found, len(undated)


def _fraction(day: str) -> float:
    year, month, date = day.split("-")
    return int(year) + (int(month) - 1) / 12 + (int(date) - 1) / 372


def together(kg: KnowledgeGraph, most: int = 32) -> list[tuple[str, str, int]]:
    """Return the actors who appear together most, as pairs with the number of things shared.

    Args:
        kg: the graph.
        most: how many actors at most; those with the most things in common are taken.
    """
    rows, labels = _rows(kg, _TOGETHER)
    at: dict[str, list[str]] = defaultdict(list)
    for event, actor in rows:
        at[_text(event)].append(labels[_text(actor)])
    pairs: Counter[tuple[str, str]] = Counter()
    for actors in at.values():
        pairs.update(combinations(sorted(set(actors)), 2))
    weight: Counter[str] = Counter()
    for (one, two), number in pairs.items():
        weight[one] += number
        weight[two] += number
    taken = {name for name, _ in sorted(weight.items(), key=lambda one: (-one[1], one[0]))[:most]}
    return sorted((a, b, n) for (a, b), n in pairs.items() if a in taken and b in taken)
