"""The reference of the ontology as one HTML page, in English, Japanese and Urdu."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from bilateral._version import __version__
from bilateral.rdf.vocabulary import BIL, CONCEPT, DCTERMS, EV, OWL, RDF, RDFS, SKOS, compact

if TYPE_CHECKING:
    from collections.abc import Iterable

_TEMPLATE = Path(__file__).with_name("templates") / "reference.html"
_KINDS = {
    "Class": "Classes",
    "ObjectProperty": "Links",
    "DatatypeProperty": "Values",
    "AnnotationProperty": "Notes",
    "Datatype": "Datatypes",
    "NamedIndividual": "Individuals",
    "ConceptScheme": "Concept schemes",
    "Concept": "Concepts",
}
LANGUAGES = ("en", "ja", "ur")
_SHOWN = {
    RDFS + "subClassOf": "is a kind of",
    RDFS + "subPropertyOf": "is a kind of",
    RDFS + "domain": "from",
    RDFS + "range": "to",
    OWL + "inverseOf": "inverse",
    SKOS + "inScheme": "in",
    SKOS + "broader": "below",
    SKOS + "notation": "notation",
}


class Term(NamedTuple):
    """An entry of the page; the texts are by language."""

    iri: str
    name: str
    anchor: str
    labels: dict[str, str]
    definitions: dict[str, str]
    examples: list[str]
    facts: list[tuple[str, list[tuple[str, str]]]]


def reference(triples: Iterable[ox.Triple]) -> str:
    """Return the page for the terms and concepts that *triples* describe.

    Args:
        triples: the ontologies and the concept schemes.
    """
    from jinja2 import Environment

    sections = _sections(list(triples))
    # Everything read from data is escaped.
    template = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(
        _TEMPLATE.read_text(encoding="utf-8")
    )
    return template.render(sections=sections, languages=LANGUAGES, version=__version__)


def anchor(iri: str) -> str:
    """Return the place of a term on the page: its fragment, or for a concept its name."""
    for space, prefix in ((BIL, ""), (EV, "ev-"), (CONCEPT, "c-")):
        if iri.startswith(space):
            return prefix + iri.removeprefix(space)
    return ""


def _sections(triples: list[ox.Triple]) -> dict[str, list[Term]]:
    about: dict[str, list[ox.Triple]] = defaultdict(list)
    lists: dict[str, list[ox.Triple]] = defaultdict(list)
    for one in triples:
        if isinstance(one.subject, ox.NamedNode):
            about[one.subject.value].append(one)
        else:
            lists[str(one.subject)].append(one)
    sections: dict[str, list[Term]] = {title: [] for title in _KINDS.values()}
    for iri, found in about.items():
        kinds = [_name(one.object) for one in found if one.predicate.value == RDF + "type"]
        title = next((_KINDS[kind] for kind in _KINDS if kind in kinds), None)
        if title and anchor(iri):
            sections[title].append(_term(iri, found, lists))
    return {
        title: sorted(terms, key=lambda term: term.anchor)
        for title, terms in sections.items()
        if terms
    }


def _name(term: object) -> str:
    if not isinstance(term, ox.NamedNode):
        return ""
    return term.value.replace("#", "/").rpartition("/")[2]


def _term(iri: str, found: list[ox.Triple], lists: dict[str, list[ox.Triple]]) -> Term:
    def texts(*predicates: str) -> dict[str, str]:
        return {
            one.object.language or "": one.object.value
            for predicate in predicates
            for one in found
            if one.predicate.value == predicate and isinstance(one.object, ox.Literal)
        }

    facts = []
    for predicate, title in _SHOWN.items():
        values = [
            pair
            for one in found
            if one.predicate.value == predicate
            for pair in _values(one.object, lists)
        ]
        if values:
            facts.append((title, sorted(values)))
    return Term(
        iri,
        compact(iri),
        anchor(iri),
        texts(RDFS + "label", SKOS + "prefLabel"),
        texts(DCTERMS + "description", SKOS + "definition"),
        [
            one.object.value
            for one in found
            if one.predicate.value == SKOS + "example" and isinstance(one.object, ox.Literal)
        ],
        facts,
    )


def _values(term: object, lists: dict[str, list[ox.Triple]]) -> list[tuple[str, str]]:
    """Return (name, anchor) of a term; the members of a union one by one."""
    if isinstance(term, ox.NamedNode):
        return [(compact(term.value), anchor(term.value))]
    if isinstance(term, ox.Literal):
        return [(term.value, "")]
    return [
        pair
        for one in lists.get(str(term), [])
        if one.predicate.value in (OWL + "unionOf", RDF + "first", RDF + "rest")
        and one.object != ox.NamedNode(RDF + "nil")
        for pair in _values(one.object, lists)
    ]
