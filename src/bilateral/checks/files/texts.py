"""Checks against the texts of the sources, for those who hold them."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

import pyoxigraph as ox

from bilateral.checks.files.passages import Passage, facts_of, passages
from bilateral.errors import Issue, ToolError
from bilateral.rdf.vocabulary import EV, SKOS, compact, spaces

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bilateral.checks.files.index import Index

# As many words in a row as no two writers choose by chance.
_RUN = 12
_WORD = re.compile(r"\w+")
_NAMES = (SKOS + "prefLabel", SKOS + "altLabel")


def against(index: Index, folder: Path) -> Iterator[Issue]:
    """wrong-digest, copied-text: what differs from, or repeats, a text in *folder*.

    Raises:
        ToolError: a text cannot be read, or *folder* holds none.
    """
    found = _texts(index, folder)
    facts = facts_of(index)
    spans = passages(facts)
    for document, text in sorted(found.items()):
        for one in facts[document].get(EV + "sha256", ()):
            if isinstance(one.object, ox.Literal) and one.object.value != _digest(text):
                yield Issue(
                    "wrong-digest",
                    "error",
                    f"the text of {compact(document)} has another digest: {_digest(text)}",
                    "compare the text with the one that was read; correct what changed",
                    one.object_at,
                )
        for span in spans:
            if span.document == document and span.digest != _digest(text[span.start : span.end]):
                yield _changed(span, text)
    yield from _copied(index, found)


def _texts(index: Index, folder: Path) -> dict[str, str]:
    found = {}
    for document in sorted({one.document for one in passages(facts_of(index))}):
        path = folder / f"{document.removeprefix(spaces().source)}.txt"
        if path.is_file():
            try:
                found[document] = path.read_bytes().decode("utf-8")
            except (OSError, UnicodeDecodeError) as error:
                raise ToolError(
                    f"cannot read {path}: {error}", next_step="make it a readable UTF-8 file"
                ) from error
    # A source that cannot be read has problems of its own, which must be shown first.
    if not found and not index.project.issues:
        raise ToolError(
            f"{folder} holds the text of no source",
            next_step="put the text there as <slug>.txt, for example founding.txt",
        )
    return found


def _changed(span: Passage, text: str) -> Issue:
    actual = _digest(text[span.start : span.end])
    return Issue(
        "wrong-digest",
        "error",
        f"{compact(span.iri)} has another digest in the text: {actual}",
        "look whether the offsets or the text changed",
        span.digest_at,
    )


def _copied(index: Index, found: dict[str, str]) -> Iterator[Issue]:
    runs = {run for text in found.values() for run in _runs(text)}
    for one in index.data():
        # A proper name may be as long as it is.
        if one.predicate.value in _NAMES:
            continue
        if isinstance(one.object, ox.Literal) and runs.intersection(_runs(one.object.value)):
            yield Issue(
                "copied-text",
                "error",
                f"{_RUN} or more words in a row are those of a source",
                "say it in your own words",
                one.object_at,
            )


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    words = [word.casefold() for word in _WORD.findall(text)]
    return (tuple(words[i : i + _RUN]) for i in range(len(words) - _RUN + 1))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
