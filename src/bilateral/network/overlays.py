"""Overlays: what an analysis says of each thing, for the explorer to size and colour by."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bilateral.network.actors import two_sided
from bilateral.network.roles import brokers, communities, positions
from bilateral.network.tracks import tracks

if TYPE_CHECKING:
    import networkx as nx
    import pyoxigraph as ox


# Betweenness looks at every pair of things: on more than this it takes minutes.
_MAX_NODES = 6_000


class Overlay(NamedTuple):
    """One value a thing: numbers size it, texts colour it. ``note`` says what they mean."""

    id: str
    label: str
    note: str
    values: dict[str, float | str]


def overlays(store: ox.Store, network: nx.MultiDiGraph) -> list[Overlay]:
    """Return the overlays of the whole dataset; states are left out as in the tables.

    A dataset of more than some thousand actors and events has none.

    Args:
        store: the dataset.
        network: its things, see :func:`bilateral.network.project.project`.
    """
    graph = two_sided(network)
    if len(graph) > _MAX_NODES:
        return []
    measures = positions(graph)
    return [
        Overlay(
            "partners",
            "Partners",
            "Actors with whom an actor shares an event, agreement or project.",
            {actor.iri: actor.partners for actor in measures},
        ),
        Overlay(
            "betweenness",
            "Betweenness",
            "Share of the shortest paths between actors that lead through an actor.",
            {actor.iri: actor.betweenness for actor in measures},
        ),
        Overlay(
            "brokers",
            "Between security and aid",
            "Share of the shortest paths between things of the two tracks through an actor.",
            {
                broker.iri: broker.score
                for broker in brokers(graph, tracks(store, graph), "security", "aid")
            },
        ),
        Overlay(
            "communities",
            "Communities",
            "Actors who share more with each other than with others (Louvain).",
            {
                iri: f"{community.number}: {community.labels[0]}"
                for community in communities(graph)
                for iri in community.members
                if community.size > 1
            },
        ),
    ]
