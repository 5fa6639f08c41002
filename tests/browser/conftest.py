"""The browser, and the page that every test opens: the shipped data, and hostile names."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from reader import HOSTILE, open_page
from selenium import webdriver
from support import PATIENCE, absent, made_once

from bilateral.network.overlays import Overlay
from bilateral.pages.explorer.page import page
from bilateral.rdf.vocabulary import ID, spaces

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bilateral.kg import KnowledgeGraph


@pytest.fixture(scope="session")
def html(run_folder: Path, kg: KnowledgeGraph) -> Path:
    return made_once(run_folder, "explorer.html", lambda file: _write_page(kg, file))


def _write_page(kg: KnowledgeGraph, file: Path) -> None:
    # A copy: others look at the shipped dataset as well.
    store = ox.Store()
    store.extend(kg.store)
    text = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in spaces().prefixes.items())
    for number, label in enumerate(HOSTILE):
        name = json.dumps(label)
        text += (
            f"id:person.hostile-{number} a bil:Person ; skos:prefLabel {name}@en ;"
            f" dcterms:description {name}@en ; bil:hasDiplomaticRelationsWith id:state.PK .\n"
        )
    text += 'id:agreement.cultural-1957 skos:altLabel "日本国とパキスタンとの間の文化協定"@ja ;'
    text += ' skos:altLabel "ثقافتی معاہدۂ"@ur .\n'
    graph = ox.NamedNode(spaces().graph + "founding.p6s2.a")
    for quad in list(ox.parse(text, format=ox.RdfFormat.TURTLE)):
        store.add(ox.Quad(quad.subject, quad.predicate, quad.object))
        store.add(ox.Quad(quad.subject, quad.predicate, quad.object, graph))
    values: dict[str, float | str] = {f"{ID}org.jica": 72, f"{ID}org.unicef": 36}
    groups: dict[str, float | str] = dict.fromkeys(values, HOSTILE[0])
    overlays = [
        Overlay("partners", "Partners", "How many partners.", values),
        Overlay("groups", HOSTILE[2], "Which group.", groups),
    ]
    text = page(store, title=HOSTILE[1], overlays=overlays)
    file.write_text(text, encoding="utf-8")


@pytest.fixture(scope="session")
def browser() -> Iterator[webdriver.Chrome]:
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    driver = shutil.which("chromedriver")
    if not chromium or not driver:
        absent("Chromium or its driver is not installed")
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
    browser = webdriver.Chrome(options=options, service=webdriver.ChromeService(driver))
    for set_timeout in (browser.set_page_load_timeout, browser.set_script_timeout):
        set_timeout(PATIENCE)
    yield browser
    browser.quit()


@pytest.fixture
def opened(browser: webdriver.Chrome, html: Path) -> webdriver.Chrome:
    return open_page(browser, html)
