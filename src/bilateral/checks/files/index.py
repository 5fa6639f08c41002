"""What the checks look things up in: the statements of a project, by kind and term."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import pyoxigraph as ox

from bilateral.rdf.graph import closure
from bilateral.rdf.terms import PREF_LABEL, RDF_TYPE, SUBCLASS_OF, provenance
from bilateral.rdf.vocabulary import BIL, CONCEPT, EV, ID, OA, OWL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bilateral.compile.read import Project
    from bilateral.errors import Location
    from bilateral.rdf.graph import Term
    from bilateral.rdf.turtle.statements import Statement

# The namespaces of the terms that the ontology of the project defines.
OWN = (BIL, EV)
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
        labels: the preferred labels of the things that a reference file names.
        types: the classes of every thing, as stated in the files.
        ontology: the triples of the ontology.
        superclasses: the classes above each class, the class itself included.
        provenance_graph: the graph of the dataset that says who says what.
    """

    def __init__(self, project: Project) -> None:
        self.project = project
        self.provenance_graph = provenance()
        self.declared: dict[str, str] = {}
        self.labels: dict[str, list[Statement]] = defaultdict(list)
        self.types: dict[str, set[str]] = defaultdict(set)
        for statement in self.of("ontology"):
            kind = _DECLARING.get(iri(statement.object)) if is_type(statement) else None
            if kind and iri(statement.subject):  # a union of classes has no name
                self.declared[iri(statement.subject)] = kind
        self.concepts = {iri(statement.subject) for statement in self.of("scheme")}
        for statement in self.of("reference"):
            if statement.predicate == PREF_LABEL:
                self.labels[iri(statement.subject)].append(statement)
        for statement in self.of("ontology", "source", "reference"):
            if is_type(statement) and isinstance(statement.object, ox.NamedNode):
                self.types[iri(statement.subject)].add(statement.object.value)
        self.ontology = ox.Store()
        self.ontology.extend(
            ox.Quad(statement.subject, statement.predicate, statement.object)
            for statement in self.of("ontology")
        )
        self.superclasses = {
            name: {name} | {cls.value for cls in self._above(name)}
            for name, kind in self.declared.items()
            if kind == "class"
        }

    def _above(self, name: str) -> set[ox.NamedNode]:
        return closure(self.ontology, ox.NamedNode(name), SUBCLASS_OF)

    def of(self, *kinds: str) -> Iterator[Statement]:
        """Yield the statements of the files of some kinds."""
        for file in self.project.files:
            if file.kind in kinds:
                yield from file.statements

    def all(self) -> Iterator[Statement]:
        """Yield the statements of all files."""
        return self.of("ontology", "scheme", "reference", "source")

    def literals(self) -> Iterator[tuple[Statement, ox.Literal]]:
        """Yield the statements of all files whose object is a literal, with that."""
        for statement in self.all():
            if isinstance(statement.object, ox.Literal):
                yield statement, statement.object

    def data(self) -> Iterator[Statement]:
        """Yield the statements of sources and reference files."""
        return self.of("source", "reference")

    def world(self) -> Iterator[Statement]:
        """Yield what is said about the world: all data but the provenance graph."""
        return (statement for statement in self.data() if statement.graph != self.provenance_graph)

    def provenance(self) -> Iterator[Statement]:
        """Yield what is said about graphs, passages and documents."""
        return (
            statement for statement in self.of("source") if statement.graph == self.provenance_graph
        )

    def own_terms(self, *kinds: str) -> list[str]:
        """Return the declared terms of some kinds that are the project's own, sorted."""
        return sorted(
            name
            for name, kind in self.declared.items()
            if name.startswith(OWN) and (kind in kinds or not kinds)
        )

    def members(self, cls: str) -> set[str]:
        """Return the things of a class and of the classes below it."""
        return {
            thing
            for thing, classes in self.types.items()
            if any(cls in self.superclasses.get(name, {name}) for name in classes)
        }


def iri(term: object) -> str:
    """Return the IRI of *term*, or an empty text for literals and blank nodes."""
    return term.value if isinstance(term, ox.NamedNode) else ""


def is_type(statement: Statement) -> bool:
    """Whether *statement* says of which class a thing is."""
    return statement.predicate == RDF_TYPE


def language(statement: Statement) -> str:
    """Return the language of the text of *statement*, or an empty text."""
    value = statement.object
    return (value.language or "") if isinstance(value, ox.Literal) else ""


def ends(statement: Statement) -> tuple[tuple[Term, Location], tuple[Term, Location]]:
    """Return subject and object of *statement*, each with its place."""
    return (statement.subject, statement.subject_at), (statement.object, statement.object_at)


def is_thing(name: str) -> bool:
    """Whether *name* is an entity of the dataset."""
    return name.startswith(ID)


def is_concept(name: str) -> bool:
    """Whether *name* is a concept or a concept scheme."""
    return name.startswith(CONCEPT)
