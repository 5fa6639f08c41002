"""The relations between two countries as a knowledge graph with evidence.

>>> import bilateral
>>> kg = bilateral.load()
>>> kg.resolve("JICA")
'https://w3id.org/bilateral/id/org.jica'
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import os

    from bilateral.kg import KnowledgeGraph

from bilateral._version import __version__

__all__ = ["__version__", "load"]


def load(
    root: str | os.PathLike[str] | None = None, *, known_on: str | None = None
) -> KnowledgeGraph:
    """Return the knowledge graph of *root*, or the shipped one.

    With *known_on*, a year, month or day, it holds only what documents said that were
    out by then.

    Raises:
        UsageError: *root* holds no project, or *known_on* is no date.
        DataError: the curated files are not valid; ``issues`` lists every problem.
    """
    from bilateral.kg import KnowledgeGraph

    return KnowledgeGraph(root, known_on=known_on)
