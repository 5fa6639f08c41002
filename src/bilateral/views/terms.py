"""The reference: what a class, a property or a concept means, and how often it is used."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from bilateral.errors import UnknownNameError
from bilateral.evidence.labels import label
from bilateral.find.fold import fold
from bilateral.rdf import graph as rdf
from bilateral.rdf.terms import (
    DATATYPE_PROPERTY,
    DEFINITION,
    KNOWN,
    OBJECT_PROPERTY,
    ONTOLOGIES,
    OWL_CLASS,
    PREF_LABEL,
    RDF_TYPE,
    SUBCLASS_OF,
    SUBPROPERTY_OF,
    provenance,
)
from bilateral.rdf.vocabulary import OWL, RDFS, SKOS, compact, expand
from bilateral.text import closest, visible

if TYPE_CHECKING:
    from collections.abc import Iterable

_CONCEPT = ox.NamedNode(SKOS + "Concept")
_EXAMPLE = ox.NamedNode(SKOS + "example")
_BROADER = ox.NamedNode(SKOS + "broader")
_DOMAIN, _RANGE = ox.NamedNode(RDFS + "domain"), ox.NamedNode(RDFS + "range")
_UNION_OF = ox.NamedNode(OWL + "unionOf")
# Links between concepts and their schemes are not uses of a concept.
_STRUCTURE = {_BROADER, ox.NamedNode(SKOS + "narrower"), ox.NamedNode(SKOS + "hasTopConcept")}
_SORTS = {
    OWL_CLASS: "class",
    OBJECT_PROPERTY: "property",
    DATATYPE_PROPERTY: "property",
    _CONCEPT: "concept",
}
_ABOVE = {"class": SUBCLASS_OF, "property": SUBPROPERTY_OF, "concept": _BROADER}
_MAX_SUGGESTIONS = 3


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
    return _sorted(_term(store, iri, sort) for iri, sort in _sorts(store).items())


def lookup(store: ox.Store, name: str) -> list[Term]:
    """Return the terms with the name *name*: a label, a local name, a prefixed name or an IRI.

    Raises:
        UnknownNameError: no term has that name; the closest ones are suggested.
    """
    sorts = _sorts(store)
    iri = expand(name.strip())
    if iri in sorts:
        return [_term(store, iri, sorts[iri])]
    iris_by_name: dict[str, list[str]] = {}
    for term in sorted(sorts):
        local = compact(term).partition(":")[2]
        others = _other_labels(store, ox.NamedNode(term))
        texts = (label(store, term), local, local.partition(".")[2], *others)
        for folded in sorted({fold(text) for text in texts} - {""}):
            iris_by_name.setdefault(folded, []).append(term)
    if fold(name) in iris_by_name:
        return _sorted(_term(store, term, sorts[term]) for term in iris_by_name[fold(name)])
    # Two names of one term are one suggestion, so more are looked for.
    near = closest(fold(name), iris_by_name, limit=2 * _MAX_SUGGESTIONS)
    suggestions = dict.fromkeys(compact(iris_by_name[folded][0]) for folded in near)
    raise UnknownNameError(
        "term",
        name[:200],
        list(suggestions)[:_MAX_SUGGESTIONS],
        next_step="`bilateral ref` lists all terms",
    )


def _sorted(entries: Iterable[Term]) -> list[Term]:
    order = list(dict.fromkeys(_SORTS.values()))
    return sorted(entries, key=lambda term: (order.index(term.sort), term.label, term.iri))


def _sorts(store: ox.Store) -> dict[str, str]:
    """Return the sort of every class, property and concept by IRI."""
    return {
        node.value: sort
        for kind, sort in _SORTS.items()
        for graph in ((KNOWN,) if sort == "concept" else ONTOLOGIES)
        for node in rdf.subjects(store, RDF_TYPE, kind, graph)
        # Terms of other vocabularies are only declared, so they have no label.
        if label(store, node.value) != compact(node.value)
    }


def _term(store: ox.Store, iri: str, sort: str) -> Term:
    node = ox.NamedNode(iri)
    return Term(
        iri=iri,
        label=label(store, iri),
        sort=sort,
        other_labels=_other_labels(store, node),
        definition=_text(store, node, DEFINITION),
        example=_text(store, node, _EXAMPLE),
        above=_labels(store, node, _ABOVE[sort]),
        domain=_labels(store, node, _DOMAIN),
        range=_labels(store, node, _RANGE),
        used=_used(store, node, sort),
    )


def _values(store: ox.Store, node: rdf.Resource, predicate: ox.NamedNode) -> list[rdf.Term]:
    """Return the values in the ontologies and of what is known, without repetition."""
    graphs = (KNOWN, *ONTOLOGIES)
    values = (value for graph in graphs for value in rdf.values(store, node, predicate, graph))
    return sorted(set(values), key=str)


def _literals(store: ox.Store, node: ox.NamedNode, predicate: ox.NamedNode) -> list[ox.Literal]:
    return [term for term in _values(store, node, predicate) if isinstance(term, ox.Literal)]


def _other_labels(store: ox.Store, node: ox.NamedNode) -> tuple[str, ...]:
    """Return the labels in other languages than English."""
    labels = _literals(store, node, PREF_LABEL)
    labels.sort(key=lambda text: (text.language or "", text.value))
    return tuple(text.value for text in labels if text.language != "en")


def _text(store: ox.Store, node: ox.NamedNode, predicate: ox.NamedNode) -> str:
    """Return a text, in English where there is one."""
    texts = ((text.language != "en", text.value) for text in _literals(store, node, predicate))
    return min(texts, default=(False, ""))[1]


def _labels(store: ox.Store, node: ox.NamedNode, predicate: ox.NamedNode) -> tuple[str, ...]:
    """Return the labels of classes, those of a union one by one."""
    labels: list[str] = []
    for value in _values(store, node, predicate):
        if isinstance(value, ox.NamedNode):
            labels.append(label(store, value.value))
        elif isinstance(value, ox.BlankNode):
            labels += [label(store, member.value) for member in _members(store, value)]
    return tuple(labels)


def _members(store: ox.Store, union: ox.BlankNode) -> list[ox.NamedNode]:
    return [
        member
        for graph in (KNOWN, *ONTOLOGIES)
        for members in rdf.values(store, union, _UNION_OF, graph)
        for member in rdf.items(store, members, graph)
        if isinstance(member, ox.NamedNode)
    ]


def _used(store: ox.Store, node: ox.NamedNode, sort: str) -> int:
    """Return the number of things of a class, or of triples with a property or concept."""
    if sort == "concept":
        quads = store.quads_for_pattern(None, None, node, KNOWN)
        return sum(1 for quad in quads if quad.predicate not in _STRUCTURE)
    predicate, target = (node, None) if sort == "property" else (RDF_TYPE, node)
    return sum(
        1
        for graph in (KNOWN, provenance())
        for _ in store.quads_for_pattern(None, predicate, target, graph)
    )
