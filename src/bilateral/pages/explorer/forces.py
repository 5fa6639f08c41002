"""Places for the nodes of a connected network, by forces: Fruchterman and Reingold.

Ours, because ``networkx.spring_layout`` needs scipy from 500 nodes on, which is larger
than all else that is installed here, and takes six times as long.

Source: T. Fruchterman, E. Reingold, "Graph Drawing by Force-directed Placement",
Software: Practice and Experience 21 (11), 1991.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

_ITERATIONS = 50
# Shares of the square's side: the longest first step, and the least distance that counts.
_STEP = 0.1
_NEAR = 0.01


def spring_places(
    count: int, edges: Sequence[tuple[int, int]], *, seed: int
) -> list[tuple[float, float]]:
    """Return x and y, -1 to 1 around the middle, for nodes 0 to ``count`` - 1.

    Each of ``edges`` names two different nodes, and no pair stands there twice. Needs
    some 50 bytes for each pair of nodes: 200 MB for 2,000 of them.
    """
    if count < 2:
        return [(0.0, 0.0)] * count
    places = np.random.default_rng(seed).random((2, count))
    starts, ends = np.array(edges, dtype=np.intp).reshape(-1, 2).T
    rows, columns = np.concatenate([starts, ends]), np.concatenate([ends, starts])
    ideal = math.sqrt(1 / count)
    for turn in range(_ITERATIONS):
        across, down = (np.subtract.outer(axis, axis) for axis in places)
        distance = np.maximum(np.sqrt(across * across + down * down), _NEAR)
        force = (ideal / distance) ** 2
        force[rows, columns] -= distance[rows, columns] / ideal
        moves = np.stack([(across * force).sum(axis=1), (down * force).sum(axis=1)])
        length = np.maximum(np.sqrt((moves * moves).sum(axis=0)), _NEAR)
        step = _STEP * (1 - turn / (_ITERATIONS + 1))
        # Processors add up in another order, and forces make a last digit grow into
        # another picture: rounded, the same network has the same places everywhere.
        places = np.round(places + moves * (step / length), 6)
    places -= places.mean(axis=1, keepdims=True)
    places /= np.abs(places).max()
    return [(float(x), float(y)) for x, y in places.T]
