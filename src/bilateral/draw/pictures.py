"""The pictures themselves, drawn with matplotlib as SVG or PNG."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, NamedTuple

from bilateral.draw import figures
from bilateral.errors import ToolError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from bilateral.kg import KnowledgeGraph

# The colours of Okabe and Ito, which people who see few colours can tell apart.
_COLOURS = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9"]
_SETTINGS: dict[Any, Any] = {
    # Text stays text: it can be read aloud and searched, and the viewer shapes every script.
    "svg.fonttype": "none",
    "svg.hashsalt": "bilateral",
    # A name with two dollar signs is a name, not a formula.
    "text.parse_math": False,
    "font.family": ["DejaVu Sans"],
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
}
_BAR = 3.6


class _Picture(NamedTuple):
    """How a picture is painted, which gives the note below it, and its size in inches."""

    paint: Callable[[KnowledgeGraph, Any], str]
    size: tuple[float, float]


def _aid(kg: KnowledgeGraph, axes: Any) -> str:
    aid = figures.aid(kg)
    years = [year for sums in aid.by_kind.values() for year in sums]
    if not years:
        return "No flow has both a sum and a year."
    bottoms = dict.fromkeys(range(min(years), max(years) + 1), 0.0)
    for colour, (kind, sums) in zip(_COLOURS, aid.by_kind.items(), strict=False):
        heights = [sums.get(year, 0.0) / aid.factor for year in bottoms]
        axes.bar(
            list(bottoms),
            heights,
            bottom=list(bottoms.values()),
            color=colour,
            label=f"{kind}s",
            width=0.8,
        )
        for year, height in zip(bottoms, heights, strict=True):
            bottoms[year] += height
    axes.set_ylabel(aid.unit)
    axes.grid(axis="y", color="#dddddd")
    axes.legend(frameon=False)
    way = f"from {aid.provider} to {aid.recipient} " if aid.recipient else ""
    axes.set_title(f"Grants and loans {way}by year of agreement", loc="left")
    return (
        f"Only flows that the sources read give with sum and year; {aid.no_year} without a "
        f"year and {aid.other_currency} in other currencies are left out."
    )


def _visits(kg: KnowledgeGraph, axes: Any) -> str:
    visits = figures.visits(kg)
    if not visits.decades:
        return "No visit has both a side and a date."
    for place, (side, numbers) in enumerate(visits.by_side.items()):
        offset = (place - (len(visits.by_side) - 1) / 2) * _BAR
        bars = axes.barh(
            [decade + offset for decade in visits.decades],
            numbers,
            height=_BAR,
            color=_COLOURS[place],
            label=f"from {side}",
        )
        axes.bar_label(bars, labels=[str(number or "") for number in numbers], padding=2)
    axes.set_yticks(visits.decades, [f"{decade}s" for decade in visits.decades])
    axes.invert_yaxis()
    axes.set_xlabel("visits")
    axes.legend(frameon=False)
    axes.set_title("Visits by decade and by the side that travelled", loc="left")
    return "Visits whose visitor's side and date the sources read give."


def _dialogues(kg: KnowledgeGraph, axes: Any) -> str:
    rounds, undated = figures.rounds(kg)
    series = sorted({event.series for event in rounds}, reverse=True)
    for place, name in enumerate(series):
        in_series = [event for event in rounds if event.series == name]
        axes.plot(
            [event.when for event in in_series],
            [place] * len(in_series),
            "o-",
            color=_COLOURS[place % len(_COLOURS)],
            linewidth=1,
        )
        for event in in_series:
            if event.number is not None:
                axes.annotate(
                    str(event.number),
                    (event.when, place),
                    xytext=(0, 6),
                    textcoords="offset points",
                    ha="center",
                    fontsize=8,
                )
    axes.set_yticks(range(len(series)), series)
    axes.set_ylim(-0.6, len(series) - 0.3)
    axes.xaxis.get_major_locator().set_params(integer=True)
    axes.grid(axis="x", color="#dddddd")
    axes.set_title("Rounds of the dialogues, with their numbers", loc="left")
    return f"{undated} recorded rounds have no date and are left out."


def _network(kg: KnowledgeGraph, axes: Any) -> str:
    import networkx as nx

    graph = nx.Graph()
    for first, second, number in figures.together(kg):
        graph.add_edge(first, second, weight=number)
    if not graph:
        return "No two actors have anything in common."
    positions = nx.kamada_kawai_layout(graph, weight=None)
    sizes = dict(graph.degree(weight="weight"))
    for first, second, data in sorted(graph.edges(data=True)):
        (x, y), (u, v) = positions[first], positions[second]
        axes.plot(
            [x, u], [y, v], color="#bbbbbb", linewidth=0.4 + 0.4 * min(data["weight"], 6), zorder=1
        )
    for name in sorted(graph):
        x, y = positions[name]
        axes.scatter(
            [x], [y], s=12 + 6 * min(sizes[name], 60), color=_COLOURS[0], zorder=2, linewidth=0
        )
        axes.annotate(
            name, (x, y), xytext=(0, 5), textcoords="offset points", ha="center", fontsize=6
        )
    axes.set_axis_off()
    axes.set_title("Actors who take part in the same things most often", loc="left")
    return "The two states themselves are left out: they are linked to nearly everything."


_PICTURES = {
    "aid": _Picture(_aid, (8, 4)),
    "dialogues": _Picture(_dialogues, (8, 3.5)),
    "network": _Picture(_network, (8, 7)),
    "visits": _Picture(_visits, (8, 4.5)),
}
NAMES = tuple(_PICTURES)
FORMATS = ("svg", "png")


def draw(kg: KnowledgeGraph, name: str, fmt: str = "svg") -> bytes:
    """Return one picture of the dataset.

    Args:
        kg: the graph.
        name: one of :data:`NAMES`.
        fmt: one of :data:`FORMATS`.

    Raises:
        UsageError: there is no such picture or format.
        ToolError: matplotlib is not installed.
    """
    if name not in _PICTURES:
        raise UsageError(f"no picture {name!r}", next_step=f"choose one of {', '.join(NAMES)}")
    if fmt not in FORMATS:
        raise UsageError(f"no format {fmt!r}", next_step=f"choose one of {', '.join(FORMATS)}")
    try:
        import matplotlib as mpl
        from matplotlib.figure import Figure
    except ImportError as error:
        raise ToolError(
            "pictures need matplotlib, which is not installed",
            next_step="pip install 'bilateral[draw]'",
        ) from error
    picture = _PICTURES[name]
    with mpl.rc_context(_SETTINGS):
        figure = Figure(figsize=picture.size, layout="constrained")
        note = picture.paint(kg, figure.add_subplot())
        figure.supxlabel(note, fontsize=7, x=0.01, ha="left")
        target = io.BytesIO()
        # A date would make every file differ.
        metadata: dict[str, Any] = {"Date": None} if fmt == "svg" else {"Software": None}
        figure.savefig(target, format=fmt, dpi=150, metadata=metadata)
    return target.getvalue()
