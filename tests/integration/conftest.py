"""What the integration tests look at: the shipped dataset, its build, the report on its checks."""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from support import PATIENCE, ROOT, Built, made_once

from bilateral.release import build

if TYPE_CHECKING:
    from pathlib import Path

    from bilateral.kg import KnowledgeGraph


@pytest.fixture(scope="session", autouse=True)
def _assembled(kg: KnowledgeGraph) -> None:
    """Let every other way to the shipped dataset start from its snapshot."""


@pytest.fixture(scope="session")
def built(run_folder: Path) -> Built:
    def write(target: Path) -> None:
        stages: list[str] = []
        report = build(ROOT, target / "files", progress=lambda stage, *_: stages.append(stage))
        (target / "report.pickle").write_bytes(pickle.dumps((report, stages)))

    target = made_once(run_folder, "build", write)
    report, stages = pickle.loads((target / "report.pickle").read_bytes())  # noqa: S301 - our own
    return Built(target / "files", report, stages)


@pytest.fixture(scope="session")
def environment(_own_cache: None) -> dict[str, str]:
    """Return the variables of a shell in which nothing of the project is set but its cache."""
    others = {name: text for name, text in os.environ.items() if not name.startswith("BILATERAL")}
    cache = os.environ["BILATERAL_CACHE"]
    return {**others, "BILATERAL_CACHE": cache, "BILATERAL_ROOT": str(ROOT), "COLUMNS": "100"}


@pytest.fixture(scope="session")
def check_report(run_folder: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Return what `bilateral check` says of the shipped project to a program."""

    def check(target: Path) -> None:
        done = subprocess.run(
            [sys.executable, "-m", "bilateral.cli.main", "check"],
            capture_output=True,
            encoding="utf-8",
            env=environment,
            timeout=PATIENCE,
            check=False,
        )
        target.write_text(json.dumps([done.returncode, done.stdout, done.stderr]), "utf-8")

    target = made_once(run_folder, "check.json", check)
    return subprocess.CompletedProcess("check", *json.loads(target.read_text("utf-8")))
