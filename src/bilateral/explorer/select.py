"""Which things the page shows at first, and where.

A picture of everything is unreadable; what is left out is counted in the heading of
its panel and reached by search, by the details panel and by expanding.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import networkx as nx

from bilateral.errors import UnknownNameError
from bilateral.network.layout import Layout, arrange
from bilateral.network.measures import ranked
from bilateral.network.project import (
    AGREEMENTS,
    AID,
    CULTURE,
    DIALOGUES,
    HISTORY,
    OTHER,
    PEOPLE,
    STATES,
    VISITS,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

LIMIT = 60
_FEW = 24
_PANELS = (AGREEMENTS, VISITS, HISTORY, AID, DIALOGUES, CULTURE, PEOPLE)
# Values and judgements: they say something about a thing and are read next to it.
_SECONDARY = frozenset(
    {"Assessment", "Aim", "Observation", "MonetaryAmount", "Tenure", "AgreementAction", "Place"}
)


class View(NamedTuple):
    """The first view: two layouts of the same nodes, and of how many they are chosen."""

    wide: Layout
    narrow: Layout
    shown: int
    total: int


def overview(graph: nx.MultiDiGraph, *, limit: int = LIMIT) -> View:
    """Return the most important things by field, between the two states.

    The states stand in the order of how the relationship names them: the first two
    by IRI, which ISO codes reverse, so that Pakistan is at the left.
    """
    order = ranked(graph)
    kind = nx.get_node_attributes(graph, "kind")
    group = nx.get_node_attributes(graph, "group")
    states = sorted((one for one in order if kind[one] == "State"), reverse=True)[:2]
    left, right = states[:1], states[1:]
    candidates = [one for one in order if group[one] in _PANELS and kind[one] not in _SECONDARY]
    chosen = set(candidates[: max(limit - len(states), 0)])
    groups = [
        (name, [one for one in candidates if one in chosen and group[one] == name])
        for name in _PANELS
    ]
    totals = {name: sum(1 for one in order if group[one] == name) for name in _PANELS}
    return _view(graph, groups, left, right, totals)


def neighbourhood(graph: nx.MultiDiGraph, focus: str, hops: int, *, limit: int = LIMIT) -> View:
    """Return *focus* and what is at most *hops* links away from it, nearest first.

    Raises:
        UnknownNameError: *focus* is not a thing of the dataset.
    """
    if focus not in graph:
        raise UnknownNameError("thing", focus, next_step="search for it: `bilateral search`")
    distance = nx.single_source_shortest_path_length(
        graph.to_undirected(as_view=True), focus, cutoff=max(hops, 1)
    )
    order = sorted((one for one in ranked(graph) if one in distance), key=distance.__getitem__)
    group = nx.get_node_attributes(graph, "group")
    near = [one for one in order if one != focus]
    chosen = near[: limit - 1]
    names = (STATES, *_PANELS, OTHER)
    groups = [(name, [one for one in chosen if group[one] == name]) for name in names]
    totals = {name: sum(1 for one in near if group[one] == name) for name in names}
    return _view(graph, groups, [focus], [], totals)


def _view(
    graph: nx.MultiDiGraph,
    groups: Sequence[tuple[str, Sequence[str]]],
    left: Sequence[str],
    right: Sequence[str],
    totals: dict[str, int],
) -> View:
    few = sum(len(nodes) for _, nodes in groups) <= _FEW
    wide = arrange(groups, left=left, right=right, columns=2 if few else 3, totals=totals)
    narrow_left = left if right else ()
    stacked = [*groups] if right else [("In focus", left), *groups]
    narrow = arrange(stacked, left=narrow_left, right=right, columns=1, totals=totals)
    return View(wide, narrow, len(wide.boxes), len(graph))
