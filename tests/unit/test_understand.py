"""Questions in words, on three questions and four things."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from bilateral.errors import UnknownNameError
from bilateral.questions.ask import Interpretation, understand
from bilateral.questions.header import parse_query
from bilateral.questions.library import Library
from bilateral.questions.mentions import kind_in, mentions, period
from bilateral.questions.rank import COMMON, common_words, ranking
from bilateral.rdf.vocabulary import ID, spaces

HEAD = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in spaces().prefixes.items())
DATA = """
id:person.nobusuke-kishi skos:prefLabel "Nobusuke Kishi"@en, "岸信介"@ja .
id:person.dan-kishi skos:prefLabel "Dan Kishi"@en .
id:org.jica skos:prefLabel "Japan International Cooperation Agency"@en ;
  skos:altLabel "JICA", "国際協力機構"@ja ; dcterms:description "Gives technical aid."@en .
id:org.all skos:prefLabel "all"@en .
id:place.karachi skos:prefLabel "Karachi"@en, "カラチ"@ja .
id:place.port skos:prefLabel "Karachi Port"@en .
id:place.harbour skos:prefLabel "Port"@en .
id:person.first-aziz skos:prefLabel "Shaukat Aziz"@en .
id:person.other-aziz skos:prefLabel "Shaukat Aziz"@en .
id:state.JP skos:prefLabel "Japan"@en, "日本"@ja .
id:relationship.x a bil:BilateralRelationship ; bil:relates id:state.JP .
"""
VISITS = """\
#+ title: Visits
#+ title-ja: "訪問の一覧"
#+ description: Visits by their visitor.
#+ question: Who visited whom?
#+ group: events
#+ parameters:
#+   - {name: visitor, type: entity, description: Who., example: Nobusuke Kishi}
#+   - {name: from, type: date, description: Not before.}
#+   - {name: to, type: date, description: Not after.}
#+ columns: [{name: visit, description: The visit.}]
SELECT ?visit {}
"""
HISTORY = """\
#+ title: Statements about a thing
#+ description: Every statement.
#+ question: Who says what about it?
#+ group: provenance
#+ parameters:
#+   - {name: thing, type: entity, description: What., example: JICA, required: true}
#+   - {name: day, type: date, description: On which day.}
#+ columns: [{name: statement, description: A statement.}]
SELECT ?statement {}
"""
PORTS = """\
#+ title: Ships at a port
#+ description: Ships that called at a port.
#+ question: Which ships came?
#+ group: trade
#+ parameters:
#+   - {name: place, type: entity, description: Where., example: Karachi, required: true}
#+   - {name: other, type: entity, description: Whatever.}
#+   - {name: kind, type: concept, description: What sort., example: no such thing}
#+ columns: [{name: ship, description: A ship.}]
SELECT ?ship {}
"""


@pytest.fixture(scope="module")
def store() -> ox.Store:
    store = ox.Store()
    store.load(HEAD + DATA, ox.RdfFormat.TURTLE)
    return store


@pytest.fixture(scope="module")
def library() -> Library:
    texts = {"visits": VISITS, "history": HISTORY, "ships": PORTS}
    return Library(parse_query(text, name, f"{name}.rq") for name, text in texts.items())


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("on 1957-05-20 or later", "1957-05-20", "1957-05-20"),
        ("1950-1959", "1950-01-01", "1959-12-31"),
        ("between 1950 and 1959", "1950-01-01", "1959-12-31"),
        ("FROM 1950 TO 1959", "1950-01-01", "1959-12-31"),
        ("1950/1959", "1950-01-01", "1959-12-31"),
        ("in the 1950s", "1950-01-01", "1959-12-31"),
        ("in the 1957s", "1950-01-01", "1959-12-31"),
        ("since 1958", "1958-01-01", None),
        ("After 1958", "1958-01-01", None),
        ("until 1958", None, "1958-12-31"),
        ("before 1958", None, "1958-12-31"),
        ("since 1958, though until 1960", "1958-01-01", "1960-12-31"),
        ("in 1958", "1958-01-01", "1958-12-31"),
        ("in 2023", "2023-01-01", "2023-12-31"),
        ("in 1758", None, None),
        ("in 19580", None, None),
        ("1,958 ships", None, None),
    ],
)
def test_years_and_days_are_periods(text: str, start: str | None, end: str | None) -> None:
    assert period(text) == (start, end)


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("What did Nobusuke Kishi do", ["person.nobusuke-kishi"]),
        ("Nobusuke visited", ["person.nobusuke-kishi"]),
        # Two people bear the name; "Dan" is too short to be only a name.
        ("Kishi visited Dan", []),
        # The longer name leaves no word for the shorter one.
        ("Karachi Port", ["place.port"]),
        ("jica in karachi", ["org.jica", "place.karachi"]),
        ("nobusuke kishi, karachi port", ["person.nobusuke-kishi", "place.port"]),
        ("karachi port of nobusuke kishi", ["place.port", "person.nobusuke-kishi"]),
        ("port karachi port", ["place.port", "place.harbour"]),
        ("give me all", []),
        ("technical aid", []),
        ("国際協力機構は日本の何か", ["org.jica"]),
        ("岸信介とカラチ", ["place.karachi", "person.nobusuke-kishi"]),
        ("", []),
    ],
)
def test_things_are_mentioned_by_their_names(store: ox.Store, text: str, things: list[str]) -> None:
    found = mentions(store, text, COMMON).things
    assert [iri.removeprefix(ID) for iri in found] == things


def test_the_kind_of_a_thing_is_in_its_iri() -> None:
    assert kind_in(ID + "person.nobusuke-kishi") == "person"
    assert kind_in(ID + "relationship.x.y") == "relationship"


def best(store: ox.Store, library: Library, text: str) -> Interpretation:
    return understand(store, library, text)[0]


def test_times_and_things_fill_the_parameters(store: ox.Store, library: Library) -> None:
    entry = best(store, library, "visits of Nobusuke Kishi in the 1950s")
    assert entry.query == "visits"
    assert entry.params == {
        "visitor": ID + "person.nobusuke-kishi",
        "from": "1950-01-01",
        "to": "1959-12-31",
    }
    assert (entry.missing, entry.unused) == ((), ())
    assert best(store, library, "visits since 1958").params == {"from": "1958-01-01"}
    assert best(store, library, "visits until 1958").params == {"to": "1958-12-31"}


def test_a_parameter_for_a_day_takes_the_end_of_a_period(store: ox.Store, library: Library) -> None:
    text = "statements about JICA {}"
    assert best(store, library, text.format("until 1958")).params["day"] == "1958-12-31"
    assert best(store, library, text.format("since 1958")).params["day"] == "1958-01-01"


def test_a_thing_of_another_kind_fills_no_parameter_and_is_unused(
    store: ox.Store, library: Library
) -> None:
    entry = best(store, library, "visits to Karachi Port in 1957")
    assert (entry.query, entry.unused) == ("visits", ("Karachi Port",))
    assert "visitor" not in entry.params
    entries = understand(store, library, "every statement about JICA and Nobusuke Kishi")
    history = next(entry for entry in entries if entry.query == "history")
    # The longest name is the first thing.
    assert history.params == {"thing": ID + "person.nobusuke-kishi"}
    assert history.unused == ("Japan International Cooperation Agency",)


def test_a_second_thing_fills_the_second_parameter(store: ox.Store, library: Library) -> None:
    entry = best(store, library, "ships at Karachi of JICA")
    assert entry.params == {"place": ID + "place.karachi", "other": ID + "org.jica"}
    assert entry.unused == ()


def test_what_has_the_name_of_a_used_thing_or_stands_in_the_question_is_not_unused(
    store: ox.Store, library: Library
) -> None:
    entry = best(store, library, "visits of Shaukat Aziz")
    assert entry.params == {"visitor": ID + "person.first-aziz"}
    assert entry.unused == ()
    entry = best(store, library, "ships at Karachi, JICA and port")
    assert entry.params == {"place": ID + "place.karachi", "other": ID + "org.jica"}
    assert entry.unused == ()
    # An example that is not in the dataset says nothing of the kind of a parameter.
    entry = best(store, library, "ships at Karachi, JICA and Nobusuke Kishi")
    assert set(entry.params) == {"place", "other"}


def test_years_without_a_parameter_are_unused(store: ox.Store, library: Library) -> None:
    assert best(store, library, "ships at Karachi since 1958 until 1960").unused == ("1958", "1960")
    assert best(store, library, "ships at Karachi in 1958").unused == ("1958",)


def test_what_is_required_and_not_mentioned_is_missing(store: ox.Store, library: Library) -> None:
    entry = best(store, library, "every statement")
    assert (entry.query, entry.params, entry.missing) == ("history", {}, ("thing",))


def test_a_filled_parameter_counts_more_than_a_missing_one_costs(
    store: ox.Store, library: Library
) -> None:
    words = ranking(library, "ships")["ships"]
    scores = {entry.query: entry.score for entry in understand(store, library, "ships karachi")}
    assert scores["ships"] == pytest.approx(words + 6)
    # A parameter that any thing fills is a weak sign.
    assert scores["history"] == pytest.approx(1)
    (missing,) = understand(store, library, "ships")
    assert missing.score == pytest.approx(words - 2)


def test_a_time_alone_names_no_question(store: ox.Store, library: Library) -> None:
    with pytest.raises(UnknownNameError, match="`bilateral queries` lists"):
        understand(store, library, "1958")


def test_a_thing_that_no_question_is_about_has_a_card(store: ox.Store) -> None:
    library = Library([parse_query(VISITS, "visits", "visits.rq")])
    with pytest.raises(UnknownNameError, match='`bilateral show "Karachi"`'):
        understand(store, library, "karachi")


def test_the_number_of_interpretations_is_limited(store: ox.Store, library: Library) -> None:
    text = "ships, visits and statements at Karachi"
    assert len(understand(store, library, text)) == 3
    assert len(understand(store, library, text, limit=2)) == 2


def test_ranking_looks_for_the_words_that_say_what_is_asked(library: Library) -> None:
    assert list(ranking(library, "Who visited whom?")) == ["visits"]
    assert list(ranking(library, "visiting")) == ["visits"]
    assert list(ranking(library, "訪問")) == ["visits"]
    # Hiragana is grammar.
    assert ranking(library, "の") == {}
    assert ranking(library, "who what") == {}
    # A whole sentence of common words means something.
    assert "history" in ranking(library, "who what about all")
    assert ranking(library, "who what about") == {}
    assert list(ranking(library, "trade")) == ["ships"]
    assert ranking(library, "1957") == {}
    assert ranking(library, '" OR visits') == ranking(library, "OR visits")
    assert ranking(library, "visits", COMMON | {"visits"}) == {}


def test_the_names_of_the_states_are_common_words(store: ox.Store) -> None:
    words = common_words(store, ["Japanese"])
    assert {"japan", "日本", "japanese", "who"} <= words
    assert "karachi" not in words
