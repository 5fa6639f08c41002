"""Communities of the page: what is linked among itself, the same each time, none too small."""

from __future__ import annotations

import math

import networkx as nx

from bilateral.pages.explorer.clusters import clusters

SIZES = (12, 9, 7)


def _cliques(turned: int = 0) -> nx.MultiDiGraph:
    """Return three cliques in a chain, a pair beside them and one thing alone."""
    edges = []
    for group, size in enumerate(SIZES):
        names = [f"{group}-{number:02}" for number in range(size)]
        edges += [(one, two) for one in names for two in names if one < two]
        edges += [(f"{group - 1}-00", f"{group}-01")] if group else []
    edges += [("pair-0", "pair-1"), ("pair-1", "pair-0"), ("alone", "alone")]
    return nx.MultiDiGraph(edges[turned:] + edges[:turned])


def test_each_clique_is_one_and_the_largest_comes_first() -> None:
    found = clusters(_cliques()).number
    assert {iri: found[iri] for iri in found if iri.endswith("-05")} == {
        "0-05": 0,
        "1-05": 1,
        "2-05": 2,
    }
    assert [list(found.values()).count(one) for one in range(3)] == list(SIZES)


def test_what_is_too_small_is_in_none() -> None:
    found = clusters(_cliques()).number
    assert not {"pair-0", "pair-1", "alone"} & set(found)


def test_the_order_of_links_changes_nothing() -> None:
    first = clusters(_cliques())
    assert all(clusters(_cliques(turned)) == first for turned in range(10, 100, 10))


def test_those_that_share_links_stand_closer() -> None:
    places = clusters(_cliques()).places
    assert len(places) == len(SIZES)
    first, middle, last = places
    assert math.dist(first, middle) < math.dist(first, last)
    assert math.dist(middle, last) < math.dist(first, last)


def test_nothing_has_none() -> None:
    assert clusters(nx.MultiDiGraph()) == ({}, [])
