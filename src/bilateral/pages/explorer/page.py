"""Writing the page: pyvis holds the network, our own template draws it.

The stock template of pyvis loads from the web and prints data unescaped. Here every
value from the data travels as packed JSON, and the script puts it on the page as
text only.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

import networkx as nx
from jinja2 import Environment, PackageLoader
from pyvis.network import Network

from bilateral.evidence.labels import translations
from bilateral.find.fold import folding_tables
from bilateral.network.project import knowledge, network, project
from bilateral.pages.explorer.communities import communities
from bilateral.pages.explorer.data import LANGUAGES, data, useful
from bilateral.pages.explorer.packing import pack
from bilateral.pages.explorer.positions import positions
from bilateral.pages.explorer.select import neighbourhood, overview, within
from bilateral.pages.shared.scripts import asset, inline, script
from bilateral.pages.shared.vendor import vis_network
from bilateral.rdf.vocabulary import spaces
from bilateral.settings import current

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pyoxigraph as ox

    from bilateral.network.layout import Layout, Panel
    from bilateral.network.overlays import Overlay
    from bilateral.pages.explorer.select import View

_OPTIONS: dict[str, Any] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "edges": {"smooth": False, "arrows": {"to": {"enabled": False}}},
    "nodes": {"shape": "custom"},
    "interaction": {"hover": True, "multiselect": False, "keyboard": False, "dragNodes": False},
}


def page(
    store: ox.Store,
    *,
    focus: str | None = None,
    hops: int = 1,
    title: str = "",
    overlays: Sequence[Overlay] = (),
    most: int | None = None,
    ask: Mapping[str, Any] | None = None,
) -> str:
    """Return the explorer of *store* as one HTML text.

    Args:
        focus: IRI of a thing whose neighbourhood is the first view, else the overview.
        hops: how many links away from *focus* the first view reaches.
        title: heading of the page, by default the name of the dataset.
        overlays: what an analysis says of the things, to be chosen by the reader.
        most: how many things the page holds at most, by default the setting
            ``explorer_things``: more make a page slow to open. Those with the most links and
            citing sentences (and those nearest to *focus*) come first, and the page
            says what it leaves out.
        ask: what the page needs to answer SPARQL itself; see
            :func:`bilateral.pages.explorer.sparql.parts`.

    Raises:
        UnknownNameError: *focus* is not a thing of the dataset.
    """
    title = title or spaces().dataset
    known = knowledge(store)
    known = known._replace(facts=useful(known.facts))
    everything = network(known, inferred=True)
    view = neighbourhood(everything, focus, hops) if focus else overview(everything)
    most = current.explorer_things if most is None else most
    graph = within(everything, most, view, focus)
    grouped = communities(graph)
    vis = vis_network()
    net = _network(graph, store, grouped.number)
    net.templateEnv = Environment(
        loader=PackageLoader("bilateral.pages.explorer", "templates"), autoescape=True
    )
    net.templateEnv.globals.update(
        title=title,
        pack=pack,
        page={
            "title": title,
            "focus": focus or "",
            "folding": folding_tables(),
            "overlays": [one._asdict() for one in overlays],
            "ui": json.loads(asset("explorer/templates/words.json")),
            "left": _left_out(everything, graph),
            "communities": grouped.places,
            **_view(view),
            **data(store, known.facts, known.labels, nx.get_node_attributes(graph, "kind")),
        },
        css=inline(asset("explorer/templates/explorer.css")),
        script=inline(script(f"explorer/script/{'sparql' if ask else 'main'}.js")),
        vis=vis._replace(script=inline(vis.script)),
        ask=ask,
        ask_css=inline(asset("explorer/templates/ask.css")) if ask else "",
    )
    net.path = "explorer.html"
    return str(net.generate_html())


def whole(store: ox.Store, focus: str | None = None, hops: int = 1, **options: Any) -> str:
    """Return the page of *store* with the overlays of the analysis; see :func:`page`."""
    from bilateral.network.overlays import overlays

    return page(store, focus=focus, hops=hops, overlays=overlays(store, project(store)), **options)


def _network(graph: nx.MultiDiGraph, store: ox.Store, community: Mapping[str, int]) -> Network:
    net = Network(directed=True)
    net.options = _OPTIONS
    placed = positions(graph)
    translated = translations(store, LANGUAGES)
    for iri, held in sorted(graph.nodes(data=True)):
        net.add_node(
            iri,
            shape="custom",
            **{name: held[name] for name in ("label", "kind", "group", "date", "aliases")},
            **{lang: names[iri] for lang, names in translated.items() if iri in names},
            at=placed.get(iri, []),
            community=community.get(iri, ""),
        )
    for start, end, held in sorted(graph.edges(data=True), key=lambda one: (*one[:2], *_key(one))):
        net.add_edge(start, end, predicate=held["predicate"], inferred=held["inferred"])
    return net


def _key(edge: tuple[str, str, dict[str, Any]]) -> tuple[str]:
    return (edge[2]["predicate"],)


def _left_out(whole: nx.MultiDiGraph, graph: nx.MultiDiGraph) -> dict[str, int]:
    """Return how many things of each field are not on the page."""
    return dict(
        sorted(
            Counter(
                held["group"] for iri, held in whole.nodes(data=True) if iri not in graph
            ).items()
        )
    )


def _view(view: View) -> dict[str, Any]:
    return {"wide": _layout(view.wide), "narrow": _layout(view.narrow)}


def _layout(layout: Layout) -> dict[str, Any]:
    return {
        "boxes": {iri: list(box) for iri, box in layout.boxes.items()},
        "panels": [_panel(panel) for panel in layout.panels],
    }


def _panel(panel: Panel) -> dict[str, Any]:
    # ``visible`` is ``shown`` in the data of the page.
    return {("shown" if key == "visible" else key): value for key, value in panel._asdict().items()}
