"""The canonical layout of a Turtle or TriG file: the tree of what was written, and its lines.

A comment hangs on a term: those on lines of their own before it, one at the end of
its line. Where a line breaks depends on the tree alone, never on where it broke
before, so that a second run changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

WIDTH = 100
_STEP = 2


@dataclass
class Term:
    """One term or mark as written, with its comments; "" in *before* is an empty line."""

    text: str
    before: list[str] = field(default_factory=list)
    after: str = ""


@dataclass
class Nest:
    """A blank-node property list or a collection, between its two brackets."""

    open: Term
    members: list[Property] | list[Value]
    close: Term


Value = Term | Nest


@dataclass
class Property:
    """A predicate and its objects; *rank* puts some predicates before all others."""

    verb: Term
    values: list[Value]
    rank: int


@dataclass
class Statement:
    """A subject, what it has, and the full stop."""

    subject: Value
    properties: list[Property]
    end: Term


@dataclass
class Graph:
    """A graph block: its name with the opening brace, its statements, the closing brace."""

    open: Term
    statements: list[Statement]
    close: Term


@dataclass
class Document:
    """A whole file: its directives, its blocks, and the comments at its end."""

    directives: list[tuple[tuple[int, str], Term]]
    blocks: list[Statement | Graph]
    end: Term


def first(value: Value) -> Term:
    """Return the term that *value* begins with."""
    return value.open if isinstance(value, Nest) else value


def last(value: Value) -> Term:
    """Return the term that *value* ends with."""
    return value.close if isinstance(value, Nest) else value


def comments(lines: Iterable[str]) -> list[str]:
    """Return *lines* without the empty ones."""
    return [line for line in lines if line]


def lines_of(document: Document) -> list[str]:
    """Return the lines of *document* in canonical layout."""
    printer = _Printer()
    printer.document(document)
    return printer.lines


class _Printer:
    def __init__(self) -> None:
        self.lines: list[str] = []

    def document(self, document: Document) -> None:
        self._directives(document.directives)
        short = False
        for block in document.blocks:
            opening = block.open if isinstance(block, Graph) else first(block.subject)
            one = _Printer()
            if isinstance(block, Graph):
                one._graph(block)
            else:
                one._statement(block, 0)
            # A list of one-line statements stays a list, if the curator wrote it as one.
            listed = short and len(one.lines) == 1 and not opening.before
            if self.lines and not listed:
                self.lines.append("")
            self._put_all(_without_ends(opening.before, end=False), 0)
            self.lines += one.lines
            short = len(one.lines) == 1
        closing = _without_ends(document.end.before)
        if closing and self.lines:
            self.lines.append("")
        self._put_all(closing, 0)

    def _directives(self, directives: list[tuple[tuple[int, str], Term]]) -> None:
        if not directives:
            return
        # What the file begins with is about the file and stays above the sorted lines; a
        # last part of it that touches the first directive is about that one.
        top = directives[0][1]
        lines = _without_ends(top.before, end=False)
        cut = len(lines) - lines[::-1].index("") if "" in lines else len(lines)
        self._put_all(lines[:cut], 0)
        top.before = lines[cut:]
        for _, directive in sorted(directives, key=lambda one: one[0]):
            self._put_all(comments(directive.before), 0)
            self._put(directive.text, 0, directive)

    def _graph(self, graph: Graph) -> None:
        inside = comments(graph.close.before)
        if not graph.statements and not inside and not graph.open.after:
            self._put(graph.open.text + "}", 0, graph.close)
            return
        self._put(graph.open.text, 0, graph.open)
        for place, statement in enumerate(graph.statements):
            before = first(statement.subject).before
            self._put_all(before if place else _without_ends(before, end=False), _STEP)
            self._statement(statement, _STEP)
        ending = graph.close.before if graph.statements else _without_ends(graph.close.before)
        if inside:
            self._put_all(_without_ends(ending, start=False), _STEP)
        self._put("}", 0, graph.close)

    def _statement(self, statement: Statement, indent: int) -> None:
        # A comment before the full stop, or two at its line's end, leave it a line of its own.
        inside = comments(statement.end.before)
        loose = bool(inside or statement.end.after)
        stop = "" if loose else " ."
        subject, properties = statement.subject, statement.properties
        head = _flat(subject)
        if head is not None and properties and not last(subject).after:
            line = _flat_property(properties[0])
            suffix = stop if len(properties) == 1 else " ;"
            verb = properties[0].verb
            if line and not comments(verb.before) and _fits(f"{head} {line}{suffix}", indent):
                self._put(f"{head} {line}{suffix}", indent, last(properties[0].values[-1]))
                self._properties(properties[1:], indent + _STEP, stop)
                properties = []
                head = ""
        if head != "":
            self._value("", subject, indent, "" if properties else stop)
            self._properties(properties, indent + _STEP, stop)
        if loose:
            self._put_all(inside, indent + _STEP)
            self._put(".", indent + _STEP, statement.end)

    def _properties(self, properties: list[Property], indent: int, stop: str) -> None:
        for place, one in enumerate(properties, start=1):
            self._property(one, indent, stop if place == len(properties) else " ;")

    def _property(self, one: Property, indent: int, suffix: str) -> None:
        self._put_all(comments(one.verb.before), indent)
        line = _flat_property(one)
        if line is not None and _fits(line + suffix, indent):
            self._put(line + suffix, indent, last(one.values[-1]))
        else:
            self._objects(one, indent, suffix)

    def _objects(self, one: Property, indent: int, suffix: str) -> None:
        """Put objects that do not fit on one line, the first beside its predicate if it may."""
        top, more = one.values[0], one.values[1:]
        hanging = not (more and isinstance(top, Nest))
        beside = hanging and not one.verb.after and not comments(first(top).before)
        if not beside:
            self._put(one.verb.text, indent, one.verb)
        for place, value in enumerate(one.values, start=1):
            end = suffix if place == len(one.values) else " ,"
            if beside and place == 1:
                self._value(one.verb.text + " ", value, indent, end)
            else:
                self._put_all(comments(first(value).before), indent + _STEP)
                self._value("", value, indent + _STEP, end)

    def _value(self, start: str, value: Value, indent: int, suffix: str) -> None:
        flat = _flat(value)
        if isinstance(value, Term) or (flat is not None and _fits(start + flat + suffix, indent)):
            text = value.text if isinstance(value, Term) else flat
            self._put(f"{start}{text}{suffix}", indent, last(value))
            return
        self._put(start + value.open.text, indent, value.open)
        words = _words(value)
        if words:
            self._put_all(_filled(words, WIDTH - indent - _STEP), indent + _STEP)
            self._put(value.close.text + suffix, indent, value.close)
            return
        for place, one in enumerate(value.members, start=1):
            if isinstance(one, Property):
                self._property(one, indent + _STEP, " ;" if place < len(value.members) else "")
            else:
                self._put_all(comments(first(one).before), indent + _STEP)
                self._value("", one, indent + _STEP, "")
        self._put_all(comments(value.close.before), indent + _STEP)
        self._put(value.close.text + suffix, indent, value.close)

    def _put(self, text: str, indent: int, ending: Term) -> None:
        self.lines.append(" " * indent + text + (f" {ending.after}" if ending.after else ""))

    def _put_all(self, lines: Iterable[str], indent: int) -> None:
        self.lines += [" " * indent + line if line else "" for line in lines]


def _words(value: Nest) -> list[str]:
    """Return the members of a collection of plain terms without comments, else nothing."""
    plain = [
        one.text
        for one in value.members
        if isinstance(one, Term) and not comments(one.before) and not one.after
    ]
    whole = len(plain) == len(value.members) and not comments(value.close.before)
    return plain if whole and value.open.text == "(" else []


def _filled(words: list[str], width: int) -> list[str]:
    lines = [words[0]]
    for word in words[1:]:
        if len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _flat(value: Value) -> str | None:
    """Return *value* as it stands on one line, or ``None`` where a comment or text forbids it.

    What stands before its first and after its last term is not asked.
    """
    if isinstance(value, Term):
        return None if "\n" in value.text else value.text
    if value.open.after or comments(value.close.before):
        return None
    parts: list[str] = []
    for one in value.members:
        part = _flat_property(one) if isinstance(one, Property) else _flat(one)
        start, end = (one.verb, one.values[-1]) if isinstance(one, Property) else (first(one), one)
        if part is None or comments(start.before) or last(end).after:
            return None
        parts.append(part)
    if not parts:
        return value.open.text + value.close.text
    between = " ; " if isinstance(value.members[0], Property) else " "
    return f"{value.open.text} {between.join(parts)} {value.close.text}"


def _flat_property(one: Property) -> str | None:
    """Return a predicate with its objects as they stand on one line, or ``None``.

    What stands before the predicate and after the last object is not asked.
    """
    if one.verb.after or any(comments(first(value).before) for value in one.values):
        return None
    if any(last(value).after for value in one.values[:-1]):
        return None
    parts = [_flat(value) for value in one.values]
    known = [part for part in parts if part is not None]
    return f"{one.verb.text} {' , '.join(known)}" if len(known) == len(parts) else None


def _fits(line: str, indent: int) -> bool:
    return indent + len(line) <= WIDTH


def _without_ends(lines: list[str], *, start: bool = True, end: bool = True) -> list[str]:
    """Return *lines* without an empty one at the start, at the end, or both."""
    found = lines[1:] if start and lines[:1] == [""] else lines[:]
    return found[:-1] if end and found[-1:] == [""] else found
