"""``site``: a folder of pages that any static host serves."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bilateral.errors import UsageError

if TYPE_CHECKING:
    import argparse


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("-o", "--out", metavar="DIR", default="site", help="the folder (site/)")
    parser.add_argument(
        "--base-url", metavar="URL", default="", help="where it will stand; else links are relative"
    )
    parser.add_argument("--no-checks", action="store_true", help="leave out the quality report")


def run(args: argparse.Namespace) -> int:
    import bilateral
    from bilateral.release import site

    base = args.base_url
    if base and not base.startswith(("https://", "http://")):
        raise UsageError(
            f"--base-url must start with https:// or http://, not {base[:200]!r}",
            next_step="give it whole, such as https://example.org/relations/",
        )
    if base and not base.endswith("/"):
        base += "/"
    out = Path(args.out)
    count = site(bilateral.load(args.root), out, base=base, checks=not args.no_checks)
    sys.stderr.write(f"{count:,} files in {out}/; open {out / 'index.html'}\n")
    return 0
