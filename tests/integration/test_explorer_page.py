"""The page of the shipped dataset: small enough for a mail, and nothing lost in packing."""

from __future__ import annotations

import json
import re
import unicodedata
from importlib import resources
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
import pytest

from bilateral.cli.main import run
from bilateral.kg import KnowledgeGraph
from bilateral.pages.explorer.coordinates import coordinates
from bilateral.pages.explorer.packing import unpack
from bilateral.pages.explorer.page import page
from bilateral.pages.shared import vendor
from bilateral.pages.shared.languages import OWN_NAMES
from bilateral.pages.shared.scripts import asset
from bilateral.rdf.vocabulary import BIL, ID

if TYPE_CHECKING:
    from pathlib import Path

# What the guide asks for, without SPARQL inside.
_MOST = 2_000_000
# Names of panels: the data brings them.
GROUPS = {
    *("States", "Agreements", "Visits & meetings", "Dialogues & security", "Aid & projects"),
    *("Culture & education", "People & posts", "History & events", "Organizations", "More"),
    "In focus",
}


@pytest.fixture(scope="module")
def text() -> str:
    return KnowledgeGraph().explore()


@pytest.fixture(scope="module")
def data(text: str) -> dict[str, Any]:
    match = re.search(r'id="data">(.*?)</script>', text, re.DOTALL)
    assert match is not None
    return unpack(match[1])


def test_the_page_is_small_enough_for_a_mail(text: str) -> None:
    assert len(text.encode("utf-8")) <= _MOST


def test_every_number_leads_to_a_thing_or_a_word(data: dict[str, Any]) -> None:
    iris, words = len(data["iris"]), len(data["words"])
    for subject, about, target, _, kind, *_ in data["facts"]:
        assert 0 <= subject < iris
        assert 0 <= about < iris
        assert -1 <= target < iris
        assert 0 <= kind < words
    assert all(0 <= number < iris for row in data["edges"] for number in row[:3])
    assert len(set(data["iris"])) == iris
    assert len(set(data["words"])) == words


def test_every_thing_of_the_network_is_on_the_page(data: dict[str, Any]) -> None:
    graph = KnowledgeGraph().to_networkx()
    there = {_iri(data, node["id"]): node for node in data["nodes"]}
    assert set(there) == set(graph.nodes)
    assert there[f"{ID}org.jica"]["label"] == "Japan International Cooperation Agency"
    assert all(len(node["at"]) == 2 for node in there.values())


def test_every_place_of_a_fact_is_listed_with_its_source(data: dict[str, Any]) -> None:
    places, sources = data["page"]["places"], data["page"]["sources"]
    assert all(0 <= place < len(places) for fact in data["facts"] for place in fact[7])
    assert all(place["s"] in sources for place in places)


def test_a_row_that_is_no_triple_is_marked_as_made(data: dict[str, Any]) -> None:
    store = KnowledgeGraph().store
    checked = 0
    for subject, about, target, text, kind, _, flags, _ in data["facts"]:
        value: ox.NamedNode | ox.Literal = ox.NamedNode(_iri(data, max(target, 0)))
        mark = data["words"][kind]
        if target < 0 and mark.startswith("@"):
            value = ox.Literal(text, language=mark[1:])
        elif target < 0:
            value = ox.Literal(text, datatype=ox.NamedNode(mark)) if mark else ox.Literal(text)
        ends = (ox.NamedNode(_iri(data, subject)), ox.NamedNode(_iri(data, about)), value)
        assert (ox.Quad(*ends, ox.DefaultGraph()) in store) is not bool(flags & 2)
        checked += bool(flags & 2)
    assert checked > 100  # tenures, signatures and amounts


def test_the_disagreements_stand_with_their_positions(data: dict[str, Any]) -> None:
    kishi = f"{ID}visit.nobusuke-kishi-1957"
    disputes = [
        dispute for dispute in data["disputes"] if kishi in {_iri(data, n) for n in dispute[0]}
    ]
    assert [[value, preferred] for value, preferred, _ in disputes[0][2]] == [
        ["1955", 0],
        ["1957", 1],
    ]
    assert all(places for *_, places in disputes[0][2])
    assert len(data["disputes"]) >= 35


def test_classes_and_properties_are_named_in_each_language(data: dict[str, Any]) -> None:
    labels = {_iri(data, number): names for number, *names in data["names"]}
    for term in ("Visit", "hasRecipient"):
        assert len(set(labels[BIL + term])) == len(OWN_NAMES)
    words = json.loads(asset("explorer/templates/words.json"))
    assert words.keys() == OWN_NAMES.keys()


def test_a_large_dataset_is_cut_and_says_so() -> None:
    store = KnowledgeGraph().store
    text = page(store, focus=f"{ID}person.nobusuke-kishi", most=100)
    match = re.search(r'id="data">(.*?)</script>', text, re.DOTALL)
    assert match is not None
    data = unpack(match[1])
    assert len(data["nodes"]) == 100
    whole = KnowledgeGraph().to_networkx()
    assert sum(data["page"]["left"].values()) == len(whole) - 100
    there = {_iri(data, node["id"]) for node in data["nodes"]}
    # What is next to the thing in focus is kept before what is important elsewhere.
    assert set(whole.to_undirected()[f"{ID}person.nobusuke-kishi"]) <= there


def test_every_language_says_the_same() -> None:
    folder = resources.files("bilateral.pages.explorer") / "templates"
    words = json.loads((folder / "words.json").read_text(encoding="utf-8"))
    assert set(words) == {"en", "ja", "ur"}
    texts = [folder / "explorer.html", folder / "ask.html"]
    texts += (resources.files("bilateral.pages.explorer") / "script").iterdir()
    scripts = "".join(text.read_text(encoding="utf-8") for text in texts)
    for key, english in words["en"].items():
        for lang, translations in words.items():
            values = re.findall(r"\{\w+\}", english)
            assert sorted(re.findall(r"\{\w+\}", translations[key])) == sorted(values), (lang, key)
            assert unicodedata.is_normalized("NFC", translations[key])
        assert key in GROUPS or re.search(rf"[\"']{re.escape(key)}[\"']", scripts), key
    assert all(set(translations) == set(words["en"]) for translations in words.values())


def test_the_layout_of_links_is_the_same_each_time(
    kg: KnowledgeGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Other tests need what the cache of this run holds.
    monkeypatch.setenv("BILATERAL_CACHE", str(tmp_path))
    graph = kg.to_networkx()
    graph = graph.subgraph(sorted(graph)[:120])
    first = coordinates(graph)
    (path,) = tmp_path.glob("positions-*.json")
    path.write_text("[[1", "ascii")  # a file that was cut off is made anew
    assert coordinates(graph) == first
    assert len(set(first.values())) > 100


def _iri(data: dict[str, Any], number: int) -> str:
    return str(data["iris"][number]).replace("~", "https://w3id.org/bilateral/", 1)


def test_a_checkout_without_the_files_of_others_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(vendor, "FOLDER", "_absent")
    assert run(["explore", "--with-sparql", "-o", str(tmp_path / "x.html")]) == 3
    message = capsys.readouterr().err
    assert "needs oxigraph.js, which is not part of a checkout" in message
    assert "make vendor" in message
    assert not (tmp_path / "x.html").exists()
