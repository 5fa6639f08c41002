"""Opening the dataset, today's or as it was known on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bilateral.cli.output import note

if TYPE_CHECKING:
    import argparse

    from bilateral.kg import KnowledgeGraph


def open_graph(args: argparse.Namespace) -> KnowledgeGraph:
    """Return the graph that the arguments name.

    With ``--known-on``, standard error says how much of the dataset is left.

    Raises:
        UsageError: there is no such folder, or no such day.
    """
    from bilateral.kg import KnowledgeGraph

    graph = KnowledgeGraph(args.root, known_on=args.known_on)
    if graph.known_on is not None:
        left, total, undated = graph.sources_left()
        note(
            f"as known on {graph.known_on}: {left} of {total} sources"
            f" ({undated} without a date are left out)"
        )
    return graph
