"""The page of the shipped dataset: small enough for a mail, and nothing lost in packing."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from bilateral.kg import KnowledgeGraph

# What the guide asks for, without SPARQL inside.
_MOST = 2_000_000


@pytest.fixture(scope="module")
def text() -> str:
    return KnowledgeGraph().explore()


@pytest.fixture(scope="module")
def data(text: str) -> dict[str, Any]:
    match = re.search(r'<script type="application/json" id="data">(.*?)</script>', text, re.DOTALL)
    assert match is not None
    found: dict[str, Any] = json.loads(match[1])
    return found


def test_the_page_is_small_enough_for_a_mail(text: str) -> None:
    assert len(text.encode("utf-8")) <= _MOST


def test_every_number_leads_to_a_thing_or_a_word(data: dict[str, Any]) -> None:
    iris, words = len(data["iris"]), len(data["words"])
    for subject, word, target, *_ in data["page"]["facts"]:
        assert 0 <= subject < iris
        assert -1 <= target < iris
        assert 0 <= word < words
    assert all(0 <= one < iris for pair in data["edges"] for one in pair)
    assert len(set(data["iris"])) == iris
    assert len(set(data["words"])) == words


def test_every_thing_of_the_network_is_on_the_page(data: dict[str, Any]) -> None:
    graph = KnowledgeGraph().to_networkx()
    there = {
        data["iris"][one["id"]].replace("~", "https://w3id.org/bilateral/", 1)
        for one in data["nodes"]
    }
    assert there == set(graph.nodes)
    labels = {data["iris"][one["id"]]: one["label"] for one in data["nodes"]}
    assert labels["~id/org.jica"] == "Japan International Cooperation Agency"


def test_every_place_of_a_fact_is_listed_with_its_source(data: dict[str, Any]) -> None:
    places, sources = data["page"]["places"], data["page"]["sources"]
    assert all(0 <= one < len(places) for fact in data["page"]["facts"] for one in fact[6])
    assert all(one["s"] in sources for one in places)
