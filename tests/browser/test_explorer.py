"""The page as a reader meets it: from a file, without a network, in Chromium."""

from __future__ import annotations

import json
import os
import re
import shutil
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
import pytest
from selenium import webdriver
from selenium.common.exceptions import NoAlertPresentException
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select, WebDriverWait

from bilateral.analysis.overlays import Overlay
from bilateral.build.merge import merge
from bilateral.build.read import read_project
from bilateral.explorer.page import page
from bilateral.namespaces import GRAPH, ID, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
TREATY = ID + "agreement.cultural-1957"
HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(2)>',
    "</script><script>alert(3)</script>",
    "\u202eevil\u202d href=javascript:alert(4)",
    "{{ 7 * 7 }} ${alert(5)}",
]


@pytest.fixture(scope="module")
def html(tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = merge(read_project(ROOT))
    text = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
    for number, label in enumerate(HOSTILE):
        said = json.dumps(label)
        text += (
            f"id:person.hostile-{number} a bil:Person ; skos:prefLabel {said}@en ;"
            f" dcterms:description {said}@en ; bil:hasDiplomaticRelationsWith id:state.PK .\n"
        )
    text += 'id:agreement.cultural-1957 skos:altLabel "日本国とパキスタンとの間の文化協定"@ja ;'
    text += ' skos:altLabel "ثقافتی معاہدۂ"@ur .\n'
    graph = ox.NamedNode(GRAPH + "founding.p6s2.a")
    for one in list(ox.parse(text, format=ox.RdfFormat.TURTLE)):
        store.add(ox.Quad(one.subject, one.predicate, one.object))
        store.add(ox.Quad(one.subject, one.predicate, one.object, graph))
    file = tmp_path_factory.mktemp("explorer") / "page.html"
    values: dict[str, float | str] = {f"{ID}org.jica": 72, f"{ID}org.unicef": 36}
    groups: dict[str, float | str] = dict.fromkeys(values, HOSTILE[0])
    given = [
        Overlay("partners", "Partners", "How many partners.", values),
        Overlay("groups", HOSTILE[2], "Which group.", groups),
    ]
    text = page(store, title=HOSTILE[1], overlays=given)
    file.write_text(text, encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def browser() -> Iterator[webdriver.Chrome]:
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    driver = shutil.which("chromedriver")
    if not chromium or not driver:
        if os.environ.get("CI"):
            pytest.fail("Chromium or its driver is missing, and CI must not skip these tests")
        pytest.skip("Chromium or its driver is not installed")
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for argument in (
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--window-size=1400,900",
        "--host-resolver-rules=MAP * ~NOTFOUND",
    ):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    found = webdriver.Chrome(options=options, service=webdriver.ChromeService(driver))
    yield found
    found.quit()


@pytest.fixture
def opened(browser: webdriver.Chrome, html: Path) -> webdriver.Chrome:
    return _open(browser, html)


def _open(browser: webdriver.Chrome, html: Path, focus: str = "") -> webdriver.Chrome:
    browser.get("about:blank")
    browser.get_log("performance")  # type: ignore[no-untyped-call]
    browser.get_log("browser")  # type: ignore[no-untyped-call]
    browser.get(html.as_uri() + (f"#focus={focus}" if focus else ""))
    WebDriverWait(browser, 10).until(lambda one: one.execute_script("return !!window.explorer"))
    return browser


def _details(browser: webdriver.Chrome) -> str:
    return browser.find_element(By.ID, "details").text


def _boxes(browser: webdriver.Chrome) -> dict[str, list[float]]:
    found: dict[str, list[float]] = browser.execute_script("return window.explorer.boxes()")
    return found


def _crowded(boxes: dict[str, list[float]]) -> list[tuple[str, str]]:
    return [
        (one, two)
        for (one, a), (two, b) in combinations(boxes.items(), 2)
        if abs(a[0] - b[0]) * 2 < a[2] + b[2] and abs(a[1] - b[1]) * 2 < a[3] + b[3]
    ]


def _click(browser: webdriver.Chrome, iri: str, *, times: int = 1) -> None:
    at: dict[str, float] = browser.execute_script(
        "const r = document.getElementById('canvas').getBoundingClientRect();"
        "const [x, y] = window.explorer.boxes()[arguments[0]];"
        "const p = window.explorer.network.canvasToDOM({x, y});"
        "return {x: p.x + r.x, y: p.y + r.y}",
        iri,
    )
    actions = webdriver.ActionChains(browser)
    actions.w3c_actions.pointer_action.move_to_location(int(at["x"]), int(at["y"]))  # type: ignore[no-untyped-call]
    for _ in range(times):
        actions.w3c_actions.pointer_action.click()
    actions.perform()


def test_it_opens_without_network_or_console_message(opened: webdriver.Chrome) -> None:
    assert opened.get_log("browser") == []  # type: ignore[no-untyped-call]
    events: list[dict[str, Any]] = [
        json.loads(entry["message"])["message"]
        for entry in opened.get_log("performance")  # type: ignore[no-untyped-call]
    ]
    urls = [
        event["params"]["request"]["url"]
        for event in events
        if event["method"] == "Network.requestWillBeSent"
    ]
    allowed = ("file:", "data:", "blob:", "chrome:", "about:")
    assert [url for url in urls if not url.startswith(allowed)] == []
    assert any(url.startswith("file:") for url in urls)


def test_the_overview_is_readable(opened: webdriver.Chrome) -> None:
    boxes = _boxes(opened)
    assert 20 <= len(boxes) <= 60
    assert _crowded(boxes) == []
    assert boxes[ID + "state.PK"][0] == min(box[0] for box in boxes.values())
    assert boxes[ID + "state.JP"][0] == max(box[0] for box in boxes.values())
    assert f"{len(boxes)} shown of" in opened.find_element(By.ID, "count").text


def test_what_sources_say_is_text(opened: webdriver.Chrome) -> None:
    for number, label in enumerate(HOSTILE):
        opened.execute_script(
            "location.hash = '#focus=' + encodeURIComponent(arguments[0])",
            f"{ID}person.hostile-{number}",
        )
        heading = WebDriverWait(opened, 5).until(
            lambda one, label=label: one.execute_script(  # type: ignore[misc]
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
    _click(opened, TREATY)
    WebDriverWait(opened, 5).until(lambda one: "Cultural Agreement of 1957" in _details(one))
    assert "founding 6.2" in _details(opened)
    cite = opened.find_element(By.LINK_TEXT, "founding 6.2")
    assert "paragraph 6, sentence 2" in (cite.get_attribute("title") or "")
    assert (cite.get_attribute("href") or "").startswith("https://moderndiplomacy.eu/")


def test_a_deep_link_reaches_what_the_overview_leaves_out(
    browser: webdriver.Chrome, html: Path
) -> None:
    aim = ID + "aim.labour-migration"
    opened = _open(browser, html, aim)
    assert "Cooperation on labour migration" in _details(opened)
    assert aim in _boxes(opened)
    assert _crowded(_boxes(opened)) == []


def test_neighbours_expand_and_collapse(opened: webdriver.Chrome) -> None:
    before = set(_boxes(opened))
    _click(opened, TREATY, times=2)
    WebDriverWait(opened, 5).until(lambda one: len(_boxes(one)) > len(before))
    assert _crowded(_boxes(opened)) == []
    opened.find_element(By.ID, "expand").click()
    assert set(_boxes(opened)) == before


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
    assert "founding 6.2" in _details(opened)
    opened.find_element(By.ID, "canvas").send_keys(Keys.ARROW_RIGHT)
    assert "Cultural Agreement of 1957" not in opened.find_element(By.TAG_NAME, "h2").text


def test_the_table_lists_what_is_shown(opened: webdriver.Chrome) -> None:
    opened.find_element(By.ID, "as-table").click()
    rows = opened.find_elements(By.CSS_SELECTOR, "#table tbody tr")
    assert len(rows) == len(_boxes(opened))
    assert any("Cultural Agreement of 1957" in row.text for row in rows)


def test_a_phone_shows_the_states_above_the_fields(browser: webdriver.Chrome, html: Path) -> None:
    device = {"width": 360, "height": 740, "deviceScaleFactor": 1, "mobile": True}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", device)
    try:
        opened = _open(browser, html)
        boxes = _boxes(opened)
        assert _crowded(boxes) == []
        states = [boxes[ID + "state.PK"], boxes[ID + "state.JP"]]
        assert max(box[1] for box in states) == min(box[1] for box in boxes.values())
        assert opened.execute_script("return document.documentElement.scrollWidth") <= 360
        assert opened.execute_script("return window.explorer.network.getScale()") > 0.8
    finally:
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_an_analysis_is_chosen_and_shown_on_the_things(opened: webdriver.Chrome) -> None:
    menu = Select(opened.find_element(By.ID, "overlay"))
    assert [one.text for one in menu.options][:2] == ["Colours by class", "Partners"]
    menu.select_by_visible_text("Partners")
    assert "How many partners." in opened.find_element(By.ID, "count").text
    # What it says most of is on the page, even where the overview had no room for it.
    assert f"{ID}org.jica" in _boxes(opened)
    assert f"{ID}org.unicef" in _boxes(opened)
    assert _crowded(_boxes(opened)) == []
    opened.find_element(By.ID, "as-table").click()
    row = opened.find_element(By.XPATH, "//tr[.//button[text()='UNICEF']]")
    assert row.text.endswith("36")
    opened.find_element(By.ID, "as-table").click()
    menu.select_by_index(2)
    # Nothing of the first is left when the second is chosen.
    assert "How many" not in opened.find_element(By.ID, "count").text
    assert "Which group." in opened.find_element(By.ID, "count").text
    legend = opened.find_element(By.ID, "legend")
    assert [one.text for one in legend.find_elements(By.CSS_SELECTOR, ".group")] == [HOSTILE[0]]
    menu.select_by_index(0)
    assert "group" not in opened.find_element(By.ID, "count").text
    assert [one for one in opened.get_log("browser") if one["level"] == "SEVERE"] == []  # type: ignore[no-untyped-call]


def test_a_page_without_an_analysis_has_no_menu(browser: webdriver.Chrome, tmp_path: Path) -> None:
    file = tmp_path / "plain.html"
    file.write_text(page(merge(read_project(ROOT))), encoding="utf-8")
    assert not _open(browser, file).find_element(By.ID, "overlay").is_displayed()


def test_the_overview_comes_back_after_an_expansion(opened: webdriver.Chrome) -> None:
    before = _boxes(opened)
    _open(opened, Path(opened.current_url.removeprefix("file://")), f"{ID}org.jica")
    opened.find_element(By.ID, "expand").click()
    assert len(_boxes(opened)) > len(before)
    opened.find_element(By.ID, "overview").click()
    assert _boxes(opened) == before
    assert [one for one in opened.get_log("browser") if one["level"] == "SEVERE"] == []  # type: ignore[no-untyped-call]
