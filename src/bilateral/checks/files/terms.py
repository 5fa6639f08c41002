"""Checks of names: every class, property, concept and thing must be declared, once."""

from __future__ import annotations

from collections import defaultdict
from difflib import get_close_matches
from typing import TYPE_CHECKING

import pyoxigraph as ox

from bilateral.checks.files.index import QUOTING, TYPE, Index, folded, iri, is_concept, is_thing
from bilateral.errors import Issue
from bilateral.rdf.vocabulary import BIL, DCTERMS, EV, OA, OWL, PROV, RDF, RDFS, SKOS, compact

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bilateral.errors import Location
    from bilateral.rdf.turtle.statements import Statement

_OURS = (BIL, EV)
_STANDARD = (RDF, RDFS, OWL)
_UNION = ox.NamedNode(OWL + "unionOf")
_FIRST, _REST = ox.NamedNode(RDF + "first"), ox.NamedNode(RDF + "rest")
_SIDES = {ox.NamedNode(RDFS + "domain"): 0, ox.NamedNode(RDFS + "range"): 1}
# Their subjects and objects are not things of the dataset.
_UNTYPED = (SKOS, DCTERMS, PROV, OA)


def unknown_terms(index: Index) -> Iterator[Issue]:
    """unknown-term: a class, property or concept that nothing declares."""
    for one in index.data():
        if one.predicate == TYPE:
            yield from _declared(index, one.object, "class", one.object_at)
        else:
            # oa:exact and its like are undeclared on purpose: text-leak names them.
            if iri(one.predicate) not in QUOTING:
                yield from _declared(index, one.predicate, "property", one.predicate_at)
            name = iri(one.object)
            if is_concept(name) and name not in index.concepts:
                yield _unknown("concept", name, index.concepts, one.object_at)
            elif name.startswith(_OURS) and name not in index.declared:
                yield _unknown("term", name, index.declared, one.object_at)
    for one in index.of("ontology"):
        if one.predicate == TYPE and iri(one.object).startswith(_OURS):
            yield from _declared(index, one.object, "class", one.object_at)


def _declared(index: Index, term: object, kind: str, at: Location) -> Iterator[Issue]:
    name = iri(term)
    if name and index.declared.get(name) != kind and not name.startswith(_STANDARD):
        known = [one for one, what in index.declared.items() if what == kind]
        yield _unknown(kind, name, known, at)


def _unknown(kind: str, name: str, known: Iterable[str], at: Location) -> Issue:
    near = get_close_matches(compact(name), [compact(one) for one in known], n=2, cutoff=0.6)
    meant = f"; did you mean {' or '.join(near)}?" if near else ""
    return Issue(
        "unknown-term",
        "error",
        f"unknown {kind} {compact(name)}{meant}",
        f"use a declared {kind}, or declare it in ontology/",
        at,
    )


def _meant(name: str, known: Iterable[str]) -> str:
    near = get_close_matches(compact(name), [compact(one) for one in known], n=2, cutoff=0.7)
    return f"; did you mean {' or '.join(near)}?" if near else ""


def dangling(index: Index) -> Iterator[Issue]:
    """dangling-link: a thing that no reference file names."""
    if any(one.location.path.startswith("graph/reference/") for one in index.project.issues):
        # Names in a file that cannot be read would all be reported as missing.
        return
    near_to: dict[str, str] = {}
    for one in index.data():
        for term, at in ((one.subject, one.subject_at), (one.object, one.object_at)):
            name = iri(term)
            if is_thing(name) and name not in index.labelled:
                if name not in near_to:
                    near_to[name] = _meant(name, index.labelled)
                yield Issue(
                    "dangling-link",
                    "error",
                    f"{compact(name)} has no name in any reference file{near_to[name]}",
                    "give it a skos:prefLabel in graph/reference/names.ttl, or correct it",
                    at,
                )


def duplicates(index: Index) -> Iterator[Issue]:
    """duplicate-entity: two things of one class and one name; double-label."""
    by_name: dict[tuple[str, str, str], list[tuple[str, Statement]]] = defaultdict(list)
    for thing, names in sorted(index.labelled.items()):
        seen: dict[str, Statement] = {}
        for one in names:
            if not isinstance(one.object, ox.Literal):
                continue
            language = one.object.language or ""
            if language in seen:
                yield Issue(
                    "double-label",
                    "error",
                    f"{compact(thing)} has two names in the language {language!r}",
                    "keep one as skos:prefLabel, make the other skos:altLabel",
                    one.object_at,
                )
            seen[language] = one
            for class_ in index.types.get(thing, ()):
                by_name[class_, language, folded(one.object.value)].append((thing, one))
    for (class_, _, _), found in sorted(by_name.items()):
        first = found[0][0]
        for thing, one in found[1:]:
            if thing != first:
                yield Issue(
                    "duplicate-entity",
                    "error",
                    f"{compact(thing)} and {compact(first)} are both {compact(class_)} "
                    f"and have the same name",
                    "use one IRI for both, or make the names differ",
                    one.object_at,
                )


def domains_and_ranges(index: Index) -> Iterator[Issue]:
    """domain-range: a thing at one end of a property that does not fit it."""
    allowed = _allowed(index)
    for one in index.data():
        sides = allowed.get(one.predicate.value)
        if sides is None or one.predicate.value.startswith(_UNTYPED):
            continue
        ends = ((one.subject, one.subject_at, 0), (one.object, one.object_at, 1))
        for term, at, side in ends:
            name = iri(term)
            if not sides[side] or not name or (is_thing(name) and not _known(index, name)):
                continue
            stated = index.types.get(name, set())
            classes = {above for c in stated for above in index.above.get(c, {c})}
            # An unknown class has its own message; two for one slip would confuse.
            if not classes & sides[side] and stated <= index.above.keys():
                wanted = ", ".join(sorted(compact(c) for c in sides[side]))
                given = ", ".join(sorted(compact(c) for c in stated)) or "untyped"
                yield Issue(
                    "domain-range",
                    "error",
                    f"{compact(name)} ({given}) cannot be the {('subject', 'object')[side]} "
                    f"of {compact(one.predicate.value)}",
                    f"it must be one of {wanted}: correct the link, or state its class",
                    at,
                )


def _known(index: Index, name: str) -> bool:
    # What has neither name nor class is reported as a link to nothing.
    return name in index.labelled or name in index.types


def _allowed(index: Index) -> dict[str, tuple[set[str], set[str]]]:
    """Return the classes that the domain and the range of each property allow."""
    facts: dict[tuple[object, object], list[object]] = defaultdict(list)
    for one in index.of("ontology"):
        facts[one.subject, one.predicate].append(one.object)
    found: dict[str, tuple[set[str], set[str]]] = {}
    for one in index.of("ontology"):
        side = _SIDES.get(one.predicate)
        if side is not None and iri(one.subject).startswith(_OURS):
            sides = found.setdefault(iri(one.subject), (set(), set()))
            sides[side].update(_classes(facts, one.object))
    return found


def _classes(facts: dict[tuple[object, object], list[object]], term: object) -> Iterator[str]:
    if isinstance(term, ox.NamedNode):
        if term.value.startswith(_OURS) or "MonetaryAmount" in term.value:
            yield term.value
        return
    for cell in facts[term, _UNION]:
        head: object = cell
        while facts[head, _FIRST]:
            yield from _classes(facts, facts[head, _FIRST][0])
            head = facts[head, _REST][0]


def repeated(index: Index) -> Iterator[Issue]:
    """repeated-statement: the same triple twice in one graph of a file."""
    for file in index.project.files:
        seen: set[tuple[object, ...]] = set()
        for one in file.statements:
            # A list and a shape may say the same of different blank nodes, never of one.
            key = (one.subject, one.predicate, one.object, one.graph)
            if key in seen:
                yield Issue(
                    "repeated-statement",
                    "error",
                    f"this is said already: {compact(iri(one.subject))} "
                    f"{compact(one.predicate.value)}",
                    "take one of the two away; one of them may be meant otherwise",
                    one.object_at,
                )
            seen.add(key)


CHECKS = (repeated, unknown_terms, dangling, duplicates, domains_and_ranges)
