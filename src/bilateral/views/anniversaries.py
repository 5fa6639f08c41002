"""Anniversaries that lie ahead, of things whose day or month is known."""

from __future__ import annotations

import calendar
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from bilateral.errors import UsageError
from bilateral.views.timeline import Moment, timeline

if TYPE_CHECKING:
    import pyoxigraph as ox

_LONGEST = 1200
# EDTF writes seasons as months above this.
_MONTHS = 12


class Anniversary(NamedTuple):
    """A day or month to come on which a thing is so many years old.

    ``next`` is a day (``2027-05-27``) or, where the source gives only a month, a
    month (``2027-05``).
    """

    next: str
    years: int
    moment: Moment


def anniversaries(
    store: ox.Store, day: date, *, months: int = 12, every: int = 5, kind: str = "Event"
) -> list[Anniversary]:
    """Return the anniversaries in the *months* that begin with *day*, in order.

    Args:
        store: the whole dataset.
        day: the first day of the time ahead.
        months: how many months ahead, at most 1200.
        every: only multiples of so many years.
        kind: only things of this class: its label, local name or IRI.

    A thing of which only the year is known has no anniversary; what lasted several
    days has that of its first. What was on 29 February is kept on the 28th in years
    that have no 29th.

    Raises:
        UsageError: *months* or *every* is not a number that makes sense.
        UnknownNameError: no class is called *kind*.
    """
    if not (1 <= months <= _LONGEST and every >= 1):
        raise UsageError(
            f"{months} months ahead, every {every} years, is no time to look into",
            next_step=f"look 1 to {_LONGEST} months ahead, at multiples of 1 year or more",
        )
    end = _months_after(day, months)
    found = [
        Anniversary(when, year - int(moment.date[:4]), moment)
        for moment in timeline(store, kind=kind)
        for year in range(day.year, end.year + 1)
        if (when := _in_year(moment, year)) and _within(when, day, end)
    ]
    kept = [one for one in found if one.years > 0 and one.years % every == 0]
    return sorted(kept, key=lambda one: (one.next, one.moment.iri, one.moment.date))


def _in_year(moment: Moment, year: int) -> str:
    """Return the day or month of *moment* in *year*, or "" where neither is known."""
    start = moment.date.partition("/")[0].rstrip("~?%")
    if len(start) == len("2000-01-01") and start[5:].replace("-", "").isdigit():
        month, day = int(start[5:7]), int(start[8:])
        return f"{year}-{month:02}-{min(day, calendar.monthrange(year, month)[1]):02}"
    if len(start) == len("2000-01") and start[5:].isdigit() and int(start[5:]) <= _MONTHS:
        return f"{year}-{start[5:]}"
    return ""


def _within(when: str, first: date, end: date) -> bool:
    """Tell whether a day or a month reaches into the time from *first* to before *end*."""
    beginning = date.fromisoformat(when if len(when) > len("2000-01") else f"{when}-01")
    last = beginning
    if len(when) == len("2000-01"):
        last = beginning.replace(day=calendar.monthrange(beginning.year, beginning.month)[1])
    return beginning < end and last >= first


def _months_after(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > date.max.year:
        raise UsageError("no calendar reaches so far", next_step="look fewer months ahead")
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))
