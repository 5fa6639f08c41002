"""The names and descriptions of everything, in the form in which they are compared."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from bilateral.find.fold import fold
from bilateral.rdf.terms import (
    ALT_LABEL,
    DEFINITION,
    DESCRIPTION,
    KNOWN,
    ONTOLOGIES,
    PREF_LABEL,
    RDFS_LABEL,
    TITLE,
    provenance,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bilateral.rdf.graph import Graph


class Role(IntEnum):
    """What a text is to a thing."""

    PREFERRED = 0
    ALTERNATIVE = 1
    DESCRIPTION = 2


class Name(NamedTuple):
    """One name or description of a thing, and the form in which it is compared."""

    iri: str
    text: str
    folded: str
    role: int  # of Role; a plain number from the index

    @property
    def preferred(self) -> bool:
        """Whether it is the name by which the thing is shown."""
        return self.role == Role.PREFERRED


def names(store: ox.Store, *, descriptions: bool = True) -> list[Name]:
    """Return every name of every thing, concept and source, and their descriptions."""
    return [
        name
        for predicate, graph, role in (
            (PREF_LABEL, KNOWN, Role.PREFERRED),
            (ALT_LABEL, KNOWN, Role.ALTERNATIVE),
            (TITLE, provenance(), Role.ALTERNATIVE),
            (DESCRIPTION, KNOWN, Role.DESCRIPTION),
            (DEFINITION, KNOWN, Role.DESCRIPTION),
        )
        if descriptions or role != Role.DESCRIPTION
        for name in _names(store, predicate, graph, role)
    ]


def term_names(store: ox.Store) -> list[Name]:
    """Return the labels of the classes and properties."""
    return [
        name for graph in ONTOLOGIES for name in _names(store, RDFS_LABEL, graph, Role.PREFERRED)
    ]


def _names(store: ox.Store, predicate: ox.NamedNode, graph: Graph, role: int) -> Iterator[Name]:
    for quad in store.quads_for_pattern(None, predicate, None, graph):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal):
            text = quad.object.value
            yield Name(quad.subject.value, text, fold(text), role)
