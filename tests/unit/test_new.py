"""``bilateral new``: a project for two other states, from what packages know of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from bilateral.cli.main import run
from bilateral.curate.project import NewProject, new_project
from bilateral.errors import ToolError, UnknownNameError, UsageError
from bilateral.questions.header import parse_query_file

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ("en", "sw", "ja")


def project(*codes: str, languages: tuple[str, ...] = LANGUAGES) -> NewProject:
    first, second = codes
    return new_project(ROOT, (first, second), languages)


@pytest.fixture(scope="module")
def kenya() -> NewProject:
    return project("KE", "JP")


@pytest.fixture(scope="module")
def france() -> NewProject:
    """No state of the shipped pair is left."""
    return project("ke", "fr", languages=("en", "fr", "ja"))


def text(new: NewProject, name: str) -> str:
    return new.files[name].decode("utf-8")


def test_the_description_names_states_and_languages(kenya: NewProject) -> None:
    described = yaml.safe_load(text(kenya, "graph/dataset.yml"))
    assert described["name"] == "ke-jp"
    assert described["title"] == "Kenya–Japan relations"
    assert described["countries"] == ["KE", "JP"]
    assert described["languages"] == list(LANGUAGES)
    assert "limits" not in described
    schemes = {path.stem for path in (ROOT / "ontology" / "schemes").glob("*.ttl")}
    assert described["references"].keys() == {"names", "iso-3166", "cldr"} | schemes
    assert all(entry["licence"] for entry in described["references"].values())
    assert "pycountry" in described["references"]["iso-3166"]["title"]
    assert re.search(r"Babel \d", described["references"]["cldr"]["title"])


def test_states_have_names_and_codes(kenya: NewProject) -> None:
    names = text(kenya, "graph/reference/cldr.ttl")
    assert 'id:state.KE skos:prefLabel "Kenya"@en , "Kenya"@sw , "ケニア"@ja .' in names
    assert '"Japani"@sw' in names
    codes = text(kenya, "graph/reference/iso-3166.ttl")
    assert 'dcterms:identifier "KEN"' in codes
    assert "bil:relates id:state.KE , id:state.JP" in codes
    assert "id:relationship.ke-jp" in text(kenya, "graph/reference/names.ttl")


def test_questions_speak_of_the_new_states(kenya: NewProject) -> None:
    given = text(kenya, "queries/given-by-kenya.rq")
    assert 'title: "What Kenya gave"' in given
    assert 'title-ja: "ケニアから日本への支援"' in given
    assert "id:state.KE" in given
    assert "id:relationship.ke-jp" in text(kenya, "queries/shared-links.rq")
    assert "c:measure.exports-ke-jp" in text(kenya, "queries/trade.rq")
    assert "c:measure.exports-ke-jp" in text(kenya, "ontology/schemes/measure.ttl")
    assert "Japanese grant" in text(kenya, "queries/polio-aid.rq")


def test_what_cannot_be_rewritten_is_left_out_and_listed(
    kenya: NewProject, france: NewProject
) -> None:
    assert {"residents", "never-before-independence", "revived-agreements"} <= set(kenya.left_out)
    assert "queries/imperial-visits.rq" in kenya.files
    assert "queries/imperial-visits.rq" not in france.files
    assert {"imperial-visits", "co-funded", "residents"} <= set(france.left_out)
    assert "queries/visits.rq" in france.files


@pytest.mark.parametrize("name", ["kenya", "france"])
def test_nothing_but_examples_names_a_state_that_is_not_in_the_pair(
    name: str, request: pytest.FixtureRequest
) -> None:
    new: NewProject = request.getfixturevalue(name)
    old = r"(?i)pakistan|پاکستان|パキスタン|pk-jp|state\.PK|-pk"
    if name == "france":
        old += r"|japan|جاپان|日本|対日|在日|state\.JP|-jp"
    # The ontology is the same in all datasets, with the examples it was written with.
    shared = ("ontology/bilateral.ttl", "ontology/evidence.ttl")
    found = [
        f"{path}: {match[0]}"
        for path, data in new.files.items()
        if path not in shared
        for match in [re.search(old, data.decode("utf-8"))]
        if match
    ]
    assert found == []


@pytest.mark.parametrize("name", ["kenya", "france"])
def test_every_question_is_valid_and_every_concept_of_it_exists(
    name: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    new: NewProject = request.getfixturevalue(name)
    schemes = "".join(text(new, path) for path in new.files if path.startswith("ontology/schemes/"))
    concepts = set(re.findall(r"^(c:[\w.-]*\w) a skos:Concept ;", schemes, re.MULTILINE))
    for path in new.files:
        if path.startswith("queries/"):
            file = tmp_path / Path(path).name
            file.write_bytes(new.files[path])
            query = parse_query_file(file)
            assert set(re.findall(r"\bc:[\w.-]*\w", query.text)) <= concepts, query.name


def test_the_same_pair_gives_the_same_questions_and_concepts() -> None:
    new = project("PK", "JP", languages=("en", "ja", "ur"))
    assert new.left_out == []
    for path, data in new.files.items():
        if path.startswith(("queries/", "ontology/")):
            assert data == (ROOT / path).read_bytes(), path


def test_the_same_arguments_give_the_same_bytes(kenya: NewProject) -> None:
    assert project("KE", "JP") == kenya


@pytest.mark.parametrize(
    ("code", "suggestion"), [("Kenya", "KE (Kenya)"), ("KEN", "KE (Kenya)"), ("KX", "KE")]
)
def test_an_unknown_code_gets_a_suggestion(code: str, suggestion: str) -> None:
    with pytest.raises(UnknownNameError, match="unknown country code") as caught:
        project(code, "JP")
    assert any(one.startswith(suggestion) for one in caught.value.suggestions) or code == "KX"
    assert "ISO 3166" in caught.value.next_step


@pytest.mark.parametrize(
    ("codes", "languages", "message"),
    [
        (("KE", "ke"), LANGUAGES, "both states are Kenya"),
        (("KE", "JP"), ("sw", "ja"), "must include en"),
        (("KE", "JP"), ("en", "tlh"), "'tlh' is not a language of Unicode CLDR"),
        (("KE", "JP"), ("en", "sw", "sw"), "given twice"),
        (("KE", "JP"), ("en", "../x"), "is not a language"),
    ],
)
def test_what_makes_no_pair_is_refused(
    codes: tuple[str, str], languages: tuple[str, ...], message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        new_project(ROOT, codes, languages)


def test_a_folder_that_is_not_empty_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    assert run(["new", str(tmp_path), "--between", "KE", "JP"]) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]
    assert run(["new", str(tmp_path / "notes.txt"), "--between", "KE", "JP"]) == 2


def test_a_missing_package_is_named_with_the_next_step(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> object:
        raise ImportError(name)

    monkeypatch.setattr("importlib.import_module", missing)
    with pytest.raises(ToolError, match="not installed") as caught:
        project("KE", "JP")
    assert caught.value.next_step == "pip install 'bilateral[new]'"
