"""A curator gets a source's sentences cut, and learns which of them a text still has."""

from __future__ import annotations

import json
import re
import shutil
import sys
import types
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilateral.checks.files import check
from bilateral.cli import main
from bilateral.compile.read import read_project
from bilateral.curate.cut import language_of, paragraphs, sentences
from bilateral.errors import ToolError
from bilateral.rdf.vocabulary import DCTERMS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

PROJECT = Path(__file__).resolve().parents[2]
MINI = PROJECT / "tests" / "fixtures" / "mini"
ENGLISH = (
    "H.E. Mr. Walnut met Dr. Pebble of the U.S. mission. Grant No. 7 is worth 1.35 crowns.\n"
    "\n"
    "Does “Lanternfish” sail? Yes! It sails 😀 often.\n"
)
JAPANESE = "架空の船が港に着いた。積み荷は1.35トンである。\n\n次はいつ？ 来年です！\n"
URDU = "فرضی جہاز آیا۔ وزن 1.35 ٹن تھا۔\n\nکیا وہ گیا؟ جی ہاں۔\n"
TRICKY = 'aB1.!?。！？۔؟"“”「」()’,; \n\t\u3000\u2028\x85\xa0\u200f😀船パ'
SAID = ("--url", "https://example.org/a", "--title", "Ships", "--date", "2020-03-01")

Run = Any


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = Path(shutil.copytree(MINI, tmp_path / "project"))
    shutil.copytree(PROJECT / "ontology", folder / "ontology")
    (folder / "queries").mkdir()
    return folder


@pytest.fixture
def run(root: Path, capfd: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    def call(*arguments: str) -> tuple[int, str, str]:
        code = main.run(["--root", str(root), "source", *arguments])
        out, err = capfd.readouterr()
        return code, out, err

    return call


def saved(root: Path, text: str | bytes, name: str = "ships.txt") -> str:
    path = root.parent / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return str(path)


def written(root: Path, slug: str = "ships") -> str:
    return (root / "graph" / "sources" / f"{slug}.trig").read_text(encoding="utf-8")


def cuts(text: str, language: str) -> list[str]:
    return [text[one.start : one.end] for one in sentences(text, language)]


# Cutting


def test_abbreviations_and_numbers_do_not_end_an_english_sentence() -> None:
    assert cuts(ENGLISH, "en") == [
        "H.E. Mr. Walnut met Dr. Pebble of the U.S. mission.",
        "Grant No. 7 is worth 1.35 crowns.",
        "Does “Lanternfish” sail?",
        "Yes!",
        "It sails 😀 often.",
    ]
    assert [one[:2] for one in sentences(ENGLISH, "en")] == [(1, 1), (1, 2), (2, 1), (2, 2), (2, 3)]


def test_japanese_is_cut_without_spaces() -> None:
    assert cuts(JAPANESE, "ja") == [
        "架空の船が港に着いた。",
        "積み荷は1.35トンである。",
        "次はいつ？",
        "来年です！",
    ]


def test_urdu_is_cut_at_its_own_full_stop() -> None:
    assert cuts(URDU, "ur") == ["فرضی جہاز آیا۔", "وزن 1.35 ٹن تھا۔", "کیا وہ گیا؟", "جی ہاں۔"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\nb", ["a", "b"]),
        ("a\nb\n\n", ["a", "b"]),
        ("\n\na\nb", ["a", "b"]),
        ("a\n\nb\nc\n\n\nd\n", ["a", "b\nc", "d"]),
        ("a\n \t\nb\nc", ["a", "b\nc"]),
        ("a\x0bb\u2028c", ["a\x0bb\u2028c"]),
        ("", []),
    ],
)
def test_paragraphs_stand_between_empty_lines_or_are_lines(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in paragraphs(text)] == expected


def test_a_sentence_may_go_over_a_line_end() -> None:
    assert cuts("The ship\nsails. It is\nlate.\n\nEnd.", "en") == [
        "The ship\nsails.",
        "It is\nlate.",
        "End.",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (ENGLISH, "en"),
        (JAPANESE, "ja"),
        (URDU, "ur"),
        ("The ship さくら sails.", "en"),
        ("The word جہاز means ship.", "en"),
        ("2020 …", "en"),
    ],
)
def test_the_language_is_that_of_most_letters(text: str, expected: str) -> None:
    assert language_of(text, ("en", "ja", "ur")) == expected


@given(
    st.lists(
        st.sampled_from([*TRICKY, "U.S. ", "H.E. ", "No.", "1.35", "e\u0301", "جہاز", "\n\n"]),
        max_size=60,
    ).map("".join),
    st.sampled_from(["en", "ja", "ur"]),
)
def test_every_character_but_white_space_is_in_exactly_one_sentence(
    text: str, language: str
) -> None:
    before, rest = 0, ""
    for one in sentences(text, language):
        assert before <= one.start < one.end <= len(text)
        piece = text[one.start : one.end]
        assert piece == piece.strip()
        rest += text[before : one.start]
        before = one.end
    assert not (rest + text[before:]).strip()


def answering(monkeypatch: pytest.MonkeyPatch, answer: Callable[..., object]) -> None:
    fake = types.ModuleType("sentencex")
    fake.get_sentence_boundaries = answer  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "sentencex", fake)


def piece(start: int, end: int, text: str) -> dict[str, object]:
    return {"start_index": start, "end_index": end, "text": text}


@pytest.mark.parametrize(
    "answer",
    [
        [piece(0, 3, "One")],
        [piece(0, 4, "One."), piece(3, 9, ". Two.")],
        [piece(0, 9, "One.Two. ")],
        [piece(0, 99, "One. Two.")],
    ],
)
def test_an_answer_that_does_not_fit_the_text_is_refused(
    answer: Sequence[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    answering(monkeypatch, lambda *_: answer)
    with pytest.raises(ToolError, match="cannot cut paragraph 1"):
        sentences("One. Two.", "en")


def test_a_panic_of_the_library_is_an_error_that_does_not_quote_the_text(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class PanicException(BaseException):
        pass

    def panic(_language: str, text: str) -> object:
        raise PanicException(text)

    answering(monkeypatch, panic)
    with pytest.raises(ToolError, match="stopped with PanicException") as caught:
        sentences("Secret words.", "en")
    assert "Secret" not in str(caught.value)


def test_without_the_library_the_curator_is_told_what_to_install(
    root: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "sentencex", None)
    code, _, err = run("add", saved(root, ENGLISH), *SAID)
    assert code == 3
    assert "next: pip install 'bilateral[curate]'" in err
    assert not (root / "graph" / "sources" / "ships.trig").exists()


# Writing


@pytest.mark.parametrize(("text", "language"), [(ENGLISH, "en"), (JAPANESE, "ja"), (URDU, "ur")])
def test_the_check_then_lists_every_sentence_as_left_to_do(
    text: str, language: str, root: Path, run: Run
) -> None:
    code, out, _ = run("add", saved(root, text), *SAID, "--publisher", "Harbour Press")
    count = len(sentences(text, language))
    assert code == 0
    assert f"2 paragraphs, {count} sentences, {len(text)} characters, language {language}" in out
    issues = check(read_project(root))
    assert [one.code for one in issues] == ["uncovered-sentence"] * count
    assert f'ev:sha256 "{sha256(text.encode()).hexdigest()}"' in written(root)
    assert run("verify", "ships", saved(root, text))[0] == 0


@pytest.mark.parametrize("text", [ENGLISH, JAPANESE, URDU])
def test_no_word_of_the_text_gets_into_the_file(text: str, root: Path, run: Run) -> None:
    assert run("add", saved(root, text), *SAID)[0] == 0
    words = {word.casefold() for word in re.findall(r"[^\W\d_]{2,}", text)}
    told = set(re.findall(r"[^\W\d_]+", written(root).casefold()))
    # "it", "no", "of", "is" … are words of the instructions as well.
    assert {word for word in words & told if len(word) > 3 or not word.isascii()} == set()
    if not text.isascii():
        assert written(root).isascii()


def test_the_same_text_gives_the_same_bytes(root: Path, run: Run) -> None:
    run("add", saved(root, ENGLISH), *SAID)
    first = written(root)
    (root / "graph" / "sources" / "ships.trig").unlink()
    run("add", saved(root, ENGLISH), *SAID)
    assert written(root) == first


def test_a_filled_slot_passes_the_check_and_an_unfilled_one_does_not(root: Path, run: Run) -> None:
    run("add", saved(root, "One ship sails."), *SAID)
    path = root / "graph" / "sources" / "ships.trig"
    lines = path.read_text(encoding="utf-8").split("\n")
    at = next(n for n, line in enumerate(lines) if line.startswith("  # g:ships.p1s1.a"))
    for n in range(at, at + 5):
        lines[n] = lines[n].replace("# ", "", 1)
    path.write_text("\n".join(lines), encoding="utf-8")
    assert {one.code for one in check(read_project(root))} == {"graph-empty", "ill-typed"}

    content = path.read_text(encoding="utf-8").replace("YYYY-MM-DD", "2020-03-02")
    filled = 'GRAPH g:ships.p1s1.a { id:state.JP skos:altLabel "Nippon"@en . }'
    path.write_text(content.replace("# GRAPH g:ships.p1s1.a { }", filled), encoding="utf-8")
    assert check(read_project(root)) == []


def test_a_reason_that_is_not_given_is_an_error_and_a_given_one_is_enough(
    root: Path, run: Run
) -> None:
    run("add", saved(root, "One ship sails."), *SAID)
    path = root / "graph" / "sources" / "ships.trig"
    content = path.read_text(encoding="utf-8").replace("# psg:ships.p1s1 ev:", "psg:ships.p1s1 ev:")
    path.write_text(content, encoding="utf-8")
    assert [one.code for one in check(read_project(root))] == ["syntax"]
    path.write_text(content.replace(" REASON .", ' "An example"@en .'), encoding="utf-8")
    assert check(read_project(root)) == []


def test_the_sentences_are_shown_on_request_with_their_numbers(root: Path, run: Run) -> None:
    _, out, _ = run("add", saved(root, "One\nship sails. \x1b[2J Gone.\n\nEnd."), *SAID, "--show")
    assert "ships 1.1 (0 to 15): One ship sails.\n" in out
    assert "\x1b" not in out
    assert "ships 2.1" in out


@pytest.mark.parametrize(
    "title",
    ['Ships "and" boats', "a } . g:x { b", "back\\slash\\", "'''\"\"\"", "# no comment", "港と船"],
)
def test_a_strange_title_is_kept_as_it_is(title: str, root: Path, run: Run) -> None:
    text = saved(root, ENGLISH)
    said = ("--url", "https://example.org/", "--date", "2020-03-01")
    code, _, _ = run("add", text, *said, "--title", title, "--publisher", title)
    assert code == 0
    quads = list(ox.parse(written(root), format=ox.RdfFormat.TRIG))
    objects = {one.object for one in quads if one.predicate == ox.NamedNode(DCTERMS + "title")}
    assert objects == {ox.Literal(title, language="en")}
    assert ox.Literal(title) in {one.object for one in quads}


REFUSED = {
    "line break in the title": ("--title", "a\nb", "control"),
    "control in the title": ("--title", "a\x1bb", "control"),
    "empty title": ("--title", " ", "the title is empty"),
    "untidy publisher": ("--publisher", "a  b", "stray spaces"),
    "title not in NFC": ("--title", "e\u0301", "normal form C"),
    "long title": ("--title", "a" * 301, "301 characters"),
    "no day": ("--date", "2020-02-30", "not a day"),
    "no full day": ("--date", "2020-02", "not a day"),
    "week": ("--date", "2020-W01-1", "not a day"),
    "space in the address": ("--url", "https://example.org/a b", "not a web address"),
    "end of the address": ("--url", "https://example.org/> . <x", "not a web address"),
    "no address": ("--url", "example.org", "not a web address"),
    "no host": ("--url", "https://", "not a web address"),
    "other scheme": ("--url", "file:///a", "not a web address"),
    "turning address": ("--url", "https://example.org/\u202ea", "not a web address"),
    "path as slug": ("--slug", "../names", "short name"),
    "capital in slug": ("--slug", "Ships", "short name"),
    "hyphen last": ("--slug", "a-", "short name"),
    "dot in slug": ("--slug", "a.p1s1", "short name"),
    "line break in slug": ("--slug", "a\n", "short name"),
    "slug of inferences": ("--slug", "inferred", "short name"),
    "empty slug": ("--slug", "", "short name"),
    "long slug": ("--slug", "a" * 81, "short name"),
    "language": ("--language", "de", "language 'de'"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_wrongly_said_is_refused_and_nothing_is_written(
    name: str, root: Path, run: Run
) -> None:
    option, value, says = REFUSED[name]
    before = sorted(root.rglob("*"))
    code, _, err = run("add", saved(root, ENGLISH), *SAID, option, value)
    assert code == 2
    assert says in err
    assert "next:" in err
    assert sorted(root.rglob("*")) == before


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ("Ship.".encode("utf-16"), "not UTF-8"),
        (b"\xef\xbb\xbfShip.", "byte order mark"),
        (b"A ship.\n\nOne.\r\n", "carriage return in line 3"),
        ("Cafe\u0301.".encode(), "normal form C"),
        (b" \n\n \t", "empty"),
        (b"", "empty"),
    ],
)
def test_a_text_with_unsure_digests_is_refused(
    data: bytes, says: str, root: Path, run: Run
) -> None:
    code, _, err = run("add", saved(root, data), *SAID)
    assert code == 2
    assert says in err
    assert "next:" in err


def test_a_missing_text_and_a_folder_are_told_apart(root: Path, run: Run) -> None:
    assert run("add", str(root / "no.txt"), *SAID)[0] == 2
    assert run("add", str(root), *SAID)[0] == 3


def test_the_short_name_comes_from_the_file_or_is_refused(root: Path, run: Run) -> None:
    code, _, err = run("add", saved(root, ENGLISH, "My Ships.txt"), *SAID)
    assert (code, "'My Ships'" in err) == (2, True)
    code, out, _ = run("add", saved(root, ENGLISH, "My Ships.txt"), *SAID, "--slug", "my-ships")
    assert (code, "looks for the text as my-ships.txt" in out) == (0, True)


def test_an_existing_source_is_never_overwritten(root: Path, run: Run) -> None:
    before = written(root, "demo")
    code, _, err = run("add", saved(root, ENGLISH, "demo.txt"), *SAID)
    assert (code, "never overwritten" in err) == (2, True)
    assert written(root, "demo") == before


def test_the_data_inside_an_installed_package_is_left_alone(
    root: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    import bilateral

    monkeypatch.setattr(bilateral, "__file__", str(root.parent / "__init__.py"))
    code, _, err = run("add", saved(root, ENGLISH), *SAID)
    assert (code, "belongs to the installed package" in err) == (2, True)


# Verifying


@pytest.fixture
def fleet(root: Path, run: Run) -> str:
    text = "Ash sails. Birch waits. Cedar sinks.\n\nBirch waits. Elm sails 😀.\n"
    assert run("add", saved(root, text), *SAID)[0] == 0
    return text


def verdicts(run: Run, path: str) -> tuple[int, dict[str, Any]]:
    code, out, _ = run("verify", "ships", path, "--format", "json")
    told = json.loads(out)
    short = {
        f"{one['paragraph']}.{one['sentence']}": one["by"] if one["state"] == "moved" else "changed"
        for one in told["differences"]
    }
    assert told["same"] == (code == 0)
    return code, {"document": told["document"]["state"], **short}


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (("", ""), {"document": "same"}),
        (
            ("Birch waits. Cedar", "Birch 待つ waits. Cedar"),
            {"1.2": "changed", "1.3": 3, "2.1": 3, "2.2": 3},
        ),
        (("Ash sails. ", ""), {"1.1": "changed", "1.2": -11, "1.3": -11, "2.1": -11, "2.2": -11}),
        ((" Birch waits. Cedar", " Cedar"), {"1.2": "changed", "1.3": -13, "2.1": -13, "2.2": -13}),
        (("Ash sails. Birch waits.", "Birch waits. Ash sails."), {"1.1": 13, "1.2": -11}),
        (("Elm sails 😀.", ""), {"2.2": "changed"}),
        (("😀.\n", "😀."), {}),
    ],
)
def test_each_passage_is_the_same_moved_or_changed(
    edit: tuple[str, str], expected: dict[str, object], fleet: str, root: Path, run: Run
) -> None:
    edited = saved(root, fleet.replace(*edit, 1), "edited.txt")
    code, told = verdicts(run, edited)
    assert told == {"document": "changed", **expected}
    assert code == (0 if expected.get("document") == "same" else 1)


def test_a_person_reads_where_a_passage_went(fleet: str, root: Path, run: Run) -> None:
    edited = saved(root, f"Twelve chars{fleet}", "edited.txt")
    code, out, _ = run("verify", "ships", edited, "--format", "text")
    assert code == 1
    assert re.search(r"ships\.trig:\d+:\d+: ships 1\.2 \(11 to 23\): moved by \+12 characters", out)
    assert "5 moved, 0 changed or removed" in out


def test_other_line_ends_are_named_as_the_cause(fleet: str, root: Path, run: Run) -> None:
    edited = saved(root, fleet.replace("\n", "\r\n"), "edited.txt")
    code, out, _ = run("verify", "ships", edited, "--format", "text")
    assert (code, "has a carriage return in line 1" in out) == (1, True)


@pytest.mark.parametrize("slug", ["shipz", "../demo", "inferred"])
def test_a_wrong_short_name_is_wrong_use(slug: str, fleet: str, root: Path, run: Run) -> None:
    code, _, err = run("verify", slug, saved(root, fleet))
    assert code == 2
    assert slug != "shipz" or "did you mean ships?" in err


def test_a_source_without_digests_cannot_be_verified(fleet: str, root: Path, run: Run) -> None:
    path = root / "graph" / "sources" / "whole.trig"
    path.write_text(written(root).split("g:provenance", 1)[0], encoding="utf-8")
    code, _, err = run("verify", "whole", saved(root, fleet))
    assert (code, "read as a whole" in err) == (2, True)


def test_a_broken_source_file_is_named_with_the_place(fleet: str, root: Path, run: Run) -> None:
    path = root / "graph" / "sources" / "ships.trig"
    path.write_text(written(root).replace("ev:characters", "ev:characters }"), encoding="utf-8")
    code, _, err = run("verify", "ships", saved(root, fleet))
    assert (code, "graph/sources/ships.trig:" in err) == (1, True)


def test_verifying_needs_no_splitter_and_unknown_formats_are_refused(
    fleet: str, root: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "sentencex", None)
    assert run("verify", "ships", saved(root, fleet))[0] == 0
    assert run("verify", "ships", saved(root, fleet), "--format", "xml")[0] == 2


def test_the_root_may_stand_at_the_end(fleet: str, root: Path, run: Run) -> None:
    text = saved(root, fleet)
    assert main.run(["source", "verify", "ships", text, "--root", str(root)]) == 0
    assert run()[0] == 2
