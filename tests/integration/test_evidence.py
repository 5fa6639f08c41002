"""Looking up one triple and reading the whole dataset give the same evidence."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from bilateral.evidence.citations import citations
from bilateral.evidence.classes import class_of, classes
from bilateral.evidence.facts import Fact, facts
from bilateral.evidence.labels import label, labels, translations
from bilateral.kg import KnowledgeGraph
from bilateral.rdf.vocabulary import BIL


@pytest.fixture(scope="module")
def store() -> ox.Store:
    return KnowledgeGraph().store


def _triple(fact: Fact) -> ox.Triple:
    return ox.Triple(ox.NamedNode(fact.subject), ox.NamedNode(fact.predicate), fact.value)


def test_the_places_of_every_stated_fact_are_those_of_its_citations(store: ox.Store) -> None:
    stated = [fact for fact in facts(store) if not fact.inferred]
    assert len(stated) > 10_000
    for fact in stated:
        cited = citations(store, _triple(fact), accepted_only=True)
        documents = [citation for citation in cited if citation.precision != "reference"]
        assert fact.places == tuple(sorted({citation.place for citation in documents})), fact
        assert cited, fact


def test_what_nobody_states_is_inferred_in_both_views(store: ox.Store) -> None:
    inferred = [fact for fact in facts(store) if fact.inferred]
    assert len(inferred) > 1_000
    assert not [fact for fact in inferred if fact.places]
    # Tracing is slow: every fortieth is enough, spread over all rules.
    for fact in inferred[::40]:
        assert citations(store, _triple(fact), accepted_only=True), fact


@pytest.mark.parametrize("lang", ["en", "ja", "ur"])
def test_everything_has_the_same_label_in_both_views(store: ox.Store, lang: str) -> None:
    everything = labels(store, lang)
    assert len(everything) > 1_000
    assert everything == {iri: label(store, iri, lang) for iri in everything}
    for iri, text in translations(store, [lang])[lang].items():
        assert everything[iri] == text
    assert lang == "en" or everything[BIL + "Visit"] != "visit"


def test_everything_has_the_same_class_in_both_views(store: ox.Store) -> None:
    everything = classes(store)
    assert len(everything) > 1_000
    assert everything == {iri: class_of(store, iri) for iri in everything}
