"""Help for those who write SPARQL: where it does not parse, and which name is misspelt."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyoxigraph as ox

from bilateral.errors import Location, QuerySyntaxError, UnknownNameError
from bilateral.rdf.vocabulary import BIL, CONCEPT, EV, ID, compact, spaces
from bilateral.text import closest

if TYPE_CHECKING:
    from collections.abc import Callable

    from bilateral.questions.scan import Scan

_PLACE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
# Of what the engine expects, words are shown; its character classes help nobody.
_EXPECTED = re.compile(r"^[A-Za-z_ ]{2,}$|^\[?'?[(){}.;,]'?\]?$")
_UNBOUND = "The SELECT contains a variable that is unbound"
_OURS = (BIL, EV, CONCEPT, ID)
_WIDTH = 100
_MANUAL = "`bilateral queries show agreements` prints a query that works"


def syntax_error(text: str, message: str) -> QuerySyntaxError:
    """Return what is wrong with a query that does not parse, with its line and a caret.

    Args:
        text: the query.
        message: the message of the engine.
    """
    match = _PLACE.match(message)
    if match is None:
        return QuerySyntaxError(f"the query does not parse: {message}", next_step=_MANUAL)
    line, column = int(match[1]), int(match[2])
    return QuerySyntaxError(
        _reason(match[3]) + _excerpt(text, line, column),
        next_step=f"correct it at this place or just before; {_MANUAL}",
        location=Location("query", line, column),
    )


def _reason(message: str) -> str:
    if _UNBOUND in message:
        return "a variable after SELECT is neither grouped nor aggregated"
    expected = [text.strip() for text in message.removeprefix("expected one of").split(",")]
    words = [text for text in expected if _EXPECTED.match(text)]
    if not words:
        return "the query does not parse here"
    return f"the query does not parse here; expected {' or '.join(words[:4])}"


def _excerpt(text: str, line: int, column: int) -> str:
    """Return the line of the query with a caret under the place, cut to a width."""
    lines = text.split("\n")
    if not 0 < line <= len(lines):
        return ""
    excerpt, start = lines[line - 1], 0
    if len(excerpt) > _WIDTH:
        start = max(0, column - 1 - _WIDTH // 2)
        excerpt = excerpt[start : start + _WIDTH]
    return f"\n    {excerpt}\n    {' ' * max(0, column - 1 - start)}^"


def refuse_unknown(scan: Scan, *stores: Callable[[], ox.Store]) -> None:
    """Refuse a query with a prefix or a name of ours that does not exist.

    Args:
        scan: the query.
        stores: ways to the datasets in which a name may stand, the cheapest first.

    Raises:
        UnknownNameError: it does not exist; the nearest ones are given.
    """
    for token, prefix, iri in scan.names:
        if iri is None:
            raise UnknownNameError(
                "prefix",
                f"{prefix}:",
                [f"{near}:" for near in closest(prefix, spaces().prefixes, limit=2, cutoff=0.4)],
                next_step="declare it with PREFIX, or use one of "
                + ", ".join(sorted(spaces().prefixes)),
            )
        if iri.startswith(_OURS) and not any(_is_used(store(), iri) for store in stores):
            raise UnknownNameError(
                "name",
                token.text,
                _nearest(stores[-1](), iri),
                next_step="`bilateral ref` lists the terms, `bilateral search` finds things",
            )


def _is_used(store: ox.Store, iri: str) -> bool:
    """Return whether *iri* stands anywhere in a store."""
    if iri in _OURS:
        return True
    try:
        node = ox.NamedNode(iri)
    except ValueError:
        return True
    patterns = (
        store.quads_for_pattern(node, None, None, None),
        store.quads_for_pattern(None, node, None, None),
        store.quads_for_pattern(None, None, node, None),
        store.quads_for_pattern(None, None, None, node),
    )
    return any(next(quads, None) is not None for quads in patterns)


def _nearest(store: ox.Store, iri: str) -> list[str]:
    """Return the names in the namespace of *iri* that look like it, as they are written."""
    space = next(space for space in _OURS if iri.startswith(space))
    subjects = {
        quad.subject.value
        for quad in store
        if isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith(space)
    }
    iris = {compact(subject).partition(":")[2]: subject for subject in sorted(subjects)}
    return [compact(iris[name]) for name in closest(iri.removeprefix(space), iris, cutoff=0.6)]
