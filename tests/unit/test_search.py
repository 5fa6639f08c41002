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


def test_a_near_name_is_suggested(store: ox.Store) -> None:
    with pytest.raises(UnknownNameError) as caught:
        resolve(store, "Zafarulah Khan")
    assert caught.value.suggestions == ("Zafarullāh Khan",)
