"""Why a query answers as it does: how many rows each of its patterns gives."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from bilateral.questions.cite import template
from bilateral.rdf.vocabulary import compact, spaces
from bilateral.settings import current

if TYPE_CHECKING:
    from collections.abc import Iterator

_MAX_UNMATCHED = 3


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
        store: the dataset that the query is about.
        text: a SELECT, ASK or CONSTRUCT query that parses.
    """
    counts = [(_count(store, pattern), pattern) for pattern in template(text, optional=False)]
    return list(_joined(store, sorted(counts)))


def _joined(store: ox.Store, counts: list[tuple[int, str]]) -> Iterator[Part]:
    """Yield the patterns in the order of a join: each shares a variable with those before it.

    Args:
        store: the dataset.
        counts: the patterns with their numbers of rows, the rarest first.
    """
    rest, joined = list(counts), list[str]()
    while rest:
        linked = [entry for entry in rest if not joined or _shares_variable(entry[1], joined)]
        count, pattern = (linked or rest)[0]
        rest.remove((count, pattern))
        joined.append(pattern)
        yield Part(_compact(pattern), count, _count(store, " ".join(joined)))


def _shares_variable(pattern: str, others: list[str]) -> bool:
    variables = {word for other in others for word in other.split() if word.startswith("?")}
    return not variables.isdisjoint(pattern.split())


def _count(store: ox.Store, patterns: str) -> int:
    # Counting further would make the explanation slower than the query.
    limit = current.explain_rows + 1
    text = f"SELECT (COUNT(*) AS ?n) WHERE {{ SELECT * WHERE {{ {patterns} }} LIMIT {limit} }}"
    answer = store.query(text, prefixes=spaces().prefixes)
    rows = list(answer) if isinstance(answer, ox.QuerySolutions) else []
    number = rows[0][0] if rows else None
    return int(number.value) if isinstance(number, ox.Literal) else 0


def _compact(pattern: str) -> str:
    words = pattern.removesuffix(" .").split(" ")
    return " ".join(compact(word[1:-1]) if word.startswith("<") else word for word in words)


def _number(count: int) -> str:
    limit = current.explain_rows
    return f"> {limit:,}" if count > limit else f"{count:,}"


def why_empty(parts: list[Part]) -> str:
    """Return in words why a query with these patterns has no rows."""
    if not parts:
        return "it has no triple pattern that can be tried by itself"
    unmatched = [part.pattern for part in parts if not part.alone]
    if unmatched:
        return f"nothing matches {' and nothing matches '.join(unmatched[:_MAX_UNMATCHED])}"
    for part in parts:
        if not part.together:
            return f"each pattern matches alone, but {part.pattern} shares nothing with the others"
    return "all patterns match together, but a FILTER, a MINUS or a sub-select leaves nothing"
