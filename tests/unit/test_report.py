from __future__ import annotations

import pyoxigraph as ox
import pytest

from bilateral.compile.report import BuildReport, describe
from bilateral.errors import Issue, Location
from bilateral.rdf.vocabulary import spaces

HEAD = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in spaces().prefixes.items())
DATA = """
id:state.PK a bil:State , bil:Actor . id:state.JP a bil:State , bil:Actor .
<https://w3id.org/bilateral/ontology> {
  bil:State rdfs:label "State"@en ; rdfs:subClassOf bil:Actor . bil:Actor rdfs:label "Actor"@en }
g:talk.p1s1.a { id:state.PK a bil:State . id:state.JP a bil:State }
g:page.a { id:state.PK a bil:State }
g:provenance {
  g:talk.p1s1.a a ev:AssertionGraph ; prov:wasDerivedFrom psg:talk.p1s1 .
  g:page.a a ev:AssertionGraph ; prov:wasDerivedFrom doc:page .
  psg:talk.p1s1 oa:hasSource doc:talk ; ev:paragraph 1 ; ev:sentence 1 .
  psg:talk.p1s2 oa:hasSource doc:talk ; ev:paragraph 1 ; ev:sentence 2 ; ev:nothingToState "-"@en .
  psg:talk.p1s3 oa:hasSource doc:talk ; ev:paragraph 1 ; ev:sentence 3 .
  doc:talk a ev:SourceDocument ; ev:sentences 50 .
  doc:page a ev:SourceDocument .
}
"""
WARNING = Issue("odd", "warning", "a \x1b[31m<b>|word|", "look", Location("graph/x.trig", 3, 1))


@pytest.fixture
def report() -> BuildReport:
    store = ox.Store()
    store.load(input=HEAD + DATA, format=ox.RdfFormat.TRIG)
    return describe(store, {"subclass": 2}, [WARNING])


def test_things_count_under_their_most_specific_class(report: BuildReport) -> None:
    assert report.entities_by_class == {"State": 2}


def test_a_sentence_is_covered_by_a_graph_or_a_reason(report: BuildReport) -> None:
    assert report.sentences_by_source == {"talk": (2, 50)}
    assert (report.sentences_covered, report.sentences_total) == (2, 50)


def test_stated_triples_count_by_the_precision_of_their_source(report: BuildReport) -> None:
    assert report.citations_by_precision == {"sentence": 2, "document": 1}


def test_text_of_the_data_acts_on_neither_terminal_nor_page(report: BuildReport) -> None:
    assert "graph/x.trig:3:1: warning[odd]" in report.text()
    assert "\x1b" not in report.text()
    assert "&lt;b&gt;\\|word\\|" in report.markdown()
