"""Finding a question, looking at it, and names in the reader's language."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from support import PATIENCE

from bilateral.cli.main import run
from bilateral.errors import UnknownNameError

if TYPE_CHECKING:
    from pathlib import Path

    from bilateral.kg import KnowledgeGraph


def answer(capfdbinary: pytest.CaptureFixture[bytes], *arguments: str) -> tuple[int, str, str]:
    code = run(arguments)
    out, message = capfdbinary.readouterr()
    return code, out.decode(), message.decode()


def test_questions_are_found_by_words_best_first(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    code, out, _ = answer(capfdbinary, "queries", "visits", "decade", "--format", "json")
    names = [entry["name"] for entry in json.loads(out)]
    assert code == 0
    assert names[0] == "visits-by-decade"
    assert "trade" not in names


def test_questions_are_listed_by_topic(
    kg: KnowledgeGraph, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    _, out, _ = answer(capfdbinary, "queries", "--topic", "culture", "--format", "json")
    names = {entry["name"] for entry in json.loads(out)}
    assert names == {name for name, entry in kg.queries.items() if entry.group == "culture"}
    assert names


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["queries", "zebra"], "unknown question: 'zebra'"),
        (["queries", "--topic", "zebra"], "choose one of agreements, aid, culture"),
        (["queries", "show"], "takes the name of one question"),
        (["queries", "show", "agreement"], "did you mean agreements"),
        (["query", "agreements", "--lang", "jp"], "names are in en, ja, ur"),
        (["show", "JICA", "--lang", "de"], "names are in en, ja, ur"),
    ],
)
def test_what_is_not_there_is_refused_with_the_next_step(
    capfdbinary: pytest.CaptureFixture[bytes], arguments: list[str], message: str
) -> None:
    code, out, err = answer(capfdbinary, *arguments)
    assert (code, out) == (2, "")
    assert message in err


@pytest.mark.parametrize("name", ["agreements", "anniversaries-ahead"])
def test_a_question_is_shown_with_what_it_gives(
    kg: KnowledgeGraph, capfdbinary: pytest.CaptureFixture[bytes], name: str
) -> None:
    _, out, _ = answer(capfdbinary, "queries", "show", name, "--format", "json")
    question = json.loads(out)
    params = kg.queries[name].needed_examples()
    assert question["asked"]["params"] == params
    assert question["asked"]["rows"] == len(kg.query(name, params).rows) > 0
    assert question["sparql"] == kg.queries[name].text
    _, out, _ = answer(capfdbinary, "queries", "show", name, "--format", "text")
    assert f"{question['asked']['rows']} rows in" in out


def test_names_are_in_the_language_asked_for_with_english_behind_it(kg: KnowledgeGraph) -> None:
    state = "https://w3id.org/bilateral/id/state.JP"
    query = f"SELECT ?x {{ VALUES ?x {{ <{state}> }} }}"
    assert kg.query(query, lang="ja").labels[state] == "日本"
    assert kg.query(query, lang="ur").labels[state] == "جاپان"
    assert kg.query(query).labels[state] == "Japan"
    assert kg.query(query, lang="ja", timeout=PATIENCE).labels[state] == "日本"
    japanese, english = (kg.query("agreements", lang=language).labels for language in ("ja", "en"))
    assert japanese.keys() == english.keys()
    assert 0 < sum(japanese[iri] == english[iri] for iri in english) < len(english)


def test_a_card_names_what_it_shows_in_the_language(kg: KnowledgeGraph) -> None:
    card = kg.show("JICA", lang="ur")
    assert card.label == "جاپان بین الاقوامی تعاون ایجنسی"
    assert "جاپان" in card.text()
    assert "国際協力機構" in card.text()


def test_no_language_gives_a_name_from_a_mistyped_tag(kg: KnowledgeGraph) -> None:
    with pytest.raises(UnknownNameError):
        kg.query("agreements", lang="jp")


def test_a_folder_without_a_catalogue_lists_nothing(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    code, _, message = answer(capfdbinary, "--root", str(tmp_path), "queries")
    assert code == 2
    assert "ontology" in message
