"""Taking away: ``explore`` and ``export``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bilateral.cli.opening import opened
from bilateral.cli.options import add_known_on, add_setting, positive
from bilateral.cli.output import emit, on_terminal
from bilateral.errors import UsageError
from bilateral.settings import Settings
from bilateral.text import choose

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable


def register(add: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """Add the commands to the parser."""
    explore = add("explore", "Write the interactive graph as one file that needs no network")
    explore.add_argument("--focus", metavar="THING", help="this thing and its surroundings only")
    explore.add_argument(
        "--hops", metavar="N", type=positive, default=1, help="how far the surroundings reach (1)"
    )
    add_setting(
        explore,
        "--most",
        "N",
        Settings.explorer_things,
        "how many things the page holds at most",
    )
    explore.add_argument(
        "--with-sparql", action="store_true", help="let the page answer SPARQL, without a server"
    )
    explore.add_argument("-o", "--output", metavar="FILE", help="the file to write")
    add_known_on(explore)
    explore.set_defaults(run=_explore)

    export = add("export", "Write the dataset in one format")
    export.add_argument("export_format", metavar="FORMAT", help=_formats())
    export.add_argument("-o", "--output", metavar="FILE", help="the file to write")
    add_known_on(export)
    export.set_defaults(run=_export)


def _formats() -> str:
    from bilateral.formats.exports import FORMATS

    return ", ".join(FORMATS)


def _explore(args: argparse.Namespace) -> int:
    if args.output is None and on_terminal():
        raise UsageError(
            "the page is long and made for a browser", next_step="name its file: -o graph.html"
        )
    graph = opened(args)
    options: dict[str, Any] = {"most": args.most}
    if args.with_sparql:
        from bilateral.pages.explorer.sparql import parts

        options["ask"] = parts(graph.store, graph.queries)
    emit(graph.explore(args.focus, args.hops, **options), args.output)
    return 0


def _export(args: argparse.Namespace) -> int:
    from bilateral.formats.exports import FORMATS

    choose(args.export_format, FORMATS, "format")
    emit(opened(args).export(args.export_format), args.output)
    return 0
