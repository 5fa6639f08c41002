"""The page as a reader meets it: from a file, without a network, in Chromium."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from reader import (
    HOSTILE,
    PHONE,
    boxes_of,
    click,
    count,
    crowded,
    details,
    messages,
    open_page,
    requests,
    wait,
)
from selenium.common.exceptions import NoAlertPresentException
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select

from bilateral.pages.explorer.page import page
from bilateral.rdf.vocabulary import ID

if TYPE_CHECKING:
    from selenium import webdriver

    from bilateral.kg import KnowledgeGraph

pytestmark = pytest.mark.browser

TREATY = ID + "agreement.cultural-1957"


def test_it_opens_without_network_or_console_message(opened: webdriver.Chrome) -> None:
    assert messages(opened) == []
    assert requests(opened) == []


def test_the_overview_is_readable(opened: webdriver.Chrome) -> None:
    boxes = boxes_of(opened)
    assert 20 <= len(boxes) <= 60
    assert crowded(boxes) == []
    assert boxes[ID + "state.PK"][0] == min(box[0] for box in boxes.values())
    assert boxes[ID + "state.JP"][0] == max(box[0] for box in boxes.values())
    assert f"{len(boxes)} shown of" in count(opened)


def test_what_sources_say_is_text(opened: webdriver.Chrome) -> None:
    for number, label in enumerate(HOSTILE):
        opened.execute_script(
            "location.hash = '#focus=' + encodeURIComponent(arguments[0])",
            f"{ID}person.hostile-{number}",
        )
        heading = wait(opened).until(
            lambda page, label=label: page.execute_script(  # type: ignore[misc]
                "const h = document.querySelector('#details h2');"
                "return h && h.textContent === arguments[0] && h",
                label,
            )
        )
        assert heading.get_attribute("dir") == "auto"
    opened.find_element(By.ID, "as-table").click()
    with pytest.raises(NoAlertPresentException):
        _ = opened.switch_to.alert.text
    assert opened.find_elements(By.TAG_NAME, "img") == []
    assert opened.find_element(By.TAG_NAME, "h1").get_attribute("textContent") == HOSTILE[1]
    links = opened.find_elements(By.CSS_SELECTOR, "a[href]")
    assert all((link.get_attribute("href") or "").startswith("https://") for link in links)


@pytest.mark.parametrize("text", ["cultural agreement", "文化協定", "معاہدہ", "CULTÚRAL AGREE"])
def test_search_finds_names_in_any_script(opened: webdriver.Chrome, text: str) -> None:
    field = opened.find_element(By.ID, "search")
    field.send_keys(text)
    options = opened.find_elements(By.CSS_SELECTOR, "#hits [role=option]")
    assert TREATY in [option.get_attribute("data-id") for option in options]
    assert field.get_attribute("aria-expanded") == "true"


def test_a_click_shows_facts_with_their_sentences(opened: webdriver.Chrome) -> None:
    click(opened, TREATY)
    wait(opened).until(lambda page: "Cultural Agreement of 1957" in details(page))
    assert "founding 6.2" in details(opened)
    cite = opened.find_element(By.LINK_TEXT, "founding 6.2")
    assert "paragraph 6, sentence 2" in (cite.get_attribute("title") or "")
    assert (cite.get_attribute("href") or "").startswith("https://moderndiplomacy.eu/")


def test_a_deep_link_reaches_what_the_overview_leaves_out(
    browser: webdriver.Chrome, html: Path
) -> None:
    aim = ID + "aim.labour-migration"
    opened = open_page(browser, html, aim)
    assert "Cooperation on labour migration" in details(opened)
    assert aim in boxes_of(opened)
    assert crowded(boxes_of(opened)) == []


def test_neighbours_expand_and_collapse(opened: webdriver.Chrome) -> None:
    before = set(boxes_of(opened))
    click(opened, TREATY, times=2)
    wait(opened).until(lambda page: len(boxes_of(page)) > len(before))
    assert crowded(boxes_of(opened)) == []
    opened.find_element(By.ID, "expand").click()
    assert set(boxes_of(opened)) == before


def test_the_legend_filters_by_class(opened: webdriver.Chrome) -> None:
    button = opened.find_element(By.CSS_SELECTOR, '[data-kind="Treaty"]')
    assert re.fullmatch(r"treaty \d+", button.text)
    button.click()
    assert TREATY not in opened.execute_script("return window.explorer.shown()")


def test_the_keyboard_alone_reaches_a_fact(opened: webdriver.Chrome) -> None:
    opened.find_element(By.TAG_NAME, "body").send_keys("/")
    field = opened.switch_to.active_element
    field.send_keys("cultural agreement of")
    field.send_keys(Keys.ENTER)
    assert "founding 6.2" in details(opened)
    opened.find_element(By.ID, "canvas").send_keys(Keys.ARROW_RIGHT)
    assert "Cultural Agreement of 1957" not in opened.find_element(By.TAG_NAME, "h2").text


def test_the_table_lists_what_is_shown(opened: webdriver.Chrome) -> None:
    opened.find_element(By.ID, "as-table").click()
    rows = opened.find_elements(By.CSS_SELECTOR, "#table tbody tr")
    assert len(rows) == len(boxes_of(opened))
    assert any("Cultural Agreement of 1957" in row.text for row in rows)


def test_a_phone_shows_the_states_above_the_fields(browser: webdriver.Chrome, html: Path) -> None:
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", PHONE)
    try:
        opened = open_page(browser, html)
        boxes = boxes_of(opened)
        assert crowded(boxes) == []
        states = [boxes[ID + "state.PK"], boxes[ID + "state.JP"]]
        assert max(box[1] for box in states) == min(box[1] for box in boxes.values())
        assert opened.execute_script("return document.documentElement.scrollWidth") <= 360
        assert opened.execute_script("return window.explorer.network.getScale()") > 0.8
    finally:
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_an_analysis_is_chosen_and_shown_on_the_things(opened: webdriver.Chrome) -> None:
    menu = Select(opened.find_element(By.ID, "overlay"))
    assert [option.text for option in menu.options][:2] == ["Colours by class", "Partners"]
    menu.select_by_visible_text("Partners")
    assert "How many partners." in count(opened)
    # What it says most of is on the page, even where the overview had no room for it.
    assert f"{ID}org.jica" in boxes_of(opened)
    assert f"{ID}org.unicef" in boxes_of(opened)
    assert crowded(boxes_of(opened)) == []
    opened.find_element(By.ID, "as-table").click()
    row = opened.find_element(By.XPATH, "//tr[.//button[text()='UNICEF']]")
    assert row.text.endswith("36")
    opened.find_element(By.ID, "as-table").click()
    menu.select_by_index(2)
    # Nothing of the first is left when the second is chosen.
    assert "How many" not in count(opened)
    assert "Which group." in count(opened)
    legend = opened.find_element(By.ID, "legend")
    assert [element.text for element in legend.find_elements(By.CSS_SELECTOR, ".group")] == [
        HOSTILE[0]
    ]
    menu.select_by_index(0)
    assert "group" not in count(opened)
    assert messages(opened) == []


def test_a_page_without_an_analysis_has_no_menu(
    browser: webdriver.Chrome, kg: KnowledgeGraph, tmp_path: Path
) -> None:
    file = tmp_path / "plain.html"
    file.write_text(page(kg.store), encoding="utf-8")
    assert not open_page(browser, file).find_element(By.ID, "overlay").is_displayed()


def test_the_overview_comes_back_after_an_expansion(opened: webdriver.Chrome) -> None:
    before = boxes_of(opened)
    open_page(opened, Path(opened.current_url.removeprefix("file://")), f"{ID}org.jica")
    opened.find_element(By.ID, "expand").click()
    assert len(boxes_of(opened)) > len(before)
    opened.find_element(By.ID, "overview").click()
    assert boxes_of(opened) == before
    assert messages(opened) == []
