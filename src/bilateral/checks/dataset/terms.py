"""Checks of terms: their words, their names, their place in the hierarchy, their use."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

import pyoxigraph as ox

from bilateral.checks.context import Found
from bilateral.checks.files.index import iri
from bilateral.rdf.vocabulary import BIL, EV, OWL, RDF, RDFS, SKOS, compact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bilateral.checks.catalogue import Check
    from bilateral.checks.context import Context
    from bilateral.errors import Issue
    from bilateral.rdf.turtle.statements import Statement

_OURS = (BIL, EV)
_DEFINITIONS = (SKOS + "definition", "http://purl.obolibrary.org/obo/IAO_0000115")
_VAGUE = re.compile(r"(?:And|Or|Other|Misc|Unknown|Various)(?=[A-Z]|$)")
_SCRIPTS = {
    "ja": re.compile("[\u3040-\u30ff\u4e00-\u9fff]"),
    "ur": re.compile("[\u0600-\u06ff\u0750-\u077f]"),
    "en": re.compile("[A-Za-z0-9]"),
}
_SHAPES = {
    "class": re.compile(r"[A-Z][A-Za-z0-9]*"),
    "property": re.compile(r"[a-z][A-Za-z0-9]*"),
}
_TYPE = ox.NamedNode(RDF + "type")


def _literals(context: Context, predicates: tuple[str, ...]) -> Iterator[tuple[Statement, str]]:
    for one in context.index.of("ontology", "scheme", "reference"):
        if one.predicate.value in predicates and isinstance(one.object, ox.Literal):
            yield one, one.object.value


def _definition_form(check: Check, context: Context) -> Found:
    labels: dict[str, str] = {}
    for one, text in _literals(context, (RDFS + "label", SKOS + "prefLabel")):
        if isinstance(one.object, ox.Literal) and one.object.language == "en":
            labels[iri(one.subject)] = text
    issues: list[Issue] = []
    for one, text in _literals(context, _DEFINITIONS):
        if not isinstance(one.object, ox.Literal) or one.object.language != "en":
            continue
        label = labels.get(iri(one.subject), "").casefold()
        plain = text.casefold().rstrip(".")
        words = plain.split()
        wrong = ""
        if len(words) < 5:
            wrong = "has fewer than five words"
        elif not text[0].isupper() or not text.endswith("."):
            wrong = "does not begin with a capital and end with a full stop"
        elif label and set(words) <= {*label.split(), "a", "an", "the", "is", "that", "of"}:
            wrong = "only repeats the label"
        if wrong:
            message = f"the definition of {compact(iri(one.subject))} {wrong}"
            issues.append(context.issue(check, message, at=one.object_at))
    return Found.of(issues)


def _spelling(check: Check, context: Context) -> Found:
    return Found.of(
        [
            context.issue(check, f"{compact(name)} is not written as a {kind} is", *_node(name))
            for name, kind in sorted(context.index.declared.items())
            if name.startswith(_OURS)
            and kind in _SHAPES
            and not _SHAPES[kind].fullmatch(name.partition("#")[2])
        ]
    )


def _vague(check: Check, context: Context) -> Found:
    return Found.of(
        [
            context.issue(check, f"the name {compact(name)} says too little", *_node(name))
            for name in sorted(context.index.declared)
            if name.startswith(_OURS)
            and (_VAGUE.search(name.partition("#")[2]) or name.endswith("#is"))
        ]
    )


def _script(check: Check, context: Context) -> Found:
    issues = []
    for one in context.index.of("ontology", "scheme", "reference", "source"):
        if not isinstance(one.object, ox.Literal):
            continue
        language, text = one.object.language, one.object.value
        wanted = _SCRIPTS.get(language or "")
        if wanted and not wanted.search(text):
            message = f"{text!r} is tagged {language} and not written in its script"
            issues.append(context.issue(check, message, at=one.object_at))
    return Found.of(issues)


def _siblings(check: Check, context: Context) -> Found:
    children: dict[str, set[str]] = defaultdict(set)
    for one in context.index.of("ontology"):
        if one.predicate.value == RDFS + "subClassOf" and iri(one.subject).startswith(_OURS):
            parent = iri(one.object)
            if parent.startswith(_OURS):
                children[parent].add(iri(one.subject))
    roots = {name for name, kind in context.index.declared.items() if kind == "class"}
    below = {one for found in children.values() for one in found}
    children[OWL + "Thing"] = {one for one in roots - below if one.startswith(_OURS)}
    apart = set(_disjoint(context.ontology))
    waived = {
        frozenset(name.replace("bil:", BIL).replace("ev:", EV).split(" and "))
        for name in context.waivers.get(check.codes[0] + " pairs", {})
    }
    issues = [
        context.issue(check, f"{compact(a)} and {compact(b)} may overlap", *_node(b))
        for parent, found in sorted(children.items())
        for a, b in combinations(sorted(found), 2)
        if frozenset((a, b)) not in apart | waived and parent
    ]
    return Found.of(issues)


def _disjoint(store: ox.Store) -> Iterator[frozenset[str]]:
    """Yield the pairs of classes that are said, or follow, to have no member in common."""
    text = """
    SELECT DISTINCT ?a ?b WHERE {
      { ?one owl:disjointWith ?two }
      UNION { ?all owl:members/rdf:rest*/rdf:first ?one , ?two }
      FILTER (?one != ?two)
      ?a rdfs:subClassOf* ?one . ?b rdfs:subClassOf* ?two .
    }"""
    rows = store.query(text, prefixes={"owl": OWL, "rdf": RDF, "rdfs": RDFS})
    if isinstance(rows, ox.QuerySolutions):
        for row in rows:
            yield frozenset((iri(row["a"]), iri(row["b"])))


def _used(context: Context) -> set[str]:
    found: set[str] = set()
    for quad in context.dataset or ():
        found.add(quad.predicate.value)
        if quad.predicate == _TYPE:
            found.add(iri(quad.object))
    return found


def _unused(check: Check, context: Context) -> Found:
    if context.dataset is None:
        return Found.skip("the curated files are not valid: correct them first")
    used = _used(context)
    return _share(
        check, context, {name for name in _terms(context) if name not in used}, 0.1, "is not used"
    )


def _unasked(check: Check, context: Context) -> Found:
    from bilateral.questions.scan import Scan
    from bilateral.rdf.vocabulary import expand

    asked: set[str] = set()
    for path in sorted((context.root / "queries").glob("*.rq")):
        for token in Scan(path.read_text(encoding="utf-8")).tokens:
            if token.kind == "name":
                asked.add(expand(token.text) or "")
    # Asking for something above a term asks for the term too.
    reached = {name for name in _terms(context) if asked & _above(context, name)}
    return _share(check, context, set(_terms(context)) - reached, 0.0, "is needed by no question")


def _above(context: Context, name: str) -> set[str]:
    links = (RDFS + "subClassOf", RDFS + "subPropertyOf", OWL + "inverseOf")
    found, waiting = {name}, [name]
    while waiting:
        node = ox.NamedNode(waiting.pop())
        for link in links:
            for quad in context.ontology.quads_for_pattern(
                node, ox.NamedNode(link), None, ox.DefaultGraph()
            ):
                if iri(quad.object) and iri(quad.object) not in found:
                    found.add(iri(quad.object))
                    waiting.append(iri(quad.object))
    return found


def _terms(context: Context) -> list[str]:
    return sorted(
        name
        for name, kind in context.index.declared.items()
        if name.startswith(_OURS) and kind in ("class", "property")
    )


def _share(check: Check, context: Context, bad: set[str], allowed: float, what: str) -> Found:
    """Return the share of *bad* terms; problems only where it is above what is allowed."""
    total = len(_terms(context))
    figure = f"{len(bad)} of {total}"
    if total and len(bad) / total <= allowed:
        return Found(figure, [])
    return Found(
        figure, [context.issue(check, f"{compact(one)} {what}", *_node(one)) for one in sorted(bad)]
    )


def _node(name: str) -> tuple[ox.NamedNode, ox.NamedNode]:
    return ox.NamedNode(name), _TYPE


DECIDERS = {
    "C6": _definition_form,
    "C8": _spelling,
    "C11": _script,
    "D4": _siblings,
    "D8": _vague,
    "D12": _unused,
    "D13": _unasked,
}
