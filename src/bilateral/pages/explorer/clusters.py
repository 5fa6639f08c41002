"""Clusters of the things on the page: linked more among themselves than with the rest.

The page arranges things by them, and a dataset that does not fit into a picture is grouped
by them. The analysis (``bilateral analyse communities``) speaks of actors only; clusters
hold whatever is on the page.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import networkx as nx

from bilateral.network.measures import partition, simple
from bilateral.pages.explorer.coordinates import arranged

if TYPE_CHECKING:
    from collections.abc import Mapping

_SEED = 1957
# A handful is read in its neighbourhood, and hundreds of panels would hide the large ones.
_MIN_SIZE = 4
_MAX_CLUSTERS = 40
# So many of its strongest ties draw a cluster to its place.
_TIES = 3


class Clustering(NamedTuple):
    """Which cluster each thing is in, and where each of them stands in a picture of them."""

    number: dict[str, int]
    """The cluster of a thing, from 0 on, the largest first; some things have none."""
    places: list[tuple[int, int]]
    """A place for each cluster, about -1000 to 1000."""


def clusters(graph: nx.MultiDiGraph) -> Clustering:
    """Return the clusters of *graph* (Louvain, seeded): the same for the same network."""
    plain = simple(graph)
    groups = partition(
        plain, lambda numbered: nx.community.louvain_communities(numbered, seed=_SEED)
    )
    large = [group for group in groups if len(group) >= _MIN_SIZE]
    largest = sorted(large, key=lambda group: (-len(group), group))[:_MAX_CLUSTERS]
    number = {iri: place for place, group in enumerate(largest) for iri in group}
    return Clustering(number, _places(plain, number, len(largest)))


def _places(plain: nx.Graph, number: Mapping[str, int], count: int) -> list[tuple[int, int]]:
    ties: list[Counter[int]] = [Counter() for _ in range(count)]
    for start, end in plain.edges:
        if start in number and end in number and number[start] != number[end]:
            ties[number[start]][number[end]] += 1
            ties[number[end]][number[start]] += 1
    strongest = nx.Graph()
    strongest.add_nodes_from(range(count))
    for cluster, weights in enumerate(ties):
        partners = sorted(weights, key=lambda other: (-weights[other], other))[:_TIES]
        strongest.add_edges_from((cluster, other) for other in partners)
    return arranged(strongest)
