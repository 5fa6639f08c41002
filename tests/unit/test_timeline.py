from __future__ import annotations

import pyoxigraph as ox
import pytest

from bilateral.errors import UnknownNameError, UsageError
from bilateral.rdf.vocabulary import spaces
from bilateral.views.timeline import timeline

HEAD = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in spaces().prefixes.items())


def dated(slug: str, kind: str, date: str, first: str = "", last: str = "") -> str:
    bounds = f'; bil:notBefore "{first}"^^xsd:date' if first else ""
    bounds += f'; bil:notAfter "{last}"^^xsd:date' if last else ""
    name = f'skos:prefLabel "{slug}"@en'
    return f'id:{slug} a bil:{kind} ; {name} ; bil:date "{date}"^^edtf:EDTF {bounds} .\n'


@pytest.fixture(scope="module")
def store() -> ox.Store:
    store = ox.Store()
    data = dated("month", "Visit", "1957-04", "1957-04-01", "1957-04-30")
    data += dated("year", "Event", "1957~", "1957-01-01", "1957-12-31")
    data += dated("day", "Visit", "1957-04-01", "1957-04-01", "1957-04-01")
    data += dated("open", "Project", "1954/..", "1954-01-01")
    data += dated("begun", "Project", "../1950", "", "1950-12-31")
    data += 'id:two skos:prefLabel "two"@en ; bil:date "1960"^^edtf:EDTF, "1962"^^edtf:EDTF ;'
    data += ' bil:notBefore "1960-01-01"^^xsd:date ; bil:notAfter "1962-12-31"^^xsd:date .'
    store.load(HEAD + data, ox.RdfFormat.TURTLE)
    store.load(
        HEAD + 'bil:Visit a owl:Class ; rdfs:label "visit"@en .',
        ox.RdfFormat.TURTLE,
        to_graph=ox.NamedNode("https://w3id.org/bilateral/ontology"),
    )
    return store


def names(store: ox.Store, **limits: str | None) -> list[str]:
    given = {"start": None, "end": None, "kind": None, **limits}
    return [f"{one.label} {one.date}" for one in timeline(store, **given)]


def test_things_stand_by_first_then_by_last_possible_day(store: ox.Store) -> None:
    assert names(store) == [
        "begun ../1950",
        "open 1954/..",
        "year 1957~",
        "day 1957-04-01",
        "month 1957-04",
        "two 1960",
        "two 1962",
    ]


def test_what_may_fall_into_the_time_is_kept(store: ox.Store) -> None:
    assert names(store, start="1957-04-02", end="1957-06") == [
        "open 1954/..",
        "year 1957~",
        "month 1957-04",
    ]
    assert names(store, start="1961")[-1] == "two 1962"
    assert "two 1960" not in names(store, start="1961")
    assert names(store, end="1953") == ["begun ../1950"]


def test_a_kind_narrows_the_timeline(store: ox.Store) -> None:
    assert names(store, kind="visits") == ["day 1957-04-01", "month 1957-04"]
    with pytest.raises(UnknownNameError, match="did you mean visit"):
        names(store, kind="vist")


@pytest.mark.parametrize("text", ["57", "1957-13", "1957-02-30", "0000", "١٩٥٧", "1957-4"])
def test_what_is_no_date_is_refused(store: ox.Store, text: str) -> None:
    with pytest.raises(UsageError, match="not a year, month or day"):
        names(store, end=text)


def test_a_time_that_ends_before_it_begins_is_refused(store: ox.Store) -> None:
    with pytest.raises(UsageError, match="is empty"):
        names(store, start="1958", end="1957")
