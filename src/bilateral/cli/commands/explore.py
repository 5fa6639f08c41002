"""``explore``: the interactive graph as one file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bilateral.cli.opening import open_graph
from bilateral.cli.options import add_known_on, add_output, add_setting, positive
from bilateral.cli.output import emit, on_terminal
from bilateral.errors import UsageError
from bilateral.settings import Settings

if TYPE_CHECKING:
    import argparse


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--focus", metavar="THING", help="this thing and its surroundings only")
    parser.add_argument(
        "--hops", metavar="N", type=positive, default=1, help="how far the surroundings reach (1)"
    )
    add_setting(
        parser, "--most", "N", Settings.explorer_things, "how many things the page holds at most"
    )
    parser.add_argument(
        "--with-sparql", action="store_true", help="let the page answer SPARQL, without a server"
    )
    add_output(parser, "the file to write")
    add_known_on(parser)


def run(args: argparse.Namespace) -> int:
    if args.output is None and on_terminal():
        raise UsageError(
            "the page is long and made for a browser", next_step="name its file: -o graph.html"
        )
    graph = open_graph(args)
    options: dict[str, Any] = {"most": args.most}
    if args.with_sparql:
        from bilateral.pages.explorer.sparql import parts

        options["ask"] = parts(graph.store, graph.queries)
    emit(graph.explore(args.focus, args.hops, **options), args.output)
    return 0
