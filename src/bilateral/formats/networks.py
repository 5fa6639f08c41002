"""Network files: the things and links for Gephi, Cytoscape, yEd and igraph."""

from __future__ import annotations

import io
import re
from typing import Any

import networkx as nx

from bilateral.text import xml_legal

# networkx writes the day of writing and its own version; neither is a fact of the data.
_GEXF_DATE = re.compile(rb' lastmodifieddate="[^"]*"')
_GEXF_CREATOR = re.compile(rb"<creator>[^<]*</creator>")


def graphml(graph: nx.MultiDiGraph) -> bytes:
    """Return *graph* as GraphML. All attributes are text; lists are joined by ``; ``."""
    out = io.BytesIO()
    nx.write_graphml_xml(_plain(graph), out, encoding="utf-8", prettyprint=True)
    return out.getvalue()


def undirected_graphml(graph: nx.Graph) -> bytes:
    """Return an undirected *graph* as GraphML; numbers stay numbers."""
    plain = nx.Graph()
    for node, data in sorted(graph.nodes(data=True)):
        plain.add_node(xml_legal(str(node)), **_legal(data))
    for ends, data in sorted((sorted((a, b)), data) for a, b, data in graph.edges(data=True)):
        plain.add_edge(*map(xml_legal, ends), **_legal(data))
    out = io.BytesIO()
    nx.write_graphml_xml(plain, out, encoding="utf-8", prettyprint=True)
    return out.getvalue()


def _legal(attributes: dict[str, Any]) -> dict[str, Any]:
    return {
        name: xml_legal(value) if isinstance(value, str) else value
        for name, value in sorted(attributes.items())
    }


def gexf(graph: nx.MultiDiGraph) -> bytes:
    """Return *graph* as GEXF 1.2. All attributes are text; lists are joined by ``; ``."""
    out = io.BytesIO()
    nx.write_gexf(_plain(graph), out, encoding="utf-8", prettyprint=True)
    # Only the first match is the file's head; text in the data stays as it is.
    data = _GEXF_DATE.sub(b"", out.getvalue(), count=1)
    return _GEXF_CREATOR.sub(b"<creator>bilateral</creator>", data, count=1)


def flat(value: object) -> str:
    """Return an attribute as text: lists joined, ``true`` and ``false`` for booleans."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | tuple | set | frozenset):
        parts = [flat(part) for part in value]
        return "; ".join(sorted(parts) if isinstance(value, set | frozenset) else parts)
    return str(value)


def ordered_edges(graph: nx.MultiDiGraph) -> list[tuple[str, str, str, dict[str, Any]]]:
    """Return the edges as source, target, key and attributes, always in the same order."""
    edges = graph.edges(keys=True, data=True)
    return sorted(
        ((str(source), str(target), str(key), data) for source, target, key, data in edges),
        key=lambda edge: edge[:3],
    )


def _plain(graph: nx.MultiDiGraph) -> nx.MultiDiGraph:
    """Return a copy in fixed order whose attributes every format can hold.

    Both formats want edge ids that are unique in the file, so edges are numbered;
    the property stays as the attribute ``predicate``.
    """
    plain = nx.MultiDiGraph()
    for node in sorted(graph.nodes, key=str):
        plain.add_node(xml_legal(str(node)), **_texts(graph.nodes[node]))
    for number, (source, target, key, data) in enumerate(ordered_edges(graph), start=1):
        attributes = {"predicate": xml_legal(key)} | _texts(data)
        plain.add_edge(xml_legal(source), xml_legal(target), key=f"e{number}", **attributes)
    return plain


def _texts(attributes: dict[str, Any]) -> dict[str, str]:
    # `id` and `key` are names that the writers keep for themselves.
    return {
        name: xml_legal(flat(value))
        for name, value in sorted(attributes.items())
        if value is not None and name not in ("id", "key")
    }
