"""One version of a dataset: what is known in it, and who states it."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from bilateral.evidence import labels
from bilateral.evidence.citations import citations, merged
from bilateral.rdf.terms import NOT_AFTER, NOT_BEFORE, ONTOLOGIES, RDF_TYPE, provenance
from bilateral.rdf.vocabulary import BASE, CONCEPT, EV, compact, spaces, within

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bilateral.rdf.graph import Term

    Facts = dict[str, dict["Slot", set[ox.Triple]]]

ACCEPTED = ox.NamedNode(EV + "Accepted")
_PROVENANCE = re.compile(re.escape(BASE) + "([^/]+)/graph/provenance")


class Slot(NamedTuple):
    """A property of a thing, and the language of its values where they have one."""

    predicate: str
    language: str = ""


STATUS = Slot(EV + "status")
TYPE = Slot(RDF_TYPE.value)


def dataset_of(store: ox.Store) -> str:
    """Return the name of the dataset in *store*, as the IRI of its provenance graph has it."""
    names = {
        match[1]
        for graph in store.named_graphs()
        if (match := _PROVENANCE.fullmatch(graph.value)) is not None
    }
    at_hand = spaces().dataset
    return at_hand if at_hand in names or not names else min(names)


def is_known_only(store: ox.Store) -> bool:
    """Whether *store* holds known triples only, so that nobody can tell who says them."""
    return len(store) > 0 and next(store.named_graphs(), None) is None


class Version:
    """One dataset: what is known in it, and which part of that somebody stated.

    Its graphs and documents bear its own name, which may differ from that of the dataset
    at hand.
    """

    def __init__(self, store: ox.Store) -> None:
        self.store = store
        self.dataset = dataset_of(store)
        self.known: set[ox.Triple] = set()
        self.axioms: set[ox.Triple] = set()
        inferred: set[ox.Triple] = set()
        stated: set[ox.Triple] = set()
        with within(self.dataset):
            self._spaces = spaces()
            self._provenance = provenance()
        doubted = {
            graph
            for graph, states in self.records(STATUS.predicate).items()
            if states != {ACCEPTED}
        }
        for quad in store:
            graph, triple = quad.graph_name, quad.triple
            # Blank nodes have no name that two versions could share.
            if isinstance(triple.object, ox.BlankNode) or quad.predicate in (NOT_BEFORE, NOT_AFTER):
                continue
            if isinstance(graph, ox.DefaultGraph):
                self.known.add(triple)
            elif graph in ONTOLOGIES:
                self.axioms.add(triple)
            elif graph.value.startswith(self._spaces.inferred):
                inferred.add(triple)
            elif graph.value not in doubted:
                stated.add(triple)
        self.stated = self.known - (inferred - stated)

    @cached_property
    def facts(self) -> Facts:
        """What is known, by thing and property."""
        return by_thing(self.known)

    @cached_property
    def terms(self) -> set[str]:
        """What the ontology and the concept schemes define."""
        concepts = {thing for thing in self.facts if thing.startswith(CONCEPT)}
        return {*by_thing(self.axioms), *concepts}

    def records(self, predicate: str) -> dict[str, set[Term]]:
        """Return what the provenance graph says by *predicate*, by subject."""
        values: dict[str, set[Term]] = defaultdict(set)
        node = ox.NamedNode(predicate)
        for quad in self.store.quads_for_pattern(None, node, None, self._provenance):
            if isinstance(quad.subject, ox.NamedNode):
                values[quad.subject.value].add(quad.object)
        return values

    def of_class(self, name: str) -> set[str]:
        """Return the records of a class of the evidence vocabulary."""
        cls = ox.NamedNode(EV + name)
        return {
            record for record, classes in self.records(TYPE.predicate).items() if cls in classes
        }

    def label(self, iri: str) -> str | None:
        """Return the English name of *iri*, or ``None`` where it has none here."""
        with within(self.dataset):
            name = labels.label(self.store, iri)
            return None if name == compact(iri) else name

    def slug(self, document: str) -> str:
        """Return a source document as it is cited."""
        return document.removeprefix(self._spaces.source)

    def sources(self, triples: Iterable[ox.Triple]) -> tuple[str, ...]:
        """Return who states *triples*, as short citations."""
        with within(self.dataset):
            stating = merged(
                citations(self.store, triple, accepted_only=True) for triple in triples
            )
        return tuple(citation.short for citation in stating)

    def passages(self, triple: ox.Triple) -> list[str]:
        """Return the passages and documents behind *triple*; a file of names is neither.

        What one version states may follow from other facts in the other version: then it
        has the passages of those.
        """
        with within(self.dataset):
            stating = citations(self.store, triple, accepted_only=True)
            shorts = [citation.short for citation in stating if citation.precision != "reference"]
        return list(dict.fromkeys(shorts))

    def claim(self, graph: str) -> tuple[str, ...]:
        """Return the short citations of an assertion graph."""
        node = ox.NamedNode(graph)
        quad = next(self.store.quads_for_pattern(None, None, None, node), None)
        if quad is None:
            return ()
        with within(self.dataset):
            stating = citations(self.store, quad.triple)
        return tuple(citation.short for citation in stating if citation.graph == graph)


def slot_of(triple: ox.Triple) -> Slot:
    """Return the property and the language of *triple*."""
    language = triple.object.language if isinstance(triple.object, ox.Literal) else None
    return Slot(triple.predicate.value, language or "")


def by_thing(triples: Iterable[ox.Triple]) -> Facts:
    """Return *triples* by subject and slot; blank nodes are left out."""
    facts: Facts = defaultdict(lambda: defaultdict(set))
    for triple in triples:
        if isinstance(triple.subject, ox.NamedNode):
            facts[triple.subject.value][slot_of(triple)].add(triple)
    return facts


def text_of(value: Term) -> str:
    """Return the IRI, name or text of *value*."""
    return value.value if not isinstance(value, ox.Triple) else str(value)
