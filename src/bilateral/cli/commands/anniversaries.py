"""``anniversaries``: the anniversaries that lie ahead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bilateral.cli.opening import open_graph
from bilateral.cli.options import TABLES, add_format, add_known_on, add_setting, chosen
from bilateral.cli.output import emit_json, emit_rows, short_citations
from bilateral.settings import Settings

if TYPE_CHECKING:
    import argparse


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--on", metavar="DAY", help="look ahead from this day (today)")
    add_setting(parser, "--months", "N", Settings.anniversary_months, "look N months ahead")
    add_setting(parser, "--every", "N", Settings.anniversary_years, "only multiples of N years")
    parser.add_argument(
        "--kind", metavar="CLASS", default="Event", help="things of this class (Event)"
    )
    add_format(parser, TABLES)
    add_known_on(parser)


def run(args: argparse.Namespace) -> int:
    from datetime import UTC, datetime

    fmt = chosen(args)
    day = args.on or datetime.now(tz=UTC).date().isoformat()
    anniversaries = open_graph(args).anniversaries(
        day, months=args.months, every=args.every, kind=args.kind
    )
    if fmt == "json":
        emit_json(
            [
                {
                    "next": anniversary.next,
                    "years": anniversary.years,
                    **anniversary.moment._asdict(),
                    "citations": short_citations(anniversary.moment.citations),
                }
                for anniversary in anniversaries
            ]
        )
        return 0
    rows = [
        (
            anniversary.next,
            str(anniversary.years),
            anniversary.moment.date,
            anniversary.moment.label,
            anniversary.moment.kind,
            "; ".join(short_citations(anniversary.moment.citations)),
        )
        for anniversary in anniversaries
    ]
    columns = ("next", "years", "date", "name", "kind", "source")
    emit_rows(columns, rows, [anniversary.moment.iri for anniversary in anniversaries], fmt)
    return 0
