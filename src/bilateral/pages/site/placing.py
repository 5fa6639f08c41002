"""Putting a site in its place: all of it or nothing, and never over another folder's files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bilateral.errors import ToolError, UsageError
from bilateral.files import place_folder

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

MARKER = ".bilateral-site"
_NOTICE = b"This folder was written by `bilateral site` and is replaced by it as a whole.\n"


def place(files: Mapping[str, bytes], out: Path) -> None:
    """Write *files* (by relative path) as the folder *out*, in place of an older site.

    Raises:
        UsageError: *out* holds something else than a site of ours.
        ToolError: the folder cannot be written; an older site is still there.
    """
    check(out)
    try:
        place_folder(out, {**files, MARKER: _NOTICE})
    except OSError as error:
        raise ToolError(
            f"cannot write the site {out}: {error.strerror or error}",
            next_step="free some space or choose another folder; nothing was changed",
        ) from error


def check(out: Path) -> None:
    """Check that *out* may be replaced: it is missing, empty or a site of ours.

    Raises:
        UsageError: it is none of these.
    """
    if out.is_symlink() or (out.exists() and not out.is_dir()):
        raise UsageError(f"{out} is not a folder", next_step="name another folder: -o site")
    if out.is_dir() and any(out.iterdir()) and not (out / MARKER).is_file():
        raise UsageError(
            f"{out} holds files that `bilateral site` did not write",
            next_step="name an empty or a new folder: -o site",
        )
