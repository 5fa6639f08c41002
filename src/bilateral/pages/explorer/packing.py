"""The data of the page, packed: every IRI and every repeated text stands in it once.

Statements, nodes and links name things by their number, and the whole is compressed.
``packing.js`` unpacks the same form; no other part of the program knows of it.
"""

from __future__ import annotations

import base64
import gzip
import json
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from bilateral.pages.shared.languages import INTERFACE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pyvis.network import Network

    from bilateral.evidence.places import Place
    from bilateral.network.layout import Layout, Panel
    from bilateral.network.overlays import Overlay
    from bilateral.pages.explorer.select import View
    from bilateral.pages.shared.records import Content, Disagreement, Source, Statement

_COMMON = "https://w3id.org/bilateral/"
# Fields of a node whose texts many nodes share.
_SHARED = ("kind", "group")
# Fields that only the library wants, always the same.
_ALWAYS = ("shape",)
_Value = TypeVar("_Value")


class _Table(Generic[_Value]):
    """Values by number, in the order in which they came."""

    def __init__(self) -> None:
        self.numbers: dict[_Value, int] = {}

    def number(self, value: _Value) -> int:
        return self.numbers.setdefault(value, len(self.numbers))


def pack(
    network: Network,
    content: Content,
    overlays: Sequence[Overlay],
    page: Mapping[str, Any],
) -> str:
    """Return the data of a page as base64 of gzipped JSON.

    The same data gives the same text wherever the same zlib is at work.

    Args:
        network: things, and links with ``predicate`` and ``inferred``, as pyvis holds them.
        content: what the page says of the things.
        overlays: what an analysis says of them.
        page: all else, passed on as it is.
    """
    data = _Packing().data(network, content, overlays, page)
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return base64.b64encode(gzip.compress(text.encode("utf-8"), 9, mtime=0)).decode("ascii")


def unpack(text: str) -> dict[str, Any]:
    """Return what :func:`pack` packed, still with its numbers: for whoever reads a page."""
    data: dict[str, Any] = json.loads(gzip.decompress(base64.b64decode(text)))
    return data


def packed_view(view: View) -> dict[str, Any]:
    """Return the two layouts of a view for the page."""
    return {"wide": _layout(view.wide), "narrow": _layout(view.narrow)}


class _Packing:
    def __init__(self) -> None:
        self.iris: _Table[str] = _Table()
        self.words: _Table[str] = _Table()
        self.places: _Table[Place] = _Table()

    def data(
        self,
        network: Network,
        content: Content,
        overlays: Sequence[Overlay],
        page: Mapping[str, Any],
    ) -> dict[str, Any]:
        # Numbers are given in this order.
        number = self.iris.number
        packed = {
            "nodes": [self._node(node) for node in network.nodes],
            "edges": [self._edge(edge) for edge in network.edges],
            "facts": [self._statement(statement) for statement in content.statements],
            "overlays": [self._overlay(overlay) for overlay in overlays],
            "disputes": [self._disagreement(entry) for entry in content.disagreements],
            "stances": [[number(iri), number(stance)] for iri, stance in content.stances.items()],
            "names": [[number(iri), *_names(labels)] for iri, labels in content.labels.items()],
            "options": json.dumps(network.options),
        }
        return {
            "iris": [
                f"~{iri[len(_COMMON) :]}" if iri.startswith(_COMMON) else iri
                for iri in self.iris.numbers
            ],
            "words": list(self.words.numbers),
            **packed,
            "page": {
                **page,
                "places": [
                    {"s": place.source, "t": place.position} for place in self.places.numbers
                ],
                "sources": {iri: _source(source) for iri, source in content.sources.items()},
            },
        }

    def _node(self, node: Mapping[str, Any]) -> dict[str, Any]:
        fields = {key: value for key, value in node.items() if key not in _ALWAYS}
        fields["id"] = self.iris.number(node["id"])
        for field in _SHARED:
            fields[field] = self.words.number(node[field])
        return {key: value for key, value in fields.items() if value not in ("", [])}

    def _edge(self, edge: Mapping[str, Any]) -> list[int]:
        numbers = [self.iris.number(edge[key]) for key in ("from", "to", "predicate")]
        return [*numbers, 1] if edge["inferred"] else numbers

    def _statement(self, line: Statement) -> list[Any]:
        """Return subject, property, object (-1: none), text, datatype, note, flags, places."""
        target = self.iris.number(line.target) if line.target else -1
        return [
            self.iris.number(line.subject),
            self.iris.number(line.predicate),
            target,
            line.text,
            self.words.number(line.datatype),
            line.note,
            int(line.inferred) + 2 * int(line.composed),
            self._places(line.places),
        ]

    def _overlay(self, overlay: Overlay) -> dict[str, Any]:
        values = [[self.iris.number(iri), value] for iri, value in overlay.values.items()]
        return {**overlay._asdict(), "values": values}

    def _disagreement(self, entry: Disagreement) -> list[Any]:
        return [
            [self.iris.number(iri) for iri in entry.things],
            self.iris.number(entry.predicate),
            [
                [value.text, int(value.preferred), self._places(value.places)]
                for value in entry.values
            ],
            entry.reason,
        ]

    def _places(self, places: Iterable[Place]) -> list[int]:
        return [self.places.number(place) for place in places]


def _names(labels: Mapping[str, str]) -> list[str]:
    """Return the English label and its translations; what is empty at the end is left out."""
    names = [labels.get(lang, "") for lang in INTERFACE]
    while len(names) > 1 and not names[-1]:
        names.pop()
    return names


def _source(source: Source) -> dict[str, str]:
    return {
        "slug": source.slug,
        "title": source.title,
        "publisher": source.publisher,
        "date": source.date,
        "link": source.url,
    }


def _layout(layout: Layout) -> dict[str, Any]:
    return {
        "boxes": {iri: list(box) for iri, box in layout.boxes.items()},
        "panels": [_panel(panel) for panel in layout.panels],
    }


def _panel(panel: Panel) -> dict[str, Any]:
    return {
        "heading": panel.heading,
        "x": panel.x,
        "y": panel.y,
        "width": panel.width,
        "height": panel.height,
        "shown": panel.visible,
        "total": panel.total,
    }
