"""Namespaces, prefixes and the names of a dataset's graphs.

IRIs are plain strings here: this module is on the path of every command, so it
imports no engine.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from bilateral import settings

if TYPE_CHECKING:
    from collections.abc import Iterator

BASE = "https://w3id.org/bilateral/"
BIL = BASE + "ontology#"
EV = BASE + "evidence#"
ID = BASE + "id/"
CONCEPT = BASE + "concept/"

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCTERMS = "http://purl.org/dc/terms/"
PROV = "http://www.w3.org/ns/prov#"
OA = "http://www.w3.org/ns/oa#"
SCHEMA = "https://schema.org/"
EDTF = "http://id.loc.gov/datatypes/edtf/EDTF"

ONTOLOGY_GRAPH = BASE + "ontology"
EVIDENCE_GRAPH = BASE + "evidence"

# Those of each dataset (g, psg, doc) are added by :func:`spaces`.
_PREFIXES: dict[str, str] = {
    "bil": BIL,
    "ev": EV,
    "id": ID,
    "c": CONCEPT,
    "g": "",
    "psg": "",
    "doc": "",
    "rdf": RDF,
    "rdfs": RDFS,
    "owl": OWL,
    "xsd": XSD,
    "skos": SKOS,
    "dcterms": DCTERMS,
    "prov": PROV,
    "oa": OA,
    "schema": SCHEMA,
    "edtf": "http://id.loc.gov/datatypes/edtf/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "org": "http://www.w3.org/ns/org#",
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "gsp": "http://www.opengis.net/ont/geosparql#",
}


# The dataset at hand; unset, it is the default one.
_dataset: ContextVar[str] = ContextVar("dataset", default="")


class Spaces(NamedTuple):
    """The namespaces of one dataset: its name is part of them, so datasets never mix.

    ``provenance`` is the IRI of a graph; ``inferred``, ``reference`` and ``scheme`` are
    what the IRIs of such graphs begin with.
    """

    dataset: str
    graph: str
    passage: str
    source: str
    provenance: str
    inferred: str
    reference: str
    scheme: str
    prefixes: dict[str, str]


@cache
def spaces_of(dataset: str) -> Spaces:
    """Return the namespaces of the dataset of that name."""
    graph, passage, source = (f"{BASE}{dataset}/{part}/" for part in ("graph", "passage", "source"))
    return Spaces(
        dataset=dataset,
        graph=graph,
        passage=passage,
        source=source,
        provenance=graph + "provenance",
        inferred=graph + "inferred.",
        reference=graph + "reference.",
        scheme=graph + "scheme.",
        prefixes=_PREFIXES | {"g": graph, "psg": passage, "doc": source},
    )


def spaces() -> Spaces:
    """Return the namespaces of the dataset at hand: that of :func:`within`, else the default."""
    return spaces_of(_dataset.get() or settings.dataset_name())


@contextmanager
def within(dataset: str) -> Iterator[None]:
    """Let :func:`spaces` be those of *dataset*, in this thread, until the block ends."""
    token = _dataset.set(dataset)
    try:
        yield
    finally:
        _dataset.reset(token)


def compact(iri: str) -> str:
    """Return *iri* as a prefixed name where a prefix fits, else unchanged.

    >>> compact("https://w3id.org/bilateral/ontology#Visit")
    'bil:Visit'
    """
    best = ""
    name = ""
    for prefix, namespace in spaces().prefixes.items():
        if iri.startswith(namespace) and len(namespace) > len(best):
            best, name = namespace, prefix
    local = iri[len(best) :]
    if not best or not local or any(not (ch.isalnum() or ch in "-_.") for ch in local):
        return iri
    return f"{name}:{local}"


def expand(name: str) -> str | None:
    """Return the IRI of a prefixed name or ``<iri>``, or ``None`` if it is neither.

    >>> expand("bil:Visit")
    'https://w3id.org/bilateral/ontology#Visit'
    """
    if name.startswith("<") and name.endswith(">"):
        return name[1:-1]
    if name.startswith(("http://", "https://")):
        return name
    prefix, colon, local = name.partition(":")
    namespace = spaces().prefixes.get(prefix) if colon and local else None
    return namespace + local if namespace else None
