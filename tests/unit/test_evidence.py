from __future__ import annotations

import pyoxigraph as ox
import pytest

from bilateral.errors import UnknownNameError
from bilateral.evidence.citations import Citation, citations, merged
from bilateral.evidence.classes import class_names, class_of, classes, classes_of, is_a, kind_of
from bilateral.evidence.facts import Fact, facts
from bilateral.evidence.labels import check_language, label, labels, translations
from bilateral.evidence.places import Place, is_accepted, place_of, places_of
from bilateral.rdf.vocabulary import BIL, CONCEPT, EV, ID, SCHEMA, spaces

HEAD = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in spaces().prefixes.items())
DATA = """
id:a bil:hasParticipant id:b ; bil:date "1957", "1957-04" ; bil:partOf id:c ;
  a bil:Visit, bil:Event .
id:b a bil:Person ; bil:participatedIn id:a .
id:m a schema:MonetaryAmount ; schema:currency "JPY" .
id:c bil:name "C" .
c:topic.x a skos:Concept .
id:a skos:prefLabel "訪問"@ja, "Visit b"@en, "Visit a"@en .
id:b skos:prefLabel "ب"@ur, "ビー"@ja .
[] bil:name "nobody" .

g:s.p1s2.a { id:a bil:hasParticipant id:b ; bil:date "1957", "1958" ; a bil:Visit }
g:s.p10s1.a { id:a bil:hasParticipant id:b . id:a bil:date "1957-04" }
g:t.a { id:a bil:hasParticipant id:b . id:b bil:participatedIn id:a }
g:u.p1s1.a { id:a bil:partOf id:c }
g:reference.things { id:c bil:name "C" . id:a bil:hasParticipant id:b }
g:inferred.inverse { id:b bil:participatedIn id:a }
g:inferred.subclass { id:a a bil:Event }
g:provenance {
  doc:s dcterms:title "S" ; dcterms:publisher "P" ; dcterms:issued "2024-02-22" ;
    dcterms:source <https://example.org/s> ; a ev:SourceDocument .
  psg:s.p1s2 oa:hasSource doc:s ; ev:paragraph 1 ; ev:sentence 2 .
  psg:s.p10s1 oa:hasSource doc:s ; ev:paragraph 10 ; ev:sentence 1 .
  g:s.p1s2.a prov:wasDerivedFrom psg:s.p1s2 ; ev:status ev:Accepted .
  g:s.p10s1.a prov:wasDerivedFrom psg:s.p10s1, doc:v ; ev:status ev:Accepted .
  g:t.a prov:wasDerivedFrom doc:t ; ev:status ev:Disputed .
  g:u.p1s1.a prov:wasDerivedFrom doc:u ; ev:status ev:Accepted, ev:Superseded .
  g:reference.things dcterms:title "Things" ; dcterms:source <https://example.org/things> .
}
<https://w3id.org/bilateral/ontology> {
  bil:Visit rdfs:label "visit"@en ; skos:prefLabel "訪問"@ja ;
    rdfs:subClassOf bil:Meeting, [ a owl:Restriction ] .
  bil:Meeting rdfs:subClassOf bil:Event .
  bil:Person rdfs:label "person"@en .
  bil:participatedIn owl:inverseOf bil:hasParticipant .
}
<https://w3id.org/bilateral/evidence> { ev:Accepted rdfs:label "accepted"@en ; a ev:Status }
"""


def node(name: str) -> ox.NamedNode:
    prefix, _, local = name.partition(":")
    return ox.NamedNode(spaces().prefixes[prefix] + local)


def triple(subject: str, predicate: str, value: str) -> ox.Triple:
    target = node(value) if ":" in value else ox.Literal(value)
    return ox.Triple(node(subject), node(predicate), target)


@pytest.fixture(scope="module")
def store() -> ox.Store:
    store = ox.Store()
    store.load(HEAD + DATA, ox.RdfFormat.TRIG)
    return store


def short(cited: tuple[Citation, ...]) -> list[str]:
    return [f"{citation.short} {citation.status}".strip() for citation in cited]


def test_citations_come_in_the_order_of_sources_and_sentences(store: ox.Store) -> None:
    stated = triple("id:a", "bil:hasParticipant", "id:b")
    assert short(citations(store, stated)) == [
        *("s 1.2 Accepted", "s 10.1 Accepted", "t Disputed", "v Accepted"),
    ]
    assert short(citations(store, stated, accepted_only=True)) == [
        *("s 1.2 Accepted", "s 10.1 Accepted", "v Accepted"),
    ]


def test_a_citation_describes_its_document(store: ox.Store) -> None:
    (first, *_) = citations(store, triple("id:a", "bil:hasParticipant", "id:b"))
    assert first == Citation(
        source=spaces().source + "s",
        slug="s",
        title="S",
        publisher="P",
        date="2024-02-22",
        url="https://example.org/s",
        paragraph=1,
        sentence=2,
        graph=spaces().graph + "s.p1s2.a",
        status="Accepted",
    )
    assert first.text == "S, P, 2024-02-22, paragraph 1, sentence 2 <https://example.org/s>"
    assert first.place == Place(spaces().source + "s", 1, 2)


def test_precision_is_sentence_document_or_reference(store: ox.Store) -> None:
    stated = citations(store, triple("id:a", "bil:hasParticipant", "id:b"))
    assert [citation.precision for citation in stated] == [
        *("sentence", "sentence", "document", "document"),
    ]
    (reference,) = citations(store, triple("id:c", "bil:name", "C"))
    assert (reference.precision, reference.short) == ("reference", "reference.things")
    assert (reference.title, reference.url) == ("Things", "https://example.org/things")
    assert reference.text == "Things <https://example.org/things>"


def test_a_reference_file_is_not_cited_beside_a_source(store: ox.Store) -> None:
    stated = citations(store, triple("id:a", "bil:hasParticipant", "id:b"))
    assert all(citation.precision != "reference" for citation in stated)


def test_an_inferred_triple_cites_what_states_its_premises(store: ox.Store) -> None:
    followed = citations(store, triple("id:a", "rdf:type", "bil:Event"))
    assert short(followed) == ["s 1.2 Accepted"]


def test_a_doubted_statement_does_not_hide_accepted_premises(store: ox.Store) -> None:
    both = triple("id:b", "bil:participatedIn", "id:a")
    assert short(citations(store, both)) == ["t Disputed"]
    assert short(citations(store, both, accepted_only=True)) == [
        *("s 1.2 Accepted", "s 10.1 Accepted", "v Accepted"),
    ]


def test_the_citations_of_several_triples_are_merged_without_repetition(store: ox.Store) -> None:
    groups = [
        citations(store, triple("id:a", "bil:date", "1957-04")),
        citations(store, triple("id:c", "bil:name", "C")),
        citations(store, triple("id:a", "bil:hasParticipant", "id:b"), accepted_only=True),
    ]
    assert short(merged(groups)) == ["s 1.2 Accepted", "s 10.1 Accepted", "v Accepted"]
    assert short(merged(groups[1:2])) == ["reference.things"]
    assert merged([]) == ()


def test_a_place_is_written_as_slug_and_position() -> None:
    whole, sentence = Place("https://example.org/a/long"), Place("https://example.org/s", 8, 4)
    assert (whole.slug, whole.position, whole.short) == ("long", "", "long")
    assert (sentence.slug, sentence.position, sentence.short) == ("s", "8.4", "s 8.4")


def test_places_of_a_graph_are_passages_and_whole_documents(store: ox.Store) -> None:
    source = spaces().source
    assert places_of(store, node("g:s.p10s1.a")) == (
        Place(source + "s", 10, 1),
        Place(source + "v"),
    )
    assert places_of(store, node("g:t.a")) == (Place(source + "t"),)
    assert places_of(store, node("g:reference.things")) == ()
    assert place_of(store, node("psg:s.p1s2")) == Place(source + "s", 1, 2)


@pytest.mark.parametrize(
    ("graph", "accepted"),
    [
        ("g:s.p1s2.a", True),
        ("g:t.a", False),
        ("g:u.p1s1.a", False),
        ("g:nowhere", False),
        ("g:reference.things", True),
        ("g:scheme.topics", True),
    ],
)
def test_a_graph_is_accepted_where_nobody_doubts_it(
    store: ox.Store, graph: str, *, accepted: bool
) -> None:
    assert is_accepted(store, node(graph)) is accepted


def test_facts_are_what_is_known_with_its_places(store: ox.Store) -> None:
    known = {(fact.subject, fact.predicate, fact.value): fact for fact in facts(store)}
    source = spaces().source

    def fact(subject: str, predicate: str, value: str) -> Fact:
        stated = triple(subject, predicate, value)
        assert isinstance(stated.object, ox.NamedNode | ox.Literal)
        return known[node(subject).value, node(predicate).value, stated.object]

    both = fact("id:a", "bil:hasParticipant", "id:b")
    assert both.places == (
        Place(source + "s", 1, 2),
        Place(source + "s", 10, 1),
        Place(source + "v"),
    )
    assert (both.inferred, both.target, both.note) == (False, ID + "b", "")
    assert fact("id:a", "bil:date", "1957").places == (Place(source + "s", 1, 2),)
    assert fact("id:c", "bil:name", "C")._asdict() == {
        "subject": ID + "c",
        "predicate": BIL + "name",
        "value": ox.Literal("C"),
        "places": (),
        "inferred": False,
        "note": "",
    }
    # What only a doubted graph states, or a rule alone adds, is not stated.
    for inferred in (("id:b", "bil:participatedIn", "id:a"), ("id:a", "rdf:type", "bil:Event")):
        assert (fact(*inferred).inferred, fact(*inferred).places) == (True, ())
    # 1958 stands in a graph, but is not known; a blank node has no page.
    assert not [fact for fact in facts(store) if fact.value.value in ("1958", "nobody")]
    assert [*known] == sorted(known, key=lambda row: (row[0], row[1], str(row[2])))


def test_the_most_specific_class_is_the_one_that_no_other_specialises(store: ox.Store) -> None:
    assert classes_of(store, ID + "a") == [BIL + "Visit"]
    assert classes_of(store, ID + "m") == [SCHEMA + "MonetaryAmount"]
    assert classes_of(store, ID + "c") == []
    assert class_of(store, ID + "c") is None


def test_classes_of_everything_are_those_of_each_thing(store: ox.Store) -> None:
    everything = classes(store)
    assert everything.keys() == {ID + "a", ID + "b", ID + "m", CONCEPT + "topic.x"}
    assert everything == {iri: class_of(store, iri) for iri in everything}
    assert class_names(store) == {
        ID + "a": "Visit",
        ID + "b": "Person",
        ID + "m": "MonetaryAmount",
        CONCEPT + "topic.x": "Concept",
    }


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("id:a", "visit"),
        ("id:b", "person"),
        ("id:m", "MonetaryAmount"),
        ("id:c", ""),
        ("c:topic.x", "concept"),
        ("c:topic", "concept scheme"),
        ("doc:s", "SourceDocument"),
        ("ev:Accepted", "Status"),
    ],
)
def test_everything_is_called_by_its_kind(store: ox.Store, name: str, kind: str) -> None:
    assert kind_of(store, node(name).value) == kind


def test_a_class_holds_for_what_is_known_and_for_the_evidence(store: ox.Store) -> None:
    assert is_a(store, ID + "a", BIL + "Event")
    assert is_a(store, spaces().source + "s", EV + "SourceDocument")
    assert not is_a(store, ID + "b", BIL + "Event")
    assert not is_a(store, EV + "Accepted", EV + "Status")


@pytest.mark.parametrize(
    ("name", "lang", "text"),
    [
        ("id:a", "ja", "訪問"),
        ("id:a", "ur", "Visit a"),
        ("id:b", "en", "ビー"),
        ("id:b", "ur", "ب"),
        ("id:c", "en", "id:c"),
        ("bil:Visit", "en", "visit"),
        ("bil:Visit", "ja", "訪問"),
        ("bil:Person", "ja", "person"),
        ("ev:Accepted", "en", "accepted"),
        ("doc:s", "en", "S"),
        ("psg:s.p1s2", "en", "s 1.2"),
        ("psg:s.p9s9", "en", "psg:s.p9s9"),
        ("doc:t", "en", "doc:t"),
    ],
)
def test_a_label_falls_back_on_english_then_on_any_language(
    store: ox.Store, name: str, lang: str, text: str
) -> None:
    assert label(store, node(name).value, lang) == text
    assert labels(store, lang).get(node(name).value, text) == text


def test_translations_hold_one_language_each(store: ox.Store) -> None:
    assert translations(store, ["ja", "ur"]) == {
        "ja": {ID + "a": "訪問", ID + "b": "ビー", BIL + "Visit": "訪問"},
        "ur": {ID + "b": "ب"},
    }


def test_a_language_without_labels_is_refused(store: ox.Store) -> None:
    for lang in ("en", "ja", "ur"):
        check_language(store, lang)
    with pytest.raises(
        UnknownNameError, match=r"unknown language: 'fr'(.|\n)*names are in en, ja, ur"
    ):
        check_language(store, "fr")
