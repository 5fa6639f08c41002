from __future__ import annotations

import json
import re

import networkx as nx
import pyoxigraph as ox
import pytest

from bilateral.errors import UnknownNameError
from bilateral.network.measures import importance
from bilateral.network.paths import paths
from bilateral.network.project import project
from bilateral.pages.explorer.packing import unpack
from bilateral.pages.explorer.page import page
from bilateral.rdf.vocabulary import BIL, ID, spaces

PK, JP = ID + "state.PK", ID + "state.JP"
KISHI, POST = ID + "person.kishi", ID + "post.prime-minister"
TREATY, GRANT, TALKS = ID + "agreement.x", ID + "flow.x", ID + "meeting.x"

_DATA = """
g:provenance {
  g:s.p1s1.a a ev:AssertionGraph ; ev:status ev:Accepted ; prov:wasDerivedFrom psg:s.p1s1 .
  psg:s.p1s1 oa:hasSource doc:s ; ev:paragraph 1 ; ev:sentence 1 .
  g:d.a a ev:AssertionGraph ; ev:status ev:Accepted ; prov:wasDerivedFrom doc:d .
  doc:s dcterms:title "A source"@en ; dcterms:source <https://example.org/s> .
  doc:d dcterms:title "Another"@en ; dcterms:source <javascript:alert(1)> .
}
g:s.p1s1.a {
  id:state.PK a bil:State . id:state.JP a bil:State .
  id:person.kishi a bil:Person .
  id:post.prime-minister a bil:Post ; bil:actsFor id:state.JP .
  id:tenure.kishi a bil:Tenure ; bil:heldBy id:person.kishi ;
    bil:ofPost id:post.prime-minister ; bil:attestedDate "1957"^^edtf:EDTF .
  id:agreement.x a bil:Treaty ; bil:hasParty id:state.PK , id:state.JP ;
    bil:hasTopic c:topic.culture .
  id:meeting.x a bil:Meeting ; bil:hasParticipant id:state.JP , id:person.kishi ;
    bil:resultedIn id:agreement.x .
  id:flow.x a bil:AidFlow ; bil:hasProvider id:state.JP ; bil:hasAmount id:amount.x .
  id:amount.x a schema:MonetaryAmount ; schema:value "1350000.5"^^xsd:decimal ;
    schema:currency "JPY" .
}
g:d.a {
  id:action.x a bil:AgreementAction ; bil:actionOn id:agreement.x ;
    bil:hasKind c:action-kind.signature ; bil:hasParticipant id:person.kishi ;
    bil:date "1957-05-27"^^edtf:EDTF .
  id:agreement.x bil:hasParty id:state.JP .
}
"""


@pytest.fixture(scope="module")
def store() -> ox.Store:
    prefixes = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in spaces().prefixes.items())
    found = ox.Store()
    found.extend(list(ox.parse(prefixes + _DATA, format=ox.RdfFormat.TRIG)))
    for quad in list(found):
        if quad.graph_name != ox.NamedNode(spaces().provenance):
            found.add(ox.Quad(quad.subject, quad.predicate, quad.object))
    names = ox.parse(
        prefixes + 'c:action-kind.signature skos:prefLabel "Signature"@en .',
        format=ox.RdfFormat.TURTLE,
    )
    found.extend(names)
    return found


def test_a_tenure_is_a_link_from_person_to_post(store: ox.Store) -> None:
    edge = project(store)[KISHI][POST][BIL + "hasHeldPost"]
    assert (edge["note"], edge["citations"]) == ("attested 1957", ["s 1.1"])


def test_what_an_action_says_is_a_fact_of_its_agreement(store: ox.Store) -> None:
    graph = project(store)
    assert graph[TREATY][KISHI][BIL + "hasParticipant"]["note"] == "Signature"
    assert graph[TREATY][KISHI][BIL + "hasParticipant"]["citations"] == ["d"]
    assert graph.nodes[TREATY]["date"] == "1957-05-27"
    assert ID + "action.x" not in graph


def test_unfolded_keeps_every_thing_but_no_concept(store: ox.Store) -> None:
    graph = project(store, contract=False)
    assert {ID + "tenure.kishi", ID + "action.x", ID + "amount.x"} <= set(graph)
    assert not [node for node in graph if "/concept/" in node]
    assert graph.nodes[TREATY]["topics"] == ["c:topic.culture"]


def test_a_fact_of_two_sources_is_one_link_with_two_citations(store: ox.Store) -> None:
    edges = project(store)[TREATY][JP]
    assert edges[BIL + "hasParty"]["citations"] == ["d", "s 1.1"]


def test_rejected_claims_are_not_cited(store: ox.Store) -> None:
    other = ox.Store()
    other.extend(list(store))
    graph = ox.NamedNode(spaces().prefixes["g"] + "d.a")
    status = ox.NamedNode(spaces().prefixes["ev"] + "status")
    place = ox.NamedNode(spaces().provenance)
    other.remove(ox.Quad(graph, status, ox.NamedNode(spaces().prefixes["ev"] + "Accepted"), place))
    other.add(ox.Quad(graph, status, ox.NamedNode(spaces().prefixes["ev"] + "Rejected"), place))
    assert project(other)[TREATY][JP][BIL + "hasParty"]["citations"] == ["s 1.1"]


def test_importance_counts_neighbours_and_passages() -> None:
    graph = nx.MultiDiGraph()
    graph.add_edge("a", "b", key="p", citations=["s 1.1", "s 1.2"])
    graph.add_edge("b", "a", key="q", citations=["s 1.1"])
    graph.add_edge("a", "c", key="p", citations=[])
    assert importance(graph) == {"a": 4.0, "b": 3.0, "c": 1.0}


def test_a_path_avoids_the_states_where_it_can(store: ox.Store) -> None:
    (first, *_) = paths(store, KISHI, TREATY)
    assert [step.target for step in first] == [ID + "action.x", TREATY]
    assert first[0].forward is False
    assert [one.short for one in first[0].citations] == ["d"]


def test_a_path_through_a_state_is_better_than_none(store: ox.Store) -> None:
    (first, *_) = paths(store, GRANT, TALKS, limit=1)
    assert [step.target for step in first] == [JP, TALKS]


def test_a_path_from_something_unknown_says_so(store: ox.Store) -> None:
    with pytest.raises(UnknownNameError, match="unknown thing"):
        paths(store, ID + "person.nobody", PK)


def test_the_page_is_the_same_every_time_and_loads_nothing(store: ox.Store) -> None:
    text = page(store)
    assert text == page(store)
    assert "default-src 'none'" in text
    assert "src=" not in text.partition('<script type="application/octet-stream"')[0]
    packed = re.search(r'id="data">(.*?)</script>', text, re.DOTALL)
    assert packed is not None
    said = json.dumps(unpack(packed[1]))
    assert "1,350,000.50 JPY" in said
    assert "javascript:alert" not in said


def test_the_page_around_an_unknown_thing_is_refused(store: ox.Store) -> None:
    with pytest.raises(UnknownNameError):
        page(store, focus=ID + "person.nobody")
