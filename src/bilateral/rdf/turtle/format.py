"""Turtle and TriG in canonical form: one order, one layout, every comment kept.

Blocks stay in the order of the curator, because it follows the source's text. Nothing
is written that an engine would read as other triples, or that lacks a comment.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pyoxigraph as ox

from bilateral.errors import DataError, Location, ToolError
from bilateral.rdf.turtle.lexer import Token, tokens
from bilateral.rdf.turtle.printer import lines_of
from bilateral.rdf.turtle.tree import (
    Collection,
    Directive,
    Graph,
    PropertyList,
    comments,
    first,
    last,
    parse,
    put_before,
)
from bilateral.rdf.vocabulary import RDF, RDFS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bilateral.rdf.turtle.tree import Block, Document, Property, Triples, Value

# These stand before all other properties of a subject.
_RANKS = {RDF + "type": 0, RDFS + "subClassOf": 1, RDFS + "subPropertyOf": 2}


def format_text(text: str, path: str, fmt: ox.RdfFormat) -> str:
    """Return *text*, which stands in *path*, in canonical form.

    Raises:
        DataError: it is not valid, or uses one prefix for two namespaces or a second base.
        ToolError: the result would say something else or lack a comment: a fault in here.
    """
    meaning = _meaning(text, path, fmt)
    lines = _canonical(parse(text, path))
    result = "\n".join(lines) + "\n" if lines else ""
    try:
        same = _meaning(result, path, fmt) == meaning
    except DataError:
        same = False
    if not same or _comments(result, path) != _comments(text, path):
        raise ToolError(
            f"formatting {path} would change what it says, so it was left as it is",
            next_step="report this file: it shows a fault in the formatter",
        )
    return result


def _meaning(text: str, path: str, fmt: ox.RdfFormat) -> ox.Dataset:
    try:
        dataset = ox.Dataset(ox.parse(text, format=fmt))
    except SyntaxError as error:
        name = "TriG" if fmt == ox.RdfFormat.TRIG else "Turtle"
        raise DataError(
            f"this is not valid {name}: {error.msg}",
            next_step="correct the syntax here or just before",
            location=Location(path, error.lineno or 1, error.offset or 1),
        ) from error
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return dataset


def _comments(text: str, path: str) -> Counter[str]:
    return Counter(
        line for token in tokens(text, path) for line in (*token.before, token.after) if line
    )


def _canonical(document: Document) -> list[str]:
    """Return the lines of *document* with its directives on top and its properties in order."""
    directives: list[tuple[tuple[int, str], Token]] = []
    blocks: list[Graph | Triples] = []
    namespaces: dict[str, str] = {}
    # The token below a directive takes over comments that must stay where they are.
    below = [*map(_opening, document.blocks), document.end]
    for block, following in zip(document.blocks, below[1:], strict=True):
        if not isinstance(block, Directive):
            blocks.append(block)
            continue
        key, whole = (0 if block.name is None else 1, block.name or ""), block.whole
        declared = any(key == other for other, _ in directives)
        if block.name is None and (declared or blocks):
            raise DataError(
                "a base that holds for a part of the file only",
                next_step="declare one base before all statements, or write the IRIs in full",
                location=whole.at,
            )
        if block.name is not None and namespaces.setdefault(block.name, block.iri) != block.iri:
            raise DataError(
                f"the prefix {block.name}: is declared twice, for {namespaces[block.name]} "
                f"and {block.iri}",
                next_step="give one of the two namespaces another prefix",
                location=whole.at,
            )
        if declared:
            _leave([*whole.before, *comments([whole.after])], following)
            continue
        if blocks:
            # The line moves to the top; a heading above it belongs to what comes next.
            _leave(whole.before, following)
            whole.before = []
        directives.append((key, whole))
    for block in blocks:
        for triples in block.triples if isinstance(block, Graph) else [block]:
            _order_triples(triples, namespaces)
    return lines_of(directives, blocks, document.end)


def _opening(block: Block) -> Token:
    if isinstance(block, Directive):
        return block.whole
    return block.open if isinstance(block, Graph) else first(block.subject)


def _leave(lines: Iterable[str], following: Token) -> None:
    if comments(lines):
        put_before(following, lines)


def _order_triples(triples: Triples, namespaces: dict[str, str]) -> None:
    subject, properties, end = triples.subject, triples.properties, triples.end
    _order_value(subject, namespaces)
    # The comment after the full stop stays with the term on its line, also when the
    # order changes; once more, because the line that is now the last may be free.
    _settle(last(properties[-1].values[-1] if properties else subject), end)
    _order_properties(properties, namespaces)
    _settle(last(properties[-1].values[-1] if properties else subject), end)


def _order_properties(properties: list[Property], namespaces: dict[str, str]) -> None:
    for member in properties:
        for value in member.values:
            _order_value(value, namespaces)
    properties.sort(key=lambda member: _rank(member.verb, namespaces))


def _order_value(value: Value, namespaces: dict[str, str]) -> None:
    if isinstance(value, PropertyList):
        _order_properties(value.properties, namespaces)
    elif isinstance(value, Collection):
        for item in value.items:
            _order_value(item, namespaces)


def _rank(verb: Token, namespaces: dict[str, str]) -> int:
    if verb.text == "a":
        return 0
    prefix, _, local = verb.text.partition(":")
    iri = verb.text if verb.kind == "iri" else namespaces.get(prefix, "")[:-1] + local + ">"
    return _RANKS.get(iri[1:-1], len(_RANKS))


def _settle(ending: Token, stop: Token) -> None:
    """Put the comment after a full stop at the end of the line that the stop ends."""
    if not comments(stop.before) and not ending.after:
        ending.after, stop.after = stop.after, ""
