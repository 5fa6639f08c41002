"""The search box of the explorer finds what the command line finds, in any script."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from reader import open_page
from selenium.webdriver.common.by import By

from bilateral.find.fold import fold
from bilateral.kg import KnowledgeGraph

if TYPE_CHECKING:
    from pathlib import Path

    from selenium import webdriver


def hits(browser: webdriver.Chrome, text: str) -> list[str]:
    """Return the IRIs that the search box offers for *text*."""
    field = browser.find_element(By.ID, "search")
    field.clear()
    field.send_keys(text)
    offered = browser.find_elements(By.CSS_SELECTOR, "#hits [data-id]")
    return [str(hit.get_attribute("data-id")) for hit in offered]


@pytest.mark.parametrize(("typed", "written"), [("كراچي", "کراچی"), ("からち", "カラチ")])
def test_another_keyboard_or_syllabary_finds_the_same(
    browser: webdriver.Chrome, html: Path, typed: str, written: str
) -> None:
    opened = open_page(browser, html)
    expected = hits(opened, written)
    assert len(expected) == 8
    assert hits(opened, typed) == expected


@pytest.mark.parametrize("typed", ["كراچي", "からち", "カラチ"])
def test_the_page_offers_whatever_has_the_folded_text_in_a_name(
    browser: webdriver.Chrome, html: Path, typed: str
) -> None:
    matches = {match.iri for match in KnowledgeGraph().search(typed, limit=100)}
    offered = hits(open_page(browser, html), typed)
    assert offered
    assert set(offered) <= matches, fold(typed)
