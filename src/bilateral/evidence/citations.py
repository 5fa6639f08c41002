"""Who says so: from a triple to the sentences that state it.

A triple stands in one named graph per passage that asserts it. A triple that was
inferred is traced, rule by rule, to the asserted triples it follows from, so that
its citation is the citation of its premises.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from bilateral.evidence.premises import premises
from bilateral.rdf.terms import provenance
from bilateral.rdf.vocabulary import DCTERMS, EV, OA, ONTOLOGY_GRAPH, PROV, spaces

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_ONTOLOGY = ox.NamedNode(ONTOLOGY_GRAPH)
# A chain of premises longer than this is a fault in the rules, not evidence.
_MAX_DEPTH = 6


class Citation(NamedTuple):
    """One place that states a triple. Paragraph and sentence count from 1."""

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
    def short(self) -> str:
        """Return ``slug paragraph.sentence``, or the slug alone."""
        if self.paragraph is None:
            return self.slug
        return f"{self.slug} {self.paragraph}.{self.sentence}"

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
    found: dict[tuple[str, str], Citation] = {}
    for graph in _stating_graphs(store, triple, _MAX_DEPTH):
        for citation in _graph_citations(store, graph):
            if not accepted_only or citation.status in ("Accepted", ""):
                found.setdefault((citation.graph, citation.short), citation)
    ordered = sorted(found.values(), key=_order)
    sourced = tuple(one for one in ordered if one.precision != "reference")
    return sourced or tuple(ordered)


def merged(groups: Iterable[Iterable[Citation]]) -> tuple[Citation, ...]:
    """Return the citations of several triples as one list without repetition."""
    found: dict[str, Citation] = {}
    for group in groups:
        for citation in group:
            found.setdefault(citation.short, citation)
    ordered = sorted(found.values(), key=_order)
    sourced = tuple(one for one in ordered if one.precision != "reference")
    return sourced or tuple(ordered)


def _order(citation: Citation) -> tuple[str, int, int, str]:
    return (
        citation.slug,
        citation.paragraph or 0,
        citation.sentence or 0,
        citation.graph,
    )


def _stating_graphs(store: ox.Store, triple: ox.Triple, depth: int) -> Iterator[ox.NamedNode]:
    inferred: list[str] = []
    stated = False
    for quad in store.quads_for_pattern(triple.subject, triple.predicate, triple.object, None):
        graph = quad.graph_name
        if not isinstance(graph, ox.NamedNode):
            continue
        if graph.value.startswith(spaces().inferred):
            inferred.append(graph.value.removeprefix(spaces().inferred))
        elif graph not in (provenance(), _ONTOLOGY):
            stated = True
            yield graph
    if stated or depth == 0:
        return
    for rule in inferred:
        for premise in premises(store, triple, rule):
            yield from _stating_graphs(store, premise, depth - 1)


def _graph_citations(store: ox.Store, graph: ox.NamedNode) -> Iterator[Citation]:
    status = _value(store, graph, EV + "status").removeprefix(EV)
    if graph.value.startswith((spaces().reference, spaces().scheme)):
        yield Citation(
            source=graph.value,
            slug=graph.value.rpartition("/")[2],
            title=_value(store, graph, DCTERMS + "title"),
            publisher="",
            date="",
            url=_value(store, graph, DCTERMS + "source"),
            paragraph=None,
            sentence=None,
            graph=graph.value,
            status=status,
        )
        return
    for origin in _values(store, graph, PROV + "wasDerivedFrom"):
        if not isinstance(origin, ox.NamedNode):
            continue
        passage_of = _value(store, origin, OA + "hasSource")
        document = ox.NamedNode(passage_of) if passage_of else origin
        yield Citation(
            source=document.value,
            slug=document.value.removeprefix(spaces().source),
            title=_value(store, document, DCTERMS + "title"),
            publisher=_value(store, document, DCTERMS + "publisher"),
            date=_value(store, document, DCTERMS + "issued"),
            url=_value(store, document, DCTERMS + "source"),
            paragraph=_number(store, origin, EV + "paragraph"),
            sentence=_number(store, origin, EV + "sentence"),
            graph=graph.value,
            status=status,
        )


def _values(
    store: ox.Store, subject: ox.NamedNode, predicate: str
) -> list[ox.NamedNode | ox.Literal]:
    found = [
        quad.object
        for quad in store.quads_for_pattern(subject, ox.NamedNode(predicate), None, provenance())
        if isinstance(quad.object, ox.NamedNode | ox.Literal)
    ]
    return sorted(found, key=str)


def _value(store: ox.Store, subject: ox.NamedNode, predicate: str) -> str:
    found = _values(store, subject, predicate)
    return found[0].value if found else ""


def _number(store: ox.Store, subject: ox.NamedNode, predicate: str) -> int | None:
    text = _value(store, subject, predicate)
    return int(text) if text.isdigit() else None
