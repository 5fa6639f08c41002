"""Classes of things: the most specific ones, and the one a thing is shown under.

Most specific are the classes of a thing that no other of its classes specialises. Classes
of other vocabularies count for a thing that has none of the ontology's own.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache, partial
from typing import TYPE_CHECKING

import pyoxigraph as ox

from bilateral.evidence.labels import label
from bilateral.rdf import graph as rdf
from bilateral.rdf.terms import KNOWN, ONTOLOGIES, ONTOLOGY, RDF_TYPE, SUBCLASS_OF, provenance
from bilateral.rdf.vocabulary import BIL, CONCEPT, compact

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Set


def most_specific(classes: Iterable[str], superclasses: Callable[[str], Set[str]]) -> list[str]:
    """Return the most specific of *classes*, sorted.

    Args:
        classes: IRIs of the classes of one thing.
        superclasses: gives all superclasses of a class, itself left out.
    """
    everything = set(classes)
    own = {name for name in everything if name.startswith(BIL)} or everything
    return sorted(own.difference(*(superclasses(name) for name in own)) or own)


def classes_of(store: ox.Store, iri: str) -> list[str]:
    """Return the most specific known classes of *iri*."""
    types = rdf.values(store, ox.NamedNode(iri), RDF_TYPE)
    return most_specific(
        (node.value for node in types if isinstance(node, ox.NamedNode)),
        partial(_superclasses, store),
    )


def class_of(store: ox.Store, iri: str) -> str | None:
    """Return the class that *iri* is shown under, or ``None``."""
    return next(iter(classes_of(store, iri)), None)


def classes(store: ox.Store) -> dict[str, str]:
    """Return, by IRI, what :func:`class_of` returns for everything that has a known class."""
    types: dict[str, set[str]] = defaultdict(set)
    for quad in store.quads_for_pattern(None, RDF_TYPE, None, KNOWN):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode):
            types[quad.subject.value].add(quad.object.value)
    superclasses = cache(partial(_superclasses, store))
    return {iri: most_specific(names, superclasses)[0] for iri, names in types.items()}


def class_names(store: ox.Store) -> dict[str, str]:
    """Return :func:`classes` with the local name of each class in place of its IRI."""
    return {iri: name.rpartition("#")[2].rpartition("/")[2] for iri, name in classes(store).items()}


def _superclasses(store: ox.Store, iri: str) -> set[str]:
    above = rdf.closure(store, ox.NamedNode(iri), SUBCLASS_OF, ONTOLOGY)
    return {node.value for node in above} - {iri}


def kind_of(store: ox.Store, iri: str) -> str:
    """Return the label of the class that *iri* is shown under, or an empty text.

    Concepts are called so; sources and terms of the ontology are named by the type that
    the provenance or the ontology gives them.
    """
    if iri.startswith(CONCEPT):
        return "concept" if "." in iri.removeprefix(CONCEPT) else "concept scheme"
    name = class_of(store, iri)
    for graph in (provenance(), *ONTOLOGIES):
        name = name or rdf.text(store, ox.NamedNode(iri), RDF_TYPE, graph)
    return _plain(store, name) if name else ""


def _plain(store: ox.Store, iri: str) -> str:
    name = label(store, iri)
    return name.partition(":")[2] if name == compact(iri) and ":" in name else name


def is_a(store: ox.Store, iri: str, kind: str) -> bool:
    """Return whether *iri* is of the class *kind*, as known or as a part of the evidence."""
    node, target = ox.NamedNode(iri), ox.NamedNode(kind)
    return any(
        next(store.quads_for_pattern(node, RDF_TYPE, target, graph), None) is not None
        for graph in (KNOWN, provenance())
    )


def types_of_all(store: ox.Store) -> set[tuple[str, str]]:
    """Return every thing with each of its classes, those that :func:`is_a` looks at."""
    return {
        (quad.subject.value, quad.object.value)
        for graph in (KNOWN, provenance())
        for quad in store.quads_for_pattern(None, RDF_TYPE, None, graph)
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode)
    }
