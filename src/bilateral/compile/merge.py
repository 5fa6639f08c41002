"""Merging: from curated files to one dataset.

Who says something stays in named graphs. What is known stands in the default graph,
each triple once, however many graphs state it: a sum over a fact that three sources
confirm must not be three times too big.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import pyoxigraph as ox

from bilateral.compile.dates import refines
from bilateral.errors import DataError, Issue, Location
from bilateral.rdf.terms import provenance
from bilateral.rdf.vocabulary import BIL, DCTERMS, EV, EVIDENCE_GRAPH, ONTOLOGY_GRAPH, RDF, spaces

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bilateral.compile.read import CuratedFile, Project

_STATUS = ox.NamedNode(EV + "status")
_ACCEPTED = ox.NamedNode(EV + "Accepted")
_TYPE = ox.NamedNode(RDF + "type")
_DATE = ox.NamedNode(BIL + "date")
_DATASET_FILE = "graph/dataset.yml"
# The shapes are left out: they say how to check data, not what anything means.
_ONTOLOGY_GRAPHS = {
    "bilateral": ONTOLOGY_GRAPH,
    "stubs": ONTOLOGY_GRAPH,
    "evidence": EVIDENCE_GRAPH,
}


def merge(project: Project) -> ox.Store:
    """Return the dataset of *project* before inference.

    Named graphs hold what the files say; the default graph holds the union of
    accepted assertion graphs, reference files and concept schemes, without dates
    that a finer date of the same thing refines.

    Raises:
        DataError: ``graph/dataset.yml`` does not describe a reference file or
            scheme; ``issues`` lists every one.
    """
    store = ox.Store()
    for file in project.files:
        store.extend(_quads(file))
    described = [*project.of_kind("reference"), *project.of_kind("scheme")]
    store.extend(_descriptions(project, described))
    known = set(_accepted_graphs(store))
    known.update(ox.NamedNode(name) for file in described if (name := _graph_of(file)))
    for graph in sorted(known, key=str):
        store.extend(
            ox.Quad(quad.subject, quad.predicate, quad.object)
            for quad in list(store.quads_for_pattern(None, None, None, graph))
        )
    for quad in _refined_dates(store):
        store.remove(quad)
    return store


def _graph_of(file: CuratedFile) -> str | None:
    """Return the graph that the whole of *file* goes to, if it is one graph."""
    if file.kind == "reference":
        return spaces().reference + file.stem
    if file.kind == "scheme":
        return spaces().scheme + file.stem
    return _ONTOLOGY_GRAPHS.get(file.stem) if file.kind == "ontology" else None


def _quads(file: CuratedFile) -> Iterator[ox.Quad]:
    whole = _graph_of(file)
    target = ox.NamedNode(whole) if whole else None
    # Blank nodes are numbered in the order of the file: names of the parser's own
    # making could collide between files and differ between two builds.
    names: dict[ox.BlankNode, ox.BlankNode] = {}
    prefix = "".join(ch for ch in file.stem if ch.isascii() and ch.isalnum())

    def named(term: ox.NamedNode | ox.BlankNode) -> ox.NamedNode | ox.BlankNode:
        if isinstance(term, ox.BlankNode):
            return names.setdefault(term, ox.BlankNode(f"{prefix}{len(names)}"))
        return term

    for one in file.statements:
        graph = target or (one.graph if file.kind == "source" else None)
        if graph is None:  # a statement of a source outside any graph has no evidence
            continue
        value = one.object
        if isinstance(value, ox.NamedNode | ox.BlankNode):
            value = named(value)
        yield ox.Quad(named(one.subject), one.predicate, value, graph)


def _accepted_graphs(store: ox.Store) -> Iterator[ox.NamedNode]:
    statuses: dict[ox.NamedNode, set[object]] = defaultdict(set)
    for quad in store.quads_for_pattern(None, _STATUS, None, provenance()):
        if isinstance(quad.subject, ox.NamedNode):
            statuses[quad.subject].add(quad.object)
    return (graph for graph, found in statuses.items() if found == {_ACCEPTED})


def _refined_dates(store: ox.Store) -> list[ox.Quad]:
    """Return the known dates that a finer known date of the same subject refines."""
    dates: dict[object, list[ox.Quad]] = defaultdict(list)
    for quad in store.quads_for_pattern(None, _DATE, None, ox.DefaultGraph()):
        dates[quad.subject].append(quad)
    return [
        coarse
        for same in dates.values()
        for coarse in same
        if any(refines(_lexical(fine), _lexical(coarse)) for fine in same if fine != coarse)
    ]


def _lexical(quad: ox.Quad) -> str:
    return quad.object.value if isinstance(quad.object, ox.Literal) else ""


def _descriptions(project: Project, files: Iterable[CuratedFile]) -> list[ox.Quad]:
    entries = project.dataset.get("references")
    given = entries if isinstance(entries, dict) else {}
    quads: list[ox.Quad] = []
    issues: list[Issue] = []
    for file in files:
        graph = ox.NamedNode(_graph_of(file) or "")
        try:
            facts = _facts(file, given.get(file.stem))
        except DataError as error:
            issues.extend(error.issues)
            continue
        quads.extend(ox.Quad(graph, predicate, value, provenance()) for predicate, value in facts)
    if issues:
        raise DataError(
            f"{_DATASET_FILE} does not describe every reference file",
            next_step="correct what is listed",
            issues=issues,
        )
    return quads


def _facts(
    file: CuratedFile, entry: object
) -> list[tuple[ox.NamedNode, ox.NamedNode | ox.Literal]]:
    """Return what is said of a reference graph; DataError names what is missing."""
    title = entry.get("title") if isinstance(entry, dict) else None
    if not isinstance(entry, dict) or not isinstance(title, str) or not title.strip():
        raise _undescribed(
            "reference-undescribed",
            f"{file.path} has no title under references: {file.stem}:",
            f"add `{file.stem}: {{title: …, source: [https://…], licence: …}}` there",
        )
    facts: list[tuple[ox.NamedNode, ox.NamedNode | ox.Literal]] = [
        (_TYPE, ox.NamedNode(EV + "ReferenceGraph")),
        (ox.NamedNode(DCTERMS + "title"), ox.Literal(title.strip(), language="en")),
    ]
    sources = entry.get("source") or []
    for source in [sources] if isinstance(sources, str) else sources:
        address = _address(source)
        if address is None:
            raise _undescribed(
                "reference-source",
                f"the source {source!r} of {file.stem} is not a web address",
                "write the address in full, beginning with https://",
            )
        facts.append((ox.NamedNode(DCTERMS + "source"), address))
    licence = entry.get("licence")
    if isinstance(licence, str) and licence.strip():
        value = _address(licence) or ox.Literal(licence.strip())
        facts.append((ox.NamedNode(DCTERMS + "license"), value))
    return facts


def _address(text: object) -> ox.NamedNode | None:
    if not isinstance(text, str) or not text.startswith(("https://", "http://")):
        return None
    try:
        return ox.NamedNode(text)
    except ValueError:
        return None


def _undescribed(code: str, message: str, next_step: str) -> DataError:
    issue = Issue(code, "error", message, next_step, Location(_DATASET_FILE))
    return DataError(message, next_step=next_step, issues=[issue])
