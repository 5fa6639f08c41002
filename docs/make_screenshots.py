"""Take the pictures of the documentation: ``python docs/make_screenshots.py``.

It needs Chromium with its driver, the packages of the tests, and, for the page with
SPARQL, ``make vendor``. Pages are made anew from the data, so no picture is older than
what it shows. Colours are reduced: such pictures have few.
"""

from __future__ import annotations

import io
import shutil
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

from PIL import Image
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from bilateral.kg import KnowledgeGraph
from bilateral.pages.explorer.sparql import parts
from bilateral.rdf.vocabulary import ID
from bilateral.release import site as write_site

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / "docs" / "pictures"
WIDE, PHONE = (1400, 900), (360, 740)


def _at(name: str) -> str:
    return quote(ID + name, safe="")


_DARK = (
    "const m = document.getElementById('theme'); m.value = 'dark';"
    "m.dispatchEvent(new Event('change'))"
)
# Picture, page, what its address says, size, and what is clicked then.
STATES: tuple[tuple[str, str, str, tuple[int, int], str], ...] = (
    ("overview", "explorer.html", "", WIDE, ""),
    ("details", "explorer.html", f"#focus={_at('visit.nobusuke-kishi-1957')}", WIDE, ""),
    ("time", "explorer.html", "#layout=time&years=1950-1990", WIDE, ""),
    ("links", "explorer.html", "#view=all&layout=network", WIDE, ""),
    ("communities", "explorer.html", "#view=all&layout=communities", WIDE, ""),
    ("around", "explorer.html", f"#view=around&focus={_at('org.jica')}", WIDE, ""),
    (
        "path",
        "explorer.html",
        f"#focus={_at('agreement.cultural-1957')}&from={_at('org.unicef')}",
        WIDE,
        "",
    ),
    ("urdu", "explorer.html", f"#lang=ur&view=around&focus={_at('org.jbic')}", WIDE, ""),
    ("japanese-phone", "explorer.html", "#lang=ja", PHONE, ""),
    ("table", "explorer.html", "", WIDE, "document.getElementById('as-table').click()"),
    (
        "dark",
        "explorer.html",
        "#layout=classes",
        WIDE,
        _DARK,
    ),
    (
        "ask",
        "ask.html",
        "",
        WIDE,
        "document.getElementById('as-ask').click(); ask.choose('loans'); ask.run()",
    ),
    ("site-start", "index.html", "", WIDE, ""),
    ("site-thing", "thing/agreement.cultural-1957.html", "", WIDE, ""),
    ("site-question", "question/loans.html", "", WIDE, ""),
    ("site-phone", "thing/org.jica.html", "", PHONE, ""),
)


def _browser() -> webdriver.Chrome:
    options = webdriver.ChromeOptions()
    options.binary_location = str(shutil.which("chromium") or shutil.which("google-chrome"))
    for one in (
        *("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--lang=en-US"),
        *("--host-resolver-rules=MAP * ~NOTFOUND", "--force-prefers-reduced-motion"),
    ):
        options.add_argument(one)
    service = webdriver.ChromeService(shutil.which("chromedriver"))
    return webdriver.Chrome(options=options, service=service)


def _save(path: Path, data: bytes) -> None:
    path.parent.mkdir(exist_ok=True)
    image = (
        Image.open(io.BytesIO(data))
        .convert("RGB")
        .quantize(256, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    )
    image.save(path, optimize=True)


def _large(browser: webdriver.Chrome, folder: Path) -> None:
    """Take a picture of a dataset that one picture cannot hold."""
    sys.path.insert(0, str(ROOT / "benchmarks"))
    import explorer as benchmark

    file = folder / "large.html"
    file.write_text(benchmark.ours(benchmark.made_up(10_000)), encoding="utf-8")
    browser.get(file.as_uri() + "#view=all&layout=network")
    WebDriverWait(browser, 60).until(lambda one: one.execute_script("return !!window.explorer"))
    time.sleep(1)
    _save(OUT / "large.png", browser.get_screenshot_as_png())


def main() -> int:
    """Write all pictures; return 3 when Chromium is missing."""
    if not (shutil.which("chromium") or shutil.which("google-chrome")):
        sys.stderr.write("needs Chromium and its driver\n")
        return 3
    graph = KnowledgeGraph()
    parts(graph.store, graph.queries)  # says what to do where the engine is missing
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        write_site(graph, site, checks=False)
        browser = _browser()
        try:
            for name, page, address, (width, height), action in STATES:
                browser.execute_cdp_cmd(
                    "Emulation.setDeviceMetricsOverride",
                    {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False},
                )
                browser.get("about:blank")
                browser.get((site / page).as_uri() + address)
                time.sleep(3 if page == "ask.html" else 1.5)
                if action:
                    browser.execute_script(action)
                    time.sleep(1.5)
                data = browser.get_screenshot_as_png()
                _save(OUT / f"{name}.png", data)
                if name == "overview":
                    _save(ROOT / "docs" / "explorer.png", data)
                if name == "dark":
                    browser.execute_script("localStorage.clear()")
                assert browser.find_element(By.TAG_NAME, "body").text, name  # noqa: S101
            browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
            browser.set_window_size(*WIDE)
            _large(browser, Path(folder))
        finally:
            browser.quit()
    return 0


if __name__ == "__main__":
    sys.exit(main())
