"""Changes of the ontology and the concept schemes."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from bilateral.rdf.vocabulary import DCTERMS, OWL, RDFS, SKOS
from bilateral.views.diff.version import TYPE, Slot, by_thing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pyoxigraph as ox

    from bilateral.rdf.graph import Term
    from bilateral.views.diff.change import Change, Kind
    from bilateral.views.diff.pair import Pair

_MEANING = Slot(SKOS + "definition", "en")
# What a term is called and means, and the axioms from which triples are inferred:
# those triples are not listed, so their cause must be.
_LISTED = {
    *(SKOS + name for name in ("prefLabel", "altLabel", "definition", "broader", "inScheme")),
    *(RDFS + name for name in ("label", "comment", "subClassOf", "subPropertyOf")),
    *(RDFS + name for name in ("domain", "range")),
    *(DCTERMS + name for name in ("title", "description")),
    *(OWL + name for name in ("inverseOf", "deprecated", "versionInfo")),
    TYPE.predicate,
}


def terms(pair: Pair) -> Iterator[Change]:
    """Yield what changed in the ontology and the concepts."""
    removed, added = by_thing(pair.removed), by_thing(pair.added)
    for term in removed.keys() | added.keys():
        lost, gained = removed.get(term, {}), added.get(term, {})
        if term not in pair.new.terms:
            if term in pair.old.terms:
                yield _whole(pair, "term-removed", term, lost)
        elif term not in pair.old.terms:
            yield _whole(pair, "term-added", term, gained)
        else:
            for slot in lost.keys() | gained.keys():
                if slot.predicate in _LISTED:
                    new = gained.get(slot, set())
                    yield pair.change(
                        "term-changed",
                        term,
                        slot,
                        old=_objects(lost.get(slot, ())),
                        new=_objects(new),
                        sources=pair.new.sources(new),
                    )


def _whole(pair: Pair, kind: Kind, term: str, facts: dict[Slot, set[ox.Triple]]) -> Change:
    """Return the change of a term that came or went, with its meaning."""
    meaning = _objects(facts.get(_MEANING, ()))
    version = pair.new if kind == "term-added" else pair.old
    return pair.change(
        kind,
        term,
        _MEANING if meaning else None,
        old=[] if kind == "term-added" else meaning,
        new=meaning if kind == "term-added" else [],
        sources=version.sources(chain.from_iterable(facts.values())),
    )


def _objects(triples: Iterable[ox.Triple]) -> list[Term]:
    return [triple.object for triple in triples]
