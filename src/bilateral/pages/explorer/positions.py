"""Where the things of the whole network stand: seeded, and kept until the network changes.

A browser that lays out a thousand boxes by forces takes minutes (see
``benchmarks/README.md``), so positions travel with the page.
"""

from __future__ import annotations

import hashlib
import json
import math
from typing import TYPE_CHECKING

import networkx as nx

from bilateral.errors import ToolError
from bilateral.files import write_atomic
from bilateral.network.measures import simple
from bilateral.pages.explorer.forces import spring_places
from bilateral.settings import cache_folder, current

if TYPE_CHECKING:
    from pathlib import Path

# So many things one picture can hold; a page of more shows its network in groups.
DRAWN = 2_000
_SEED = 1957
_ROW = 40
_FORMAT = 3


def positions(graph: nx.MultiDiGraph) -> dict[str, tuple[int, int]]:
    """Return a place for every node, about -1000 to 1000; none if there are too many.

    The same network gives the same places: the layout is seeded and its input sorted.
    """
    if len(graph) > DRAWN:
        return {}
    plain = simple(graph)
    nodes = list(plain)
    said = json.dumps([_FORMAT, nodes, list(plain.edges)]).encode("utf-8")
    kept = cache_folder() / f"positions-{hashlib.sha256(said).hexdigest()[:32]}.json"
    found = _read(kept, len(nodes))
    if found is None:
        found = laid_out(plain)
        try:
            write_atomic(kept, json.dumps(found).encode("ascii"))
            _forget(kept.parent)
        except (ToolError, OSError):
            pass  # A folder that cannot be written costs time, not the page.
    return dict(zip(nodes, found, strict=True))


def laid_out(plain: nx.Graph) -> list[tuple[int, int]]:
    """Return a place for each node of a graph without directions, about -1000 to 1000."""
    parts = sorted(nx.connected_components(plain), key=lambda one: (-len(one), min(one)))
    if not parts:
        return []
    main = sorted(parts[0])
    number_of = {node: number for number, node in enumerate(main)}
    edges = [(number_of[one], number_of[other]) for one, other in plain.edges if one in number_of]
    placed = spring_places(len(main), edges, seed=_SEED)
    found = {node: _spread(x, y) for node, (x, y) in zip(main, placed, strict=True)}
    # What is linked to nothing of the rest would drift far out: it stands in rows below.
    apart = [node for part in parts[1:] for node in sorted(part)]
    for number, node in enumerate(apart):
        row, column = divmod(number, _ROW)
        found[node] = (round((column + 0.5) * 2000 / _ROW) - 1000, 1050 + row * 50)
    return [found[node] for node in plain]


def _spread(x: float, y: float) -> tuple[int, int]:
    """Return a place a bit further out: forces leave the middle crowded and the rim empty."""
    far = math.hypot(x, y)
    factor = far**-0.4 * 1000 if far else 0
    return round(x * factor), round(y * factor)


def _read(path: Path, count: int) -> list[tuple[int, int]] | None:
    try:
        found = json.loads(path.read_text("ascii"))
    except (OSError, ValueError):
        return None
    whole = isinstance(found, list) and len(found) == count
    return [(x, y) for x, y in found] if whole and all(map(_is_place, found)) else None


def _is_place(one: object) -> bool:
    return isinstance(one, list) and len(one) == 2 and all(isinstance(part, int) for part in one)


def _forget(folder: Path) -> None:
    """Keep the newest few: every state of the data has positions of its own."""
    kept = sorted(folder.glob("positions-*.json"), key=lambda one: one.stat().st_mtime)
    for old in kept[: -current.layouts]:
        old.unlink(missing_ok=True)
