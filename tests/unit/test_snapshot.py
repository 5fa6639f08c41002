from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

from bilateral import assemble
from bilateral.compile import snapshot
from bilateral.rdf.vocabulary import spaces

HEAD = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in spaces().prefixes.items())
NAMES = "graph/reference/names.ttl"
QUERY = """\
#+ title: Visits
#+ description: Every visit.
#+ question: Which visits were there?
#+ group: events
#+ competency: [1]
#+ columns:
#+   - name: visit
#+     description: the visit
SELECT ?visit WHERE { ?visit a bil:Visit } ORDER BY ?visit
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a small valid project."""
    files = {
        "graph/dataset.yml": "references: {names: {title: Names}}\n",
        NAMES: HEAD + 'id:state.PK skos:prefLabel "Pakistan"@en .',
        "ontology/bilateral.ttl": HEAD + "bil:State a owl:Class .",
        "queries/visits.rq": QUERY,
    }
    for path, text in files.items():
        (tmp_path / "project" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "project" / path).write_text(text, encoding="utf-8")
    return tmp_path / "project"


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder that snapshots go to, and skip the checks of whole data."""
    monkeypatch.setenv("BILATERAL_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr("bilateral.checks.files.check", lambda _: [])
    return tmp_path / "cache"


def kept(cache: Path) -> list[str]:
    return sorted(path.name for path in cache.iterdir())


def quads(store: ox.Store) -> list[str]:
    return sorted(map(str, store))


def no_build(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        pytest.fail("the dataset was built again")

    monkeypatch.setattr("bilateral.assemble.assemble", refuse)


def test_the_second_start_reads_the_snapshot(
    root: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built = assemble.open_store(root, snapshot.inputs_digest(root))
    no_build(monkeypatch)
    assert quads(assemble.open_store(root, snapshot.inputs_digest(root))) == quads(built)
    assert list(assemble.open_library(root, snapshot.inputs_digest(root))) == ["visits"]
    assert kept(cache) == [snapshot.inputs_digest(root)[:32]]


def test_a_fast_start_holds_what_is_known_only(root: Path, cache: Path) -> None:
    built = assemble.open_store(root, snapshot.inputs_digest(root))
    assert cache.is_dir()
    known = assemble.open_store(root, snapshot.inputs_digest(root), full=False)
    assert list(known.named_graphs()) == []
    assert len(known) == sum(
        1 for _ in built.quads_for_pattern(None, None, None, ox.DefaultGraph())
    )


@pytest.mark.parametrize(
    "change",
    [
        lambda root: (root / NAMES).write_text(HEAD + 'id:state.PK skos:prefLabel "PK"@en .'),
        lambda root: (root / NAMES).rename(root / "graph/reference/labels.ttl"),
        lambda root: (root / "queries/more.rq").write_text(QUERY),
        lambda root: (root / "ontology/bilateral.ttl").unlink(),
    ],
)
def test_any_change_of_the_inputs_changes_the_digest(root: Path, change: object) -> None:
    before = snapshot.inputs_digest(root)
    assert callable(change)
    change(root)
    assert snapshot.inputs_digest(root) != before


def test_a_copy_of_the_inputs_has_the_same_digest(root: Path, tmp_path: Path) -> None:
    import shutil

    copy = tmp_path / "elsewhere"
    shutil.copytree(root, copy)
    (copy / "graph/.hidden.swp").write_text("an editor's file")
    assert snapshot.inputs_digest(copy) == snapshot.inputs_digest(root)


@pytest.mark.parametrize("name", ["known.nq", "rest.nq", "sha256"])
@pytest.mark.parametrize("damage", [b"", b"not RDF", None])
def test_a_damaged_snapshot_is_made_anew(
    root: Path, cache: Path, monkeypatch: pytest.MonkeyPatch, name: str, damage: bytes | None
) -> None:
    built = assemble.open_store(root, snapshot.inputs_digest(root))
    path = cache / snapshot.inputs_digest(root)[:32] / name
    if damage is None:
        path.unlink()
    else:
        path.write_bytes(damage)
    assert quads(assemble.open_store(root, snapshot.inputs_digest(root))) == quads(built)
    no_build(monkeypatch)
    assert quads(assemble.open_store(root, snapshot.inputs_digest(root))) == quads(built)


def test_a_cache_that_cannot_be_written_is_no_error(root: Path, cache: Path) -> None:
    cache.write_text("a file where the folder should be")
    store = assemble.open_store(root, snapshot.inputs_digest(root), full=False)
    assert 'Pakistan"@en' in "".join(quads(store))
    assert list(assemble.open_library(root, snapshot.inputs_digest(root))) == ["visits"]


def test_only_the_newest_snapshots_are_kept(root: Path, cache: Path) -> None:
    cache.mkdir()
    for age in range(8):
        old = cache / f"{age:032x}"
        old.mkdir()
        os.utime(old, (1_000_000 - age, 1_000_000 - age))
    (cache / ".new-killed").mkdir()
    os.utime(cache / ".new-killed", (1, 1))
    (cache / "notes").mkdir()
    assemble.open_store(root, snapshot.inputs_digest(root))
    expected = [f"{age:032x}" for age in range(4)]
    assert kept(cache) == sorted([*expected, snapshot.inputs_digest(root)[:32], "notes"])


def test_a_start_from_a_snapshot_imports_nothing_heavy(root: Path, cache: Path) -> None:
    assemble.open_store(root, snapshot.inputs_digest(root))
    script = (
        "import sys; from pathlib import Path; from bilateral.assemble import open_store;"
        f"open_store(Path({str(root)!r}), {snapshot.inputs_digest(root)!r}, full=False);"
        "print(*sorted(sys.modules))"
    )
    src = str(Path(snapshot.__file__).parents[2])
    environment = os.environ | {"BILATERAL_CACHE": str(cache), "PYTHONPATH": src}
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True
    )
    heavy = {"yaml", "edtf", "rdflib", "networkx", "dataclasses", "tempfile", "shutil"}
    assert heavy.isdisjoint(done.stdout.split())
