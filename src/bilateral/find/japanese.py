"""Japanese text, which has no spaces: where it stands in other text, and how it is cut."""

from __future__ import annotations

import re

#: A run of kana, kanji and the mark that repeats a kanji.
JAPANESE = re.compile("[\u3005\u3040-\u30ff\u3400-\u9fff]+")


def has_japanese(text: str) -> bool:
    """Return whether a Japanese character stands in *text*."""
    return JAPANESE.search(text) is not None


def bigrams(run: str) -> list[str]:
    """Return the pairs of neighbouring characters in *run*, which stand for its words.

    >>> bigrams("国会館")
    ['国会', '会館']
    >>> bigrams("岸")
    ['岸']
    """
    return [run[at : at + 2] for at in range(len(run) - 1)] or [run]
