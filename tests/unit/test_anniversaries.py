from __future__ import annotations

from datetime import date

import pyoxigraph as ox
import pytest

from bilateral.errors import UnknownNameError, UsageError
from bilateral.rdf.vocabulary import ONTOLOGY_GRAPH, spaces
from bilateral.views.anniversaries import anniversaries

HEAD = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in spaces().prefixes.items())


@pytest.fixture(scope="module")
def store() -> ox.Store:
    dates = {
        "day": "1957-05-27",
        "leap": "1952-02-29",
        "month": "1960-12",
        "season": "1960-21",
        "year": "1962",
        "span": "1966-11-20/1966-11-30",
        "about": "1987-03-01~",
        "later": "2030-01-01",
    }
    data = "".join(
        f'id:{name} a bil:Event ; bil:date "{text}"^^edtf:EDTF .\n' for name, text in dates.items()
    )
    data += 'id:figure a bil:Observation ; bil:date "1957-05-27"^^edtf:EDTF .\n'
    kinds = (
        'bil:Event a owl:Class ; rdfs:label "event"@en . '
        'bil:Observation a owl:Class ; rdfs:label "observation"@en .'
    )
    store = ox.Store()
    store.load(HEAD + data, ox.RdfFormat.TURTLE)
    store.load(HEAD + kinds, ox.RdfFormat.TURTLE, to_graph=ox.NamedNode(ONTOLOGY_GRAPH))
    return store


def listed(
    store: ox.Store, day: str, *, months: int = 12, every: int = 5
) -> list[tuple[str, int, str]]:
    found = anniversaries(store, date.fromisoformat(day), months=months, every=every)
    return [(one.next, one.years, one.moment.iri.rpartition("/")[2]) for one in found]


def test_days_and_months_to_come_are_listed_in_order(store: ox.Store) -> None:
    assert listed(store, "2026-11-24") == [
        ("2027-02-28", 75, "leap"),
        ("2027-03-01", 40, "about"),
        ("2027-05-27", 70, "day"),
    ]
    assert listed(store, "2026-11-20", months=1) == [("2026-11-20", 60, "span")]


def test_all_years_are_listed_on_wish_and_the_end_is_left_out(store: ox.Store) -> None:
    assert listed(store, "2026-11-24", every=1, months=6) == [
        ("2026-12", 66, "month"),
        ("2027-02-28", 75, "leap"),
        ("2027-03-01", 40, "about"),
    ]
    days = [one for one in listed(store, "2026-05-27", every=1) if one[2] == "day"]
    assert days == [("2026-05-27", 69, "day")]
    assert listed(store, "2027-05-27", months=1) == [("2027-05-27", 70, "day")]


def test_the_29th_of_february_is_itself_in_a_leap_year(store: ox.Store) -> None:
    assert ("2032-02-29", 80, "leap") in listed(store, "2032-01-01", months=3)


def test_what_is_still_to_come_has_no_anniversary(store: ox.Store) -> None:
    assert not [one for one in listed(store, "2026-01-01", months=120, every=1) if one[1] <= 0]


def test_other_classes_are_looked_at_on_wish(store: ox.Store) -> None:
    found = anniversaries(store, date(2027, 1, 1), kind="Observation")
    assert [one.moment.iri.rpartition("/")[2] for one in found] == ["figure"]
    with pytest.raises(UnknownNameError):
        anniversaries(store, date(2027, 1, 1), kind="nonsense")


@pytest.mark.parametrize(("months", "every"), [(0, 5), (1201, 5), (12, 0)])
def test_a_time_that_makes_no_sense_is_refused(store: ox.Store, months: int, every: int) -> None:
    with pytest.raises(UsageError, match="months must be from 1 to 1200 and every at least 1"):
        anniversaries(store, date(2026, 1, 1), months=months, every=every)


def test_the_end_of_the_calendar_is_refused(store: ox.Store) -> None:
    with pytest.raises(UsageError, match="the calendar ends"):
        anniversaries(store, date(9999, 6, 1), months=12)
