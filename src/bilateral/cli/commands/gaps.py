"""``gaps``: the times without a record in the line of a post, a dialogue or a class."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bilateral.cli.opening import open_graph
from bilateral.cli.options import TABLES, add_format, add_known_on, add_setting, chosen
from bilateral.cli.output import emit_json, emit_rows, short_citations
from bilateral.settings import Settings

if TYPE_CHECKING:
    import argparse


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "thing", metavar="THING", help="a post, a dialogue, or a class such as Visit"
    )
    add_setting(parser, "--days", "N", Settings.gap_days, "only gaps of N days or more")
    add_format(parser, TABLES)
    add_known_on(parser)


def run(args: argparse.Namespace) -> int:
    fmt = chosen(args)
    gaps = open_graph(args).gaps(args.thing, days=args.days)
    if fmt == "json":
        emit_json([{**gap._asdict(), "citations": short_citations(gap.citations)} for gap in gaps])
        return 0
    rows = [
        (
            gap.first,
            gap.last,
            f"{gap.days:,}",
            gap.before,
            gap.after,
            "; ".join(short_citations(gap.citations)),
        )
        for gap in gaps
    ]
    columns = ("first", "last", "days", "before", "after", "source")
    emit_rows(columns, rows, [gap.before_iri for gap in gaps], fmt)
    return 0
