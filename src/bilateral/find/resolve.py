"""Resolving a name to the one IRI that it stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from bilateral.errors import UnknownNameError, UsageError
from bilateral.evidence.labels import label
from bilateral.find.fold import fold
from bilateral.find.names import Name, names, term_names
from bilateral.find.search import DESCRIPTION_SCORE, search
from bilateral.rdf.vocabulary import BIL, CONCEPT, EV, ID, compact, expand, spaces

if TYPE_CHECKING:
    from bilateral.find.index import SearchIndex

_MAX_CANDIDATES = 5
_MAX_SUGGESTIONS = 3


def resolve(store: ox.Store, name: str, *, index: SearchIndex | None = None) -> str:
    """Return the IRI that *name* stands for.

    Args:
        store: the whole dataset.
        name: an IRI, a prefixed name, a label or an alias in any script. Things
            come before concepts, these before sources, classes and properties.
        index: knows the names; without one, every name is compared.

    Raises:
        UnknownNameError: nothing has that name; up to three similar names are suggested.
        UsageError: several things have that name.
    """
    iri = _known_iri(store, name.strip())
    if iri:
        return iri
    folded = fold(name)
    same = index.exact(folded) if index else names(store, descriptions=False)
    matches = [match for match in (*same, *term_names(store)) if match.folded == folded and folded]
    if not matches:
        raise _unknown(store, name, index)
    # The name as it is typed wins over one that only folds to the same.
    best = min(_rank(match, name.strip()) for match in matches)
    iris = sorted({match.iri for match in matches if _rank(match, name.strip()) == best})
    if len(iris) > 1:
        candidates = (f"{label(store, iri)} ({compact(iri)})" for iri in iris[:_MAX_CANDIDATES])
        raise UsageError(
            f"{name!r} has several meanings: {', '.join(candidates)}",
            next_step=f"name one of them, for example {compact(iris[0])}",
        )
    return iris[0]


def _known_iri(store: ox.Store, name: str) -> str | None:
    """Return the IRI if *name* is one, in full or short, and the dataset knows it."""
    for iri in (expand(name), ID + name, BIL + name, spaces().source + name):
        if iri is None:
            continue
        try:
            node = ox.NamedNode(iri)
        except ValueError:
            continue
        if next(store.quads_for_pattern(node, None, None, None), None) is not None:
            return iri
    return None


def _rank(name: Name, text: str) -> tuple[int, bool, bool]:
    """Return how far *name* is from what is meant by *text*; the smallest is meant."""
    order = (ID, CONCEPT, spaces().source, BIL, EV)
    position = next((i for i, space in enumerate(order) if name.iri.startswith(space)), len(order))
    return position, name.text != text, not name.preferred


def _unknown(store: ox.Store, name: str, index: SearchIndex | None) -> UnknownNameError:
    hits = search(store, name, limit=_MAX_SUGGESTIONS, index=index)
    # A description with the same words is not a name that could be meant.
    suggestions = dict.fromkeys(hit.label for hit in hits if hit.score > DESCRIPTION_SCORE)
    return UnknownNameError(
        "name",
        name[:200],
        suggestions,
        next_step="`bilateral search` finds things by part of a name",
    )
