"""Places in sources: which sentences and documents a named graph was taken from.

Everything that is said about evidence, for one triple or for the whole dataset, is read
with the functions of this module.
"""

from __future__ import annotations

from typing import NamedTuple

import pyoxigraph as ox

from bilateral.rdf import graph as rdf
from bilateral.rdf.terms import (
    ACCEPTED,
    DERIVED_FROM,
    HAS_SOURCE,
    ONTOLOGIES,
    PARAGRAPH,
    SENTENCE,
    STATUS,
    provenance,
)
from bilateral.rdf.vocabulary import spaces


class Place(NamedTuple):
    """A sentence of a source, or a source as a whole.

    Attributes:
        source: the IRI of the document, or of the graph of a reference file.
        paragraph: counts from 1; 0 where only the source is known.
        sentence: counts from 1 within the paragraph; 0 where only the source is known.
    """

    source: str
    paragraph: int = 0
    sentence: int = 0

    @property
    def slug(self) -> str:
        """Return the short name of the source: the last segment of its IRI."""
        return self.source.rpartition("/")[2]

    @property
    def position(self) -> str:
        """Return ``paragraph.sentence``, or an empty text for a source as a whole."""
        return f"{self.paragraph}.{self.sentence}" if self.paragraph else ""

    @property
    def short(self) -> str:
        """Return the short form of a citation: ``slug paragraph.sentence``, or the slug.

        >>> Place("https://example.org/source/founding", 8, 4).short
        'founding 8.4'
        """
        return f"{self.slug} {self.position}" if self.paragraph else self.slug


def place_of(store: ox.Store, origin: ox.NamedNode) -> Place:
    """Return the place that a passage stands at; any other *origin* is a whole document."""
    return Place(
        rdf.text(store, origin, HAS_SOURCE, provenance()) or origin.value,
        _count(store, origin, PARAGRAPH),
        _count(store, origin, SENTENCE),
    )


def places_of(store: ox.Store, graph: ox.NamedNode) -> tuple[Place, ...]:
    """Return the places that an assertion graph was taken from, whatever its status, sorted."""
    origins = rdf.values(store, graph, DERIVED_FROM, provenance())
    return tuple(
        sorted({place_of(store, origin) for origin in origins if isinstance(origin, ox.NamedNode)})
    )


def is_reference(graph: ox.NamedNode) -> bool:
    """Return whether *graph* holds a file of curators, who cite no document in it."""
    return graph.value.startswith((spaces().reference, spaces().scheme))


def is_inferred(graph: ox.NamedNode) -> bool:
    """Return whether *graph* holds what a rule added."""
    return graph.value.startswith(spaces().inferred)


def is_stating(graph: ox.NamedNode) -> bool:
    """Return whether the triples of *graph* are statements about the world."""
    return graph != provenance() and graph not in ONTOLOGIES and not is_inferred(graph)


def is_accepted(store: ox.Store, graph: ox.NamedNode) -> bool:
    """Return whether what *graph* states counts as known: nobody doubts it."""
    return is_reference(graph) or rdf.values(store, graph, STATUS, provenance()) == [ACCEPTED]


def _count(store: ox.Store, passage: ox.NamedNode, predicate: ox.NamedNode) -> int:
    number = rdf.text(store, passage, predicate, provenance())
    return int(number) if number.isdigit() else 0
