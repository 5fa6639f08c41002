"""``format``: the curated files in canonical form."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bilateral import settings
from bilateral.cli.output import emit
from bilateral.errors import DataError, Issue, Location, UsageError
from bilateral.text import visible

if TYPE_CHECKING:
    import argparse

_PLACES = (("ontology", "**/*.ttl"), ("graph/reference", "*.ttl"), ("graph/sources", "*.trig"))


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "paths", metavar="PATH", nargs="*", help="files or folders (all curated files)"
    )
    parser.add_argument(
        "--check", action="store_true", help="write nothing; exit code 1 if a file would change"
    )


def run(args: argparse.Namespace) -> int:
    from bilateral.curate.format import format_file
    from bilateral.files import write_atomic

    root = settings.root(args.root)
    changed: dict[str, tuple[Path, bytes]] = {}
    errors: list[DataError] = []
    # Every file is read before one is written: a mistake in the last leaves all as they are.
    for path in _paths(root, args.paths):
        name = path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)
        try:
            data = format_file(path, name)
        except DataError as error:
            errors.append(error)
        else:
            if data is not None:
                changed[name] = (path, data)
    if errors:
        raise _merged(errors)
    for path, data in () if args.check else changed.values():
        write_atomic(path, data)
    emit("".join(f"{visible(name)}\n" for name in changed))
    return 1 if args.check and changed else 0


def _paths(root: Path, names: list[str]) -> list[Path]:
    """Return the files to format, each once; a path is seen from here or from *root*."""
    paths: list[Path] = []
    for place, pattern in () if names else _PLACES:
        paths += sorted((root / place).glob(pattern))
    for name in names:
        path = next((base / name for base in (Path.cwd(), root) if (base / name).exists()), None)
        if path is None:
            raise UsageError(
                f"there is no file {name}",
                next_step="name Turtle or TriG files, or folders of them",
            )
        if path.is_dir():
            paths += sorted(file for file in path.rglob("*") if _is_curated(file))
        elif _is_curated(path):
            paths.append(path)
        else:
            raise UsageError(
                f"{name} is neither Turtle nor TriG", next_step="name .ttl or .trig files"
            )
    # Where a link leads is what is written, so that the link stays one.
    return list(dict.fromkeys(path.resolve() for path in paths))


def _is_curated(path: Path) -> bool:
    from bilateral.curate.format import FORMATS

    return path.suffix in FORMATS and path.is_file()


def _merged(errors: list[DataError]) -> DataError:
    if len(errors) == 1:
        return errors[0]
    return DataError(
        f"{len(errors)} files are not valid; nothing was written",
        next_step="correct each of the places below",
        issues=[
            Issue("syntax", "error", error.message, error.next_step, error.location or Location(""))
            for error in errors
        ],
    )
