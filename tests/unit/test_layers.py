"""The layers of the documentation are those that import-linter checks."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_documented_layers_are_those_of_the_contract() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contract = project["tool"]["importlinter"]["contracts"][0]
    page = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    block = page.split("## Layers", 1)[1].split("```")[1]
    documented = [re.split(r"\s{2,}", line)[0] for line in block.strip().splitlines()]
    assert documented == contract["layers"]


def test_every_part_of_the_package_has_its_layer() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contract = project["tool"]["importlinter"]["contracts"][0]
    layered = {name for layer in contract["layers"] for name in layer.split(" | ")}
    package = ROOT / "src/bilateral"
    modules = {path.stem for path in package.glob("*.py")} - {"__init__"}
    packages = {path.parent.name for path in package.glob("*/__init__.py")}
    assert layered == modules | packages


def test_no_module_is_longer_than_a_reader_can_hold() -> None:
    lines = {
        str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines())
        for path in (ROOT / "src").rglob("*.py")
    }
    assert {path: count for path, count in lines.items() if count > 400} == {}
