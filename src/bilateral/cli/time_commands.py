"""Time: ``timeline``, ``gaps`` and ``anniversaries``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bilateral.cli.look_commands import emit_rows
from bilateral.cli.opening import opened
from bilateral.cli.options import TABLES, add_format, add_known_on, add_setting, chosen
from bilateral.cli.output import emit_json
from bilateral.settings import Settings

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterable

    from bilateral.evidence.citations import Citation


def register(add: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """Add the commands to the parser."""
    timeline = add("timeline", "List dated things in order")
    timeline.add_argument("--from", dest="start", metavar="YEAR", help="not over before this time")
    timeline.add_argument("--to", dest="end", metavar="YEAR", help="not begun after this time")
    timeline.add_argument("--kind", metavar="CLASS", help="only things of this class")
    add_known_on(timeline)
    add_format(timeline, TABLES, _timeline)

    gaps = add("gaps", "Tell the times without a record: of a post, a dialogue or a class")
    gaps.add_argument("thing", metavar="THING", help="a post, a dialogue, or a class such as Visit")
    add_setting(gaps, "--days", "N", Settings.gap_days, "only gaps of N days or more")
    add_known_on(gaps)
    add_format(gaps, TABLES, _gaps)

    anniversaries = add("anniversaries", "List the anniversaries that lie ahead")
    anniversaries.add_argument("--on", metavar="DAY", help="look ahead from this day (today)")
    add_setting(anniversaries, "--months", "N", Settings.anniversary_months, "look N months ahead")
    add_setting(
        anniversaries, "--every", "N", Settings.anniversary_years, "only multiples of N years"
    )
    anniversaries.add_argument(
        "--kind", metavar="CLASS", default="Event", help="things of this class (Event)"
    )
    add_known_on(anniversaries)
    add_format(anniversaries, TABLES, _anniversaries)


def _timeline(args: argparse.Namespace) -> int:
    fmt = chosen(args)
    moments = opened(args).timeline(args.start, args.end, args.kind)
    if fmt == "json":
        emit_json([{**one._asdict(), "citations": _shorts(one.citations)} for one in moments])
        return 0
    rows = [(one.date, one.label, one.kind, _cited(one.citations)) for one in moments]
    names = ("date", "name", "kind", "source")
    emit_rows(names, rows, [one.iri for one in moments], fmt)
    return 0


def _gaps(args: argparse.Namespace) -> int:
    fmt = chosen(args)
    found = opened(args).gaps(args.thing, days=args.days)
    if fmt == "json":
        emit_json([{**one._asdict(), "citations": _shorts(one.citations)} for one in found])
        return 0
    rows = [
        (one.first, one.last, f"{one.days:,}", one.before, one.after, _cited(one.citations))
        for one in found
    ]
    names = ("first", "last", "days", "before", "after", "source")
    emit_rows(names, rows, [one.before_iri for one in found], fmt)
    return 0


def _anniversaries(args: argparse.Namespace) -> int:
    from datetime import UTC, datetime

    fmt = chosen(args)
    day = args.on or datetime.now(tz=UTC).date().isoformat()
    found = opened(args).anniversaries(day, months=args.months, every=args.every, kind=args.kind)
    if fmt == "json":
        emit_json(
            [
                {
                    "next": one.next,
                    "years": one.years,
                    **one.moment._asdict(),
                    "citations": _shorts(one.moment.citations),
                }
                for one in found
            ]
        )
        return 0
    rows = [
        (
            one.next,
            str(one.years),
            one.moment.date,
            one.moment.label,
            one.moment.kind,
            _cited(one.moment.citations),
        )
        for one in found
    ]
    names = ("next", "years", "date", "name", "kind", "source")
    emit_rows(names, rows, [one.moment.iri for one in found], fmt)
    return 0


def _shorts(cited: Iterable[Citation]) -> list[str]:
    return list(dict.fromkeys(one.short for one in cited))


def _cited(cited: Iterable[Citation]) -> str:
    return "; ".join(_shorts(cited))
