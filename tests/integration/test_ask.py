"""Questions in words: the named question that fits, and nothing that was not said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bilateral.cli.main import run
from bilateral.errors import UnknownNameError

if TYPE_CHECKING:
    from bilateral.kg import KnowledgeGraph

FIFTIES = {"from": "1950-01-01", "to": "1959-12-31"}
ID = "https://w3id.org/bilateral/id/"


@pytest.mark.parametrize(
    ("words", "query", "params"),
    [
        ("agreements since 1958", "agreements", {"since": "1958-01-01"}),
        ("what happened between 1950 and 1959?", "events", FIFTIES),
        ("events in the 1950s", "events", FIFTIES),
        ("events in order before 1960", "events", {"to": "1960-12-31"}),
        ("who visited whom", "visits", {}),
        ("which visits in 2023", "visits", {"from": "2023-01-01", "to": "2023-12-31"}),
        (
            "who was Foreign Minister of Pakistan",
            "office-holders",
            {"post": ID + "post.foreign-minister-pk"},
        ),
        ("who says what about the JICA", "who-says", {"thing": ID + "org.jica"}),
        ("where do sources disagree", "rival-values", {}),
    ],
)  # fmt: skip
def test_the_question_that_fits_comes_first(
    kg: KnowledgeGraph, words: str, query: str, params: dict[str, str]
) -> None:
    best = kg.understand(words)[0]
    assert (best.query, best.params) == (query, params)


def test_the_answer_is_that_of_the_named_question(
    kg: KnowledgeGraph, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["ask", "agreements", "since", "1958", "--format", "csv"]) == 0
    out, message = capsys.readouterr()
    assert run(["query", "agreements", "--param", "since=1958-01-01", "--format", "csv"]) == 0
    assert capsys.readouterr().out == out
    assert message.startswith("bilateral: understood: agreements (")
    assert "with since = 1958-01-01" in message
    del kg


def test_a_need_that_was_not_said_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["ask", "who says what, every statement with its status"]) == 2
    message = capsys.readouterr().err
    assert "the question does not say thing" in message
    assert "bilateral query who-says --param thing=" in message


def test_nothing_is_invented(kg: KnowledgeGraph) -> None:
    with pytest.raises(UnknownNameError) as caught:
        kg.understand("quel temps fera-t-il demain")
    assert "bilateral queries" in str(caught.value)
    with pytest.raises(UnknownNameError):
        kg.understand("")


@pytest.mark.parametrize(
    "words", ['" OR 1=1 --', "NEAR(a b) *", "title : x", "'; DROP TABLE q; --", "x" * 10_000]
)
def test_the_words_stay_words(kg: KnowledgeGraph, words: str) -> None:
    try:
        candidates = kg.understand(f"visits {words}")
    except UnknownNameError:
        pytest.fail("the word visits was lost")
    assert candidates[0].query in {"visits", "visits-by-decade", "visit-meetings"}


@pytest.mark.parametrize(
    ("words", "query"),
    [
        ("大使は誰ですか", "ambassadors"),
        ("ポリオ対策の支援", "polio-aid"),
        ("貿易", "trade"),
        ("سفیر کون تھے؟", "ambassadors"),
        ("پولیو کے خلاف مدد", "polio-aid"),
        ("تجارت", "trade"),
    ],
)
def test_questions_are_understood_in_japanese_and_urdu(
    kg: KnowledgeGraph, words: str, query: str
) -> None:
    assert kg.understand(words)[0].query == query


def test_names_inside_japanese_text_are_found(kg: KnowledgeGraph) -> None:
    for words in ("国際協力機構は何をしているか", "JICAは何をしているか"):
        assert {"thing": kg.resolve("JICA")} in [
            candidate.params for candidate in kg.understand(words)
        ]
    best = kg.understand("岸信介の訪問")[0]
    assert best.query in {"visits", "visit-meetings"}
    assert best.params == {"visitor": kg.resolve("Nobusuke Kishi")}


def test_a_question_of_common_words_is_understood(kg: KnowledgeGraph) -> None:
    assert kg.understand("what did Pakistan give Japan")[0].query == "given-by-pakistan"
    with pytest.raises(UnknownNameError):
        kg.understand("what of the")


def test_a_part_of_a_name_that_only_one_person_bears_is_enough(kg: KnowledgeGraph) -> None:
    best = kg.understand("visits of Bilawal in 2023")[0]
    person = kg.resolve("Bilawal Bhutto Zardari")
    assert best.query == "visits"
    assert best.params == {"visitor": person, "from": "2023-01-01", "to": "2023-12-31"}


def test_what_finds_no_place_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["ask", "which phases have the Indus Highway and the Kohat Tunnel"]) == 0
    message = capsys.readouterr().err
    assert "with project = " in message
    assert "not used: Kohat Tunnel" in message
    assert run(["ask", "grants against polio"]) == 0
    assert "not used" not in capsys.readouterr().err
