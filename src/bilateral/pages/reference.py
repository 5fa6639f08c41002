"""The reference of the ontology as one HTML page, in each language of its labels."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from bilateral._version import __version__
from bilateral.pages.shared.languages import direction, translated
from bilateral.pages.shared.scripts import asset
from bilateral.rdf.terms import KNOWN, RDF_TYPE
from bilateral.rdf.vocabulary import BIL, CONCEPT, EV, compact
from bilateral.text import inline
from bilateral.views.terms import Relation, describe

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bilateral.views.terms import Description

# Sections of the page by class; a term of several classes stands in the first of them.
_SECTIONS = {
    "Class": "Classes",
    "ObjectProperty": "Links",
    "DatatypeProperty": "Values",
    "AnnotationProperty": "Notes",
    "Datatype": "Datatypes",
    "NamedIndividual": "Individuals",
    "ConceptScheme": "Concept schemes",
    "Concept": "Concepts",
}
_RELATIONS = {
    Relation.SUBCLASS_OF: "is a kind of",
    Relation.SUBPROPERTY_OF: "is a kind of",
    Relation.DOMAIN: "from",
    Relation.RANGE: "to",
    Relation.INVERSE_OF: "inverse",
    Relation.IN_SCHEME: "in",
    Relation.BROADER: "below",
    Relation.NOTATION: "notation",
}


class Entry(NamedTuple):
    """A term of the page; ``facts`` has names with their places on the page by relation."""

    name: str
    anchor: str
    labels: dict[str, str]
    definitions: dict[str, str]
    examples: tuple[str, ...]
    facts: list[tuple[str, list[tuple[str, str]]]]


def reference(triples: Iterable[ox.Triple]) -> str:
    """Return the page for the terms and concepts that *triples* describe.

    Args:
        triples: the ontologies and the concept schemes.
    """
    from jinja2 import Environment

    # Everything read from data is escaped.
    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    environment.globals.update(direction=direction, languages=("en", *translated()))
    template = environment.from_string(asset("templates/reference.html"))
    style = inline(asset("shared/base.css") + asset("templates/reference.css"))
    return template.render(sections=_sections(triples), version=__version__, style=style)


def anchor(iri: str) -> str:
    """Return the place of a term on the page: its fragment, or for a concept its name."""
    for space, prefix in ((BIL, ""), (EV, "ev-"), (CONCEPT, "c-")):
        if iri.startswith(space):
            return prefix + iri.removeprefix(space)
    return ""


def _sections(triples: Iterable[ox.Triple]) -> dict[str, list[Entry]]:
    store = ox.Store()
    store.extend(ox.Quad(*triple) for triple in triples)
    classes: dict[str, set[str]] = {}
    for quad in store.quads_for_pattern(None, RDF_TYPE, None, KNOWN):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode):
            name = quad.object.value.replace("#", "/").rpartition("/")[2]
            classes.setdefault(quad.subject.value, set()).add(name)
    sections: dict[str, list[Entry]] = {title: [] for title in _SECTIONS.values()}
    for iri in sorted(classes, key=anchor):
        title = next((_SECTIONS[name] for name in _SECTIONS if name in classes[iri]), None)
        if title and anchor(iri):
            description = describe(store, ox.NamedNode(iri), (KNOWN,))
            sections[title].append(_entry(iri, description))
    return {title: entries for title, entries in sections.items() if entries}


def _entry(iri: str, description: Description) -> Entry:
    return Entry(
        name=compact(iri),
        anchor=anchor(iri),
        labels=description.labels,
        definitions=description.definitions,
        examples=tuple(description.examples.values()),
        facts=[
            (title, sorted(map(_reference, description.relations[relation])))
            for relation, title in _RELATIONS.items()
            if relation in description.relations
        ],
    )


def _reference(value: ox.NamedNode | ox.Literal) -> tuple[str, str]:
    """Return the name of a value and its place on the page, if it has one."""
    if isinstance(value, ox.Literal):
        return value.value, ""
    return compact(value.value), anchor(value.value)
