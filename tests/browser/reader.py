"""What a reader does on a page: opens it, looks, clicks."""

from __future__ import annotations

import json
from importlib import resources
from itertools import combinations
from typing import TYPE_CHECKING, Any

from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait
from support import PATIENCE, required

if TYPE_CHECKING:
    from pathlib import Path

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(2)>',
    "</script><script>alert(3)</script>",
    "\u202eevil\u202d href=javascript:alert(4)",
    "{{ 7 * 7 }} ${alert(5)}",
]
PHONE = {"width": 360, "height": 740, "deviceScaleFactor": 1, "mobile": True}


def open_page(
    browser: webdriver.Chrome, html: Path, focus: str = "", address: str = ""
) -> webdriver.Chrome:
    """Open a page of a file anew, with what its address says, and wait until it is drawn."""
    browser.get("about:blank")
    browser.get_log("performance")  # type: ignore[no-untyped-call]
    browser.get_log("browser")  # type: ignore[no-untyped-call]
    browser.get(html.as_uri() + (f"#focus={focus}" if focus else address))
    wait(browser).until(lambda page: page.execute_script("return !!window.explorer"))
    return browser


def wait(browser: webdriver.Chrome) -> WebDriverWait[webdriver.Chrome]:
    """Return what waits until something is so on the page, however busy the machine is."""
    return WebDriverWait(browser, PATIENCE)


def messages(browser: webdriver.Chrome) -> list[dict[str, Any]]:
    """Return what the console says since the page was opened."""
    entries: list[dict[str, Any]] = browser.get_log("browser")  # type: ignore[no-untyped-call]
    return entries


def requests(browser: webdriver.Chrome) -> list[str]:
    """Return the addresses that the page asked for, other than files and its own data."""
    events: list[dict[str, Any]] = [
        json.loads(entry["message"])["message"]
        for entry in browser.get_log("performance")  # type: ignore[no-untyped-call]
    ]
    urls: list[str] = [
        event["params"]["request"]["url"]
        for event in events
        if event["method"] == "Network.requestWillBeSent"
    ]
    own = ("file:", "data:", "blob:", "chrome:", "about:")
    return [url for url in urls if not url.startswith(own)]


def count(browser: webdriver.Chrome) -> str:
    """Return the line that says what is shown and what is not."""
    return browser.find_element(By.ID, "count").text


def shown(browser: webdriver.Chrome) -> list[str]:
    """Return the IRIs of the boxes that the filters leave."""
    iris: list[str] = browser.execute_script("return window.explorer.shown()")
    return iris


def details(browser: webdriver.Chrome) -> str:
    """Return the text of the panel at the side."""
    return browser.find_element(By.ID, "details").text


def boxes_of(browser: webdriver.Chrome) -> dict[str, list[float]]:
    """Return the boxes: centre, width, height by IRI."""
    boxes: dict[str, list[float]] = browser.execute_script("return window.explorer.boxes()")
    return boxes


def crowded(boxes: dict[str, list[float]]) -> list[tuple[str, str]]:
    """Return the pairs of boxes that cover each other."""
    return [
        (first, second)
        for (first, a), (second, b) in combinations(boxes.items(), 2)
        if abs(a[0] - b[0]) * 2 < a[2] + b[2] - 0.1 and abs(a[1] - b[1]) * 2 < a[3] + b[3] - 0.1
    ]


def click(browser: webdriver.Chrome, iri: str, *, times: int = 1) -> None:
    """Click the box of a thing on the map."""
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


def search(browser: webdriver.Chrome, text: str) -> None:
    """Type a name and take the first thing found."""
    field = browser.find_element(By.ID, "search")
    field.send_keys(text)
    field.send_keys("\n")


def faults(browser: webdriver.Chrome) -> list[tuple[str, str, list[str]]]:
    """Return the serious and critical faults that axe finds on the page."""
    axe = required("axe_core_python")
    script = resources.files(axe).joinpath("axe.min.js").read_text(encoding="utf-8")
    browser.execute_script(script)
    report: dict[str, Any] = browser.execute_async_script(
        "const done = arguments[0]; axe.run(document).then(done, (e) => done({error: String(e)}))"
    )
    assert "error" not in report, report
    assert len(report["passes"]) > 15  # it did look
    return [
        (fault["id"], fault["impact"], [node["html"][:120] for node in fault["nodes"]])
        for fault in report["violations"]
        if fault["impact"] in ("serious", "critical")
    ]
