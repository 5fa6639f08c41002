"""No country is named in the code: names, codes and titles come from the dataset."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from bilateral.compile.read import read_dataset
from bilateral.questions.rank import COMMON

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "bilateral"
# What others made is put there, and the shipped data.
NOT_OURS = {"_vendor", "_data", "__pycache__"}
TEXTS = {".py", ".js", ".mjs", ".css", ".html", ".json", ".yml", ".rq", ".jinja", ".md", ".toml"}
# Beside the names and codes, in every script, also as parts of words.
COUNTRY = re.compile(
    r"pakistan|\bjapan|pk-jp|jp-pk|(?<![A-Za-z])(?:PK|JP|PAK|JPN)(?![A-Za-z])"
    r"|パキスタン|日本|پاکستان|جاپان",
    re.IGNORECASE,
)
# Not names of a country, although they hold one: the language, and a family of type.
OTHER_NAMES = re.compile(r"日本語|جاپانی|Noto Sans CJK JP")
LANGUAGE = re.compile(r"_?\bjapanese\b", re.IGNORECASE)
# Where "Japanese" is the language. Elsewhere it would be a word for a country.
ABOUT_LANGUAGES = {
    "checks/catalogue.yml": "the script that a language is written in",
    "curate/cut.py": "the script that a text is written in",
    "find/fold.py": "kana and romaji",
    "find/index.py": "a script without spaces",
    "find/japanese.py": "a script without spaces",
    "find/search.py": "a script without spaces",
    "questions/mentions.py": "a script without spaces",
    "questions/rank.py": "a script without spaces",
    "pages/templates/reference.html": "the languages that the ontology is written in",
}


def texts() -> Iterator[tuple[str, str]]:
    for path in sorted(SOURCE.rglob("*")):
        name = path.relative_to(SOURCE)
        if path.suffix in TEXTS and not NOT_OURS.intersection(name.parts):
            yield name.as_posix(), path.read_text(encoding="utf-8")


def named(name: str, text: str) -> list[str]:
    """Return the lines of a file that name a country, with their numbers."""
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        rest = OTHER_NAMES.sub("", line)
        if name in ABOUT_LANGUAGES:
            rest = LANGUAGE.sub("", rest)
        if COUNTRY.search(rest):
            found.append(f"{name}:{number}: {line.strip()[:120]}")
    return found


def test_no_country_is_named_in_the_code() -> None:
    assert [line for name, text in texts() for line in named(name, text)] == []


@pytest.mark.parametrize(
    "line",
    [
        'title = "Pakistan–Japan relations"',
        "?flow bil:hasProvider id:state.JP .",
        "FILTER(?state IN (id:state.PK))",
        "axes.set_title('Japanese grants')",
        "open('build/pk-jp.nq')",
        "words = 'پاکستان'",
        "名 = '日本'",
    ],
)
def test_a_country_in_the_code_is_noticed(line: str) -> None:
    assert named("draw/figures.py", line)


def test_a_language_is_not_a_country() -> None:
    assert named("find/fold.py", "# Japanese comes in two syllabaries.") == []
    assert named("pages/x.html", '<option value="ja" lang="ja">日本語</option>') == []


def test_each_exception_is_needed() -> None:
    used = {name for name, text in texts() if name in ABOUT_LANGUAGES and LANGUAGE.search(text)}
    assert used == set(ABOUT_LANGUAGES)


def test_stop_words_name_no_country() -> None:
    assert not {word for word in COMMON if COUNTRY.search(word)}


def test_the_shipped_dataset_says_what_the_code_needs() -> None:
    described = read_dataset(ROOT)
    assert described["name"] == "pk-jp"
    assert described["countries"] == ["PK", "JP"]
    assert described["languages"] == ["en", "ja", "ur"]
    names = {path.stem for path in (ROOT / "queries").glob("*.rq")}
    assert {one for each in described["state-questions"].values() for one in each} <= names
    assert yaml.safe_load((ROOT / "graph" / "dataset.yml").read_text("utf-8")) == described
