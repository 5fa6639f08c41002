"""Files that others made and that a page holds: where they are, and what to do without them."""

from __future__ import annotations

from importlib import resources

from bilateral.errors import ToolError

FOLDER = "_vendor"


def vendored(name: str) -> bytes:
    """Return the file *name* of ``_vendor/``.

    Raises:
        ToolError: it is not there; a checkout has none until `make vendor` was run.
    """
    path = resources.files("bilateral") / FOLDER / name
    try:
        return path.read_bytes()
    except OSError as error:
        raise ToolError(
            f"the page with SPARQL needs {name}, which is not part of a checkout",
            next_step="run `make vendor` (it needs npm), or install the wheel",
        ) from error


def vis_network() -> str:
    """Return the script of vis-network, as pyvis brings it."""
    path = resources.files("pyvis").joinpath("templates/lib/vis-9.1.2/vis-network.min.js")
    return path.read_text(encoding="utf-8")
