"""Serialisation: the same bytes for the same triples."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from bilateral.errors import ToolError
from bilateral.rdf.terms import RDF_TYPE
from bilateral.rdf.vocabulary import spaces

if TYPE_CHECKING:
    from collections.abc import Iterable

RDF_FORMATS: dict[str, ox.RdfFormat] = {
    "turtle": ox.RdfFormat.TURTLE,
    "trig": ox.RdfFormat.TRIG,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "nquads": ox.RdfFormat.N_QUADS,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
}


def serialize(quads: Iterable[ox.Quad] | Iterable[ox.Triple], fmt: str) -> bytes:
    """Return *quads* in the RDF format *fmt* (a key of ``RDF_FORMATS``), sorted."""
    ordered = sorted(_canonical(list(quads)), key=_order)
    prefixes = spaces().prefixes if fmt in ("turtle", "trig", "rdfxml") else None
    data = ox.serialize(ordered, format=RDF_FORMATS[fmt], prefixes=prefixes)
    if data is None:  # only with an output file, which is not given here
        raise ToolError("the serializer returned nothing")
    return data


def _order(quad: ox.Quad | ox.Triple) -> tuple[str, str, str, str]:
    graph = "" if isinstance(quad, ox.Triple) else str(quad.graph_name)
    # The type comes first among a subject's triples, as people write it.
    predicate = "" if quad.predicate == RDF_TYPE else str(quad.predicate)
    return ("" if graph == "DEFAULT" else graph, str(quad.subject), predicate, str(quad.object))


def _canonical(quads: list[Any]) -> list[Any]:
    """Give blank nodes the names of RDFC-1.0: a store that loads a file invents new ones."""
    with_blanks = [quad for quad in quads if _has_blank_node(quad)]
    if not with_blanks:
        return quads
    triples = isinstance(with_blanks[0], ox.Triple)
    dataset = ox.Dataset(ox.Quad(*quad) for quad in with_blanks)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    others = [quad for quad in quads if not _has_blank_node(quad)]
    return [*others, *(quad.triple if triples else quad for quad in dataset)]


def _has_blank_node(quad: Iterable[object]) -> bool:
    return any(isinstance(term, ox.BlankNode) for term in quad)
