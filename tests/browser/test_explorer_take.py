"""What the reader takes away from the map: pictures and data of what is shown."""

from __future__ import annotations

import csv
import io
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING
from urllib.parse import quote

import pyoxigraph as ox
import pytest
from reader import HOSTILE, open_page, shown, wait
from selenium.webdriver.common.by import By

from bilateral.rdf.vocabulary import ID, SKOS

if TYPE_CHECKING:
    from pathlib import Path

    from selenium import webdriver

    from bilateral.kg import KnowledgeGraph

pytestmark = pytest.mark.browser

SVG = "{http://www.w3.org/2000/svg}"
FILES = {
    "png": "bilateral-view.png",
    "svg": "bilateral-view.svg",
    "turtle": "bilateral-view.ttl",
    "csv": "bilateral-view.csv",
}


def test_the_triples_are_those_of_the_dataset(opened: webdriver.Chrome, kg: KnowledgeGraph) -> None:
    text: str = opened.execute_script("return window.explorer.turtle()")
    triples = {
        (quad.subject, quad.predicate, quad.object) for quad in ox.parse(text, ox.RdfFormat.TURTLE)
    }
    known = {
        (quad.subject, quad.predicate, quad.object)
        for quad in kg.store.quads_for_pattern(None, None, None, ox.DefaultGraph())
    }
    added = {triple for triple in triples - known if str(triple[2]).endswith(("@ja", "@ur"))}
    assert len(triples) > 200
    assert triples - added <= known
    assert len(added) == 2  # the two names that the page of the tests has on top
    named = {triple[0] for triple in triples if triple[1] == ox.NamedNode(SKOS + "prefLabel")}
    assert named == {ox.NamedNode(iri) for iri in shown(opened)}
    assert "# founding 6.2" in text


def test_hostile_names_stay_text_in_what_is_taken_away(
    browser: webdriver.Chrome, html: Path
) -> None:
    opened = open_page(browser, html, f"{ID}person.hostile-0")
    text: str = opened.execute_script("return window.explorer.turtle()")
    assert HOSTILE[0] in {
        quad.object.value
        for quad in ox.parse(text, ox.RdfFormat.TURTLE)
        if isinstance(quad.object, ox.Literal)
    }
    drawn: str = opened.execute_script("return window.explorer.svg()")
    root = ET.fromstring(drawn)  # noqa: S314 - it is our own
    assert {element.tag for element in root.iter()} == {
        f"{SVG}{name}"
        for name in ("svg", "style", "title", "rect", "text", "line", "g", "polygon", "circle")
    }
    # Type that is installed, and nothing that a picture would fetch.
    (style,) = (element.text or "" for element in root.iter(f"{SVG}style"))
    assert style.count("{") == style.count("@font-face") == 2
    assert "url(" not in style


def test_the_table_is_safe_for_spreadsheets(opened: webdriver.Chrome) -> None:
    text: str = opened.execute_script("return window.explorer.csv()")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert len(rows) > 200
    treaty = [row for row in rows if row["subject"] == ID + "agreement.cultural-1957"]
    assert any("founding 6.2" in row["sources"] for row in treaty)
    cells = [cell for row in rows for cell in row.values()]
    assert not [cell for cell in cells if cell[:1] in "=+@" and cell]


def test_the_picture_holds_every_box_that_is_shown(opened: webdriver.Chrome) -> None:
    text: str = opened.execute_script("return window.explorer.svg()")
    root = ET.fromstring(text)  # noqa: S314 - it is our own
    groups = root.findall(f"{SVG}g")
    assert len(groups) == len(shown(opened))
    titles = {element.text for group in groups for element in group.findall(f"{SVG}title")}
    assert "Cultural Agreement of 1957" in titles
    words = "".join(element.text or "" for element in root.iter(f"{SVG}text"))
    # What is left out is told in the picture too.
    assert "shown of" in words


def test_the_picture_of_all_names_the_most_linked(browser: webdriver.Chrome, html: Path) -> None:
    opened = open_page(browser, html, address="#view=all&layout=network")
    root = ET.fromstring(opened.execute_script("return window.explorer.svg()"))  # noqa: S314
    names = {(element.text or "").strip("\u2068\u2069") for element in root.iter(f"{SVG}text")}
    assert "Islamabad" in names
    assert len(names) > 20


def test_the_picture_keeps_both_directions_of_writing(
    browser: webdriver.Chrome, html: Path
) -> None:
    address = f"#lang=ur&view=around&focus={quote(ID + 'org.jbic', safe='')}"
    opened = open_page(browser, html, address=address)
    root = ET.fromstring(opened.execute_script("return window.explorer.svg()"))  # noqa: S314
    names = [element.text or "" for element in root.iter(f"{SVG}text")]
    # Without the isolate, "Loan agreement:" would have its colon in front.
    assert any("Loan agreement" in name for name in names)
    assert all(name.startswith("\u2068") and name.endswith("\u2069") for name in names)
    # Urdu in the type that the page has for it, wherever the picture is opened.
    style = "".join(element.text or "" for element in root.iter(f"{SVG}style"))
    assert "Noto Nastaliq Urdu" in style
    assert root.get("font-family", "").startswith("Urdu,")


@pytest.mark.parametrize("way", FILES)
def test_each_button_gives_a_file(opened: webdriver.Chrome, tmp_path: Path, way: str) -> None:
    opened.execute_cdp_cmd(
        "Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(tmp_path)}
    )
    opened.find_element(By.CSS_SELECTOR, "#saving summary").click()
    opened.find_element(By.ID, f"take-{way}").click()
    file = tmp_path / FILES[way]
    wait(opened).until(lambda _: file.exists() and file.stat().st_size > 0)
    data = file.read_bytes()
    starts = {"png": b"\x89PNG", "svg": b"<svg", "turtle": b"# ", "csv": b"subject,"}
    assert data.startswith(starts[way])
    if way == "png":
        assert int.from_bytes(data[16:20], "big") > 2_000  # sharp enough for print
