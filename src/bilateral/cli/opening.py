"""Opening the dataset, today's or as it was known on a day."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse

    from bilateral.kg import KnowledgeGraph


def opened(args: argparse.Namespace) -> KnowledgeGraph:
    """Return the graph that the arguments name.

    With ``--known-on`` it is told on standard error how much of the dataset is left.

    Raises:
        UsageError: there is no such folder, or no such day.
    """
    from bilateral.kg import KnowledgeGraph

    graph = KnowledgeGraph(args.root, known_on=args.known_on)
    if graph.known_on is not None:
        left, total, undated = graph.sources_left()
        print(
            f"bilateral: note: as known on {graph.known_on}: {left} of {total} sources"
            f" ({undated} without a date are left out)",
            file=sys.stderr,
        )
    return graph
