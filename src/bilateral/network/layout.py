"""Where things stand: labelled boxes on a grid, in panels with a heading.

A force-directed picture of a graph of relations between two countries is a ball
around the two. Here position means something: a panel is a field of relations, and
no label ever covers another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

CELL_WIDTH = 172
CELL_HEIGHT = 56
GAP = 10
HEADING = 34
PADDING = 12
BETWEEN = 26
END_WIDTH = 132
END_HEIGHT = 110


class Box(NamedTuple):
    """A label box, by its centre."""

    x: int
    y: int
    width: int
    height: int


class Panel(NamedTuple):
    """A framed field with a heading, by its upper left corner.

    ``visible`` counts its boxes, ``total`` the things that belong to the field.
    """

    heading: str
    x: int
    y: int
    width: int
    height: int
    visible: int
    total: int


class Layout(NamedTuple):
    """Boxes by IRI, and the panels behind them."""

    boxes: dict[str, Box]
    panels: tuple[Panel, ...]


def arrange(
    groups: Sequence[tuple[str, Sequence[str]]],
    *,
    left: Sequence[str] = (),
    right: Sequence[str] = (),
    columns: int = 3,
    cells: int = 2,
    totals: Mapping[str, int] | None = None,
) -> Layout:
    """Return positions of *groups* of nodes in panels between *left* and *right*.

    Args:
        groups: heading and nodes of every panel, in reading order; empty ones are
            left out.
        left: nodes that stand large at the left.
        right: nodes that stand large at the right.
        columns: columns of panels; with one, *left* and *right* stand above it, for
            narrow screens.
        cells: boxes side by side in a panel.
        totals: how many things each group has in all, where not all are shown.
    """
    filled = [(heading, list(nodes)) for heading, nodes in groups if nodes]
    columns = min(columns, len(filled)) or 1
    narrow = columns == 1 and bool(right)
    width = cells * CELL_WIDTH + (cells - 1) * GAP + 2 * PADDING
    inset = END_WIDTH + 2 * BETWEEN if left and not narrow else 0
    top = END_HEIGHT + BETWEEN if narrow else 0
    placed: list[tuple[Panel, list[str]]] = []
    for number, stack in enumerate(_balanced(filled, columns, cells)):
        y = top
        for heading, nodes in stack:
            panel = Panel(
                heading=heading,
                x=inset + number * (width + BETWEEN),
                y=y,
                width=width,
                height=_height(len(nodes), cells),
                visible=len(nodes),
                total=(totals or {}).get(heading, len(nodes)),
            )
            placed.append((panel, nodes))
            y += panel.height + BETWEEN
    boxes = {node: box for panel, nodes in placed for node, box in _cells(panel, nodes, cells)}
    bottom = max([END_HEIGHT, *(panel.y + panel.height for panel, _ in placed)])
    middle = END_HEIGHT // 2 if narrow else bottom // 2
    far = width if narrow else inset + columns * (width + BETWEEN) + BETWEEN + END_WIDTH
    for side, x in ((left, END_WIDTH // 2), (right, far - END_WIDTH // 2)):
        for place, node in enumerate(side):
            y = middle + (2 * place - len(side) + 1) * (END_HEIGHT + GAP) // 2
            boxes[node] = Box(x, y, END_WIDTH, END_HEIGHT)
    return Layout(boxes, tuple(panel for panel, _ in placed))


def _cells(panel: Panel, nodes: list[str], cells: int) -> Iterator[tuple[str, Box]]:
    """Yield the nodes of a panel, each with its box."""
    for place, node in enumerate(nodes):
        row, column = divmod(place, cells)
        x = panel.x + PADDING + column * (CELL_WIDTH + GAP) + CELL_WIDTH // 2
        y = panel.y + HEADING + row * (CELL_HEIGHT + GAP) + CELL_HEIGHT // 2
        yield node, Box(x, y, CELL_WIDTH, CELL_HEIGHT)


def _balanced(
    filled: list[tuple[str, list[str]]], columns: int, cells: int
) -> list[list[tuple[str, list[str]]]]:
    """Return the groups as *columns* stacks of about equal height, in reading order."""
    stacks: list[list[int]] = [[] for _ in range(columns)]
    heights = [0] * columns
    height = [_height(len(nodes), cells) for _, nodes in filled]
    for index in sorted(range(len(filled)), key=lambda index: (-height[index], index)):
        lowest = heights.index(min(heights))
        stacks[lowest].append(index)
        heights[lowest] += height[index] + BETWEEN
    return [
        [filled[index] for index in sorted(stack)]
        for stack in sorted(filter(None, stacks), key=min)
    ]


def _height(nodes: int, cells: int) -> int:
    rows = -(-nodes // cells)
    return HEADING + rows * (CELL_HEIGHT + GAP) - GAP + PADDING
