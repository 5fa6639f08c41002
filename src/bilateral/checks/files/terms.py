"""Checks of names: every class, property, concept and thing must be declared, once."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import pyoxigraph as ox

from bilateral.checks.catalogue import issue
from bilateral.checks.files.index import (
    OWN,
    QUOTING,
    Index,
    ends,
    iri,
    is_concept,
    is_thing,
    is_type,
    language,
)
from bilateral.find.fold import fold
from bilateral.rdf.graph import items, values
from bilateral.rdf.vocabulary import DCTERMS, OA, OWL, PROV, RDF, RDFS, SKOS, compact
from bilateral.text import closest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bilateral.errors import Issue, Location
    from bilateral.rdf.graph import Term
    from bilateral.rdf.turtle.statements import Statement

_STANDARD = (RDF, RDFS, OWL)
_UNION = ox.NamedNode(OWL + "unionOf")
_ENDS = (("subject", ox.NamedNode(RDFS + "domain")), ("object", ox.NamedNode(RDFS + "range")))
# Each costs a comparison with every name; a lost file of names would take minutes.
_MAX_SUGGESTIONS = 50
# Their subjects and objects are not things of the dataset.
_UNTYPED = (SKOS, DCTERMS, PROV, OA)


def unknown_terms(index: Index) -> Iterator[Issue]:
    """Find classes, properties and concepts that nothing declares."""
    for statement in index.data():
        if is_type(statement):
            yield from _undeclared(index, statement.object, "class", statement.object_at)
            continue
        # oa:exact and its like are undeclared on purpose: text-leak names them.
        if iri(statement.predicate) not in QUOTING:
            yield from _undeclared(index, statement.predicate, "property", statement.predicate_at)
        name = iri(statement.object)
        if is_concept(name) and name not in index.concepts:
            yield _unknown("concept", name, index.concepts, statement.object_at)
        elif name.startswith(OWN) and name not in index.declared:
            yield _unknown("term", name, index.declared, statement.object_at)
    for statement in index.of("ontology"):
        if is_type(statement) and iri(statement.object).startswith(OWN):
            yield from _undeclared(index, statement.object, "class", statement.object_at)


def _undeclared(index: Index, term: Term, kind: str, location: Location) -> Iterator[Issue]:
    name = iri(term)
    if name and index.declared.get(name) != kind and not name.startswith(_STANDARD):
        known = [other for other, of_kind in index.declared.items() if of_kind == kind]
        yield _unknown(kind, name, known, location)


def _unknown(kind: str, name: str, known: Iterable[str], location: Location) -> Issue:
    return issue(
        "unknown-term",
        f"unknown {kind} {compact(name)}{_suggested(name, known)}",
        location,
        f"use a declared {kind}, or declare it in ontology/",
    )


def _suggested(name: str, known: Iterable[str]) -> str:
    candidates = closest(compact(name), map(compact, known), limit=2)
    return f"; did you mean {' or '.join(candidates)}?" if candidates else ""


def dangling(index: Index) -> Iterator[Issue]:
    """Find things that no reference file names."""
    unread = [problem.location.path for problem in index.project.issues]
    if any(path.startswith("graph/reference/") for path in unread):
        # Names in a file that cannot be read would all be reported as missing.
        return
    suggestions: dict[str, str] = {}
    for statement in index.data():
        for term, location in ends(statement):
            name = iri(term)
            if is_thing(name) and name not in index.labels:
                if name not in suggestions and len(suggestions) < _MAX_SUGGESTIONS:
                    suggestions[name] = _suggested(name, index.labels)
                suggested = suggestions.get(name, "")
                message = f"{compact(name)} has no name in any reference file{suggested}"
                yield issue("dangling-link", message, location)


def labels(index: Index) -> Iterator[Issue]:
    """Find things with two preferred labels in one language."""
    for thing, statements in sorted(index.labels.items()):
        tags: set[str] = set()
        for statement in statements:
            if isinstance(statement.object, ox.Literal):
                tag = language(statement)
                if tag in tags:
                    message = f"{compact(thing)} has two names in the language {tag!r}"
                    yield issue("double-label", message, statement.object_at)
                tags.add(tag)


def duplicates(index: Index) -> Iterator[Issue]:
    """Find two things of one class with the same name."""
    by_label: dict[tuple[str, str, str], list[tuple[str, Statement]]] = defaultdict(list)
    for thing, statements in sorted(index.labels.items()):
        for statement in statements:
            if isinstance(statement.object, ox.Literal):
                label = language(statement), fold(statement.object.value)
                for cls in index.types.get(thing, ()):
                    by_label[cls, *label].append((thing, statement))
    for (cls, _, _), namesakes in sorted(by_label.items()):
        first = namesakes[0][0]
        for thing, statement in namesakes[1:]:
            if thing != first:
                message = (
                    f"{compact(thing)} and {compact(first)} are both {compact(cls)} "
                    f"and have the same name"
                )
                yield issue("duplicate-entity", message, statement.object_at)


def domains_and_ranges(index: Index) -> Iterator[Issue]:
    """Find things at one end of a property that do not fit it."""
    allowed = [_allowed(index, predicate) for _, predicate in _ENDS]
    for statement in index.data():
        if statement.predicate.value.startswith(_UNTYPED):
            continue
        sides = zip(_ENDS, allowed, ends(statement), strict=True)
        for (end, _), classes, (term, location) in sides:
            expected = classes.get(statement.predicate.value)
            name = iri(term)
            if expected and not _fits(index, name, expected):
                message = (
                    f"{compact(name)} ({_stated(index, name)}) cannot be the {end} "
                    f"of {compact(statement.predicate.value)}"
                )
                listed = ", ".join(sorted(map(compact, expected)))
                step = f"it must be one of {listed}: correct the link, or state its class"
                yield issue("domain-range", message, location, step)


def _fits(index: Index, name: str, expected: set[str]) -> bool:
    # What has neither name nor class is reported as a link to nothing.
    known = name in index.labels or name in index.types
    if not name or (is_thing(name) and not known):
        return True
    stated = index.types.get(name, set())
    # An unknown class has its own message; two for one slip would confuse.
    if not stated <= index.superclasses.keys():
        return True
    return any(index.superclasses[cls] & expected for cls in stated)


def _stated(index: Index, name: str) -> str:
    return ", ".join(sorted(map(compact, index.types.get(name, ())))) or "untyped"


def _allowed(index: Index, predicate: ox.NamedNode) -> dict[str, set[str]]:
    """Return the classes that the domain, or the range, of each own property allows."""
    return {
        name: {
            cls
            for target in values(index.ontology, ox.NamedNode(name), predicate)
            for cls in _classes(index.ontology, target)
        }
        for name in index.own_terms("property")
    }


def _classes(ontology: ox.Store, target: Term) -> Iterator[str]:
    """Yield a class, or the classes of a union; those of other vocabularies say nothing here."""
    if isinstance(target, ox.NamedNode):
        if target.value.startswith(OWN) or "MonetaryAmount" in target.value:
            yield target.value
    elif isinstance(target, ox.BlankNode):
        for union in values(ontology, target, _UNION):
            for member in items(ontology, union):
                yield from _classes(ontology, member)


def repeated(index: Index) -> Iterator[Issue]:
    """Find triples that stand twice in one graph of a file."""
    for file in index.project.files:
        earlier: set[tuple[object, ...]] = set()
        for statement in file.statements:
            # A list and a shape may say the same of different blank nodes, never of one.
            quad = (statement.subject, statement.predicate, statement.object, statement.graph)
            if quad in earlier:
                subject, predicate = iri(statement.subject), statement.predicate.value
                message = f"this triple is repeated: {compact(subject)} {compact(predicate)}"
                yield issue("repeated-statement", message, statement.object_at)
            earlier.add(quad)


CHECKS = (repeated, unknown_terms, dangling, labels, duplicates, domains_and_ranges)
