"""Premises: from an inferred triple back to the known triples it follows from.

The rules of ``ontology/rules`` are read here in the other direction, with the same
axioms, so that the evidence of what was inferred is the evidence of its premises.
"""

from __future__ import annotations

import pyoxigraph as ox

from bilateral.rdf.vocabulary import BIL, ONTOLOGY_GRAPH, OWL, RDF, RDFS

_Node = ox.NamedNode | ox.BlankNode
_Value = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
_DEFAULT = ox.DefaultGraph()
_ONTOLOGY = ox.NamedNode(ONTOLOGY_GRAPH)
_TYPE = ox.NamedNode(RDF + "type")
_DATE = ox.NamedNode(BIL + "date")
_SUBCLASS = ox.NamedNode(RDFS + "subClassOf")
_SUBPROPERTY = ox.NamedNode(RDFS + "subPropertyOf")
_INVERSE = ox.NamedNode(OWL + "inverseOf")


def premises(store: ox.Store, triple: ox.Triple, rule: str) -> list[ox.Triple]:
    """Return the known triples from which *rule* may have drawn *triple*."""
    subject, predicate, value = triple.subject, triple.predicate, triple.object
    if not isinstance(subject, ox.NamedNode):
        return []
    found: list[ox.Triple] = []
    if rule == "subclass":
        found = [
            one
            for one in _known(store, subject, _TYPE)
            if value in _above(store, one.object, _SUBCLASS)
        ]
    elif rule == "subproperty":
        found = [
            one
            for one in _known(store, subject, None, value)
            if predicate in _above(store, one.predicate, _SUBPROPERTY)
        ]
    elif rule == "symmetric" and isinstance(value, ox.NamedNode):
        found = _known(store, value, predicate, subject)
    elif rule == "inverse" and isinstance(value, ox.NamedNode):
        found = [
            one
            for other in _inverses(store, predicate)
            for one in _known(store, value, other, subject)
        ]
    elif rule == "transitive":
        found = _two_steps(store, triple, (predicate, False), predicate)
    elif rule == "chain":
        for first, second in _chains(store, predicate):
            found += _two_steps(store, triple, first, second)
    elif rule == "dates":
        found = _known(store, subject, _DATE)
    return sorted((one for one in found if one != triple), key=str)


def _known(
    store: ox.Store,
    subject: ox.NamedNode | None,
    predicate: ox.NamedNode | None,
    value: _Value | None = None,
) -> list[ox.Triple]:
    return [quad.triple for quad in store.quads_for_pattern(subject, predicate, value, _DEFAULT)]


def _axioms(
    store: ox.Store,
    subject: _Node | None,
    predicate: ox.NamedNode,
    value: _Node | None = None,
) -> list[ox.Triple]:
    return [quad.triple for quad in store.quads_for_pattern(subject, predicate, value, _ONTOLOGY)]


def _above(store: ox.Store, term: object, link: ox.NamedNode) -> set[object]:
    found: set[object] = set()
    waiting = [term]
    while waiting:
        one = waiting.pop()
        if isinstance(one, ox.NamedNode):
            higher = {axiom.object for axiom in _axioms(store, one, link)} - found
            found |= higher
            waiting += higher
    return found


def _inverses(store: ox.Store, predicate: ox.NamedNode) -> list[ox.NamedNode]:
    both = [axiom.object for axiom in _axioms(store, predicate, _INVERSE)]
    both += [axiom.subject for axiom in _axioms(store, None, _INVERSE, predicate)]
    return sorted({one for one in both if isinstance(one, ox.NamedNode)}, key=str)


def _chains(
    store: ox.Store, predicate: ox.NamedNode
) -> list[tuple[tuple[ox.NamedNode, bool], ox.NamedNode]]:
    """Return the chains of *predicate*: first link, whether it is read backwards, second."""
    found = []
    for axiom in _axioms(store, predicate, ox.NamedNode(OWL + "propertyChainAxiom")):
        head, tail = axiom.object, _one(store, axiom.object, RDF + "rest")
        first, second = _one(store, head, RDF + "first"), _one(store, tail, RDF + "first")
        backwards = isinstance(first, ox.BlankNode)
        first = _one(store, first, OWL + "inverseOf") if backwards else first
        if isinstance(first, ox.NamedNode) and isinstance(second, ox.NamedNode):
            found.append(((first, backwards), second))
    return found


def _one(store: ox.Store, subject: object, predicate: str) -> object:
    if not isinstance(subject, ox.NamedNode | ox.BlankNode):
        return None
    found = _axioms(store, subject, ox.NamedNode(predicate))
    return found[0].object if found else None


def _two_steps(
    store: ox.Store,
    triple: ox.Triple,
    first: tuple[ox.NamedNode, bool],
    second: ox.NamedNode,
) -> list[ox.Triple]:
    """Return the pairs of known triples that lead from subject to object of *triple*."""
    link, backwards = first
    subject, value = triple.subject, triple.object
    found: list[ox.Triple] = []
    if not isinstance(subject, ox.NamedNode):
        return found
    steps = _known(store, None, link, subject) if backwards else _known(store, subject, link)
    for step in steps:
        middle = step.subject if backwards else step.object
        if isinstance(middle, ox.NamedNode) and middle not in (subject, value):
            found += [one for last in _known(store, middle, second, value) for one in (step, last)]
    return found
