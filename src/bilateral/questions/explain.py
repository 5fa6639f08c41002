"""Why a query answers as it does: how many rows each of its patterns gives."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from bilateral.questions.cite import template
from bilateral.rdf.vocabulary import compact, spaces
from bilateral.settings import current

if TYPE_CHECKING:
    from collections.abc import Iterator


class Part(NamedTuple):
    """One triple pattern: rows it gives alone, and together with those before it."""

    pattern: str
    alone: int
    together: int

    def text(self) -> str:
        """Return the part as a line."""
        return f"{_number(self.alone):>9} alone  {_number(self.together):>9} so far  {self.pattern}"


def explain(store: ox.Store, text: str) -> list[Part]:
    """Return the triple patterns of a query with their numbers of rows, the rarest first.

    Patterns in ``OPTIONAL``, sub-selects and ``MINUS`` are not among them.

    Args:
        store: the dataset that the query is asked of.
        text: a SELECT, ASK or CONSTRUCT query that parses.
    """
    patterns = template(text, optional=False)
    alone = sorted((_count(store, one), one) for one in patterns)
    return list(_joined(store, alone))


def _joined(store: ox.Store, alone: list[tuple[int, str]]) -> Iterator[Part]:
    left, taken = list(alone), list[str]()
    while left:
        # Next comes the rarest pattern that shares a variable with those before it.
        linked = [one for one in left if not taken or _shares(one[1], taken)]
        number, pattern = (linked or left)[0]
        left.remove((number, pattern))
        taken.append(pattern)
        yield Part(_short(pattern), number, _count(store, " ".join(taken)))


def _shares(pattern: str, taken: list[str]) -> bool:
    known = {word for one in taken for word in one.split() if word.startswith("?")}
    return any(word in known for word in pattern.split())


def _count(store: ox.Store, patterns: str) -> int:
    # Counting further would make the explanation slower than the query.
    limit = current.explain_rows + 1
    text = f"SELECT (COUNT(*) AS ?n) WHERE {{ SELECT * WHERE {{ {patterns} }} LIMIT {limit} }}"
    answer = store.query(text, prefixes=spaces().prefixes)
    rows = list(answer) if isinstance(answer, ox.QuerySolutions) else []
    number = rows[0][0] if rows else None
    return int(number.value) if isinstance(number, ox.Literal) else 0


def _short(pattern: str) -> str:
    words = pattern.removesuffix(" .").split(" ")
    return " ".join(compact(one[1:-1]) if one.startswith("<") else one for one in words)


def _number(count: int) -> str:
    limit = current.explain_rows
    return f"> {limit:,}" if count > limit else f"{count:,}"


def why_empty(parts: list[Part]) -> str:
    """Return in words why a query with these patterns has no rows."""
    if not parts:
        return "it has no triple pattern that can be tried by itself"
    nothing = [one.pattern for one in parts if not one.alone]
    if nothing:
        return f"nothing matches {' and nothing matches '.join(nothing[:3])}"
    for one in parts:
        if not one.together:
            return f"each pattern matches alone, but {one.pattern} shares nothing with the others"
    return "all patterns match together, but a FILTER, a MINUS or a sub-select leaves nothing"
