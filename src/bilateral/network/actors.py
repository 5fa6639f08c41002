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

if TYPE_CHECKING:
    from collections.abc import Iterable

ACTORS = frozenset({"Person", "Organization", "DiplomaticMission", "State"})
# Classes of what actors share, by the word of the option ``--by``.
SHARED = {
    "events": frozenset({"Event", "Meeting", "Visit", "PublicStatement"}),
    "agreements": frozenset({"Agreement", "Treaty", "PoliticalCommitment"}),
    "projects": frozenset({"Project", "AidFlow"}),
}
_STATE = "State"
_ATTRIBUTES = ("label", "kind", "group", "date")


class Period(NamedTuple):
    """A time, ends included, as ISO days; an empty end is open."""

    first: str = ""
    last: str = ""

    def holds(self, dates: str) -> bool:
        """Return whether one of the dates (EDTF, with commas) may fall into the period."""
        return not (self.first or self.last) or any(
            self._may_hold(date) for date in filter(None, dates.split(", "))
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
    network: nx.MultiDiGraph,
    *,
    by: Iterable[str] = tuple(SHARED),
    period: Period = ALWAYS,
    states: bool = False,
) -> nx.Graph:
    """Return actors and the things they take part in as a bipartite graph.

    Nodes are IRIs with ``label``, ``kind``, ``group``, ``date`` and ``bipartite`` (0 for
    actors, 1 for things). Edges carry ``citations``.

    Args:
        network: the things of the dataset, see :func:`bilateral.network.project.project`.
        by: which things: words of :data:`SHARED`.
        period: only things that may fall into this time; what has no date then stays out.
        states: whether states count as actors; the two take part in nearly everything,
            so with them everyone is linked to everyone.

    Raises:
        UsageError: *by* has a word that is not in :data:`SHARED`.
    """
    kinds = {kind for word in by for kind in _kinds(word)}
    actors = {
        node
        for node, kind in network.nodes(data="kind")
        if kind in ACTORS and (states or kind != _STATE)
    }
    things = {
        node
        for node, data in network.nodes(data=True)
        if data["kind"] in kinds and period.holds(data["date"])
    }
    citations: dict[tuple[str, str], set[str]] = {}
    for start, end, data in network.edges(data=True):
        for actor, thing in ((start, end), (end, start)):
            if actor in actors and thing in things:
                citations.setdefault((actor, thing), set()).update(data["citations"])
    graph = nx.Graph()
    for side in (0, 1):
        for node in sorted({ends[side] for ends in citations}):
            attributes = {name: network.nodes[node][name] for name in _ATTRIBUTES}
            graph.add_node(node, bipartite=side, **attributes)
    for (actor, thing), sources in sorted(citations.items()):
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
    ordered = nx.Graph()
    if not graph:  # networkx refuses to project a graph without nodes
        return ordered
    unordered = nx.bipartite.weighted_projected_graph(graph, actors_of(graph))
    # networkx adds the edges in the order of a set, which differs from process to process,
    # and communities depend on it.
    ordered.add_nodes_from(sorted(unordered.nodes(data=True)))
    weights = ((min(a, b), max(a, b), weight) for a, b, weight in unordered.edges(data="weight"))
    ordered.add_weighted_edges_from(sorted(weights))
    return ordered


def ties(graph: nx.Graph) -> list[Tie]:
    """Return the ties of a two-sided graph, those of the most shared things first."""
    rows = [_tie(graph, a, b, weight) for a, b, weight in projected(graph).edges(data="weight")]
    return sorted(rows, key=lambda tie: (-tie.weight, tie.a_label, tie.b_label, tie.a, tie.b))


def _tie(graph: nx.Graph, a: str, b: str, weight: int) -> Tie:
    label, date = graph.nodes(data="label"), graph.nodes(data="date")
    first, second = sorted((a, b), key=lambda node: (label[node], node))
    shared = sorted(set(graph[a]) & set(graph[b]), key=lambda node: (date[node], node))
    citations = itertools.chain.from_iterable(
        graph.edges[actor, thing]["citations"] for thing in shared for actor in (a, b)
    )
    return Tie(
        a=first,
        b=second,
        a_label=label[first],
        b_label=label[second],
        weight=weight,
        shared=tuple(label[node] for node in shared),
        citations=tuple(sorted(set(citations))),
    )
