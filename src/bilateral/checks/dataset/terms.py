"""Checks of terms: their words, their names, their place in the hierarchy, their use."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

import pyoxigraph as ox

from bilateral.checks.context import Finding
from bilateral.checks.files.index import OWN, iri
from bilateral.rdf.graph import reachable
from bilateral.rdf.terms import INVERSE_OF, RDF_TYPE, SUBCLASS_OF, SUBPROPERTY_OF
from bilateral.rdf.vocabulary import OWL, RDF, RDFS, SKOS, compact, expand

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bilateral.checks.catalogue import Check
    from bilateral.checks.context import Context
    from bilateral.errors import Issue
    from bilateral.rdf.turtle.statements import Statement

_LABELS = (RDFS + "label", SKOS + "prefLabel")
_DEFINITIONS = (SKOS + "definition", "http://purl.obolibrary.org/obo/IAO_0000115")
_VAGUE = re.compile(r"(?:And|Or|Other|Misc|Unknown|Various)(?=[A-Z]|$)")
_SCRIPTS = {
    "ja": re.compile("[\u3040-\u30ff\u4e00-\u9fff]"),
    "ur": re.compile("[\u0600-\u06ff\u0750-\u077f]"),
    "en": re.compile("[A-Za-z0-9]"),
}
_SPELLINGS = {
    "class": re.compile(r"[A-Z][A-Za-z0-9]*"),
    "property": re.compile(r"[a-z][A-Za-z0-9]*"),
}
_HIERARCHY = (SUBCLASS_OF, SUBPROPERTY_OF, INVERSE_OF)
_MAX_UNUSED = 0.1
# A definition that has no other words than these and the label says nothing.
_FILLERS = {"a", "an", "the", "is", "that", "of"}
_DISJOINT = """
SELECT DISTINCT ?a ?b WHERE {
  { ?above_a owl:disjointWith ?above_b }
  UNION { ?all owl:members/rdf:rest*/rdf:first ?above_a , ?above_b }
  FILTER (?above_a != ?above_b)
  ?a rdfs:subClassOf* ?above_a . ?b rdfs:subClassOf* ?above_b .
}"""


def _english(context: Context, predicates: tuple[str, ...]) -> Iterator[tuple[Statement, str]]:
    for statement in context.index.of("ontology", "scheme", "reference"):
        value = statement.object
        if statement.predicate.value not in predicates or not isinstance(value, ox.Literal):
            continue
        if value.language == "en":
            yield statement, value.value


def _definition_form(check: Check, context: Context) -> Finding:
    labels = {iri(statement.subject): text for statement, text in _english(context, _LABELS)}
    issues: list[Issue] = []
    for statement, text in _english(context, _DEFINITIONS):
        name = iri(statement.subject)
        fault = _definition_fault(text, labels.get(name, "").casefold())
        if fault:
            message = f"the definition of {compact(name)} {fault}"
            issues.append(context.issue(check, message, at=statement.object_at))
    return Finding.of(issues)


def _definition_fault(text: str, label: str) -> str:
    words = text.casefold().rstrip(".").split()
    if len(words) < 5:
        return "has fewer than five words"
    if not text[0].isupper() or not text.endswith("."):
        return "does not begin with a capital and end with a full stop"
    if label and set(words) <= {*label.split(), *_FILLERS}:
        return "only repeats the label"
    return ""


def _spelling(check: Check, context: Context) -> Finding:
    return Finding.of(
        [
            _term_issue(check, context, name, f"is not written as a {kind} is")
            for kind, spelling in _SPELLINGS.items()
            for name in context.index.own_terms(kind)
            if not spelling.fullmatch(name.partition("#")[2])
        ]
    )


def _vague(check: Check, context: Context) -> Finding:
    return Finding.of(
        [
            context.issue(check, f"the name {compact(name)} says too little", *_place(name))
            for name in context.index.own_terms()
            if _VAGUE.search(name.partition("#")[2]) or name.endswith("#is")
        ]
    )


def _script(check: Check, context: Context) -> Finding:
    issues = []
    for statement, literal in context.index.literals():
        script = _SCRIPTS.get(literal.language or "")
        if script and not script.search(literal.value):
            message = (
                f"{literal.value!r} is tagged {literal.language} and not written in its script"
            )
            issues.append(context.issue(check, message, at=statement.object_at))
    return Finding.of(issues)


def _siblings(check: Check, context: Context) -> Finding:
    children: dict[str, set[str]] = defaultdict(set)
    for statement in context.index.of("ontology"):
        child, parent = iri(statement.subject), iri(statement.object)
        if statement.predicate == SUBCLASS_OF and child.startswith(OWN) and parent.startswith(OWN):
            children[parent].add(child)
    below = set().union(*children.values())
    children[OWL + "Thing"] = set(context.index.own_terms("class")) - below
    excused = _disjoint(context.ontology) | context.waivers.get(check.codes[0], {}).keys()
    return Finding.of(
        [
            context.issue(check, f"{compact(a)} and {compact(b)} may overlap", *_place(b))
            for _, siblings in sorted(children.items())
            for a, b in combinations(sorted(siblings), 2)
            if frozenset((a, b)) not in excused
        ]
    )


def _disjoint(store: ox.Store) -> set[frozenset[str]]:
    """Return the pairs of classes that are said, or follow, to have no member in common."""
    rows = store.query(_DISJOINT, prefixes={"owl": OWL, "rdf": RDF, "rdfs": RDFS})
    if not isinstance(rows, ox.QuerySolutions):
        raise TypeError("the query for disjoint classes is not a SELECT query")
    return {frozenset((iri(row["a"]), iri(row["b"]))) for row in rows}


def _unused(check: Check, context: Context) -> Finding:
    used: set[str] = set()
    for quad in context.dataset:
        used.add(quad.predicate.value)
        if quad.predicate == RDF_TYPE:
            used.add(iri(quad.object))
    terms = context.index.own_terms("class", "property")
    unused = [name for name in terms if name not in used]
    issues = [_term_issue(check, context, name, "is not used") for name in unused]
    tolerated = not terms or len(unused) / len(terms) <= _MAX_UNUSED
    return Finding(f"{len(unused)} of {len(terms)}", [] if tolerated else issues)


def _unasked(check: Check, context: Context) -> Finding:
    from bilateral.questions.scan import Scan

    queried: set[str] = set()
    for path in sorted((context.root / "queries").glob("*.rq")):
        for token in Scan(path.read_text(encoding="utf-8")).tokens:
            if token.kind == "name":
                queried.add(expand(token.text) or "")
    terms = context.index.own_terms("class", "property")
    # Asking for something above a term asks for the term too.
    unasked = [
        name for name in terms if name not in queried and not queried & _above(context, name)
    ]
    issues = [_term_issue(check, context, name, "is needed by no question") for name in unasked]
    return Finding(f"{len(unasked)} of {len(terms)}", issues)


def _above(context: Context, name: str) -> set[str]:
    """Return what is above a term, in its hierarchy or across an inverse."""

    def links(node: ox.NamedNode) -> Iterable[ox.NamedNode]:
        quads = context.ontology.quads_for_pattern(node, None, None, ox.DefaultGraph())
        return (
            quad.object
            for quad in quads
            if quad.predicate in _HIERARCHY and isinstance(quad.object, ox.NamedNode)
        )

    return {node.value for node in reachable(ox.NamedNode(name), links)}


def _term_issue(check: Check, context: Context, name: str, fault: str) -> Issue:
    return context.issue(check, f"{compact(name)} {fault}", *_place(name))


def _place(name: str) -> tuple[ox.NamedNode, ox.NamedNode]:
    return ox.NamedNode(name), RDF_TYPE


DECIDERS = {
    "C6": _definition_form,
    "C8": _spelling,
    "C11": _script,
    "D4": _siblings,
    "D8": _vague,
    "D12": _unused,
    "D13": _unasked,
}
