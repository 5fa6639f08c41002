"""Terms as nodes: the properties, classes and graphs that the program asks for."""

from __future__ import annotations

from functools import cache

import pyoxigraph as ox

from bilateral.rdf.vocabulary import (
    BIL,
    DCTERMS,
    EV,
    EVIDENCE_GRAPH,
    OA,
    ONTOLOGY_GRAPH,
    OWL,
    PROV,
    RDF,
    RDFS,
    SKOS,
    spaces,
)

# Graphs. What is known stands in the default graph, once each.
KNOWN = ox.DefaultGraph()
ONTOLOGY = ox.NamedNode(ONTOLOGY_GRAPH)
EVIDENCE = ox.NamedNode(EVIDENCE_GRAPH)
ONTOLOGIES = (ONTOLOGY, EVIDENCE)

RDF_TYPE = ox.NamedNode(RDF + "type")
RDF_FIRST = ox.NamedNode(RDF + "first")
RDF_REST = ox.NamedNode(RDF + "rest")
RDF_NIL = ox.NamedNode(RDF + "nil")
RDFS_LABEL = ox.NamedNode(RDFS + "label")
SUBCLASS_OF = ox.NamedNode(RDFS + "subClassOf")
SUBPROPERTY_OF = ox.NamedNode(RDFS + "subPropertyOf")
OWL_CLASS = ox.NamedNode(OWL + "Class")
OBJECT_PROPERTY = ox.NamedNode(OWL + "ObjectProperty")
DATATYPE_PROPERTY = ox.NamedNode(OWL + "DatatypeProperty")
INVERSE_OF = ox.NamedNode(OWL + "inverseOf")
PROPERTY_CHAIN = ox.NamedNode(OWL + "propertyChainAxiom")
PREF_LABEL = ox.NamedNode(SKOS + "prefLabel")
ALT_LABEL = ox.NamedNode(SKOS + "altLabel")
DEFINITION = ox.NamedNode(SKOS + "definition")
TITLE = ox.NamedNode(DCTERMS + "title")
DESCRIPTION = ox.NamedNode(DCTERMS + "description")
SOURCE = ox.NamedNode(DCTERMS + "source")
PUBLISHER = ox.NamedNode(DCTERMS + "publisher")
ISSUED = ox.NamedNode(DCTERMS + "issued")
# Provenance: what a graph was taken from, and how it counts.
DERIVED_FROM = ox.NamedNode(PROV + "wasDerivedFrom")
HAS_SOURCE = ox.NamedNode(OA + "hasSource")
PARAGRAPH = ox.NamedNode(EV + "paragraph")
SENTENCE = ox.NamedNode(EV + "sentence")
ASSERTION_GRAPH = ox.NamedNode(EV + "AssertionGraph")
STATUS = ox.NamedNode(EV + "status")
ACCEPTED = ox.NamedNode(EV + "Accepted")
DISPUTED = ox.NamedNode(EV + "Disputed")
DATE = ox.NamedNode(BIL + "date")
NOT_BEFORE = ox.NamedNode(BIL + "notBefore")
NOT_AFTER = ox.NamedNode(BIL + "notAfter")


def provenance() -> ox.NamedNode:
    """Return the graph about graphs, passages and documents of the dataset at hand."""
    return _node(spaces().provenance)


@cache
def _node(iri: str) -> ox.NamedNode:
    return ox.NamedNode(iri)
