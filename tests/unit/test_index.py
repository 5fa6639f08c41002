"""The index of names on a handful of names; tests/integration has it on all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from bilateral.find.fold import fold
from bilateral.find.index import SearchIndex, build, open_index
from bilateral.find.names import Role, names, term_names
from bilateral.find.search import search
from bilateral.rdf.vocabulary import BIL, ID, ONTOLOGY_GRAPH, spaces

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in spaces().prefixes.items())
DATA = """
id:person.kishi a bil:Person ; skos:prefLabel "Nobusuke Kishi"@en, "岸信介"@ja .
id:org.jica a bil:Organization ; skos:prefLabel "Japan International Cooperation Agency"@en ;
  skos:altLabel "JICA" ; dcterms:description "Technical cooperation with Karachi."@en .
id:place.karachi a bil:Place ; skos:prefLabel "Karachi"@en, "カラチ"@ja .
id:place.kishiwada a bil:Place ; skos:prefLabel "Kishiwada"@en .
c:topic.health a skos:Concept ; skos:definition "Health of people."@en .
g:provenance { doc:paper a ev:SourceDocument ; dcterms:title "A paper"@en }
"""
ONTOLOGY = 'bil:Person a owl:Class ; rdfs:label "person"@en . bil:Place a owl:Class .'


@pytest.fixture(scope="module")
def store() -> ox.Store:
    store = ox.Store()
    store.load(HEAD + DATA, ox.RdfFormat.TRIG)
    graph = ox.NamedNode(ONTOLOGY_GRAPH)
    store.load(HEAD + ONTOLOGY, ox.RdfFormat.TURTLE, to_graph=graph)
    return store


@pytest.fixture(scope="module")
def index(store: ox.Store) -> SearchIndex:
    return SearchIndex(build(store))


def test_names_have_roles(store: ox.Store) -> None:
    roles = {(name.text, Role(name.role)) for name in names(store)}
    assert {
        ("Nobusuke Kishi", Role.PREFERRED),
        ("JICA", Role.ALTERNATIVE),
        ("A paper", Role.ALTERNATIVE),
        ("Technical cooperation with Karachi.", Role.DESCRIPTION),
        ("Health of people.", Role.DESCRIPTION),
    } <= roles
    assert {name.text for name in names(store)} - {
        name.text for name in names(store, descriptions=False)
    } == {"Technical cooperation with Karachi.", "Health of people."}
    (person,) = term_names(store)
    assert (person.iri, person.folded, person.preferred) == (BIL + "Person", "person", True)


@pytest.mark.parametrize(
    ("query", "texts"),
    [
        ("karachi", {"Karachi", "カラチ", "Technical cooperation with Karachi."}),
        ("kishi", {"Nobusuke Kishi", "Kishiwada"}),
        ("きしのぶすけ", {"Nobusuke Kishi"}),
        ("岸信", {"岸信介"}),
        ("信", {"岸信介"}),
        ("coop agen", {"Japan International Cooperation Agency"}),
        (
            "operat",
            {"Japan International Cooperation Agency", "Technical cooperation with Karachi."},
        ),
        ("karahci", {"Karachi"}),
        ("zzzz", set()),
    ],
)
def test_candidates_match_in_one_way_or_another(
    index: SearchIndex, query: str, texts: set[str]
) -> None:
    candidates = {name.text for name in index.candidates(fold(query))}
    assert texts <= candidates
    assert bool(texts) == bool(candidates)


def test_candidates_of_a_class_are_its_members(index: SearchIndex) -> None:
    found = index.candidates("kishi", BIL + "Place")
    assert {name.iri for name in found} == {ID + "place.kishiwada"}
    # Near misses, too.
    assert {name.iri for name in index.candidates("karahci", BIL + "Place")} == {
        ID + "place.karachi"
    }


def test_exact_names_are_no_descriptions(index: SearchIndex) -> None:
    assert [name.text for name in index.exact("jica")] == ["JICA"]
    assert index.exact(fold("Health of people.")) == []


@pytest.mark.parametrize("text", ["kishi", "Karachi", "からち", "岸信介", "karahci", "technical"])
def test_a_search_is_the_same_with_and_without_the_index(
    store: ox.Store, index: SearchIndex, text: str
) -> None:
    assert search(store, text) == search(store, text, index=index)
    assert search(store, text)


def test_an_index_is_written_once_and_read_again(store: ox.Store, tmp_path: Path) -> None:
    first = open_index(store, str(tmp_path))
    (file,) = tmp_path.iterdir()
    before = file.stat().st_mtime_ns
    second = open_index(ox.Store(), str(tmp_path))
    assert first is not None
    assert second is not None
    assert file.stat().st_mtime_ns == before
    assert first.exact("jica") == second.exact("jica") != []
