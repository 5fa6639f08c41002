"""Every command goes through on a dataset of two other countries, and names no third one.

The project is made as a user would make it: ``bilateral new``, ``source add``, and what a
curator states of each sentence (``tests/fixtures/kenya``). The small fixture of the shipped
pair, of two sentences, goes the same way.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

import bilateral
from bilateral.cli.main import COMMANDS, run
from bilateral.errors import ToolError
from bilateral.formats.exports import FORMATS
from bilateral.pages.explorer.sparql import parts

TESTS = Path(__file__).resolve().parents[1]
ROOT = TESTS.parent
FIXTURE = TESTS / "fixtures" / "kenya"
SLUG = "embassy-2019"
# The ontology is the same in all datasets; its examples and its source are those of the first.
OF_THE_ONTOLOGY = ("reference.html", "ref", "ref-term")
ANOTHER = re.compile(r"(?i)pakistan|پاکستان|パキスタン|pk-jp|state\.PK")


class Project(NamedTuple):
    """A project, its folder of texts, and a few of its things."""

    root: Path
    texts: Path
    slug: str
    things: tuple[str, str]
    words: str


@pytest.fixture(scope="module")
def kenya(tmp_path_factory: pytest.TempPathFactory) -> Project:
    root = tmp_path_factory.mktemp("kenya") / "ke"
    assert run(["new", str(root), "--between", "KE", "JP", "--languages", "en,sw,ja"]) == 0
    # It builds before it has a source.
    assert run(["build", "--root", str(root), "--out", str(root / "build")]) == 0
    text = FIXTURE / "texts" / f"{SLUG}.txt"
    described = ["--url", "https://example.org/a", "--title", "A fixture", "--date", "2021-11-01"]
    assert run(["source", "add", str(text), *described, "--root", str(root)]) == 0
    source = root / "graph" / "sources" / f"{SLUG}.trig"
    statements = yaml.safe_load((FIXTURE / "statements.yml").read_text(encoding="utf-8"))
    source.write_text(stated(source.read_text(encoding="utf-8"), statements), encoding="utf-8")
    with (root / "graph" / "reference" / "names.ttl").open("a", encoding="utf-8") as names:
        names.write("\n" + (FIXTURE / "names.ttl").read_text(encoding="utf-8"))
    assert run(["format", "--root", str(root)]) == 0
    return Project(
        root, FIXTURE / "texts", SLUG, ("Harbour Agreement", "Amina Juma"), "visits of Kenya"
    )


@pytest.fixture(scope="module")
def mini(tmp_path_factory: pytest.TempPathFactory) -> Project:
    root = tmp_path_factory.mktemp("mini") / "mini"
    shutil.copytree(TESTS / "fixtures" / "mini", root)
    for folder in ("ontology", "queries"):
        shutil.copytree(ROOT / folder, root / folder)
    return Project(root, root / "texts", "demo", ("The pact", "Japan"), "visits")


@pytest.fixture(params=["kenya", "mini"])
def project(request: pytest.FixtureRequest) -> Project:
    found: Project = request.getfixturevalue(request.param)
    return found


def stated(text: str, statements: dict[str, str]) -> str:
    """Return the file of a source with its graphs described and filled, as a curator would."""
    text = re.sub(r"^  # ((?:g:|  prov:|  ev:status)[^\n]*)$", r"  \1", text, flags=re.MULTILINE)
    text = text.replace("YYYY-MM-DD", "2026-11-28")
    for sentence, triples in statements.items():
        empty = f"# GRAPH g:{SLUG}.{sentence}.a {{ }}"
        assert empty in text
        text = text.replace(empty, f"g:{SLUG}.{sentence}.a {{\n{triples}\n}}")
    return text


def commands(project: Project, out: Path) -> dict[str, list[str]]:
    """Return a call of every command but those that only write or serve."""
    thing, other = project.things
    text = str(project.texts / f"{project.slug}.txt")
    return {
        "build": ["build", "--out", str(out / "build")],
        "check": ["check", "--format", "text", "--texts", str(project.texts)],
        "ask": ["ask", project.words],
        "queries": ["queries"],
        "queries-matching": ["queries", "visits"],
        "queries-show": ["queries", "show", "agreements"],
        "search": ["search", thing],
        "show": ["show", thing],
        "path": ["path", thing, other],
        "timeline": ["timeline", "--format", "table"],
        "gaps": ["gaps", "Agreement"],
        "anniversaries": ["anniversaries", "--on", "2023-01-01"],
        "explore": ["explore", "-o", str(out / "explorer.html")],
        "explore-focus": ["explore", "--focus", thing, "-o", str(out / "focus.html")],
        "site": ["site", "-o", str(out / "site")],
        "stats": ["stats"],
        "ref": ["ref"],
        "ref-term": ["ref", "Visit"],
        "source-verify": ["source", "verify", project.slug, text],
        "format": ["format", "--check"],
        "diff": ["diff", str(project.root), str(project.root)],
        "settings": ["settings"],
        **{f"export-{fmt}": ["export", fmt, "-o", str(out / f"export.{fmt}")] for fmt in FORMATS},
        **{
            f"analyse-{what}": ["analyse", what]
            for what in ("ties", "positions", "communities", "brokers")
        },
        "analyse-change": [
            "analyse",
            "change",
            "--from",
            "2000",
            "--to",
            "2019",
            "--then",
            "2020/2026",
        ],
        **{
            f"draw-{picture}": ["draw", picture, "-o", str(out / f"{picture}.svg")]
            for picture in ("aid", "dialogues", "network", "visits")
        },
    }


# Where a small dataset has nothing to show, and the command says so with exit code 2.
NOTHING_FOUND = {"gaps"}
# Not called here: the server waits for input; `new` and `source add` made the project.
ELSEWHERE = {"mcp", "new", "query"}


def test_every_command_goes_through(
    project: Project, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    for name, arguments in commands(project, tmp_path).items():
        code = run([*arguments, "--root", str(project.root)])
        told = capfd.readouterr()
        assert code == (2 if name in NOTHING_FOUND else 0), f"{name}: {told.err}"
        assert "a fault in the program" not in told.err, name
        if project.slug == SLUG and name not in OF_THE_ONTOLOGY:
            assert not ANOTHER.search(told.out + told.err), name
    if project.slug == SLUG:
        named = [path for path in tmp_path.rglob("*.*") if holds_another(path)]
        assert named == []


def holds_another(path: Path) -> bool:
    """Whether a file names a country that has no part in the dataset."""
    if path.name in OF_THE_ONTOLOGY or path.suffix not in (".html", ".svg", ".md", ".csv", ".js"):
        return False
    text = path.read_text(encoding="utf-8")
    return ANOTHER.search(path.name) is not None or ANOTHER.search(text) is not None


def test_no_command_is_forgotten(kenya: Project, tmp_path: Path) -> None:
    called = {arguments[0] for arguments in commands(kenya, tmp_path).values()}
    assert called | ELSEWHERE == set(COMMANDS)


def test_every_question_runs(project: Project) -> None:
    kg = bilateral.load(project.root)
    for name in kg.queries:
        values = kg.examples(name)
        if values is not None:
            kg.query(name, values, cite=True)
    assert kg.query("agreements", cite=True).rows


def test_the_facts_lead_to_their_sentences(kenya: Project) -> None:
    kg = bilateral.load(kenya.root)
    result = kg.query(
        "SELECT ?state WHERE { ?visit a bil:Visit ; bil:hasVisitor ?state }", cite=True
    )
    assert [[one.short for one in row] for row in result.citations or ()] == [[f"{SLUG} 2.1"]]
    assert kg.show("Mkataba wa Bandari").label == "Harbour Agreement"
    assert kg.search("森健二", lang="ja")[0].label == "森健二"
    assert kg.understand("how many visits did Kenya make")[0].query.startswith("visits")
    sides = {str(row[1]) for row in kg.query("visits-by-decade").rows}
    assert sides == {"<https://w3id.org/bilateral/id/state.KE>"}


def test_the_dataset_has_no_error_but_what_a_small_one_lacks(kenya: Project) -> None:
    errors = [issue for issue in bilateral.load(kenya.root).check() if issue.level == "error"]
    assert errors == []


def test_the_page_with_sparql_has_the_questions_of_the_pair(kenya: Project) -> None:
    kg = bilateral.load(kenya.root)
    try:
        asked = parts(kg.store, kg.queries)
    except ToolError as error:
        if os.environ.get("CI"):
            pytest.fail(f"CI must have run `make vendor`: {error}")
        pytest.skip(str(error))
    assert kg.title in kg.explore(ask=asked)


def test_tools_for_assistants_are_made(project: Project) -> None:
    from bilateral.mcp.tools import tools

    made = tools(bilateral.load(project.root))
    assert made
    assert not any(project.slug == SLUG and ANOTHER.search(json.dumps(str(one))) for one in made)
