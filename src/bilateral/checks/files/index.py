"""What the checks look things up in: the statements of a project, by kind and term."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from typing import TYPE_CHECKING

import pyoxigraph as ox

from bilateral.rdf.terms import provenance
from bilateral.rdf.vocabulary import CONCEPT, ID, OA, OWL, RDF, RDFS, SKOS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bilateral.compile.read import Project
    from bilateral.rdf.turtle.statements import Statement

TYPE = ox.NamedNode(RDF + "type")
PREF_LABEL = ox.NamedNode(SKOS + "prefLabel")
QUOTING = (OA + "exact", OA + "prefix", OA + "suffix")
_DECLARING = {
    OWL + name: kind
    for name, kind in (
        ("Class", "class"),
        ("ObjectProperty", "property"),
        ("DatatypeProperty", "property"),
        ("AnnotationProperty", "property"),
        ("NamedIndividual", "individual"),
    )
}


class Index:
    """The statements of a project, arranged for look-ups.

    Attributes:
        declared: kinds of the terms that the ontology declares: class, property,
            individual.
        concepts: the concepts and schemes of ``ontology/schemes``.
        labelled: the things that a reference file names.
        types: the classes of every thing, as stated in the files.
        above: the classes above each class, the class itself included.
        provenance_graph: the graph of the dataset that says who says what.
    """

    def __init__(self, project: Project) -> None:
        self.project = project
        self.provenance_graph = provenance()
        self.declared: dict[str, str] = {}
        self.concepts: set[str] = set()
        self.labelled: dict[str, list[Statement]] = defaultdict(list)
        self.types: dict[str, set[str]] = defaultdict(set)
        for one in self.of("ontology"):
            kind = _DECLARING.get(iri(one.object)) if one.predicate == TYPE else None
            if kind and iri(one.subject):  # a union of classes has no name
                self.declared[iri(one.subject)] = kind
        for one in self.of("scheme"):
            self.concepts.add(iri(one.subject))
        for one in self.of("reference"):
            if one.predicate == PREF_LABEL:
                self.labelled[iri(one.subject)].append(one)
        for one in self.of("ontology", "source", "reference"):
            if one.predicate == TYPE and isinstance(one.object, ox.NamedNode):
                self.types[iri(one.subject)].add(one.object.value)
        self.above = self._classes()

    def of(self, *kinds: str) -> Iterator[Statement]:
        """Yield the statements of the files of some kinds."""
        for file in self.project.files:
            if file.kind in kinds:
                yield from file.statements

    def data(self) -> Iterator[Statement]:
        """Yield the statements of sources and reference files."""
        return self.of("source", "reference")

    def world(self) -> Iterator[Statement]:
        """Yield what is said about the world: all data but the provenance graph."""
        return (one for one in self.data() if one.graph != self.provenance_graph)

    def provenance(self) -> Iterator[Statement]:
        """Yield what is said about graphs, passages and documents."""
        return (one for one in self.of("source") if one.graph == self.provenance_graph)

    def _classes(self) -> dict[str, set[str]]:
        parents: dict[str, set[str]] = defaultdict(set)
        for one in self.of("ontology"):
            if one.predicate == ox.NamedNode(RDFS + "subClassOf"):
                parents[iri(one.subject)].add(iri(one.object))
        found: dict[str, set[str]] = {}
        for name, kind in self.declared.items():
            if kind == "class":
                seen, waiting = {name}, [name]
                while waiting:
                    higher = parents[waiting.pop()] - seen
                    seen |= higher
                    waiting += higher
                found[name] = seen
        return found


def iri(term: object) -> str:
    """Return the IRI of *term*, or an empty text for literals and blank nodes."""
    return term.value if isinstance(term, ox.NamedNode) else ""


def is_thing(name: str) -> bool:
    """Whether *name* is an entity of the dataset."""
    return name.startswith(ID)


def is_concept(name: str) -> bool:
    """Whether *name* is a concept or a concept scheme."""
    return name.startswith(CONCEPT)


def folded(text: str) -> str:
    """Return *text* without case and marks, for likely duplicates."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return " ".join("".join(ch for ch in plain if not unicodedata.combining(ch)).split())
