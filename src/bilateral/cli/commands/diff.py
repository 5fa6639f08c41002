"""``diff``: what changed between two versions of the data."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bilateral.cli.options import add_format, add_output, chosen
from bilateral.cli.output import emit, emit_json, note
from bilateral.errors import ToolError, UsageError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    import pyoxigraph as ox

    from bilateral.views.diff import Change

# The files of a build that can be compared; RDF/XML and JSON-LD are for other tools.
_SUFFIXES = (".trig", ".nq", ".ttl", ".nt")


def add_options(parser: argparse.ArgumentParser) -> None:
    for name, when in (("old", "before"), ("new", "after")):
        parser.add_argument(
            name, metavar=name.upper(), help=f"the data {when}: a project folder or a built file"
        )
    add_format(parser, ("text", "json", "md"))
    add_output(parser)
    parser.add_argument(
        "--changelog", metavar="FILE", help="also write a new section at the top of this file"
    )
    parser.add_argument("--title", metavar="TEXT", help="the title of that section")


def run(args: argparse.Namespace) -> int:
    from bilateral.rdf.vocabulary import within
    from bilateral.views.diff import dataset_of

    fmt = chosen(args)
    _check_changelog(args)
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
        for remark in notes:
            note(remark)
        emit_json(render.plain(changes), args.output)
    else:
        write = render.markdown if fmt == "md" else render.text
        emit(write(changes, notes), args.output)


def _check_changelog(args: argparse.Namespace) -> None:
    """Raise UsageError where the options for the changelog do not fit each other."""
    if (args.changelog is None) != (args.title is None):
        raise UsageError(
            "--changelog and --title belong together",
            next_step='give both, such as --changelog DATA.md --title "[0.2.0] - 2026-12-01"',
        )
    targets = [Path(name).resolve() for name in (args.changelog, args.output) if name is not None]
    if len(set(targets)) < len(targets):
        raise UsageError(
            "-o and --changelog name the same file",
            next_step="leave out -o: the changelog gets its section without it",
        )


def _open(name: str) -> ox.Store:
    """Return the dataset of a project folder or a built file.

    Raises:
        UsageError: it is neither.
        DataError: the files of the project are not valid.
        ToolError: it cannot be read, or is not RDF.
    """
    import pyoxigraph as ox

    from bilateral.files import read_bytes

    path = Path(name)
    if path.is_dir():
        import bilateral

        return bilateral.load(path).store
    if path.exists() and path.suffix.lower() not in _SUFFIXES:
        raise UsageError(
            f"{name} is neither a project folder nor a built file",
            next_step=f"name a folder with ontology/, graph/ and queries/, or a file that ends "
            f"in {', '.join(_SUFFIXES)}",
        )
    data = read_bytes(
        path, next_step="name a project folder, or a file that `bilateral build` wrote"
    )
    store = ox.Store()
    try:
        store.bulk_load(input=data, format=ox.RdfFormat.from_extension(path.suffix.lower()[1:]))
    except SyntaxError as error:
        raise ToolError(
            f"cannot read {name}: line {error.lineno or 1}: {error.msg}",
            next_step="make the file anew with `bilateral build`",
        ) from error
    except ValueError as error:
        raise ToolError(
            f"cannot read {name}: {error}",
            next_step="name a project folder, or a file that `bilateral build` wrote",
        ) from error
    return store


def _differ(old: ox.Store, new: ox.Store) -> bool:
    """Whether two datasets differ at all, apart from the names of blank nodes."""
    first, second = ({quad for quad in store if "_:" not in str(quad)} for store in (old, new))
    return first != second


def _write_changelog(args: argparse.Namespace, changes: Sequence[Change], notes: list[str]) -> None:
    from bilateral.files import decode, read_bytes, write_atomic
    from bilateral.views.diff import render

    # Where a link leads is what is written, so that the link stays one.
    path = Path(args.changelog).resolve()
    unchanged = "name a text file in UTF-8; nothing was changed"
    data = read_bytes(path, next_step=unchanged) if path.exists() else b""
    old = decode(data, args.changelog, next_step=unchanged)
    section = render.markdown(changes, notes)
    write_atomic(path, render.prepended(old, args.title, section).encode("utf-8"))
