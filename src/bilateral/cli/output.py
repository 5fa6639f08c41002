"""Where answers go: a terminal, a pipe or a file."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from bilateral.errors import ToolError
from bilateral.text import choose, json_text, terminal

if TYPE_CHECKING:
    from collections.abc import Sequence


def on_terminal() -> bool:
    """Return whether a person reads standard output."""
    return sys.stdout is not None and sys.stdout.isatty()


def width() -> int | None:
    """Return how many columns the terminal has, or ``None`` where there is none."""
    if not on_terminal():
        return None
    import shutil

    return shutil.get_terminal_size().columns


def pick_format(given: str | None, output: str | None, *, person: str, machine: str) -> str:
    """Return the format of an answer.

    What is *given* wins; then the ending of the *output* file; else *person* on a
    terminal and *machine* in a pipe.
    """
    if given:
        return given
    if output:
        return _named_by(output) or machine
    return person if on_terminal() else machine


def _named_by(path: str) -> str | None:
    """Return the format of answers that the ending of a file names."""
    from bilateral.formats.answers import FORMATS

    suffix = os.path.splitext(path)[1].lower()
    return next((name for name, fmt in FORMATS.items() if f".{fmt.suffix}" == suffix), None)


def one_of(fmt: str, allowed: Sequence[str]) -> str:
    """Return *fmt* if it is allowed.

    Raises:
        UnknownNameError: it is not.
    """
    return choose(fmt, {name: name for name in allowed}, "format")


def emit(answer: bytes | str, output: str | None = None) -> None:
    """Write *answer* to the file *output*, else to standard output.

    Raises:
        ToolError: it cannot be written.
        BrokenPipeError: the reader of the pipe is gone.
    """
    data = answer.encode("utf-8", "backslashreplace") if isinstance(answer, str) else answer
    if output:
        from pathlib import Path

        from bilateral.files import write_atomic

        write_atomic(Path(output), data)
        return
    if sys.stdout is None:
        raise ToolError("standard output is closed", next_step="write to a file with -o")
    try:
        if on_terminal():
            text = terminal(data.decode("utf-8", "replace"))
            encoding = sys.stdout.encoding or "utf-8"
            data = text.encode(encoding, "backslashreplace")
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise ToolError(
            f"cannot write to standard output: {error.strerror or error}",
            next_step="free some space, or write elsewhere with -o",
        ) from error


def emit_json(value: object, output: str | None = None) -> None:
    """Write *value* as JSON."""
    emit(json_text(value), output)
