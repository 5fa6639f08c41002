"""Cutting a text into paragraphs and sentences, each with its exact place.

Places count code points from 0, and the end is not included. Where a sentence ends is
for sentencex to say, a library that knows the languages; its answer is compared with
the text before anything is made of it.
"""

from __future__ import annotations

import importlib
import re
import unicodedata
from typing import TYPE_CHECKING, Any, NamedTuple

from bilateral import files
from bilateral.errors import DataError, ToolError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

# Languages by what tells a text in them from others; all other languages are one group.
_KANA_WRITTEN = ("ja",)
_ARABIC_WRITTEN = ("ar", "ckb", "fa", "ks", "ps", "sd", "ug", "ur")
# The middle dot and the double hyphen between the kana stand in other scripts, too.
_KANA = re.compile("[\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9f]")
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc]")
# sentencex 1.0.32 stops with a panic at some wide spaces that follow an abbreviation. Another
# space in their place changes no offset.
_SPACE = re.compile(r"[^\S\n]")


class Sentence(NamedTuple):
    """A sentence: its paragraph and its number there, from 1, and its place in the text."""

    paragraph: int
    number: int
    start: int
    end: int


def read_text(path: Path) -> str:
    """Return the text of a file exactly as it is: no line end is changed.

    Raises:
        UsageError: there is no such file, or it is not UTF-8.
        ToolError: the file cannot be read.
    """
    if not path.exists():
        raise UsageError(
            f"there is no file {path}", next_step="name the file with the source's text"
        )
    try:
        return files.read_text(path, next_step="name a readable file")
    except DataError as error:
        raise UsageError(
            error.message,
            next_step="save the text as UTF-8 without a byte order mark",
            location=error.location,
        ) from error


def flaw(text: str) -> tuple[str, str] | None:
    """Return what would make the digests of *text* those of one machine, and the next step."""
    if text.startswith("\ufeff"):
        return "begins with a byte order mark", "save the text as UTF-8 without one"
    if "\r" in text:
        line = text.count("\n", 0, text.index("\r")) + 1
        return f"has a carriage return in line {line}", "save the text with Unix line ends (LF)"
    if not unicodedata.is_normalized("NFC", text):
        return (
            "is not in Unicode normal form C",
            "normalise the text, for example with uconv -x nfc",
        )
    if not text.strip():
        return "is empty", "put the source's text into the file"
    return None


def language_of(text: str, languages: Sequence[str]) -> str:
    """Return the language of *languages* in whose script most letters of *text* are.

    Where several have that script, or none has, it is the first of those.

    >>> language_of("A ship called さくら came.", ("en", "ja"))
    'en'
    """
    kana = len(_KANA.findall(text))
    japanese = kana + len(_HAN.findall(text)) if kana else 0
    arabic = sum(letter.isalpha() for letter in _ARABIC.findall(text))
    other = sum(letter.isalpha() for letter in text) - japanese - arabic
    groups = {_KANA_WRITTEN: japanese, _ARABIC_WRITTEN: arabic}
    written = max(groups, key=groups.__getitem__)
    if groups[written] > other:
        matches = [tag for tag in languages if tag in written]
    else:
        matches = [tag for tag in languages if not any(tag in group for group in groups)]
    return next(iter([*matches, *languages]))


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Return start and end of every paragraph.

    Empty lines separate paragraphs; where none stands between two lines, each line that
    is not empty is a paragraph.
    """
    blocks: list[list[tuple[int, int]]] = [[]]
    at = 0
    # Not splitlines(), which also ends lines at characters within them.
    for line in text.split("\n"):
        if line.strip():
            blocks[-1].append((at, at + len(line)))
        else:
            blocks.append([])
        at += len(line) + 1
    blocks = [lines for lines in blocks if lines]
    if len(blocks) == 1:
        return blocks[0]
    return [(lines[0][0], lines[-1][1]) for lines in blocks]


def sentences(text: str, language: str) -> list[Sentence]:
    """Return the sentences of *text*, without the white space around them.

    Raises:
        ToolError: sentencex is not installed, or its answer does not fit the text.
    """
    split = _splitter()
    cut = []
    for count, (start, end) in enumerate(paragraphs(text), start=1):
        spans = _spans(split, language, text[start:end], count)
        for number, (first, last) in enumerate(spans, start=1):
            cut.append(Sentence(count, number, start + first, start + last))
    return cut


def _splitter() -> Callable[[str, str], Iterable[dict[str, Any]]]:
    try:
        split: Callable[[str, str], Iterable[dict[str, Any]]] = importlib.import_module(
            "sentencex"
        ).get_sentence_boundaries
    except (ImportError, AttributeError) as error:
        raise ToolError(
            "cutting a text needs the package sentencex, which is missing or too old",
            next_step="pip install 'bilateral[curate]'",
        ) from error
    return split


def _spans(
    split: Callable[[str, str], Iterable[dict[str, Any]]], language: str, text: str, count: int
) -> Iterator[tuple[int, int]]:
    """Yield the places of the sentences of one paragraph, the *count*-th, within it."""
    plain = _SPACE.sub(" ", text)
    try:
        pieces = [
            (piece["start_index"], piece["end_index"], piece["text"])
            for piece in split(language, plain)
        ]
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # noqa: BLE001 - a panic in Rust is not an Exception
        # Its message quotes the text, so it is not repeated.
        raise _unfit(count, f"it stopped with {type(error).__name__}") from None
    before = 0
    for start, end, piece in [*pieces, (len(plain), len(plain), "")]:
        if not before <= start <= end <= len(plain) or plain[start:end] != piece:
            raise _unfit(count, "its offsets are not those of its sentences")
        if plain[before:start].strip():
            raise _unfit(count, "it left out a part")
        before = end
        if piece.strip():
            inner = text[start:end]
            yield end - len(inner.lstrip()), start + len(inner.rstrip())


def _unfit(count: int, what: str) -> ToolError:
    return ToolError(
        f"sentencex cannot cut paragraph {count} of the text: {what}",
        next_step="look for unusual characters there, or install another version of sentencex",
    )
