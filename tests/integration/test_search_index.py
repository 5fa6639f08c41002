"""The index proposes what a look at every name would find, and reads no query language."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bilateral
from bilateral.errors import UnknownNameError
from bilateral.find import index as search_index
from bilateral.find.fold import fold, sounded, sounds
from bilateral.find.index import SearchIndex, build, open_index
from bilateral.find.names import Role, names
from bilateral.find.search import search

if TYPE_CHECKING:
    from pathlib import Path

    import pyoxigraph as ox

LOOKED_FOR = [
    "JICA",
    "jica",
    "kishi",
    "Kishi Nobusuke",
    "zafarullah",
    "zafarulah khan",
    "岸",
    "岸信介",
    "訪問",
    "カラチ",
    "からち",
    "ظفر اللہ",
    "كراچي",
    "tokyo",
    "embassy of japan",
    "polio",
    "security dialogue",
    "taunsa",
    "f-16",
    "2005",
]


@pytest.fixture(scope="module")
def store() -> ox.Store:
    return bilateral.load().store


@pytest.fixture(scope="module")
def index(store: ox.Store) -> SearchIndex:
    return SearchIndex(build(store))


@pytest.mark.parametrize("text", LOOKED_FOR)
def test_the_index_finds_what_a_look_at_every_name_finds(
    store: ox.Store, index: SearchIndex, text: str
) -> None:
    hits = search(store, text, index=index, limit=5)
    assert hits == search(store, text, limit=5)
    assert hits


@pytest.mark.parametrize("kind", ["Person", "Project", "organization"])
def test_a_class_is_asked_for_in_the_index(store: ox.Store, index: SearchIndex, kind: str) -> None:
    # Far-fetched likeness of a short word is all that the index leaves out.
    proposed, every = (
        search(store, "japan", kind=kind, index=proposals) for proposals in (index, None)
    )
    assert [hit for hit in every if hit.score > 0.4] == [hit for hit in proposed if hit.score > 0.4]


@pytest.mark.parametrize("text", ["wheather radar", "Shigekki Furuta", "Zafrulah"])
def test_a_slip_finds_the_same_first(store: ox.Store, index: SearchIndex, text: str) -> None:
    assert search(store, text, index=index)[0] == search(store, text)[0]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("きしのぶすけ", "Nobusuke Kishi"),
        ("キシ ノブスケ", "Nobusuke Kishi"),
        ("toukyou", "Tokyo"),
        ("とうきょう", "Tokyo"),
        ("おおさか", "Osaka"),
        ("Zafrullah Khan", "Zafarullah Khan"),
    ],
)
def test_kana_and_romaji_find_each_other(
    store: ox.Store, index: SearchIndex, typed: str, name: str
) -> None:
    hits = [hit.label for hit in search(store, typed, index=index, limit=3)]
    assert any(name in hit for hit in hits)


def test_what_is_only_described_stands_last_with_the_words_around(
    store: ox.Store, index: SearchIndex
) -> None:
    described = next(
        name for name in names(store) if name.role == Role.DESCRIPTION and len(name.text) > 125
    )
    words = " ".join(described.folded.split()[-4:]).strip(".")
    hits = search(store, words, index=index)
    hit = next(hit for hit in hits if hit.iri == described.iri)
    assert hit.score <= 0.6
    assert len(hit.matched) <= 122
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


HOSTILE = ['"', "' OR 1=1 --", "a* OR b", "NEAR(a b)", "folded : x", "-x", "^x", "a\0b", "\u202e"]


@pytest.mark.parametrize("text", [*HOSTILE, "(" * 500, "x" * 1_000_000, "ab " * 100_000])
def test_what_is_looked_for_is_no_language(index: SearchIndex, text: str) -> None:
    assert isinstance(index.candidates(fold(text)), list)


@settings(max_examples=200)
@given(text=st.text(max_size=40))
def test_any_text_may_be_looked_for(index: SearchIndex, text: str) -> None:
    folded = fold(text)
    if folded:
        assert isinstance(index.candidates(folded), list)
    assert sounded(sounded(folded)) == sounded(folded) or not folded.isascii()


def test_both_orders_of_a_name_are_one_word() -> None:
    assert sounds("nobusuke kishi").split() == [
        "nobusuke",
        "kishi",
        "nobusukekishi",
        "kishinobusuke",
    ]


def test_the_index_is_kept_and_a_damaged_one_is_made_anew(store: ox.Store, tmp_path: Path) -> None:
    first = open_index(store, str(tmp_path))
    assert first is not None
    (file,) = tmp_path.iterdir()
    expected = first.exact(fold("JICA"))
    assert expected
    for damage in (b"", b"no database", file.read_bytes()[:5000]):
        file.write_bytes(damage)
        again = open_index(store, str(tmp_path))
        assert again is not None
        assert again.exact(fold("JICA")) == expected


def test_a_folder_that_cannot_be_written_costs_time_only(store: ox.Store, tmp_path: Path) -> None:
    index = open_index(store, str(tmp_path / "missing"))
    assert index is not None
    assert index.exact(fold("JICA"))


def test_without_a_full_text_index_every_name_is_looked_at(
    store: ox.Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lacking(*_: object) -> sqlite3.Connection:
        raise sqlite3.OperationalError("no such tokenizer: trigram")

    monkeypatch.setattr(search_index, "build", lacking)
    index = open_index(store, str(tmp_path))
    assert index is None
    assert search(store, "JICA", index=index)[0].label == "Japan International Cooperation Agency"


def test_names_are_in_the_language_asked_for() -> None:
    kg = bilateral.load()
    assert kg.search("Kishi Nobusuke", lang="ja")[0].label == "岸信介"
    with pytest.raises(UnknownNameError, match="unknown language"):
        kg.search("Kishi", lang="jp")


def test_a_source_is_found_by_the_slug_of_its_citation() -> None:
    iri = "https://w3id.org/bilateral/pk-jp/source/founding"
    assert bilateral.load().resolve("founding") == iri
