"""The data of the page, packed: every IRI and every repeated text stands in it once.

Facts, nodes and links name things by their number, and the whole is compressed.
``unpack.js`` unpacks the same form; no other part of the program knows of it.
"""

from __future__ import annotations

import base64
import gzip
import json
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import pyoxigraph as ox

from bilateral.pages.shared.languages import translated
from bilateral.rdf.vocabulary import XSD

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pyvis.network import Network

    from bilateral.evidence.facts import Fact
    from bilateral.evidence.places import Place
    from bilateral.network.layout import Layout
    from bilateral.network.overlays import Overlay
    from bilateral.pages.shared.records import Content, Disagreement

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
    network: Network, content: Content, overlays: Sequence[Overlay], page: Mapping[str, Any]
) -> str:
    """Return the data of a page as base64 of gzipped JSON.

    The same data gives the same text wherever the same zlib is at work.

    Args:
        network: things, and links with ``predicate`` and ``inferred``, as pyvis holds them.
        content: what the page says of the things.
        overlays: what an analysis says of them.
        page: all else, passed on as it is.
    """
    packing = _Packing()
    number = packing.iris.number
    # Numbers are given in this order.
    packed = {
        "nodes": [packing.node(node) for node in network.nodes],
        "edges": [packing.edge(edge) for edge in network.edges],
        "facts": [packing.fact(fact, fact in content.composed) for fact in content.facts],
        "overlays": [packing.overlay(overlay) for overlay in overlays],
        "disputes": [packing.disagreement(entry) for entry in content.disagreements],
        "stances": [[number(iri), number(stance)] for iri, stance in content.stances.items()],
        "names": [[number(iri), *_names(labels)] for iri, labels in content.labels.items()],
        "options": json.dumps(network.options),
    }
    places = [{"s": place.source, "t": place.position} for place in packing.places.numbers]
    sources = {iri: source._asdict() for iri, source in content.sources.items()}
    data = {
        "iris": [
            f"~{iri[len(_COMMON) :]}" if iri.startswith(_COMMON) else iri
            for iri in packing.iris.numbers
        ],
        "words": list(packing.words.numbers),
        **packed,
        "page": {**page, "places": places, "sources": sources},
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return base64.b64encode(gzip.compress(text.encode("utf-8"), 9, mtime=0)).decode("ascii")


def unpack(text: str) -> dict[str, Any]:
    """Return what :func:`pack` packed, still with its numbers: for whoever reads a page."""
    data: dict[str, Any] = json.loads(gzip.decompress(base64.b64decode(text)))
    return data


def packed_layout(layout: Layout) -> dict[str, Any]:
    """Return a layout for the page."""
    return {
        "boxes": {iri: list(box) for iri, box in layout.boxes.items()},
        "panels": [panel._asdict() for panel in layout.panels],
    }


class _Packing:
    def __init__(self) -> None:
        self.iris: _Table[str] = _Table()
        self.words: _Table[str] = _Table()
        self.places: _Table[Place] = _Table()

    def node(self, node: Mapping[str, Any]) -> dict[str, Any]:
        fields = {key: value for key, value in node.items() if key not in _ALWAYS}
        fields["id"] = self.iris.number(node["id"])
        for field in _SHARED:
            fields[field] = self.words.number(node[field])
        return {key: value for key, value in fields.items() if value not in ("", [])}

    def edge(self, edge: Mapping[str, Any]) -> list[int]:
        numbers = [self.iris.number(edge[key]) for key in ("from", "to", "predicate")]
        return [*numbers, 1] if edge["inferred"] else numbers

    def fact(self, fact: Fact, composed: bool) -> list[Any]:
        """Return subject, property, object (-1: none), text, datatype, note, flags, places."""
        target = self.iris.number(fact.target) if fact.target else -1
        return [
            self.iris.number(fact.subject),
            self.iris.number(fact.predicate),
            target,
            "" if fact.target else fact.value.value,
            self.words.number(_datatype(fact.value)),
            fact.note,
            int(fact.inferred) + 2 * int(composed),
            self._places(fact.places),
        ]

    def overlay(self, overlay: Overlay) -> dict[str, Any]:
        values = [[self.iris.number(iri), value] for iri, value in overlay.values.items()]
        return {**overlay._asdict(), "values": values}

    def disagreement(self, entry: Disagreement) -> list[Any]:
        return [
            [self.iris.number(iri) for iri in entry.things],
            self.iris.number(entry.predicate),
            [[text, int(preferred), self._places(at)] for text, preferred, at in entry.values],
            entry.reason,
        ]

    def _places(self, places: Iterable[Place]) -> list[int]:
        return [self.places.number(place) for place in places]


def _datatype(value: ox.NamedNode | ox.Literal) -> str:
    """Return ``@`` and the language of a literal, or the IRI of its datatype if not plain."""
    if isinstance(value, ox.NamedNode) or value.datatype.value == XSD + "string":
        return ""
    return f"@{value.language}" if value.language else value.datatype.value


def _names(labels: Mapping[str, str]) -> list[str]:
    """Return the English label and its translations; what is empty at the end is left out."""
    names = [labels.get(language, "") for language in ("en", *translated())]
    while len(names) > 1 and not names[-1]:
        names.pop()
    return names
