"""Overlays: what an analysis says of each thing, for the explorer to size and colour by."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bilateral.network.actors import two_sided
from bilateral.network.roles import brokers, communities, positions
from bilateral.network.tracks import tracks

if TYPE_CHECKING:
    import pyoxigraph as ox


# Betweenness looks at every pair of things: on more than this it takes minutes.
_LARGEST = 6_000


class Overlay(NamedTuple):
    """One value a thing: numbers size it, texts colour it. ``note`` says what they mean."""

    id: str
    label: str
    note: str
    values: dict[str, float | str]


def overlays(store: ox.Store) -> list[Overlay]:
    """Return the overlays of the whole dataset; states are left out as in the tables.

    A dataset of more than some thousand actors and events has none.
    """
    graph = two_sided(store)
    if len(graph) > _LARGEST:
        return []
    measured = positions(graph)
    grouped = communities(graph)
    between = brokers(graph, tracks(store, graph), "security", "aid")
    return [
        Overlay(
            "partners",
            "Partners",
            "Actors with whom an actor shares an event, agreement or project.",
            {one.iri: one.partners for one in measured},
        ),
        Overlay(
            "betweenness",
            "Betweenness",
            "Share of the shortest paths between actors that lead through an actor.",
            {one.iri: one.betweenness for one in measured},
        ),
        Overlay(
            "brokers",
            "Between security and aid",
            "Share of the shortest paths between things of the two tracks through an actor.",
            {one.iri: one.score for one in between},
        ),
        Overlay(
            "communities",
            "Communities",
            "Actors who share more with each other than with others (Louvain).",
            {
                iri: f"{one.number}: {one.labels[0]}"
                for one in grouped
                for iri in one.members
                if len(one.members) > 1
            },
        ),
    ]
