"""Turtle and TriG in canonical form: one order, one layout, every comment kept.

Blocks stay in the order of the curator, because it follows the source's text. Nothing
is written that an engine would read as other triples, or that lacks a comment.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from bilateral.errors import DataError, Location, ToolError
from bilateral.rdf.turtle.lexer import Token, tokens
from bilateral.rdf.turtle.printer import (
    Document,
    Graph,
    Nest,
    Property,
    Statement,
    Term,
    Value,
    comments,
    last,
    lines_of,
)
from bilateral.rdf.vocabulary import RDF, RDFS

if TYPE_CHECKING:
    from collections.abc import Iterator

_RANKS = {RDF + "type": 0, RDFS + "subClassOf": 1, RDFS + "subPropertyOf": 2}
_GAP = re.compile(r"(?P<comment>#[^\r\n]*)|(?P<line>\r\n|\r|\n)")


def format_text(text: str, path: str, fmt: ox.RdfFormat) -> str:
    """Return *text*, which stands in *path*, in canonical form.

    Raises:
        DataError: it is not valid, or uses one prefix for two namespaces or a second base.
        ToolError: the result would say something else or lack a comment: a fault in here.
    """
    meaning = _meaning(text, path, fmt)
    lines = lines_of(_Reader(text, path).read())
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
        line
        for piece in _pieces(text, path)
        for line in (*piece.term.before, piece.term.after)
        if line
    )


class _Piece(NamedTuple):
    """A token, and the term that carries its comments."""

    token: Token
    term: Term


def _pieces(text: str, path: str) -> Iterator[_Piece]:
    """Yield the tokens of *text* with the comments around them; the last one is its end."""
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    before, end = None, 0
    place = Location(path, len(starts), len(text) - starts[-1] + 1)
    for token in [*tokens(text, path), Token("end", "", place)]:
        # Between two tokens the lexer leaves out white space and comments, nothing else.
        start = starts[token.at.line - 1] + token.at.column - 1
        term = Term(token.text)
        ends = 0
        for match in _GAP.finditer(text, end, start):
            if match["line"]:
                ends += 1
                if ends == 2:
                    term.before.append("")
            elif before is not None and not ends and not term.before:
                before.term.after = match["comment"].rstrip(" \t")
            else:
                term.before.append(match["comment"].rstrip(" \t"))
                ends = 0
        if before is not None:
            yield before
        before, end = _Piece(token, term), start + len(token.text)
    if before is not None:
        yield before


class _Reader:
    """Builds the tree; the text has passed a full parser before."""

    def __init__(self, text: str, path: str) -> None:
        self._pieces = _pieces(text, path)
        self._now = next(self._pieces)
        self._prefixes: dict[str, str] = {}
        self._based = False
        self._document = Document([], [], Term(""))

    def read(self) -> Document:
        while self._now.token.kind != "end":
            word = self._word()
            if word in ("@PREFIX", "PREFIX"):
                self._prefix()
            elif word in ("@BASE", "BASE"):
                self._base()
            else:
                self._document.blocks.append(self._block(word))
        self._document.end = self._now.term
        return self._document

    def _prefix(self) -> None:
        at = self._now.token.at
        terms = [self._take(), self._take("name"), self._take("iri")]
        name, iri = terms[1].text.removesuffix(":"), terms[2].text
        one = self._whole_directive(terms, f"@prefix {name}: {iri} .")
        if self._prefixes.setdefault(name, iri) != iri:
            raise DataError(
                f"the prefix {name}: is declared twice, for {self._prefixes[name]} and {iri}",
                next_step="give one of the two namespaces another prefix",
                location=at,
            )
        key = (1, name)
        if any(key == known for known, _ in self._document.directives):
            self._leave([*one.before, *comments([one.after])])
            return
        if self._document.blocks:
            # The line moves to the top; a heading above it belongs to what comes next.
            self._leave(one.before)
            one.before = []
        self._document.directives.append((key, one))

    def _base(self) -> None:
        at = self._now.token.at
        terms = [self._take(), self._take("iri")]
        one = self._whole_directive(terms, f"@base {terms[1].text} .")
        if self._based or self._document.blocks:
            raise DataError(
                "a base that holds for a part of the file only",
                next_step="declare one base before all statements, or write the IRIs in full",
                location=at,
            )
        self._based = True
        self._document.directives.append(((0, ""), one))

    def _whole_directive(self, terms: list[Term], text: str) -> Term:
        if terms[0].text.startswith("@"):
            terms.append(self._take("mark"))
        return _joined(terms, text)

    def _leave(self, lines: list[str]) -> None:
        """Put the comments *lines* before what stands here."""
        merged = [*(lines if comments(lines) else []), *self._now.term.before]
        pairs = zip(merged, ["x", *merged], strict=False)
        self._now.term.before[:] = [line for line, previous in pairs if line or previous]

    def _block(self, word: str) -> Statement | Graph:
        if word == "{":
            return self._graph(self._take())
        head = [self._take()] if word == "GRAPH" else []
        at = self._now.token.at
        subject = self._value()
        if not head and self._word() != "{":
            return self._statement(subject)
        if isinstance(subject, Nest):
            raise self._wrong("a graph cannot be named by a blank node", at)
        name = _joined([*head, subject], " ".join(["GRAPH"] * len(head) + [subject.text, "{"]))
        self._separator(name)
        return self._graph(name)

    def _graph(self, opening: Term) -> Graph:
        found = []
        while self._word() != "}":
            found.append(self._statement(self._value()))
        return Graph(opening, found, self._take())

    def _statement(self, subject: Value) -> Statement:
        lonely = isinstance(subject, Nest) and self._word() in (".", "}")
        found = [] if lonely else self._properties()
        end = self._take() if self._word() == "." else Term(".")
        # The comment after the full stop stays with the term on its line, also when the
        # order changes; once more, because the line that is now the last may be free.
        _settle(last(found[-1].values[-1] if found else subject), end)
        found.sort(key=lambda one: one.rank)
        _settle(last(found[-1].values[-1] if found else subject), end)
        return Statement(subject, found, end)

    def _properties(self) -> list[Property]:
        found = []
        while True:
            rank = self._rank(self._now.token)
            verb, values = self._take(), [self._value()]
            while self._word() == ",":
                self._separator(last(values[-1]))
                values.append(self._value())
            found.append(Property(verb, values, rank))
            if self._word() != ";":
                return found
            while self._word() == ";":
                self._separator(last(values[-1]))
            if self._word() in (".", "]", "}"):
                return found

    def _rank(self, verb: Token) -> int:
        if verb.text == "a":
            return 0
        prefix, _, local = verb.text.partition(":")
        iri = verb.text if verb.kind == "iri" else self._prefixes.get(prefix, "")[:-1] + local + ">"
        return _RANKS.get(iri[1:-1], len(_RANKS))

    def _value(self) -> Value:
        token, word = self._now.token, self._word()
        if word == "[":
            opening = self._take()
            members = [] if self._word() == "]" else self._properties()
            members.sort(key=lambda one: one.rank)
            return Nest(opening, members, self._take())
        if word == "(":
            opening, items = self._take(), []
            while self._word() != ")":
                items.append(self._value())
            return Nest(opening, items, self._take())
        if token.kind not in ("string", "number", "name", "iri", "blank", "word"):
            raise self._wrong(f"unexpected {token.text!r}", token.at)
        terms = [self._take()]
        if token.kind == "string" and self._now.token.kind == "lang":
            terms.append(self._take())
        elif token.kind == "string" and self._word() == "^^":
            terms += [self._take(), self._take()]
        return _joined(terms, "".join(term.text for term in terms))

    def _separator(self, before: Term) -> None:
        """Leave out a mark; its comments go to the term *before* it or to what follows."""
        mark = self._take()
        lines = comments(mark.before)
        if mark.after and not lines and not before.after:
            before.after = mark.after
        elif mark.after:
            lines.append(mark.after)
        self._leave(lines)

    def _word(self) -> str:
        """Return the mark or keyword that stands here, in capitals."""
        token = self._now.token
        return token.text.upper() if token.kind in ("mark", "word", "keyword") else ""

    def _take(self, kind: str | None = None) -> Term:
        token, term = self._now
        if token.kind == "end" or (kind and token.kind != kind):
            what = f"unexpected {token.text!r}" if token.text else "the file ends too soon"
            raise self._wrong(what, token.at)
        self._now = next(self._pieces)
        return term

    def _wrong(self, message: str, at: Location) -> DataError:
        return DataError(message, next_step="correct the syntax at this place", location=at)


def _joined(terms: list[Term], text: str) -> Term:
    """Return one term for several with nothing but comments between them."""
    inside = [line for term in terms for line in (*comments(term.before), term.after) if line]
    inside = inside[len(comments(terms[0].before)) :]
    after = inside.pop() if inside else ""
    return Term(text, [*terms[0].before, *inside], after)


def _settle(ending: Term, stop: Term) -> None:
    """Put the comment after a full stop at the end of the line that the stop ends."""
    if not comments(stop.before) and not ending.after:
        ending.after, stop.after = stop.after, ""
