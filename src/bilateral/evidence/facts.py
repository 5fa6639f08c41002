"""Everything that is known, with the places that state it: the bulk view of the evidence.

Looking up the citations of one triple after the other costs a query a triple; a page or a
projection needs all of them, so here every graph is read once. Both views read graphs with
:mod:`bilateral.evidence.places`: the places of a fact are those of its citations.
"""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

import pyoxigraph as ox

from bilateral.evidence.places import Place, is_accepted, is_reference, is_stating, places_of
from bilateral.rdf.terms import KNOWN


class Fact(NamedTuple):
    """A known triple.

    Attributes:
        subject: an IRI.
        predicate: an IRI.
        value: the object of the triple.
        places: what states it, sorted; empty for reference data and for inferred triples,
            whose premises :func:`bilateral.evidence.citations.citations` looks up.
        inferred: whether it is known by a rule alone.
        note: what was contracted into it, such as a date.
    """

    subject: str
    predicate: str
    value: ox.NamedNode | ox.Literal
    places: tuple[Place, ...] = ()
    inferred: bool = False
    note: str = ""

    @property
    def target(self) -> str:
        """Return the IRI of the value, or "" for a literal."""
        return self.value.value if isinstance(self.value, ox.NamedNode) else ""


def facts(store: ox.Store) -> list[Fact]:
    """Return every known triple of *store* that has no blank node, sorted."""
    places: dict[ox.Triple, set[Place]] = defaultdict(set)
    for graph in store.named_graphs():
        if isinstance(graph, ox.NamedNode) and is_stating(graph) and is_accepted(store, graph):
            stated_at = () if is_reference(graph) else places_of(store, graph)
            for quad in store.quads_for_pattern(None, None, None, graph):
                places[quad.triple].update(stated_at)
    known = [
        Fact(
            subject=quad.subject.value,
            predicate=quad.predicate.value,
            value=quad.object,
            places=tuple(sorted(places.get(quad.triple, ()))),
            inferred=quad.triple not in places,
        )
        for quad in store.quads_for_pattern(None, None, None, KNOWN)
        if isinstance(quad.subject, ox.NamedNode)
        and isinstance(quad.object, ox.NamedNode | ox.Literal)
    ]
    return sorted(known, key=fact_order)


def fact_order(fact: Fact) -> tuple[str, str, str, str]:
    """Return the key by which facts are sorted."""
    return (fact.subject, fact.predicate, str(fact.value), fact.note)
