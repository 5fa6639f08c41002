"""The grammar of Turtle and TriG: from tokens to the tree of what is written.

The tree keeps the order, the places and the comments of a file, and resolves no name:
:mod:`bilateral.rdf.turtle.statements` makes triples of it, and
:mod:`bilateral.rdf.turtle.printer` writes it down again. The text has passed a full parser
before, so this one reports nothing but what it cannot follow.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bilateral.errors import DataError
from bilateral.rdf.turtle.lexer import Token, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable

_VALUES = frozenset({"string", "number", "name", "iri", "blank", "word"})


@dataclass(slots=True)
class PropertyList:
    """A blank node: its properties between two brackets."""

    open: Token
    properties: list[Property]
    close: Token


@dataclass(slots=True)
class Collection:
    """A list: its items between two parentheses."""

    open: Token
    items: list[Value]
    close: Token


Value = Token | PropertyList | Collection


@dataclass(slots=True)
class Property:
    """A predicate and its objects."""

    verb: Token
    values: list[Value]


@dataclass(slots=True)
class Triples:
    """A subject, its properties, and the full stop."""

    subject: Value
    properties: list[Property]
    end: Token


@dataclass(slots=True)
class Graph:
    """A graph block: its name, its first line up to the brace, its triples, the last brace."""

    name: Token | None
    open: Token
    triples: list[Triples]
    close: Token


@dataclass(slots=True)
class Directive:
    """A prefix (with its name) or the base (without one), and the directive as one token."""

    name: str | None
    iri: str
    whole: Token


Block = Directive | Graph | Triples


@dataclass(slots=True)
class Document:
    """A file: what it holds, in its order, and the token that carries its last comments."""

    blocks: list[Block]
    end: Token


def parse(text: str, path: str) -> Document:
    """Return the tree of *text*, which stands in the file *path*.

    Raises:
        DataError: the text is not Turtle or TriG.
    """
    return _Parser(text, path).document()


def first(value: Value) -> Token:
    """Return the token that *value* begins with."""
    return value if isinstance(value, Token) else value.open


def last(value: Value) -> Token:
    """Return the token that *value* ends with."""
    return value if isinstance(value, Token) else value.close


def comments(lines: Iterable[str]) -> list[str]:
    """Return *lines* without the empty ones."""
    return [line for line in lines if line]


def put_before(token: Token, lines: Iterable[str]) -> None:
    """Put comments, with the empty lines between them, above what stands above *token*."""
    merged = [*lines, *token.before]
    pairs = zip(merged, ["x", *merged], strict=False)
    token.before = [line for line, previous in pairs if line or previous]


def unreadable(message: str, token: Token) -> DataError:
    """Return the error about a token that the grammar does not allow where it stands."""
    return DataError(message, next_step="correct the syntax at this place", location=token.at)


class _Parser:
    def __init__(self, text: str, path: str) -> None:
        self._tokens = tokens(text, path)
        self._now = next(self._tokens)

    def document(self) -> Document:
        blocks: list[Block] = []
        while self._now.kind != "end":
            word = self._now.text.upper()
            if word in ("@PREFIX", "PREFIX", "@BASE", "BASE"):
                blocks.append(self._directive(word))
            else:
                blocks.append(self._block(word))
        return Document(blocks, self._now)

    def _directive(self, word: str) -> Directive:
        parts, name = [self._take()], None
        if word.endswith("PREFIX"):
            parts.append(self._take("name"))
            name = parts[1].text.removesuffix(":")
        parts.append(self._take("iri"))
        iri = parts[-1].text
        if word.startswith("@"):
            parts.append(self._mark("."))
        text = f"@base {iri} ." if name is None else f"@prefix {name}: {iri} ."
        return Directive(name, iri, _joined(parts, text))

    def _block(self, word: str) -> Graph | Triples:
        if word == "{":
            return self._graph(None, self._take())
        keyword = [self._take()] if word == "GRAPH" else []
        name = self._value()
        if not keyword and self._now.text != "{":
            return self._triples(name, in_graph=False)
        if not isinstance(name, Token):
            raise unreadable("a graph cannot be named by a blank node", name.open)
        words = ["GRAPH", name.text] if keyword else [name.text]
        opening = _joined([*keyword, name], " ".join([*words, "{"]))
        self._separator(opening)
        return self._graph(name, opening)

    def _graph(self, name: Token | None, opening: Token) -> Graph:
        triples = []
        while self._now.text != "}":
            triples.append(self._triples(self._value(), in_graph=True))
        return Graph(name, opening, triples, self._take())

    def _triples(self, subject: Value, *, in_graph: bool) -> Triples:
        alone = isinstance(subject, PropertyList) and self._now.text in (".", "}")
        properties = [] if alone else self._properties()
        # The last triples of a graph may lack the full stop.
        lacking = in_graph and self._now.text == "}"
        end = Token("mark", ".", self._now.at) if lacking else self._mark(".")
        return Triples(subject, properties, end)

    def _properties(self) -> list[Property]:
        properties = []
        while True:
            verb, values = self._take(), [self._value()]
            while self._now.text == ",":
                self._separator(last(values[-1]))
                values.append(self._value())
            properties.append(Property(verb, values))
            if self._now.text != ";":
                return properties
            while self._now.text == ";":
                self._separator(last(values[-1]))
            if self._now.text in (".", "]", "}"):
                return properties

    def _value(self) -> Value:
        token = self._now
        if token.text == "[":
            self._take()
            properties = [] if self._now.text == "]" else self._properties()
            return PropertyList(token, properties, self._mark("]"))
        if token.text == "(":
            self._take()
            items: list[Value] = []
            while self._now.text != ")":
                items.append(self._value())
            return Collection(token, items, self._take())
        if token.kind not in _VALUES:
            raise self._unexpected()
        self._take()
        return self._tagged(token) if token.kind == "string" else token

    def _tagged(self, literal: Token) -> Token:
        """Return *literal* with its language or datatype, if it has one."""
        parts = [literal]
        if self._now.text == "^^":
            parts.append(self._take())
        elif self._now.kind != "lang":
            return literal
        parts.append(self._take())
        literal.tag = parts[-1]
        if literal.after or any(part.before or part.after for part in parts[1:]):
            joined = _joined(parts, "")
            literal.before, literal.after = joined.before, joined.after
        return literal

    def _separator(self, before: Token) -> None:
        """Leave out a mark; its comments go to the term *before* it or to what follows."""
        mark = self._take()
        lines = comments(mark.before)
        if mark.after and not lines and not before.after:
            before.after = mark.after
        elif mark.after:
            lines.append(mark.after)
        if lines:
            put_before(self._now, lines)

    def _mark(self, text: str) -> Token:
        if self._now.text != text:
            raise unreadable(f"expected {text!r}, not {self._now.text!r}", self._now)
        return self._take()

    def _take(self, kind: str | None = None) -> Token:
        token = self._now
        if token.kind == "end" or (kind and token.kind != kind):
            raise self._unexpected()
        self._now = next(self._tokens)
        return token

    def _unexpected(self) -> DataError:
        text = self._now.text
        return unreadable(f"unexpected {text!r}" if text else "the file ends too soon", self._now)


def _joined(parts: list[Token], text: str) -> Token:
    """Return one token for several with nothing but comments between them."""
    inside = [line for part in parts for line in (*comments(part.before), part.after) if line]
    inside = inside[len(comments(parts[0].before)) :]
    after = inside.pop() if inside else ""
    before = [*parts[0].before, *inside]
    return Token("whole", text, parts[0].at, before, after)
