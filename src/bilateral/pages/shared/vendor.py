"""Libraries of other projects that a page holds: where their files are."""

from __future__ import annotations

import re
from importlib import resources
from typing import TYPE_CHECKING, NamedTuple

from bilateral.errors import ToolError

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

FOLDER = "_vendor"
_VIS_FOLDER = re.compile(r"vis-(\d+(?:\.\d+)*)")
_VIS_FILE = "vis-network.min.js"


class Library(NamedTuple):
    """A script of another project, with its version."""

    version: str
    script: str


def vendored(name: str) -> bytes:
    """Return the file *name* of ``_vendor/``.

    Raises:
        ToolError: the file is missing; a checkout has none until `make vendor` was run.
    """
    path = resources.files("bilateral") / FOLDER / name
    try:
        return path.read_bytes()
    except OSError as error:
        raise ToolError(
            f"the page with SPARQL needs {name}, which is not part of a checkout",
            next_step="run `make vendor` (it needs npm), or install the wheel",
        ) from error


def vis_network(pyvis: Traversable | None = None) -> Library:
    """Return the newest vis-network that pyvis brings.

    Args:
        pyvis: the folder of the package, else the installed one.

    Raises:
        ToolError: pyvis keeps its files in another layout than the versions that
            ``pyproject.toml`` allows.
    """
    libraries = (pyvis or resources.files("pyvis")) / "templates" / "lib"
    folders = list(libraries.iterdir()) if libraries.is_dir() else []
    files = {
        match[1]: folder / _VIS_FILE
        for folder in folders
        if (match := _VIS_FOLDER.fullmatch(folder.name)) and (folder / _VIS_FILE).is_file()
    }
    if not files:
        raise ToolError(
            f"pyvis has no templates/lib/vis-*/{_VIS_FILE}, which a page of the explorer needs",
            next_step="install a version that bilateral knows: pip install 'pyvis>=0.3.2,<0.4'",
        )
    newest = max(files, key=lambda version: [int(part) for part in version.split(".")])
    return Library(newest, files[newest].read_text(encoding="utf-8"))
