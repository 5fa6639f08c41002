"""A build that one error stopped said "1 error" and not which; only more than one were listed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bilateral.cli.main import run

TESTS = Path(__file__).resolve().parents[1]
SOURCE = "graph/sources/demo.trig"
ISSUE = (TESTS / "golden" / "errors" / "unknown-class.txt").read_text(encoding="utf-8")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = tmp_path / "mini"
    shutil.copytree(TESTS / "fixtures" / "mini", root)
    shutil.copytree(TESTS.parent / "ontology", root / "ontology")
    (root / "queries").mkdir()
    return root


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_one_error_is_shown_with_its_place_and_next_step(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    replace(project / SOURCE, "a bil:Organization", "a bil:Organisation")
    assert run(["build", "--root", str(project), "-o", str(tmp_path / "out")]) == 1
    message = capsys.readouterr().err
    assert message.startswith("bilateral: error: the curated files are not valid: 1 error\n")
    assert message.endswith(ISSUE)
    assert message.count("error[") == 1


def test_an_error_that_is_its_only_issue_is_told_once(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "queries" / "a.rq").write_text("SELECT * {}", encoding="utf-8")
    assert run(["queries", "--root", str(project)]) == 1
    assert capsys.readouterr().err.count("a.rq") == 1
