"""The site as a reader meets it: from files, with and without JavaScript, on a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from reader import PHONE, faults, messages, requests, wait
from selenium.webdriver.common.by import By

if TYPE_CHECKING:
    from pathlib import Path

    from selenium import webdriver

pytestmark = pytest.mark.browser

PAGES = (
    *("index.html", "things.html", "questions.html", "sources.html", "disagreements.html"),
    *("search.html", "downloads.html", "thing/org.jica.html", "question/loans.html"),
    *("source/founding.html", "thing/visit.nobusuke-kishi-1957.html"),
)


@pytest.fixture
def site(site_folder: Path) -> Path:
    return site_folder


def _open(browser: webdriver.Chrome, site: Path, page: str, rest: str = "") -> webdriver.Chrome:
    browser.get("about:blank")
    browser.get_log("performance")  # type: ignore[no-untyped-call]
    browser.get_log("browser")  # type: ignore[no-untyped-call]
    browser.get((site / page).as_uri() + rest)
    return browser


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_styled_quiet_and_without_serious_fault(
    browser: webdriver.Chrome, site: Path, page: str
) -> None:
    opened = _open(browser, site, page)
    assert messages(opened) == []
    assert requests(opened) == []
    width = opened.execute_script(
        "return getComputedStyle(document.querySelector('main')).maxWidth"
    )
    assert width == "1088px"
    assert faults(opened) == []


@pytest.mark.parametrize("page", PAGES)
def test_a_page_fits_a_phone(browser: webdriver.Chrome, site: Path, page: str) -> None:
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", PHONE)
    try:
        opened = _open(browser, site, page)
        assert opened.execute_script("return document.documentElement.scrollWidth") <= 360
    finally:
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_a_reader_without_javascript_finds_a_fact(browser: webdriver.Chrome, site: Path) -> None:
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        opened = _open(browser, site, "search.html")
        opened.find_element(By.LINK_TEXT, "one page").click()
        opened.find_element(By.LINK_TEXT, "Cultural Agreement of 1957").click()
        assert opened.find_element(By.TAG_NAME, "h1").text == "Cultural Agreement of 1957"
        opened.find_element(By.LINK_TEXT, "founding 6.2").click()
        assert "/source/founding.html" in opened.current_url
    finally:
        browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


@pytest.mark.parametrize(
    "text", ["cultural agreement of 1957", "パキスタン文化協定", "ثقافتی معاہدہ", "CULTÚRAL AGREE"]
)
def test_search_finds_names_in_any_script(browser: webdriver.Chrome, site: Path, text: str) -> None:
    opened = _open(browser, site, "search.html", f"#{quote(text)}")
    names = [element.text for element in opened.find_elements(By.CSS_SELECTOR, "#hits a")]
    assert "Cultural Agreement of 1957" in names


def test_a_page_leads_into_the_explorer(browser: webdriver.Chrome, site: Path) -> None:
    opened = _open(browser, site, "thing/org.jica.html")
    opened.find_element(By.LINK_TEXT, "In the explorer").click()
    wait(opened).until(lambda page: page.execute_script("return !!window.explorer"))
    heading = opened.find_element(By.CSS_SELECTOR, "#details h2").text
    assert heading == "Japan International Cooperation Agency"
