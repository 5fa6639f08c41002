"""The dataset in the formats of other programs: RDF, network files and tables."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from bilateral.formats import Format
from bilateral.rdf.serialize import RDF_FORMATS, serialize
from bilateral.text import choose

if TYPE_CHECKING:
    from collections.abc import Callable

    import networkx as nx


class Dataset(NamedTuple):
    """What is written: the store, and the things and links where a format needs them."""

    store: ox.Store
    network: Callable[[], nx.MultiDiGraph]


def _rdf(name: str, dataset: Dataset) -> bytes:
    """Return all graphs where the format can hold them, else the known triples."""
    if RDF_FORMATS[name].supports_datasets:
        return serialize(dataset.store, name)
    known = dataset.store.quads_for_pattern(None, None, None, ox.DefaultGraph())
    return serialize([quad.triple for quad in known], name)


def _graphml(dataset: Dataset) -> bytes:
    from bilateral.formats.networks import graphml

    return graphml(dataset.network())


def _gexf(dataset: Dataset) -> bytes:
    from bilateral.formats.networks import gexf

    return gexf(dataset.network())


def _nodes(dataset: Dataset) -> bytes:
    from bilateral.formats.tables import nodes_csv

    return nodes_csv(dataset.network())


def _edges(dataset: Dataset) -> bytes:
    from bilateral.formats.tables import edges_csv

    return edges_csv(dataset.network())


_RDF_TITLES = {
    "turtle": "known triples, to read and to load",
    "trig": "known triples and the graphs that say who says so",
    "ntriples": "known triples, one a line",
    "nquads": "known triples and the graphs that say who says so, one a line",
    "jsonld": "known triples and the graphs that say who says so, as JSON-LD",
    "rdfxml": "known triples, as RDF/XML",
}
FORMATS: dict[str, Format[Dataset]] = {
    **{
        name: Format(
            title,
            RDF_FORMATS[name].file_extension,
            RDF_FORMATS[name].media_type,
            partial(_rdf, name),
        )
        for name, title in _RDF_TITLES.items()
    },
    "graphml": Format(
        "things and links for Gephi, Cytoscape, yEd and igraph",
        "graphml",
        "application/graphml+xml",
        _graphml,
    ),
    "gexf": Format("things and links for Gephi", "gexf", "application/gexf+xml", _gexf),
    "nodes-csv": Format("things as a table", "csv", "text/csv", _nodes),
    "edges-csv": Format(
        "links as a table, with the sentences that state them", "csv", "text/csv", _edges
    ),
}


def export(store: ox.Store, network: Callable[[], nx.MultiDiGraph], fmt: str) -> bytes:
    """Return the dataset in *fmt*, a key of :data:`FORMATS`.

    Args:
        store: the whole dataset.
        network: gives the things and links; called only by formats that need it.
        fmt: the format; one that can hold named graphs gets all of them.

    Raises:
        UnknownNameError: there is no such format.
    """
    return choose(fmt, FORMATS, "export format").write(Dataset(store, network))
