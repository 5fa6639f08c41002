from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from bilateral.network.layout import Box, Layout, arrange


def overlaps(a: Box, b: Box) -> bool:
    return abs(a.x - b.x) * 2 < a.width + b.width and abs(a.y - b.y) * 2 < a.height + b.height


def crowded(layout: Layout) -> list[tuple[str, str]]:
    pairs = combinations(layout.boxes.items(), 2)
    return [(one, two) for (one, a), (two, b) in pairs if overlaps(a, b)]


@given(st.lists(st.integers(0, 15), max_size=8), st.integers(1, 4), st.booleans())
def test_boxes_and_panels_never_overlap(sizes: list[int], columns: int, ends: bool) -> None:
    groups = [(f"g{i}", [f"n{i}.{j}" for j in range(size)]) for i, size in enumerate(sizes)]
    left, right = (["PK"], ["JP"]) if ends else ([], [])
    layout = arrange(groups, left=left, right=right, columns=columns)
    assert len(layout.boxes) == sum(sizes) + len(left) + len(right)
    assert crowded(layout) == []
    frames = {
        panel.heading: Box(
            panel.x * 2 + panel.width, panel.y * 2 + panel.height, panel.width * 2, panel.height * 2
        )
        for panel in layout.panels
    }
    assert crowded(Layout(frames, ())) == []


def test_the_states_stand_left_and_right_of_everything() -> None:
    boxes = arrange([("a", ["1", "2"]), ("b", ["3"])], left=["PK"], right=["JP"]).boxes
    assert boxes["PK"].x < min(boxes[one].x for one in "123")
    assert boxes["JP"].x > max(boxes[one].x for one in "123")
