"""Time the explorer beside the page that pyvis writes by default, on the same networks.

Run: ``python benchmarks/explorer.py [--write] [--wait SECONDS] [SIZE ...]``. Networks are
made up (preferential attachment, some 2.5 links a thing), always the same. Both pages are
opened from a file in the same headless Chromium, one after the other, without a network.
"Stable" is when ours has drawn its first view, and when pyvis's loading bar has gone or,
where there is none, when its physics rests.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import shutil
import tempfile
import time
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
from pyvis.network import Network
from selenium import webdriver
from selenium.common.exceptions import TimeoutException, WebDriverException

from bilateral.pages.explorer.page import page
from bilateral.rdf.vocabulary import BIL, ID, RDF, RDFS, SKOS

OUT = Path(__file__).resolve().parent / "explorer.json"
SIZES = (50, 500, 2_000, 10_000, 100_000)
CLASSES = ("Person", "Organization", "Project", "Event", "Agreement")
LINKS = ("hasParticipant", "fundedBy", "implementedBy", "hasParty")
# Small networks get no loading bar: there the library itself says that it rests.
_PYVIS_STABLE = (
    "typeof network === 'object' && network !== null && (document.getElementById('loadingBar')"
    " ? document.getElementById('loadingBar').style.opacity === '0' : network.physics.stabilized)"
)
# Beyond this pyvis cannot write its page in reasonable time either.
_PYVIS_MOST = 10_000


def made_up(size: int) -> nx.DiGraph:
    """Return a network of *size* things with some 2.5 links each."""
    draw = random.Random(1957)
    graph = nx.DiGraph()
    graph.add_nodes_from(range(size))
    graph.add_edges_from(nx.barabasi_albert_graph(size, 2, seed=1957).edges)
    for _ in range(size // 2):
        graph.add_edge(*draw.sample(range(size), 2))
    return graph


def ours(graph: nx.DiGraph) -> str:
    """Return our page of *graph*."""
    draw = random.Random(1957)
    store = ox.Store()
    nodes = [ox.NamedNode(f"{ID}thing.t{one}") for one in graph]
    called = ox.NamedNode(RDFS + "label")
    quads = [
        ox.Quad(ox.NamedNode(BIL + one), called, ox.Literal(one.lower(), language="en"))
        for one in CLASSES
    ]
    for number, node in enumerate(nodes):
        kind = ox.NamedNode(BIL + CLASSES[number % len(CLASSES)])
        name = ox.Literal(f"Thing {number}", language="en")
        quads.append(ox.Quad(node, ox.NamedNode(RDF + "type"), kind))
        quads.append(ox.Quad(node, ox.NamedNode(SKOS + "prefLabel"), name))
        date = ox.Literal(str(1950 + number % 75))
        quads.append(ox.Quad(node, ox.NamedNode(BIL + "date"), date))
    for start, end in graph.edges:
        link = ox.NamedNode(BIL + draw.choice(LINKS))
        quads.append(ox.Quad(nodes[start], link, nodes[end]))
    store.extend(quads)
    return page(store, title="Made-up data")


def theirs(graph: nx.DiGraph) -> str:
    """Return the page that pyvis writes by default, with its scripts inside."""
    net = Network(directed=True, cdn_resources="in_line")
    net.from_nx(graph)
    return str(net.generate_html(notebook=False))


def memory(driver: int) -> int:
    """Return the resident memory, in MB, of the largest page process under *driver*."""
    parents: dict[int, int] = {}
    pages: dict[int, int] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            status = (folder / "status").read_text()
            command = (folder / "cmdline").read_bytes()
        except OSError:
            continue  # it ended while we looked
        values = dict(line.split(":", 1) for line in status.splitlines() if ":" in line)
        pid = int(folder.name)
        parents[pid] = int(values["PPid"])
        if b"--type=renderer" in command and "VmRSS" in values:
            pages[pid] = int(values["VmRSS"].split()[0]) // 1024

    def below(pid: int) -> bool:
        while pid > 1:
            if pid == driver:
                return True
            pid = parents.get(pid, 0)
        return False

    return max((size for pid, size in pages.items() if below(pid)), default=0)


def opened(file: Path, done: str, wait: int) -> tuple[float | None, int]:
    """Return the seconds until *done* holds in the page, none if never, and its memory in MB."""
    options = webdriver.ChromeOptions()
    options.binary_location = str(shutil.which("chromium"))
    options.page_load_strategy = "none"
    for one in (
        *("--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1400,900"),
        *("--disable-dev-shm-usage", "--host-resolver-rules=MAP * ~NOTFOUND"),
    ):
        options.add_argument(one)
    service = webdriver.ChromeService(shutil.which("chromedriver"))
    driver = webdriver.Chrome(options=options, service=service)
    driver.set_script_timeout(wait)
    # A page that lays out two thousand boxes answers after minutes only.
    driver.command_executor.client_config.timeout = wait + 60
    try:
        start = time.perf_counter()
        driver.get(file.as_uri())
        while time.perf_counter() - start < wait:
            try:
                if driver.execute_script(f"return {done}"):
                    return time.perf_counter() - start, memory(service.process.pid)
            except TimeoutException:
                break  # busy to the end
            except WebDriverException:
                pass  # between two documents
            time.sleep(0.02)
        return None, memory(service.process.pid)
    finally:
        driver.quit()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES)
    parser.add_argument("--wait", type=int, default=300, help="seconds until given up")
    parser.add_argument("--write", action="store_true", help=f"write {OUT.name}")
    args = parser.parse_args()
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for size in args.sizes or SIZES:
            graph = made_up(size)
            for name, write, done in (
                ("ours", ours, "window.explorer && window.explorer.ready"),
                ("pyvis", theirs, _PYVIS_STABLE),
            ):
                if name == "pyvis" and size > _PYVIS_MOST:
                    continue
                start = time.perf_counter()
                file = Path(folder) / f"{name}-{size}.html"
                file.write_text(write(graph), encoding="utf-8")
                written = time.perf_counter() - start
                seconds, held = opened(file, done, args.wait)
                row = {
                    "things": size,
                    "links": graph.number_of_edges(),
                    "page": name,
                    "write_s": round(written, 1),
                    "stable_s": None if seconds is None else round(seconds, 2),
                    "memory_mb": held,
                    "file_kb": file.stat().st_size // 1000,
                }
                rows.append(row)
                print(row, flush=True)
    if args.write:
        system = {"python": platform.python_version(), "cores": os.cpu_count()}
        found = {"system": system, "waited_s": args.wait, "rows": rows}
        OUT.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
