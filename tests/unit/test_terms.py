"""The reference of terms, and the figures, on a small ontology."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from bilateral.errors import UnknownNameError
from bilateral.rdf.vocabulary import BIL, CONCEPT, ONTOLOGY_GRAPH, spaces
from bilateral.views.stats import dated_sources, stats
from bilateral.views.terms import Term, lookup, terms

HEAD = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in spaces().prefixes.items())
ONTOLOGY = """
bil:Event a owl:Class ; rdfs:label "event"@en .
bil:Visit a owl:Class ; rdfs:label "visit"@en ; rdfs:subClassOf bil:Event ;
  skos:prefLabel "visit"@en, "訪問"@ja, "دورہ"@ur ; skos:example "An example."@en ;
  skos:definition "訪問の定義"@ja, "A journey."@en .
bil:host a owl:ObjectProperty ; rdfs:label "host"@en ; rdfs:range bil:Event ;
  rdfs:domain [ owl:unionOf ( bil:Visit bil:Event ) ] .
bil:date a owl:DatatypeProperty ; rdfs:label "date"@en ; rdfs:subPropertyOf bil:host .
owl:Thing a owl:Class .
"""
DATA = """
id:visit.a a bil:Visit ; bil:date "1957" ; bil:hasTopic c:topic.health .
id:visit.b a bil:Visit ; bil:date "1958" , "1959" .
c:topic.health a skos:Concept ; skos:prefLabel "Health"@en ; skos:broader c:topic.life .
c:topic.life a skos:Concept ; skos:prefLabel "Life"@en ; skos:narrower c:topic.health .
g:s.p1s1.a { id:visit.a a bil:Visit } g:inferred.inverse { id:visit.a bil:x id:visit.b }
g:provenance {
  doc:s a ev:SourceDocument ; dcterms:issued "2024" ; ev:sentences 3 .
  doc:t a ev:SourceDocument ; ev:sentences 2 . doc:u a bil:Visit .
  psg:s.p1s1 oa:hasSource doc:s ; ev:paragraph 1 ; ev:sentence 1 .
  g:s.p1s1.a a ev:AssertionGraph ; prov:wasDerivedFrom psg:s.p1s1 .
}
"""


@pytest.fixture(scope="module")
def store() -> ox.Store:
    store = ox.Store()
    store.load(HEAD + DATA, ox.RdfFormat.TRIG)
    graph = ox.NamedNode(ONTOLOGY_GRAPH)
    store.load(HEAD + ONTOLOGY, ox.RdfFormat.TURTLE, to_graph=graph)
    return store


def test_terms_stand_by_sort_and_label(store: ox.Store) -> None:
    assert [(term.sort, term.label, term.used) for term in terms(store)] == [
        ("class", "event", 0),
        ("class", "visit", 3),
        ("property", "date", 3),
        ("property", "host", 0),
        ("concept", "Health", 1),
        ("concept", "Life", 0),
    ]


def test_a_class_has_its_texts_and_what_is_above_it(store: ox.Store) -> None:
    (term,) = lookup(store, "bil:Visit")
    assert term == Term(
        iri=BIL + "Visit",
        label="visit",
        sort="class",
        other_labels=("訪問", "دورہ"),
        definition="A journey.",
        example="An example.",
        above=("event",),
        domain=(),
        range=(),
        used=3,
    )
    assert term.text().splitlines() == [
        "visit (class bil:Visit)",
        "  also called   訪問, دورہ",
        "  means         A journey.",
        "  example       An example.",
        "  is a kind of  event",
        "  used          3 times",
    ]


def test_a_property_has_its_domain_and_range(store: ox.Store) -> None:
    (host,) = lookup(store, "host")
    assert (host.domain, host.range, host.above) == (("visit", "event"), ("event",), ())
    assert "  from          visit or event" in host.text()
    (date,) = lookup(store, "date")
    assert date.above == ("host",)


@pytest.mark.parametrize(
    ("name", "iri"),
    [
        ("VISIT", BIL + "Visit"),
        ("訪問", BIL + "Visit"),
        (f"<{BIL}Visit>", BIL + "Visit"),
        ("health", CONCEPT + "topic.health"),
        ("topic.life", CONCEPT + "topic.life"),
        (" bil:date ", BIL + "date"),
    ],
)
def test_a_term_is_looked_up_by_any_of_its_names(store: ox.Store, name: str, iri: str) -> None:
    assert [term.iri for term in lookup(store, name)] == [iri]


def test_an_unknown_term_gets_the_nearest(store: ox.Store) -> None:
    with pytest.raises(UnknownNameError, match="unknown term: 'visits'") as caught:
        lookup(store, "visits")
    assert caught.value.suggestions[0] == "bil:Visit"
    with pytest.raises(UnknownNameError):
        lookup(store, "owl:Thing")


def test_one_use_is_once(store: ox.Store) -> None:
    (health,) = lookup(store, "Health")
    assert health.text().endswith("  used          1 time")
    assert health.above == ("Life",)


def test_figures_count_what_is_there(store: ox.Store) -> None:
    figures = stats(store)
    assert figures["known_triples"] == len(
        list(store.quads_for_pattern(None, None, None, ox.DefaultGraph()))
    )
    assert figures["named_graphs"] == 2
    assert figures["concepts"] == 2
    assert figures["sources"] == 2
    assert figures["inferred_by_rule"] == {"inverse": 1}
    assert figures["sentences_by_source"] == {
        "s": {"covered": 1, "total": 3},
        "t": {"covered": 0, "total": 2},
    }
    assert dated_sources(store) == (2, 1)
