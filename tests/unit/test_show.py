from __future__ import annotations

import json

import pyoxigraph as ox
import pytest

from bilateral.errors import UnknownNameError
from bilateral.rdf.vocabulary import ID, spaces
from bilateral.views.card import show

HEAD = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in spaces().prefixes.items())
DATA = """
id:visit.x a bil:Visit ; skos:prefLabel "A visit"@en ; skos:altLabel "The trip" ;
  dcterms:description "Own words."@en ; bil:date "2023-07" ; bil:hasParticipant id:person.y .
id:person.y a bil:Person ;
  skos:prefLabel "Y\\u001b[2J \\u202e*"@en ; bil:participatedIn id:visit.x .
id:meeting.z a bil:Meeting ; skos:prefLabel "Z"@en ; bil:partOf id:visit.x .

g:s.p1s2.a { id:visit.x a bil:Visit ; bil:date "2023-07" ; bil:hasParticipant id:person.y .
  id:meeting.z bil:partOf id:visit.x . }
g:t.a { id:visit.x bil:date "2022" }
g:inferred.inverse { id:person.y bil:participatedIn id:visit.x }
g:provenance {
  doc:s dcterms:title "S"@en . doc:t dcterms:title "T"@en .
  psg:s.p1s2 oa:hasSource doc:s ; ev:paragraph 1 ; ev:sentence 2 .
  g:s.p1s2.a a ev:AssertionGraph ; prov:wasDerivedFrom psg:s.p1s2 ; ev:status ev:Accepted .
  g:t.a a ev:AssertionGraph ; prov:wasDerivedFrom doc:t ; ev:status ev:Disputed .
}
<https://w3id.org/bilateral/ontology> {
  bil:Visit rdfs:label "visit"@en .
  bil:hasParticipant rdfs:label "has participant"@en .
  bil:partOf rdfs:label "part of"@en .
  bil:date rdfs:label "date"@en .
  bil:participatedIn rdfs:label "participated in"@en ; owl:inverseOf bil:hasParticipant .
}
"""


@pytest.fixture(scope="module")
def store() -> ox.Store:
    store = ox.Store()
    store.load(HEAD + DATA, ox.RdfFormat.TRIG)
    return store


def test_a_card_tells_facts_with_their_sentences(store: ox.Store) -> None:
    text = show(store, ID + "visit.x").text()
    head, _, claims = text.partition("Claims that do not count as known\n")
    assert head.startswith(f"A visit\nvisit · {ID}visit.x\n\nOwn words.\n\nAlso: The trip\n")
    assert "  date\n    2023-07 [s 1.2]\n" in head
    assert "Mentioned by\n  part of\n    Z [s 1.2]\n" in head
    assert claims == "  date\n    2022 (disputed) [t]\n"


def test_inferred_lines_are_marked_and_cite_what_they_follow_from(store: ox.Store) -> None:
    text = show(store, ID + "person.y").text()
    assert "  participated in\n    A visit (inferred) [s 1.2]\n" in text


def test_names_from_data_command_neither_a_terminal_nor_markdown(store: ox.Store) -> None:
    card = show(store, ID + "visit.x")
    for written in (card.text(), card.markdown()):
        assert "\x1b" not in written
        assert "\u202e" not in written
    assert "\\*" in card.markdown()


def test_a_card_is_plain_data_for_json(store: ox.Store) -> None:
    card = json.loads(json.dumps(show(store, ID + "visit.x").to_dict()))
    date = next(fact for fact in card["facts"] if fact["value"] == "2023-07")
    assert (date["incoming"], date["inferred"], date["status"]) == (False, False, "")
    assert [one["short"] for one in date["citations"]] == ["s 1.2"]


def test_an_unknown_thing_is_refused(store: ox.Store) -> None:
    with pytest.raises(UnknownNameError):
        show(store, ID + "nobody")
