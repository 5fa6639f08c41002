"""Reading disagreements: which values sources give for one property, and which is preferred."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from bilateral.evidence.places import places_of
from bilateral.pages.shared.records import Disagreement, RivalValue
from bilateral.rdf.graph import subjects, texts
from bilateral.rdf.terms import DESCRIPTION, KNOWN, RDF_TYPE, provenance
from bilateral.rdf.vocabulary import BIL, EV

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

_DISAGREEMENT, _SUBJECT, _PROPERTY, _POSITION, _PREFERS = (
    ox.NamedNode(EV + name)
    for name in ("Disagreement", "aboutSubject", "aboutProperty", "hasPosition", "prefers")
)
# From a node that only qualifies to the thing that a page shows in its place.
_QUALIFIES = (ox.NamedNode(BIL + "actionOn"), ox.NamedNode(BIL + "heldBy"))


def disagreements(
    store: ox.Store, labels: Mapping[str, str], things: Collection[str]
) -> list[Disagreement]:
    """Return the disagreements about *things*, sorted.

    Args:
        store: the whole dataset.
        labels: English labels, for values that are things or concepts.
        things: the IRIs that the pages show.
    """
    return sorted(
        disagreement
        for node in subjects(store, RDF_TYPE, _DISAGREEMENT, provenance())
        for disagreement in _of_node(store, node, labels, things)
    )


def _of_node(
    store: ox.Store, node: ox.NamedNode, labels: Mapping[str, str], things: Collection[str]
) -> Iterable[Disagreement]:
    about = texts(store, node, _SUBJECT, provenance())
    affected = tuple(sorted({_shown_as(store, iri, things) for iri in about} & set(things)))
    preferred = set(texts(store, node, _PREFERS, provenance()))
    for predicate in texts(store, node, _PROPERTY, provenance()):
        values = tuple(
            sorted(
                RivalValue(text, graph in preferred, places_of(store, ox.NamedNode(graph)))
                for graph in texts(store, node, _POSITION, provenance())
                for text in _stated(store, graph, about, predicate, labels)
            )
        )
        if affected and values:
            reason = " ".join(texts(store, node, DESCRIPTION, provenance()))
            yield Disagreement(affected, predicate, values, reason)


def _shown_as(store: ox.Store, iri: str, things: Collection[str]) -> str:
    """Return the thing that stands for *iri* on a page: its agreement for an action."""
    if iri in things:
        return iri
    node = ox.NamedNode(iri)
    outer = [end for link in _QUALIFIES for end in texts(store, node, link)]
    inner = {
        quad.subject.value
        for quad in store.quads_for_pattern(None, None, node, KNOWN)
        if isinstance(quad.subject, ox.NamedNode)
    }
    return next((end for end in [*outer, *sorted(inner)] if end in things), "")


def _stated(
    store: ox.Store, graph: str, about: Iterable[str], predicate: str, labels: Mapping[str, str]
) -> set[str]:
    """Return what one position states for *predicate*, things and concepts by their labels."""
    return {
        labels.get(text, text)
        for subject in about
        for text in texts(
            store, ox.NamedNode(subject), ox.NamedNode(predicate), ox.NamedNode(graph)
        )
    }
