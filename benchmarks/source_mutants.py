"""How many small faults in the program the tests notice.

Each mutant changes one thing in one module (a comparison, a condition, a number, a
returned value, a call that is left out …), at a place drawn with a fixed seed, in a copy
of ``src/``. The tests that run the changed line are then run on the copy: a mutant is
killed when one of them fails. Writes ``source_mutants.json``; see ``benchmarks/README.md``.

Needs the package ``coverage``, which tells what tests run a line.
"""

from __future__ import annotations

import argparse
import ast
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Queue
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parent.parent
RESULT = Path(__file__).with_name("source_mutants.json")
PACKAGES = ("compile", "evidence", "questions", "find")
TESTS = (
    "tests/unit",
    *(
        f"tests/integration/test_{name}.py"
        for name in ("queries", "ask", "catalogue", "hints", "known_on", "reconcile", "build")
    ),
    "tests/issues",
)
# Tests that do not look at the program's behaviour, or start a browser.
LEFT_OUT = ("test_any_pair", "test_docs", "test_vendor", "test_layers", "test_names")
# Those of the project would start workers of their own or report what is skipped.
ADDOPTS = "addopts=--import-mode=importlib"
# A mutant that needs longer hangs, which a person would notice.
TIMEOUT = 400
# The quickest tests of a line decide; the others would say the same more slowly. Those
# that need the shipped dataset come last: a changed program makes it anew.
MOST_UNIT, MOST_OTHER = 80, 25
_PLUGIN = """
import json, os, time
import coverage, pytest

TIMES = {}

@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_protocol(item):
    current = coverage.Coverage.current()
    if current:
        current.switch_context(item.nodeid)
    start = time.process_time()
    yield
    TIMES[item.nodeid] = time.process_time() - start

def pytest_sessionfinish():
    with open(os.environ["MUTANT_TIMES"], "w") as file:
        json.dump(TIMES, file)
"""
_COMPARE: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
_ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}


class Mutant(NamedTuple):
    """One fault: file, line, what is changed, and the number of the node in the tree."""

    path: str
    line: int
    kind: str
    node: int

    @property
    def name(self) -> str:
        """Return the fault as people name it."""
        return f"{self.path}:{self.line} {self.kind}"


# What can be made faulty, and how.
_KINDS: tuple[tuple[str, Callable[[Any], bool]], ...] = (
    ("comparison", lambda node: isinstance(node, ast.Compare) and type(node.ops[0]) in _COMPARE),
    ("and-or", lambda node: isinstance(node, ast.BoolOp)),
    ("not-left-out", lambda node: isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not)),
    ("arithmetic", lambda node: isinstance(node, ast.BinOp) and type(node.op) in _ARITHMETIC),
    ("condition-turned", lambda node: isinstance(node, ast.If | ast.While | ast.IfExp)),
    ("boolean-turned", lambda node: type(getattr(node, "value", None)) is bool),
    (
        "number-plus-one",
        lambda node: isinstance(node, ast.Constant) and type(node.value) is int,
    ),
    ("returned-nothing", lambda node: isinstance(node, ast.Return) and node.value is not None),
    (
        "call-left-out",
        lambda node: isinstance(node, ast.Expr) and isinstance(node.value, ast.Call),
    ),
    ("continue-to-break", lambda node: isinstance(node, ast.Continue)),
    ("filter-left-out", lambda node: isinstance(node, ast.comprehension) and bool(node.ifs)),
)


def kinds_of(node: ast.AST) -> list[str]:
    """Return the faults that *node* allows."""
    return [kind for kind, allows in _KINDS if allows(node)]


def apply(node: ast.AST, kind: str) -> None:
    """Make *node* faulty, in place."""
    if isinstance(node, ast.Compare):
        node.ops[0] = _COMPARE[type(node.ops[0])]()
    elif isinstance(node, ast.BoolOp):
        node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
    elif isinstance(node, ast.UnaryOp):
        node.op = ast.UAdd()
        node.operand = ast.Call(ast.Name("bool", ast.Load()), [node.operand], [])
    elif isinstance(node, ast.BinOp):
        node.op = _ARITHMETIC[type(node.op)]()
    elif isinstance(node, ast.If | ast.While | ast.IfExp):
        node.test = ast.UnaryOp(ast.Not(), node.test)
    elif isinstance(node, ast.Constant):
        node.value = (not node.value) if kind == "boolean-turned" else int(str(node.value)) + 1
    elif isinstance(node, ast.Return | ast.Expr):
        node.value = ast.Constant(None)
    elif isinstance(node, ast.comprehension):
        node.ifs = node.ifs[1:]


def _ignored(tree: ast.Module) -> set[int]:
    """Return the nodes in which a fault changes no behaviour: annotations and the like."""
    ignored: set[int] = set()
    for node in ast.walk(tree):
        parts: list[ast.AST | None] = []
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            parts.append(node)
        if isinstance(node, ast.FunctionDef):
            parts += [node.returns, *node.decorator_list]
        if isinstance(node, ast.arg | ast.AnnAssign):
            parts.append(node.annotation)
        # The words of an error are compared in golden texts where they matter.
        if isinstance(node, ast.Raise):
            parts.append(node)
        for part in parts:
            ignored |= {id(inner) for inner in ast.walk(part)} if part else set()
    return ignored


def mutants(packages: tuple[str, ...]) -> list[Mutant]:
    """Return every fault that can be made in *packages*."""
    result = []
    for package in packages:
        for path in sorted((ROOT / "src/bilateral" / package).rglob("*.py")):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            ignored = _ignored(tree)
            for number, node in enumerate(ast.walk(tree)):
                if id(node) in ignored:
                    continue
                line = getattr(node, "lineno", 0) or getattr(
                    getattr(node, "target", None), "lineno", 0
                )
                name = path.relative_to(ROOT).as_posix()
                result += [Mutant(name, line, kind, number) for kind in kinds_of(node)]
    return result


def faulty(mutant: Mutant) -> str:
    """Return the text of the module with the fault in it."""
    tree = ast.parse((ROOT / mutant.path).read_text(encoding="utf-8"))
    node = next(node for number, node in enumerate(ast.walk(tree)) if number == mutant.node)
    if mutant.kind == "continue-to-break":
        for parent in ast.walk(tree):
            for body in (getattr(parent, "body", None), getattr(parent, "orelse", None)):
                if isinstance(body, list) and node in body:
                    body[body.index(node)] = ast.copy_location(ast.Break(), node)
    else:
        apply(node, mutant.kind)
    return ast.unparse(ast.fix_missing_locations(tree))


def environment(checkout: Path, cache: Path) -> dict[str, str]:
    """Return the variables under which tests run on the sources of *checkout*."""
    return os.environ | {
        "PYTHONPATH": str(checkout / "src"),
        "BILATERAL_CACHE": str(cache),
        "PYTHONDONTWRITEBYTECODE": "1",
        "HYPOTHESIS_STORAGE_DIRECTORY": str(cache / "hypothesis"),
    }


def covering(folder: Path) -> tuple[dict[tuple[str, int], set[str]], dict[str, float]]:
    """Return the tests that run each line of the program, and the seconds of each test."""
    from coverage import CoverageData

    (folder / "mutant_plugin.py").write_text(_PLUGIN, encoding="utf-8")
    variables = environment(ROOT, folder / "cache") | {
        "COVERAGE_FILE": str(folder / "coverage"),
        "MUTANT_TIMES": str(folder / "times.json"),
    }
    variables["PYTHONPATH"] += os.pathsep + str(folder)
    ignored = [f"--ignore-glob=*{name}.py" for name in LEFT_OUT]
    command = [sys.executable, "-m", "coverage", "run", "--source", str(ROOT / "src"), "-m"]
    command += ["pytest", "-q", "-p", "mutant_plugin", "-p", "no:cacheprovider", "-p", "no:xdist"]
    command += ["-o", ADDOPTS, *ignored, *TESTS]
    subprocess.run(command, cwd=ROOT, env=variables, check=True, stdout=subprocess.DEVNULL)
    data = CoverageData(str(folder / "coverage"))
    data.read()
    tests: dict[tuple[str, int], set[str]] = defaultdict(set)
    for file in data.measured_files():
        name = Path(file).relative_to(ROOT).as_posix()
        for line, contexts in data.contexts_by_lineno(file).items():
            tests[name, line] |= {context for context in contexts if context}
    times: dict[str, float] = json.loads((folder / "times.json").read_text(encoding="utf-8"))
    return tests, times


def checkout(folder: Path) -> Path:
    """Return a folder that looks like this checkout, with sources of its own."""
    for entry in ROOT.iterdir():
        if entry.name not in ("src", ".git", "build", ".hypothesis"):
            (folder / entry.name).symlink_to(entry)
    shutil.copytree(ROOT / "src", folder / "src", ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def stages(tests: set[str], times: dict[str, float]) -> list[list[str]]:
    """Return the tests of a line in the order of running: unit tests, then all others."""
    ordered = sorted(tests, key=lambda test: (times[test], test))
    unit = [test for test in ordered if test.startswith("tests/unit")]
    other = [test for test in ordered if not test.startswith("tests/unit")]
    return [stage for stage in (unit[:MOST_UNIT], other[:MOST_OTHER]) if stage]


def outcome(mutant: Mutant, tests: list[list[str]], place: Path) -> str:
    """Return how a mutant ends: killed, survived, timeout, or uncovered."""
    path = place / mutant.path
    original = path.read_text(encoding="utf-8")
    path.write_text(faulty(mutant), encoding="utf-8")
    try:
        for stage in tests:
            if run_tests(stage, place) != 0:
                return "killed"
    except subprocess.TimeoutExpired:
        return "timeout"
    finally:
        path.write_text(original, encoding="utf-8")
    return "survived" if tests else "uncovered"


def run_tests(tests: list[str], place: Path) -> int:
    """Run *tests* on the sources of *place*, up to the first that fails; return the exit code."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider"]
    command += ["-p", "no:xdist", "-o", ADDOPTS, *tests]
    variables = environment(place, place / "cache")
    done = subprocess.run(
        command, cwd=ROOT, env=variables, capture_output=True, timeout=TIMEOUT, check=False
    )
    return done.returncode


def main() -> None:
    """Make the mutants, run the tests on each, and print what survived."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1957)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--write", action="store_true", help=f"write {RESULT.name}")
    args = parser.parse_args()
    candidates = mutants(PACKAGES)
    chosen = random.Random(args.seed).sample(candidates, args.count)
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        tests, times = covering(folder)
        places: Queue[Path] = Queue()
        for number in range(args.workers):
            (folder / f"copy-{number}").mkdir()
            places.put(checkout(folder / f"copy-{number}"))

        def judge(mutant: Mutant) -> str:
            near = tests.get((mutant.path, mutant.line), set())
            place = places.get()
            try:
                state = outcome(mutant, stages(near, times), place)
            finally:
                places.put(place)
            print(f"{state:<9} {mutant.name}", flush=True)
            return state

        with ThreadPoolExecutor(args.workers) as pool:
            states = list(pool.map(judge, chosen))
    counts = Counter(states)
    dead = counts["killed"] + counts["timeout"]
    print(
        f"{dead} of {args.count} killed, of {len(candidates)} possible; seed {args.seed};", end=" "
    )
    print(f"{time.monotonic() - start:.0f} s")
    if args.write:
        alive = sorted(
            f"{state}: {mutant.name}"
            for mutant, state in zip(chosen, states, strict=True)
            if state not in ("killed", "timeout")
        )
        record = {
            "seed": args.seed,
            "mutants": args.count,
            "possible": len(candidates),
            "killed": dead,
            "packages": list(PACKAGES),
            "alive": alive,
        }
        RESULT.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
