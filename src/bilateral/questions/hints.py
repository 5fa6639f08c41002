"""Help for those who write SPARQL: where it does not parse, and which name is a slip."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING

import pyoxigraph as ox

from bilateral.errors import Location, QuerySyntaxError, UnknownNameError
from bilateral.questions.scan import tokens
from bilateral.rdf.vocabulary import BIL, CONCEPT, EV, ID, compact, spaces

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_PLACE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
# What the engine expects is told where it is a word; its character classes help nobody.
_EXPECTED = re.compile(r"^[A-Za-z_ ]{2,}$|^\[?'?[(){}.;,]'?\]?$")
_UNBOUND = "The SELECT contains a variable that is unbound"
_OURS = (BIL, EV, CONCEPT, ID)
_WIDTH = 100
_MANUAL = "`bilateral queries show agreements` prints a query that works"


def syntax_error(text: str, message: str) -> QuerySyntaxError:
    """Return what is wrong with a query that does not parse, with its line and a caret.

    Args:
        text: the query.
        message: what the engine says of it.
    """
    found = _PLACE.match(message)
    if found is None:
        return QuerySyntaxError(f"the query does not parse: {message}", next_step=_MANUAL)
    line, column, rest = int(found[1]), int(found[2]), found[3]
    if _UNBOUND in rest:
        what = "a variable stands after SELECT that is neither grouped nor counted"
    else:
        expected = [one.strip() for one in rest.removeprefix("expected one of").split(",")]
        words = [one for one in expected if _EXPECTED.match(one)]
        what = f"the query does not parse here; expected {' or '.join(words[:4])}"
        what = what if words else "the query does not parse here"
    return QuerySyntaxError(
        what + _pointed(text, line, column),
        next_step=f"correct it at this place or just before; {_MANUAL}",
        location=Location("query", line, column),
    )


def _pointed(text: str, line: int, column: int) -> str:
    """Return the line of the query with a caret under the place, as far as it can be shown."""
    lines = text.split("\n")
    if not 0 < line <= len(lines):
        return ""
    shown, start = lines[line - 1], 0
    if len(shown) > _WIDTH:
        start = max(0, column - 1 - _WIDTH // 2)
        shown = shown[start : start + _WIDTH]
    return f"\n    {shown}\n    {' ' * max(0, column - 1 - start)}^"


def refuse_unknown(text: str, *stores: Callable[[], ox.Store]) -> None:
    """Refuse a query with a prefix or a name of ours that does not exist.

    Args:
        text: the query.
        stores: ways to the datasets in which a name may stand, the cheapest first.

    Raises:
        UnknownNameError: it does not exist; the nearest ones are given.
    """
    for prefix, iri, name in _names(text):
        if iri is None:
            near = difflib.get_close_matches(prefix, spaces().prefixes, n=2, cutoff=0.4)
            raise UnknownNameError(
                "prefix",
                f"{prefix}:",
                [f"{one}:" for one in near],
                next_step="declare it with PREFIX, or use one of "
                + ", ".join(sorted(spaces().prefixes)),
            )
        if iri.startswith(_OURS) and not any(_stands(store(), iri) for store in stores):
            raise UnknownNameError(
                "name",
                name,
                _near(stores[-1](), iri),
                next_step="`bilateral ref` lists the terms, `bilateral search` finds things",
            )


def _names(text: str) -> Iterator[tuple[str, str | None, str]]:
    """Yield each prefixed name and IRI of a query: its prefix, its IRI and how it is written."""
    prefixes: dict[str, str] = dict(spaces().prefixes)
    found = tokens(text)
    for place, one in enumerate(found):
        before = found[place - 1].text.upper() if place else ""
        if one.kind == "name" and before == "PREFIX":
            if place + 1 < len(found):
                prefixes[one.text[:-1]] = found[place + 1].text[1:-1]
        elif one.kind == "name":
            prefix, _, local = one.text.partition(":")
            space = prefixes.get(prefix)
            yield prefix, None if space is None else space + local.replace("\\", ""), one.text
        elif one.kind == "iri" and not before.endswith(":") and before != "BASE":
            yield "", one.text[1:-1], one.text


def _stands(store: ox.Store, iri: str) -> bool:
    if iri in _OURS:
        return True
    try:
        node = ox.NamedNode(iri)
    except ValueError:
        return True
    found = (
        store.quads_for_pattern(node, None, None, None),
        store.quads_for_pattern(None, node, None, None),
        store.quads_for_pattern(None, None, node, None),
        store.quads_for_pattern(None, None, None, node),
    )
    return any(next(one, None) is not None for one in found)


def _near(store: ox.Store, iri: str) -> list[str]:
    space = next(one for one in _OURS if iri.startswith(one))
    known = {
        quad.subject.value
        for quad in store
        if isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith(space)
    }
    short = {compact(one).partition(":")[2]: one for one in sorted(known)}
    near = difflib.get_close_matches(iri.removeprefix(space), short, n=3, cutoff=0.6)
    return [compact(short[one]) for one in near]
