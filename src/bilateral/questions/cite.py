"""Citations for the rows of any query, without work by its author.

The query's own group is evaluated once more for all of its variables. Every solution
turns the query's triple patterns into triples, and belongs to the rows that have its
values: those triples support the row, and who states each of them is then looked up.
An aggregated row is supported by the triples of its group.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from bilateral.evidence.citations import Citation, citations, merged
from bilateral.rdf.terms import RDF_TYPE
from bilateral.rdf.vocabulary import SKOS, XSD, spaces

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bilateral.questions.results import Result, Term
    from bilateral.questions.scan import Scan

    # A variable is its name; all else is a term.
    _Pattern = tuple[str | Term, str | Term, str | Term]

# Patterns that only name things: they affect how a row looks, not what it claims.
_NAMING = {SKOS + "prefLabel", SKOS + "notation"}


def cite_rows(store: ox.Store, scan: Scan, result: Result) -> list[tuple[Citation, ...]]:
    """Return, for each row of *result*, who states the triples that support it.

    Args:
        store: the whole dataset.
        scan: the query that gave *result*, with the values of its parameters.
        result: the answer of a ``SELECT`` query.

    Returns:
        One tuple a row; it is empty where no pattern of the query can be traced,
        for example when it only counts graphs.
    """
    patterns, by_graph = _template(scan.text)
    if scan.select is None or not patterns:
        return [() for _ in result.rows]
    indexes, support = _support(store, scan.select.all_variables, patterns, result.columns)
    cache: dict[ox.Triple, tuple[Citation, ...]] = {}
    rows: list[tuple[Citation, ...]] = []
    for row in result.rows:
        facts: list[tuple[Citation, ...]] = []
        types: list[tuple[Citation, ...]] = []
        for triple in sorted(support.get(tuple(row[index] for index in indexes), ()), key=str):
            if triple not in cache:
                cache[triple] = citations(store, triple, accepted_only=not by_graph)
            # Every page that names a minister says that he is a person: that is no
            # evidence for what the row says of him. It counts where there is no other.
            (types if triple.predicate == RDF_TYPE else facts).append(cache[triple])
        rows.append(merged(facts) or merged(types))
    return rows


def recipe(scan: Scan) -> tuple[str, list[tuple[str, str, str]]] | None:
    """Return how the rows of a query are cited, for an engine elsewhere.

    Returns:
        The query for all variables of the group, and the patterns whose triples support
        a row: ``?name`` or a term as in N-Triples. ``None`` where no pattern can be traced.
    """
    patterns, _ = _template(scan.text)
    if scan.select is None or not patterns:
        return None

    def text(part: str | Term) -> str:
        return f"?{part}" if isinstance(part, str) else str(part)

    rows = [(text(subject), text(predicate), text(value)) for subject, predicate, value in patterns]
    return scan.select.all_variables, rows


def _support(
    store: ox.Store, text: str, patterns: list[_Pattern], columns: tuple[str, ...]
) -> tuple[list[int], dict[tuple[Term | None, ...], set[ox.Triple]]]:
    """Return the triples of all solutions, by the values that a row has in common with them.

    Columns that the group does not bind, such as counts, say nothing of a solution; the
    indexes of the others come first.
    """
    solutions = store.query(text, prefixes=spaces().prefixes)
    support: dict[tuple[Term | None, ...], set[ox.Triple]] = defaultdict(set)
    if not isinstance(solutions, ox.QuerySolutions):
        return [], support
    bound = {variable.value for variable in solutions.variables}
    indexes = [index for index, name in enumerate(columns) if name in bound]
    for solution in solutions:
        key = tuple(solution[columns[index]] for index in indexes)
        for pattern in patterns:
            parts = (
                (solution[part] if part in bound else None) if isinstance(part, str) else part
                for part in pattern
            )
            triple = _triple(*parts)
            if triple is not None:
                support[key].add(triple)
    return indexes, support


def _triple(subject: object, predicate: object, value: object) -> ox.Triple | None:
    """Return a triple, or nothing where a part is not bound or cannot stand there."""
    if (
        isinstance(subject, ox.NamedNode | ox.BlankNode)
        and isinstance(predicate, ox.NamedNode)
        and isinstance(value, ox.NamedNode | ox.BlankNode | ox.Literal)
    ):
        return ox.Triple(subject, predicate, value)
    return None


def _template(text: str) -> tuple[list[_Pattern], bool]:
    """Return the query's triple patterns, and whether it asks by graph.

    A query that asks in which graph something stands wants claims of every status.
    """
    nodes = list(_scopes(_algebra(text), optional=True))
    patterns = [
        _pattern(triple) for triple in _plain_triples(nodes) if str(triple[1]) not in _NAMING
    ]
    return list(dict.fromkeys(patterns)), any(_name(node) == "Graph" for node in nodes)


def _pattern(triple: tuple[Any, Any, Any]) -> _Pattern:
    """Return a pattern with the names of its variables, and its terms as the engine's."""
    subject, predicate, value = (
        str(term) if _is_variable(term) else _term(term) for term in triple
    )
    return subject, predicate, value


def _term(term: Any) -> Term:
    """Return a term of rdflib as one of the engine."""
    if type(term).__name__ == "URIRef":
        return ox.NamedNode(str(term))
    if term.language:
        return ox.Literal(str(term), language=term.language)
    return ox.Literal(str(term), datatype=ox.NamedNode(str(term.datatype or XSD + "string")))


def template(text: str, *, optional: bool) -> list[str]:
    """Return the triple patterns of a query as text that can be put into a group.

    Args:
        text: a query that parses.
        optional: whether patterns that need not match are wanted too.
    """
    triples = _plain_triples(_scopes(_algebra(text), optional=optional))
    patterns = (f"{' '.join(term.n3() for term in triple)} ." for triple in triples)
    return list(dict.fromkeys(patterns))


def _algebra(text: str) -> Any:
    from rdflib.plugins.sparql.algebra import translateQuery
    from rdflib.plugins.sparql.parser import parseQuery

    declared = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in spaces().prefixes.items())
    return translateQuery(parseQuery(declared + text)).algebra


def _plain_triples(nodes: Iterable[Any]) -> Iterator[tuple[Any, Any, Any]]:
    """Yield the triple patterns of *nodes* that stand for a single triple each.

    Blank nodes and property paths stand for more than one.
    """
    for node in nodes:
        for triple in node.triples if _name(node) == "BGP" else ():
            if all(type(term).__name__ in ("Variable", "URIRef", "Literal") for term in triple):
                yield triple


def _scopes(node: Any, *, optional: bool) -> Iterator[Any]:
    """Yield the nodes of the algebra with statements about the world, outermost scope only.

    Left out are sub-selects, whose variables are not visible outside, what must be
    absent, and graphs that are named in the query: provenance, not claims.
    """
    name = _name(node)
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


def _name(node: Any) -> str:
    return getattr(node, "name", "")
