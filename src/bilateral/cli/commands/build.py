"""``build``: read, check, merge, infer, and write what people take away."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bilateral import settings
from bilateral.cli.output import emit
from bilateral.settings import current

if TYPE_CHECKING:
    import argparse


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "-o", "--out", metavar="DIR", default="build", help="folder to write into (build/)"
    )
    parser.add_argument("--quiet", action="store_true", help="print nothing but errors")


class _ProgressBar:
    """A bar on a terminal, once the build takes longer than a moment."""

    def __init__(self, *, enabled: bool) -> None:
        self._enabled = enabled
        self._start = time.monotonic()
        self._bar: Any = None
        self._task: Any = None

    def __call__(self, stage: str, done: int, total: int) -> None:
        if not self._enabled or time.monotonic() - self._start < current.progress_after:
            return
        if self._bar is None:
            # Imported late: most builds are over before a bar would help.
            from rich.console import Console
            from rich.progress import Progress

            self._bar = Progress(console=Console(stderr=True), transient=True)
            self._task = self._bar.add_task(stage)
            self._bar.start()
        self._bar.update(self._task, description=stage, completed=done, total=total)

    def close(self) -> None:
        """Remove the bar."""
        if self._bar is not None:
            self._bar.stop()


def run(args: argparse.Namespace) -> int:
    from bilateral.release import build

    interactive = sys.stderr is not None and sys.stderr.isatty()
    bar = _ProgressBar(enabled=interactive and not args.quiet)
    try:
        report = build(settings.root(args.root), Path(args.out), progress=bar)
    finally:
        bar.close()
    if not args.quiet:
        emit(report.text())
    return 0
