"""Files of the user: read with a clear error, written as a whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from bilateral.errors import ToolError


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


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
