"""Files of the user: read with a clear error, written as a whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from bilateral.errors import DataError, Location, ToolError

if TYPE_CHECKING:
    from collections.abc import Mapping

# What a killed process leaves behind begins so.
TEMPORARY = ".new-"


def read_bytes(
    path: str | os.PathLike[str], name: str = "", *, next_step: str = "make the file readable"
) -> bytes:
    """Return what the file *path* holds.

    Args:
        path: the file.
        name: what messages call it; by default its path.
        next_step: what the user can do where it cannot be read.

    Raises:
        ToolError: the file cannot be read.
    """
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        reason = error.strerror or error
        raise ToolError(f"cannot read {name or path}: {reason}", next_step=next_step) from error


def read_text(
    path: str | os.PathLike[str], name: str = "", *, next_step: str = "make the file readable"
) -> str:
    """Return the text of the file *path* as it is: no line end is changed.

    Args:
        path: the file.
        name: what messages call it; by default its path.
        next_step: what the user can do where it cannot be read.

    Raises:
        ToolError: the file cannot be read.
        DataError: it is not UTF-8; the place of the first wrong byte is named.
    """
    data = read_bytes(path, name, next_step=next_step)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        raise DataError(
            f"the byte 0x{data[error.start]:02x} is not UTF-8",
            next_step="save the file as UTF-8",
            location=Location(name or str(path), line, column),
        ) from error


def decode(data: bytes, name: str, *, next_step: str = "save it as UTF-8") -> str:
    """Return the text of a file of the user; a byte order mark at its start is no part of it.

    Raises:
        ToolError: it is not UTF-8.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ToolError(f"{name} is not UTF-8 text", next_step=next_step) from error


def write_atomic(path: Path, data: bytes) -> None:
    """Write *data* to *path* as a whole: a full disk leaves the old file untouched.

    Raises:
        ToolError: the folder cannot be made, or the file cannot be written.
    """
    # Imported late: an answer to standard output needs none of it.
    import tempfile

    temporary = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, 0o666 & ~_umask())
        os.replace(temporary, path)
    except OSError as error:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        raise ToolError(
            f"cannot write {path}: {error.strerror or error}",
            next_step="free some space or choose another folder; nothing was changed",
        ) from error


def place_folder(folder: Path, contents: Mapping[str, bytes], *, mode: int = 0o777) -> None:
    """Write *contents* (by relative path) as *folder*: all of it or nothing.

    The new folder is written beside its place. Two renames put it there: between them
    nothing is lost, and no reader sees half a folder.

    Args:
        folder: the place; whatever is there is replaced as a whole.
        contents: the files.
        mode: the permissions of the folder, less those of the umask.

    Raises:
        OSError: the folder cannot be written; an older one is still there.
    """
    import shutil
    import tempfile

    folder.parent.mkdir(parents=True, exist_ok=True)
    temporary = type(folder)(tempfile.mkdtemp(prefix=TEMPORARY, dir=folder.parent))
    fresh, old = temporary / "fresh", temporary / "old"
    try:
        fresh.mkdir(mode)
        for name, data in contents.items():
            (fresh / name).parent.mkdir(parents=True, exist_ok=True)
            (fresh / name).write_bytes(data)
        if folder.exists():
            os.replace(folder, old)
        try:
            os.replace(fresh, folder)
        except OSError:
            if old.exists():
                os.replace(old, folder)
            raise
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
