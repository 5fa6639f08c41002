"""What makes the small projects of these tests quick to read."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest

from bilateral.compile import read
from bilateral.rdf.turtle.statements import Statement, statements

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session", autouse=True)
def _unchanged_files_are_read_once() -> Iterator[None]:
    """Read the ontology once, not for each copy of the small project that has it."""
    read_once = cache(statements)

    def copied(text: str, path: str) -> list[Statement]:
        return list(read_once(text, path))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(read, "statements", copied)
        yield
