"""One form for all the ways in which people type the same name, letter by letter."""

from __future__ import annotations

import pytest

from bilateral.find.fold import fold, sounded, sounds
from bilateral.find.japanese import bigrams, has_japanese


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("  Two   words ", "two words"),
        ("A-B/C_D", "a b c d"),
        ("it's ‘it’s’", "its its"),
        ("Øresund Þór Æsir Œuvre Đà ıi", "oresund thor aesir oeuvre da ii"),
        ("ﷺ", "صلی اللہ علیہ وسلم"),
        ("كراچي", "کراچی"),
        ("ٱللہ ـ", "اللہ"),
        ("a\u200db\u202ec", "abc"),
        ("ガギ カキ", "がぎ かき"),
        ("ヴー", "ゔー"),
        ("一二三", "一二三"),
        ("٣ ۴ ５", "3 4 5"),
        ("x² €", "x2"),
        ("\ud800", ""),
        ("", ""),
    ],
)
def test_letters_fold_to_one_form(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert fold(folded) == folded


def test_a_long_text_is_folded_at_its_beginning_only() -> None:
    assert fold("x" * 399 + "yz") == "x" * 399 + "y"


@pytest.mark.parametrize(
    ("text", "sound"),
    [
        ("tokyo", "tokyo"),
        ("toukyou", "tokyo"),
        ("とうきょう", "tokyo"),
        ("おおさか", "osaka"),
        ("zafarullah", "zafarurah"),
        ("vel", "ber"),
        ("a-b", "ab"),
        ("2000", "2000"),
        ("ظفر", "ظفر"),
    ],
)
def test_kana_and_romaji_sound_the_same(text: str, sound: str) -> None:
    assert sounded(text) == sound


def test_two_words_sound_in_both_orders_and_other_numbers_in_one() -> None:
    assert sounds("a b") == "a b ab ba"
    assert sounds("a") == "a"
    assert sounds("a b c") == "a b c"
    assert sounds("") == ""


def test_japanese_is_found_and_cut_into_pairs() -> None:
    assert has_japanese("JICAは")
    assert has_japanese("佐々")
    assert not has_japanese("JICA کراچی 汉"[:-1])
    assert bigrams("国際協力") == ["国際", "際協", "協力"]
    assert bigrams("国際") == ["国際"]
    assert bigrams("国") == ["国"]
