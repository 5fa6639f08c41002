"""Citations for the rows of any query, without work by its author.

For every row the query's own graph patterns are evaluated once more with the
row's values put in, as a ``CONSTRUCT`` whose template is those patterns. What it
returns is exactly the set of triples that the row rests on; who states each of
them is then looked up. An aggregated row rests on the triples of its group.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from bilateral.engine.evidence import Citation, citations, merged
from bilateral.namespaces import PREFIXES, SKOS
from bilateral.queries.binding import written
from bilateral.queries.tokens import split_select

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bilateral.queries.results import Result

# Patterns that only name things: they say how a row is shown, not what it claims.
_NAMING = {SKOS + "prefLabel", SKOS + "notation"}


def cite_rows(store: ox.Store, text: str, result: Result) -> list[tuple[Citation, ...]]:
    """Return, for each row of *result*, who states the triples it rests on.

    Args:
        store: the whole dataset.
        text: the query that gave *result*, with the values of its parameters.
        result: the answer of a ``SELECT`` query.

    Returns:
        One tuple a row; it is empty where no pattern of the query can be traced,
        for example when it only counts graphs.
    """
    parts = split_select(text)
    template, variables, by_graph = _template(text)
    if parts is None or not template:
        return [() for _ in result.rows]
    prologue, group = parts
    cache: dict[ox.Triple, tuple[Citation, ...]] = {}
    answer: list[tuple[Citation, ...]] = []
    for row in result.rows:
        values = _values(result.columns, row, variables)
        construct = f"{prologue}\nCONSTRUCT {{ {' '.join(template)} }} WHERE {{ {values} {group} }}"
        triples = store.query(construct, prefixes=PREFIXES)
        found: list[tuple[Citation, ...]] = []
        for triple in sorted(triples, key=str) if isinstance(triples, ox.QueryTriples) else ():
            if triple not in cache:
                cache[triple] = citations(store, triple, accepted_only=not by_graph)
            found.append(cache[triple])
        answer.append(merged(found))
    return answer


def _values(columns: tuple[str, ...], row: tuple[Any, ...], variables: set[str]) -> str:
    """Return a ``VALUES`` clause that holds the row fast; terms are serialised, not pasted."""
    pairs = [
        (name, written(term))
        for name, term in zip(columns, row, strict=True)
        if isinstance(term, ox.NamedNode | ox.Literal) and name in variables
    ]
    if not pairs:
        return ""
    names = " ".join(f"?{name}" for name, _ in pairs)
    return f"VALUES ({names}) {{ ({' '.join(text for _, text in pairs)}) }}"


def _template(text: str) -> tuple[list[str], set[str], bool]:
    """Return the query's triple patterns as text, their variables, and whether it asks by graph.

    A query that asks in which graph something stands wants claims of every status.
    """
    algebra = _algebra(text)
    patterns: list[str] = []
    variables: set[str] = set()
    by_graph = any(getattr(node, "name", "") == "Graph" for node in _scopes(algebra))
    for subject, predicate, value in _patterns(algebra):
        terms = (subject, predicate, value)
        variables.update(str(term) for term in terms if _is_variable(term))
        if str(predicate) not in _NAMING and all(_plain(term) for term in terms):
            patterns.append(f"{subject.n3()} {predicate.n3()} {value.n3()} .")
    return sorted(set(patterns)), variables, by_graph


def template(text: str, *, optional: bool) -> list[str]:
    """Return the triple patterns of a query as text that can be put into a group.

    Args:
        text: a query that parses.
        optional: whether patterns that need not match are wanted too.
    """
    found = _patterns(_algebra(text), optional=optional)
    plain = (triple for triple in found if all(_plain(term) for term in triple))
    patterns = (f"{' '.join(term.n3() for term in triple)} ." for triple in plain)
    return list(dict.fromkeys(patterns))


def _algebra(text: str) -> Any:
    from rdflib.plugins.sparql.algebra import translateQuery
    from rdflib.plugins.sparql.parser import parseQuery

    declared = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
    return translateQuery(parseQuery(declared + text)).algebra


def _patterns(algebra: Any, *, optional: bool = True) -> Iterator[tuple[Any, Any, Any]]:
    """Yield the triple patterns that a solution matches, those of one branch of a choice too."""
    for node in _scopes(algebra, optional=optional):
        if getattr(node, "name", "") == "BGP":
            yield from node.triples


def _scopes(node: Any, *, optional: bool = True) -> Iterator[Any]:
    """Yield the parts of the algebra that speak of the world, outermost scope only.

    Left out are sub-selects, whose variables are not seen outside, what must be
    absent, and graphs that are named in the query: provenance, not claims.
    """
    name = getattr(node, "name", "")
    yield node
    if name == "Graph":
        parts = [node.p] if _is_variable(node.term) else []
    elif name in ("ToMultiSet", "ServiceGraphPattern", "BGP"):
        parts = []
    elif name == "Minus" or (name == "LeftJoin" and not optional):
        parts = [node.p1]
    elif name == "Union" and not optional:
        parts = []
    elif name in ("Join", "LeftJoin", "Union"):
        parts = [node.p1, node.p2]
    else:
        parts = [node.p] if getattr(node, "p", None) is not None else []
    for part in parts:
        yield from _scopes(part, optional=optional)


def _is_variable(term: Any) -> bool:
    return type(term).__name__ == "Variable"


def _plain(term: Any) -> bool:
    # Blank nodes and property paths stand for more than one triple: they are left out.
    return type(term).__name__ in ("Variable", "URIRef", "Literal")
