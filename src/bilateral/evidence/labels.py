"""Names of things: labels with a language fallback."""

from __future__ import annotations

import pyoxigraph as ox

from bilateral.errors import UnknownNameError
from bilateral.rdf.terms import provenance
from bilateral.rdf.vocabulary import EV, EVIDENCE_GRAPH, ONTOLOGY_GRAPH, RDFS, SKOS, compact, spaces

_PREF_LABEL = ox.NamedNode(SKOS + "prefLabel")
_RDFS_LABEL = ox.NamedNode(RDFS + "label")
_TITLE = ox.NamedNode("http://purl.org/dc/terms/title")
_DEFAULT = ox.DefaultGraph()
_ONTOLOGY = ox.NamedNode(ONTOLOGY_GRAPH)
# Where a name of something else than a document may stand, in order of trust.
_PLACES: tuple[tuple[ox.NamedNode, ox.NamedNode | ox.DefaultGraph], ...] = (
    (_PREF_LABEL, _DEFAULT),
    (_RDFS_LABEL, _ONTOLOGY),
    (_RDFS_LABEL, ox.NamedNode(EVIDENCE_GRAPH)),
)


def label(store: ox.Store, iri: str, lang: str = "en") -> str:
    """Return the name of *iri* in *lang*, else in English, else in any language.

    A thing without any name is shown by its shortened IRI, so that a missing
    label is visible but never an error.
    """
    node = ox.NamedNode(iri)
    for predicate, graph in (*_PLACES, (_TITLE, provenance())):
        found = {
            quad.object.language or "": quad.object.value
            for quad in store.quads_for_pattern(node, predicate, None, graph)
            if isinstance(quad.object, ox.Literal)
        }
        if found:
            return found.get(lang) or found.get("en") or found[min(found)]
    return _passage(store, node) or compact(iri)


def check_language(store: ox.Store, lang: str) -> None:
    """See that something has a name in *lang*: a mistyped tag would give English unnoticed.

    Raises:
        UnknownNameError: nothing has; the languages that there are are listed.
    """
    if lang == "en":
        return
    there = {
        quad.object.language
        for quad in store.quads_for_pattern(None, _PREF_LABEL, None, _DEFAULT)
        if isinstance(quad.object, ox.Literal)
    }
    if lang not in there:
        known = sorted(filter(None, there))
        raise UnknownNameError("language", lang[:40], next_step=f"names are in {', '.join(known)}")


def _passage(store: ox.Store, node: ox.NamedNode) -> str:
    """Return a passage as it is cited: slug, paragraph and sentence."""
    if not node.value.startswith(spaces().passage):
        return ""
    numbers = [
        quad.object.value
        for predicate in (EV + "paragraph", EV + "sentence")
        for quad in store.quads_for_pattern(node, ox.NamedNode(predicate), None, provenance())
        if isinstance(quad.object, ox.Literal)
    ]
    slug = node.value.removeprefix(spaces().passage).rpartition(".")[0]
    return f"{slug} {'.'.join(numbers)}" if len(numbers) == 2 else ""
