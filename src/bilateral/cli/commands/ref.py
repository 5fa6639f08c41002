"""``ref``: what a class, a property or a concept means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bilateral.cli.opening import open_graph
from bilateral.cli.options import add_format, add_known_on, chosen
from bilateral.cli.output import emit, emit_json

if TYPE_CHECKING:
    import argparse


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("term", metavar="TERM", nargs="?", help="its name; without it, all terms")
    add_format(parser, ("text", "json"))
    add_known_on(parser)


def run(args: argparse.Namespace) -> int:
    from bilateral.rdf.vocabulary import compact
    from bilateral.views.terms import lookup, terms

    fmt = chosen(args)
    store = open_graph(args).store
    entries = lookup(store, args.term) if args.term is not None else terms(store)
    if fmt == "json":
        emit_json([entry._asdict() for entry in entries])
    elif args.term is not None:
        emit("\n\n".join(entry.text() for entry in entries) + "\n")
    else:
        longest = max((len(compact(entry.iri)) for entry in entries), default=0)
        lines = [
            f"{compact(entry.iri):<{longest}}  {entry.used:>5}  {entry.definition}"
            for entry in entries
        ]
        emit("\n".join(lines) + "\n")
    return 0
