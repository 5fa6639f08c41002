"""What the page knows: facts with their sentences, names, sources and disagreements."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from bilateral.evidence.citations import citations
from bilateral.evidence.labels import translations
from bilateral.evidence.places import Place, places_of
from bilateral.rdf.terms import provenance
from bilateral.rdf.vocabulary import BIL, DCTERMS, EV, RDF, SKOS, compact

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from bilateral.evidence.facts import Fact

LANGUAGES = ("ja", "ur")
# Shown elsewhere on the page, or computed for comparison only.
_UNSHOWN = frozenset({RDF + "type", SKOS + "prefLabel"})
_COMPUTED = ("notBefore", "notAfter")
_STRING = "http://www.w3.org/2001/XMLSchema#string"
_DEFAULT = ox.DefaultGraph()


def useful(found: list[Fact]) -> list[Fact]:
    """Leave out what was inferred between things that a stated fact joins already."""
    joined = {frozenset((one.subject, one.target)) for one in found if not one.inferred}
    # A term of another vocabulary says the same as ours, from which it follows.
    ours = {(one.subject, one.target) for one in found if one.predicate.startswith(BIL)}
    called = {
        (one.subject, one.value.value) for one in found if one.predicate == SKOS + "prefLabel"
    }

    def repeats(one: Fact) -> bool:
        if one.predicate == SKOS + "altLabel":
            return (one.subject, one.value.value) in called
        ends = (one.subject, one.target)
        foreign = not one.predicate.startswith(BIL) and ends in ours
        return one.inferred and bool(one.target) and (frozenset(ends) in joined or foreign)

    return [
        one
        for one in found
        if one.predicate not in _UNSHOWN
        and not one.predicate.endswith(_COMPUTED)
        and not repeats(one)
    ] + [one for one in found if one.predicate == SKOS + "prefLabel"]


def data(
    store: ox.Store,
    found: list[Fact],
    names: dict[str, str],
    held: Mapping[str, str],
) -> dict[str, Any]:
    """Return all that the page says of the things in *held*, ready for packing.

    Args:
        found: the facts, folded, as :func:`useful` leaves them.
        names: the English name of things, concepts, classes and properties.
        held: the things that are on the page, with the local name of their class.
    """
    places: dict[Place, int] = {}

    def numbers(mentioned: Iterable[Place]) -> list[int]:
        return [places.setdefault(one, len(places)) for one in mentioned]

    rows = []
    named: set[str] = set()
    for fact in found:
        if fact.predicate in _UNSHOWN or fact.subject not in held:
            continue
        said = fact.places or (_traced(store, fact) if fact.inferred else ())
        named.update((fact.predicate, fact.target))
        rows.append(_row(store, fact, numbers(said)))
    stances = {
        fact.subject: fact.target
        for fact in found
        if fact.predicate == BIL + "hasStance" and fact.subject in held
    }
    disputes = [
        (things, about, [[v, p, numbers(said)] for v, p, said in positions], reason)
        for things, about, positions, reason in _disputes(store, names, held)
    ]
    kinds = {BIL + kind for kind in held.values()}
    wanted = named | kinds | {one[1] for one in disputes} | set(stances.values())
    translated = translations(store, LANGUAGES)
    sources = sorted({one.source for one in places})
    return {
        "facts": rows,
        "stances": stances,
        "disputes": disputes,
        "names": {
            iri: _trimmed(
                names.get(iri, compact(iri)), *(translated[lang].get(iri, "") for lang in LANGUAGES)
            )
            for iri in sorted(wanted - {""} - set(held))
        },
        "places": [{"s": place.source, "t": place.position} for place in places],
        "sources": {source: _source(store, source) for source in sources},
    }


def _row(store: ox.Store, fact: Fact, places: list[int]) -> dict[str, Any]:
    value = fact.value
    mark = ""
    if isinstance(value, ox.Literal) and value.language:
        mark = f"@{value.language}"
    elif isinstance(value, ox.Literal) and value.datatype.value != _STRING:
        mark = value.datatype.value
    triple = (ox.NamedNode(fact.subject), ox.NamedNode(fact.predicate), value)
    return {
        "s": fact.subject,
        "p": fact.predicate,
        "o": fact.target,
        "v": "" if fact.target else value.value,
        "type": mark,
        "n": fact.note,
        "inferred": fact.inferred,
        # Put together for reading: such a row must not be taken away as a triple.
        "made": ox.Quad(*triple, _DEFAULT) not in store,
        "c": places,
    }


def _trimmed(*names: str) -> list[str]:
    found = list(names)
    while len(found) > 1 and not found[-1]:
        found.pop()
    return found


def _disputes(
    store: ox.Store, names: dict[str, str], held: Collection[str]
) -> list[tuple[list[str], str, list[tuple[str, int, tuple[Place, ...]]], str]]:
    """Return each disagreement: things, property, positions (value, preferred, places), reason."""
    wanted = ox.NamedNode(EV + "Disagreement")
    found = []
    for quad in store.quads_for_pattern(None, ox.NamedNode(RDF + "type"), wanted, provenance()):
        one = quad.subject
        if not isinstance(one, ox.NamedNode):
            continue
        subjects = _values(store, one, EV + "aboutSubject")
        things = sorted({_shown(store, iri, held) for iri in subjects} & set(held))
        prefers = set(_values(store, one, EV + "prefers"))
        reason = " ".join(_values(store, one, DCTERMS + "description"))
        for about in _values(store, one, EV + "aboutProperty"):
            positions = sorted(
                (value, int(graph in prefers), places_of(store, ox.NamedNode(graph)))
                for graph in _values(store, one, EV + "hasPosition")
                for value in _said(store, graph, subjects, about, names)
            )
            if things and positions:
                found.append((things, about, positions, reason))
    return sorted(found)


def _shown(store: ox.Store, iri: str, held: Collection[str]) -> str:
    """Return the thing of the page that *iri* stands for: an action is shown as its agreement."""
    if iri in held:
        return iri
    links = (BIL + "actionOn", BIL + "heldBy")
    outer = [end for link in links for end in _values(store, ox.NamedNode(iri), link, _DEFAULT)]
    pattern = (None, None, ox.NamedNode(iri), _DEFAULT)
    inner = [
        quad.subject.value
        for quad in store.quads_for_pattern(*pattern)
        if isinstance(quad.subject, ox.NamedNode)
    ]
    return next((one for one in [*outer, *sorted(inner)] if one in held), "")


def _said(
    store: ox.Store, graph: str, subjects: Iterable[str], about: str, names: dict[str, str]
) -> set[str]:
    named = ox.NamedNode(graph)
    return {
        names.get(quad.object.value, quad.object.value)
        for subject in subjects
        for quad in store.quads_for_pattern(ox.NamedNode(subject), ox.NamedNode(about), None, named)
        if isinstance(quad.object, ox.NamedNode | ox.Literal)
    }


def _values(
    store: ox.Store,
    subject: ox.NamedNode,
    predicate: str,
    graph: ox.NamedNode | ox.DefaultGraph | None = None,
) -> list[str]:
    quads = store.quads_for_pattern(subject, ox.NamedNode(predicate), None, graph or provenance())
    found = [one.object for one in quads]
    return sorted(one.value for one in found if isinstance(one, ox.NamedNode | ox.Literal))


def _traced(store: ox.Store, fact: Fact) -> tuple[Place, ...]:
    triple = ox.Triple(ox.NamedNode(fact.subject), ox.NamedNode(fact.predicate), fact.value)
    return tuple(sorted({one.place for one in citations(store, triple, accepted_only=True)}))


def _source(store: ox.Store, source: str) -> dict[str, str]:
    node = ox.NamedNode(source)
    first = {
        name: min(_values(store, node, DCTERMS + name), default="")
        for name in ("source", "title", "publisher", "issued")
    }
    return {
        "slug": source.rpartition("/")[2],
        "title": first["title"],
        "publisher": first["publisher"],
        "date": first["issued"],
        # Any other scheme could run a script when it is followed.
        "link": first["source"] if first["source"].startswith("https://") else "",
    }
