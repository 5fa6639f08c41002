"""Taking the dataset elsewhere: RDF, network files and tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bilateral.errors import UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Callable

    import networkx as nx
    import pyoxigraph as ox

# What each format holds, and the ending of its file.
FORMATS: dict[str, tuple[str, str]] = {
    "turtle": ("known triples, to read and to load", "ttl"),
    "trig": ("known triples and the graphs that say who says so", "trig"),
    "ntriples": ("known triples, one a line", "nt"),
    "nquads": ("known triples and the graphs that say who says so, one a line", "nq"),
    "jsonld": ("known triples and the graphs that say who says so, as JSON-LD", "jsonld"),
    "rdfxml": ("known triples, as RDF/XML", "rdf"),
    "graphml": ("things and links for Gephi, Cytoscape, yEd and igraph", "graphml"),
    "gexf": ("things and links for Gephi", "gexf"),
    "nodes-csv": ("things as a table", "csv"),
    "edges-csv": ("links as a table, with the sentences that state them", "csv"),
}


def export(store: ox.Store, graph_factory: Callable[[], nx.MultiDiGraph], fmt: str) -> bytes:
    """Return the dataset in *fmt*, a key of ``FORMATS``.

    Args:
        store: the whole dataset.
        graph_factory: gives the things and links; called only by formats that need it.
        fmt: the format; one that can hold named graphs gets all of them.

    Raises:
        UnknownNameError: there is no such format.
    """
    if fmt not in FORMATS:
        import difflib

        near = difflib.get_close_matches(fmt[:50], FORMATS, n=3, cutoff=0.5)
        raise UnknownNameError(
            "export format", fmt, near, next_step=f"use one of {', '.join(FORMATS)}"
        )
    if fmt.endswith("-csv"):
        from bilateral.formats import tables

        graph = graph_factory()
        return tables.nodes_csv(graph) if fmt == "nodes-csv" else tables.edges_csv(graph)
    if fmt in ("graphml", "gexf"):
        from bilateral.formats import networks

        graph = graph_factory()
        return networks.graphml(graph) if fmt == "graphml" else networks.gexf(graph)
    from bilateral.formats import rdf

    return rdf.to_format(store, fmt, scope="all" if fmt in rdf.QUAD_FORMATS else "known")
