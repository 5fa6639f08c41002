"""What the reader does with the map: filters, years, paths, layouts, undo, links to a view."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from reader import (
    boxes_of,
    click,
    count,
    crowded,
    details,
    messages,
    open_page,
    search,
    shown,
    wait,
)
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select

from bilateral.rdf.vocabulary import BIL, ID

if TYPE_CHECKING:
    from pathlib import Path

    from selenium import webdriver

pytestmark = pytest.mark.browser

TREATY = ID + "agreement.cultural-1957"
JICA = ID + "org.jica"
KISHI = ID + "visit.nobusuke-kishi-1957"
UNICEF = ID + "org.unicef"


def _links(browser: webdriver.Chrome) -> list[dict[str, str]]:
    links: list[dict[str, str]] = browser.execute_script("return window.explorer.links()")
    return links


def _set_year(browser: webdriver.Chrome, field: str, year: int) -> None:
    browser.execute_script(
        "const f = document.getElementById(arguments[0]); f.value = arguments[1];"
        "f.dispatchEvent(new Event('input')); f.dispatchEvent(new Event('change'));",
        field,
        year,
    )


def test_a_property_can_be_hidden(opened: webdriver.Chrome) -> None:
    before = len(_links(opened))
    opened.find_element(By.CSS_SELECTOR, "#filtering summary").click()
    box = opened.find_element(By.CSS_SELECTOR, f'[data-property="{BIL}hasParticipant"]')
    assert box.find_element(By.XPATH, "..").text.startswith("has participant")
    box.click()
    assert len(_links(opened)) < before
    assert "1 properties hidden" in count(opened)
    # The choice is part of the address, and holds when it is opened anew.
    again = opened.execute_script("return location.hash")
    assert quote(f"{BIL}hasParticipant", safe="") in again


def test_what_follows_by_a_rule_can_be_hidden(browser: webdriver.Chrome, html: Path) -> None:
    opened = open_page(browser, html, address=f"#view=around&focus={quote(JICA, safe='')}")
    dashed = [link for link in _links(opened) if link["dashes"]]
    assert dashed
    opened.find_element(By.CSS_SELECTOR, "#filtering summary").click()
    opened.find_element(By.ID, "inferred").click()
    assert [link for link in _links(opened) if link["dashes"]] == []
    assert "what follows by a rule is hidden" in count(opened)
    search(opened, "nobusuke kishi to pakistan")
    assert "inferred" not in details(opened)


def test_years_leave_out_what_was_not_then(opened: webdriver.Chrome) -> None:
    everything = set(shown(opened))
    _set_year(opened, "to-year", 1960)
    then = set(shown(opened))
    assert TREATY in then
    assert ID + "state.JP" in then
    assert f"{len(everything) - len(then)} outside the years" in count(opened)
    assert ID + "visit.nakasone-1984" not in then
    # The two ends cannot pass each other.
    _set_year(opened, "from-year", 1990)
    assert opened.find_element(By.ID, "years").text == "1990–1990"


def test_play_lets_the_years_run(opened: webdriver.Chrome) -> None:
    _set_year(opened, "to-year", 1950)
    _set_year(opened, "from-year", 1950)
    few = len(shown(opened))
    opened.find_element(By.ID, "play").click()
    wait(opened).until(
        lambda page: page.execute_script("return +document.getElementById('to-year').value") > 1958
    )
    opened.find_element(By.ID, "play").click()
    assert len(shown(opened)) > few
    stopped = opened.find_element(By.ID, "years").text
    assert opened.find_element(By.ID, "play").get_attribute("aria-pressed") == "false"
    assert opened.find_element(By.ID, "years").text == stopped


@pytest.mark.parametrize("layout", ["fields", "time", "classes", "communities", "network"])
def test_each_layout_is_stable_and_nothing_covers_anything(
    browser: webdriver.Chrome, html: Path, layout: str
) -> None:
    opened = open_page(browser, html)
    Select(opened.find_element(By.ID, "layout")).select_by_value(layout)
    boxes = boxes_of(opened)
    assert crowded(boxes) == []
    again = boxes_of(open_page(browser, html, address=f"#layout={layout}"))
    assert again == boxes


def test_by_community_stand_together_what_is_linked(browser: webdriver.Chrome, html: Path) -> None:
    opened = open_page(browser, html, address="#layout=communities")
    drawn: str = opened.execute_script("return window.explorer.svg()")
    headings = re.findall(r">(Around [^<]+) \((\d+) of (\d+)\)<", drawn)
    assert len(headings) > 5
    assert all(int(few) <= int(all_of_them) for _, few, all_of_them in headings)
    assert 50 < sum(int(few) for _, few, _ in headings) <= len(shown(opened))


@pytest.mark.parametrize("layout", ["fields", "time", "classes", "communities"])
def test_all_things_stand_as_dots_under_headings(
    browser: webdriver.Chrome, html: Path, layout: str
) -> None:
    opened = open_page(browser, html, address=f"#view=all&layout={layout}")
    boxes = boxes_of(opened)
    assert len(boxes) > 1_400
    assert crowded(boxes) == []
    # Headings of 14 units, drawn at this scale: what a reader can read on a desk.
    scale: float = opened.execute_script("return window.explorer.network.getScale()")
    assert 14 * scale > 7


def test_by_time_older_stands_before_newer(browser: webdriver.Chrome, html: Path) -> None:
    boxes = boxes_of(open_page(browser, html, address="#layout=time"))
    older, newer = boxes[TREATY], boxes[ID + "event.climate-resilient-pakistan-2023"]
    assert (older[0], older[1]) < (newer[0], newer[1])


def test_only_one_thing_and_what_is_next_to_it(opened: webdriver.Chrome) -> None:
    search(opened, "Japan International Cooperation Agency")
    opened.find_element(By.ID, "only").click()
    around = set(shown(opened))
    assert JICA in around
    assert crowded(boxes_of(opened)) == []
    counts = re.search(r"the (\d+) most linked of (\d+)", count(opened))
    assert counts is not None
    assert int(counts[1]) == len(around) - 1
    assert int(counts[2]) > int(counts[1])


def test_a_path_between_two_things_with_a_source_for_each_step(opened: webdriver.Chrome) -> None:
    search(opened, "UNICEF")
    opened.find_element(By.ID, "path").click()
    assert "the other end" in count(opened)
    search(opened, "cultural agreement of 1957")
    assert "shortest paths" in count(opened)
    route = shown(opened)
    assert UNICEF in route
    assert TREATY in route
    assert crowded(boxes_of(opened)) == []
    assert all(link["label"] for link in _links(opened))
    steps = opened.find_element(By.CSS_SELECTOR, "#details ol").find_elements(By.TAG_NAME, "li")
    length = re.search(r"paths of (\d+) steps", count(opened))
    assert length is not None
    assert len(steps) == int(length[1])
    assert all(step.find_elements(By.CSS_SELECTOR, ".cite") for step in steps)
    # The states touch nearly everything: no path leads through them while others exist.
    assert ID + "state.JP" not in route


def test_a_path_is_an_address(browser: webdriver.Chrome, html: Path) -> None:
    address = f"#focus={quote(TREATY, safe='')}&from={quote(UNICEF, safe='')}"
    opened = open_page(browser, html, address=address)
    assert "shortest paths" in count(opened)
    assert opened.execute_script("return location.hash") == address


def test_the_back_button_and_undo_go_one_step_back(opened: webdriver.Chrome) -> None:
    first = boxes_of(opened)
    assert not opened.find_element(By.ID, "undo").is_enabled()
    search(opened, "Japan International Cooperation Agency")
    opened.find_element(By.ID, "expand").click()
    expanded = boxes_of(opened)
    Select(opened.find_element(By.ID, "layout")).select_by_value("classes")
    opened.find_element(By.ID, "undo").click()
    wait(opened).until(lambda page: boxes_of(page) == expanded)
    opened.back()
    wait(opened).until(lambda page: set(boxes_of(page)) == set(first))
    opened.back()
    wait(opened).until(lambda page: not details(page))
    opened.forward()
    wait(opened).until(lambda page: "Cooperation Agency" in details(page))
    assert messages(opened) == []


def test_a_filter_can_be_undone(opened: webdriver.Chrome) -> None:
    opened.find_element(By.CSS_SELECTOR, '[data-kind="Treaty"]').click()
    assert TREATY not in shown(opened)
    opened.find_element(By.ID, "undo").click()
    wait(opened).until(lambda page: TREATY in shown(page))


def test_everything_on_request_says_that_it_is_all(opened: webdriver.Chrome) -> None:
    opened.find_element(By.ID, "all").click()
    assert len(shown(opened)) > 1_400
    assert "all that the filters leave" in count(opened)
    search(opened, "Cultural Agreement of 1957")
    assert "founding 6.2" in details(opened)
    assert messages(opened) == []


def test_a_class_that_was_hidden_comes_back_to_all(opened: webdriver.Chrome) -> None:
    opened.find_element(By.CSS_SELECTOR, '[data-kind="Treaty"]').click()
    opened.find_element(By.ID, "all").click()
    assert TREATY not in shown(opened)
    opened.find_element(By.CSS_SELECTOR, '[data-kind="Treaty"]').click()
    assert TREATY in shown(opened)


def test_disagreements_are_marked_and_told(browser: webdriver.Chrome, html: Path) -> None:
    opened = open_page(browser, html, KISHI)
    dispute = opened.find_element(By.CSS_SELECTOR, "#details .dispute").text
    assert "Sources disagree" in dispute
    assert "1955" in dispute
    assert "1957preferred" in dispute.replace("\n", "").replace(" ", "")
    opened.find_element(By.ID, "as-table").click()
    row = opened.find_element(
        By.XPATH, "//tr[.//button[text()='Visit of Nobusuke Kishi to Pakistan']]"
    )
    assert row.text.endswith("Sources disagree")


def test_opinions_are_marked(browser: webdriver.Chrome, html: Path) -> None:
    opened = open_page(browser, html, ID + "assessment.stable-relationship")
    marks = [
        element.text for element in opened.find_elements(By.CSS_SELECTOR, "#details .bar .mark")
    ]
    assert marks == ["Judgement"]
    drawn: str = opened.execute_script("return window.explorer.svg()")
    assert drawn.count("stroke-dasharray") >= 1


@pytest.mark.parametrize(
    ("lang", "direction", "button"),
    [("ja", "ltr", "概観"), ("ur", "rtl", "جائزہ")],
)
def test_the_page_speaks_three_languages(
    browser: webdriver.Chrome, html: Path, lang: str, direction: str, button: str
) -> None:
    opened = open_page(browser, html, address=f"#lang={lang}&focus={quote(JICA, safe='')}")
    assert opened.execute_script("return document.documentElement.dir") == direction
    assert opened.execute_script("return document.documentElement.lang") == lang
    assert opened.find_element(By.ID, "overview").text == button
    treaty = opened.execute_script(
        "return document.querySelector('[data-kind=\"Treaty\"]').textContent"
    )
    assert not re.search("[a-z]", treaty)
    assert opened.find_element(By.CSS_SELECTOR, "#details h2").get_attribute("lang") == lang
    side = opened.find_element(By.ID, "details").rect["x"]
    assert (side < 100) is (direction == "rtl")
    Select(opened.find_element(By.ID, "language")).select_by_value("en")
    assert opened.find_element(By.ID, "overview").text == "Overview"
    assert "Japan International Cooperation Agency" in details(opened)
    assert messages(opened) == []


def test_the_language_goes_back_with_the_rest(opened: webdriver.Chrome) -> None:
    def drawn() -> str:
        drawing: str = opened.execute_script("return window.explorer.svg()")
        return drawing

    first = drawn()
    Select(opened.find_element(By.ID, "language")).select_by_value("ja")
    wait(opened).until(lambda _: drawn() != first)
    assert "lang=ja" in opened.current_url
    opened.find_element(By.ID, "undo").click()
    wait(opened).until(lambda page: page.find_element(By.ID, "all").text == "All")
    assert opened.execute_script("return document.documentElement.lang") == "en"
    assert "lang=" not in opened.current_url
    assert drawn() == first
    opened.forward()
    wait(opened).until(lambda page: "lang=ja" in page.current_url)
    wait(opened).until(lambda _: drawn() != first)
    assert Select(opened.find_element(By.ID, "language")).first_selected_option.text == "日本語"
    assert messages(opened) == []


def test_dark_can_be_chosen_whatever_the_system_says(opened: webdriver.Chrome) -> None:
    def paper() -> str:
        colour: str = opened.execute_script(
            "return getComputedStyle(document.body).backgroundColor"
        )
        return colour

    menu = Select(opened.find_element(By.ID, "theme"))
    menu.select_by_value("dark")
    dark = paper()
    menu.select_by_value("light")
    assert paper() != dark
    menu.select_by_value("auto")


def test_a_dark_page_is_printed_light(opened: webdriver.Chrome) -> None:
    menu = Select(opened.find_element(By.ID, "theme"))
    menu.select_by_value("dark")
    opened.execute_script("window.dispatchEvent(new Event('beforeprint'))")
    theme = "return document.documentElement.dataset.theme || ''"
    assert opened.execute_script(theme) == "light"
    opened.execute_script("window.dispatchEvent(new Event('afterprint'))")
    assert opened.execute_script(theme) == "dark"
    menu.select_by_value("auto")


def test_the_keyboard_alone_walks_a_path(opened: webdriver.Chrome) -> None:
    canvas = opened.find_element(By.ID, "canvas")
    search(opened, "UNICEF")
    canvas.send_keys("p")
    assert opened.switch_to.active_element.get_attribute("id") == "search"
    opened.switch_to.active_element.send_keys("cultural agreement of 1957")
    opened.switch_to.active_element.send_keys(Keys.ENTER)
    assert "shortest paths" in count(opened)
    canvas.send_keys("u")
    wait(opened).until(lambda page: "shortest paths" not in count(page))
    canvas.send_keys(Keys.ESCAPE)
    canvas.send_keys(Keys.ARROW_RIGHT)
    canvas.send_keys("o")
    assert "Around" in count(opened)


def test_an_address_of_another_dataset_does_no_harm(browser: webdriver.Chrome, html: Path) -> None:
    address = (
        "#focus=javascript:alert(1)&from=%E0%A4%A&years=9999-0000&layout=x&lang=<b>&without=%00"
    )
    opened = open_page(browser, html, address=address)
    assert len(shown(opened)) == len(boxes_of(opened))
    assert messages(opened) == []


def test_a_click_on_a_step_of_a_path_opens_it(browser: webdriver.Chrome, html: Path) -> None:
    address = f"#focus={quote(TREATY, safe='')}&from={quote(UNICEF, safe='')}"
    opened = open_page(browser, html, address=address)
    kishi = ID + "person.nobusuke-kishi"
    click(opened, kishi)
    wait(opened).until(lambda page: "Nobusuke Kishi" in details(page))
    assert "shortest paths" in count(opened)
    # The link is still that of the whole path.
    assert opened.execute_script("return location.hash") == address
