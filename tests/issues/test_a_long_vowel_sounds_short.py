"""What was folded by its sound was not at its end: "ouu" became "ou", and that became "o"."""

from __future__ import annotations

import pytest

from bilateral.find.fold import sounded


@pytest.mark.parametrize("text", ["o", "oo", "ou", "ouu", "ouo", "oou", "o-u"])
def test_every_spelling_of_a_long_vowel_sounds_the_same(text: str) -> None:
    assert sounded(text) == "o"


@pytest.mark.parametrize("text", ["uo", "u", "kuu", "koukuu", "roushuu"])
def test_to_fold_twice_changes_nothing(text: str) -> None:
    assert sounded(sounded(text)) == sounded(text)
