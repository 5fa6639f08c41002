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
    found = nx.Graph()
    found.add_nodes_from(sorted(graph.nodes))
    found.add_edges_from(sorted({(min(one), max(one)) for one in graph.edges() if len({*one}) > 1}))
    return found


def groups(graph: nx.Graph, find: Callable[[nx.Graph], Iterable[Iterable[int]]]) -> list[list[str]]:
    """Return the groups of nodes that *find* sees in *graph*, each sorted.

    It is given numbers for names: sets of texts have another order in each process.
    """
    numbered: Any = nx.convert_node_labels_to_integers(
        graph, ordering="sorted", label_attribute="iri"
    )
    return [sorted(numbered.nodes[one]["iri"] for one in group) for group in find(numbered)]


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
