"""``show``: all that is known of a thing, each line with its source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bilateral.cli.opening import open_graph
from bilateral.cli.options import add_format, add_known_on, add_language, chosen
from bilateral.cli.output import emit, emit_json

if TYPE_CHECKING:
    import argparse


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("thing", metavar="THING", help="a name, an alias or an IRI")
    add_language(parser)
    add_format(parser, ("text", "md", "json"))
    add_known_on(parser)


def run(args: argparse.Namespace) -> int:
    fmt = chosen(args)
    card = open_graph(args).show(args.thing, lang=args.lang)
    if fmt == "json":
        emit_json(card.to_dict())
    else:
        emit(card.markdown() if fmt == "md" else card.text())
    return 0
