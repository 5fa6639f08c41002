"""Pictures for papers: ``draw``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable


def register(add: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """Add the command to the parser."""
    one = add("draw", "Draw a picture of the dataset for a paper or a slide")
    one.add_argument("picture", metavar="PICTURE", help="aid, dialogues, network, visits")
    one.add_argument(
        "-o", "--output", metavar="FILE", required=True, help="the file, ending in .svg or .png"
    )
    one.set_defaults(run=_draw)


def _draw(args: argparse.Namespace) -> int:
    import bilateral
    from bilateral.draw import draw
    from bilateral.files import write_atomic

    path = Path(args.output)
    data = draw(bilateral.load(args.root), args.picture, path.suffix.lower().lstrip("."))
    write_atomic(path, data)
    return 0
