"""Communities of the things on the page: linked more among themselves than with the rest.

The page arranges things by them, and a dataset that no picture can hold is folded into
them. The analysis (``bilateral analyse communities``) speaks of actors only; these hold
whatever is on the page.
"""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

import networkx as nx

from bilateral.network.measures import partition, simple
from bilateral.pages.explorer.positions import laid_out

_SEED = 1957
# A handful is read in its neighbourhood, and hundreds of panels would hide the large ones.
_LEAST = 4
_MOST = 40
# So many of its strongest ties draw a community to its place.
_TIES = 3


class Communities(NamedTuple):
    """Which community each thing is in, and where each of them stands in a picture of them."""

    number: dict[str, int]
    """The community of a thing, from 0 on, the largest first; none for the rest."""
    places: list[tuple[int, int]]
    """A place for each community, about -1000 to 1000."""


def communities(graph: nx.MultiDiGraph) -> Communities:
    """Return the communities of *graph* (Louvain, seeded): the same for the same network."""
    plain = simple(graph)
    found = partition(plain, lambda one: nx.community.louvain_communities(one, seed=_SEED))
    kept = sorted(
        (group for group in found if len(group) >= _LEAST), key=lambda one: (-len(one), one)
    )[:_MOST]
    number = {iri: place for place, group in enumerate(kept) for iri in group}
    return Communities(number, _places(plain, number, len(kept)))


def _places(plain: nx.Graph, number: dict[str, int], count: int) -> list[tuple[int, int]]:
    ties: list[Counter[int]] = [Counter() for _ in range(count)]
    for one, other in plain.edges:
        if one in number and other in number and number[one] != number[other]:
            ties[number[one]][number[other]] += 1
            ties[number[other]][number[one]] += 1
    drawn = nx.Graph()
    drawn.add_nodes_from(range(count))
    for one, partners in enumerate(ties):
        strongest = sorted(partners, key=lambda other: (-partners[other], other))[:_TIES]
        drawn.add_edges_from((one, other) for other in strongest)
    return laid_out(drawn)
