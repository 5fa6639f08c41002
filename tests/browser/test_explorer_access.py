"""Nobody is left out: axe finds no serious fault, in either direction of writing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from reader import PHONE, faults, open_page
from selenium.webdriver.common.by import By

from bilateral.rdf.vocabulary import ID

if TYPE_CHECKING:
    from pathlib import Path

    from selenium import webdriver

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    "address",
    [
        "",
        f"#focus={ID}org.jica",
        f"#lang=ja&focus={ID}visit.nobusuke-kishi-1957",
        f"#lang=ur&focus={ID}org.jica&view=around",
        f"#focus={ID}agreement.cultural-1957&from={ID}org.unicef",
    ],
)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_view_has_a_serious_fault(
    browser: webdriver.Chrome, html: Path, address: str, theme: str
) -> None:
    opened = open_page(browser, html, address=address)
    opened.execute_script("document.documentElement.dataset.theme = arguments[0]", theme)
    assert faults(opened) == []


def test_the_table_and_the_open_menus_have_none(opened: webdriver.Chrome) -> None:
    opened.find_element(By.ID, "as-table").click()
    opened.find_element(By.CSS_SELECTOR, "#filtering summary").click()
    opened.find_element(By.ID, "search").send_keys("cultural")
    assert faults(opened) == []


def test_a_phone_has_none(browser: webdriver.Chrome, html: Path) -> None:
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", PHONE)
    try:
        opened = open_page(browser, html, f"{ID}org.jica")
        assert faults(opened) == []
        assert opened.execute_script("return document.documentElement.scrollWidth") <= 360
    finally:
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
