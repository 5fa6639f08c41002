"""Serialisation: the same bytes for the same triples."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from bilateral.errors import ToolError
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


def _order(quad: ox.Quad | ox.Triple) -> tuple[str, str, str, str]:
    graph = str(quad.graph_name) if isinstance(quad, ox.Quad) else ""
    # The type comes first among a subject's triples, as people write it.
    predicate = str(quad.predicate)
    if predicate == "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>":
        predicate = ""
    return ("" if graph == "DEFAULT" else graph, str(quad.subject), predicate, str(quad.object))


def _named_alike(found: list[Any]) -> list[Any]:
    """Give blank nodes the names of RDFC-1.0: a store that loads a file invents new ones."""
    blank = [one for one in found if any(isinstance(term, ox.BlankNode) for term in one)]
    if not blank:
        return found
    rest = [one for one in found if not any(isinstance(term, ox.BlankNode) for term in one)]
    triples = isinstance(blank[0], ox.Triple)
    dataset = ox.Dataset(ox.Quad(*one) if isinstance(one, ox.Triple) else one for one in blank)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return [*rest, *(one.triple if triples else one for one in dataset)]


def serialize(quads: Iterable[ox.Quad] | Iterable[ox.Triple], fmt: str) -> bytes:
    """Return *quads* in the RDF format *fmt* (a key of ``RDF_FORMATS``), sorted."""
    ordered = sorted(_named_alike(list(quads)), key=_order)
    prefixes = spaces().prefixes if fmt in ("turtle", "trig", "rdfxml") else None
    data = ox.serialize(ordered, format=RDF_FORMATS[fmt], prefixes=prefixes)
    if data is None:  # only with an output file, which is not given here
        raise ToolError("the serializer returned nothing")
    return data
