from __future__ import annotations

import csv
import io

import networkx as nx
import pyoxigraph as ox
import pytest
import rdflib

from bilateral.errors import UnknownNameError
from bilateral.formats.exports import FORMATS, export
from bilateral.rdf.serialize import RDF_FORMATS
from bilateral.rdf.vocabulary import BIL, ID, spaces

JICA = ox.NamedNode(ID + "org.jica")
RDFLIB = {"ntriples": "nt", "jsonld": "json-ld", "rdfxml": "xml"}


def store() -> ox.Store:
    triple = (JICA, ox.NamedNode(BIL + "note"), ox.Literal('ظفر "x"\n<&>', language="ur"))
    found = ox.Store()
    found.extend(
        [ox.Quad(*triple), ox.Quad(*triple, ox.NamedNode(spaces().graph + "founding.p6s2.a"))]
    )
    return found


def graph() -> nx.MultiDiGraph:
    found = nx.MultiDiGraph()
    found.add_node("urn:b", label="=cmd()\x00", kind="Event", group=None)
    found.add_node("urn:a", label="A & <B>", kind="Agreement")
    for key in ("urn:p", "urn:q"):
        found.add_edge(
            "urn:a", "urn:b", key=key, label=key, citations=["f 1.1", "f 1.2"], inferred=False
        )
    return found


@pytest.mark.parametrize("fmt", ["turtle", "trig", "ntriples", "nquads", "jsonld", "rdfxml"])
def test_rdflib_reads_the_same_triples(fmt: str) -> None:
    data = rdflib.Dataset()
    data.parse(data=export(store(), graph, fmt), format=RDFLIB.get(fmt, fmt))
    (quad,) = store().quads_for_pattern(None, None, None, ox.DefaultGraph())
    assert isinstance(quad.object, ox.Literal)
    want = rdflib.Literal(quad.object.value, lang="ur")
    found = list(data.quads())
    assert len(found) == (2 if fmt in {"trig", "nquads", "jsonld"} else 1)
    assert {found_object for _, _, found_object, _ in found} == {want}


@pytest.mark.parametrize(("fmt", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_networkx_reads_the_same_things_and_links(fmt: str, read: object) -> None:
    assert callable(read)
    data = export(store(), graph, fmt)
    found = read(io.BytesIO(data))
    assert set(found.nodes) == {"urn:a", "urn:b"}
    assert found.nodes["urn:a"]["kind"] == "Agreement"
    assert sorted(edge["predicate"] for *_, edge in found.edges(data=True)) == ["urn:p", "urn:q"]
    assert {edge["citations"] for *_, edge in found.edges(data=True)} == {"f 1.1; f 1.2"}
    assert data == export(store(), graph, fmt)
    assert b"lastmodifieddate" not in data


def test_tables_hold_every_thing_and_link_and_no_formula() -> None:
    nodes = list(csv.DictReader(io.StringIO(export(store(), graph, "nodes-csv").decode())))
    edges = list(csv.DictReader(io.StringIO(export(store(), graph, "edges-csv").decode())))
    assert [row["iri"] for row in nodes] == ["urn:a", "urn:b"]
    assert nodes[1]["label"].startswith("'=cmd()")
    assert [row["predicate"] for row in edges] == ["urn:p", "urn:q"]
    assert edges[0]["inferred"] == "false"


def test_wrong_formats_are_named() -> None:
    assert all(fmt.title and fmt.suffix and "/" in fmt.media_type for fmt in FORMATS.values())
    assert FORMATS.keys() >= RDF_FORMATS.keys()
    with pytest.raises(UnknownNameError, match="did you mean turtle"):
        export(store(), graph, "turtel")
