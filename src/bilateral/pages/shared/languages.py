"""Languages of a page: which ones labels are shown in, and which way each is written."""

from __future__ import annotations

from bilateral.settings import languages

_ENGLISH = "en"
# Those of the explorer's own words. The browser names the other languages of a dataset.
OWN_NAMES = {_ENGLISH: "English", "ja": "日本語", "ur": "اردو"}
_RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"})


def translated() -> tuple[str, ...]:
    """Return the languages, other than English, in which pages show labels.

    They are those of the dataset at hand.
    """
    return tuple(language for language in languages() if language != _ENGLISH)


def direction(language: str) -> str:
    """Return ``rtl`` or ``ltr`` for a language tag.

    >>> direction("ur"), direction("ar-EG"), direction("sw")
    ('rtl', 'rtl', 'ltr')
    """
    return "rtl" if language.partition("-")[0] in _RIGHT_TO_LEFT else "ltr"
