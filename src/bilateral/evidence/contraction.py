"""Contraction: nodes that qualify a fact are put into it, so that a reader sees one line.

A tenure becomes a fact of its person, the participants and the date of an action become
facts of its agreement, an amount becomes a value of what it is the amount of.
"""

from __future__ import annotations

from collections import defaultdict
from contextlib import suppress
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

import pyoxigraph as ox

from bilateral.evidence.facts import Fact, fact_order
from bilateral.rdf.vocabulary import BIL, SCHEMA, compact

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bilateral.evidence.places import Place

_TENURE, _ACTION, _AMOUNT = "Tenure", "AgreementAction", "MonetaryAmount"
_DATES = {
    BIL + "attestedDate": "attested",
    BIL + "startDate": "from",
    BIL + "endDate": "to",
}


def contract(
    facts: list[Fact], class_names: Mapping[str, str], labels: Mapping[str, str]
) -> list[Fact]:
    """Return *facts* without the nodes that only qualify others.

    Args:
        facts: those of a whole dataset.
        class_names: the local name of the class of each thing.
        labels: names of concepts, for notes.
    """
    nodes: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        if class_names.get(fact.subject) in (_TENURE, _ACTION, _AMOUNT):
            nodes[fact.subject].append(fact)
    amounts = {node: _amount(rows) for node, rows in nodes.items() if class_names[node] == _AMOUNT}
    contracted = [
        fact._replace(value=ox.Literal(amounts[fact.target])) if fact.target in amounts else fact
        for fact in facts
        if fact.subject not in nodes and (fact.target not in nodes or fact.target in amounts)
    ]
    for node, rows in nodes.items():
        if class_names[node] == _TENURE:
            contracted += _tenure(rows)
        elif class_names[node] == _ACTION:
            contracted += _action(rows, labels)
    return _merged(contracted)


def _tenure(rows: list[Fact]) -> list[Fact]:
    dates = [
        f"{word} {fact.value.value}"
        for predicate, word in _DATES.items()
        for fact in rows
        if fact.predicate == predicate
    ]
    return [
        Fact(
            subject=person,
            predicate=BIL + "hasHeldPost",
            value=ox.NamedNode(post),
            places=_places(rows),
            note=", ".join(dates),
        )
        for person in _targets(rows, "heldBy")
        for post in _targets(rows, "ofPost")
    ]


def _action(rows: list[Fact], labels: Mapping[str, str]) -> list[Fact]:
    kinds = [labels.get(kind, compact(kind)) for kind in _targets(rows, "hasKind")]
    note = ", ".join(kinds) or "action"
    return [
        fact._replace(subject=agreement, note=note)
        for agreement in _targets(rows, "actionOn")
        for fact in rows
        if fact.predicate.startswith(BIL)
        and not fact.inferred
        and fact.predicate not in (BIL + "actionOn", BIL + "hasKind")
        and fact.target != agreement
    ]


def _amount(rows: list[Fact]) -> str:
    """Return an amount as text, such as ``1,000,000 JPY``."""
    values = {fact.predicate: fact.value.value for fact in reversed(rows)}
    number = values.get(SCHEMA + "value", "?")
    with suppress(InvalidOperation):  # What is not a number is shown as it stands.
        number = f"{Decimal(number):,.2f}".removesuffix(".00")
    return f"{number} {values.get(SCHEMA + 'currency', '')}".strip()


def _merged(facts: list[Fact]) -> list[Fact]:
    """Join facts that contraction made equal; an inferred copy of a stated one counts as stated."""
    equal: dict[tuple[str, str, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        equal[fact.subject, fact.predicate, str(fact.value)].append(fact)
    joined = [
        rows[0]._replace(
            places=_places(rows),
            note="; ".join(sorted({row.note for row in rows if row.note})),
            inferred=all(row.inferred for row in rows),
        )
        for rows in equal.values()
    ]
    return sorted(joined, key=fact_order)


def _places(rows: Iterable[Fact]) -> tuple[Place, ...]:
    return tuple(sorted({place for row in rows for place in row.places}))


def _targets(rows: Iterable[Fact], name: str) -> list[str]:
    return sorted({row.target for row in rows if row.predicate == BIL + name and row.target})
