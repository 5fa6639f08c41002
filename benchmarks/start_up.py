"""How long a question takes from an idle shell: ours beside the same work by hand.

Whole processes, run in turns so that a busy moment hits all of them alike. Needs a
built ``build/pk-jp.ttl`` (``make``). See ``benchmarks/README.md``.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "build" / "pk-jp.ttl"
QUERY = ROOT / "queries" / "agreements.rq"
RESULT = Path(__file__).with_name("start_up.json")

RDFLIB = """\
import json, sys
import rdflib
graph = rdflib.Graph()
graph.parse(sys.argv[1], format="turtle")
query = open(sys.argv[2], encoding="utf-8").read()
rows = graph.query(query)
names = [str(name) for name in rows.vars]
found = [{n: str(v) for n, v in zip(names, row) if v is not None} for row in rows]
print(json.dumps(found, ensure_ascii=False))
"""

PYOXIGRAPH = """\
import sys
import pyoxigraph as ox
store = ox.Store()
store.bulk_load(path=sys.argv[1], format=ox.RdfFormat.TURTLE)
query = open(sys.argv[2], encoding="utf-8").read()
found = store.query(query)
print(found.serialize(format=ox.QueryResultsFormat.JSON).decode())
"""


def query_text() -> str:
    """Return the query without its header, with the prefixes it relies on."""
    sys.path.insert(0, str(ROOT / "src"))
    from bilateral.rdf.vocabulary import spaces

    body = "".join(
        line
        for line in QUERY.read_text(encoding="utf-8").splitlines(keepends=True)
        if not line.startswith("#+")
    )
    declared = set(re.findall(r"^\s*PREFIX\s+(\S*):", body, re.IGNORECASE | re.MULTILINE))
    head = [f"PREFIX {k}: <{v}>\n" for k, v in spaces().prefixes.items() if k not in declared]
    return "".join(head) + body


def row_count(output: str) -> int:
    """Return how many rows a JSON answer holds, in any of the shapes compared here."""
    answer = json.loads(output)
    if isinstance(answer, list):
        return len(answer)
    if "results" in answer:
        return len(answer["results"]["bindings"])
    return len(answer["rows"])


def timed(command: list[str]) -> tuple[float, str]:
    """Run *command* and return its wall time in seconds and its output."""
    # Compiled modules are kept, as they are for every user.
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    begin = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    return time.perf_counter() - begin, done.stdout


def commands(folder: Path) -> dict[str, list[str]]:
    """Write the hand-made scripts into *folder* and return every command by name."""
    (folder / "query.rq").write_text(query_text(), encoding="utf-8")
    found = {"bilateral": [str(Path(sys.executable).with_name("bilateral"))]}
    found["bilateral"] += ["query", "agreements", "--format", "json"]
    for name, script in (("rdflib", RDFLIB), ("pyoxigraph", PYOXIGRAPH)):
        path = folder / f"with_{name}.py"
        path.write_text(script, encoding="utf-8")
        found[name] = [sys.executable, str(path), str(DATA), str(folder / "query.rq")]
    found["interpreter"] = [sys.executable, "-c", ""]
    return found


def measure(runs: int) -> tuple[dict[str, float], int]:
    """Return the median seconds by command, and the number of rows all agree on."""
    with tempfile.TemporaryDirectory() as folder:
        todo = commands(Path(folder))
        times: dict[str, list[float]] = {name: [] for name in todo}
        rows: dict[str, int] = {}
        for name, command in todo.items():  # unmeasured: fills caches, ours included
            output = timed(command)[1]
            if name != "interpreter":
                rows[name] = row_count(output)
        if len(set(rows.values())) != 1:
            sys.exit(f"the answers differ in length, so the times mean nothing: {rows}")
        for _ in range(runs):
            for name, command in todo.items():
                times[name].append(timed(command)[0])
    return {name: statistics.median(found) for name, found in times.items()}, rows["bilateral"]


def main() -> None:
    """Measure, print, and keep the figures when asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=15, help="runs of each command (15)")
    parser.add_argument("--write", action="store_true", help=f"write {RESULT.name}")
    given = parser.parse_args()
    if not DATA.is_file():
        sys.exit(f"{DATA.relative_to(ROOT)} is missing\n    next: run: make")
    medians, rows = measure(given.runs)
    ours = medians["bilateral"]
    print(f"{rows} rows from each; median of {given.runs} whole processes")
    for name, seconds in medians.items():
        print(f"  {name:<12} {seconds * 1000:7.1f} ms   {seconds / ours:5.2f} x bilateral")
    if given.write:
        report = {
            "query": QUERY.stem,
            "rows": rows,
            "runs": given.runs,
            "milliseconds": {name: round(one * 1000, 1) for name, one in medians.items()},
            "times_bilateral": {name: round(one / ours, 2) for name, one in medians.items()},
            "python": platform.python_version(),
            "versions": {name: version(name) for name in ("pyoxigraph", "rdflib")},
        }
        RESULT.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
        print(f"wrote {RESULT.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
