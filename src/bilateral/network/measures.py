"""How much of the dataset hangs on a thing, and the plain form that algorithms are given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import networkx as nx

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


def simple(graph: nx.Graph) -> nx.Graph:
    """Return *graph* without directions, loops and repeated links.

    Nodes and links stand in sorted order, which the results of many algorithms depend on.
    """
    plain = nx.Graph()
    plain.add_nodes_from(sorted(graph.nodes))
    plain.add_edges_from(sorted({(min(a, b), max(a, b)) for a, b in graph.edges() if a != b}))
    return plain


def partition(
    graph: nx.Graph, detect: Callable[[nx.Graph], Iterable[Iterable[int]]]
) -> list[list[str]]:
    """Return the groups of nodes that the algorithm *detect* gives for *graph*, each sorted.

    It runs on numbers in place of IRIs: sets of texts have another order in each process.
    """
    numbered: Any = nx.convert_node_labels_to_integers(
        graph, ordering="sorted", label_attribute="iri"
    )
    return [sorted(numbered.nodes[number]["iri"] for number in group) for group in detect(numbered)]


def importance(graph: nx.MultiDiGraph) -> dict[str, float]:
    """Return, for every node, its distinct neighbours plus the passages that cite it.

    Two plain counts that a reader can check by hand, unlike a centrality. Links that
    were inferred count as neighbours, not as passages.
    """
    weights: dict[str, float] = {}
    for node in graph.nodes:
        neighbours: set[str] = set()
        passages: set[str] = set()
        edges = [*graph.in_edges(node, data=True), *graph.out_edges(node, data=True)]
        for start, end, data in edges:
            neighbours.update((start, end))
            passages.update(data["citations"])
        weights[node] = float(len(neighbours - {node}) + len(passages))
    return weights


def ranked(graph: nx.MultiDiGraph) -> list[str]:
    """Return the nodes, most important first; equals in the order of their IRIs."""
    weight = importance(graph)
    return sorted(graph.nodes, key=lambda node: (-weight[node], node))
