"""Labels: the names of things by language, for one thing or for all of them.

A label is looked for in one graph after another, in the order of trust; the first that
has any decides. Of several labels in one language the smallest counts, so that the
answer does not depend on the order of the store.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

import pyoxigraph as ox

from bilateral.errors import UnknownNameError
from bilateral.evidence.places import place_of
from bilateral.rdf.terms import EVIDENCE, KNOWN, ONTOLOGY, PREF_LABEL, RDFS_LABEL, TITLE, provenance
from bilateral.rdf.vocabulary import compact, spaces

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    # Text by language tag; "" is text without a language.
    _Texts = dict[str, str]


def label(store: ox.Store, iri: str, lang: str = "en") -> str:
    """Return the label of *iri* in *lang*, else in English, else in any language.

    A passage is shown as it is cited. A thing without any label is shown by its
    shortened IRI, so that a missing label is visible but never an error.
    """
    node = ox.NamedNode(iri)
    for texts in _levels(store, node):
        if iri in texts:
            return _chosen(texts[iri], lang)
    return _passage(store, node) or compact(iri)


def labels(store: ox.Store, lang: str = "en") -> dict[str, str]:
    """Return, by IRI, what :func:`label` returns for everything that has a label."""
    return {iri: _chosen(texts, lang) for iri, texts in _all(store).items()}


def translations(store: ox.Store, languages: Iterable[str]) -> dict[str, dict[str, str]]:
    """Return labels by language and IRI: in these languages only, none in place of another."""
    everything = _all(store)
    return {
        lang: {iri: texts[lang] for iri, texts in everything.items() if lang in texts}
        for lang in languages
    }


def check_language(store: ox.Store, lang: str) -> None:
    """Check that something has a label in *lang*: a mistyped tag would give English unnoticed.

    Raises:
        UnknownNameError: nothing has; the languages that there are are listed.
    """
    if lang == "en":
        return
    languages = {
        quad.object.language
        for quad in store.quads_for_pattern(None, PREF_LABEL, None, KNOWN)
        if isinstance(quad.object, ox.Literal)
    }
    if lang not in languages:
        known = sorted(filter(None, languages))
        raise UnknownNameError("language", lang[:40], next_step=f"names are in {', '.join(known)}")


def _levels(store: ox.Store, node: ox.NamedNode | None) -> Iterator[dict[str, _Texts]]:
    """Yield the labels of *node*, or of everything, from each graph in the order of trust."""
    for predicates, graph in (
        ((PREF_LABEL,), KNOWN),
        ((RDFS_LABEL, PREF_LABEL), ONTOLOGY),
        ((RDFS_LABEL, PREF_LABEL), EVIDENCE),
        ((TITLE,), provenance()),
    ):
        by_iri: dict[str, _Texts] = {}
        for quad in chain.from_iterable(
            store.quads_for_pattern(node, predicate, None, graph) for predicate in predicates
        ):
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal):
                text, texts = quad.object.value, by_iri.setdefault(quad.subject.value, {})
                language = quad.object.language or ""
                texts[language] = min(text, texts.get(language, text))
        yield by_iri


def _all(store: ox.Store) -> dict[str, _Texts]:
    everything: dict[str, _Texts] = {}
    for by_iri in _levels(store, None):
        everything = by_iri | everything
    return everything


def _chosen(texts: _Texts, lang: str) -> str:
    return texts.get(lang) or texts.get("en") or texts[min(texts)]


def _passage(store: ox.Store, node: ox.NamedNode) -> str:
    if not node.value.startswith(spaces().passage):
        return ""
    place = place_of(store, node)
    return place.short if place.paragraph else ""
