"""Putting a site in its place: all of it or nothing, and never over another folder's files."""

from __future__ import annotations

import os
import shutil
import tempfile
from typing import TYPE_CHECKING

from bilateral.errors import ToolError, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

MARKER = ".bilateral-site"
_SAID = b"This folder was written by `bilateral site` and is replaced by it as a whole.\n"


def place(files: Mapping[str, bytes], out: Path) -> None:
    """Write *files* (by relative path) as the folder *out*, in place of an older site.

    Raises:
        UsageError: *out* holds something that is no site of ours.
        ToolError: the folder cannot be written; an older site is still there.
    """
    check(out)
    temporary: Path | None = None
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        temporary = type(out)(tempfile.mkdtemp(prefix=f".{out.name}.", dir=out.parent))
        fresh = temporary / "new"
        for name, content in {**files, MARKER: _SAID}.items():
            target = fresh / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        if out.exists():
            # Two renames: between them nothing is lost, and no reader sees half a site.
            os.replace(out, temporary / "old")
            try:
                os.replace(fresh, out)
            except OSError:
                os.replace(temporary / "old", out)
                raise
        else:
            os.replace(fresh, out)
    except OSError as error:
        raise ToolError(
            f"cannot write the site {out}: {error.strerror or error}",
            next_step="free some space or choose another folder; nothing was changed",
        ) from error
    finally:
        if temporary is not None:
            shutil.rmtree(temporary, ignore_errors=True)


def check(out: Path) -> None:
    """See that *out* may be replaced: there is none, or it is empty, or a site of ours.

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
