"""Which things the page shows at first, and where.

A picture of everything is unreadable; what is left out is counted in the heading of
its panel and reached by search, by the details panel and by expanding.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import networkx as nx

from bilateral import settings
from bilateral.errors import UnknownNameError
from bilateral.network.layout import Layout, arrange
from bilateral.network.measures import ranked
from bilateral.network.project import (
    AGREEMENTS,
    AID,
    CULTURE,
    DIALOGUES,
    HISTORY,
    ORGANIZATIONS,
    OTHER,
    PEOPLE,
    STATES,
    VISITS,
)
from bilateral.rdf.vocabulary import BIL, ID
from bilateral.settings import current

if TYPE_CHECKING:
    from collections.abc import Sequence

_FEW = 24
# How many of the first view each panel has at first: without it, whatever has the most
# links (people who sign, for example) would fill the page.
_SHARES = {
    AGREEMENTS: 9,
    VISITS: 8,
    HISTORY: 7,
    AID: 10,
    DIALOGUES: 7,
    CULTURE: 6,
    ORGANIZATIONS: 4,
    PEOPLE: 8,
}
_PANELS = tuple(_SHARES)
# The fields in the order in which they are shown.
FIELDS = (STATES, *_PANELS, OTHER)
# In its panel, what binds in law stands before what does not and this before a single
# grant, and a series of talks before its rounds.
_FIRST = {"Treaty": 0, "PoliticalCommitment": 1, "DialogueMechanism": 0}
# Values and judgements: they say something about a thing and are read next to it.
_SECONDARY = frozenset(
    {
        *("Assessment", "Aim", "Observation", "MonetaryAmount", "Tenure", "AgreementAction"),
        *("Place", "Post"),
    }
)


class View(NamedTuple):
    """The first view: the same nodes in a layout for wide and in one for narrow screens."""

    wide: Layout
    narrow: Layout


def overview(graph: nx.MultiDiGraph, *, limit: int | None = None) -> View:
    """Return the most important things by field, between the two states.

    Every panel has its share; what a panel does not need goes to the others.
    """
    order = ranked(graph)
    kind = nx.get_node_attributes(graph, "kind")
    group = nx.get_node_attributes(graph, "group")
    states = _two_states(graph, order, kind)
    left, right = states[:1], states[1:]
    candidates = [iri for iri in order if group[iri] in _PANELS and kind[iri] not in _SECONDARY]
    candidates.sort(key=lambda iri: _FIRST.get(kind[iri], 2))
    limit = current.explorer_boxes if limit is None else limit
    chosen = _shared_out(candidates, group, limit - len(states))
    groups = [
        (name, [iri for iri in candidates if iri in chosen and group[iri] == name])
        for name in _PANELS
    ]
    totals = {name: sum(1 for iri in order if group[iri] == name) for name in _PANELS}
    return _view(groups, left, right, totals)


def _two_states(graph: nx.MultiDiGraph, order: list[str], kind: dict[str, str]) -> list[str]:
    """Return the states that a relationship relates, else the two that matter most.

    In the order of ``countries`` in ``graph/dataset.yml``: the first one stands at the left.
    """
    states = [iri for iri in order if kind[iri] == "State"]
    related = {
        end
        for start, end, key in graph.edges(keys=True)
        if kind[start] == "BilateralRelationship" and key == BIL + "relates"
    }
    codes = settings.countries()
    places = {f"{ID}state.{code}": place for place, code in enumerate(codes)}
    pair = [iri for iri in states if iri in related][:2] or states[:2]
    return sorted(pair, key=lambda iri: (places.get(iri, len(places)), iri))


def _shared_out(candidates: list[str], group: dict[str, str], limit: int) -> set[str]:
    """Return the first *limit* candidates, each panel within its share while others need it."""
    left = dict(_SHARES)
    first: list[str] = []
    rest: list[str] = []
    for iri in candidates:
        left[group[iri]] -= 1
        (first if left[group[iri]] >= 0 else rest).append(iri)
    return set([*first, *rest][: max(limit, 0)])


def neighbourhood(
    graph: nx.MultiDiGraph, focus: str, hops: int, *, limit: int | None = None
) -> View:
    """Return *focus* and what is at most *hops* links away from it, nearest first.

    Raises:
        UnknownNameError: *focus* is not a thing of the dataset.
    """
    if focus not in graph:
        raise UnknownNameError("thing", focus, next_step="search for it: `bilateral search`")
    distance = nx.single_source_shortest_path_length(
        graph.to_undirected(as_view=True), focus, cutoff=max(hops, 1)
    )
    order = sorted((iri for iri in ranked(graph) if iri in distance), key=distance.__getitem__)
    group = nx.get_node_attributes(graph, "group")
    near = [iri for iri in order if iri != focus]
    limit = current.explorer_boxes if limit is None else limit
    chosen = near[: limit - 1]
    groups = [(name, [iri for iri in chosen if group[iri] == name]) for name in FIELDS]
    totals = {name: sum(1 for iri in near if group[iri] == name) for name in FIELDS}
    return _view(groups, [focus], [], totals)


def _view(
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
    return View(wide, narrow)


def within(
    graph: nx.MultiDiGraph, most: int, view: View, focus: str | None = None
) -> nx.MultiDiGraph:
    """Return *graph* if it has at most *most* nodes, else *view* and the most important ones.

    With *focus*, what is nearest to it comes before the rest, so that a page on a small
    thing of a large dataset holds its surroundings.
    """
    if len(graph) <= most:
        return graph
    order = ranked(graph)
    if focus is not None:
        near = nx.single_source_shortest_path_length(graph.to_undirected(as_view=True), focus)
        order.sort(key=lambda iri: near.get(iri, len(graph)))
    boxes = {*view.wide.boxes, *view.narrow.boxes}
    return graph.subgraph([*boxes, *(iri for iri in order if iri not in boxes)][:most])
