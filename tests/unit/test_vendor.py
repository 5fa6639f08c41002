"""The files of others that a wheel holds: only those that were looked at."""

from __future__ import annotations

import hashlib
import json
import runpy
from pathlib import Path
from typing import Any

import pytest

from bilateral.errors import ToolError
from bilateral.pages.shared import vendor

ROOT = Path(__file__).parents[2]
WEB = runpy.run_path(str(ROOT / "web" / "fill.py"))


@pytest.fixture
def made(tmp_path: Path) -> dict[str, Path]:
    modules, assets = tmp_path / "node_modules", tmp_path / "assets.json"
    (modules / "one").mkdir(parents=True)
    (modules / "one" / "a.js").write_text("good")
    (modules / "one" / "b.js").write_text("better")
    wanted = {
        name: {"from": f"one/{name}", "sha256": hashlib.sha256(text.encode()).hexdigest()}
        for name, text in (("a.js", "good"), ("b.js", "better"))
    }
    assets.write_text(json.dumps(wanted))
    return {"modules": modules, "target": tmp_path / "_vendor", "assets": assets}


def test_files_are_copied_and_known_as_complete(made: dict[str, Path]) -> None:
    assert not WEB["complete"](made["target"], made["assets"])
    WEB["copy"](made["modules"], made["target"], made["assets"])
    assert WEB["complete"](made["target"], made["assets"])
    (made["target"] / "b.js").write_text("worse")
    assert not WEB["complete"](made["target"], made["assets"])


def test_another_file_than_the_one_looked_at_is_refused(made: dict[str, Path]) -> None:
    (made["modules"] / "one" / "b.js").write_text("evil")
    with pytest.raises(WEB["FillError"], match="is not the file of"):
        WEB["copy"](made["modules"], made["target"], made["assets"])
    assert not made["target"].exists()


def test_no_npm_is_said_plainly(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(WEB["FillError"], match="npm is not installed"):
        WEB["fill"](tmp_path / "_vendor")


def test_the_lock_file_names_digests_and_no_host() -> None:
    lock: dict[str, Any] = json.loads((ROOT / "web" / "package-lock.json").read_text("utf-8"))
    packages = {name: one for name, one in lock["packages"].items() if name}
    assert "node_modules/oxigraph" in packages
    assert all(one["integrity"].startswith("sha512-") for one in packages.values())
    assert not [name for name, one in packages.items() if "resolved" in one]
    wanted = json.loads((ROOT / "web" / "package.json").read_text("utf-8"))["dependencies"]
    assert lock["packages"][""]["dependencies"] == wanted
    # Exact versions: a range would take what nobody looked at.
    assert all(one[0].isdigit() for one in wanted.values())


def test_every_package_is_named_with_its_licence() -> None:
    lock: dict[str, Any] = json.loads((ROOT / "web" / "package-lock.json").read_text("utf-8"))
    said = (ROOT / "licenses" / "THIRD_PARTY.md").read_text("utf-8")
    for name in ("oxigraph", "@zazuko/yasqe", "codemirror", "lodash-es", "query-string"):
        assert f"| {name} " in said
        assert f"node_modules/{name}" in lock["packages"]
    assert f"oxigraph {lock['packages']['node_modules/oxigraph']['version']}" in said


def test_the_newest_vis_network_of_pyvis_is_taken(tmp_path: Path) -> None:
    for version in ("9.0.4", "9.1.2", "10.0.1"):
        folder = tmp_path / "templates" / "lib" / f"vis-{version}"
        folder.mkdir(parents=True)
        (folder / "vis-network.min.js").write_text(version)
    (tmp_path / "templates" / "lib" / "vis-11.0.0").mkdir()  # without the file
    (tmp_path / "templates" / "lib" / "tom-select").mkdir()
    assert vendor.vis_network(tmp_path) == ("10.0.1", "10.0.1")


def test_the_installed_pyvis_has_it() -> None:
    library = vendor.vis_network()
    assert "vis-network" in library.script
    licences = (ROOT / "licenses" / "THIRD_PARTY.md").read_text("utf-8")
    assert f"vis-network {library.version}" in licences


@pytest.mark.parametrize("folder", ["templates/lib", "templates/lib/vis-9.1.2", "elsewhere"])
def test_another_layout_of_pyvis_says_what_to_do(tmp_path: Path, folder: str) -> None:
    (tmp_path / folder).mkdir(parents=True)
    with pytest.raises(ToolError, match=r"vis-network\.min\.js") as caught:
        vendor.vis_network(tmp_path)
    allowed = (ROOT / "pyproject.toml").read_text("utf-8")
    assert "pyvis>=0.3.2,<0.4" in allowed
    assert "pyvis>=0.3.2,<0.4" in caught.value.next_step
