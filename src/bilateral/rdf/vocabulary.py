"""Namespaces, prefixes and the names of the dataset's graphs.

IRIs are plain strings here: this module is on the path of every command, so it
imports nothing.
"""

from __future__ import annotations

BASE = "https://w3id.org/bilateral/"
DATASET = "pk-jp"
BIL = BASE + "ontology#"
EV = BASE + "evidence#"
ID = BASE + "id/"
CONCEPT = BASE + "concept/"
GRAPH = f"{BASE}{DATASET}/graph/"
PASSAGE = f"{BASE}{DATASET}/passage/"
SOURCE = f"{BASE}{DATASET}/source/"

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
PROVENANCE_GRAPH = GRAPH + "provenance"
INFERRED_PREFIX = GRAPH + "inferred."
REFERENCE_PREFIX = GRAPH + "reference."
SCHEME_PREFIX = GRAPH + "scheme."

PREFIXES: dict[str, str] = {
    "bil": BIL,
    "ev": EV,
    "id": ID,
    "c": CONCEPT,
    "g": GRAPH,
    "psg": PASSAGE,
    "doc": SOURCE,
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


def compact(iri: str) -> str:
    """Return *iri* as a prefixed name where a prefix fits, else unchanged.

    >>> compact("https://w3id.org/bilateral/id/state.PK")
    'id:state.PK'
    """
    best = ""
    name = ""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and len(namespace) > len(best):
            best, name = namespace, prefix
    local = iri[len(best) :]
    if not best or not local or any(not (ch.isalnum() or ch in "-_.") for ch in local):
        return iri
    return f"{name}:{local}"


def expand(name: str) -> str | None:
    """Return the IRI of a prefixed name or ``<iri>``, or ``None`` if it is neither.

    >>> expand("id:state.PK")
    'https://w3id.org/bilateral/id/state.PK'
    """
    if name.startswith("<") and name.endswith(">"):
        return name[1:-1]
    if name.startswith(("http://", "https://")):
        return name
    prefix, colon, local = name.partition(":")
    if colon and local and prefix in PREFIXES:
        return PREFIXES[prefix] + local
    return None
