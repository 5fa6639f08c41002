"""One dataset out of curated files: read, check, merge, infer, and keep it as a snapshot."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from bilateral.compile import snapshot
from bilateral.errors import DataError

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    import pyoxigraph as ox

    from bilateral.compile.report import BuildReport
    from bilateral.questions.library import Library

Progress = Callable[[str, int, int], None]
STAGES = ("read", "check", "merge", "infer")
_CATALOGUE = "questions.json"


def assemble(
    root: Path, progress: Progress | None = None, *, known_on: date | None = None
) -> tuple[ox.Store, BuildReport]:
    """Return the finished dataset of *root* and the report on it; writes nothing.

    Args:
        root: the folder with ``ontology/``, ``graph/`` and ``queries/``.
        progress: called with (stage, done, total) before and after each stage.
        known_on: leave out what no document had said by the end of this day.

    Raises:
        DataError: the curated files are not valid; ``issues`` lists every problem.
        ToolError: a file cannot be read.
    """
    # Imported late: a start from a snapshot must not pay for the stages.
    from bilateral.checks.files import check
    from bilateral.compile.infer import infer
    from bilateral.compile.merge import merge
    from bilateral.compile.read import read_project
    from bilateral.compile.report import describe

    report = progress or _silent
    report("read", 0, 1)
    project = read_project(root)
    report("read", 1, 1)
    report("check", 0, 1)
    issues = check(project)
    errors = [issue for issue in issues if issue.level == "error"]
    if errors:
        raise DataError(
            f"the curated files are not valid: {len(errors)} "
            f"{'error' if len(errors) == 1 else 'errors'}",
            next_step="run `bilateral check` and correct what it lists",
            issues=issues,
        )
    report("check", 1, 1)
    if known_on is not None:
        from bilateral.compile.as_known import as_known_on

        project = as_known_on(project, known_on)
    report("merge", 0, 1)
    store = merge(project)
    report("merge", 1, 1)
    report("infer", 0, 1)
    inferred = infer(store, root / "ontology" / "rules")
    report("infer", 1, 1)
    return store, describe(store, inferred, issues)


def _silent(stage: str, done: int, total: int) -> None:
    del stage, done, total


def open_store(
    root: Path, digest: str, *, full: bool = True, known_on: date | None = None
) -> ox.Store:
    """Return the dataset of *root*, from a snapshot if one fits.

    Args:
        root: the folder with ``ontology/``, ``graph/`` and ``queries/``.
        digest: the :func:`bilateral.compile.snapshot.inputs_digest` of *root*.
        full: whether the named graphs are needed too; without them the store
            starts faster and holds at least the known triples.
        known_on: the dataset as it was known on this day, which has a snapshot of its own.

    Raises:
        DataError: the curated files are not valid; ``issues`` lists every problem.
    """
    digest = snapshot.digest_on(digest, known_on)
    store = snapshot.load_store(digest, full=full)
    if store is None:
        store = assemble(root, known_on=known_on)[0]
        save(root, store, digest)
    return store


def open_library(root: Path, digest: str) -> Library:
    """Return the named questions of *root*, from a snapshot if one fits.

    Raises:
        DataError: a query file is not valid.
    """
    from bilateral.questions.library import Library

    data = snapshot.read(digest, _CATALOGUE)
    if data is not None:
        try:
            return Library.from_json(data.decode("utf-8"))
        except (ValueError, TypeError, KeyError, AttributeError):
            # Written by another state of the program under the same digest: the files decide.
            pass
    return Library.from_folder(root / "queries")


def save(root: Path, store: ox.Store, digest: str) -> None:
    """Keep *store*, the finished dataset of *root*, as the snapshot of *digest*.

    The digest is taken before the files are read: a file that changes meanwhile
    leads to a new snapshot, never to a wrong one.

    Raises:
        DataError: a query file is not valid.
    """
    from bilateral.questions.library import Library

    catalogue = Library.from_folder(root / "queries").to_json().encode("utf-8")
    snapshot.save(store, digest, {_CATALOGUE: catalogue})
