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

__version__ = "0.1.0"
__all__ = ["__version__", "load"]


def load(root: str | os.PathLike[str] | None = None) -> KnowledgeGraph:
    """Return the knowledge graph of *root*, or the shipped one.

    Raises:
        UsageError: *root* holds no project.
        DataError: the curated files are not valid; ``issues`` lists every problem.
    """
    from bilateral.kg import KnowledgeGraph

    return KnowledgeGraph(root)
