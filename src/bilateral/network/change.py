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

    The actors whose partners changed most come first. A tie that is not recorded in the
    later time has not necessarily ended.
    """
    ties_before, ties_after = projected(before), projected(after)
    nodes = {node: data for graph in (before, after) for node, data in graph.nodes(data=True)}

    def labels(iris: set[str]) -> tuple[str, ...]:
        return tuple(sorted(nodes[iri]["label"] for iri in iris))

    changes = []
    for iri in sorted({*actors_of(before), *actors_of(after)}):
        old, new = _partners(ties_before, iri), _partners(ties_after, iri)
        changes.append(
            Change(
                iri=iri,
                label=nodes[iri]["label"],
                kind=nodes[iri]["kind"],
                things_before=_degree(before, iri),
                things_after=_degree(after, iri),
                partners_before=len(old),
                partners_after=len(new),
                gained=labels(new - old),
                lost=labels(old - new),
            )
        )
    return sorted(changes, key=lambda row: (-len(row.gained) - len(row.lost), row.label, row.iri))


def _partners(ties: nx.Graph, iri: str) -> set[str]:
    return set(ties[iri]) if iri in ties else set()


def _degree(graph: nx.Graph, iri: str) -> int:
    return graph.degree[iri] if iri in graph else 0
