"""Reading Turtle and TriG with the place of every term and literals as written.

Literals keep their own lexical form: a check must see "1.50" before a store makes "1.5"
of it.
"""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urljoin

import pyoxigraph as ox

from bilateral.errors import Location
from bilateral.rdf.terms import RDF_FIRST, RDF_NIL, RDF_REST, RDF_TYPE
from bilateral.rdf.turtle.tree import (
    Collection,
    Directive,
    Graph,
    PropertyList,
    first,
    parse,
    unreadable,
)
from bilateral.rdf.vocabulary import XSD

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bilateral.rdf.turtle.lexer import Token
    from bilateral.rdf.turtle.tree import Document, Property, Triples, Value

_Node = ox.NamedNode | ox.BlankNode
_Term = ox.NamedNode | ox.BlankNode | ox.Literal
_DATATYPES = {
    name: ox.NamedNode(XSD + name) for name in ("integer", "decimal", "double", "boolean")
}
_LOCAL_ESCAPE = re.compile(r"\\(.)")
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_SHORT = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


class Statement(NamedTuple):
    """One triple as written: its terms, its graph, and where each of them stands."""

    subject: _Node
    predicate: ox.NamedNode
    object: _Term
    graph: ox.NamedNode | None
    subject_at: Location
    predicate_at: Location
    object_at: Location
    graph_at: Location


def statements(text: str, path: str) -> list[Statement]:
    """Return the statements of *text*, in the order in which they are written.

    Raises:
        DataError: the text is not Turtle or TriG.
    """
    walker = _Walker(path)
    walker.walk(parse(text, path))
    return walker.statements


class _Walker:
    """Makes statements of a tree, in its order."""

    def __init__(self, path: str) -> None:
        self.statements: list[Statement] = []
        self._prefixes: dict[str, str] = {}
        self._base = ""
        self._graph: ox.NamedNode | None = None
        self._graph_at = Location(path)
        # Blank nodes of two files must not get one name: checks read all files together.
        self._file = f"{zlib.crc32(path.encode('utf-8')):08x}"
        self._blanks = 0

    def walk(self, document: Document) -> None:
        for block in document.blocks:
            if isinstance(block, Directive):
                self._directive(block)
            elif isinstance(block, Graph):
                self._block(block)
            else:
                self._triples(block)

    def _directive(self, directive: Directive) -> None:
        iri = self._iri(directive.iri)
        if directive.name is None:
            self._base = iri
        else:
            self._prefixes[directive.name] = iri

    def _block(self, graph: Graph) -> None:
        if graph.name is not None and graph.name.kind == "blank":
            raise unreadable("a graph cannot be named by a blank node", graph.name)
        self._graph = self._named(graph.name) if graph.name else None
        self._graph_at = (graph.name or graph.open).at
        for triples in graph.triples:
            self._triples(triples)
        self._graph = None

    def _triples(self, triples: Triples) -> None:
        self._properties(self._node(triples.subject), first(triples.subject).at, triples.properties)

    def _properties(self, subject: _Node, at: Location, properties: Iterable[Property]) -> None:
        for entry in properties:
            verb = entry.verb
            predicate = RDF_TYPE if verb.text == "a" else self._named(verb)
            for value in entry.values:
                triple = (subject, predicate, self._term(value))
                self._add(triple, at, verb.at, first(value).at)

    def _add(
        self,
        triple: tuple[_Node, ox.NamedNode, _Term],
        subject_at: Location,
        predicate_at: Location,
        object_at: Location,
    ) -> None:
        subject, predicate, value = triple
        self.statements.append(
            Statement(
                subject=subject,
                predicate=predicate,
                object=value,
                graph=self._graph,
                subject_at=subject_at,
                predicate_at=predicate_at,
                object_at=object_at,
                graph_at=self._graph_at,
            )
        )

    def _node(self, value: Value) -> _Node:
        if isinstance(value, PropertyList):
            return self._blank_node(value)
        if isinstance(value, Collection):
            return self._collection(value)
        if value.kind == "blank":
            return ox.BlankNode(f"n{self._file}{value.text[2:]}")
        return self._named(value)

    def _term(self, value: Value) -> _Term:
        if isinstance(value, PropertyList | Collection):
            return self._node(value)
        if value.kind == "string":
            return self._literal(value)
        if value.kind == "number":
            kind = "double" if "e" in value.text.lower() else "decimal"
            kind = kind if kind == "double" or "." in value.text else "integer"
            return ox.Literal(value.text, datatype=_DATATYPES[kind])
        if value.kind == "word" and value.text in ("true", "false"):
            return ox.Literal(value.text, datatype=_DATATYPES["boolean"])
        return self._node(value)

    def _literal(self, token: Token) -> ox.Literal:
        quotes = 3 if token.text[:3] in ('"""', "'''") else 1
        text = _unescaped(token.text[quotes:-quotes])
        if token.tag is None:
            return ox.Literal(text)
        if token.tag.kind == "lang":
            return ox.Literal(text, language=token.tag.text[1:])
        return ox.Literal(text, datatype=self._named(token.tag))

    def _blank_node(self, value: PropertyList) -> ox.BlankNode:
        node = self._fresh()
        if value.properties:
            self._properties(node, value.properties[0].verb.at, value.properties)
        return node

    def _collection(self, collection: Collection) -> _Node:
        items = [(self._term(item), first(item).at) for item in collection.items]
        head: _Node = RDF_NIL
        for term, at in reversed(items):
            cell = self._fresh()
            self._add((cell, RDF_REST, head), at, at, at)
            self._add((cell, RDF_FIRST, term), at, at, at)
            head = cell
        return head

    def _fresh(self) -> ox.BlankNode:
        self._blanks += 1
        return ox.BlankNode(f"b{self._file}-{self._blanks}")

    def _named(self, token: Token) -> ox.NamedNode:
        if token.kind == "iri":
            return ox.NamedNode(self._iri(token.text))
        if token.kind != "name":
            raise unreadable(f"expected a name or an IRI, not {token.text!r}", token)
        prefix, _, local = token.text.partition(":")
        if prefix not in self._prefixes:
            raise unreadable(f"the prefix {prefix}: is not declared", token)
        return ox.NamedNode(self._prefixes[prefix] + _LOCAL_ESCAPE.sub(r"\1", local))

    def _iri(self, text: str) -> str:
        iri = _unescaped(text[1:-1])
        return urljoin(self._base, iri) if self._base else iri


def _unescaped(text: str) -> str:
    if "\\" not in text:
        return text

    def character(match: re.Match[str]) -> str:
        code = match[1] or match[2]
        return chr(int(code, 16)) if code else _SHORT.get(match[3], match[3])

    return _ESCAPE.sub(character, text)
