"""Publishing: ``site``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bilateral.errors import UsageError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable


def register(add: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """Add the command to the parser."""
    one = add("site", "Write a folder of pages that any static host serves")
    one.add_argument("-o", "--out", metavar="DIR", default="site", help="the folder (site/)")
    one.add_argument(
        "--base-url", metavar="URL", default="", help="where it will stand; else links are relative"
    )
    one.add_argument("--no-checks", action="store_true", help="leave out the quality report")
    one.set_defaults(run=_site)


def _site(args: argparse.Namespace) -> int:
    import bilateral
    from bilateral.release import site

    base = args.base_url
    if base and not base.startswith(("https://", "http://")):
        raise UsageError(
            f"no address of a site: {base[:200]!r}",
            next_step="give it whole, such as https://example.org/relations/",
        )
    if base and not base.endswith("/"):
        base += "/"
    out = Path(args.out)
    count = site(bilateral.load(args.root), out, base=base, checks=not args.no_checks)
    sys.stderr.write(f"{count:,} files in {out}/; open {out / 'index.html'}\n")
    return 0
