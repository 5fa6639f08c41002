"""A Turtle and TriG lexer that keeps every token's line and column.

Other parsers give a position for the first syntax error only; a check must name the
place of a term that parses well and is wrong all the same.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from bilateral.errors import DataError, Location

if TYPE_CHECKING:
    from collections.abc import Iterator

_LOCAL_ESCAPE = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%]"
_NAME_START = r"(?:[^\W\d_]|_)"
_TOKEN = re.compile(
    rf"""
    (?P<space>[ \t\r\n]+|\#[^\r\n]*)
  | (?P<string>\"\"\"(?:[^"\\]|\\.|\"(?!\"\")|\"\"(?!\"))*\"\"\"
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
  | (?P<mark>\^\^|[.;,\[\](){{}}])
    """,
    re.VERBOSE | re.DOTALL,
)


class Token(NamedTuple):
    """One token: its kind, its text as written, and its place."""

    kind: str
    text: str
    at: Location


def tokens(text: str, path: str) -> Iterator[Token]:
    """Yield the tokens of *text*, without white space and comments.

    Raises:
        DataError: a character begins no token; *text* was not checked for syntax.
    """
    line, start, index = 1, 0, 0
    while index < len(text):
        match = _TOKEN.match(text, index)
        at = Location(path, line, index - start + 1)
        if match is None:
            raise DataError(
                f"unexpected character {text[index]!r}",
                next_step="correct the syntax at this place",
                location=at,
            )
        piece, kind = match.group(), match.lastgroup or ""
        if kind != "space":
            yield Token(kind, piece, at)
        ends = piece.count("\n")
        if ends:
            line += ends
            start = index + piece.rindex("\n") + 1
        index = match.end()
