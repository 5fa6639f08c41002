"""The browser, and the page that every test opens: the shipped data, and hostile names."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from reader import HOSTILE, open_page
from selenium import webdriver

from bilateral.assemble import assemble
from bilateral.network.overlays import Overlay
from bilateral.pages.explorer.page import page
from bilateral.rdf.vocabulary import ID, spaces

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def html(tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = assemble(ROOT)[0]
    text = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in spaces().prefixes.items())
    for number, label in enumerate(HOSTILE):
        said = json.dumps(label)
        text += (
            f"id:person.hostile-{number} a bil:Person ; skos:prefLabel {said}@en ;"
            f" dcterms:description {said}@en ; bil:hasDiplomaticRelationsWith id:state.PK .\n"
        )
    text += 'id:agreement.cultural-1957 skos:altLabel "日本国とパキスタンとの間の文化協定"@ja ;'
    text += ' skos:altLabel "ثقافتی معاہدۂ"@ur .\n'
    graph = ox.NamedNode(spaces().graph + "founding.p6s2.a")
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


@pytest.fixture(scope="session")
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
    return open_page(browser, html)
