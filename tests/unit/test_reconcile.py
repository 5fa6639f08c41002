"""Reconciliation on a handful of names; tests/integration has it on the dataset."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
import pytest

from bilateral.errors import ParameterError, UnknownNameError
from bilateral.find.reconcile import extend, reconcile, suggest
from bilateral.find.search import search
from bilateral.rdf.vocabulary import ONTOLOGY_GRAPH, spaces

if TYPE_CHECKING:
    from bilateral.find.search import Hit

HEAD = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in spaces().prefixes.items())
DATA = """
id:visit.a a bil:Visit ; skos:prefLabel "Visit of Aziz"@en ; bil:date "1957-05-20" ;
  dcterms:description "The second."@en , "The first."@en .
id:visit.b a bil:Visit ; skos:prefLabel "Visit of Aziz"@en ; bil:date "1958" ;
  bil:host id:person.aziz .
id:visit.c a bil:Visit ; skos:prefLabel "Visit of Aziz and others"@en ;
  bil:host [ bil:date "1959" ] .
id:person.aziz a bil:Person ; skos:prefLabel "Aziz"@en .
c:topic.aziz a skos:Concept ; skos:prefLabel "Aziz"@en .
"""
ONTOLOGY = """
bil:Visit a owl:Class ; rdfs:label "visit"@en . bil:Person a owl:Class ; rdfs:label "person"@en .
bil:date a owl:DatatypeProperty ; rdfs:label "date"@en .
bil:host a owl:ObjectProperty ; rdfs:label "host"@en .
"""


class Graph:
    """A store with the search of the program."""

    def __init__(self) -> None:
        self.store = ox.Store()
        self.store.load(HEAD + DATA, ox.RdfFormat.TURTLE)
        graph = ox.NamedNode(ONTOLOGY_GRAPH)
        self.store.load(HEAD + ONTOLOGY, ox.RdfFormat.TURTLE, to_graph=graph)

    def search(self, text: str, *, kind: str | None = None, limit: int = 20) -> list[Hit]:
        """Search the store."""
        return search(self.store, text, kind=kind, limit=limit)


@pytest.fixture(scope="module")
def graph() -> Graph:
    return Graph()


def results(graph: Graph, text: str, **options: Any) -> list[tuple[str, float, bool]]:
    (answer,) = reconcile(graph, {"q": {"query": text, **options}}).values()
    return [(entry["id"], entry["score"], entry["match"]) for entry in answer["result"]]


def test_two_things_of_one_name_are_no_match(graph: Graph) -> None:
    assert results(graph, "Visit of Aziz") == [
        ("visit.a", 100.0, False),
        ("visit.b", 100.0, False),
        ("visit.c", 93.2, False),
    ]


@pytest.mark.parametrize(
    "value", ["1957", "1957-05", "1957-05-20", ["1900", "1957"], {"id": "1957"}]
)
def test_a_property_with_the_same_value_makes_a_match(graph: Graph, value: Any) -> None:
    found = results(graph, "Visit of Aziz", properties=[{"pid": "date", "v": value}])
    assert found == [
        ("visit.a", 100.0, True),
        # Without a value, nothing is known to differ.
        ("visit.c", 93.2, False),
        ("visit.b", 85.0, False),
    ]


@pytest.mark.parametrize("value", ["Aziz", "person.aziz", {"id": "person.aziz"}, {"name": "aziz"}])
def test_a_thing_agrees_by_its_name_and_its_id(graph: Graph, value: Any) -> None:
    found = results(graph, "Visit of Aziz", properties=[{"pid": "bil:host", "v": value}])
    # Whether the other visit had that host is not known, so neither is a match.
    assert found[:2] == [("visit.b", 100.0, False), ("visit.a", 100.0, False)]


def test_types_and_limits_narrow_the_results(graph: Graph) -> None:
    assert results(graph, "Aziz", type="Person") == [("person.aziz", 100.0, True)]
    both = results(graph, "Aziz", type=["Person", "Visit"], limit=2)
    assert [name for name, _, _ in both] == ["person.aziz", "visit.a"]
    assert len(results(graph, "Aziz", limit=0)) == 1
    # Concepts have no id in the space of the service.
    assert "topic.aziz" not in {name for name, _, _ in results(graph, "Aziz")}


def test_a_result_has_its_description_and_classes(graph: Graph) -> None:
    result = reconcile(graph, {"q": {"query": "Visit of Aziz", "limit": 1}})["q"]["result"][0]
    assert result["description"] == "The first."
    assert result["type"] == [{"id": "bil:Visit", "name": "visit"}]


@pytest.mark.parametrize(
    "query",
    [
        {"query": None},
        {"query": "x", "limit": True},
        {"query": "x", "limit": 2.5},
        {"query": "x", "properties": [{"pid": 5, "v": ""}]},
        {"query": "x", "properties": [{"pid": "date"}]},
    ],
)
def test_another_form_is_refused(graph: Graph, query: dict[str, Any]) -> None:
    with pytest.raises(ParameterError):
        reconcile(graph, {"q": query})


def test_suggestions_are_sorted_and_limited(graph: Graph) -> None:
    assert suggest(graph, "", "property") == [
        {"id": "bil:date", "name": "date"},
        {"id": "bil:host", "name": "host"},
    ]
    assert suggest(graph, "", "property", limit=1) == [{"id": "bil:date", "name": "date"}]
    assert suggest(graph, "HO", "property") == [{"id": "bil:host", "name": "host"}]
    assert suggest(graph, "v", "type") == [{"id": "bil:Visit", "name": "visit"}]
    assert suggest(graph, "aziz", limit=1) == [
        {"id": "person.aziz", "name": "Aziz", "description": "person"}
    ]


def test_values_are_texts_and_things(graph: Graph) -> None:
    answer = extend(graph, ["visit.b", "visit.c"], ["bil:date", "host"])
    assert answer["meta"] == [
        {"id": "bil:date", "name": "date"},
        {"id": "host", "name": "host"},
    ]
    assert answer["rows"] == {
        "visit.b": {
            "bil:date": [{"str": "1958"}],
            "host": [{"id": "person.aziz", "name": "Aziz"}],
        },
        "visit.c": {"bil:date": [], "host": []},
    }
    with pytest.raises(UnknownNameError, match="unknown property: 'cake'"):
        extend(graph, [], ["cake"])
