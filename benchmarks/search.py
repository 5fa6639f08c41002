"""Time searches in the names of many things, with the index and without it.

Run: ``python benchmarks/search.py [--things N] [--scan N] [--write]``. The things are made
up, in three scripts, always the same. Both ways answer the same queries in one run; the
look at every name is timed on fewer things, because it takes seconds on many.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import sqlite3
import statistics
import tempfile
import time
from pathlib import Path

import pyoxigraph as ox

from bilateral.find.index import SearchIndex, build
from bilateral.find.search import search
from bilateral.rdf.vocabulary import BIL, ID, RDF, SKOS

OUT = Path(__file__).resolve().parent / "search.json"
LATIN = (
    *("kara", "lahore", "nobu", "suke", "zaf", "rul", "lah", "mat", "suda", "aki"),
    *("hiro", "tomo", "kawa", "yama", "gul", "khan", "aziz"),
)
KANJI = "日本国際協力機構岸信介訪問安全保障対話東京大阪学校病院道路水道電力"
ARABIC = (
    *("کراچی", "لاہور", "ظفر", "اللہ", "خان", "سفیر"),
    *("جاپان", "پاکستان", "معاہدہ", "دورہ", "امداد"),
)
QUERIES = {
    "exact": "Karanobu Akihiro 500",
    "beginning": "karanobu aki",
    "word": "akihiro",
    "japanese, two characters": "岸信",
    "urdu": "ظفر کراچی",
    "slip": "Karanobuu Akihiroo 500",
}
_RUNS = 20


def dataset(things: int) -> ox.Store:
    """Return a store of made-up people with names in three scripts."""
    draw = random.Random(1957)
    store = ox.Store()
    label, kind = ox.NamedNode(SKOS + "prefLabel"), ox.NamedNode(RDF + "type")
    person = ox.NamedNode(BIL + "Person")
    quads = []
    for number in range(things):
        node = ox.NamedNode(f"{ID}person.p{number}")
        words = ("".join(draw.choices(LATIN, k=2)).capitalize() for _ in range(2))
        names = (
            (f"{' '.join(words)} {number}", "en"),
            ("".join(draw.choices(KANJI, k=4)), "ja"),
            (" ".join(draw.choices(ARABIC, k=2)), "ur"),
        )
        quads.append(ox.Quad(node, kind, person))
        quads += [ox.Quad(node, label, ox.Literal(text, language=tag)) for text, tag in names]
    store.bulk_extend(quads)
    return store


def times(store: ox.Store, index: SearchIndex | None, runs: int) -> dict[str, list[float]]:
    """Return the milliseconds of each query, run by run."""
    found: dict[str, list[float]] = {name: [] for name in QUERIES}
    for _ in range(runs):
        for name, text in QUERIES.items():
            before = time.perf_counter()
            search(store, text, index=index)
            found[name].append(1000 * (time.perf_counter() - before))
    return found


def summary(found: dict[str, list[float]]) -> dict[str, dict[str, float]]:
    """Return the median and the slowest of twenty, in milliseconds."""
    return {
        name: {"median_ms": round(statistics.median(runs), 1), "slowest_ms": round(max(runs), 1)}
        for name, runs in found.items()
    }


def main() -> None:
    """Measure and print; with ``--write``, keep the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--things", type=int, default=1_000_000)
    parser.add_argument("--scan", type=int, default=20_000)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    few = dataset(args.scan)
    small = SearchIndex(build(few))
    scan, indexed = summary(times(few, None, 2)), summary(times(few, small, 2))
    many = dataset(args.things)
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "names.sqlite")
        before = time.perf_counter()
        connection = build(many, path)
        seconds = round(time.perf_counter() - before, 1)
        size = os.path.getsize(path)
        large = summary(times(many, SearchIndex(connection), _RUNS))
        connection.close()
    report = {
        "things": args.things,
        "names": 3 * args.things,
        "index_seconds": seconds,
        "index_megabytes": round(size / 1e6),
        "queries": large,
        "scan_things": args.scan,
        "scan": scan,
        "index_on_the_same": indexed,
        "times_sooner": {
            name: round(scan[name]["median_ms"] / indexed[name]["median_ms"], 1) for name in scan
        },
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
    }
    text = json.dumps(report, indent=1, ensure_ascii=False) + "\n"
    print(text)
    if args.write:
        OUT.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
