"""A dataset that no picture can hold: what is drawn, what is folded, what is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
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
from selenium.webdriver.support.ui import Select

from bilateral.pages.explorer.page import page
from bilateral.rdf.vocabulary import BIL, ID, RDF, SKOS

if TYPE_CHECKING:
    from pathlib import Path

    from selenium import webdriver

pytestmark = pytest.mark.browser

SIZE, MOST = 3_000, 2_600
CLASSES = ("Person", "Organization", "Project", "Event", "Agreement")


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = ox.Store()
    kind, label = ox.NamedNode(RDF + "type"), ox.NamedNode(SKOS + "prefLabel")
    link = ox.NamedNode(BIL + "hasParty")
    nodes = [ox.NamedNode(f"{ID}thing.t{number}") for number in range(SIZE)]
    for number, node in enumerate(nodes):
        store.add(ox.Quad(node, kind, ox.NamedNode(BIL + CLASSES[number % len(CLASSES)])))
        store.add(ox.Quad(node, label, ox.Literal(f"Thing {number}", language="en")))
        # The root of its number: what comes first has the most links.
        store.add(ox.Quad(node, link, nodes[int(number**0.5)]))
    file = tmp_path_factory.mktemp("large") / "page.html"
    file.write_text(page(store, most=MOST), encoding="utf-8")
    return file


@pytest.fixture
def opened(browser: webdriver.Chrome, large: Path) -> webdriver.Chrome:
    return open_page(browser, large)


def test_the_first_view_is_a_selection_and_says_what_is_not_there(opened: webdriver.Chrome) -> None:
    assert len(shown(opened)) <= 60
    assert crowded(boxes_of(opened)) == []
    assert f"of {MOST:,}" in count(opened)
    assert f"{SIZE - MOST} more are not in this file" in count(opened)


def test_everything_is_folded_into_groups_that_open(opened: webdriver.Chrome) -> None:
    opened.find_element(By.ID, "all").click()
    Select(opened.find_element(By.ID, "layout")).select_by_value("fields")
    groups = shown(opened)
    assert all(group.startswith("~") for group in groups)
    assert f"{MOST:,} things in groups" in count(opened)
    persons = next(group for group in groups if group.endswith("|Person"))
    click(opened, persons)
    wait(opened).until(details)
    assert "520" in details(opened)
    opened.find_element(By.ID, "expand").click()
    inside = [iri for iri in shown(opened) if not iri.startswith("~")]
    assert len(inside) == 96
    assert crowded(boxes_of(opened)) == []
    assert messages(opened) == []


def members(opened: webdriver.Chrome) -> list[tuple[str, int]]:
    """Return the boxes that stand for many things: their names, and of how many."""
    names: list[str] = opened.execute_script(
        "return explorer.shown().map((id) => explorer.words.name(id))"
    )
    parts = (name.rpartition(": ") for name in names)
    return [(name, int(number.replace(",", ""))) for name, _, number in parts]


def test_by_links_stand_communities_with_their_strongest_ties(opened: webdriver.Chrome) -> None:
    opened.find_element(By.ID, "all").click()
    groups = dict(members(opened))
    assert "Around Thing 50" in groups
    assert sum(groups.values()) == MOST
    assert crowded(boxes_of(opened)) == []
    lines: list[dict[str, int]] = opened.execute_script("return explorer.links()")
    assert 0 < len(lines) <= 3 * len(groups)
    assert all(link["count"] > 0 for link in lines)
    assert "the 3 strongest ties" in count(opened)
    click(opened, shown(opened)[0])
    wait(opened).until(details)
    assert f"40 of {next(iter(groups.values()))}" in details(opened)
    assert len(opened.find_elements(By.CSS_SELECTOR, "#details .members button")) == 40
    opened.find_element(By.ID, "expand").click()
    assert any(iri.startswith(ID) for iri in shown(opened))
    assert messages(opened) == []


@pytest.mark.parametrize("layout", ["fields", "time", "classes", "communities"])
def test_each_arrangement_folds_all(opened: webdriver.Chrome, layout: str) -> None:
    opened.find_element(By.ID, "all").click()
    Select(opened.find_element(By.ID, "layout")).select_by_value(layout)
    assert all(iri.startswith("~") for iri in shown(opened))
    assert sum(number for _, number in members(opened)) == MOST
    assert crowded(boxes_of(opened)) == []
    chips = [
        element.text for element in opened.find_elements(By.CSS_SELECTOR, "#legend [data-kind]")
    ]
    assert len(chips) == len(CLASSES)
    assert sum(int(chip.split()[-1].replace(",", "")) for chip in chips) == MOST


def test_a_filter_changes_what_a_box_stands_for_and_undo_brings_it_back(
    opened: webdriver.Chrome,
) -> None:
    opened.find_element(By.ID, "all").click()
    before = members(opened)
    opened.find_element(By.CSS_SELECTOR, '[data-kind="Person"]').click()
    assert sum(number for _, number in members(opened)) == MOST - MOST // len(CLASSES)
    opened.find_element(By.ID, "undo").click()
    wait(opened).until(lambda page: members(page) == before)


def test_search_reaches_what_is_folded_away(opened: webdriver.Chrome) -> None:
    opened.find_element(By.ID, "all").click()
    search(opened, "Thing 1234")
    assert "Thing 1234" in details(opened)
    assert f"{ID}thing.t1234" in shown(opened)


def test_filters_make_everything_drawable(opened: webdriver.Chrome) -> None:
    for kind in ("Person", "Organization"):
        opened.find_element(By.CSS_SELECTOR, f'[data-kind="{kind}"]').click()
    opened.find_element(By.ID, "all").click()
    iris = shown(opened)
    assert 1_000 < len(iris) <= 2_000
    assert all(iri.startswith(ID) for iri in iris)
