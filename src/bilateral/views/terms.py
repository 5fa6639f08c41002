"""The reference: what a class, a property or a concept means, and how often it is used."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from bilateral.errors import UnknownNameError
from bilateral.evidence.labels import label
from bilateral.find.fold import fold
from bilateral.rdf import graph as rdf
from bilateral.rdf.terms import (
    DATATYPE_PROPERTY,
    DEFINITION,
    DESCRIPTION,
    KNOWN,
    OBJECT_PROPERTY,
    ONTOLOGIES,
    OWL_CLASS,
    PREF_LABEL,
    RDF_TYPE,
    RDFS_LABEL,
    provenance,
)
from bilateral.rdf.vocabulary import OWL, RDFS, SKOS, compact, expand
from bilateral.text import closest, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

_CONCEPT = ox.NamedNode(SKOS + "Concept")
_EXAMPLE = ox.NamedNode(SKOS + "example")
_UNION_OF = ox.NamedNode(OWL + "unionOf")
_GRAPHS = (KNOWN, *ONTOLOGIES)
_SORTS = {
    OWL_CLASS: "class",
    OBJECT_PROPERTY: "property",
    DATATYPE_PROPERTY: "property",
    _CONCEPT: "concept",
}
_MAX_SUGGESTIONS = 3


class Relation(Enum):
    """What links a term to others, or to its notation."""

    SUBCLASS_OF = RDFS + "subClassOf"
    SUBPROPERTY_OF = RDFS + "subPropertyOf"
    DOMAIN = RDFS + "domain"
    RANGE = RDFS + "range"
    INVERSE_OF = OWL + "inverseOf"
    IN_SCHEME = SKOS + "inScheme"
    BROADER = SKOS + "broader"
    NOTATION = SKOS + "notation"


_ABOVE = {
    "class": Relation.SUBCLASS_OF,
    "property": Relation.SUBPROPERTY_OF,
    "concept": Relation.BROADER,
}
# Links between concepts and their schemes are not uses of a concept.
_STRUCTURE = {SKOS + name for name in ("broader", "narrower", "hasTopConcept")}


class Description(NamedTuple):
    """What an ontology or a scheme says of a term; texts are by language ("": none).

    The members of a union stand in ``relations`` one by one.
    """

    labels: dict[str, str]
    definitions: dict[str, str]
    examples: dict[str, str]
    relations: dict[Relation, tuple[ox.NamedNode | ox.Literal, ...]]


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
        others = _other_labels(_labels(store, ox.NamedNode(term), _GRAPHS))
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


def describe(store: ox.Store, node: ox.NamedNode, graphs: Sequence[rdf.Graph]) -> Description:
    """Return what some graphs of *store* say of a term."""
    relations = {
        relation: tuple(_targets(store, node, ox.NamedNode(relation.value), graphs))
        for relation in Relation
    }
    return Description(
        labels=_labels(store, node, graphs),
        definitions=_texts(store, node, (DESCRIPTION, DEFINITION), graphs),
        examples=_texts(store, node, (_EXAMPLE,), graphs),
        relations={relation: targets for relation, targets in relations.items() if targets},
    )


def _term(store: ox.Store, iri: str, sort: str) -> Term:
    description = describe(store, ox.NamedNode(iri), _GRAPHS)

    def labels(relation: Relation) -> tuple[str, ...]:
        targets = description.relations.get(relation, ())
        return tuple(label(store, node.value) for node in targets if isinstance(node, ox.NamedNode))

    return Term(
        iri=iri,
        label=label(store, iri),
        sort=sort,
        other_labels=_other_labels(description.labels),
        definition=_in_english(description.definitions),
        example=_in_english(description.examples),
        above=labels(_ABOVE[sort]),
        domain=labels(Relation.DOMAIN),
        range=labels(Relation.RANGE),
        used=_used(store, ox.NamedNode(iri), sort),
    )


def _labels(store: ox.Store, node: ox.NamedNode, graphs: Sequence[rdf.Graph]) -> dict[str, str]:
    return _texts(store, node, (RDFS_LABEL, PREF_LABEL), graphs)


def _other_labels(labels: Mapping[str, str]) -> tuple[str, ...]:
    """Return the labels in other languages than English."""
    return tuple(text for language, text in labels.items() if language != "en")


def _in_english(texts: Mapping[str, str]) -> str:
    """Return a text, in English where there is one."""
    return texts.get("en") or min(texts.values(), default="")


def _texts(
    store: ox.Store,
    node: ox.NamedNode,
    predicates: Iterable[ox.NamedNode],
    graphs: Sequence[rdf.Graph],
) -> dict[str, str]:
    """Return texts by language, in its order; those of a later predicate win."""
    texts: dict[str, str] = {}
    for predicate in predicates:
        values = _values(store, node, predicate, graphs)
        texts |= {
            value.language or "": value.value
            for value in reversed(values)
            if isinstance(value, ox.Literal)
        }
    return dict(sorted(texts.items()))


def _targets(
    store: ox.Store, node: ox.NamedNode, predicate: ox.NamedNode, graphs: Sequence[rdf.Graph]
) -> Iterator[ox.NamedNode | ox.Literal]:
    for value in _values(store, node, predicate, graphs):
        if isinstance(value, ox.NamedNode | ox.Literal):
            yield value
        elif isinstance(value, ox.BlankNode):
            yield from _members(store, value, graphs)


def _values(
    store: ox.Store, node: rdf.Resource, predicate: ox.NamedNode, graphs: Sequence[rdf.Graph]
) -> list[rdf.Term]:
    """Return the values in some graphs, without repetition."""
    values = (value for graph in graphs for value in rdf.values(store, node, predicate, graph))
    return sorted(set(values), key=str)


def _members(
    store: ox.Store, union: ox.BlankNode, graphs: Sequence[rdf.Graph]
) -> Iterator[ox.NamedNode]:
    for graph in graphs:
        for head in rdf.values(store, union, _UNION_OF, graph):
            for member in rdf.items(store, head, graph):
                if isinstance(member, ox.NamedNode):
                    yield member


def _used(store: ox.Store, node: ox.NamedNode, sort: str) -> int:
    """Return the number of things of a class, or of triples with a property or concept."""
    if sort == "concept":
        quads = store.quads_for_pattern(None, None, node, KNOWN)
        return sum(1 for quad in quads if quad.predicate.value not in _STRUCTURE)
    predicate, target = (node, None) if sort == "property" else (RDF_TYPE, node)
    return sum(
        1
        for graph in (KNOWN, provenance())
        for _ in store.quads_for_pattern(None, predicate, target, graph)
    )
