"""Actors and what they share: the two-sided graph, and the ties between actors.

An actor (person, organization, state) is linked to an event, agreement or project in
which it takes part in any role. Two actors have a tie for every such thing they share.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, NamedTuple

import networkx as nx

from bilateral.compile.dates import bounds
from bilateral.errors import UsageError
from bilateral.network.project import project

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pyoxigraph as ox

ACTORS = frozenset({"Person", "Organization", "DiplomaticMission", "State"})
# What actors share, by the word that asks for it.
SHARED = {
    "events": frozenset({"Event", "Meeting", "Visit", "PublicStatement"}),
    "agreements": frozenset({"Agreement", "Treaty", "PoliticalCommitment"}),
    "projects": frozenset({"Project", "AidFlow"}),
}
_STATE = "State"


class Period(NamedTuple):
    """A time, ends included, as ISO days; an empty end is open."""

    first: str = ""
    last: str = ""

    def holds(self, dates: str) -> bool:
        """Tell whether one of the dates (EDTF, with commas) may fall into the time."""
        return not (self.first or self.last) or any(
            self._may_hold(one) for one in filter(None, dates.split(", "))
        )

    def _may_hold(self, edtf: str) -> bool:
        lower, upper = bounds(edtf)
        over = bool(self.first and upper and upper.isoformat() < self.first)
        to_come = bool(self.last and lower and lower.isoformat() > self.last)
        return not (over or to_come)


ALWAYS = Period()


class Tie(NamedTuple):
    """Two actors and the things that they share, with the citations of the links."""

    a: str
    b: str
    a_label: str
    b_label: str
    weight: int
    shared: tuple[str, ...]
    citations: tuple[str, ...]


def two_sided(
    store: ox.Store,
    *,
    by: Iterable[str] = tuple(SHARED),
    period: Period = ALWAYS,
    states: bool = False,
) -> nx.Graph:
    """Return actors and the things they take part in as a bipartite graph.

    Nodes are IRIs with ``label``, ``kind``, ``group``, ``date`` and ``bipartite`` (0 for
    actors, 1 for things). Edges carry ``citations``.

    Args:
        store: the whole dataset.
        by: which things: words of :data:`SHARED`.
        period: only things that may fall into this time; what has no date then stays out.
        states: whether states count as actors; the two take part in nearly everything,
            so with them everyone is linked to everyone.

    Raises:
        UsageError: there is no such word.
    """
    kinds = {kind for word in by for kind in _kinds(word)}
    whole = project(store)
    actors = {
        node
        for node, data in whole.nodes(data=True)
        if data["kind"] in ACTORS and (states or data["kind"] != _STATE)
    }
    things = {
        node
        for node, data in whole.nodes(data=True)
        if data["kind"] in kinds and period.holds(data["date"])
    }
    cited: dict[tuple[str, str], set[str]] = {}
    for start, end, data in whole.edges(data=True):
        for actor, thing in ((start, end), (end, start)):
            if actor in actors and thing in things:
                cited.setdefault((actor, thing), set()).update(data["citations"])
    graph = nx.Graph()
    for side, nodes in enumerate(({one for one, _ in cited}, {one for _, one in cited})):
        for node in sorted(nodes):
            held = whole.nodes[node]
            kept = {key: held[key] for key in ("label", "kind", "group", "date")}
            graph.add_node(node, bipartite=side, **kept)
    for (actor, thing), sources in sorted(cited.items()):
        graph.add_edge(actor, thing, citations=sorted(sources))
    return graph


def _kinds(word: str) -> frozenset[str]:
    if word not in SHARED:
        raise UsageError(
            f"actors are not linked by {word[:40]!r}",
            next_step=f"choose from {', '.join(SHARED)}",
        )
    return SHARED[word]


def actors_of(graph: nx.Graph) -> list[str]:
    """Return the actors of a two-sided graph, sorted."""
    return sorted(node for node, side in graph.nodes(data="bipartite") if side == 0)


def projected(graph: nx.Graph) -> nx.Graph:
    """Return the actors of a two-sided graph; ``weight`` counts the things that two share."""
    found = nx.bipartite.weighted_projected_graph(graph, actors_of(graph))
    # networkx adds the edges in the order of a set, which differs from process to process,
    # and communities depend on it.
    ordered = nx.Graph()
    ordered.add_nodes_from(sorted(found.nodes(data=True)))
    ties = ((min(a, b), max(a, b), weight) for a, b, weight in found.edges(data="weight"))
    ordered.add_weighted_edges_from(sorted(ties))
    return ordered


def ties(graph: nx.Graph) -> list[Tie]:
    """Return the ties of a two-sided graph, those of the most shared things first."""
    found = []
    for a, b, weight in projected(graph).edges(data="weight"):
        first, second = sorted((a, b), key=lambda one: (graph.nodes[one]["label"], one))
        shared = sorted(set(graph[a]) & set(graph[b]), key=lambda one: _when(graph, one))
        cited = itertools.chain.from_iterable(
            graph.edges[actor, thing]["citations"] for thing in shared for actor in (a, b)
        )
        found.append(
            Tie(
                first,
                second,
                graph.nodes[first]["label"],
                graph.nodes[second]["label"],
                weight,
                tuple(graph.nodes[one]["label"] for one in shared),
                tuple(sorted(set(cited))),
            )
        )
    return sorted(found, key=lambda one: (-one.weight, one.a_label, one.b_label, one.a, one.b))


def _when(graph: nx.Graph, node: str) -> tuple[str, str]:
    return (graph.nodes[node]["date"], node)
