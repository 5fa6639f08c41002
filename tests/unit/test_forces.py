"""Places by forces: what is linked stands close, and nothing beyond the core install is needed."""

from __future__ import annotations

import math
import sys
from statistics import mean
from typing import TYPE_CHECKING

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from bilateral.pages.explorer.coordinates import coordinates
from bilateral.pages.explorer.forces import spring_places

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

GROUPS, SIZE = 4, 30


def _grouped() -> tuple[int, list[tuple[int, int]]]:
    """Return four rings with cross-links, joined to a chain of rings by one link each."""
    edges = set()
    for group in range(GROUPS):
        first = group * SIZE
        for number in range(SIZE):
            for step in (1, 3, 7):
                one, other = first + number, first + (number + step) % SIZE
                edges.add((min(one, other), max(one, other)))
        if group:
            edges.add((first - SIZE, first))
    return GROUPS * SIZE, sorted(edges)


def test_what_is_linked_stands_closer_than_what_is_not() -> None:
    count, edges = _grouped()
    places = spring_places(count, edges, seed=1)
    linked = mean(math.dist(places[one], places[other]) for one, other in edges)
    within = mean(
        math.dist(places[one], places[other])
        for one in range(count)
        for other in range(one)
        if one // SIZE == other // SIZE
    )
    across = mean(
        math.dist(places[one], places[other])
        for one in range(count)
        for other in range(one)
        if one // SIZE != other // SIZE
    )
    assert linked < within < across / 1.5


def test_another_seed_gives_another_picture_and_the_same_seed_the_same() -> None:
    count, edges = _grouped()
    assert spring_places(count, edges, seed=1) == spring_places(count, edges, seed=1)
    assert spring_places(count, edges, seed=1) != spring_places(count, edges, seed=2)


def test_nothing_and_one_thing_have_places_too() -> None:
    assert spring_places(0, [], seed=1) == []
    assert spring_places(1, [], seed=1) == [(0.0, 0.0)]


@settings(max_examples=50)
@given(st.data())
def test_every_node_stands_within_the_square_and_apart(data: st.DataObject) -> None:
    count = data.draw(st.integers(2, 40))
    pairs = [(one, other) for other in range(count) for one in range(other)]
    edges = data.draw(st.sets(st.sampled_from(pairs)))
    places = spring_places(count, sorted(edges), seed=data.draw(st.integers(0, 2**32)))
    assert len(set(places)) == count
    assert all(abs(part) <= 1 for place in places for part in place)


def test_a_large_network_needs_no_package_beyond_the_core(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The layout of networkx asks for scipy from 500 nodes on; only the drawing extra has it."""
    monkeypatch.setenv("BILATERAL_CACHE", str(tmp_path))
    monkeypatch.setitem(sys.modules, "scipy", None)
    network = nx.MultiDiGraph(nx.random_labeled_tree(700, seed=3))
    network = nx.relabel_nodes(network, str)
    found = coordinates(network)
    assert len(set(found.values())) > 600
