"""Folding: one form for all the ways in which people type the same name.

Arabic and Urdu keyboards give different code points for the same letter, Latin
names come with or without diacritics, and Japanese comes in two syllabaries.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Any

# Marks above or below a letter that people leave out: Latin diacritics, Hebrew
# points, Arabic vowel signs. The voicing marks of kana are not among them: with
# them, "ga" would be found as "ka".
_DROPPED_MARKS = (
    (0x0300, 0x036F),
    (0x0591, 0x05C7),
    (0x0610, 0x061A),
    (0x064B, 0x065F),
    (0x0670, 0x0670),
    (0x06D6, 0x06ED),
    (0x1AB0, 0x1AFF),
    (0x1DC0, 0x1DFF),
    (0x20D0, 0x20FF),
    (0xFE20, 0xFE2F),
)
_APOSTROPHES = "'’‘ʼʻ`´"
# Letters that keyboards mix up, by code point.
_SAME: dict[int, str | None] = {
    **{ord(ch): "ی" for ch in "يىۍێېۑےۓ"},
    **{ord(ch): "ک" for ch in "كڪګڬڭڮ"},
    **{ord(ch): "ہ" for ch in "هھەۀةۃۂ"},
    ord("ٱ"): "ا",
    ord("ـ"): None,
    **{ord(ch): None for ch in _APOSTROPHES},
    **dict(zip(map(ord, "øłđıðþæœ"), ("o", "l", "d", "i", "d", "th", "ae", "oe"), strict=True)),
}
_KATAKANA, _TO_HIRAGANA = range(0x30A1, 0x30F7), 0x60
_KATAKANA_TO_HIRAGANA = {code: chr(code - _TO_HIRAGANA) for code in _KATAKANA}
_KANA = re.compile("[\u3041-\u30ff]")
# Doubled letters, of any script but the ideographs and digits.
_DOUBLE = re.compile(r"([a-z])\1+")
_LONG_O = re.compile("ou+")
_ALIKE = {ord("l"): "r", ord("v"): "b", ord("-"): None, ord("ー"): None, ord("・"): " "}
# A longer text is not a name; folding all of it would only cost time.
_MAX_LENGTH = 400


def fold(text: str) -> str:
    """Return *text* in the form in which names are compared.

    >>> fold("Zafarullāh  KHAN")
    'zafarullah khan'
    >>> fold("カラチ") == fold("からち")
    True
    """
    plain = unicodedata.normalize("NFKD", text[:_MAX_LENGTH]).casefold()
    letters = "".join(_char(ch) for ch in plain if not _is_dropped(ch))
    joined = unicodedata.normalize("NFC", letters.translate(_SAME))
    return " ".join(joined.translate(_KATAKANA_TO_HIRAGANA).split())


def _is_dropped(ch: str) -> bool:
    code = ord(ch)
    # Format characters (joiners, direction marks) have no form of their own.
    return unicodedata.category(ch) == "Cf" or any(
        first <= code <= last for first, last in _DROPPED_MARKS
    )


def _char(ch: str) -> str:
    if ch in _APOSTROPHES:
        return ch
    kind = unicodedata.category(ch)
    if kind == "Nd":
        return str(unicodedata.digit(ch))
    return " " if kind[0] in "PSZC" else ch


@cache
def folding_tables() -> dict[str, Any]:
    """Return what a page needs to fold as :func:`fold` does; ``pages/shared/fold.js`` reads it.

    JavaScript normalizes and knows categories of characters itself. What it cannot know
    are our own choices, and two tables of Unicode that it does not have: the values of
    digits, and folded case where that is not lower case.
    """
    # Above the second plane there are ideographs only, which have neither.
    plain = [ch for ch in map(chr, range(0x20000)) if unicodedata.is_normalized("NFKD", ch)]
    return {
        "longest": _MAX_LENGTH,
        "marks": _DROPPED_MARKS,
        "letters": {chr(code): letter or "" for code, letter in sorted(_SAME.items())},
        "apostrophes": _APOSTROPHES,
        "zeros": [ord(ch) for ch in plain if unicodedata.digit(ch, -1) == 0 and ch.isdecimal()],
        "cases": {ch: ch.casefold() for ch in plain if ch.casefold() != ch.lower()},
        "katakana": [_KATAKANA[0], _KATAKANA[-1], _TO_HIRAGANA],
    }


def sounded(text: str) -> str:
    """Return folded *text* as it sounds in Latin letters, roughly: for kana and romaji.

    Kana become romaji (Hepburn); long vowels, double letters, and the pairs that
    Japanese does not tell apart (l and r, v and b) become one. Other scripts stay.

    >>> sounded("とうきょう") == sounded("tokyo")
    True
    >>> sounded("からち") == sounded("karachi")
    True
    """
    if _KANA.search(text):
        import jaconv

        text = jaconv.kana2alphabet(text)
    # Doubles go before and after: a rest such as the second u of "ouu" would be a long vowel
    # again, and two spellings of one name would never meet.
    text = _DOUBLE.sub(r"\1", text.translate(_ALIKE))
    return _DOUBLE.sub(r"\1", _LONG_O.sub("o", text))


def sounds(text: str) -> str:
    """Return the words of folded *text* as they sound, and the whole without spaces.

    Japanese writes names without a space and the family name first, so a name of two
    words is there in both orders.

    >>> sounded("きしのぶすけ") in sounds("nobusuke kishi").split()
    True
    """
    words = sounded(text).split()
    if len(words) != 2:
        return " ".join(words)
    return " ".join((*words, "".join(words), "".join(reversed(words))))
