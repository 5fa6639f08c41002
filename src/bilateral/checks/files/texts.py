"""Checks against the texts of the sources, for those who hold them."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

import pyoxigraph as ox

from bilateral.checks.catalogue import issue
from bilateral.checks.files.passages import facts_of, passages
from bilateral.errors import ToolError
from bilateral.files import read_text
from bilateral.rdf.vocabulary import EV, SKOS, compact, spaces

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bilateral.checks.files.index import Index
    from bilateral.errors import Issue

# As many words in a row as no two writers choose by chance.
_RUN = 12
_WORD = re.compile(r"\w+")
_NAMES = (SKOS + "prefLabel", SKOS + "altLabel")


def against(index: Index, folder: Path) -> Iterator[Issue]:
    """Find what differs from, or repeats, a text in *folder*.

    Raises:
        ToolError: a text cannot be read, or *folder* holds none.
    """
    texts = _texts(index, folder)
    facts = facts_of(index)
    for document, text in sorted(texts.items()):
        digest = _digest(text)
        for statement in facts[document].get(EV + "sha256", ()):
            if isinstance(statement.object, ox.Literal) and statement.object.value != digest:
                message = f"the text of {compact(document)} has another digest: {digest}"
                yield issue("wrong-digest", message, statement.object_at)
    for passage in passages(facts):
        if passage.document not in texts:
            continue
        digest = _digest(texts[passage.document][passage.start : passage.end])
        if digest != passage.digest:
            yield issue(
                "wrong-digest",
                f"{compact(passage.iri)} has another digest in the text: {digest}",
                passage.digest_at,
                "look whether the offsets or the text changed",
            )
    yield from _copied(index, texts)


def _texts(index: Index, folder: Path) -> dict[str, str]:
    texts = {}
    for document in sorted({passage.document for passage in passages(facts_of(index))}):
        path = folder / f"{document.removeprefix(spaces().source)}.txt"
        if path.is_file():
            texts[document] = read_text(path)
    # A source that cannot be read has problems of its own, which must be shown first.
    if not texts and not index.project.issues:
        raise ToolError(
            f"{folder} holds the text of no source",
            next_step="put the text there as <slug>.txt, for example founding.txt",
        )
    return texts


def _copied(index: Index, texts: dict[str, str]) -> Iterator[Issue]:
    runs = {run for text in texts.values() for run in _runs(text)}
    for statement in index.data():
        # A proper name may be as long as it is.
        if statement.predicate.value in _NAMES or not isinstance(statement.object, ox.Literal):
            continue
        if runs.intersection(_runs(statement.object.value)):
            message = f"{_RUN} or more words in a row are those of a source"
            yield issue("copied-text", message, statement.object_at)


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    words = [word.casefold() for word in _WORD.findall(text)]
    return (tuple(words[i : i + _RUN]) for i in range(len(words) - _RUN + 1))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
