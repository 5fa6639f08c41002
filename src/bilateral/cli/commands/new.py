"""``new``: a project about the relations of two other states."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bilateral import settings
from bilateral.cli.output import emit
from bilateral.text import terminal

if TYPE_CHECKING:
    import argparse


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", metavar="DIR", help="the folder to make; it must be empty")
    parser.add_argument(
        "--between",
        nargs=2,
        metavar=("CODE", "CODE"),
        required=True,
        help="the two states by their ISO 3166 codes, such as KE FR",
    )
    parser.add_argument(
        "--languages",
        metavar="LANGS",
        help="languages of names and sources, such as en,sw,ja (those of the dataset copied)",
    )


def run(args: argparse.Namespace) -> int:
    from bilateral.curate.project import new_project, place

    languages = None if args.languages is None else args.languages.replace(" ", "").split(",")
    project = new_project(settings.root(args.root), tuple(args.between), languages)
    place(project, Path(args.folder))
    questions = sum(name.startswith("queries/") for name in project.files)
    lines = [
        f"wrote {args.folder}: {project.title} (dataset {project.name}), {questions} questions",
    ]
    if project.left_out:
        lines.append(f"    left out, as they do not fit: {', '.join(sorted(project.left_out))}")
    lines.append(f"    next: bilateral --root {args.folder} build, then see its README.md")
    emit(terminal("\n".join(lines)) + "\n")
    return 0
