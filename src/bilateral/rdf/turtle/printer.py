"""The canonical layout of a Turtle or TriG file: from the tree of what is written to lines.

Where a line breaks depends on the tree alone, never on where it broke before, so that a
second run changes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bilateral.rdf.turtle.lexer import Token
from bilateral.rdf.turtle.tree import Collection, Graph, PropertyList, comments, first, last

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bilateral.rdf.turtle.tree import Property, Triples, Value

WIDTH = 100
_STEP = 2


def lines_of(
    directives: list[tuple[tuple[int, str], Token]], blocks: list[Graph | Triples], end: Token
) -> list[str]:
    """Return the lines of a file.

    Args:
        directives: in the order of the file, each with its place in the layout.
        blocks: everything else, in its order.
        end: carries the comments at the end.
    """
    printer = _Printer()
    printer.directives(directives)
    printer.blocks(blocks)
    closing = _without_ends(end.before)
    return [*printer.lines, *([""] if closing and printer.lines else []), *closing]


class _Printer:
    def __init__(self) -> None:
        self.lines: list[str] = []

    def blocks(self, blocks: list[Graph | Triples]) -> None:
        short = False
        for block in blocks:
            opening = block.open if isinstance(block, Graph) else first(block.subject)
            printer = _Printer()
            if isinstance(block, Graph):
                printer._graph(block)
            else:
                printer._triples(block, 0)
            # A list of one-line statements stays a list, if the curator wrote it as one.
            listed = short and len(printer.lines) == 1 and not opening.before
            if self.lines and not listed:
                self.lines.append("")
            self._lines(_without_ends(opening.before, end=False), 0)
            self.lines += printer.lines
            short = len(printer.lines) == 1

    def directives(self, directives: list[tuple[tuple[int, str], Token]]) -> None:
        if not directives:
            return
        # What the file begins with is about the file and stays above the sorted lines; a
        # last part of it that touches the first directive is about that one.
        top = directives[0][1]
        lines = _without_ends(top.before, end=False)
        cut = len(lines) - lines[::-1].index("") if "" in lines else len(lines)
        self._lines(lines[:cut], 0)
        top.before = lines[cut:]
        for _, directive in sorted(directives, key=lambda entry: entry[0]):
            self._lines(comments(directive.before), 0)
            self._line(directive.text, 0, directive)

    def _graph(self, graph: Graph) -> None:
        inside = comments(graph.close.before)
        if not graph.triples and not inside and not graph.open.after:
            self._line(graph.open.text + "}", 0, graph.close)
            return
        self._line(graph.open.text, 0, graph.open)
        for place, triples in enumerate(graph.triples):
            before = first(triples.subject).before
            self._lines(before if place else _without_ends(before, end=False), _STEP)
            self._triples(triples, _STEP)
        ending = graph.close.before if graph.triples else _without_ends(graph.close.before)
        if inside:
            self._lines(_without_ends(ending, start=False), _STEP)
        self._line("}", 0, graph.close)

    def _triples(self, triples: Triples, indent: int) -> None:
        # A comment before the full stop, or two at its line's end, leave it a line of its own.
        inside = comments(triples.end.before)
        loose = bool(inside or triples.end.after)
        stop = "" if loose else " ."
        properties = triples.properties
        line = _first_line(triples, stop)
        if line is not None and _within_width(line, indent):
            self._line(line, indent, last(properties[0].values[-1]))
            properties = properties[1:]
        else:
            self._value("", triples.subject, indent, "" if properties else stop)
        self._properties(properties, indent + _STEP, stop)
        if loose:
            self._lines(inside, indent + _STEP)
            self._line(".", indent + _STEP, triples.end)

    def _properties(self, properties: list[Property], indent: int, stop: str) -> None:
        for place, member in enumerate(properties, start=1):
            self._property(member, indent, stop if place == len(properties) else " ;")

    def _property(self, member: Property, indent: int, suffix: str) -> None:
        self._lines(comments(member.verb.before), indent)
        line = _flat_property(member)
        if line is not None and _within_width(line + suffix, indent):
            self._line(line + suffix, indent, last(member.values[-1]))
        else:
            self._objects(member, indent, suffix)

    def _objects(self, member: Property, indent: int, suffix: str) -> None:
        """Put objects that do not fit on one line, the first beside its predicate if it may."""
        verb, top, more = member.verb, member.values[0], member.values[1:]
        hanging = isinstance(top, Token) or not more
        beside = hanging and not verb.after and not comments(first(top).before)
        if not beside:
            self._line(verb.text, indent, verb)
        for place, value in enumerate(member.values, start=1):
            end = suffix if place == len(member.values) else " ,"
            if beside and place == 1:
                self._value(verb.text + " ", value, indent, end)
            else:
                self._lines(comments(first(value).before), indent + _STEP)
                self._value("", value, indent + _STEP, end)

    def _value(self, start: str, value: Value, indent: int, suffix: str) -> None:
        if isinstance(value, Token):
            self._line(f"{start}{value.written}{suffix}", indent, value)
            return
        flat = _flat(value)
        if flat is not None and _within_width(start + flat + suffix, indent):
            self._line(f"{start}{flat}{suffix}", indent, value.close)
            return
        self._line(start + value.open.text, indent, value.open)
        if isinstance(value, PropertyList):
            self._properties(value.properties, indent + _STEP, "")
        else:
            self._items(value, indent + _STEP)
        self._lines(comments(value.close.before), indent + _STEP)
        self._line(value.close.text + suffix, indent, value.close)

    def _items(self, collection: Collection, indent: int) -> None:
        words = _words(collection)
        if words:
            self._lines(_filled(words, WIDTH - indent), indent)
            return
        for item in collection.items:
            self._lines(comments(first(item).before), indent)
            self._value("", item, indent, "")

    def _line(self, text: str, indent: int, ending: Token) -> None:
        self.lines.append(" " * indent + text + (f" {ending.after}" if ending.after else ""))

    def _lines(self, lines: Iterable[str], indent: int) -> None:
        self.lines += [" " * indent + line if line else "" for line in lines]


def _first_line(triples: Triples, stop: str) -> str | None:
    """Return a subject with its first property as they stand on one line, or ``None``."""
    head = _flat(triples.subject)
    if head is None or not triples.properties or last(triples.subject).after:
        return None
    top = triples.properties[0]
    line = None if comments(top.verb.before) else _flat_property(top)
    suffix = stop if len(triples.properties) == 1 else " ;"
    return None if line is None else f"{head} {line}{suffix}"


def _words(collection: Collection) -> list[str]:
    """Return the items of a collection of plain terms without comments, else nothing."""
    words = [
        item.written
        for item in collection.items
        if isinstance(item, Token) and not comments(item.before) and not item.after
    ]
    whole = len(words) == len(collection.items) and not comments(collection.close.before)
    return words if whole else []


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

    Comments before its first and after its last term do not matter.
    """
    if isinstance(value, Token):
        return None if "\n" in value.text else value.written
    if value.open.after or comments(value.close.before):
        return None
    if isinstance(value, PropertyList):
        between = " ; "
        rows = [(_flat_property(row), row.verb, last(row.values[-1])) for row in value.properties]
    else:
        between = " "
        rows = [(_flat(item), first(item), last(item)) for item in value.items]
    parts = [
        part
        for part, start, end in rows
        if part is not None and not comments(start.before) and not end.after
    ]
    if len(parts) < len(rows):
        return None
    inner = f" {between.join(parts)} " if parts else ""
    return f"{value.open.text}{inner}{value.close.text}"


def _flat_property(member: Property) -> str | None:
    """Return a predicate with its objects as they stand on one line, or ``None``.

    Comments before the predicate and after the last object do not matter.
    """
    values = member.values
    if member.verb.after or any(comments(first(value).before) for value in values):
        return None
    if any(last(value).after for value in values[:-1]):
        return None
    parts = [part for value in values if (part := _flat(value)) is not None]
    return f"{member.verb.text} {' , '.join(parts)}" if len(parts) == len(values) else None


def _within_width(line: str, indent: int) -> bool:
    return indent + len(line) <= WIDTH


def _without_ends(lines: Sequence[str], *, start: bool = True, end: bool = True) -> list[str]:
    """Return *lines* without an empty one at the start, at the end, or both."""
    inner = list(lines[1:] if start and lines[:1] == [""] else lines)
    return inner[:-1] if end and inner[-1:] == [""] else inner
