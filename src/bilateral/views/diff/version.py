"""One version of a dataset: what is known in it, and who states it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import pyoxigraph as ox

from bilateral.evidence.citations import Citation, citations, merged
from bilateral.rdf.terms import provenance
from bilateral.rdf.vocabulary import BIL, EV, EVIDENCE_GRAPH, ONTOLOGY_GRAPH, RDF, spaces

if TYPE_CHECKING:
    from collections.abc import Iterable

    Value = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

_ONTOLOGIES = (ox.NamedNode(ONTOLOGY_GRAPH), ox.NamedNode(EVIDENCE_GRAPH))
_TYPE = RDF + "type"
_COMPUTED = (BIL + "notBefore", BIL + "notAfter")


class Version:
    """One dataset: what is known in it, and which part of that somebody stated."""

    def __init__(self, store: ox.Store) -> None:
        self.store = store
        self.known: set[ox.Triple] = set()
        self.axioms: set[ox.Triple] = set()
        inferred: set[ox.Triple] = set()
        backed: set[ox.Triple] = set()
        not_accepted = {
            one for one, found in self.records(EV + "status").items() if found != {EV + "Accepted"}
        }
        for quad in store:
            graph, triple = quad.graph_name, quad.triple
            # Blank nodes have no name that two versions could share.
            if isinstance(triple.object, ox.BlankNode) or quad.predicate.value in _COMPUTED:
                continue
            if isinstance(graph, ox.DefaultGraph):
                self.known.add(triple)
            elif graph in _ONTOLOGIES:
                self.axioms.add(triple)
            elif isinstance(graph, ox.NamedNode) and graph.value.startswith(spaces().inferred):
                inferred.add(triple)
            elif isinstance(graph, ox.NamedNode) and graph.value not in not_accepted:
                backed.add(triple)
        self.stated = self.known - (inferred - backed)

    def records(self, predicate: str) -> dict[str, set[str]]:
        """Return what the provenance graph says by *predicate*, by subject."""
        found: dict[str, set[str]] = defaultdict(set)
        for quad in self.store.quads_for_pattern(None, ox.NamedNode(predicate), None, provenance()):
            if isinstance(quad.subject, ox.NamedNode):
                found[quad.subject.value].add(text_of(quad.object))
        return found

    def of_type(self, kind: str) -> set[str]:
        """Return what the provenance graph calls a *kind* of record."""
        return {one for one, kinds in self.records(_TYPE).items() if EV + kind in kinds}

    def said(self, triples: Iterable[ox.Triple]) -> tuple[str, ...]:
        """Return who states *triples*, as short citations."""
        cited = merged(citations(self.store, one, accepted_only=True) for one in triples)
        return tuple(one.short for one in cited)

    def claim(self, graph: str) -> tuple[str, ...]:
        """Return the short citations of an assertion graph."""
        node = ox.NamedNode(graph)
        quad = next(self.store.quads_for_pattern(None, None, None, node), None)
        cited = citations(self.store, quad.triple) if quad else ()
        return tuple(one.short for one in cited if one.graph == graph)


def passages(version: Version, triple: ox.Triple) -> list[str]:
    """Return the passages and documents behind *triple*; a file of names is neither.

    What one version states may follow from other facts in the other version: then it
    has the passages of those.
    """
    found: list[Citation] = [
        one
        for one in citations(version.store, triple, accepted_only=True)
        if one.precision != "reference"
    ]
    return list(dict.fromkeys(one.short for one in found))


def text_of(value: Value) -> str:
    """Return the IRI, name or text of *value*."""
    return value.value if not isinstance(value, ox.Triple) else str(value)
