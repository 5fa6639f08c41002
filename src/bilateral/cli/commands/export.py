"""``export``: the dataset in one format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bilateral.cli.opening import open_graph
from bilateral.cli.options import add_known_on, add_output
from bilateral.cli.output import emit
from bilateral.formats.exports import FORMATS
from bilateral.text import choose

if TYPE_CHECKING:
    import argparse


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("export_format", metavar="FORMAT", help=", ".join(FORMATS))
    add_output(parser, "the file to write")
    add_known_on(parser)


def run(args: argparse.Namespace) -> int:
    # Before the dataset is opened, which may take a while.
    choose(args.export_format, FORMATS, "format")
    emit(open_graph(args).export(args.export_format), args.output)
    return 0
