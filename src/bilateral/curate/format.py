"""Curated files in canonical form."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from bilateral.files import read_text
from bilateral.rdf.turtle.format import format_text

if TYPE_CHECKING:
    from pathlib import Path

FORMATS = {".ttl": ox.RdfFormat.TURTLE, ".trig": ox.RdfFormat.TRIG}


def format_file(path: Path, name: str) -> bytes | None:
    """Return what the file *path*, called *name* in messages, has to hold in canonical form.

    ``None`` says that it holds just that.

    Raises:
        DataError: it is not valid, or uses one prefix for two namespaces or a second base.
        ToolError: it cannot be read; or the result would say something else.
    """
    text = read_text(path, name, next_step="make it a readable file, or leave it out")
    result = format_text(text, name, FORMATS[path.suffix])
    return None if result == text else result.encode("utf-8")
