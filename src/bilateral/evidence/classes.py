"""Classes of things: the most specific ones, and the one a thing is shown under."""

from __future__ import annotations

import pyoxigraph as ox

from bilateral.evidence.labels import label
from bilateral.rdf.terms import provenance
from bilateral.rdf.vocabulary import (
    BIL,
    CONCEPT,
    EVIDENCE_GRAPH,
    ONTOLOGY_GRAPH,
    RDF,
    RDFS,
    compact,
)

_TYPE = ox.NamedNode(RDF + "type")
_SUBCLASS = ox.NamedNode(RDFS + "subClassOf")
_DEFAULT = ox.DefaultGraph()
_ONTOLOGY = ox.NamedNode(ONTOLOGY_GRAPH)
_ONTOLOGIES = (ox.NamedNode(ONTOLOGY_GRAPH), ox.NamedNode(EVIDENCE_GRAPH))


def classes_of(store: ox.Store, iri: str) -> list[str]:
    """Return the ``bil:`` classes of *iri* that no other class of it specialises."""
    given = {
        quad.object.value
        for quad in store.quads_for_pattern(ox.NamedNode(iri), _TYPE, None, _DEFAULT)
        if isinstance(quad.object, ox.NamedNode) and quad.object.value.startswith(BIL)
    }
    return sorted(given - {above for one in given for above in _superclasses(store, one)})


def class_of(store: ox.Store, iri: str) -> str | None:
    """Return the most specific ``bil:`` class of *iri*, or ``None``."""
    found = classes_of(store, iri)
    return found[0] if found else None


def _superclasses(store: ox.Store, iri: str) -> set[str]:
    found: set[str] = set()
    waiting = [iri]
    while waiting:
        for quad in store.quads_for_pattern(
            ox.NamedNode(waiting.pop()), _SUBCLASS, None, _ONTOLOGY
        ):
            above = quad.object
            if isinstance(above, ox.NamedNode) and above.value not in found:
                found.add(above.value)
                waiting.append(above.value)
    return found - {iri}


def kind_of(store: ox.Store, iri: str) -> str:
    """Return the label of the most specific class of *iri*, or an empty text.

    Concepts, sources and terms of the ontology have no ``bil:`` class; they are
    named by what they are.
    """
    found = class_of(store, iri)
    if found:
        return label(store, found)
    if iri.startswith(CONCEPT):
        return "concept" if "." in iri.removeprefix(CONCEPT) else "concept scheme"
    graphs = (provenance(), *_ONTOLOGIES, _DEFAULT)
    for graph in graphs:
        types = sorted(
            quad.object.value
            for quad in store.quads_for_pattern(ox.NamedNode(iri), _TYPE, None, graph)
            if isinstance(quad.object, ox.NamedNode)
        )
        if types:
            return _plain(store, types[0])
    return ""


def _plain(store: ox.Store, iri: str) -> str:
    name = label(store, iri)
    return name.partition(":")[2] if name == compact(iri) and ":" in name else name


def is_a(store: ox.Store, iri: str, kind: str) -> bool:
    """Return whether *iri* is of the class *kind*, as known or as a part of the evidence."""
    node, target = ox.NamedNode(iri), ox.NamedNode(kind)
    return any(
        next(store.quads_for_pattern(node, _TYPE, target, graph), None) is not None
        for graph in (_DEFAULT, provenance())
    )


def types_of_all(store: ox.Store) -> set[tuple[str, str]]:
    """Return every thing with each of its classes, those that :func:`is_a` looks at."""
    return {
        (quad.subject.value, quad.object.value)
        for graph in (_DEFAULT, provenance())
        for quad in store.quads_for_pattern(None, _TYPE, None, graph)
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode)
    }
