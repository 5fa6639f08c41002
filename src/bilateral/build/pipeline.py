"""The build: read, check, merge, infer, write."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from bilateral.build import snapshot
from bilateral.build.checks import check
from bilateral.build.infer import infer
from bilateral.build.merge import merge
from bilateral.build.read import read_project
from bilateral.build.report import BuildReport, describe
from bilateral.build.write import serialize, write_atomic
from bilateral.errors import DataError, ToolError
from bilateral.namespaces import DATASET, EVIDENCE_GRAPH, ONTOLOGY_GRAPH, SCHEME_PREFIX

if TYPE_CHECKING:
    from datetime import date

__all__ = ["STAGES", "BuildReport", "Progress", "assemble", "build"]

Progress = Callable[[str, int, int], None]
STAGES = ("read", "check", "merge", "infer", "write")


def _silent(stage: str, done: int, total: int) -> None:
    del stage, done, total


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
    tell = progress or _silent
    tell("read", 0, 1)
    project = read_project(root)
    tell("read", 1, 1)
    tell("check", 0, 1)
    issues = check(project)
    errors = [issue for issue in issues if issue.level == "error"]
    if errors:
        raise DataError(
            f"the curated files are not valid: {len(errors)} "
            f"{'error' if len(errors) == 1 else 'errors'}",
            next_step="run `bilateral check` and correct what it lists",
            issues=issues,
        )
    tell("check", 1, 1)
    if known_on is not None:
        from bilateral.build.as_known import as_known_on

        project = as_known_on(project, known_on)
    tell("merge", 0, 1)
    store = merge(project)
    tell("merge", 1, 1)
    tell("infer", 0, 1)
    inferred = infer(store, root / "ontology" / "rules")
    tell("infer", 1, 1)
    return store, describe(store, inferred, issues)


def build(root: Path, out: Path, *, progress: Progress | None = None) -> BuildReport:
    """Make everything that people take away and write it to *out*.

    That is the dataset (``pk-jp.trig``, ``.nq``; ``.ttl`` with what is known), the
    pages ``explorer.html`` and ``reference.html``, the description of the dataset
    for catalogues (``pk-jp.void.ttl``), an answer to every named query in ``answers/``, and
    ``report.md``. All is made before the first file is written, so a failure leaves
    an earlier build as it was. The same input gives the same bytes.

    Raises:
        DataError: the curated files are not valid; ``issues`` lists every problem.
        ToolError: a file cannot be read or written.
    """
    tell = progress or _silent
    digest = snapshot.inputs_digest(root)
    store, report = assemble(root, tell)
    snapshot.save(root, store, digest)
    files = _files(root, store, report)
    total = len(files)
    tell("write", 0, total)
    for done, (name, data) in enumerate(sorted(files.items()), start=1):
        write_atomic(out / name, data)
        tell("write", done, total)
    _remove_stale(out / "answers", {Path(name).name for name in files})
    return report


def _files(root: Path, store: ox.Store, report: BuildReport) -> dict[str, bytes]:
    from bilateral.explorer.page import whole

    return {
        **published(root, store),
        "explorer.html": whole(store).encode("utf-8"),
        "report.md": report.markdown().encode("utf-8"),
        **_answers(root),
    }


def published(root: Path, store: ox.Store) -> dict[str, bytes]:
    """Return the dataset in three formats, its description and the reference of its terms."""
    from bilateral.build.read import read_dataset
    from bilateral.publish.description import describe as describe_for_catalogues
    from bilateral.publish.reference import reference

    quads = list(store)
    known = [quad for quad in quads if isinstance(quad.graph_name, ox.DefaultGraph)]
    data = {
        f"{DATASET}.trig": serialize(quads, "trig"),
        f"{DATASET}.nq": serialize(quads, "nquads"),
        f"{DATASET}.ttl": serialize([quad.triple for quad in known], "turtle"),
    }
    return {
        **data,
        f"{DATASET}.void.ttl": describe_for_catalogues(store, read_dataset(root), data),
        "reference.html": reference(_terms(quads)).encode("utf-8"),
    }


def _terms(quads: list[ox.Quad]) -> list[ox.Triple]:
    """Return what the dataset says about its own terms: ontologies and concept schemes."""
    ours = (ONTOLOGY_GRAPH, EVIDENCE_GRAPH)
    return [
        quad.triple
        for quad in quads
        if isinstance(quad.graph_name, ox.NamedNode)
        and (quad.graph_name.value in ours or quad.graph_name.value.startswith(SCHEME_PREFIX))
    ]


def _answers(root: Path) -> dict[str, bytes]:
    from bilateral.kg import KnowledgeGraph
    from bilateral.queries.formats import render

    graph = KnowledgeGraph(root)
    files: dict[str, bytes] = {}
    for name in sorted(graph.queries):
        result = graph.query(name, graph.queries[name].needed_examples(), cite=True)
        for fmt in ("md", "csv"):
            files[f"answers/{name}.{fmt}"] = render(result, fmt)
    return files


def _remove_stale(folder: Path, current: set[str]) -> None:
    """Remove the answers to queries that are no longer there."""
    try:
        for path in sorted(folder.glob("*")):
            if path.suffix in (".md", ".csv") and path.name not in current:
                path.unlink()
    except OSError as error:
        raise ToolError(
            f"cannot remove an old answer in {folder}: {error.strerror or error}",
            next_step="remove it by hand",
        ) from error
