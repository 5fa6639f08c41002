"""``timeline``: dated things in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bilateral.cli.opening import open_graph
from bilateral.cli.options import TABLES, add_format, add_known_on, chosen
from bilateral.cli.output import emit_json, emit_rows, short_citations

if TYPE_CHECKING:
    import argparse


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--from", dest="start", metavar="YEAR", help="not over before this time")
    parser.add_argument("--to", dest="end", metavar="YEAR", help="not begun after this time")
    parser.add_argument("--kind", metavar="CLASS", help="only things of this class")
    add_format(parser, TABLES)
    add_known_on(parser)


def run(args: argparse.Namespace) -> int:
    fmt = chosen(args)
    moments = open_graph(args).timeline(args.start, args.end, args.kind)
    citations = [short_citations(moment.citations) for moment in moments]
    if fmt == "json":
        emit_json(
            [
                {**moment._asdict(), "citations": shorts}
                for moment, shorts in zip(moments, citations, strict=True)
            ]
        )
        return 0
    rows = [
        (moment.date, moment.label, moment.kind, "; ".join(shorts))
        for moment, shorts in zip(moments, citations, strict=True)
    ]
    emit_rows(("date", "name", "kind", "source"), rows, [moment.iri for moment in moments], fmt)
    return 0
