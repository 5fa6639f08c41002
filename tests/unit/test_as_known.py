"""What was known on a day: only what documents had said by its end."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bilateral.compile.as_known import as_known_on
from bilateral.compile.read import CuratedFile, Project
from bilateral.rdf.turtle.statements import statements
from bilateral.rdf.vocabulary import EV, ID, compact, spaces

HEAD = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in spaces().prefixes.items())
SOURCES = {
    "early": """
g:provenance {
  doc:early dcterms:issued "1990"^^xsd:gYear .
  psg:early.p1s1 oa:hasSource doc:early .
  g:early.a prov:wasDerivedFrom psg:early.p1s1 ; ev:status ev:Disputed .
  g:both.a prov:wasDerivedFrom psg:early.p1s1, doc:late ; ev:status ev:Accepted .
}
g:early.a { id:a bil:date "1954" ; bil:occurredAt id:city }
g:both.a { id:a bil:near id:b }
""",
    "late": """
g:provenance {
  doc:late dcterms:issued "2000-06-15"^^xsd:date .
  g:late.a prov:wasDerivedFrom doc:late ; ev:status ev:Disputed .
  g:argument ev:hasPosition g:early.a, g:late.a .
}
g:late.a { id:a bil:date "1974" ; bil:near id:c }
""",
    "undated": """
g:provenance {
  doc:undated dcterms:title "No date" .
  g:undated.a prov:wasDerivedFrom doc:undated ; ev:status ev:Accepted .
}
g:undated.a { id:d bil:date "1999" }
g:orphan.a { id:e bil:date "1999" }
""",
    "odd": """
g:provenance {
  doc:odd dcterms:issued "some day" .
  g:odd.a prov:wasDerivedFrom doc:odd ; ev:status ev:Disputed .
}
g:odd.a { id:f bil:date "1999" }
""",
}
REFERENCE = """
id:a skos:prefLabel "A"@en . id:b skos:prefLabel "B"@en . id:c skos:prefLabel "C"@en .
id:city skos:prefLabel "City"@en ; bil:withinPlace id:land . id:land bil:withinPlace id:world .
id:world skos:prefLabel "World"@en . c:topic.x skos:prefLabel "Topic"@en .
"""


@pytest.fixture(scope="module")
def project() -> Project:
    files = [
        CuratedFile(f"graph/sources/{slug}.trig", "source", slug, statements(HEAD + text, slug))
        for slug, text in SOURCES.items()
    ]
    names = statements(HEAD + REFERENCE, "names")
    files.append(CuratedFile("graph/reference/names.ttl", "reference", "names", names))
    files.append(CuratedFile("ontology/o.ttl", "ontology", "o", statements(HEAD, "o")))
    return Project(Path(), files, {}, [])


def on(project: Project, day: str) -> dict[str, set[str]]:
    """Return the graphs that stay, the named things, and the statuses of graphs."""
    known = as_known_on(project, date.fromisoformat(day))
    sources = [entry for file in known.of_kind("source") for entry in file.statements]
    return {
        "graphs": {compact(entry.graph.value) for entry in sources if entry.graph}
        - {"g:provenance"},
        "named": {
            str(entry.subject)[1:-1].removeprefix(ID)
            for file in known.of_kind("reference")
            for entry in file.statements
        },
        "status": {
            f"{compact(str(entry.subject)[1:-1])} {compact(str(entry.object)[1:-1])}"
            for entry in sources
            if entry.predicate.value == EV + "status"
        },
        "positions": {
            compact(str(entry.object)[1:-1])
            for entry in sources
            if entry.predicate.value == EV + "hasPosition"
        },
    }


def test_a_document_counts_from_the_last_day_that_its_date_allows(project: Project) -> None:
    assert on(project, "1990-12-30")["graphs"] == set()
    assert on(project, "1990-12-31")["graphs"] == {"g:early.a"}
    assert on(project, "2000-06-14")["graphs"] == {"g:early.a"}
    assert on(project, "2000-06-15")["graphs"] == {"g:early.a", "g:both.a", "g:late.a"}
    # Without a day that it was published on, it never counts.
    assert on(project, "2026-01-01")["graphs"] == {"g:early.a", "g:both.a", "g:late.a"}


def test_a_claim_is_undisputed_until_its_rival_is_published(project: Project) -> None:
    alone, both = on(project, "1995-01-01"), on(project, "2001-01-01")
    assert alone["status"] == {"g:early.a ev:Accepted"}
    assert alone["positions"] == set()
    assert both["status"] == {
        *("g:early.a ev:Disputed", "g:late.a ev:Disputed", "g:both.a ev:Accepted"),
    }
    assert both["positions"] == {"g:early.a", "g:late.a"}


def test_only_things_that_something_leads_to_are_named(project: Project) -> None:
    concepts = {"https://w3id.org/bilateral/concept/topic.x"}
    assert on(project, "1980-01-01")["named"] == concepts
    # A place is known with all places around it.
    assert on(project, "1995-01-01")["named"] == {"a", "city", "land", "world"} | concepts
    assert on(project, "2001-01-01")["named"] == {"a", "b", "c", "city", "land", "world"} | concepts
