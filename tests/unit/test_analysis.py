"""The network of actors on a small dataset whose figures can be counted by hand."""

from __future__ import annotations

from typing import Any

import networkx as nx
import pyoxigraph as ox
import pytest

from bilateral.errors import UsageError
from bilateral.network import roles
from bilateral.network.actors import Period, ties, two_sided
from bilateral.network.analysis import Analysis, table
from bilateral.network.change import change
from bilateral.network.overlays import overlays
from bilateral.network.project import project
from bilateral.network.roles import brokers, communities, positions
from bilateral.network.tracks import tracks
from bilateral.rdf.vocabulary import ID, ONTOLOGY_GRAPH, spaces

HEAD = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in spaces().prefixes.items())
NAMES = "".join(
    f'id:{name} a bil:{kind} ; skos:prefLabel "{label}"@en .\n'
    for name, kind, label in (
        ("person.a", "Person", "Anna"),
        ("person.b", "Person", "Ben"),
        ("person.c", "Person", "Cleo"),
        ("org.d", "Organization", "Dam Works"),
        ("person.lone", "Person", "Lone"),
        ("state.S", "State", "S"),
        ("meeting.1", "Meeting", "Talks on arms"),
        ("meeting.2", "Meeting", "Second talks"),
        ("project.p", "Project", "A dam"),
        ("agreement.g", "Agreement", "Accord"),
    )
)
SAID = """
id:meeting.1 bil:hasParticipant id:person.a , id:person.b , id:state.S ;
  bil:date "1990-05"^^edtf:EDTF ;
  bil:hasTopic c:topic.disarmament .
id:meeting.2 bil:hasParticipant id:person.a , id:person.b ; bil:date "2000"^^edtf:EDTF .
id:agreement.g bil:hasParty id:org.d ; bil:hasParticipant id:person.b , id:person.c ;
  bil:date "2001-02-03"^^edtf:EDTF .
id:project.p bil:implementedBy id:org.d , id:person.c ; bil:fundedBy id:state.S .
id:person.lone bil:hasHeldPost id:post.x .
"""
PROVENANCE = """
doc:s a ev:SourceDocument .
g:s.a ev:status ev:Accepted ; prov:wasDerivedFrom doc:s .
"""
CLASSES = "".join(
    f'bil:{name} a owl:Class ; rdfs:label "{name}"@en .\n'
    for name in ("Person", "Organization", "State", "Meeting", "Project", "Agreement", "AidFlow")
)


@pytest.fixture(scope="module")
def store() -> ox.Store:
    store = ox.Store()
    store.load(HEAD + NAMES + SAID, ox.RdfFormat.TURTLE)
    for graph, text in (
        ("https://w3id.org/bilateral/pk-jp/graph/reference.names", NAMES),
        (spaces().prefixes["g"] + "s.a", SAID),
        (spaces().provenance, PROVENANCE),
        (ONTOLOGY_GRAPH, CLASSES),
    ):
        store.load(HEAD + text, ox.RdfFormat.TURTLE, to_graph=ox.NamedNode(graph))
    return store


def test_actors_are_tied_by_what_they_share(store: ox.Store) -> None:
    found = ties(two_sided(project(store)))
    assert [(one.a_label, one.b_label, one.weight, one.shared) for one in found] == [
        ("Anna", "Ben", 2, ("Talks on arms", "Second talks")),
        ("Cleo", "Dam Works", 2, ("A dam", "Accord")),
        ("Ben", "Cleo", 1, ("Accord",)),
        ("Ben", "Dam Works", 1, ("Accord",)),
    ]
    assert {one.citations for one in found} == {("s",)}


def test_ties_may_be_of_one_sort_and_of_one_time(store: ox.Store) -> None:
    by_agreements = ties(two_sided(project(store), by=["agreements"]))
    assert {one.shared for one in by_agreements} == {("Accord",)}
    early = ties(two_sided(project(store), period=Period("", "1999-12-31")))
    assert [(one.a_label, one.b_label, one.shared) for one in early] == [
        ("Anna", "Ben", ("Talks on arms",))
    ]
    # What has no date may not be put into a time.
    assert "A dam" not in {
        data
        for _, data in two_sided(project(store), period=Period("1900-01-01")).nodes(data="label")
    }


def test_a_date_that_may_fall_into_the_time_counts() -> None:
    assert Period("1990-05-31", "1990-12-31").holds("1990-05")
    assert not Period("1990-06-01", "1990-12-31").holds("1990-05")
    assert Period("2010-01-01").holds("1980, 2019/..")
    assert not Period("2010-01-01").holds("")
    assert Period().holds("")


def test_states_are_actors_only_on_wish(store: ox.Store) -> None:
    assert ID + "state.S" not in two_sided(project(store))
    assert ID + "state.S" in two_sided(project(store), states=True)


def test_actors_without_a_thing_are_not_in_the_network(store: ox.Store) -> None:
    assert ID + "person.lone" not in two_sided(project(store))


def test_positions_are_those_that_can_be_counted(store: ox.Store) -> None:
    found = {one.label: one for one in positions(two_sided(project(store)))}
    ben, anna = found["Ben"], found["Anna"]
    assert (ben.things, ben.partners, ben.strength, ben.core) == (3, 3, 4, 2)
    assert (anna.things, anna.partners, anna.strength, anna.core) == (2, 1, 2, 1)
    # Both of the others reach Anna through Ben alone: 2 of the 3 pairs without him.
    assert ben.betweenness == pytest.approx(2 / 3, abs=1e-6)
    assert anna.betweenness == 0
    assert ben.closeness == 1


def test_communities_part_what_is_tied_little(store: ox.Store) -> None:
    found = communities(two_sided(project(store)))
    assert [set(one.labels) for one in found] == [{"Anna", "Ben"}, {"Cleo", "Dam Works"}]
    assert [one.size for one in found] == [2, 2]
    assert found[1].about == ("Agreements (1)", "Aid & projects (1)")


def test_tracks_go_by_topics_and_by_what_things_are(store: ox.Store) -> None:
    graph = two_sided(project(store))
    assert tracks(store, graph) == {ID + "meeting.1": "security", ID + "project.p": "aid"}


def test_a_broker_is_on_the_paths_between_the_tracks(store: ox.Store) -> None:
    graph = two_sided(project(store))
    found = brokers(graph, tracks(store, graph), "security", "aid")
    # From the talks (Anna, Ben) to the dam (Cleo, the works) every path needs Ben, and
    # one half of them each goes over Cleo and over the works.
    assert {one.label: (one.first, one.second, one.score) for one in found} == {
        "Ben": (1, 0, 1.0),
        "Cleo": (0, 1, 0.5),
        "Dam Works": (0, 1, 0.5),
    }


def test_change_names_the_partners_who_came_and_who_went(store: ox.Store) -> None:
    before = two_sided(project(store), period=Period("1990-01-01", "2000-12-31"))
    after = two_sided(project(store), period=Period("2001-01-01", "2010-12-31"))
    found = {one.label: one for one in change(before, after)}
    assert found["Ben"].gained == ("Cleo", "Dam Works")
    assert found["Ben"].lost == ("Anna",)
    assert (found["Ben"].things_before, found["Ben"].things_after) == (2, 1)
    assert (found["Anna"].partners_before, found["Anna"].partners_after) == (1, 0)
    assert next(iter(found)) == "Ben"


def test_overlays_have_a_value_for_every_actor_that_they_speak_of(store: ox.Store) -> None:
    found = {one.id: one for one in overlays(store, project(store))}
    assert found["partners"].values[ID + "person.b"] == 3
    assert (
        found["communities"].values[ID + "person.a"] == found["communities"].values[ID + "person.b"]
    )
    assert ID + "person.a" not in found["brokers"].values


def test_the_network_carries_the_measures(store: ox.Store) -> None:
    graph = Analysis(store).network()
    assert graph.nodes[ID + "person.b"]["partners"] == 3
    assert graph.nodes[ID + "person.b"]["community"] == graph.nodes[ID + "person.a"]["community"]
    assert graph.edges[ID + "person.a", ID + "person.b"]["shared"] == "Talks on arms; Second talks"


def test_graphml_is_read_back_as_the_same_network(store: ox.Store, tmp_path: Any) -> None:
    analysis = Analysis(store)
    path = tmp_path / "n.graphml"
    path.write_bytes(analysis.graphml())
    back = nx.read_graphml(path)
    network = analysis.network()
    assert (back.nodes == network.nodes, back.adj == network.adj) == (True, True)
    assert dict(back.nodes(data=True)) == dict(network.nodes(data=True))
    assert analysis.graphml() == analysis.graphml()


def test_a_table_takes_every_format(store: ox.Store) -> None:
    result = table(positions(two_sided(project(store))), {"label": "actor", "partners": "n"})
    frame = result.to_pandas()
    assert list(frame.columns) == ["actor", "n"]
    assert frame["n"].sum() == 8


@pytest.mark.parametrize(
    "given",
    [{"by": ["cake"]}, {"start": "2000", "end": "1990"}, {"start": "soon"}],
)
def test_wrong_use_is_refused(store: ox.Store, given: dict[str, Any]) -> None:
    with pytest.raises(UsageError):
        Analysis(store, **given)


@pytest.mark.parametrize("names", [("security", "cake"), ("aid", "aid")])
def test_brokers_need_two_tracks(store: ox.Store, names: tuple[str, str]) -> None:
    with pytest.raises(UsageError):
        Analysis(store).brokers(*names)


def test_a_backend_that_is_not_there_is_refused_with_those_that_are(store: ox.Store) -> None:
    with pytest.raises(UsageError, match="'nowhere' cannot be used") as told:
        Analysis(store, backend="nowhere").positions()
    assert "networkx" in str(told.value)


def test_the_backend_makes_no_difference_to_the_answer(store: ox.Store) -> None:
    assert Analysis(store, backend="networkx").positions() == Analysis(store).positions()


def test_what_a_backend_lacks_networkx_does_itself() -> None:
    asked: list[str | None] = []

    def lacking(graph: nx.Graph, *, backend: str | None = None) -> int:
        asked.append(backend)
        if backend == "partial":
            raise NotImplementedError
        return len(graph)

    assert roles._run(lacking, nx.path_graph(3), "partial") == 3
    assert asked == ["partial", None]


def test_a_dataset_without_actors_has_an_empty_analysis() -> None:
    analysis = Analysis(ox.Store())
    assert analysis.ties() == []
    assert analysis.positions() == []
    assert analysis.communities() == []
    assert analysis.brokers() == []
    assert analysis.change(None, None) == []
    assert analysis.graphml()
    empty = {one.id: one.values for one in overlays(ox.Store(), project(ox.Store()))}
    assert empty == {"partners": {}, "betweenness": {}, "brokers": {}, "communities": {}}
