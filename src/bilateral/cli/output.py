"""Where answers go: a terminal, a pipe or a file."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from bilateral.errors import ToolError
from bilateral.text import json_text, terminal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bilateral.evidence.citations import Citation
    from bilateral.questions.results import Row


def on_terminal() -> bool:
    """Return whether a person reads standard output."""
    return sys.stdout is not None and sys.stdout.isatty()


def width() -> int | None:
    """Return how many columns the terminal has, or ``None`` where there is none."""
    if not on_terminal():
        return None
    import shutil

    return shutil.get_terminal_size().columns


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


def emit_rows(
    columns: tuple[str, ...], rows: Iterable[tuple[str, ...]], iris: Sequence[str], fmt: str
) -> None:
    """Write rows of text; the IRI of what each row is about is the last column."""
    import pyoxigraph as ox

    from bilateral.formats.answers import render
    from bilateral.questions.results import Result
    from bilateral.rdf.vocabulary import compact

    # On a screen the names matter, and each can be typed again.
    with_iris = fmt != "table"
    terms: list[Row] = [
        (*map(ox.Literal, row), *([ox.NamedNode(iri)] if with_iris else []))
        for row, iri in zip(rows, iris, strict=True)
    ]
    result = Result.of_rows((*columns, "iri") if with_iris else columns, terms)
    result.labels = {iri: compact(iri) for iri in iris}
    emit(render(result, fmt, width=width()))


def short_citations(citations: Iterable[Citation]) -> list[str]:
    """Return the short forms of *citations*, each once."""
    return list(dict.fromkeys(citation.short for citation in citations))


def note(text: str) -> None:
    """Write a remark on the answer to standard error."""
    print(f"bilateral: note: {terminal(text)}", file=sys.stderr)
