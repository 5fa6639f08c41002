"""Kinds of things: what class a thing is shown under, and classes found by name."""

from __future__ import annotations

import difflib
from typing import NamedTuple

import pyoxigraph as ox

from bilateral.engine.labels import class_of, label
from bilateral.errors import UnknownNameError
from bilateral.folding import fold
from bilateral.namespaces import (
    BIL,
    CONCEPT,
    EV,
    EVIDENCE_GRAPH,
    ONTOLOGY_GRAPH,
    OWL,
    PROVENANCE_GRAPH,
    RDF,
    compact,
    expand,
)

_TYPE = ox.NamedNode(RDF + "type")
_CLASS = ox.NamedNode(OWL + "Class")
_PROVENANCE = ox.NamedNode(PROVENANCE_GRAPH)
_DEFAULT = ox.DefaultGraph()
_ONTOLOGIES = (ox.NamedNode(ONTOLOGY_GRAPH), ox.NamedNode(EVIDENCE_GRAPH))


class Kind(NamedTuple):
    """A class: its IRI and its label."""

    iri: str
    label: str


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
    graphs = (_PROVENANCE, *_ONTOLOGIES, _DEFAULT)
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


def classes(store: ox.Store) -> list[Kind]:
    """Return every class of the ontology and the evidence module, by label."""
    found = {
        quad.subject.value
        for graph in _ONTOLOGIES
        for quad in store.quads_for_pattern(None, _TYPE, _CLASS, graph)
        # Classes of other vocabularies are only declared there; ours stand for them.
        if isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith((BIL, EV))
    }
    return sorted((Kind(iri, label(store, iri)) for iri in found), key=lambda one: one[::-1])


def find_class(store: ox.Store, name: str) -> str:
    """Return the IRI of the class *name*: a label, a local name or an IRI.

    Raises:
        UnknownNameError: no class has that name; the nearest ones are given.
    """
    known = classes(store)
    given = expand(name.strip()) or BIL + name.strip()
    if any(kind.iri == given for kind in known):
        return given
    # "meetings" and "Meeting" both mean the class of meetings.
    wanted = {fold(name), fold(name).removesuffix("s")}
    names: dict[str, str] = {}
    for kind in known:
        names.setdefault(fold(kind.label), kind.iri)
        names.setdefault(fold(compact(kind.iri).partition(":")[2]), kind.iri)
    for one in sorted(wanted, key=len, reverse=True):
        if one in names:
            return names[one]
    near = difflib.get_close_matches(fold(name), names, n=6, cutoff=0.5)
    suggestions = dict.fromkeys(label(store, names[one]) for one in near)
    raise UnknownNameError(
        "class", name, list(suggestions)[:3], next_step="`bilateral ref` lists all classes"
    )


def is_a(store: ox.Store, iri: str, kind: str) -> bool:
    """Return whether *iri* is of the class *kind*, as known or as a part of the evidence."""
    node, target = ox.NamedNode(iri), ox.NamedNode(kind)
    return any(
        next(store.quads_for_pattern(node, _TYPE, target, graph), None) is not None
        for graph in (_DEFAULT, _PROVENANCE)
    )


def types_of_all(store: ox.Store) -> set[tuple[str, str]]:
    """Return every thing with each of its classes, those that :func:`is_a` looks at."""
    return {
        (quad.subject.value, quad.object.value)
        for graph in (_DEFAULT, _PROVENANCE)
        for quad in store.quads_for_pattern(None, _TYPE, None, graph)
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode)
    }
