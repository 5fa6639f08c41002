"""Comparing two versions of the data: ``diff``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bilateral.cli.output import emit, emit_json, one_of, pick_format
from bilateral.errors import ToolError, UsageError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence

    import pyoxigraph as ox

    from bilateral.views.diff import Change

# The files of a build that can be compared; RDF/XML and JSON-LD are for other tools.
_FILES = {".trig": "TRIG", ".nq": "N_QUADS", ".ttl": "TURTLE", ".nt": "N_TRIPLES"}


def register(add: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """Add the command to the parser."""
    one = add("diff", "Tell what changed between two versions of the data")
    for name, when in (("old", "before"), ("new", "after")):
        one.add_argument(
            name, metavar=name.upper(), help=f"the data {when}: a project folder or a built file"
        )
    one.add_argument("--format", metavar="FORMAT", help="text, json, md")
    one.add_argument("-o", "--output", metavar="FILE", help="write to a file")
    one.add_argument(
        "--changelog", metavar="FILE", help="also write a new section at the top of this file"
    )
    one.add_argument("--title", metavar="TEXT", help="the title of that section")
    one.set_defaults(run=_diff)


def _diff(args: argparse.Namespace) -> int:
    from bilateral.rdf.vocabulary import within
    from bilateral.views.diff import dataset_of

    fmt = _format(args)
    _checked(args)
    old, new = _open(args.old), _open(args.new)
    # A built file may be of another dataset than the one at hand.
    with within(dataset_of(new)):
        _report(args, fmt, old, new)
    return 0


def _report(args: argparse.Namespace, fmt: str, old: ox.Store, new: ox.Store) -> None:
    from bilateral.views.diff import diff, is_known_only, render

    changes = diff(old, new)
    notes = [render.KNOWN_ONLY] if is_known_only(old) or is_known_only(new) else []
    if not (changes or notes) and _differ(old, new):
        notes = [render.ELSEWHERE]
    if args.changelog is not None:
        _write_changelog(args, changes, notes)
    if fmt == "json":
        # A list of changes has no place for a remark.
        for note in notes:
            print(f"bilateral: note: {note}", file=sys.stderr)
        emit_json(render.plain(changes), args.output)
    else:
        write = render.markdown if fmt == "md" else render.text
        emit(write(changes, notes), args.output)


def _format(args: argparse.Namespace) -> str:
    from bilateral.views.diff.render import FORMATS

    picked = pick_format(args.format, args.output, person="text", machine="json")
    # The ending .txt means a table elsewhere; here it is text.
    return one_of("text" if picked == "table" and not args.format else picked, FORMATS)


def _checked(args: argparse.Namespace) -> None:
    """Raise UsageError where the options for the changelog do not fit each other."""
    if (args.changelog is None) != (args.title is None):
        raise UsageError(
            "--changelog and --title belong together",
            next_step='give both, such as --changelog DATA.md --title "[0.2.0] - 2026-12-01"',
        )
    targets = [Path(one).resolve() for one in (args.changelog, args.output) if one is not None]
    if len(set(targets)) < len(targets):
        raise UsageError(
            "-o and --changelog name the same file",
            next_step="leave out -o: the changelog gets its section without it",
        )


def _open(given: str) -> ox.Store:
    """Return the dataset of a project folder or a built file.

    Raises:
        UsageError: it is neither.
        DataError: the files of the project are not valid.
        ToolError: it cannot be read, or is no RDF.
    """
    import pyoxigraph as ox

    path = Path(given)
    if path.is_dir():
        import bilateral

        return bilateral.load(path).store
    if path.exists() and path.suffix.lower() not in _FILES:
        raise UsageError(
            f"{given} is neither a project folder nor a built file",
            next_step=f"name a folder with ontology/, graph/ and queries/, or a file that ends "
            f"in {', '.join(_FILES)}",
        )
    store = ox.Store()
    try:
        data = path.read_bytes()
        fmt = getattr(ox.RdfFormat, _FILES.get(path.suffix.lower(), "TRIG"))
        store.bulk_load(input=data, format=fmt)
    except (OSError, ValueError) as error:
        raise ToolError(
            f"cannot read {given}: {getattr(error, 'strerror', None) or error}",
            next_step="name a project folder, or a file that `bilateral build` wrote",
        ) from error
    except SyntaxError as error:
        raise ToolError(
            f"cannot read {given}: line {error.lineno or 1}: {error.msg}",
            next_step="make the file anew with `bilateral build`",
        ) from error
    return store


def _differ(old: ox.Store, new: ox.Store) -> bool:
    """Whether two datasets differ at all, apart from the names of blank nodes."""
    first, second = ({one for one in store if "_:" not in str(one)} for store in (old, new))
    return first != second


def _write_changelog(args: argparse.Namespace, changes: Sequence[Change], notes: list[str]) -> None:
    from bilateral.files import write_atomic
    from bilateral.views.diff import render

    # Where a link leads is what is written, so that the link stays one.
    path = Path(args.changelog).resolve()
    try:
        old = path.read_bytes().decode("utf-8") if path.exists() else ""
    except (OSError, ValueError) as error:
        raise ToolError(
            f"cannot read {args.changelog}: {getattr(error, 'strerror', None) or error}",
            next_step="name a text file in UTF-8; nothing was changed",
        ) from error
    section = render.markdown(changes, notes)
    write_atomic(path, render.prepended(old, args.title, section).encode("utf-8"))
