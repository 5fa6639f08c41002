"""Positions of actors in the network: how central, in which community, between what."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

import networkx as nx

from bilateral.errors import UsageError
from bilateral.network.actors import actors_of, projected
from bilateral.network.measures import partition

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

# Louvain visits the nodes in a random order, always the same one.
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
    rows = [
        Position(
            iri=node,
            label=graph.nodes[node]["label"],
            kind=graph.nodes[node]["kind"],
            things=graph.degree[node],
            partners=ties.degree[node],
            strength=ties.degree(node, weight="weight"),
            betweenness=round(measured["betweenness"][node], 6),
            closeness=round(measured["closeness"][node], 6),
            core=measured["core"][node],
        )
        for node in actors_of(graph)
    ]
    return sorted(rows, key=lambda row: (-row.partners, -row.strength, row.label, row.iri))


def communities(graph: nx.Graph, *, backend: str | None = None) -> list[Community]:
    """Return the communities (Louvain) of the actors of a two-sided graph, largest first."""
    ties = projected(graph)
    label = graph.nodes(data="label")

    def detect(numbered: nx.Graph) -> list[set[int]]:
        louvain = nx.community.louvain_communities
        groups: list[set[int]] = _run(louvain, numbered, backend, seed=_SEED)
        return groups

    groups = [
        sorted(group, key=lambda iri: (-ties.degree(iri, weight="weight"), label[iri], iri))
        for group in partition(ties, detect)
    ]
    groups.sort(key=lambda members: (-len(members), members))
    return [
        Community(
            number=number,
            size=len(members),
            members=tuple(members),
            labels=tuple(label[iri] for iri in members),
            about=_about(graph, members),
        )
        for number, members in enumerate(groups, start=1)
    ]


def _about(graph: nx.Graph, members: list[str]) -> tuple[str, ...]:
    """Return the panels that the things of a community belong to, the most frequent first."""
    things = {thing for iri in members for thing in graph[iri]}
    counts = Counter(graph.nodes[thing]["group"] for thing in things)
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
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
    sources, targets = (
        sorted(node for node in graph if tracks.get(node) == track) for track in (first, second)
    )
    if not sources or not targets:
        return []
    between = _run(
        nx.betweenness_centrality_subset,
        graph,
        backend,
        sources=sources,
        targets=targets,
        normalized=False,
    )
    pairs = len(sources) * len(targets)
    rows = [
        Broker(
            iri=node,
            label=graph.nodes[node]["label"],
            kind=graph.nodes[node]["kind"],
            first=len(set(graph[node]).intersection(sources)),
            second=len(set(graph[node]).intersection(targets)),
            # networkx halves the sums of a graph without directions.
            score=round(2 * between[node] / pairs, 6),
        )
        for node in actors_of(graph)
        if between[node]
    ]
    return sorted(rows, key=lambda row: (-row.score, row.label, row.iri))


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
        installed = ", ".join(sorted(set(nx.config.backends) | {"networkx"}))
        raise UsageError(
            f"the backend {backend[:40]!r} cannot be used: {error}",
            next_step=f"install one that fits networkx {nx.__version__}, or use one of {installed}",
        ) from error
