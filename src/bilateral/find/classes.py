"""Classes of the ontology by name: labels, local names and IRIs."""

from __future__ import annotations

import difflib
from typing import NamedTuple

import pyoxigraph as ox

from bilateral.errors import UnknownNameError
from bilateral.evidence.labels import label
from bilateral.find.fold import fold
from bilateral.rdf.vocabulary import (
    BIL,
    EV,
    EVIDENCE_GRAPH,
    ONTOLOGY_GRAPH,
    OWL,
    RDF,
    compact,
    expand,
)

_TYPE = ox.NamedNode(RDF + "type")
_CLASS = ox.NamedNode(OWL + "Class")
_ONTOLOGIES = (ox.NamedNode(ONTOLOGY_GRAPH), ox.NamedNode(EVIDENCE_GRAPH))


class Kind(NamedTuple):
    """A class: its IRI and its label."""

    iri: str
    label: str


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
