"""How much of the dataset hangs on a thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx


def importance(graph: nx.MultiDiGraph) -> dict[str, float]:
    """Return, for every node, its distinct neighbours plus the passages that cite it.

    Two plain counts that a reader can check by hand, rather than a centrality that
    he cannot. Links that were inferred count as neighbours, not as passages.
    """
    found: dict[str, float] = {}
    for node in graph.nodes:
        neighbours: set[str] = set()
        passages: set[str] = set()
        edges = [*graph.in_edges(node, data=True), *graph.out_edges(node, data=True)]
        for start, end, data in edges:
            neighbours.update((start, end))
            passages.update(data["citations"])
        found[node] = float(len(neighbours - {node}) + len(passages))
    return found


def ranked(graph: nx.MultiDiGraph) -> list[str]:
    """Return the nodes, most important first; equals in the order of their IRIs."""
    weight = importance(graph)
    return sorted(graph.nodes, key=lambda node: (-weight[node], node))
