"""What changed in the network of actors from one time to another."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bilateral.network.actors import actors_of, projected

if TYPE_CHECKING:
    import networkx as nx


class Change(NamedTuple):
    """An actor in two times: its things and partners, and which partners came and went."""

    iri: str
    label: str
    kind: str
    things_before: int
    things_after: int
    partners_before: int
    partners_after: int
    gained: tuple[str, ...]
    lost: tuple[str, ...]


def change(before: nx.Graph, after: nx.Graph) -> list[Change]:
    """Return how each actor's place changed between two two-sided graphs.

    The actors whose partners changed most come first. That a tie is not recorded in the
    later time does not say that it ended.
    """
    ties = [projected(graph) for graph in (before, after)]
    labels = {node: data for graph in (before, after) for node, data in graph.nodes(data=True)}
    found = []
    for node in sorted({*actors_of(before), *actors_of(after)}):
        old, new = (set(one[node]) if node in one else set() for one in ties)
        found.append(
            Change(
                node,
                labels[node]["label"],
                labels[node]["kind"],
                _degree(before, node),
                _degree(after, node),
                len(old),
                len(new),
                _names(labels, new - old),
                _names(labels, old - new),
            )
        )
    return sorted(found, key=lambda one: (-(len(one.gained) + len(one.lost)), one.label, one.iri))


def _degree(graph: nx.Graph, node: str) -> int:
    return graph.degree[node] if node in graph else 0


def _names(labels: dict[str, dict[str, str]], nodes: set[str]) -> tuple[str, ...]:
    return tuple(sorted(labels[one]["label"] for one in nodes))
