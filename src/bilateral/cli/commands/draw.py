"""``draw``: a picture of the dataset for a paper or a slide."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("picture", metavar="PICTURE", help="aid, dialogues, network, visits")
    parser.add_argument(
        "-o", "--output", metavar="FILE", required=True, help="the file, ending in .svg or .png"
    )


def run(args: argparse.Namespace) -> int:
    import bilateral
    from bilateral.draw import draw
    from bilateral.files import write_atomic

    path = Path(args.output)
    data = draw(bilateral.load(args.root), args.picture, path.suffix.lower().lstrip("."))
    write_atomic(path, data)
    return 0
