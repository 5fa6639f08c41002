"""Where the things of the whole network stand: seeded, and cached until the network changes.

A browser that lays out a thousand boxes by forces takes minutes (see
``benchmarks/README.md``), so coordinates travel with the page.
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
MAX_DRAWN = 2_000
_SEED = 1957
_ROW = 40
_FORMAT = 3


def coordinates(graph: nx.MultiDiGraph) -> dict[str, tuple[int, int]]:
    """Return a place for every node, about -1000 to 1000; empty if there are too many nodes.

    The same network gives the same places: the layout is seeded and its input sorted.
    """
    if len(graph) > MAX_DRAWN:
        return {}
    plain = simple(graph)
    nodes = list(plain)
    key = json.dumps([_FORMAT, nodes, list(plain.edges)]).encode("utf-8")
    cache = cache_folder() / f"positions-{hashlib.sha256(key).hexdigest()[:32]}.json"
    places = _read(cache, len(nodes))
    if places is None:
        places = arranged(plain)
        try:
            write_atomic(cache, json.dumps(places).encode("ascii"))
            _remove_oldest(cache.parent)
        except (ToolError, OSError):
            pass  # A folder that cannot be written costs time, not the page.
    return dict(zip(nodes, places, strict=True))


def arranged(plain: nx.Graph) -> list[tuple[int, int]]:
    """Return a place for each node of a graph without directions, about -1000 to 1000."""
    parts = sorted(nx.connected_components(plain), key=lambda part: (-len(part), min(part)))
    if not parts:
        return []
    main = sorted(parts[0])
    number_of = {node: number for number, node in enumerate(main)}
    edges = [(number_of[start], number_of[end]) for start, end in plain.edges if start in number_of]
    points = spring_places(len(main), edges, seed=_SEED)
    places = {node: _spread(x, y) for node, (x, y) in zip(main, points, strict=True)}
    # What has no link to the main part would drift far out: it stands in rows below.
    apart = [node for part in parts[1:] for node in sorted(part)]
    for number, node in enumerate(apart):
        row, column = divmod(number, _ROW)
        places[node] = (round((column + 0.5) * 2000 / _ROW) - 1000, 1050 + row * 50)
    return [places[node] for node in plain]


def _spread(x: float, y: float) -> tuple[int, int]:
    """Return a place a bit further out: forces leave the middle crowded and the rim empty."""
    distance = math.hypot(x, y)
    factor = distance**-0.4 * 1000 if distance else 0
    return round(x * factor), round(y * factor)


def _read(path: Path, count: int) -> list[tuple[int, int]] | None:
    """Return the cached places; ``None`` where they are missing or damaged."""
    try:
        places = json.loads(path.read_text("ascii"))
    except (OSError, ValueError):
        return None
    complete = isinstance(places, list) and len(places) == count
    return [(x, y) for x, y in places] if complete and all(map(_is_place, places)) else None


def _is_place(place: object) -> bool:
    return (
        isinstance(place, list) and len(place) == 2 and all(isinstance(part, int) for part in place)
    )


def _remove_oldest(folder: Path) -> None:
    """Leave the newest few: every state of the data has coordinates of its own."""
    files = sorted(folder.glob("positions-*.json"), key=lambda path: path.stat().st_mtime)
    for path in files[: -current.layouts]:
        path.unlink(missing_ok=True)
