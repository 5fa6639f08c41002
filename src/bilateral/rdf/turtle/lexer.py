"""A Turtle and TriG lexer that keeps every token's line and column, and the comments.

Other parsers give a position for the first syntax error only; a check must name the
place of a term that parses well and is wrong all the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bilateral.errors import DataError, Location

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LOCAL_ESCAPE = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%]"
_NAME_START = r"(?:[^\W\d_]|_)"
_TOKEN = re.compile(
    rf"""
    (?:[ \t\r\n]++|\#[^\r\n]*+)*+  # possessive: no token begins inside a comment
    (?:(?P<string>\"\"\"(?:[^"\\]|\\.|\"(?!\"\")|\"\"(?!\"))*\"\"\"
      |'''(?:[^'\\]|\\.|'(?!'')|''(?!'))*'''
      |"(?:[^"\\\r\n]|\\.)*"|'(?:[^'\\\r\n]|\\.)*')
  | (?P<iri><[^\x00-\x20<>"{{}}|^`]*>)
  | (?P<keyword>@prefix\b|@base\b)
  | (?P<lang>@[a-zA-Z]+(?:-[a-zA-Z0-9]+)*)
  | (?P<blank>_:[\w](?:[\w.\-·]*[\w\-·])?)
  | (?P<number>[+-]?(?:\d+\.\d*[eE][+-]?\d+|\.?\d+[eE][+-]?\d+|\d*\.\d+|\d+))
  | (?P<name>(?:{_NAME_START}(?:[\w.\-·]*[\w\-·])?)?:
      (?:(?:[\w:]|{_LOCAL_ESCAPE})(?:(?:[\w.\-:·]|{_LOCAL_ESCAPE})*(?:[\w\-:·]|{_LOCAL_ESCAPE}))?)?)
  | (?P<word>[A-Za-z]+)
  | (?P<mark>\^\^|[.;,\[\](){{}}]))?  # nothing at the end of the text
    """,
    re.VERBOSE | re.DOTALL,
)
_LINE = re.compile(r"(?P<comment>#[^\r\n]*)|\r\n|\r|\n")


@dataclass(slots=True)
class Token:
    """A term or a mark as written, with its place and the comments around it.

    Attributes:
        kind: the name of its group in the grammar above; ``end`` for the end of the text.
        text: as written; nothing at the end of the text.
        at: where it begins.
        before: the comments on lines of their own before it; "" is an empty line.
        after: the comment behind it on its line.
        tag: the language or the datatype of a literal; the parser puts it there.
    """

    kind: str
    text: str
    at: Location
    before: Sequence[str] = ()
    after: str = ""
    tag: Token | None = None

    @property
    def written(self) -> str:
        """Return the text, that of a literal with its language or datatype."""
        if self.tag is None:
            return self.text
        return f"{self.text}{'' if self.tag.kind == 'lang' else '^^'}{self.tag.text}"


def tokens(text: str, path: str) -> Iterator[Token]:
    """Yield the tokens of *text*; the last one is its end.

    Raises:
        DataError: a character begins no token; *text* was not checked for syntax.
    """
    previous: Token | None = None
    line, line_start = 1, 0
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or "end"
        index, end = match.span()
        start = match.start(kind) if match.lastgroup else end
        breaks = text.count("\n", index, start)
        if breaks:
            line += breaks
            line_start = text.rindex("\n", index, start) + 1
        token = Token(kind, text[start:end], Location(path, line, start - line_start + 1))
        if start - index > 1:
            _attach(text[index:start], previous, token)
        if previous is not None:
            yield previous
        if kind == "end" and start < len(text):
            raise DataError(
                f"unexpected character {text[start]!r}",
                next_step="correct the syntax at this place",
                location=token.at,
            )
        if kind == "end":
            yield token
            return
        previous = token
        if kind == "string" and "\n" in token.text:
            line += token.text.count("\n")
            line_start = text.rindex("\n", start, end) + 1


def _attach(gap: str, previous: Token | None, following: Token) -> None:
    """Hang the comments of *gap*, what stands between two tokens, on one of the two."""
    if "#" not in gap and "\r" not in gap and gap.count("\n") < 2:
        return
    before: list[str] = []
    ends = 0
    for match in _LINE.finditer(gap):
        if not match["comment"]:
            ends += 1
            if ends == 2:
                before.append("")
        elif previous is not None and not ends and not before:
            previous.after = match["comment"].rstrip(" \t")
        else:
            before.append(match["comment"].rstrip(" \t"))
            ends = 0
    following.before = before
