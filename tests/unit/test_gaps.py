from __future__ import annotations

import pyoxigraph as ox
import pytest

from bilateral.errors import UnknownNameError, UsageError
from bilateral.rdf.vocabulary import BIL, ID, ONTOLOGY_GRAPH, spaces
from bilateral.views.gaps import gaps, line_named

HEAD = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in spaces().prefixes.items())
DATA = """
id:post.envoy a bil:Post ; skos:prefLabel "Envoy"@en .
id:person.a a bil:Person ; skos:prefLabel "Anna"@en .
id:tenure.a a bil:Tenure ; bil:ofPost id:post.envoy ; bil:heldBy id:person.a ;
  bil:date "2000/2002-03"^^edtf:EDTF .
id:tenure.b a bil:Tenure ; skos:prefLabel "Ben as Envoy"@en ; bil:ofPost id:post.envoy ;
  bil:attestedDate "2003-06-01"^^edtf:EDTF , "2005-02"^^edtf:EDTF .
id:tenure.c a bil:Tenure ; skos:prefLabel "Cleo as Envoy"@en ; bil:ofPost id:post.envoy ;
  bil:date "2005-03-01/.."^^edtf:EDTF .
id:tenure.d a bil:Tenure ; skos:prefLabel "Dan as Envoy"@en ; bil:ofPost id:post.envoy ;
  bil:date "2020"^^edtf:EDTF .
id:series.talks a bil:DialogueMechanism ; skos:prefLabel "Talks"@en .
id:meeting.1 bil:roundOf id:series.talks ; bil:date "2010/"^^edtf:EDTF .
id:meeting.2 bil:roundOf id:series.talks ; bil:date "2012-01-01"^^edtf:EDTF .
id:visit.1 a bil:Visit ; bil:date "1957"^^edtf:EDTF .
id:visit.2 a bil:Visit ; bil:date "1958-01-02"^^edtf:EDTF .
id:org.x a bil:Organization ; skos:prefLabel "X"@en .
"""
ONTOLOGY = "".join(
    f'bil:{name} a owl:Class ; rdfs:label "{name.lower()}"@en .\n'
    for name in ("Visit", "Post", "DialogueMechanism")
)


@pytest.fixture(scope="module")
def store() -> ox.Store:
    store = ox.Store()
    store.load(HEAD + DATA, ox.RdfFormat.TURTLE)
    store.load(HEAD + ONTOLOGY, ox.RdfFormat.TURTLE, to_graph=ox.NamedNode(ONTOLOGY_GRAPH))
    return store


def test_a_post_has_a_gap_from_one_holder_to_the_next(store: ox.Store) -> None:
    found = gaps(store, ID + "post.envoy")
    assert [(one.first, one.last, one.days) for one in found] == [
        ("2002-04-01", "2003-05-31", 426),
    ]
    # A tenure without a name of its own is told by who held the post. Attested on two
    # days, the second holder held it between; the third goes on, so there is no later gap.
    assert (found[0].before, found[0].after) == ("Anna", "Ben as Envoy")


def test_an_end_that_is_not_known_is_not_taken_for_a_time_that_is_recorded(store: ox.Store) -> None:
    (found,) = gaps(store, ID + "series.talks")
    assert (found.first, found.last) == ("2011-01-01", "2011-12-31")


def test_a_gap_is_as_short_as_the_dates_allow(store: ox.Store) -> None:
    (found,) = gaps(store, BIL + "Visit")
    assert (found.first, found.last, found.days) == ("1958-01-01", "1958-01-01", 1)
    assert gaps(store, BIL + "Visit", days=2) == []


def test_a_thing_without_a_line_is_refused(store: ox.Store) -> None:
    with pytest.raises(UsageError, match="X has no line of dated things"):
        gaps(store, ID + "org.x")


def test_a_name_may_be_that_of_a_class_or_of_a_thing(store: ox.Store) -> None:
    assert line_named(store, "visit") == BIL + "Visit"
    assert line_named(store, "talks") == ID + "series.talks"
    with pytest.raises(UnknownNameError):
        line_named(store, "nothing of this name")
