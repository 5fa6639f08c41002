"""Tables of things and links, safe to open in a spreadsheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bilateral.formats.networks import flat, ordered_edges
from bilateral.formats.sparql_results import csv_lines
from bilateral.text import formula_safe

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import networkx as nx

_NODE_COLUMNS = ("label", "kind", "kind_label", "group", "description", "date")
_EDGE_COLUMNS = ("predicate", "label", "citations", "inferred")


def nodes_csv(graph: nx.MultiDiGraph) -> bytes:
    """Return the things of *graph*, one a line, in the order of their IRIs."""
    names = _columns(_NODE_COLUMNS, (data for _, data in graph.nodes(data=True)))
    rows = (
        [str(node), *_values(names, graph.nodes[node])] for node in sorted(graph.nodes, key=str)
    )
    return _csv(["iri", *names], rows)


def edges_csv(graph: nx.MultiDiGraph) -> bytes:
    """Return the links of *graph*, one a line, ordered by their two ends and the property."""
    edges = [
        (source, target, {"predicate": key} | data)
        for source, target, key, data in ordered_edges(graph)
    ]
    names = _columns(_EDGE_COLUMNS, (data for _, _, data in edges))
    rows = ([source, target, *_values(names, data)] for source, target, data in edges)
    return _csv(["source", "target", *names], rows)


def _columns(first: tuple[str, ...], records: Iterable[Mapping[str, object]]) -> list[str]:
    """Return the column names: the usual ones, then any others by name."""
    return [*first, *sorted({name for record in records for name in record} - set(first))]


def _values(names: list[str], record: Mapping[str, object]) -> list[str]:
    return [flat(record.get(name)) for name in names]


def _csv(header: list[str], rows: Iterable[list[str]]) -> bytes:
    return csv_lines(map(formula_safe, header), (map(formula_safe, row) for row in rows))
