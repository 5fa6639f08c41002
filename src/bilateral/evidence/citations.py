"""Who states a triple: the look-up of citations.

A triple stands in one named graph per passage that asserts it. A triple that was
inferred is traced, rule by rule, to the asserted triples it follows from, so that
its citation is the citation of its premises.

:func:`bilateral.evidence.facts.facts` reads the places of all known triples at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from bilateral.evidence.places import (
    Place,
    is_accepted,
    is_inferred,
    is_reference,
    is_stating,
    places_of,
)
from bilateral.evidence.premises import premises
from bilateral.rdf import graph as rdf
from bilateral.rdf.terms import ISSUED, PUBLISHER, SOURCE, STATUS, TITLE, provenance
from bilateral.rdf.vocabulary import EV, spaces

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# A chain of premises longer than this is a fault in the rules, not evidence.
_MAX_DEPTH = 6


class Citation(NamedTuple):
    """One place that states a triple, described. Paragraph and sentence count from 1."""

    source: str
    slug: str
    title: str
    publisher: str
    date: str
    url: str
    paragraph: int | None
    sentence: int | None
    graph: str
    status: str

    @property
    def place(self) -> Place:
        """Return the bare place, without its description."""
        return Place(self.source, self.paragraph or 0, self.sentence or 0)

    @property
    def short(self) -> str:
        """Return ``slug paragraph.sentence``, or the slug alone."""
        return self.place.short

    @property
    def precision(self) -> str:
        """Return ``sentence``, ``document`` or ``reference``."""
        if self.paragraph is not None:
            return "sentence"
        # A reference file is cited as the graph that it is.
        return "reference" if self.source == self.graph else "document"

    @property
    def text(self) -> str:
        """Return the citation as a line of prose."""
        place = f", paragraph {self.paragraph}, sentence {self.sentence}" if self.paragraph else ""
        parts = [part for part in (self.title, self.publisher, self.date) if part]
        return f"{', '.join(parts)}{place}" + (f" <{self.url}>" if self.url else "")


def citations(
    store: ox.Store, triple: ox.Triple, *, accepted_only: bool = False
) -> tuple[Citation, ...]:
    """Return who states *triple*, in the order of sources and sentences.

    With *accepted_only*, claims that are disputed, superseded or rejected are
    left out. Reference files are cited only when no source states the triple.
    """
    by_place: dict[tuple[str, str], Citation] = {}
    for graph in _stating_graphs(store, triple, _MAX_DEPTH, accepted_only=accepted_only):
        for citation in _citations_of(store, graph):
            by_place.setdefault((citation.graph, citation.short), citation)
    return _ordered(by_place.values())


def merged(groups: Iterable[Iterable[Citation]]) -> tuple[Citation, ...]:
    """Return the citations of several triples as one list without repetition."""
    by_place: dict[str, Citation] = {}
    for group in groups:
        for citation in group:
            by_place.setdefault(citation.short, citation)
    return _ordered(by_place.values())


def _ordered(cited: Iterable[Citation]) -> tuple[Citation, ...]:
    ordered = sorted(cited, key=_order)
    documents = [citation for citation in ordered if citation.precision != "reference"]
    return tuple(documents or ordered)


def _order(citation: Citation) -> tuple[str, int, int, str]:
    return (
        citation.slug,
        citation.paragraph or 0,
        citation.sentence or 0,
        citation.graph,
    )


def _stating_graphs(
    store: ox.Store, triple: ox.Triple, depth: int, *, accepted_only: bool
) -> Iterator[ox.NamedNode]:
    """Yield the graphs that state *triple*, or else those that state its premises."""
    rules: list[str] = []
    stated = False
    for quad in store.quads_for_pattern(triple.subject, triple.predicate, triple.object, None):
        graph = quad.graph_name
        if not isinstance(graph, ox.NamedNode):
            continue
        if is_inferred(graph):
            rules.append(graph.value.removeprefix(spaces().inferred))
        elif is_stating(graph) and (not accepted_only or is_accepted(store, graph)):
            stated = True
            yield graph
    if stated or depth == 0:
        return
    for rule in rules:
        for premise in premises(store, triple, rule):
            yield from _stating_graphs(store, premise, depth - 1, accepted_only=accepted_only)


def _citations_of(store: ox.Store, graph: ox.NamedNode) -> Iterator[Citation]:
    status = rdf.text(store, graph, STATUS, provenance()).removeprefix(EV)
    places = (Place(graph.value),) if is_reference(graph) else places_of(store, graph)
    for place in places:
        document = ox.NamedNode(place.source)
        yield Citation(
            source=place.source,
            slug=place.slug,
            title=rdf.text(store, document, TITLE, provenance()),
            publisher=rdf.text(store, document, PUBLISHER, provenance()),
            date=rdf.text(store, document, ISSUED, provenance()),
            url=rdf.text(store, document, SOURCE, provenance()),
            paragraph=place.paragraph or None,
            sentence=place.sentence or None,
            graph=graph.value,
            status=status,
        )
