"""Escapes and suggestions: one for each target."""

from __future__ import annotations

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilateral import text
from bilateral.errors import UnknownNameError


def test_the_examples_in_the_docstrings_are_true() -> None:
    assert doctest.testmod(text).failed == 0


@given(value=st.text())
def test_what_is_visible_stays_on_one_line_and_commands_nothing(value: str) -> None:
    line = text.visible(value)
    assert line.splitlines() in ([], [line])
    assert all(sign.isprintable() or sign not in "\x1b\u202e\x07" for sign in line)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_formula_is_text_in_a_spreadsheet(start: str) -> None:
    assert text.formula_safe(f"{start}1") == f"'{start}1"


def test_an_unknown_name_is_told_with_the_nearest_ones() -> None:
    with pytest.raises(UnknownNameError) as caught:
        text.choose("tabel", {"table": 1, "json": 2}, "format")
    assert str(caught.value) == (
        "unknown format: 'tabel'; did you mean table?\n    next: choose one of table, json"
    )
