"""Where the curated files are: in the wheel, in a checkout, or where the user says."""

from __future__ import annotations

import os
import re
from functools import cache
from pathlib import Path

from bilateral.errors import UsageError

# A name is part of IRIs and of file names.
_NAME = re.compile(r"^name:[ \t]*([a-z0-9][a-z0-9-]{0,39})[ \t]*$", re.MULTILINE)
_PACKAGE = Path(__file__).resolve().parent


def root(given: str | os.PathLike[str] | None = None) -> Path:
    """Return the folder that holds ``ontology/``, ``graph/`` and ``queries/``.

    Looked for in this order: *given*, the variable ``BILATERAL_ROOT``, the data
    inside the installed package, the checkout around the package.

    Raises:
        UsageError: no such folder, or it lacks one of the three.
    """
    named = given or os.environ.get("BILATERAL_ROOT")
    if named:
        return _checked(Path(named))
    packaged = _PACKAGE / "_data"
    return packaged if packaged.is_dir() else _checked(_PACKAGE.parent.parent)


def _checked(folder: Path) -> Path:
    for part in ("ontology", "graph", "queries"):
        if not (folder / part).is_dir():
            raise UsageError(
                f"{folder} is not a project: it has no folder {part}/",
                next_step="name a folder that holds ontology/, graph/ and queries/ "
                "with --root or BILATERAL_ROOT",
            )
    return folder.resolve()


def dataset_name(folder: Path | None = None) -> str:
    """Return the name of the dataset of a project, as ``graph/dataset.yml`` gives it.

    It is part of the IRIs of graphs, passages and sources. A project without a name uses
    that of the default project.

    Args:
        folder: the folder of the project; by default that of :func:`root`.
    """
    name = _name_in((folder or root()) / "graph" / "dataset.yml")
    return name or (_name_in(root() / "graph" / "dataset.yml") if folder else "") or "dataset"


@cache
def _name_in(path: Path) -> str:
    # Read without a YAML parser, which would cost half the start of a command.
    try:
        match = _NAME.search(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        return ""
    return match[1] if match else ""


def cache_folder() -> Path:
    """Return the folder for snapshots: ``BILATERAL_CACHE``, else the user's cache."""
    named = os.environ.get("BILATERAL_CACHE")
    if named:
        return Path(named)
    base = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return Path(base) / "bilateral"
