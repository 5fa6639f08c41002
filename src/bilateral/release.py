"""What ``bilateral build`` writes: the dataset, its answers and its pages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from bilateral import settings
from bilateral.assemble import STAGES as ASSEMBLING
from bilateral.assemble import assemble, save
from bilateral.compile.snapshot import inputs_digest
from bilateral.errors import ToolError
from bilateral.files import write_atomic
from bilateral.rdf.serialize import serialize
from bilateral.rdf.vocabulary import EVIDENCE_GRAPH, ONTOLOGY_GRAPH, spaces, within

if TYPE_CHECKING:
    from bilateral.assemble import Progress
    from bilateral.compile.report import BuildReport
    from bilateral.kg import KnowledgeGraph

STAGES = (*ASSEMBLING, "write")


def build(root: Path, out: Path, *, progress: Progress | None = None) -> BuildReport:
    """Make everything that people take away and write it to *out*.

    That is the dataset (``NAME.trig``, ``.nq``; ``.ttl`` with what is known), the
    pages ``explorer.html`` and ``reference.html``, the description of the dataset
    for catalogues (``NAME.void.ttl``), in ``answers/`` an answer to every named
    query that the dataset has things for, and ``report.md``. All is made before the
    first file is written, so a failure leaves an earlier build as it was. The same input
    gives the same bytes.

    Raises:
        DataError: the curated files are not valid; ``issues`` lists every problem.
        ToolError: a file cannot be read or written.
    """
    from bilateral.kg import KnowledgeGraph

    with within(settings.dataset_name(root)), settings.within(root):
        digest = inputs_digest(root)
        store, report = assemble(root, progress)
        save(root, store, digest)
        files = _files(KnowledgeGraph(root, store=store), report)
    total = len(files)
    if progress:
        progress("write", 0, total)
    for done, (name, data) in enumerate(sorted(files.items()), start=1):
        write_atomic(out / name, data)
        if progress:
            progress("write", done, total)
    _remove_stale(out / "answers", {Path(name).name for name in files})
    return report


def _files(graph: KnowledgeGraph, report: BuildReport) -> dict[str, bytes]:
    return {
        **published(graph.root, graph.store),
        "explorer.html": graph.explore().encode("utf-8"),
        "report.md": report.markdown().encode("utf-8"),
        **_answers(graph),
    }


def published(root: Path, store: ox.Store) -> dict[str, bytes]:
    """Return the dataset in three formats, its description and the reference of its terms."""
    from bilateral.compile.read import read_dataset
    from bilateral.formats.void import describe
    from bilateral.pages.reference import reference

    quads = list(store)
    known = [quad for quad in quads if isinstance(quad.graph_name, ox.DefaultGraph)]
    data = {
        f"{spaces().dataset}.trig": serialize(quads, "trig"),
        f"{spaces().dataset}.nq": serialize(quads, "nquads"),
        f"{spaces().dataset}.ttl": serialize([quad.triple for quad in known], "turtle"),
    }
    return {
        **data,
        f"{spaces().dataset}.void.ttl": describe(store, read_dataset(root), data),
        "reference.html": reference(_terms(quads)).encode("utf-8"),
    }


def site(graph: KnowledgeGraph, out: Path, *, base: str = "", checks: bool = True) -> int:
    """Write the dataset as a folder of pages and return how many files it has.

    Args:
        graph: the dataset.
        out: the folder; an older site in it is replaced as a whole.
        base: the address at which it will stand, with a slash at its end.
        checks: whether the quality report is part of it; the checks take a while.

    Raises:
        UsageError: *out* holds files that are not a site.
        ToolError: a file cannot be written.
    """
    from bilateral.checks.run import run
    from bilateral.pages.site.placing import check, place
    from bilateral.pages.site.write import site_files

    check(out)
    with within(graph.dataset_name), settings.within(graph.root):
        outcomes = run(graph.root) if checks else None
        downloads = published(graph.root, graph.store)
        files = site_files(graph, downloads, base=base, outcomes=outcomes)
    place(files, out)
    return len(files)


def _terms(quads: list[ox.Quad]) -> list[ox.Triple]:
    """Return what the dataset says about its own terms: ontologies and concept schemes."""
    ours = (ONTOLOGY_GRAPH, EVIDENCE_GRAPH)
    return [
        quad.triple
        for quad in quads
        if isinstance(quad.graph_name, ox.NamedNode)
        and (quad.graph_name.value in ours or quad.graph_name.value.startswith(spaces().scheme))
    ]


def _answers(graph: KnowledgeGraph) -> dict[str, bytes]:
    from bilateral.formats.answers import render

    files: dict[str, bytes] = {}
    for name in sorted(graph.queries):
        params = graph.examples(name)
        if params is None:
            continue
        result = graph.query(name, params, cite=True)
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
