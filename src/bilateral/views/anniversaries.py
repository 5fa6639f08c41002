"""Anniversaries that lie ahead, of things whose day or month is known."""

from __future__ import annotations

import calendar
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from bilateral.errors import UsageError
from bilateral.settings import Settings
from bilateral.views.timeline import Moment, timeline

if TYPE_CHECKING:
    import pyoxigraph as ox

# EDTF writes seasons as months above this.
_MONTHS = 12
_DAY, _MONTH = len("2000-01-01"), len("2000-01")


class Anniversary(NamedTuple):
    """A day or month to come, and how many years after the thing it is.

    ``next`` is a day (``2027-05-27``) or, where the source gives only a month, a
    month (``2027-05``).
    """

    next: str
    years: int
    moment: Moment


def anniversaries(
    store: ox.Store,
    day: date,
    *,
    months: int = Settings.anniversary_months.default,
    every: int = Settings.anniversary_years.default,
    kind: str = "Event",
) -> list[Anniversary]:
    """Return the anniversaries in the *months* that begin with *day*, in order.

    Args:
        store: the whole dataset.
        day: the first day of the time ahead.
        months: how many months ahead, at most 1200.
        every: only anniversaries of a multiple of these years.
        kind: only things of this class: its label, local name or IRI.

    A thing of which only the year is known has no anniversary; what lasted several
    days has that of its first. What was on 29 February is kept on the 28th in years
    that have no 29th.

    Raises:
        UsageError: *months* or *every* is out of range.
        UnknownNameError: *kind* is not the name of a class.
    """
    limit = int(Settings.anniversary_months.maximum)
    if not (1 <= months <= limit and every >= 1):
        raise UsageError(
            f"months must be from 1 to {limit} and every at least 1, not {months} and {every}",
            next_step="for example --months 12 --every 5",
        )
    end = _months_after(day, months)
    candidates = [
        Anniversary(when, year - int(moment.date[:4]), moment)
        for moment in timeline(store, kind=kind)
        for year in range(day.year, end.year + 1)
        if (when := _in_year(moment, year)) and _within(when, day, end)
    ]
    return sorted(
        (entry for entry in candidates if entry.years > 0 and entry.years % every == 0),
        key=lambda entry: (entry.next, entry.moment.iri, entry.moment.date),
    )


def _in_year(moment: Moment, year: int) -> str:
    """Return the day or month of *moment* in *year*, or "" where neither is known."""
    start = moment.date.partition("/")[0].rstrip("~?%")
    if len(start) == _DAY and start[5:].replace("-", "").isdigit():
        month, day = int(start[5:7]), int(start[8:])
        return f"{year}-{month:02}-{min(day, calendar.monthrange(year, month)[1]):02}"
    if len(start) == _MONTH and start[5:].isdigit() and int(start[5:]) <= _MONTHS:
        return f"{year}-{start[5:]}"
    return ""


def _within(when: str, first: date, end: date) -> bool:
    """Return whether a day or a month reaches into the time from *first* to before *end*."""
    beginning = date.fromisoformat(when if len(when) == _DAY else f"{when}-01")
    last = beginning
    if len(when) == _MONTH:
        last = beginning.replace(day=calendar.monthrange(beginning.year, beginning.month)[1])
    return beginning < end and last >= first


def _months_after(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > date.max.year:
        raise UsageError(
            "the calendar ends with the year 9999", next_step="look fewer months ahead"
        )
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))
