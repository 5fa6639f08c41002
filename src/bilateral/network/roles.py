"""Positions of actors in the network: how central, in which community, between what."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

import networkx as nx

from bilateral.errors import UsageError
from bilateral.network.actors import actors_of, projected
from bilateral.network.measures import groups

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

# Communities are looked for in a random order of the nodes, always the same one.
_SEED = 1


class Position(NamedTuple):
    """What networkx measures of an actor.

    ``things`` it takes part in; ``partners`` it shares one with; ``strength``, the things
    shared with all partners added up; ``betweenness``, the share of shortest paths that
    lead through it; ``closeness``, how near it is to all it can reach; ``core``, the
    largest k such that it belongs to a group in which everyone has k partners.
    """

    iri: str
    label: str
    kind: str
    things: int
    partners: int
    strength: int
    betweenness: float
    closeness: float
    core: int


class Community(NamedTuple):
    """Actors who share more with each other than with others, the best linked first."""

    number: int
    size: int
    members: tuple[str, ...]
    labels: tuple[str, ...]
    about: tuple[str, ...]


class Broker(NamedTuple):
    """An actor between two tracks.

    ``first`` and ``second`` count its things on each; ``score`` is the share of shortest
    paths between things of the one and things of the other that lead through it.
    """

    iri: str
    label: str
    kind: str
    first: int
    second: int
    score: float


def positions(graph: nx.Graph, *, backend: str | None = None) -> list[Position]:
    """Return the measures of every actor of a two-sided graph, the most partners first."""
    ties = projected(graph)
    measured = {
        name: _run(measure, ties, backend)
        for name, measure in (
            ("betweenness", nx.betweenness_centrality),
            ("closeness", nx.closeness_centrality),
            ("core", nx.core_number),
        )
    }
    found = [
        Position(
            node,
            graph.nodes[node]["label"],
            graph.nodes[node]["kind"],
            graph.degree[node],
            ties.degree[node],
            ties.degree(node, weight="weight"),
            round(measured["betweenness"][node], 6),
            round(measured["closeness"][node], 6),
            measured["core"][node],
        )
        for node in actors_of(graph)
    ]
    return sorted(found, key=lambda one: (-one.partners, -one.strength, one.label, one.iri))


def communities(graph: nx.Graph, *, backend: str | None = None) -> list[Community]:
    """Return the communities (Louvain) of the actors of a two-sided graph, largest first."""
    ties = projected(graph)
    named = [
        sorted(
            group,
            key=lambda iri: (-ties.degree(iri, weight="weight"), graph.nodes[iri]["label"], iri),
        )
        for group in groups(
            ties, lambda one: _run(nx.community.louvain_communities, one, backend, seed=_SEED)
        )
    ]
    named.sort(key=lambda members: (-len(members), members))
    return [
        Community(
            number,
            len(members),
            tuple(members),
            tuple(graph.nodes[one]["label"] for one in members),
            _about(graph, members),
        )
        for number, members in enumerate(named, start=1)
    ]


def _about(graph: nx.Graph, members: list[str]) -> tuple[str, ...]:
    """Return the panels that the things of a community belong to, the most frequent first."""
    things = {thing for one in members for thing in graph[one]}
    counts = Counter(graph.nodes[thing]["group"] for thing in things)
    ordered = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    return tuple(f"{name} ({count})" for name, count in ordered)


def brokers(
    graph: nx.Graph,
    tracks: Mapping[str, str],
    first: str,
    second: str,
    *,
    backend: str | None = None,
) -> list[Broker]:
    """Return the actors between two tracks, the most important first.

    Args:
        graph: a two-sided graph.
        tracks: the track of every thing that is on one.
        first: the name of one track.
        second: the name of the other.
        backend: a networkx backend.
    """
    one_side, other_side = (
        sorted(node for node in graph if tracks.get(node) == track) for track in (first, second)
    )
    between = _run(
        nx.betweenness_centrality_subset,
        graph,
        backend,
        sources=one_side,
        targets=other_side,
        normalized=False,
    )
    pairs = len(one_side) * len(other_side)
    found = [
        Broker(
            node,
            graph.nodes[node]["label"],
            graph.nodes[node]["kind"],
            len(set(graph[node]).intersection(one_side)),
            len(set(graph[node]).intersection(other_side)),
            # networkx halves the sums of a graph without directions.
            round(2 * between[node] / pairs, 6),
        )
        for node in actors_of(graph)
        if between[node]
    ]
    return sorted(found, key=lambda one: (-one.score, one.label, one.iri))


def _run(
    algorithm: Callable[..., Any], graph: nx.Graph, backend: str | None, **options: Any
) -> Any:
    """Run an algorithm of networkx on another backend; what that lacks, networkx does itself.

    Raises:
        UsageError: the backend is not installed, or does not work with this networkx.
    """
    if backend is None:
        return algorithm(graph, **options)
    try:
        return algorithm(graph, backend=backend, **options)
    except NotImplementedError:
        return algorithm(graph, **options)
    # A backend made for another networkx fails with whatever it stumbles over.
    except Exception as error:
        there = ", ".join(sorted(set(nx.config.backends) | {"networkx"}))
        raise UsageError(
            f"the backend {backend[:40]!r} cannot be used: {error}",
            next_step=f"install one that fits networkx {nx.__version__}, or use one of {there}",
        ) from error
