"""Checks of who-says-so: every graph described, every description of a graph."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

import pyoxigraph as ox

from bilateral.checks.files.index import TYPE, Index, iri
from bilateral.errors import Issue
from bilateral.rdf.vocabulary import BASE, BIL, EV, OA, PROV, SCHEMA, compact, spaces

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bilateral.rdf.turtle.statements import Statement

_GRAPH = ox.NamedNode(EV + "AssertionGraph")
_NEEDED = (
    PROV + "wasDerivedFrom",
    EV + "status",
    PROV + "wasAttributedTo",
    PROV + "generatedAtTime",
)
_ABOUT_EVIDENCE = (EV, OA, PROV)
_ABOUT_WORLD = (BIL, SCHEMA)
_SPACE = re.compile(re.escape(BASE) + "([^/]+)/(?:graph|passage|source)/")


def blocks(index: Index) -> Iterator[Issue]:
    """graph-undescribed, graph-in-two-files: graphs that hold triples."""
    described = _described(index)
    for name, (first, others) in sorted(_used(index).items()):
        if name not in described:
            yield Issue(
                "graph-undescribed",
                "error",
                f"nothing is said in g:provenance about {compact(name)}",
                "describe it there as an ev:AssertionGraph with its passage and status",
                first.graph_at,
            )
        for one in others:
            yield Issue(
                "graph-in-two-files",
                "error",
                f"{compact(name)} is written in {first.graph_at.path} too",
                "give the graph of one passage to one file",
                one.graph_at,
            )


def descriptions(index: Index) -> Iterator[Issue]:
    """graph-incomplete, graph-empty: descriptions of graphs."""
    facts: dict[tuple[str, str], set[object]] = defaultdict(set)
    for one in index.provenance():
        facts[iri(one.subject), one.predicate.value].add(one.object)
    used = _used(index)
    for name, one in sorted(_described(index).items()):
        for needed in _NEEDED:
            count = len(facts[name, needed])
            if not count or (needed == EV + "status" and count > 1):
                yield Issue(
                    "graph-incomplete",
                    "error",
                    f"{compact(name)} has {'more than one' if count else 'no'} {compact(needed)}",
                    "say from which passage it is, in what state, by whom and when",
                    one.subject_at,
                )
        if name not in used:
            yield Issue(
                "graph-empty",
                "error",
                f"{compact(name)} is described and holds no triple",
                "write its triples, or mark the passage with ev:nothingToState",
                one.subject_at,
            )


def _described(index: Index) -> dict[str, Statement]:
    return {
        iri(one.subject): one
        for one in index.provenance()
        if one.predicate == TYPE and one.object == _GRAPH
    }


def _used(index: Index) -> dict[str, tuple[Statement, list[Statement]]]:
    """Return the graphs with triples: the first of them, and one per further file."""
    found: dict[str, tuple[Statement, list[Statement]]] = {}
    for file in index.project.of_kind("source"):
        firsts = {iri(one.graph): one for one in reversed(file.statements)}
        for name, one in firsts.items():
            if name and one.graph != index.provenance_graph:
                found.setdefault(name, (one, []))
                if found[name][0] is not one:
                    found[name][1].append(one)
    return found


def places(index: Index) -> Iterator[Issue]:
    """wrong-graph: the world in the provenance graph, evidence in an assertion graph."""
    for one in index.of("source"):
        name = one.predicate.value
        if one.graph is None:
            yield Issue(
                "wrong-graph",
                "error",
                "this triple stands in no graph",
                "put it into the graph of the passage that states it",
                one.subject_at,
            )
        elif one.graph == index.provenance_graph and name.startswith(_ABOUT_WORLD):
            yield Issue(
                "wrong-graph",
                "error",
                f"{compact(name)} is about the world and stands in g:provenance",
                "put it into the graph of the passage that states it",
                one.predicate_at,
            )
        elif one.graph != index.provenance_graph and name.startswith(_ABOUT_EVIDENCE):
            yield Issue(
                "wrong-graph",
                "error",
                f"{compact(name)} is about evidence and stands in an assertion graph",
                "put it into g:provenance",
                one.predicate_at,
            )


def datasets(index: Index) -> Iterator[Issue]:
    """foreign-dataset: a file that describes graphs, passages or documents of another dataset.

    Once for each file and dataset: where a project was renamed, every line is concerned.
    """
    own = spaces().dataset
    reported: set[tuple[str, str]] = set()
    for one in index.of("source"):
        for term, at in ((one.graph, one.graph_at), (one.subject, one.subject_at)):
            match = _SPACE.match(iri(term))
            if match and match[1] != own and (at.path, match[1]) not in reported:
                reported.add((at.path, match[1]))
                yield Issue(
                    "foreign-dataset",
                    "error",
                    f"{iri(term)} belongs to the dataset {match[1]!r}; this one is {own!r}",
                    f"write {own} in the IRI, or correct name: in graph/dataset.yml",
                    at,
                )


CHECKS = (blocks, descriptions, places, datasets)
