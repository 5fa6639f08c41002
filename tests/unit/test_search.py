from __future__ import annotations

import pyoxigraph as ox
import pytest

from bilateral.errors import UnknownNameError, UsageError
from bilateral.find.fold import fold
from bilateral.find.resolve import resolve
from bilateral.find.search import search
from bilateral.rdf.vocabulary import ID, spaces

HEAD = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in spaces().prefixes.items())
DATA = """
id:org.jica a bil:Organization, bil:Actor ;
  skos:prefLabel "Japan International Cooperation Agency"@en ;
  skos:altLabel "JICA", "国際協力機構"@ja .
id:org.jica-friends a bil:Organization ; skos:prefLabel "Friends of JICA"@en .
id:project.jica-health a bil:Project ; skos:prefLabel "JICA health project"@en .
id:person.zafarullah-khan a bil:Person, bil:Actor ; skos:prefLabel "Zafarullāh Khan"@en ;
  skos:altLabel "ظفر اللہ خان"@ur, "ザファルッラー・ハーン"@ja .
id:person.amir a bil:Person ; skos:prefLabel "Same Name"@en .
id:person.other a bil:Person ; skos:prefLabel "same name"@en .
id:person.third a bil:Person ; skos:prefLabel "Twin"@en .
id:person.fourth a bil:Person ; skos:prefLabel "Twin"@en .
c:topic.health a skos:Concept ; skos:prefLabel "Health"@en .
"""
ONTOLOGY = """
bil:Person a owl:Class ; rdfs:subClassOf bil:Actor ; rdfs:label "person"@en .
bil:Organization a owl:Class ; rdfs:subClassOf bil:Actor ; rdfs:label "organization"@en .
bil:Project a owl:Class ; rdfs:label "project"@en .
"""


@pytest.fixture(scope="module")
def store() -> ox.Store:
    store = ox.Store()
    store.load(HEAD + DATA, ox.RdfFormat.TURTLE)
    store.load(
        HEAD + ONTOLOGY,
        ox.RdfFormat.TURTLE,
        to_graph=ox.NamedNode("https://w3id.org/bilateral/ontology"),
    )
    return store


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("zafarullah", "Zafarullāh"),
        ("ظفر الله خان", "ظفر اللہ خان"),
        ("كراچي", "کراچی"),
        ("مُحَمَّد", "محمد"),
        ("からち", "カラチ"),
        ("ＪＩＣＡ", "jica"),
        ("Straße", "STRASSE"),
        ("Lodz", "Łódź"),
        ("١٩٥٧", "1957"),
        ("Pakistan-Japan", "pakistan – japan"),
    ],
)
def test_spellings_of_one_name_fold_to_the_same(typed: str, written: str) -> None:
    assert fold(typed) == fold(written)


def test_voiced_kana_are_other_letters() -> None:
    assert fold("が") != fold("か")


def test_exact_names_stand_before_beginnings_words_and_parts(store: ox.Store) -> None:
    assert [hit.iri.removeprefix(ID) for hit in search(store, "jica")] == [
        "org.jica",
        "project.jica-health",
        "org.jica-friends",
    ]


@pytest.mark.parametrize("text", ["ザファルッラー", "ظفر اللہ", "ظفر الله", "zafarulah khan"])
def test_a_person_is_found_in_any_script_and_in_spite_of_a_slip(store: ox.Store, text: str) -> None:
    hit = search(store, text)[0]
    assert (hit.label, hit.kind) == ("Zafarullāh Khan", "person")


def test_a_kind_and_a_limit_narrow_the_hits(store: ox.Store) -> None:
    assert [hit.label for hit in search(store, "jica", kind="Project")] == ["JICA health project"]
    assert len(search(store, "jica", kind="organizations", limit=1)) == 1
    assert search(store, " \u200b ") == []
    with pytest.raises(UnknownNameError, match="did you mean project"):
        search(store, "jica", kind="projct")


@pytest.mark.parametrize(
    "name",
    ["JICA", "国際協力機構", "id:org.jica", "org.jica", ID + "org.jica", f"<{ID}org.jica>"],
)
def test_a_thing_is_known_by_label_alias_and_iri(store: ox.Store, name: str) -> None:
    assert resolve(store, name) == ID + "org.jica"


def test_the_name_as_typed_wins_over_one_that_folds_to_it(store: ox.Store) -> None:
    assert resolve(store, "same name") == ID + "person.other"
    assert resolve(store, "Same Name") == ID + "person.amir"


def test_a_class_is_known_by_its_name(store: ox.Store) -> None:
    assert resolve(store, "person") == resolve(store, "bil:Person")


def test_a_name_of_two_things_is_refused_with_both(store: ox.Store) -> None:
    with pytest.raises(UsageError, match=r"id:person\.fourth.*id:person\.third"):
        resolve(store, "twin")


@pytest.mark.parametrize("name", ["", "id:nobody", "http://exa mple", "x" * 5000, "<>"])
def test_what_nothing_is_called_is_refused(store: ox.Store, name: str) -> None:
    with pytest.raises(UnknownNameError, match="unknown name"):
        resolve(store, name)


@pytest.mark.parametrize(
    ("text", "label", "score"),
    [
        ("Friends of JICA", "Friends of JICA", 1.0),
        # An alias counts a little less than the preferred name.
        ("国際協力機構", "Japan International Cooperation Agency", 0.99),
        # A beginning, a word and a part, each with a bonus for the share of the name.
        ("friends o", "Friends of JICA", 0.9 + 0.04 * 9 / 15 + 0.01),
        ("jica friends", "Friends of JICA", 0.8 + 0.04 * 12 / 15 + 0.01),
        ("riends", "Friends of JICA", 0.6 + 0.04 * 6 / 15 + 0.01),
        # A query that is longer than the name has no bonus above that of an equal one.
        ("health health", "Health", 0.8 + 0.04 + 0.01),
        # One word with a slip, and a name with a slip as a whole.
        ("heath", "Health", 0.5 * (10 / 11) + 0.04 * 5 / 6 + 0.01),
        ("frends", "Friends of JICA", 0.5 * 0.95 * (12 / 13) + 0.04 * 6 / 15 + 0.01),
    ],
)
def test_the_score_shows_how_well_a_name_matches(
    store: ox.Store, text: str, label: str, score: float
) -> None:
    hits = {hit.label: hit.score for hit in search(store, text)}
    assert hits[label] == pytest.approx(score, abs=0.0006)


def test_four_letters_are_compared_word_by_word_and_three_are_not(store: ox.Store) -> None:
    assert "Friends of JICA" in {hit.label for hit in search(store, "jicb")}
    assert "Same Name" not in {hit.label for hit in search(store, "nam")[5:]}
    assert search(store, "sxm") == []
    # A query of more words than the name is compared as a whole.
    assert search(store, "health of all the people in the world") == []


def test_what_is_described_ranks_behind_every_name() -> None:
    store = ox.Store()
    long = "word " * 50 + "and the harbour of Karachi " + "word " * 50
    store.load(
        HEAD + f'id:a dcterms:description "{long}"@en . id:b skos:prefLabel "Karachu"@en .'
        'id:c skos:prefLabel "C"@en ; skos:definition "A harbour."@en .',
        ox.RdfFormat.TURTLE,
    )
    hits = search(store, "karachi")
    assert [hit.iri.removeprefix(ID) for hit in hits] == ["b", "a"]
    assert hits[1].score == 0.3
    assert hits[1].matched.startswith("…")
    assert hits[1].matched.endswith("…")
    assert "harbour of Karachi word" in hits[1].matched
    assert len(hits[1].matched) == 122
    assert search(store, "harbour")[1].matched == "A harbour."
    # Words of a description are looked for whole or by their beginning, not inside.
    assert search(store, "arbour") == []


def test_at_most_three_classes_are_suggested() -> None:
    store = ox.Store()
    names = ("Visit", "Visitor", "Visits", "Visita", "Vista", "Vasit")
    classes = "".join(f'bil:{name} a owl:Class ; rdfs:label "the {name}"@en .\n' for name in names)
    graph = ox.NamedNode("https://w3id.org/bilateral/ontology")
    store.load(HEAD + classes, ox.RdfFormat.TURTLE, to_graph=graph)
    with pytest.raises(UnknownNameError) as caught:
        search(store, "x", kind="Visitt")
    assert len(caught.value.suggestions) == 3
    assert caught.value.suggestions[0] == "the Visit"


def test_a_near_name_is_suggested(store: ox.Store) -> None:
    with pytest.raises(UnknownNameError) as caught:
        resolve(store, "Zafarulah Khan")
    assert caught.value.suggestions == ("Zafarullāh Khan",)
