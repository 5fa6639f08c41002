"""A scanner for SPARQL: enough to find words and braces, never inside text.

Strings, IRIs and comments are single tokens, so that a keyword in a label can
neither be mistaken for a clause nor hide one. A text is scanned once: whoever needs
to know something of it asks the same :class:`Scan`.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import NamedTuple

from bilateral.rdf.vocabulary import spaces

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


_GRAPH_WORDS = frozenset({"GRAPH", "FROM"})
# VALUES ?name { UNDEF }: where the value of a parameter enters.
_PLACEHOLDER = ("VALUES", None, "{", "UNDEF", "}")


class Token(NamedTuple):
    """One piece of a query: its kind, its text and where it begins and ends."""

    kind: str
    text: str
    start: int
    end: int

    @property
    def keyword(self) -> str:
        """The word in upper case; empty for a token of another kind."""
        return self.text.upper() if self.kind == "word" else ""


class Name(NamedTuple):
    """An IRI in a query, outside declarations.

    Attributes:
        token: the piece of the text.
        prefix: the prefix of a prefixed name, empty for an IRI in full.
        iri: what it stands for, ``None`` where the prefix is not declared.
    """

    token: Token
    prefix: str
    iri: str | None


class Placeholder(NamedTuple):
    """Where a parameter enters: its name, and the place of its word ``UNDEF``."""

    name: str
    start: int
    end: int


class Select(NamedTuple):
    """A ``SELECT`` query: what stands before ``SELECT``, and its group with the braces."""

    prologue: str
    group: str

    @property
    def all_variables(self) -> str:
        """The query for every variable of the group, without grouping and limits."""
        return f"{self.prologue}\nSELECT * WHERE {self.group}"


class Scan:
    """A query and what its tokens tell, each found when it is first asked for.

    Args:
        text: a query, which need not be valid.
    """

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """The tokens without white space and comments."""
        return tuple(
            Token(match.lastgroup or "other", match.group(), match.start(), match.end())
            for match in _TOKEN.finditer(self.text)
            if match.lastgroup != "space"
        )

    @cached_property
    def mentions_named_graphs(self) -> bool:
        """Whether the query may look into named graphs: it has the word GRAPH or FROM."""
        return any(token.keyword in _GRAPH_WORDS for token in self.tokens)

    @cached_property
    def names(self) -> tuple[Name, ...]:
        """The IRIs and prefixed names, read with the prefixes declared before each."""
        prefixes = dict(spaces().prefixes)
        names: list[Name] = []
        declared: str | None = None
        previous = ""
        for token in self.tokens:
            if token.kind == "name" and previous == "PREFIX":
                declared = token.text.removesuffix(":")
            elif token.kind == "name":
                prefix, _, local = token.text.partition(":")
                space = prefixes.get(prefix)
                iri = None if space is None else space + local.replace("\\", "")
                names.append(Name(token, prefix, iri))
            elif token.kind == "iri" and declared is not None:
                prefixes[declared] = token.text[1:-1]
                declared = None
            elif token.kind == "iri" and previous != "BASE":
                names.append(Name(token, "", token.text[1:-1]))
            previous = token.keyword
        return tuple(names)

    @cached_property
    def placeholders(self) -> tuple[Placeholder, ...]:
        """The places of ``VALUES ?name { UNDEF }``, in the order of the text."""
        places: list[Placeholder] = []
        for index in range(len(self.tokens) - len(_PLACEHOLDER) + 1):
            window = self.tokens[index : index + len(_PLACEHOLDER)]
            matches = all(
                text is None or token.text.upper() == text
                for text, token in zip(_PLACEHOLDER, window, strict=True)
            )
            if matches and window[1].kind == "variable":
                places.append(Placeholder(window[1].text[1:], window[3].start, window[3].end))
        return tuple(places)

    @cached_property
    def select(self) -> Select | None:
        """The parts of a ``SELECT`` query, ``None`` for a query of another form."""
        select = next((token for token in self.tokens if token.keyword == "SELECT"), None)
        if select is None:
            return None
        parentheses = braces = 0
        start: int | None = None
        for token in self.tokens:
            if token.start < select.end or token.kind != "other":
                continue
            if token.text in "()" and braces == 0:
                parentheses += 1 if token.text == "(" else -1
            elif token.text == "{" and parentheses == 0:
                braces += 1
                start = token.start if start is None else start
            elif token.text == "}" and parentheses == 0:
                braces -= 1
                if braces == 0:
                    return Select(self.text[: select.start], self.text[start : token.end])
        return None
