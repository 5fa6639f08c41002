"""How two things are connected, step by step, with the sentences behind each step."""

from __future__ import annotations

from itertools import islice, pairwise
from typing import TYPE_CHECKING, NamedTuple

import networkx as nx
import pyoxigraph as ox

from bilateral.errors import UnknownNameError
from bilateral.evidence.citations import Citation, citations
from bilateral.network.measures import simple
from bilateral.network.project import project

if TYPE_CHECKING:
    from collections.abc import Iterator

# Both countries and their relationship touch nearly everything: a path through them
# says no more than that the two things are in this dataset. An opinion about two
# things does not connect them in the world.
_HUBS = frozenset({"State", "BilateralRelationship"})
_OPINIONS = frozenset({"Assessment", "Disagreement"})


class Step(NamedTuple):
    """One link of a path. ``forward`` is false where it is read from its object."""

    source: str
    predicate: str
    target: str
    forward: bool
    source_label: str
    predicate_label: str
    target_label: str
    citations: tuple[Citation, ...]


def paths(
    store: ox.Store, a: str, b: str, *, limit: int = 3, longest: int | None = None
) -> list[list[Step]]:
    """Return up to *limit* paths from *a* to *b*, shortest first.

    Paths through the two states or their relationship are given only when no other
    path exists, and paths through opinions only when there is none without;
    concepts are never a step. Without a path the list is empty; with *longest*, paths of
    more steps than that are left out.

    Raises:
        UnknownNameError: *a* or *b* is not a thing of the dataset.
    """
    graph = project(store, contract=False)
    for iri in (a, b):
        if iri not in graph:
            raise UnknownNameError("thing", iri, next_step="search for it: `bilateral search`")
    if a == b:
        return []
    hubs, opinions = (
        {node for node, data in graph.nodes(data=True) if data["kind"] in kinds} - {a, b}
        for kinds in (_HUBS, _OPINIONS)
    )
    whole = simple(graph)
    for avoided in (hubs | opinions, opinions, set()):
        allowed = whole.subgraph(set(whole) - avoided)
        routes = list(islice(_routes(allowed, a, b, longest), limit))
        if routes:
            return [[_step(store, graph, *pair) for pair in pairwise(route)] for route in routes]
    return []


def _routes(graph: nx.Graph, a: str, b: str, longest: int | None) -> Iterator[list[str]]:
    try:
        for route in nx.shortest_simple_paths(graph, a, b):
            if longest is not None and len(route) - 1 > longest:
                return
            yield route
    except nx.NetworkXNoPath:
        return


def _step(store: ox.Store, graph: nx.MultiDiGraph, source: str, target: str) -> Step:
    forward = graph.has_edge(source, target)
    start, end = (source, target) if forward else (target, source)
    predicate = min(graph[start][end])
    triple = ox.Triple(ox.NamedNode(start), ox.NamedNode(predicate), ox.NamedNode(end))
    return Step(
        source=source,
        predicate=predicate,
        target=target,
        forward=forward,
        source_label=graph.nodes[source]["label"],
        predicate_label=graph[start][end][predicate]["label"],
        target_label=graph.nodes[target]["label"],
        citations=citations(store, triple, accepted_only=True),
    )
