"""Curated files in canonical form."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from bilateral.errors import DataError, Location, ToolError
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
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ToolError(
            f"cannot read {name}: {error.strerror or error}",
            next_step="make it a readable file, or leave it out",
        ) from error
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        raise DataError(
            f"the byte 0x{data[error.start]:02x} is not UTF-8",
            next_step="save the file as UTF-8",
            location=Location(name, before.count("\n") + 1, len(before) - before.rfind("\n")),
        ) from error
    result = format_text(text, name, FORMATS[path.suffix]).encode("utf-8")
    return None if result == data else result
