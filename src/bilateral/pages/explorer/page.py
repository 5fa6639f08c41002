"""Writing the page: pyvis holds the network, our own template draws it.

The stock template of pyvis loads from the web and prints data unescaped. Here every
value from the data travels as packed JSON, and the script puts it on the page as
text only.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader
from pyvis.network import Network

from bilateral.find.fold import folding_tables
from bilateral.network.overlays import overlays as overlays_of
from bilateral.pages.explorer.clusters import clusters
from bilateral.pages.explorer.coordinates import coordinates
from bilateral.pages.explorer.packing import pack, packed_layout
from bilateral.pages.explorer.select import FIELDS, neighbourhood, overview, within
from bilateral.pages.shared.content import Model
from bilateral.pages.shared.languages import OWN_NAMES, direction, translated
from bilateral.pages.shared.scripts import asset, script
from bilateral.pages.shared.vendor import vis_network
from bilateral.rdf.vocabulary import spaces
from bilateral.settings import current
from bilateral.text import inline

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import networkx as nx
    import pyoxigraph as ox

    from bilateral.network.overlays import Overlay

_ATTRIBUTES = ("label", "kind", "group", "date", "aliases")
_OPTIONS: dict[str, Any] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "edges": {"smooth": False, "arrows": {"to": {"enabled": False}}},
    "nodes": {"shape": "custom"},
    "interaction": {"hover": True, "multiselect": False, "keyboard": False, "dragNodes": False},
}


class Explorer:
    """The explorer of a dataset, laid out and packed once, for a page with or without SPARQL.

    Args:
        model: the dataset.
        focus: IRI of a thing whose neighbourhood is the first view, else the overview.
        hops: how many links away from *focus* the first view reaches.
        title: heading of the page; by default the name of the dataset.
        overlays: what an analysis says of the things, to be chosen by the reader.
        most: how many things the page holds at most, by default the setting
            ``explorer_things``: more make a page slow to open. Those with the most links and
            citing sentences (and those nearest to *focus*) come first, and the page
            says what it leaves out.

    Raises:
        UnknownNameError: *focus* is not a thing of the dataset.
    """

    def __init__(
        self,
        model: Model,
        *,
        focus: str | None = None,
        hops: int = 1,
        title: str | None = None,
        overlays: Sequence[Overlay] = (),
        most: int | None = None,
    ) -> None:
        self.title = title or spaces().dataset
        view = neighbourhood(model.graph, focus, hops) if focus else overview(model.graph)
        most = current.explorer_things if most is None else most
        graph = within(model.graph, most, view, focus)
        clustering = clusters(graph)
        net = _network(graph, model.translations, clustering.number)
        self._data = pack(
            net,
            model.content if graph is model.graph else model.content_of(graph),
            overlays,
            {
                "title": self.title,
                "focus": focus or "",
                "folding": folding_tables(),
                "style": json.loads(asset("shared/style.json")),
                "fields": FIELDS,
                "languages": ["en", *translated()],
                "ui": json.loads(asset("explorer/templates/words.json")),
                "left": _left_out(model.graph, graph),
                "communities": clustering.places,
                "wide": packed_layout(view.wide),
                "narrow": packed_layout(view.narrow),
            },
        )

    def html(self, ask: Mapping[str, Any] | None = None) -> str:
        """Return the page as one HTML text.

        Args:
            ask: what the page needs to answer SPARQL itself; see
                :func:`bilateral.pages.explorer.sparql.parts`.
        """
        vis = vis_network()
        environment = Environment(
            loader=PackageLoader("bilateral.pages.explorer", "templates"), autoescape=True
        )
        return environment.get_template("explorer.html").render(
            title=self.title,
            data=self._data,
            css=inline(asset("shared/base.css") + asset("explorer/templates/explorer.css")),
            languages=("en", *translated()),
            own_names=OWN_NAMES,
            direction=direction,
            script=inline(script(f"explorer/script/{'sparql' if ask else 'main'}.js")),
            vis=vis._replace(script=inline(vis.script)),
            ask=ask,
            ask_css=inline(asset("explorer/templates/ask.css")) if ask else "",
        )


def explorer(model: Model, focus: str | None = None, hops: int = 1, **options: Any) -> Explorer:
    """Return the explorer of *model* with the overlays of the analysis."""
    overlays = overlays_of(model.store, model.plain_graph)
    return Explorer(model, focus=focus, hops=hops, overlays=overlays, **options)


def page(store: ox.Store, *, ask: Mapping[str, Any] | None = None, **options: Any) -> str:
    """Return the explorer of *store* without overlays, as one HTML text.

    Args:
        store: the whole dataset.
        ask: see :meth:`Explorer.html`.
        options: those of :class:`Explorer`.
    """
    return Explorer(Model(store), **options).html(ask)


def _network(
    graph: nx.MultiDiGraph,
    translations: Mapping[str, Mapping[str, str]],
    cluster_of: Mapping[str, int],
) -> Network:
    net = Network(directed=True)
    net.options = _OPTIONS
    place_of = coordinates(graph)
    for iri, attributes in sorted(graph.nodes(data=True)):
        net.add_node(
            iri,
            shape="custom",
            **{name: attributes[name] for name in _ATTRIBUTES},
            names={lang: labels[iri] for lang, labels in translations.items() if iri in labels},
            at=place_of.get(iri, []),
            community=cluster_of.get(iri, ""),
        )
    for start, end, predicate in sorted(graph.edges(keys=True)):
        inferred = graph.edges[start, end, predicate]["inferred"]
        net.add_edge(start, end, predicate=predicate, inferred=inferred)
    return net


def _left_out(everything: nx.MultiDiGraph, graph: nx.MultiDiGraph) -> dict[str, int]:
    """Return how many things of each field are not on the page."""
    fields = (field for iri, field in everything.nodes(data="group") if iri not in graph)
    return dict(sorted(Counter(fields).items()))
