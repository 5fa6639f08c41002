"""Where the curated files are: in the wheel, in a checkout, or where the user says."""

from __future__ import annotations

import os
from pathlib import Path

from bilateral.errors import UsageError

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


def cache_folder() -> Path:
    """Return the folder for snapshots: ``BILATERAL_CACHE``, else the user's cache."""
    named = os.environ.get("BILATERAL_CACHE")
    if named:
        return Path(named)
    base = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return Path(base) / "bilateral"
