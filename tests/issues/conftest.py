from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from bilateral.kg import KnowledgeGraph


@pytest.fixture(scope="session", autouse=True)
def _assembled(kg: KnowledgeGraph) -> None:
    """Let every other way to the shipped dataset start from its snapshot."""
