"""Citations for the rows of any query, without work by its author.

The query's own group is evaluated once more for all of its variables. Every solution
turns the query's triple patterns into triples, and belongs to the rows that show its
values: those triples are what the row rests on, and who states each of them is then
looked up. An aggregated row rests on the triples of its group.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from bilateral.evidence.citations import Citation, citations, merged
from bilateral.questions.scan import split_select
from bilateral.rdf.vocabulary import RDF, SKOS, XSD, spaces

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bilateral.questions.results import Result, Term

    # A variable is its name; all else is a term.
    _Pattern = tuple[str | Term, str | Term, str | Term]

# Patterns that only name things: they say how a row is shown, not what it claims.
_TYPE = RDF + "type"
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
    patterns, by_graph = _template(text)
    if parts is None or not patterns:
        return [() for _ in result.rows]
    prologue, group = parts
    places, resting = _resting(
        store, f"{prologue}\nSELECT * WHERE {group}", patterns, result.columns
    )
    cache: dict[ox.Triple, tuple[Citation, ...]] = {}
    answer: list[tuple[Citation, ...]] = []
    for row in result.rows:
        said: list[tuple[Citation, ...]] = []
        classed: list[tuple[Citation, ...]] = []
        for triple in sorted(resting.get(tuple(row[place] for place in places), ()), key=str):
            if triple not in cache:
                cache[triple] = citations(store, triple, accepted_only=not by_graph)
            # Every page that names a minister says that he is a person: that is no
            # evidence for what the row says of him. It counts where nothing else is said.
            (classed if triple.predicate.value == _TYPE else said).append(cache[triple])
        answer.append(merged(said) or merged(classed))
    return answer


def recipe(text: str) -> tuple[str, list[tuple[str, str, str]]] | None:
    """Return how the rows of a query are cited, for an engine elsewhere.

    Returns:
        The query for all variables of the group, and the patterns whose triples a row
        rests on: ``?name`` or a term as in N-Triples. Nothing where no pattern can be traced.
    """
    parts = split_select(text)
    patterns, _ = _template(text)
    if parts is None or not patterns:
        return None
    prologue, group = parts

    def shown(one: str | Term) -> str:
        return f"?{one}" if isinstance(one, str) else str(one)

    rows = [(shown(s), shown(p), shown(o)) for s, p, o in patterns]
    return f"{prologue}\nSELECT * WHERE {group}", rows


def _resting(
    store: ox.Store, text: str, patterns: list[_Pattern], columns: tuple[str, ...]
) -> tuple[list[int], dict[tuple[Term | None, ...], set[ox.Triple]]]:
    """Return the triples of all solutions, by the values that a row shows of them.

    Columns that the group does not bind, such as counts, tell nothing of a solution; the
    places of the others come first.
    """
    solutions = store.query(text, prefixes=spaces().prefixes)
    found: dict[tuple[Term | None, ...], set[ox.Triple]] = defaultdict(set)
    if not isinstance(solutions, ox.QuerySolutions):
        return [], found
    known = {variable.value for variable in solutions.variables}
    places = [place for place, name in enumerate(columns) if name in known]
    for solution in solutions:
        key = tuple(solution[columns[place]] for place in places)
        for pattern in patterns:
            triple = _triple(
                *(
                    (solution[one] if one in known else None) if isinstance(one, str) else one
                    for one in pattern
                )
            )
            if triple is not None:
                found[key].add(triple)
    return places, found


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
    algebra = _algebra(text)
    patterns: dict[_Pattern, None] = {}
    by_graph = any(getattr(node, "name", "") == "Graph" for node in _scopes(algebra))
    for triple in _patterns(algebra):
        if str(triple[1]) not in _NAMING and all(_plain(term) for term in triple):
            patterns[_pattern(triple)] = None
    return list(patterns), by_graph


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
    found = _patterns(_algebra(text), optional=optional)
    plain = (triple for triple in found if all(_plain(term) for term in triple))
    patterns = (f"{' '.join(term.n3() for term in triple)} ." for triple in plain)
    return list(dict.fromkeys(patterns))


def _algebra(text: str) -> Any:
    from rdflib.plugins.sparql.algebra import translateQuery
    from rdflib.plugins.sparql.parser import parseQuery

    declared = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in spaces().prefixes.items())
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
