"""A snapshot of another state of the program stopped every query with a TypeError."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from bilateral import assemble
from bilateral.compile import snapshot

if TYPE_CHECKING:
    from collections.abc import Callable

QUERY = """\
#+ title: Visits
#+ description: Every visit.
#+ question: Which visits were there?
#+ group: events
#+ competency: [1]
#+ parameters:
#+   - name: kind
#+     type: class
#+     description: the kind
#+     required: false
#+     example: bil:Visit
#+ columns:
#+   - name: visit
#+     description: the visit
SELECT ?visit WHERE { VALUES ?kind { UNDEF } ?visit a ?kind } ORDER BY ?visit
"""


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BILATERAL_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr("bilateral.checks.files.check", lambda _: [])
    for folder in ("ontology", "graph", "queries"):
        (tmp_path / "project" / folder).mkdir(parents=True)
    (tmp_path / "project/graph/dataset.yml").write_text("name: small\n", encoding="utf-8")
    (tmp_path / "project/queries/visits.rq").write_text(QUERY, encoding="utf-8")
    return tmp_path / "project"


def _without_a_field(parameter: dict[str, Any]) -> None:
    del parameter["required"]


def _with_another_field(parameter: dict[str, Any]) -> None:
    parameter["unit"] = "years"


@pytest.mark.parametrize("change", [_without_a_field, _with_another_field])
def test_questions_of_another_state_of_the_program_are_read_from_the_files(
    root: Path, change: Callable[[dict[str, Any]], None]
) -> None:
    digest = snapshot.inputs_digest(root)
    store = assemble.open_store(root, digest)
    data = snapshot.read(digest, "questions.json")
    assert data is not None
    catalogue = json.loads(data)
    parameters = [entry for query in catalogue for entry in query["parameters"]]
    assert parameters
    for parameter in parameters:
        change(parameter)
    snapshot.save(store, digest, {"questions.json": json.dumps(catalogue).encode("utf-8")})
    (parameter,) = assemble.open_library(root, digest)["visits"].parameters
    assert (parameter.name, parameter.required) == ("kind", False)


@pytest.mark.parametrize("part", ["questions/header.py", "evidence/labels.py", "assemble.py"])
def test_a_change_of_the_program_needs_another_snapshot(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    package = tmp_path / "bilateral"
    source = Path(snapshot.__file__).parents[1]
    shutil.copytree(source, package, ignore=shutil.ignore_patterns("_vendor", "*.pyc"))
    monkeypatch.setattr(snapshot, "__file__", str(package / "compile/snapshot.py"))
    before = snapshot.inputs_digest(root)
    with (package / part).open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    assert snapshot.inputs_digest(root) != before
