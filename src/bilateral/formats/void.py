"""The description of the dataset for catalogues: VoID with counts, DCAT with checksums."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from bilateral._version import __version__
from bilateral.rdf.serialize import serialize
from bilateral.rdf.vocabulary import BASE, BIL, DCTERMS, ID, ONTOLOGY_GRAPH, RDF, XSD, spaces

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    Say = Callable[[ox.NamedNode, str, ox.NamedNode | ox.Literal], None]

_VOID = "http://rdfs.org/ns/void#"
_DCAT = "http://www.w3.org/ns/dcat#"
_SPDX = "http://spdx.org/rdf/terms#"


def counts(store: ox.Store) -> dict[str, int]:
    """Return the figures of the known triples, under the names of VoID.

    Entities are things of the dataset; classes and properties are those in use.
    """
    classes, properties, things = _use(store)
    return {
        "triples": sum(properties.values()),
        "entities": len(things),
        "classes": len(classes),
        "properties": len(properties),
        "distinctSubjects": len({str(quad.subject) for quad in _known(store)}),
    }


def _known(store: ox.Store) -> Iterator[ox.Quad]:
    return store.quads_for_pattern(None, None, None, ox.DefaultGraph())


def _use(store: ox.Store) -> tuple[Counter[str], Counter[str], set[str]]:
    classes: Counter[str] = Counter()
    properties: Counter[str] = Counter()
    things: set[str] = set()
    for quad in _known(store):
        properties[quad.predicate.value] += 1
        if isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith(ID):
            things.add(quad.subject.value)
        if quad.predicate.value == RDF + "type" and isinstance(quad.object, ox.NamedNode):
            classes[quad.object.value] += 1
    return classes, properties, things


def describe(store: ox.Store, dataset: Mapping[str, Any], files: Mapping[str, bytes]) -> bytes:
    """Return the description as Turtle; the same input gives the same bytes.

    Args:
        store: the whole dataset.
        dataset: what ``graph/dataset.yml`` says.
        files: the RDF files of the build by name, for sizes and checksums.
    """
    me = ox.NamedNode(BASE + spaces().dataset)
    triples: list[ox.Triple] = []

    def say(subject: ox.NamedNode, predicate: str, value: ox.NamedNode | ox.Literal) -> None:
        triples.append(ox.Triple(subject, ox.NamedNode(predicate), value))

    for kind in (_VOID + "Dataset", _DCAT + "Dataset"):
        say(me, RDF + "type", ox.NamedNode(kind))
    say(
        me,
        DCTERMS + "title",
        ox.Literal(str(dataset.get("title", spaces().dataset)), language="en"),
    )
    if dataset.get("description"):
        text = " ".join(str(dataset["description"]).split())
        say(me, DCTERMS + "description", ox.Literal(text, language="en"))
    if dataset.get("licence"):
        say(me, DCTERMS + "license", ox.NamedNode(str(dataset["licence"])))
    say(me, DCTERMS + "publisher", ox.Literal("The bilateral contributors"))
    say(me, _DCAT + "version", ox.Literal(__version__))
    say(me, DCTERMS + "conformsTo", ox.NamedNode(ONTOLOGY_GRAPH))
    say(me, _VOID + "vocabulary", ox.NamedNode(BIL))
    say(me, _VOID + "uriSpace", ox.Literal(ID))
    figures = counts(store)
    for name in ("triples", "entities", "classes", "properties", "distinctSubjects"):
        say(me, _VOID + name, _number(figures[name]))
    _partitions(store, say)
    for name, data in sorted(files.items()):
        _distribution(name, data, say)
    return serialize(triples, "turtle")


def _number(value: int) -> ox.Literal:
    return ox.Literal(str(value), datatype=ox.NamedNode(XSD + "integer"))


def _partitions(store: ox.Store, say: Say) -> None:
    """Say how many things each class and how many triples each property has."""
    classes, properties, _ = _use(store)
    for what, found in (("class", classes), ("property", properties)):
        for iri, count in sorted(found.items()):
            # A name of its own, never a blank node: descriptions are merged and compared.
            part = ox.NamedNode(f"{BASE}{spaces().dataset}/partition/{what}/{_short(iri)}")
            say(ox.NamedNode(BASE + spaces().dataset), f"{_VOID}{what}Partition", part)
            say(part, _VOID + what, ox.NamedNode(iri))
            say(part, _VOID + ("entities" if what == "class" else "triples"), _number(count))


def _distribution(name: str, data: bytes, say: Say) -> None:
    rdf = ox.RdfFormat.from_extension(name.rpartition(".")[2])
    if rdf is None:
        raise ValueError(f"{name} is not RDF")
    file = ox.NamedNode(f"{BASE}{spaces().dataset}/file/{name}")
    check = ox.NamedNode(f"{BASE}{spaces().dataset}/file/{name}/checksum")
    say(ox.NamedNode(BASE + spaces().dataset), _DCAT + "distribution", file)
    say(file, RDF + "type", ox.NamedNode(_DCAT + "Distribution"))
    say(file, DCTERMS + "title", ox.Literal(name))
    say(file, DCTERMS + "format", ox.Literal(rdf.name))
    say(file, _DCAT + "mediaType", ox.Literal(rdf.media_type))
    say(file, _DCAT + "byteSize", _number(len(data)))
    say(file, _SPDX + "checksum", check)
    say(check, RDF + "type", ox.NamedNode(_SPDX + "Checksum"))
    say(check, _SPDX + "algorithm", ox.NamedNode(_SPDX + "checksumAlgorithm_sha256"))
    say(check, _SPDX + "checksumValue", ox.Literal(hashlib.sha256(data).hexdigest()))


def _short(iri: str) -> str:
    """Return a name for *iri* that may stand in an IRI and is its own: text and digest."""
    tail = "".join(ch for ch in iri.replace("#", "/").rpartition("/")[2] if ch.isalnum())
    return f"{tail}-{hashlib.sha256(iri.encode('utf-8')).hexdigest()[:8]}"
