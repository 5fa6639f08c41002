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
from bilateral.pages.shared.records import Content, Source, Statement
from bilateral.rdf.graph import texts
from bilateral.rdf.terms import KNOWN, provenance
from bilateral.rdf.vocabulary import BIL, DCTERMS, RDF, SKOS, XSD, compact

if TYPE_CHECKING:
    from collections.abc import Iterable

    import networkx as nx

    from bilateral.evidence.facts import Fact
    from bilateral.evidence.places import Place
    from bilateral.pages.shared.records import Disagreement

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
        classes: dict[str, str] = dict(graph.nodes(data="kind"))
        statements = [
            _statement(self.store, fact)
            for fact in self.facts
            if fact.predicate not in _HIDDEN and fact.subject in classes
        ]
        stances = {
            statement.subject: statement.target
            for statement in statements
            if statement.predicate == BIL + "hasStance"
        }
        disputed = disagreements(self.store, self.known.labels, classes)
        mentioned = {
            *(BIL + name for name in classes.values()),
            *(iri for line in statements for iri in (line.predicate, line.target) if iri),
            *(disagreement.predicate for disagreement in disputed),
        }
        return Content(
            statements=statements,
            stances=stances,
            disagreements=disputed,
            labels={iri: self._labels(iri) for iri in sorted(mentioned - classes.keys())},
            sources=_sources(self.store, statements, disputed),
        )

    def _labels(self, iri: str) -> dict[str, str]:
        translated = {
            lang: labels[iri] for lang, labels in self.translations.items() if iri in labels
        }
        return {"en": self.known.labels.get(iri, compact(iri)), **translated}


def useful(facts: list[Fact]) -> list[Fact]:
    """Return what a reader needs of *facts*; preferred labels come last.

    Left out is what was inferred between things that a stated fact joins already, and what
    says the same in another vocabulary or as another name.
    """
    joined = {frozenset((fact.subject, fact.target)) for fact in facts if not fact.inferred}
    # A term of another vocabulary says the same as ours, from which it follows.
    ours = {(fact.subject, fact.target) for fact in facts if fact.predicate.startswith(BIL)}
    preferred = [fact for fact in facts if fact.predicate == _PREF_LABEL]
    labels = {(fact.subject, fact.value.value) for fact in preferred}

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
    ] + preferred


def _statement(store: ox.Store, fact: Fact) -> Statement:
    value = fact.value
    triple = ox.Triple(ox.NamedNode(fact.subject), ox.NamedNode(fact.predicate), value)
    return Statement(
        subject=fact.subject,
        predicate=fact.predicate,
        target=fact.target,
        text="" if fact.target else value.value,
        datatype=_datatype(value),
        note=fact.note,
        inferred=fact.inferred,
        composed=ox.Quad(triple.subject, triple.predicate, triple.object, KNOWN) not in store,
        places=fact.places or (_premises(store, triple) if fact.inferred else ()),
    )


def _datatype(value: ox.NamedNode | ox.Literal) -> str:
    if isinstance(value, ox.NamedNode):
        return ""
    if value.language:
        return f"@{value.language}"
    return "" if value.datatype.value == XSD + "string" else value.datatype.value


def _premises(store: ox.Store, triple: ox.Triple) -> tuple[Place, ...]:
    """Return the places that state what *triple* was inferred from."""
    return tuple(
        sorted({citation.place for citation in citations(store, triple, accepted_only=True)})
    )


def _sources(
    store: ox.Store, statements: Iterable[Statement], disputed: Iterable[Disagreement]
) -> dict[str, Source]:
    cited = {place.source for statement in statements for place in statement.places}
    for disagreement in disputed:
        cited.update(place.source for value in disagreement.values for place in value.places)
    return {iri: _source(store, iri) for iri in sorted(cited)}


def _source(store: ox.Store, iri: str) -> Source:
    def first(name: str) -> str:
        return next(
            iter(texts(store, ox.NamedNode(iri), ox.NamedNode(DCTERMS + name), provenance())), ""
        )

    url = first("source")
    return Source(
        slug=iri.rpartition("/")[2],
        title=first("title"),
        publisher=first("publisher"),
        date=first("issued"),
        # Any other scheme could run a script when it is followed.
        url=url if url.startswith("https://") else "",
    )
