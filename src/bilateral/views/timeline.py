"""The timeline: dated things in order, each date as precise as its source."""

from __future__ import annotations

from typing import NamedTuple

import pyoxigraph as ox

from bilateral.compile.dates import bounds, day_of
from bilateral.errors import UsageError
from bilateral.evidence.citations import Citation, citations
from bilateral.evidence.classes import is_a, kind_of
from bilateral.evidence.labels import label
from bilateral.find.classes import find_class
from bilateral.rdf import graph as rdf
from bilateral.rdf.terms import DATE, KNOWN, NOT_AFTER, NOT_BEFORE

# Before and after every day.
_FIRST, _LAST = "0000", "9999-99"


class Moment(NamedTuple):
    """A dated thing.

    ``date`` is the EDTF text of the source; ``not_before`` and ``not_after`` are
    the days that it allows (ISO), ``None`` where an end is open.
    """

    iri: str
    label: str
    kind: str
    date: str
    not_before: str | None
    not_after: str | None
    citations: tuple[Citation, ...]


def timeline(
    store: ox.Store,
    *,
    start: str | None = None,
    end: str | None = None,
    kind: str | None = None,
) -> list[Moment]:
    """Return what is dated, by first and then by last possible day.

    Args:
        store: the whole dataset.
        start: leave out what was certainly over before this year, month or day.
        end: leave out what certainly began after this year, month or day.
        kind: only things of this class: its label, local name or IRI.

    Raises:
        UsageError: *start* or *end* is not a date, or *end* comes before *start*.
        UnknownNameError: *kind* is not the name of a class.
    """
    first = day_of(start, last=False) if start else None
    final = day_of(end, last=True) if end else None
    if first and final and final < first:
        raise UsageError(
            f"the time from {start} to {end} is empty", next_step="put the earlier date first"
        )
    class_iri = find_class(store, kind) if kind else None
    moments: list[Moment] = []
    for quad in store.quads_for_pattern(None, DATE, None, KNOWN):
        thing, value = quad.subject, quad.object
        if not isinstance(thing, ox.NamedNode) or not isinstance(value, ox.Literal):
            continue
        lower, upper = _bounds(store, thing, value)
        outside = (first and upper and upper < first) or (final and lower and lower > final)
        if outside or (class_iri and not is_a(store, thing.value, class_iri)):
            continue
        moments.append(
            Moment(
                iri=thing.value,
                label=label(store, thing.value),
                kind=kind_of(store, thing.value),
                date=value.value,
                not_before=lower,
                not_after=upper,
                citations=citations(store, quad.triple, accepted_only=True),
            )
        )
    return sorted(moments, key=_order)


def _order(moment: Moment) -> tuple[str, str, str, str, str]:
    # An open beginning comes before every day, an open end after.
    first, last = moment.not_before or _FIRST, moment.not_after or _LAST
    return first, last, moment.label, moment.iri, moment.date


def _bounds(
    store: ox.Store, thing: ox.NamedNode, value: ox.Literal
) -> tuple[str | None, str | None]:
    if len(rdf.values(store, thing, DATE)) == 1:
        lower, upper = rdf.text(store, thing, NOT_BEFORE), rdf.text(store, thing, NOT_AFTER)
        return lower or None, upper or None
    # The stored days span all dates of a thing, here each stands for itself.
    first, last = bounds(value.value)
    return first.isoformat() if first else None, last.isoformat() if last else None
