"""Two datasets of different names, open in one process, do not mix."""

from __future__ import annotations

import ast
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bilateral.checks.run import problems, run
from bilateral.formats.void import describe
from bilateral.kg import KnowledgeGraph
from bilateral.rdf.vocabulary import within

TESTS = Path(__file__).resolve().parents[1]
# Those that depend on the names of graphs.
CHECKS = ("F1", "F3", "F4", "F8", "F14", "F15")
# What another dataset of the same size would say instead of what the fixture says.
CHANGES = {"pk-jp": "ke-jp", "state.PK": "state.KE", "PAK": "KEN", "Pakistan": "Kenya"}


def project(root: Path, changes: dict[str, str]) -> Path:
    shutil.copytree(TESTS / "fixtures" / "mini", root)
    shutil.copytree(TESTS.parent / "ontology", root / "ontology")
    (root / "queries").mkdir()
    for path in (root / "graph").rglob("*.*"):
        text = path.read_text(encoding="utf-8")
        for old, new in changes.items():
            text = text.replace(old, new)
        path.write_text(text, encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("two")
    return {
        "pk-jp": project(folder / "pk", {}),
        "ke-jp": project(folder / "ke", CHANGES),
    }


def answers(root: Path) -> list[object]:
    """What each way to look at a dataset gives; all of them look into named graphs."""
    graph = KnowledgeGraph(root)
    cited = graph.query("SELECT ?x WHERE { ?x a bil:Agreement }", cite=True)
    [citations] = cited.citations or [()]
    rows = graph.query("SELECT ?g WHERE { GRAPH g:provenance { ?g a ev:AssertionGraph } }").rows
    return [
        [(one.short, one.precision, one.title) for one in citations],
        sorted(str(term) for row in rows for term in row),
        [hit.label for hit in graph.search("pact")],
        graph.show("The pact").text(),
        [[step.target_label for step in way] for way in graph.path("The pact", "Japan")],
        [(moment.label, [one.short for one in moment.citations]) for moment in graph.timeline()],
        graph.stats(),
        description(graph),
        problems(run(root, only=CHECKS)),
    ]


def description(graph: KnowledgeGraph) -> list[str]:
    with within(graph.dataset_name):
        text = describe(graph.store, {}, {}).decode("utf-8")
    return sorted(text.splitlines())


def test_each_dataset_answers_as_if_it_were_alone(two: dict[str, Path]) -> None:
    ours = answers(two["pk-jp"])
    theirs = answers(two["ke-jp"])
    assert ours[0] == [("demo 1.1", "sentence", "Demo")]
    assert ours[-1] == []
    assert theirs == renamed(ours)
    assert answers(two["pk-jp"]) == ours


def test_threads_keep_datasets_apart(two: dict[str, Path]) -> None:
    expected = {name: answers(root) for name, root in two.items()}
    names = ["pk-jp", "ke-jp"] * 4
    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(lambda name: answers(two[name]), names))
    assert results == [expected[name] for name in names]


def renamed(answer: object) -> object:
    """Return an answer of the first dataset as the second would give it."""
    text = repr(answer)
    for old, new in CHANGES.items():
        text = text.replace(old, new)
    value: object = ast.literal_eval(text)
    return value
