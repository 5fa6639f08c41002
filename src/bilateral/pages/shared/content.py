"""Reading a dataset for its pages, once: facts, labels, the network, and what they say."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import pyoxigraph as ox

from bilateral.evidence.citations import citations
from bilateral.evidence.labels import translations
from bilateral.network.project import knowledge, network
from bilateral.pages.shared.disagreements import disagreements
from bilateral.pages.shared.languages import translated
from bilateral.pages.shared.records import Content, Source
from bilateral.rdf.graph import texts
from bilateral.rdf.terms import KNOWN, provenance
from bilateral.rdf.vocabulary import BIL, DCTERMS, RDF, SKOS, compact

if TYPE_CHECKING:
    import networkx as nx

    from bilateral.evidence.facts import Fact

_PREF_LABEL = SKOS + "prefLabel"
# Shown elsewhere on a page, or computed for comparison only.
_HIDDEN = frozenset({RDF + "type", _PREF_LABEL})
_COMPUTED = ("notBefore", "notAfter")


class Model:
    """A dataset as its pages need it.

    Args:
        store: the whole dataset.
    """

    def __init__(self, store: ox.Store) -> None:
        self.store = store
        self.known = knowledge(store)
        self.facts = useful(self.known.facts)
        self.translations = translations(store, translated())

    @cached_property
    def graph(self) -> nx.MultiDiGraph:
        """The things and all links between them, inferred ones too."""
        return network(self.known._replace(facts=self.facts), inferred=True)

    @cached_property
    def plain_graph(self) -> nx.MultiDiGraph:
        """The things and the links that sources state; for analyses and network files."""
        return network(self.known)

    @cached_property
    def content(self) -> Content:
        """What is said of all things."""
        return self.content_of(self.graph)

    def content_of(self, graph: nx.MultiDiGraph) -> Content:
        """Return what is said of the things of a part of the network."""
        facts = [
            self._traced(fact)
            for fact in self.facts
            if fact.predicate not in _HIDDEN and fact.subject in graph
        ]
        known = {quad.triple for quad in self.store.quads_for_pattern(None, None, None, KNOWN)}
        disputed = disagreements(self.store, self.known.labels, graph.nodes)
        mentioned = {BIL + kind for _, kind in graph.nodes(data="kind")}
        mentioned.update(iri for fact in facts for iri in (fact.predicate, fact.target) if iri)
        mentioned.update(disagreement.predicate for disagreement in disputed)
        cited = {place.source for fact in facts for place in fact.places}
        for disagreement in disputed:
            cited.update(place.source for value in disagreement.values for place in value.places)
        return Content(
            facts=facts,
            composed={fact for fact in facts if _triple(fact) not in known},
            stances={
                fact.subject: fact.target for fact in facts if fact.predicate == BIL + "hasStance"
            },
            disagreements=disputed,
            labels={iri: self._labels(iri) for iri in sorted(mentioned - set(graph))},
            sources={iri: _source(self.store, ox.NamedNode(iri)) for iri in sorted(cited)},
        )

    def _traced(self, fact: Fact) -> Fact:
        """Return *fact*; where it was inferred, with the places of its premises."""
        if fact.places or not fact.inferred:
            return fact
        stating = citations(self.store, _triple(fact), accepted_only=True)
        return fact._replace(places=tuple(sorted({citation.place for citation in stating})))

    def _labels(self, iri: str) -> dict[str, str]:
        by_language = self.translations.items()
        return {
            "en": self.known.labels.get(iri, compact(iri)),
            **{language: labels[iri] for language, labels in by_language if iri in labels},
        }


def useful(facts: list[Fact]) -> list[Fact]:
    """Return what a reader needs of *facts*; classes and preferred labels come last.

    Left out is what was inferred between things that a stated fact joins already, and what
    says the same in another vocabulary or as another name.
    """
    joined = {frozenset((fact.subject, fact.target)) for fact in facts if not fact.inferred}
    # A term of another vocabulary says the same as ours, from which it follows.
    ours = {(fact.subject, fact.target) for fact in facts if fact.predicate.startswith(BIL)}
    labels = {(fact.subject, fact.value.value) for fact in facts if fact.predicate == _PREF_LABEL}

    def repeats(fact: Fact) -> bool:
        if fact.predicate == SKOS + "altLabel":
            return (fact.subject, fact.value.value) in labels
        ends = (fact.subject, fact.target)
        foreign = not fact.predicate.startswith(BIL) and ends in ours
        return fact.inferred and bool(fact.target) and (frozenset(ends) in joined or foreign)

    return [
        fact
        for fact in facts
        if fact.predicate not in _HIDDEN
        and not fact.predicate.endswith(_COMPUTED)
        and not repeats(fact)
    ] + [fact for fact in facts if fact.predicate in _HIDDEN]


def _triple(fact: Fact) -> ox.Triple:
    return ox.Triple(ox.NamedNode(fact.subject), ox.NamedNode(fact.predicate), fact.value)


def _source(store: ox.Store, node: ox.NamedNode) -> Source:
    title, publisher, issued, link = (
        next(iter(texts(store, node, ox.NamedNode(DCTERMS + name), provenance())), "")
        for name in ("title", "publisher", "issued", "source")
    )
    # Any other scheme could run a script when it is followed.
    link = link if link.startswith("https://") else ""
    return Source(node.value.rpartition("/")[2], title, publisher, issued, link)
