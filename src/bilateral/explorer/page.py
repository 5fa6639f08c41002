"""Writing the page: pyvis holds the network, our own template draws it.

The stock template of pyvis loads from the web and prints data unescaped. Here every
value from the data travels as JSON in which ``<``, ``>`` and ``&`` are escaped, and
the script puts it on the page as text only.
"""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
from jinja2 import Environment, PackageLoader
from pyvis.network import Network

from bilateral.engine.evidence import citations
from bilateral.explorer.packing import pack
from bilateral.explorer.select import neighbourhood, overview
from bilateral.namespaces import BIL, DCTERMS, PROVENANCE_GRAPH, RDF, SKOS, compact
from bilateral.network import facts as reading
from bilateral.network.facts import Fact, Mention
from bilateral.network.layout import Layout, wrap
from bilateral.network.project import network

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bilateral.analysis.overlays import Overlay
    from bilateral.explorer.select import View

# In the order in which they need each other.
_SCRIPTS = ("packing.js", "shapes.js", "overlays.js", "search.js", "explorer.js")
_VIS = "templates/lib/vis-9.1.2/vis-network.min.js"
# Shown elsewhere on the page, or computed for comparison only.
_UNSHOWN = frozenset({RDF + "type", SKOS + "prefLabel"})
_COMPUTED = ("notBefore", "notAfter")
_WORDS = {DCTERMS + "description": "in short", SKOS + "altLabel": "also called"}
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
    title: str = "Pakistan–Japan relations",
    overlays: Sequence[Overlay] = (),
) -> str:
    """Return the explorer of *store* as one HTML text.

    Args:
        focus: IRI of a thing whose neighbourhood is the first view, else the overview.
        hops: how many links away from *focus* the first view reaches.
        title: heading of the page.
        overlays: what an analysis says of the things, to be chosen by the reader.

    Raises:
        UnknownNameError: *focus* is not a thing of the dataset.
    """
    names = reading.labels(store)
    found = reading.facts(store)
    kind = reading.kinds(found, store)
    found = _useful(reading.fold(found, kind, names))
    graph = network(found, kind, names, inferred=True)
    view = neighbourhood(graph, focus, hops) if focus else overview(graph)
    net = Network(directed=True)
    net.options = _OPTIONS
    for iri, data in sorted(graph.nodes(data=True)):
        net.add_node(iri, **{**data, "shape": "custom", "lines": wrap(data["label"])})
    for start, end in sorted(set(graph.edges())):
        net.add_edge(start, end)
    net.templateEnv = Environment(
        loader=PackageLoader("bilateral.explorer", "templates"), autoescape=True
    )
    net.templateEnv.globals.update(
        title=title,
        pack=pack,
        page={
            "title": title,
            "focus": focus or "",
            "overlays": [one._asdict() for one in overlays],
            **_view(view),
            **_facts(store, found, names),
        },
        css=_own("explorer.css"),
        script="".join(map(_own, _SCRIPTS)),
        vis=_inline(resources.files("pyvis").joinpath(_VIS).read_text(encoding="utf-8")),
    )
    net.path = "explorer.html"
    return str(net.generate_html())


def _own(name: str) -> str:
    folder = resources.files("bilateral.explorer") / "templates"
    return _inline((folder / name).read_text(encoding="utf-8"))


def _inline(text: str) -> str:
    """Return *text* so that it cannot end the element it stands in."""
    return text.replace("</script", "<\\/script").replace("</style", "<\\/style")


def _useful(found: list[Fact]) -> list[Fact]:
    """Leave out what was inferred between things that a stated fact joins already."""
    joined = {frozenset((one.subject, one.target)) for one in found if not one.inferred}
    return [
        one
        for one in found
        if one.predicate not in _UNSHOWN
        and not one.predicate.endswith(_COMPUTED)
        and not (one.inferred and frozenset((one.subject, one.target)) in joined)
    ] + [one for one in found if one.predicate == SKOS + "prefLabel"]


def _view(view: View) -> dict[str, Any]:
    return {
        "wide": _layout(view.wide),
        "narrow": _layout(view.narrow),
        "shown": view.shown,
        "total": view.total,
    }


def _layout(layout: Layout) -> dict[str, Any]:
    return {
        "boxes": {iri: list(box) for iri, box in layout.boxes.items()},
        "panels": [panel._asdict() for panel in layout.panels],
    }


def _facts(store: ox.Store, found: list[Fact], names: dict[str, str]) -> dict[str, Any]:
    places: dict[Mention, int] = {}
    rows = []
    for fact in found:
        if fact.predicate in _UNSHOWN:
            continue
        mentions = fact.mentions or (_traced(store, fact) if fact.inferred else ())
        rows.append(
            {
                "s": fact.subject,
                "p": _WORDS.get(fact.predicate)
                or names.get(fact.predicate)
                or compact(fact.predicate),
                "o": fact.target,
                "v": names.get(fact.target, compact(fact.target))
                if fact.target
                else fact.value.value,
                "n": fact.note,
                "i": fact.inferred,
                "c": [places.setdefault(one, len(places)) for one in mentions],
            }
        )
    sources = sorted({one.source for one in places})
    return {
        "stances": {
            fact.subject: names.get(fact.target, compact(fact.target))
            for fact in found
            if fact.predicate == BIL + "hasStance"
        },
        "facts": rows,
        "places": [
            {"s": one.source, "t": f"{one.paragraph}.{one.sentence}" if one.paragraph else ""}
            for one in places
        ],
        "sources": {source: _source(store, source) for source in sources},
    }


def _traced(store: ox.Store, fact: Fact) -> tuple[Mention, ...]:
    triple = ox.Triple(ox.NamedNode(fact.subject), ox.NamedNode(fact.predicate), fact.value)
    return tuple(
        sorted(
            {
                Mention(one.source, one.paragraph or 0, one.sentence or 0)
                for one in citations(store, triple, accepted_only=True)
            }
        )
    )


def _source(store: ox.Store, source: str) -> dict[str, str]:
    def first(name: str) -> str:
        pattern = (ox.NamedNode(source), ox.NamedNode(DCTERMS + name), None)
        graph = ox.NamedNode(PROVENANCE_GRAPH)
        found = [quad.object for quad in store.quads_for_pattern(*pattern, graph)]
        return min(
            (one.value for one in found if isinstance(one, ox.NamedNode | ox.Literal)), default=""
        )

    link = first("source")
    return {
        "slug": source.rpartition("/")[2],
        "title": first("title"),
        "publisher": first("publisher"),
        "date": first("issued"),
        # Any other scheme could run a script when it is followed.
        "link": link if link.startswith("https://") else "",
    }
