"""Making the dataset: ``build`` and ``check``."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bilateral.cli.output import emit, one_of, pick_format
from bilateral.errors import UsageError
from bilateral.settings import current

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from bilateral.errors import Issue


def register(add: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """Add the commands to the parser."""
    build = add("build", "Read, check, merge and infer; write the dataset and the page")
    build.add_argument(
        "-o", "--out", metavar="DIR", default="build", help="folder to write into (build/)"
    )
    build.add_argument("--quiet", action="store_true", help="print nothing but errors")
    build.set_defaults(run=_build)

    check = add("check", "Show everything that is wrong, with its place and the next step")
    check.add_argument("paths", metavar="PATH", nargs="*", help="problems of these files only")
    check.add_argument("--texts", metavar="DIR", help="folder with <slug>.txt to verify against")
    check.add_argument(
        "--only", metavar="ID", action="append", default=[], help="run this check only, e.g. D5"
    )
    check.add_argument("--all", action="store_true", help="also reasoners and outer tools")
    check.add_argument("--list", action="store_true", help="name all checks and run none")
    check.add_argument("--format", metavar="FORMAT", help="text, json, md or sarif")
    check.add_argument("-o", "--output", metavar="FILE", help="write the report to a file")
    check.set_defaults(run=_check)


class _Bar:
    """A bar on a terminal, once the build takes longer than a moment."""

    def __init__(self, *, wanted: bool) -> None:
        self._wanted = wanted
        self._start = time.monotonic()
        self._bar: Any = None
        self._task: Any = None

    def __call__(self, stage: str, done: int, total: int) -> None:
        if not self._wanted or time.monotonic() - self._start < current.progress_after:
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


def _build(args: argparse.Namespace) -> int:
    from bilateral import settings
    from bilateral.release import build

    interactive = sys.stderr is not None and sys.stderr.isatty()
    bar = _Bar(wanted=interactive and not args.quiet)
    try:
        report = build(settings.root(args.root), Path(args.out), progress=bar)
    finally:
        bar.close()
    if not args.quiet:
        emit(report.text())
    return 0


def _check(args: argparse.Namespace) -> int:
    from bilateral import settings
    from bilateral.checks.report import FORMATS, render
    from bilateral.checks.run import problems, run

    if args.list:
        return _list()
    given = args.format or ("md" if str(args.output or "").endswith(".md") else None)
    fmt = one_of(pick_format(given, args.output, person="text", machine="json"), FORMATS)
    root = settings.root(args.root)
    if args.texts and not Path(args.texts).is_dir():
        raise UsageError(
            f"there is no folder {args.texts}",
            next_step="name the folder with the <slug>.txt files",
        )
    wanted = [_inside(root, path) for path in args.paths]
    texts = Path(args.texts) if args.texts else None
    outcomes = run(root, texts=texts, slow=args.all, only=args.only)
    issues = [one for one in problems(outcomes) if not wanted or _concerns(one, wanted)]
    emit(render(outcomes, issues, fmt), args.output)
    return 1 if any(issue.level == "error" for issue in issues) else 0


def _list() -> int:
    from bilateral.checks.catalogue import catalogue

    lines = [f"{one.id:<4} {one.meaning} ({', '.join(one.codes)})" for one in catalogue()]
    emit("\n".join(lines) + "\n")
    return 0


def _inside(root: Path, given: str) -> str:
    """Return the path *given*, seen from the project folder or from here, as issues name it."""
    for base in (Path.cwd(), root):
        path = (base / given).resolve()
        if path.exists() and path.is_relative_to(root):
            return path.relative_to(root).as_posix()
    raise UsageError(
        f"there is no file {given} in {root}", next_step="name a file or folder of the project"
    )


def _concerns(issue: Issue, paths: list[str]) -> bool:
    place = issue.location.path
    return any(path in (".", place) or place.startswith(path + "/") for path in paths)
