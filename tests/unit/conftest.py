from __future__ import annotations

import pytest


@pytest.fixture(scope="module", autouse=True)
def _each_text_is_read_once(each_text_is_read_once: None) -> None:
    """Read the ontology once a module, not for each copy of the small project that has it."""
