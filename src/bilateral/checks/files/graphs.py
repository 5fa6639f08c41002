"""Checks of assertion graphs: every graph described, every description of a graph."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

import pyoxigraph as ox

from bilateral.checks.catalogue import issue
from bilateral.checks.files.index import Index, iri, is_type
from bilateral.rdf.vocabulary import BASE, BIL, EV, OA, PROV, SCHEMA, compact, spaces

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bilateral.errors import Issue
    from bilateral.rdf.turtle.statements import Statement

_GRAPH = ox.NamedNode(EV + "AssertionGraph")
_STATUS = EV + "status"
_NEEDED = (
    PROV + "wasDerivedFrom",
    _STATUS,
    PROV + "wasAttributedTo",
    PROV + "generatedAtTime",
)
_ABOUT_EVIDENCE = (EV, OA, PROV)
_ABOUT_WORLD = (BIL, SCHEMA)
_SPACE = re.compile(re.escape(BASE) + "([^/]+)/(?:graph|passage|source)/")


def blocks(index: Index) -> Iterator[Issue]:
    """Find graphs with triples that nothing describes or that stand in two files."""
    described = _described(index)
    for name, (first, *others) in sorted(_with_triples(index).items()):
        if name not in described:
            message = f"{compact(name)} is not described in g:provenance"
            yield issue("graph-undescribed", message, first.graph_at)
        for statement in others:
            message = f"{compact(name)} is written in {first.graph_at.path} too"
            yield issue("graph-in-two-files", message, statement.graph_at)


def descriptions(index: Index) -> Iterator[Issue]:
    """Find descriptions of graphs that lack something, or whose graph has no triples."""
    values: dict[tuple[str, str], set[object]] = defaultdict(set)
    for statement in index.provenance():
        values[iri(statement.subject), statement.predicate.value].add(statement.object)
    with_triples = _with_triples(index)
    for name, description in sorted(_described(index).items()):
        for predicate in _NEEDED:
            count = len(values[name, predicate])
            if not count or (predicate == _STATUS and count > 1):
                number = "more than one" if count else "no"
                message = f"{compact(name)} has {number} {compact(predicate)}"
                yield issue("graph-incomplete", message, description.subject_at)
        if name not in with_triples:
            message = f"{compact(name)} is described and holds no triple"
            yield issue("graph-empty", message, description.subject_at)


def _described(index: Index) -> dict[str, Statement]:
    return {
        iri(statement.subject): statement
        for statement in index.provenance()
        if is_type(statement) and statement.object == _GRAPH
    }


def _with_triples(index: Index) -> dict[str, list[Statement]]:
    """Return the graphs that hold triples, each with its first statement in each file."""
    firsts: dict[str, list[Statement]] = defaultdict(list)
    for file in index.project.of_kind("source"):
        in_file = {iri(statement.graph): statement for statement in reversed(file.statements)}
        for name, statement in in_file.items():
            if name and statement.graph != index.provenance_graph:
                firsts[name].append(statement)
    return firsts


def places(index: Index) -> Iterator[Issue]:
    """Find what is about the world among the evidence, and evidence among the world."""
    for statement in index.of("source"):
        name = statement.predicate.value
        if statement.graph is None:
            yield issue("wrong-graph", "this triple stands in no graph", statement.subject_at)
        elif statement.graph == index.provenance_graph and name.startswith(_ABOUT_WORLD):
            message = f"{compact(name)} is about the world and stands in g:provenance"
            yield issue("wrong-graph", message, statement.predicate_at)
        elif statement.graph != index.provenance_graph and name.startswith(_ABOUT_EVIDENCE):
            message = f"{compact(name)} is about evidence and stands in an assertion graph"
            step = "put it into g:provenance"
            yield issue("wrong-graph", message, statement.predicate_at, step)


def datasets(index: Index) -> Iterator[Issue]:
    """Find files that describe graphs, passages or documents of another dataset.

    Once for each file and dataset: where a project was renamed, every line is concerned.
    """
    own = spaces().dataset
    reported: set[tuple[str, str]] = set()
    for statement in index.of("source"):
        terms = ((statement.graph, statement.graph_at), (statement.subject, statement.subject_at))
        for term, location in terms:
            match = _SPACE.match(iri(term))
            if match and match[1] != own and (location.path, match[1]) not in reported:
                reported.add((location.path, match[1]))
                yield issue(
                    "foreign-dataset",
                    f"{iri(term)} belongs to the dataset {match[1]!r}; this one is {own!r}",
                    location,
                    f"write {own} in the IRI, or correct name: in graph/dataset.yml",
                )


CHECKS = (blocks, descriptions, places, datasets)
