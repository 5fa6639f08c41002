"""Reading Turtle and TriG with the place of every term and literals as written.

The text has passed a full parser before, so this one reports nothing but what it
cannot follow. Literals keep their own lexical form: a check must see "1.50" before
a store makes "1.5" of it.
"""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urljoin

import pyoxigraph as ox

from bilateral.errors import DataError, Location
from bilateral.rdf.turtle.lexer import Token, tokens
from bilateral.rdf.vocabulary import RDF, XSD

if TYPE_CHECKING:
    from collections.abc import Iterator

_Node = ox.NamedNode | ox.BlankNode
_Term = ox.NamedNode | ox.BlankNode | ox.Literal
_TYPE = ox.NamedNode(RDF + "type")
_FIRST, _REST, _NIL = (ox.NamedNode(RDF + name) for name in ("first", "rest", "nil"))
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
    return _Reader(text, path).read()


class _Reader:
    def __init__(self, text: str, path: str) -> None:
        self._tokens: Iterator[Token] = tokens(text, path)
        self._end = Token("end", "", Location(path, text.count("\n") + 1, 1))
        self._now = next(self._tokens, self._end)
        self._prefixes: dict[str, str] = {}
        self._base = ""
        self._graph: ox.NamedNode | None = None
        self._graph_at = Location(path)
        # Blank nodes of two files must not get one name: checks read all files together.
        self._file = f"{zlib.crc32(path.encode('utf-8')):08x}"
        self._blanks = 0
        self._found: list[Statement] = []

    def read(self) -> list[Statement]:
        while self._now.kind != "end":
            word = self._now.text.upper()
            if word in ("@PREFIX", "PREFIX", "@BASE", "BASE"):
                self._directive(word)
            elif word == "GRAPH":
                self._take()
                self._block(*self._node())
            elif word == "{":
                self._block(None, self._now.at)
            else:
                self._triples_or_block()
        return self._found

    def _directive(self, word: str) -> None:
        self._take()
        if word.endswith("PREFIX"):
            name = self._take("name").text
            self._prefixes[name[:-1]] = self._iri(self._take("iri"))
        else:
            self._base = self._iri(self._take("iri"))
        if word.startswith("@"):
            self._mark(".")

    def _triples_or_block(self) -> None:
        lonely = self._now.text == "["
        subject, at = self._node()
        if self._now.text == "{":
            self._block(subject, at)
            return
        if not (lonely and self._now.text == "."):
            self._predicates(subject, at)
        self._mark(".")

    def _block(self, name: _Node | None, at: Location) -> None:
        if isinstance(name, ox.BlankNode):
            raise self._wrong("a graph cannot be named by a blank node", at)
        self._graph, self._graph_at = name, at
        self._mark("{")
        while self._now.text != "}":
            lonely = self._now.text == "["
            subject, subject_at = self._node()
            if not (lonely and self._now.text in (".", "}")):
                self._predicates(subject, subject_at)
            if self._now.text != "}":
                self._mark(".")
        self._mark("}")
        self._graph = None

    def _predicates(self, subject: _Node, at: Location) -> None:
        while True:
            verb = self._take()
            predicate = _TYPE if verb.text == "a" else self._named(verb)
            while True:
                value, value_at = self._object()
                self._found.append(
                    Statement(
                        subject,
                        predicate,
                        value,
                        self._graph,
                        at,
                        verb.at,
                        value_at,
                        self._graph_at,
                    )
                )
                if self._now.text != ",":
                    break
                self._take()
            if self._now.text != ";":
                return
            while self._now.text == ";":
                self._take()
            if self._now.text in (".", "]", "}"):
                return

    def _node(self) -> tuple[_Node, Location]:
        token = self._now
        if token.text == "[":
            return self._blank_with_properties(), token.at
        if token.text == "(":
            return self._collection(), token.at
        self._take()
        if token.kind == "blank":
            return ox.BlankNode(f"n{self._file}{token.text[2:]}"), token.at
        return self._named(token), token.at

    def _object(self) -> tuple[_Term, Location]:
        token = self._now
        if token.kind == "string":
            self._take()
            return self._literal(token), token.at
        if token.kind == "number":
            self._take()
            kind = "double" if "e" in token.text.lower() else "decimal"
            kind = kind if kind == "double" or "." in token.text else "integer"
            return ox.Literal(token.text, datatype=ox.NamedNode(XSD + kind)), token.at
        if token.kind == "word" and token.text in ("true", "false"):
            self._take()
            return ox.Literal(token.text, datatype=ox.NamedNode(XSD + "boolean")), token.at
        return self._node()

    def _literal(self, token: Token) -> ox.Literal:
        quotes = 3 if token.text[:3] in ('"""', "'''") else 1
        value = _unescaped(token.text[quotes:-quotes])
        if self._now.kind == "lang":
            return ox.Literal(value, language=self._take().text[1:])
        if self._now.text == "^^":
            self._take()
            return ox.Literal(value, datatype=self._named(self._take()))
        return ox.Literal(value)

    def _blank_with_properties(self) -> ox.BlankNode:
        self._mark("[")
        node = self._fresh()
        if self._now.text != "]":
            self._predicates(node, self._now.at)
        self._mark("]")
        return node

    def _collection(self) -> _Node:
        self._mark("(")
        items: list[tuple[_Term, Location]] = []
        while self._now.text != ")":
            items.append(self._object())
        self._mark(")")
        head: _Node = _NIL
        for value, at in reversed(items):
            cell = self._fresh()
            for predicate, one in ((_REST, head), (_FIRST, value)):
                self._found.append(
                    Statement(cell, predicate, one, self._graph, at, at, at, self._graph_at)
                )
            head = cell
        return head

    def _fresh(self) -> ox.BlankNode:
        self._blanks += 1
        return ox.BlankNode(f"b{self._file}-{self._blanks}")

    def _named(self, token: Token) -> ox.NamedNode:
        if token.kind == "iri":
            return ox.NamedNode(self._iri(token))
        if token.kind != "name":
            raise self._wrong(f"expected a name or an IRI, not {token.text!r}", token.at)
        prefix, _, local = token.text.partition(":")
        if prefix not in self._prefixes:
            raise self._wrong(f"the prefix {prefix}: is not declared", token.at)
        return ox.NamedNode(self._prefixes[prefix] + re.sub(r"\\(.)", r"\1", local))

    def _iri(self, token: Token) -> str:
        iri = _unescaped(token.text[1:-1])
        return urljoin(self._base, iri) if self._base else iri

    def _take(self, kind: str | None = None) -> Token:
        token = self._now
        if token.kind == "end" or (kind and token.kind != kind):
            what = f"unexpected {token.text!r}" if token.text else "the file ends too soon"
            raise self._wrong(what, token.at)
        self._now = next(self._tokens, self._end)
        return token

    def _mark(self, text: str) -> None:
        if self._now.text != text or self._now.kind != "mark":
            raise self._wrong(f"expected {text!r}, not {self._now.text!r}", self._now.at)
        self._take()

    def _wrong(self, message: str, at: Location) -> DataError:
        return DataError(message, next_step="correct the syntax at this place", location=at)


def _unescaped(text: str) -> str:
    if "\\" not in text:
        return text

    def put(match: re.Match[str]) -> str:
        code = match.group(1) or match.group(2)
        if code:
            return chr(int(code, 16))
        return _SHORT.get(match.group(3), match.group(3))

    return _ESCAPE.sub(put, text)
