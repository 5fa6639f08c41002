"""A scanner for SPARQL: enough to find words and braces, never inside text.

Strings, IRIs and comments are single tokens, so that a keyword in a label can
neither be mistaken for a clause nor hide one.
"""

from __future__ import annotations

import re
from typing import NamedTuple

# A name may hold an escaped quote or hash (`ex:a\'b`), and a comment ends at a
# carriage return too: to miss either would hide what follows. An IRI has no white
# space and no braces, so `?a < ?b` and `?a<?b` swallow nothing that could hold a clause.
_TOKEN = re.compile(
    r"""
    (?P<space>\s+|\#[^\n\r]*)
  | (?P<string>\"\"\"(?:[^"\\]|\\.|\"(?!\"\"))*\"\"\"|'''(?:[^'\\]|\\.|'(?!''))*'''
      |"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')
  | (?P<iri><[^<>"{}|^`\x00-\x20]*>)
  | (?P<variable>[?$]\w+)
  | (?P<lang>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
  | (?P<name>(?:[^\W\d][\w.\-]*)?:(?:[\w.\-:·]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%])*)
  | (?P<word>[^\W\d]\w*)
  | (?P<escape>\\)
  | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)


class Token(NamedTuple):
    """One piece of a query: its kind, its text and where it begins and ends."""

    kind: str
    text: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """Return the tokens of *text* without white space and comments."""
    found = []
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or "other"
        if kind != "space":
            found.append(Token(kind, match.group(), match.start(), match.end()))
    return found


def split_select(text: str) -> tuple[str, str] | None:
    """Return the prologue and the outermost group of a ``SELECT`` query.

    The prologue is what stands before ``SELECT``; the group keeps its braces.
    ``None`` means that *text* is not a ``SELECT`` query.
    """
    found = tokens(text)
    select = next((t for t in found if t.kind == "word" and t.text.upper() == "SELECT"), None)
    if select is None:
        return None
    round_depth = depth = 0
    opened = -1
    for token in found:
        if token.start < select.end or token.kind != "other":
            continue
        if token.text in "()" and depth == 0:
            round_depth += 1 if token.text == "(" else -1
        elif token.text == "{" and round_depth == 0:
            depth += 1
            opened = token.start if opened < 0 else opened
        elif token.text == "}" and round_depth == 0:
            depth -= 1
            if depth == 0:
                return text[: select.start], text[opened : token.end]
    return None
