"""Merging: from curated files to one dataset.

Who says something stays in named graphs. What is known stands in the default graph,
each triple once, however many graphs state it: a sum over a fact that three sources
confirm must not be three times too big.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, TypeVar

import pyoxigraph as ox

from bilateral.compile.dates import refines
from bilateral.errors import DataError, Issue, Location
from bilateral.evidence.places import is_accepted
from bilateral.rdf.terms import (
    DATE,
    EVIDENCE,
    KNOWN,
    ONTOLOGY,
    RDF_TYPE,
    SOURCE,
    STATUS,
    TITLE,
    provenance,
)
from bilateral.rdf.vocabulary import DCTERMS, EV, spaces

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bilateral.compile.read import CuratedFile, Project

_Node = ox.NamedNode | ox.BlankNode
_Term = TypeVar("_Term", _Node, _Node | ox.Literal)
_DATASET_FILE = "graph/dataset.yml"
# The shapes are left out: they say how to check data, not what anything means.
_ONTOLOGY_GRAPHS = {
    "bilateral": ONTOLOGY,
    "stubs": ONTOLOGY,
    "evidence": EVIDENCE,
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
    described = {
        graph: file
        for file in (*project.of_kind("reference"), *project.of_kind("scheme"))
        if (graph := _graph_of(file))
    }
    store.extend(_descriptions(project, described))
    known = {*_accepted_graphs(store), *described}
    for graph in sorted(known, key=str):
        store.extend(
            ox.Quad(quad.subject, quad.predicate, quad.object)
            for quad in list(store.quads_for_pattern(None, None, None, graph))
        )
    for quad in _refined_dates(store):
        store.remove(quad)
    return store


def _graph_of(file: CuratedFile) -> ox.NamedNode | None:
    """Return the graph that the whole of *file* goes to, if it is one graph."""
    if file.kind == "reference":
        return ox.NamedNode(spaces().reference + file.stem)
    if file.kind == "scheme":
        return ox.NamedNode(spaces().scheme + file.stem)
    return _ONTOLOGY_GRAPHS.get(file.stem) if file.kind == "ontology" else None


def _quads(file: CuratedFile) -> Iterator[ox.Quad]:
    whole = _graph_of(file)
    # Blank nodes are numbered in the order of the file: names of the parser's own
    # making could collide between files and differ between two builds.
    numbered: dict[ox.BlankNode, ox.BlankNode] = {}
    prefix = "".join(ch for ch in file.stem if ch.isascii() and ch.isalnum())

    def renamed(term: _Term) -> _Term:
        if isinstance(term, ox.BlankNode):
            return numbered.setdefault(term, ox.BlankNode(f"{prefix}{len(numbered)}"))
        return term

    for statement in file.statements:
        graph = whole or (statement.graph if file.kind == "source" else None)
        if graph is None:  # a statement of a source outside any graph has no evidence
            continue
        value = renamed(statement.object)
        yield ox.Quad(renamed(statement.subject), statement.predicate, value, graph)


def _accepted_graphs(store: ox.Store) -> Iterator[ox.NamedNode]:
    for quad in store.quads_for_pattern(None, STATUS, None, provenance()):
        if isinstance(quad.subject, ox.NamedNode) and is_accepted(store, quad.subject):
            yield quad.subject


def _refined_dates(store: ox.Store) -> list[ox.Quad]:
    """Return the known dates that a finer known date of the same subject refines."""
    by_subject: dict[object, list[ox.Quad]] = defaultdict(list)
    for quad in store.quads_for_pattern(None, DATE, None, KNOWN):
        by_subject[quad.subject].append(quad)
    return [
        coarse
        for dates in by_subject.values()
        for coarse in dates
        if any(refines(_lexical(fine), _lexical(coarse)) for fine in dates if fine != coarse)
    ]


def _lexical(quad: ox.Quad) -> str:
    return quad.object.value if isinstance(quad.object, ox.Literal) else ""


def _descriptions(project: Project, described: Mapping[ox.NamedNode, CuratedFile]) -> list[ox.Quad]:
    references = project.dataset.get("references")
    entries = references if isinstance(references, dict) else {}
    quads: list[ox.Quad] = []
    issues: list[Issue] = []
    for graph, file in described.items():
        try:
            facts = _facts(file, entries.get(file.stem))
        except DataError as error:
            issues.extend(error.issues)
        else:
            quads += [ox.Quad(graph, *fact, provenance()) for fact in facts]
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
        (RDF_TYPE, ox.NamedNode(EV + "ReferenceGraph")),
        (TITLE, ox.Literal(title.strip(), language="en")),
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
        facts.append((SOURCE, address))
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
