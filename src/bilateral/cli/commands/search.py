"""``search``: things by name, in any script."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bilateral.cli.opening import open_graph
from bilateral.cli.options import (
    TABLES,
    add_format,
    add_known_on,
    add_language,
    add_setting,
    chosen,
)
from bilateral.cli.output import emit_json, emit_rows
from bilateral.settings import Settings

if TYPE_CHECKING:
    import argparse


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("text", metavar="TEXT", nargs="+", help="a name or a part of one")
    parser.add_argument("--kind", metavar="CLASS", help="only things of this class")
    add_language(parser)
    add_setting(parser, "--limit", "N", Settings.search_limit, "at most N hits")
    add_format(parser, TABLES)
    add_known_on(parser)


def run(args: argparse.Namespace) -> int:
    fmt = chosen(args)
    hits = open_graph(args).search(
        " ".join(args.text), kind=args.kind, limit=args.limit, lang=args.lang
    )
    if fmt == "json":
        emit_json([hit._asdict() for hit in hits])
        return 0
    rows = [(hit.label, hit.kind, "" if hit.matched == hit.label else hit.matched) for hit in hits]
    emit_rows(("name", "kind", "found_as"), rows, [hit.iri for hit in hits], fmt)
    return 0
