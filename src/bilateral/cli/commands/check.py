"""``check``: everything that is wrong, with its place and the next step."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bilateral import settings
from bilateral.cli.options import add_format, add_output, chosen
from bilateral.cli.output import emit
from bilateral.errors import UsageError

if TYPE_CHECKING:
    import argparse

    from bilateral.errors import Issue


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", metavar="PATH", nargs="*", help="problems of these files only")
    parser.add_argument("--texts", metavar="DIR", help="folder with <slug>.txt to verify against")
    parser.add_argument(
        "--only", metavar="ID", action="append", default=[], help="run this check only, e.g. D5"
    )
    parser.add_argument("--all", action="store_true", help="also reasoners and outer tools")
    parser.add_argument("--list", action="store_true", help="name all checks and run none")
    add_format(parser, ("text", "json", "md", "sarif"))
    add_output(parser, "write the report to a file")


def run(args: argparse.Namespace) -> int:
    from bilateral.checks.report import render
    from bilateral.checks.run import problems
    from bilateral.checks.run import run as run_checks

    if args.list:
        return _list()
    fmt = chosen(args)
    root = settings.root(args.root)
    if args.texts and not Path(args.texts).is_dir():
        raise UsageError(
            f"there is no folder {args.texts}",
            next_step="name the folder with the <slug>.txt files",
        )
    paths = [_relative(root, path) for path in args.paths]
    texts = Path(args.texts) if args.texts else None
    outcomes = run_checks(root, texts=texts, slow=args.all, only=args.only)
    issues = [issue for issue in problems(outcomes) if not paths or _concerns(issue, paths)]
    emit(render(outcomes, issues, fmt), args.output)
    return 1 if any(issue.level == "error" for issue in issues) else 0


def _list() -> int:
    from bilateral.checks.catalogue import catalogue

    lines = [f"{check.id:<4} {check.meaning} ({', '.join(check.codes)})" for check in catalogue()]
    emit("\n".join(lines) + "\n")
    return 0


def _relative(root: Path, name: str) -> str:
    """Return a path, seen from the project folder or from here, as issues name it."""
    for base in (Path.cwd(), root):
        path = (base / name).resolve()
        if path.exists() and path.is_relative_to(root):
            return path.relative_to(root).as_posix()
    raise UsageError(
        f"there is no file {name} in {root}", next_step="name a file or folder of the project"
    )


def _concerns(issue: Issue, paths: list[str]) -> bool:
    place = issue.location.path
    return any(path in (".", place) or place.startswith(path + "/") for path in paths)
