"""Citations for the rows of a query: which triples support a row, and who states them."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from bilateral.questions.cite import cite_rows, recipe, template
from bilateral.questions.results import Result
from bilateral.questions.scan import Scan
from bilateral.rdf.vocabulary import BIL, ID, RDF, spaces

HEAD = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in spaces().prefixes.items())
DATA = """
id:visit.x a bil:Visit ; skos:prefLabel "X"@en ; bil:date "1957" ; bil:host id:person.a .
id:visit.y a bil:Visit ; skos:prefLabel "Y"@en ; bil:date "1958" .
id:person.a a bil:Person ; skos:prefLabel "A"@en .
g:s.p1s1.a { id:visit.x a bil:Visit ; bil:date "1957" . id:visit.y a bil:Visit }
g:s.p2s1.a { id:visit.x a bil:Visit ; bil:host id:person.a . id:person.a a bil:Person }
g:t.a { id:visit.y bil:date "1958" }
g:u.a { id:visit.x bil:date "1956" }
g:provenance {
  psg:s.p1s1 oa:hasSource doc:s ; ev:paragraph 1 ; ev:sentence 1 .
  psg:s.p2s1 oa:hasSource doc:s ; ev:paragraph 2 ; ev:sentence 1 .
  g:s.p1s1.a prov:wasDerivedFrom psg:s.p1s1 ; ev:status ev:Accepted .
  g:s.p2s1.a prov:wasDerivedFrom psg:s.p2s1 ; ev:status ev:Accepted .
  g:t.a prov:wasDerivedFrom doc:t ; ev:status ev:Accepted .
  g:u.a prov:wasDerivedFrom doc:u ; ev:status ev:Disputed .
}
"""


@pytest.fixture(scope="module")
def store() -> ox.Store:
    store = ox.Store()
    store.load(HEAD + DATA, ox.RdfFormat.TRIG)
    return store


def cited(store: ox.Store, text: str) -> list[tuple[str, ...]]:
    """Return the short citations of each row of a query."""
    solutions = store.query(text, prefixes=spaces().prefixes)
    assert isinstance(solutions, ox.QuerySolutions)
    columns = [variable.value for variable in solutions.variables]
    rows = [tuple(solution[name] for name in columns) for solution in solutions]
    citations = cite_rows(store, Scan(text), Result.of_rows(columns, rows))
    return [tuple(citation.short for citation in row) for row in citations]


@pytest.mark.parametrize(
    ("query", "citations"),
    [
        ("?v { ?v a bil:Visit ; bil:date ?d } ORDER BY ?v", [("s 1.1",), ("t",)]),
        # The class alone is evidence where there is no other.
        ("?v { ?v a bil:Visit } ORDER BY ?v", [("s 1.1", "s 2.1"), ("s 1.1",)]),
        # What need not match is cited where it does.
        (
            "?v { ?v bil:date ?d OPTIONAL { ?v bil:host ?h } } ORDER BY ?v",
            [("s 1.1", "s 2.1"), ("t",)],
        ),
        # Both branches of a choice.
        (
            "?v { { ?v bil:host ?h } UNION { ?v bil:date '1958' } } ORDER BY ?v",
            [("s 2.1",), ("t",)],
        ),
        # Names are how a row looks, not what it claims.
        ("?n { ?v bil:host ?p . ?p skos:prefLabel ?n }", [("s 2.1",)]),
        # What must be absent supports nothing.
        ("?v { ?v bil:date ?d MINUS { ?v bil:host ?h } }", [("t",)]),
        ("?v { ?v bil:date ?d FILTER NOT EXISTS { ?v bil:host ?h } }", [("t",)]),
        # Groups are supported by all their triples.
        ("(COUNT(?v) AS ?n) { ?v bil:date ?d }", [("s 1.1", "t")]),
        (
            "?d (COUNT(?v) AS ?n) { ?v a bil:Visit ; bil:date ?d } GROUP BY ?d ORDER BY ?d",
            [("s 1.1",), ("t",)],
        ),
        # Sub-selects have variables of their own.
        ("?v { { SELECT ?v { ?v bil:date ?d } } ?v bil:host ?h }", [("s 2.1",)]),
        # Who asks in which graph something stands wants claims of every status.
        ("?d { GRAPH ?g { id:visit.x bil:date ?d } } ORDER BY ?d", [("u",), ("s 1.1",)]),
        ("?s { GRAPH g:provenance { ?g ev:status ?s } } ORDER BY ?s LIMIT 1", [()]),
        # Paths stand for more than one triple.
        ("?v { ?v bil:host/skos:prefLabel ?n }", [()]),
        ("?x { BIND (1 AS ?x) }", [()]),
    ],
)
def test_a_row_is_cited_by_the_triples_that_support_it(
    store: ox.Store, query: str, citations: list[tuple[str, ...]]
) -> None:
    assert cited(store, f"SELECT {query}") == citations


def test_rows_with_unbound_values_are_cited_by_what_is_bound(store: ox.Store) -> None:
    text = "SELECT ?v ?h { ?v bil:date ?d OPTIONAL { ?v bil:host ?h } } ORDER BY ?v"
    assert cited(store, text) == [("s 1.1", "s 2.1"), ("t",)]


def test_a_recipe_has_the_patterns_for_an_engine_elsewhere() -> None:
    text = f'SELECT ?v {{ ?v a <{BIL}Visit> ; <{BIL}date> "x"@en, 5, "y" ; ?p ?o }} LIMIT 1'
    query, patterns = recipe(Scan(text)) or ("", [])
    assert query == f"\nSELECT * WHERE {text[text.index('{') : text.index('}') + 1]}"
    assert set(patterns) == {
        ("?v", f"<{RDF}type>", f"<{BIL}Visit>"),
        ("?v", f"<{BIL}date>", '"x"@en'),
        ("?v", f"<{BIL}date>", '"5"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        ("?v", f"<{BIL}date>", '"y"'),
        ("?v", "?p", "?o"),
    }


@pytest.mark.parametrize("text", ["ASK { ?a ?b ?c }", "SELECT ?n { ?v skos:prefLabel ?n }"])
def test_what_cannot_be_cited_has_no_recipe(text: str) -> None:
    assert recipe(Scan(text)) is None


def test_the_template_has_each_pattern_once_and_optional_ones_on_request() -> None:
    text = "SELECT * { ?a bil:p ?b . ?a bil:p ?b OPTIONAL { ?a bil:q ?c } { ?d ?e ?f } UNION { } }"
    must = f"?a <{BIL}p> ?b ."
    assert template(text, optional=False) == [must]
    assert template(text, optional=True) == [must, f"?a <{BIL}q> ?c .", "?d ?e ?f ."]
    assert template(f"SELECT * {{ <{ID}x> ?p [] }}", optional=True) == []
