"""Classes of the ontology by name: labels, local names and IRIs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bilateral.errors import UnknownNameError
from bilateral.evidence.labels import label
from bilateral.find.fold import fold
from bilateral.rdf.graph import subjects
from bilateral.rdf.terms import ONTOLOGIES, OWL_CLASS, RDF_TYPE
from bilateral.rdf.vocabulary import BIL, EV, compact, expand
from bilateral.text import closest

if TYPE_CHECKING:
    import pyoxigraph as ox

_MAX_SUGGESTIONS = 3


def ontology_classes(store: ox.Store) -> dict[str, str]:
    """Return the labels of the classes of the ontology and the evidence module, by IRI.

    They are in the order of their labels.
    """
    labels = {
        node.value: label(store, node.value)
        for graph in ONTOLOGIES
        for node in subjects(store, RDF_TYPE, OWL_CLASS, graph)
        # Classes of other vocabularies are only declared there; ours stand for them.
        if node.value.startswith((BIL, EV))
    }
    return dict(sorted(labels.items(), key=lambda item: (item[1], item[0])))


def find_class(store: ox.Store, name: str) -> str:
    """Return the IRI of the class *name*: a label, a local name or an IRI.

    Raises:
        UnknownNameError: no class has that name; the closest names are suggested.
    """
    labels = ontology_classes(store)
    iri = expand(name.strip()) or BIL + name.strip()
    if iri in labels:
        return iri
    names: dict[str, str] = {}
    for class_iri, text in labels.items():
        names.setdefault(fold(text), class_iri)
        names.setdefault(fold(compact(class_iri).partition(":")[2]), class_iri)
    # "meetings" and "Meeting" both mean the class of meetings.
    for folded in (fold(name), fold(name).removesuffix("s")):
        if folded in names:
            return names[folded]
    # Two names of one class are one suggestion, so more are looked for.
    near = closest(fold(name), names, limit=2 * _MAX_SUGGESTIONS)
    suggestions = dict.fromkeys(labels[names[folded]] for folded in near)
    raise UnknownNameError(
        "class",
        name,
        list(suggestions)[:_MAX_SUGGESTIONS],
        next_step="`bilateral ref` lists all classes",
    )
