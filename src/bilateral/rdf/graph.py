"""Access to a store: values of a property, RDF lists, and the closure of a hierarchy.

Every function takes the graph to look in, by default what is known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import pyoxigraph as ox

from bilateral.rdf.terms import KNOWN, RDF_FIRST, RDF_NIL, RDF_REST

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

Graph = ox.NamedNode | ox.BlankNode | ox.DefaultGraph
Resource = ox.NamedNode | ox.BlankNode
Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
_Node = TypeVar("_Node")
# A list longer than this has a cycle in it.
_MAX_ITEMS = 10_000


def values(
    store: ox.Store, subject: Resource, predicate: ox.NamedNode, graph: Graph = KNOWN
) -> list[Term]:
    """Return the objects of *subject* and *predicate*, sorted by their text."""
    return sorted(
        (quad.object for quad in store.quads_for_pattern(subject, predicate, None, graph)), key=str
    )


def value(
    store: ox.Store, subject: Resource, predicate: ox.NamedNode, graph: Graph = KNOWN
) -> Term | None:
    """Return the first of :func:`values`, or ``None``."""
    return next(iter(values(store, subject, predicate, graph)), None)


def text(store: ox.Store, subject: Resource, predicate: ox.NamedNode, graph: Graph = KNOWN) -> str:
    """Return the first value that is an IRI or a literal as text, or an empty text."""
    for term in values(store, subject, predicate, graph):
        if isinstance(term, ox.NamedNode | ox.Literal):
            return term.value
    return ""


def texts(
    store: ox.Store, subject: Resource, predicate: ox.NamedNode, graph: Graph = KNOWN
) -> list[str]:
    """Return the values that are IRIs or literals as texts, sorted."""
    nodes = values(store, subject, predicate, graph)
    return sorted(node.value for node in nodes if isinstance(node, ox.NamedNode | ox.Literal))


def subjects(
    store: ox.Store, predicate: ox.NamedNode, target: Term, graph: Graph = KNOWN
) -> list[ox.NamedNode]:
    """Return the IRIs that have *target* as *predicate*, sorted."""
    quads = store.quads_for_pattern(None, predicate, target, graph)
    return sorted(
        {quad.subject for quad in quads if isinstance(quad.subject, ox.NamedNode)}, key=str
    )


def items(store: ox.Store, head: Term | None, graph: Graph = KNOWN) -> list[Term]:
    """Return the members of the RDF list that begins at *head*, in its order."""
    members: list[Term] = []
    while isinstance(head, ox.NamedNode | ox.BlankNode) and head != RDF_NIL:
        first = value(store, head, RDF_FIRST, graph)
        if first is None or len(members) == _MAX_ITEMS:
            break
        members.append(first)
        head = value(store, head, RDF_REST, graph)
    return members


def closure(
    store: ox.Store, start: ox.NamedNode, predicate: ox.NamedNode, graph: Graph = KNOWN
) -> set[ox.NamedNode]:
    """Return the IRIs that *predicate* leads to from *start* in one step or more.

    *start* is among them only where the hierarchy leads back to it.
    """
    return reachable(start, lambda node: _named(store, node, predicate, graph))


def reachable(start: _Node, steps: Callable[[_Node], Iterable[_Node]]) -> set[_Node]:
    """Return what *steps* leads to from *start* in one step or more.

    Args:
        start: where to begin; it is in the result only where the way leads back to it.
        steps: gives what a node leads to.
    """
    reached: set[_Node] = set()
    frontier = [start]
    while frontier:
        for node in steps(frontier.pop()):
            if node not in reached:
                reached.add(node)
                frontier.append(node)
    return reached


def _named(
    store: ox.Store, subject: ox.NamedNode, predicate: ox.NamedNode, graph: Graph
) -> Iterator[ox.NamedNode]:
    for quad in store.quads_for_pattern(subject, predicate, None, graph):
        if isinstance(quad.object, ox.NamedNode):
            yield quad.object
