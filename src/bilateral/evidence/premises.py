"""Premises: from an inferred triple back to the known triples it follows from.

The rules of ``ontology/rules`` are read here in the other direction, with the same
axioms, so that the evidence of what was inferred is the evidence of its premises.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from bilateral.rdf import graph as rdf
from bilateral.rdf.terms import (
    DATE,
    INVERSE_OF,
    KNOWN,
    ONTOLOGY,
    PROPERTY_CHAIN,
    RDF_TYPE,
    SUBCLASS_OF,
    SUBPROPERTY_OF,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bilateral.rdf.graph import Term


def premises(store: ox.Store, triple: ox.Triple, rule: str) -> list[ox.Triple]:
    """Return the known triples from which *rule* may have drawn *triple*, sorted."""
    if rule not in _PREMISES or not isinstance(triple.subject, ox.NamedNode):
        return []
    candidates = _PREMISES[rule](store, triple, triple.subject)
    return sorted((premise for premise in candidates if premise != triple), key=str)


def _of_subclass(store: ox.Store, triple: ox.Triple, subject: ox.NamedNode) -> Iterator[ox.Triple]:
    for premise in _known(store, subject, RDF_TYPE):
        if isinstance(premise.object, ox.NamedNode) and triple.object in rdf.closure(
            store, premise.object, SUBCLASS_OF, ONTOLOGY
        ):
            yield premise


def _of_subproperty(
    store: ox.Store, triple: ox.Triple, subject: ox.NamedNode
) -> Iterator[ox.Triple]:
    for premise in _known(store, subject, None, triple.object):
        if triple.predicate in rdf.closure(store, premise.predicate, SUBPROPERTY_OF, ONTOLOGY):
            yield premise


def _of_symmetric(store: ox.Store, triple: ox.Triple, subject: ox.NamedNode) -> Iterator[ox.Triple]:
    if isinstance(triple.object, ox.NamedNode):
        yield from _known(store, triple.object, triple.predicate, subject)


def _of_inverse(store: ox.Store, triple: ox.Triple, subject: ox.NamedNode) -> Iterator[ox.Triple]:
    inverses = {
        *rdf.values(store, triple.predicate, INVERSE_OF, ONTOLOGY),
        *rdf.subjects(store, INVERSE_OF, triple.predicate, ONTOLOGY),
    }
    for inverse in inverses:
        if isinstance(triple.object, ox.NamedNode) and isinstance(inverse, ox.NamedNode):
            yield from _known(store, triple.object, inverse, subject)


def _of_transitive(
    store: ox.Store, triple: ox.Triple, subject: ox.NamedNode
) -> Iterator[ox.Triple]:
    first_steps = _known(store, subject, triple.predicate)
    yield from _two_steps(store, triple, first_steps, triple.predicate)


def _of_chain(store: ox.Store, triple: ox.Triple, subject: ox.NamedNode) -> Iterator[ox.Triple]:
    for axiom in rdf.values(store, triple.predicate, PROPERTY_CHAIN, ONTOLOGY):
        match rdf.items(store, axiom, ONTOLOGY):
            case [ox.NamedNode() as first, ox.NamedNode() as second]:
                yield from _two_steps(store, triple, _known(store, subject, first), second)
            case [ox.BlankNode() as backwards, ox.NamedNode() as second]:
                first_link = rdf.value(store, backwards, INVERSE_OF, ONTOLOGY)
                if isinstance(first_link, ox.NamedNode):
                    steps = _known(store, None, first_link, subject)
                    yield from _two_steps(store, triple, steps, second)


def _of_dates(store: ox.Store, _: ox.Triple, subject: ox.NamedNode) -> Iterator[ox.Triple]:
    yield from _known(store, subject, DATE)


def _two_steps(
    store: ox.Store,
    triple: ox.Triple,
    first_steps: list[ox.Triple],
    second: ox.NamedNode,
) -> Iterator[ox.Triple]:
    """Yield the pairs of known triples that lead from subject to object of *triple*.

    Args:
        store: the whole dataset.
        triple: what follows from a pair.
        first_steps: triples from or to the subject.
        second: the property of the second step, from the other end of the first one.
    """
    ends = (triple.subject, triple.object)
    for step in first_steps:
        middle = step.subject if step.object == triple.subject else step.object
        if isinstance(middle, ox.NamedNode) and middle not in ends:
            for second_step in _known(store, middle, second, triple.object):
                yield from (step, second_step)


def _known(
    store: ox.Store,
    subject: ox.NamedNode | None,
    predicate: ox.NamedNode | None,
    value: Term | None = None,
) -> list[ox.Triple]:
    return [quad.triple for quad in store.quads_for_pattern(subject, predicate, value, KNOWN)]


_PREMISES: dict[str, Callable[[ox.Store, ox.Triple, ox.NamedNode], Iterator[ox.Triple]]] = {
    "subclass": _of_subclass,
    "subproperty": _of_subproperty,
    "symmetric": _of_symmetric,
    "inverse": _of_inverse,
    "transitive": _of_transitive,
    "chain": _of_chain,
    "dates": _of_dates,
}
