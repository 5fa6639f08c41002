"""The dataset as it was known on a day: only what documents said that were out."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from support import PATIENCE

from bilateral.cli.main import run
from bilateral.compile.as_known import as_known_on
from bilateral.compile.merge import merge
from bilateral.compile.read import read_project
from bilateral.errors import UsageError
from bilateral.kg import KnowledgeGraph
from bilateral.rdf.vocabulary import ID, spaces

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in spaces().prefixes.items())
SOURCE = """
g:provenance {
  doc:early a ev:SourceDocument ; dcterms:issued "2001"^^xsd:gYear .
  doc:late a ev:SourceDocument ; dcterms:issued "2002-03-04"^^xsd:date .
  doc:undated a ev:SourceDocument .
  psg:early.1 oa:hasSource doc:early .
  g:early.a ev:status ev:Disputed ; prov:wasDerivedFrom psg:early.1 .
  g:late.a ev:status ev:Accepted ; prov:wasDerivedFrom doc:late .
  g:both.a ev:status ev:Accepted ; prov:wasDerivedFrom doc:late , doc:early .
  g:undated.a ev:status ev:Accepted ; prov:wasDerivedFrom doc:undated .
  id:disagreement.x a ev:Disagreement ; ev:hasPosition g:early.a , g:late.a ; ev:prefers g:late.a .
}
g:early.a { id:visit.x bil:date "1955"^^edtf:EDTF . }
g:late.a { id:visit.x bil:date "1957"^^edtf:EDTF ; bil:occurredAt id:place.town . }
g:both.a { id:visit.y bil:date "1960"^^edtf:EDTF . }
g:undated.a { id:visit.z bil:date "1961"^^edtf:EDTF . }
"""
NAMES = """
id:visit.x skos:prefLabel "X"@en .
id:visit.z skos:prefLabel "Z"@en .
id:place.town skos:prefLabel "Town"@en ; bil:partOf id:place.land .
id:place.land skos:prefLabel "Land"@en .
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for folder in ("ontology", "graph/sources", "graph/reference", "queries"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "graph" / "sources" / "s.trig").write_text(HEAD + SOURCE, encoding="utf-8")
    (tmp_path / "graph" / "reference" / "names.ttl").write_text(HEAD + NAMES, encoding="utf-8")
    (tmp_path / "graph" / "dataset.yml").write_text(
        "references: {names: {title: Names}}\n", encoding="utf-8"
    )
    return tmp_path


def known(root: Path, day: str) -> set[tuple[str, str]]:
    store = merge(as_known_on(read_project(root), date.fromisoformat(day)))
    return {
        (quad.subject.value.removeprefix(ID), quad.object.value)
        for quad in store.quads_for_pattern(None, None, None, ox.DefaultGraph())
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal)
    }


def test_nothing_is_known_before_the_first_document(project: Path) -> None:
    assert known(project, "2001-12-30") == set()


def test_a_claim_stands_until_its_rival_is_published(project: Path) -> None:
    # Only the year is known: the document was certainly out on its last day.
    assert known(project, "2001-12-31") == {("visit.x", "1955"), ("visit.x", "X")}
    later = known(project, "2002-03-04")
    assert ("visit.x", "1957") in later
    assert ("visit.x", "1955") not in later


def test_a_fact_of_two_documents_needs_both(project: Path) -> None:
    assert ("visit.y", "1960") not in known(project, "2002-03-03")
    assert ("visit.y", "1960") in known(project, "2002-03-04")


def test_what_a_thing_lies_in_is_named_with_it(project: Path) -> None:
    assert ("place.land", "Land") not in known(project, "2002-03-03")
    assert {("place.town", "Town"), ("place.land", "Land")} < known(project, "2002-03-04")


def test_a_document_without_a_date_never_counts(project: Path) -> None:
    facts = known(project, "9999-12-31")
    assert not [fact for fact in facts if fact[0] == "visit.z"]


@pytest.fixture(scope="module")
def then() -> KnowledgeGraph:
    return KnowledgeGraph(known_on="2005")


def test_every_cited_document_was_out(then: KnowledgeGraph) -> None:
    result = then.query("events", cite=True)
    assert result.rows
    assert result.citations is not None
    dates = [citation.date for cited in result.citations for citation in cited]
    assert dates
    assert max(dates) <= "2005-12-31"
    assert all(cited for cited in result.citations)


def test_the_checks_on_what_is_known_hold_then_as_well(then: KnowledgeGraph) -> None:
    negative = [name for name, query in then.queries.items() if query.must_be_empty]
    assert negative
    assert [name for name in negative if then.query(name).rows] == []


def test_then_is_less_than_now(then: KnowledgeGraph) -> None:
    now = KnowledgeGraph()
    left, total, undated = then.sources_left()
    assert 0 < left < total - undated < total
    assert now.sources_left() == (total, total, undated)
    assert 0 < len(then.query("agreements").rows) < len(now.query("agreements").rows)
    # The limits in a process of its own ask the same dataset.
    limited = then.query("agreements", timeout=PATIENCE)
    assert limited.rows == then.query("agreements").rows


def test_the_command_says_what_is_left_out(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run(["query", "agreements", "--known-on", "2005", "--format", "csv"]) == 0
    out, message = capfdbinary.readouterr()
    assert b"as known on 2005-12-31: " in message
    assert b"without a date are left out" in message
    assert b"1960-12-18" in out


@pytest.mark.parametrize("day", ["19x0", "2005-13", ""])
def test_a_day_that_is_none_is_refused(day: str) -> None:
    with pytest.raises(UsageError, match="is not a year, month or day"):
        KnowledgeGraph(known_on=day)
