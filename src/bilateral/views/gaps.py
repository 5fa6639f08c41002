"""Gaps: the times for which nothing is recorded in a line of things.

A line is the tenures of a post, the rounds of a dialogue, or all dated things of a
class. Dates are taken as wide as their sources allow, so a gap that is given is at
least as long as it says; that nothing is recorded is no proof that nothing was.
"""

from __future__ import annotations

import contextlib
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from bilateral.compile.dates import bounds
from bilateral.errors import UnknownNameError, UsageError
from bilateral.evidence.citations import Citation, citations
from bilateral.evidence.classes import is_a
from bilateral.evidence.labels import label
from bilateral.find.classes import find_class
from bilateral.find.resolve import resolve
from bilateral.rdf import graph as rdf
from bilateral.rdf.terms import DATE, KNOWN
from bilateral.rdf.vocabulary import BIL, compact
from bilateral.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

_DATES = (DATE, ox.NamedNode(BIL + "attestedDate"))
# The property that leads to a thing from what stands in its line, by the class of the thing.
_LINES = {
    BIL + "Post": ox.NamedNode(BIL + "ofPost"),
    BIL + "DialogueMechanism": ox.NamedNode(BIL + "roundOf"),
}
_HELD_BY = ox.NamedNode(BIL + "heldBy")
_ONE_DAY = timedelta(days=1)


class Gap(NamedTuple):
    """A time without a record.

    ``first`` and ``last`` are its days (ISO), ``days`` their number; ``before`` and
    ``after`` name what is recorded on both sides, with their IRIs and citations.
    """

    first: str
    last: str
    days: int
    before: str
    before_iri: str
    after: str
    after_iri: str
    citations: tuple[Citation, ...]


class _Span(NamedTuple):
    first: date
    last: date
    iri: str
    citations: tuple[Citation, ...]


def line_named(store: ox.Store, name: str) -> str:
    """Return the IRI of the class or thing that *name* stands for.

    Raises:
        UnknownNameError: neither a class nor a thing has that name.
    """
    with contextlib.suppress(UnknownNameError):
        return find_class(store, name)
    return resolve(store, name)


def gaps(store: ox.Store, iri: str, *, days: int = Settings.gap_days.default) -> list[Gap]:
    """Return the gaps in the line of *iri*, in order of time.

    Args:
        store: the whole dataset.
        iri: a post, a dialogue mechanism or a class.
        days: only gaps of at least so many days.

    Raises:
        UsageError: nothing stands in a line of *iri*.
    """
    spans = sorted(span for thing in _line(store, iri) for span in _spans(store, thing))
    if not spans:
        raise UsageError(
            f"{label(store, iri)} has no line of dated things",
            next_step="name a post, a dialogue, or a class of events such as Visit",
        )
    between: list[Gap] = []
    latest = spans[0]
    for span in spans[1:]:
        length = (span.first - latest.last).days - 1
        if length >= max(days, 1):
            between.append(_gap(store, latest, span, length))
        if span.last > latest.last:
            latest = span
    return between


def _gap(store: ox.Store, before: _Span, after: _Span, length: int) -> Gap:
    return Gap(
        first=(before.last + _ONE_DAY).isoformat(),
        last=(after.first - _ONE_DAY).isoformat(),
        days=length,
        before=_name(store, before.iri),
        before_iri=before.iri,
        after=_name(store, after.iri),
        after_iri=after.iri,
        citations=tuple(dict.fromkeys((*before.citations, *after.citations))),
    )


def _name(store: ox.Store, iri: str) -> str:
    """Return the label of a thing; a tenure without one is named after who held the post."""
    name = label(store, iri)
    holder = rdf.text(store, ox.NamedNode(iri), _HELD_BY) if name == compact(iri) else ""
    return label(store, holder) if holder else name


def _line(store: ox.Store, iri: str) -> Iterator[ox.NamedNode]:
    """Yield what stands in the line of *iri*."""
    links = [link for kind, link in _LINES.items() if is_a(store, iri, kind)]
    for link in links:
        yield from rdf.subjects(store, link, ox.NamedNode(iri))
    if not links and iri.startswith(BIL):
        things = {quad.subject for quad in store.quads_for_pattern(None, DATE, None, KNOWN)}
        for thing in things:
            if isinstance(thing, ox.NamedNode) and is_a(store, thing.value, iri):
                yield thing


def _spans(store: ox.Store, thing: ox.NamedNode) -> Iterator[_Span]:
    """Yield the time that the dates of *thing* allow, as one span.

    A post that someone is attested to hold on two days was his on the days between.
    """
    first: date | None = None
    last: date | None = None
    cited: dict[Citation, None] = {}
    for predicate in _DATES:
        for value in rdf.values(store, thing, predicate):
            if not isinstance(value, ox.Literal):
                continue
            lower, upper = _ends(value.value)
            first = min(first or lower, lower)
            last = max(last or upper, upper)
            triple = ox.Triple(thing, predicate, value)
            cited |= dict.fromkeys(citations(store, triple, accepted_only=True))
    if first and last:
        yield _Span(first, last, thing.value, tuple(sorted(cited)))


def _ends(edtf: str) -> tuple[date, date]:
    """Return the first and the last day of *edtf*; what goes on reaches to the last of days.

    An end that is not known is not a time that is recorded: only the other end counts.
    """
    lower, upper = bounds(edtf)
    start, _, end = edtf.partition("/")
    if upper is None:
        upper = date.max if end == ".." else bounds(start)[1] or date.max
    if lower is None:
        lower = date.min if start == ".." else bounds(end)[0] or date.min
    return lower, upper
