"""The reference: what a class, a property or a concept means, and how often it is used."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from bilateral.errors import UnknownNameError
from bilateral.evidence.labels import label
from bilateral.find.fold import fold
from bilateral.rdf.terms import provenance
from bilateral.rdf.vocabulary import (
    EVIDENCE_GRAPH,
    ONTOLOGY_GRAPH,
    OWL,
    RDF,
    RDFS,
    SKOS,
    compact,
    expand,
)
from bilateral.text import visible

if TYPE_CHECKING:
    from collections.abc import Iterable

_Node = ox.NamedNode | ox.BlankNode
_TYPE = ox.NamedNode(RDF + "type")
_DEFAULT = ox.DefaultGraph()
_ONTOLOGIES = (ox.NamedNode(ONTOLOGY_GRAPH), ox.NamedNode(EVIDENCE_GRAPH))
_SORTS = {
    OWL + "Class": "class",
    OWL + "ObjectProperty": "property",
    OWL + "DatatypeProperty": "property",
    SKOS + "Concept": "concept",
}


class Term(NamedTuple):
    """A class, property or concept: what it means and how often the data uses it."""

    iri: str
    label: str
    sort: str
    other_labels: tuple[str, ...]
    definition: str
    example: str
    above: tuple[str, ...]
    domain: tuple[str, ...]
    range: tuple[str, ...]
    used: int

    def text(self) -> str:
        """Return the explanation for a terminal."""
        rows = [
            ("also called", ", ".join(self.other_labels)),
            ("means", self.definition),
            ("example", self.example),
            ("is a kind of", ", ".join(self.above)),
            ("from", " or ".join(self.domain)),
            ("to", " or ".join(self.range)),
            ("used", f"{self.used:,} {'time' if self.used == 1 else 'times'}"),
        ]
        head = f"{self.label} ({self.sort} {compact(self.iri)})"
        return "\n".join(
            [visible(head), *(visible(f"  {name:<13} {text}") for name, text in rows if text)]
        )


def terms(store: ox.Store) -> list[Term]:
    """Return every class, property and concept, by sort and label."""
    return _sorted(_term(store, iri, sort) for iri, sort in _all(store).items())


def lookup(store: ox.Store, name: str) -> list[Term]:
    """Return the terms called *name*: a label, a local name, a prefixed name or an IRI.

    Raises:
        UnknownNameError: no term is called so; the nearest ones are given.
    """
    known = _all(store)
    given = expand(name.strip())
    if given in known:
        return [_term(store, given, known[given])]
    names: dict[str, list[str]] = {}
    for iri in sorted(known):
        local = compact(iri).partition(":")[2]
        others = _other_labels(store, ox.NamedNode(iri))
        called = (label(store, iri), local, local.partition(".")[2], *others)
        for one in sorted({fold(name) for name in called} - {""}):
            names.setdefault(one, []).append(iri)
    wanted = fold(name)
    if wanted in names:
        return _sorted(_term(store, iri, known[iri]) for iri in names[wanted])
    near = difflib.get_close_matches(wanted, names, n=6, cutoff=0.5)
    suggestions = dict.fromkeys(compact(names[one][0]) for one in near)
    raise UnknownNameError(
        "term", name[:200], list(suggestions)[:3], next_step="`bilateral ref` lists all terms"
    )


def _sorted(found: Iterable[Term]) -> list[Term]:
    order = list(dict.fromkeys(_SORTS.values()))
    return sorted(found, key=lambda one: (order.index(one.sort), one.label, one.iri))


def _all(store: ox.Store) -> dict[str, str]:
    found: dict[str, str] = {}
    for kind, sort in _SORTS.items():
        places = (_DEFAULT,) if sort == "concept" else _ONTOLOGIES
        for place in places:
            for quad in store.quads_for_pattern(None, _TYPE, ox.NamedNode(kind), place):
                # Terms of other vocabularies are only declared, so they have no label.
                if isinstance(quad.subject, ox.NamedNode) and _is_named(store, quad.subject):
                    found[quad.subject.value] = sort
    return found


def _is_named(store: ox.Store, node: ox.NamedNode) -> bool:
    return label(store, node.value) != compact(node.value)


def _term(store: ox.Store, iri: str, sort: str) -> Term:
    node = ox.NamedNode(iri)
    above = SKOS + "broader" if sort == "concept" else RDFS + "subClassOf"
    if sort == "property":
        above = RDFS + "subPropertyOf"
    return Term(
        iri,
        label(store, iri),
        sort,
        _other_labels(store, node),
        _first_text(store, node, SKOS + "definition"),
        _first_text(store, node, SKOS + "example"),
        _named(store, node, above),
        _named(store, node, RDFS + "domain"),
        _named(store, node, RDFS + "range"),
        _used(store, node, sort),
    )


def _values(store: ox.Store, node: _Node, predicate: str) -> list[object]:
    found = {
        quad.object
        for graph in (_DEFAULT, *_ONTOLOGIES)
        for quad in store.quads_for_pattern(node, ox.NamedNode(predicate), None, graph)
    }
    return sorted(found, key=str)


def _other_labels(store: ox.Store, node: ox.NamedNode) -> tuple[str, ...]:
    """Return the names in other languages than English."""
    found = [one for one in _values(store, node, SKOS + "prefLabel") if isinstance(one, ox.Literal)]
    found.sort(key=lambda one: (one.language or "", one.value))
    return tuple(one.value for one in found if one.language != "en")


def _first_text(store: ox.Store, node: ox.NamedNode, predicate: str) -> str:
    texts = [one for one in _values(store, node, predicate) if isinstance(one, ox.Literal)]
    texts.sort(key=lambda one: (one.language != "en", one.value))
    return texts[0].value if texts else ""


def _named(store: ox.Store, node: ox.NamedNode, predicate: str) -> tuple[str, ...]:
    found: list[str] = []
    for value in _values(store, node, predicate):
        if isinstance(value, ox.NamedNode):
            found.append(label(store, value.value))
        elif isinstance(value, ox.BlankNode):
            for members in _values(store, value, OWL + "unionOf"):
                found += _members(store, members)
    return tuple(found)


def _members(store: ox.Store, head: object) -> list[str]:
    """Return the labels of the classes in an RDF list."""
    found: list[str] = []
    while isinstance(head, ox.BlankNode):
        found += [
            label(store, one.value)
            for one in _values(store, head, RDF + "first")
            if isinstance(one, ox.NamedNode)
        ]
        rest = _values(store, head, RDF + "rest")
        head = rest[0] if rest else None
    return found


def _used(store: ox.Store, node: ox.NamedNode, sort: str) -> int:
    """Return the number of things of a class, or of triples with a property or concept."""
    data = (_DEFAULT, provenance())
    if sort == "property":
        return sum(1 for g in data for _ in store.quads_for_pattern(None, node, None, g))
    if sort == "class":
        return sum(1 for g in data for _ in store.quads_for_pattern(None, _TYPE, node, g))
    structure = (SKOS + "broader", SKOS + "narrower", SKOS + "hasTopConcept")
    return sum(
        quad.predicate.value not in structure
        for quad in store.quads_for_pattern(None, None, node, _DEFAULT)
    )
