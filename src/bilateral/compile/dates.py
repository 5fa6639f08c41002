"""What days an EDTF date allows.

The EDTF package knows the calendar; this module decides what is admitted: levels
0 and 1 only, and an end that is open or unknown stays without a bound (the package
would guess ten years for it).
"""

from __future__ import annotations

import re
from calendar import IllegalMonthError, monthrange
from datetime import date
from functools import cache

from bilateral.errors import UsageError

_POINT = re.compile(
    r"""
      \d{4} (?: - [01]\d (?: - \d{2} )? )? [~?%]?         # 1957, 1957-04~, 1957-04-12
    | \d{4} - 2[1-4] [~?%]?                               # spring to winter
    | \d{4} - \d{2} - \d{2} T \d{2}:\d{2}:\d{2} (?: Z | [+-]\d{2}(?::\d{2})? )?
    | (?: \d{3}X | \d{2}XX ) [~?%]?                       # a decade, a century
    | \d{4} - (?: XX (?: -XX )? | \d{2} -XX ) [~?%]?      # a month or day not given
    """,
    re.VERBOSE | re.ASCII,
)
_PLAIN = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_DAY = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_NO_BOUND = ("", "..")


@cache
def bounds(edtf: str) -> tuple[date | None, date | None]:
    """Return the earliest and the latest day that *edtf* allows.

    Args:
        edtf: a date or interval of EDTF level 0 or 1, such as ``1957-04``,
            ``195X``, ``1957~`` or ``2019-04-01/..``.

    Returns:
        Both days, ends included; ``None`` where the end of an interval is open
        (``..``) or unknown (nothing).

    Raises:
        ValueError: not EDTF of level 0 or 1, no end at all, an interval whose end
            is before its start, or a year outside 1 to 9999.

    >>> bounds("1957-02")
    (datetime.date(1957, 2, 1), datetime.date(1957, 2, 28))
    >>> bounds("2019/..")
    (datetime.date(2019, 1, 1), None)
    """
    start, slash, end = edtf.partition("/")
    if not slash:
        return _point(edtf)
    if start in _NO_BOUND and end in _NO_BOUND:
        raise ValueError(f"{edtf!r} is an interval without any end")
    lower = None if start in _NO_BOUND else _point(start)[0]
    upper = None if end in _NO_BOUND else _point(end)[1]
    if lower and upper and upper < lower:
        raise ValueError(f"{edtf!r} ends before it starts")
    return lower, upper


def refines(fine: str, coarse: str) -> bool:
    """Return whether *fine* lies within *coarse* and leaves fewer days open.

    Text that is not an EDTF date refines nothing and is refined by nothing. So does
    a date of the same days with another qualifier: ``1957~`` against ``1957``.
    """
    try:
        inner, outer = bounds(fine), bounds(coarse)
    except ValueError:
        return False
    return inner != outer and _within(inner, outer)


def _within(inner: tuple[date | None, date | None], outer: tuple[date | None, date | None]) -> bool:
    after_start = outer[0] is None or (inner[0] is not None and inner[0] >= outer[0])
    before_end = outer[1] is None or (inner[1] is not None and inner[1] <= outer[1])
    return after_start and before_end


def _plain(text: str) -> tuple[date, date] | None:
    """Return the days of a plain year, month or day; a parser of grammars takes far longer."""
    match = _PLAIN.fullmatch(text)
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        first = date(year or 0, month or 1, day or 1)
    except ValueError:
        return None  # the parser of grammars says why
    if day:
        return first, first
    last = month or 12
    return first, date(first.year, last, monthrange(first.year, last)[1])


def _point(text: str) -> tuple[date, date]:
    plain = _plain(text)
    if plain:
        return plain
    if not _POINT.fullmatch(text):
        raise ValueError(f"{text!r} is not an EDTF date of level 0 or 1")
    # Imported late: a store that comes from a snapshot needs no calendar.
    from edtf import parse_edtf
    from edtf.parser.edtf_exceptions import EDTFParseException

    try:
        parsed = parse_edtf(text)
    except EDTFParseException as error:
        raise ValueError(f"{text!r} is not an EDTF date: no such day or month") from error
    low, high = parsed.lower_strict(), parsed.upper_strict()
    return date(low.tm_year, low.tm_mon, low.tm_mday), date(high.tm_year, high.tm_mon, high.tm_mday)


def day_of(text: str, *, last: bool) -> str:
    """Return the first or last day of a year, a month or a day, as ISO text.

    Raises:
        UsageError: *text* is none of them.
    """
    match = _DAY.fullmatch(text.strip())
    try:
        if match is None:
            raise ValueError(text)
        year = int(match[1])
        month = int(match[2] or (12 if last else 1))
        days = monthrange(year, month)[1] if last and not match[3] else 1
        return date(year, month, int(match[3] or days)).isoformat()
    except (ValueError, IllegalMonthError) as error:
        raise UsageError(
            f"{text[:40]!r} is not a year, month or day",
            next_step="write for example 1957, 1957-04 or 1957-04-28",
        ) from error
