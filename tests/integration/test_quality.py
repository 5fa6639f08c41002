"""Every check catches the bad example made for it, and no other check speaks up.

The examples are in ``tests/fixtures/bad.yml``; what is shipped must pass.
"""

from __future__ import annotations

import importlib
import json
import os
import re
import shutil
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
import pytest
import rdflib
import yaml
from support import ROOT, TESTS, absent, copy_of_mini, required

from bilateral.checks.catalogue import catalogue
from bilateral.checks.context import Context
from bilateral.checks.dataset import sparql
from bilateral.checks.dataset.provenance import DECIDERS
from bilateral.checks.run import Outcome, run
from bilateral.errors import DataError
from bilateral.rdf.vocabulary import BIL, spaces

if TYPE_CHECKING:
    import subprocess

# Each example changes one file of the small project: the others are read once.
pytestmark = pytest.mark.usefixtures("each_text_is_read_once")

BAD: dict[str, dict[str, Any]] = yaml.safe_load(
    (TESTS / "fixtures" / "bad.yml").read_text(encoding="utf-8")
)
SOURCE, NAMES = "graph/sources/demo.trig", "graph/reference/names.ttl"
PREFIXES = """@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
"""
Problem = tuple[str, str, str]


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_of_mini(tmp_path_factory.mktemp("good") / "mini")


@pytest.fixture(scope="module")
def before(good: Path) -> set[Problem]:
    return problems(run(good))


def problems(outcomes: list[Outcome]) -> set[Problem]:
    """Without places: a line that is put in moves what stands below it."""
    return {
        (outcome.check.id, issue.code, issue.message)
        for outcome in outcomes
        for issue in outcome.finding.issues
    }


def spoil(root: Path, case: dict[str, Any]) -> None:
    def edit(name: str, old: str, new: str) -> None:
        path = root / name
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{name} does not hold {old!r}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    for name, old, new in case.get("edits", ()):
        edit(name, old, new)
    for name, text in case.get("files", {}).items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    if "ontology" in case:
        path = root / "ontology" / "bilateral.ttl"
        path.write_text(f"{path.read_text(encoding='utf-8')}\n{case['ontology']}\n", "utf-8")
    if "world" in case:
        edit(SOURCE, "g:demo.p1s2.a {\n", f"g:demo.p1s2.a {{\n  {case['world']}\n")
    if "provenance" in case:
        edit(SOURCE, "g:provenance {\n", f"g:provenance {{\n  {case['provenance']}\n")
    if {"world", "provenance", "edits"} & case.keys():
        path = root / SOURCE
        path.write_text(PREFIXES + path.read_text(encoding="utf-8"), encoding="utf-8")
    if "names" in case:
        lines = [f'id:{name} skos:prefLabel "Thing {name}"@en .' for name in case["names"]]
        path = root / NAMES
        path.write_text("\n".join([path.read_text(encoding="utf-8"), *lines, ""]), "utf-8")


def need(slow: str) -> None:
    """Skip where an outer tool is missing; under CI the reasoner may not be missing."""
    if slow == "java":
        required("owlready2")
        if shutil.which("java") is None:
            absent("java is not installed")
    if slow == "robot" and not os.environ.get("BILATERAL_ROBOT"):
        # Its own step of CI has it, or says why not.
        pytest.skip("BILATERAL_ROBOT names no ROBOT command")


def test_every_check_has_a_bad_example_or_says_why_not() -> None:
    decided = {check.id for check in catalogue() if check.by not in ("none", "test")}
    assert decided == set(BAD)
    for name, case in BAD.items():
        assert "skip" in case or {"edits", "files", "ontology", "world", "provenance"} & set(
            case
        ), name


@pytest.mark.parametrize("name", sorted(name for name, case in BAD.items() if "skip" not in case))
def test_the_bad_example_is_caught_by_its_check_alone(
    name: str, good: Path, before: set[Problem], tmp_path: Path
) -> None:
    case = BAD[name]
    root = tmp_path / "mini"
    shutil.copytree(good, root)
    spoil(root, case)
    slow = case.get("slow")
    texts = root / "texts" if case.get("texts") else None
    if slow:
        need(slow)
        outcomes = [*run(root), *run(root, slow=True, only=[name])]
    else:
        outcomes = run(root, texts=texts)
    new = problems(outcomes) - before
    # What is put in is put in without care for the layout.
    speaking = {check for check, _, _ in new if check != "A8" or name == "A8"}
    assert name in speaking, f"{name} found nothing new"
    assert speaking == {name, *case.get("also", ())}, sorted(new)[:8]


def test_what_is_shipped_passes(check_report: subprocess.CompletedProcess[str]) -> None:
    report = json.loads(check_report.stdout)
    assert [check["id"] for check in report["checks"]] == [check.id for check in catalogue()]
    assert [check for check in report["checks"] if check["state"] == "fail"] == []
    assert [issue for issue in report["issues"] if issue["level"] == "error"] == []


def test_the_reasoner_finds_nothing_in_what_is_shipped() -> None:
    need("java")
    all_pass(run(ROOT, slow=True, only=["A3", "A4", "A5"]), 3)


def test_a_second_engine_gives_the_same_answers_to_what_is_shipped() -> None:
    all_pass(run(ROOT, slow=True, only=["G5"]), 1)


def all_pass(outcomes: list[Outcome], number: int) -> None:
    assert len(outcomes) == number
    assert [
        (outcome.check.id, outcome.state, outcome.finding.issues[:3])
        for outcome in outcomes
        if outcome.state != "pass" or outcome.finding.issues
    ] == []


def test_every_query_of_a_check_says_what_it_needs() -> None:
    for check in catalogue():
        assert bool(check.queries) == (check.by == "sparql"), check.id
        for path in check.queries:
            text = path.read_text(encoding="utf-8")
            for name in re.findall(r"\{(\w+)\}", check.message):
                assert name == "query" or f"?{name}" in text, f"{path.name} lacks {name}"
    queries = {path for check in catalogue() for path in check.queries}
    folder = Path(str(importlib.import_module("bilateral.checks").__file__)).with_name("sparql")
    assert queries == set(folder.rglob("*.rq"))


DOUBT = """
  g:demo.p1s2.b a ev:AssertionGraph ;
    prov:wasDerivedFrom psg:demo.p1s2 ;
    ev:status ev:Disputed ;
    prov:wasAttributedTo id:agent.curators ;
    prov:generatedAtTime "2026-11-23T00:00:00Z"^^xsd:dateTime .
"""


def doctored(root: Path, quads: str) -> Context:
    """Return the finished dataset with quads that only a faulty build would leave in it."""
    context = Context(root)
    prefixes = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in spaces().prefixes.items())
    context.dataset.load((prefixes + quads).encode(), format=ox.RdfFormat.TRIG)
    return context


def messages_of(name: str, context: Context) -> list[str]:
    check = next(check for check in catalogue() if check.id == name)
    decide = sparql.decide if check.by == "sparql" else DECIDERS[name]
    assert decide(check, Context(context.root)).issues == []
    return [issue.message for issue in decide(check, context).issues]


def test_untraced_is_found(good: Path) -> None:
    messages = messages_of("F1", doctored(good, "id:org.forum bil:hasTopic c:topic.trade ."))
    assert len(messages) == 1
    assert "id:org.forum" in messages[0]


def test_merge_differs_is_found(good: Path) -> None:
    messages = messages_of("F2", doctored(good, "id:org.forum bil:hasTopic c:topic.trade ."))
    assert len(messages) == 1
    assert "topic.trade" in messages[0]


def test_doubted_is_found(good: Path) -> None:
    quads = (
        "g:provenance {" + DOUBT + "}\n"
        "g:demo.p1s2.b { id:org.forum bil:hasTopic c:topic.trade . }\n"
        "id:org.forum bil:hasTopic c:topic.trade ."
    )
    assert len(messages_of("F11", doctored(good, quads))) == 1


def test_what_only_shows_when_files_are_merged_is_reported(good: Path, tmp_path: Path) -> None:
    root = tmp_path / "mini"
    shutil.copytree(good, root)
    path = root / "graph" / "dataset.yml"
    path.write_text(path.read_text("utf-8").replace("    title: Names\n", "", 1), encoding="utf-8")
    (outcome,) = run(root, only=["F1"])
    assert [issue.code for issue in outcome.finding.issues] == ["reference-undescribed"]


@pytest.mark.parametrize(
    ("edit", "place", "message"),
    [
        (("no-parent:", "no-parents:"), "4:1", "did you mean no-parent?"),
        (("bil:Aim: no", "Aim: no"), "9:8", "'Aim' is neither a prefixed name nor an IRI"),
        (("bil:Aim: no", "bil:Aim: [no"), "10:17", "is not YAML"),
    ],
)
def test_a_mistake_in_the_waivers_is_named_with_its_place(
    good: Path, tmp_path: Path, edit: tuple[str, str], place: str, message: str
) -> None:
    root = tmp_path / "mini"
    shutil.copytree(good, root)
    path = root / "ontology" / "waivers.yml"
    path.write_text(path.read_text("utf-8").replace(*edit, 1), encoding="utf-8")
    with pytest.raises(DataError, match=re.escape(message)) as caught:
        run(root, only=["D1"])
    assert str(caught.value.location) == f"ontology/waivers.yml:{place}"


def test_a_pair_of_siblings_can_be_waived(good: Path, tmp_path: Path) -> None:
    root = tmp_path / "mini"
    shutil.copytree(good, root)
    spoil(root, BAD["D4"])
    (before,) = run(root, only=["D4"])
    pairs = [issue.message.removesuffix(" may overlap") for issue in before.finding.issues]
    assert pairs
    with (root / "ontology" / "waivers.yml").open("a", encoding="utf-8") as file:
        file.write("siblings-overlap:\n" + "".join(f"  {pair}: a reason\n" for pair in pairs))
    (after,) = run(root, only=["D4"])
    assert after.finding.issues == []


def test_the_shapes_close_what_the_ontology_opens() -> None:
    """A property may stand on a thing of a class exactly when its domain says so."""
    graph = rdflib.Graph()
    for name in ("bilateral", "shapes"):
        graph.parse(ROOT / "ontology" / f"{name}.ttl")
    bil, sh = rdflib.Namespace(BIL), rdflib.SH
    allowed: defaultdict[Any, set[Any]] = defaultdict(set)
    for prop, domain in graph.subject_objects(rdflib.RDFS.domain):
        union: Any = graph.value(domain, rdflib.OWL.unionOf)
        for cls in graph.items(union) if union else [domain]:
            for below in graph.transitive_subjects(rdflib.RDFS.subClassOf, cls):
                allowed[below].add(prop)
    closed = [
        shape for shape in graph.subjects(sh.closed) if (shape, sh.targetClass, None) in graph
    ]
    assert len(closed) >= 18
    for shape in closed:
        target: Any = graph.value(shape, sh.targetClass)
        ignored: Any = graph.value(shape, sh.ignoredProperties)
        listed = {prop for prop in graph.items(ignored) if str(prop).startswith(bil)}
        # The classes below have shapes of their own, and their things meet this one too.
        classes = graph.transitive_subjects(rdflib.RDFS.subClassOf, target)
        expected = {prop for cls in classes for prop in allowed[cls] if str(prop).startswith(bil)}
        assert listed == expected, (target, listed ^ expected)


def test_the_mappings_are_what_their_format_asks_for() -> None:
    parsers = pytest.importorskip("sssom.parsers", reason="the sssom package is not installed")
    validators = importlib.import_module("sssom.validators")
    table = parsers.parse_sssom_table(str(ROOT / "ontology" / "mappings.sssom.tsv"))
    assert len(table.df) >= 20
    reports = validators.validate(table, fail_on_error=True)
    assert all(not report.results for report in reports.values())
