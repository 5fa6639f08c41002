"""The data of the page, packed: every IRI and every repeated text stands in it once.

Facts, nodes and links name things by their number. ``packing.js`` unpacks the same
form, so nothing else of the page knows of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_COMMON = "https://w3id.org/bilateral/"
# Fields of a node whose texts many nodes share.
_SHARED = ("kind", "kind_label", "group")
# Fields that only the library wants, always the same.
_ALWAYS = ("shape",)


class _Table:
    """Texts by number, in the order in which they came."""

    def __init__(self) -> None:
        self.texts: dict[str, int] = {}

    def number(self, text: str) -> int:
        return self.texts.setdefault(text, len(self.texts))


def pack(
    nodes: Iterable[Mapping[str, Any]],
    edges: Iterable[Mapping[str, Any]],
    options: str,
    page: Mapping[str, Any],
) -> dict[str, Any]:
    """Return the data of a page in packed form, ready for JSON.

    Args:
        nodes: things as pyvis holds them.
        edges: links as pyvis holds them.
        options: the options of the library, as JSON text.
        page: all else; of it, ``facts`` and ``overlays`` are packed.
    """
    iris, words = _Table(), _Table()
    packed_nodes = [_node(one, iris, words) for one in nodes]
    packed_edges = [[iris.number(one["from"]), iris.number(one["to"])] for one in edges]
    facts = [_fact(one, iris, words) for one in page["facts"]]
    overlays = [
        {**one, "values": [[iris.number(iri), value] for iri, value in one["values"].items()]}
        for one in page["overlays"]
    ]
    return {
        "iris": [
            f"~{iri[len(_COMMON) :]}" if iri.startswith(_COMMON) else iri for iri in iris.texts
        ],
        "words": list(words.texts),
        "nodes": packed_nodes,
        "edges": packed_edges,
        "options": options,
        "page": {**page, "facts": facts, "overlays": overlays},
    }


def _node(one: Mapping[str, Any], iris: _Table, words: _Table) -> dict[str, Any]:
    found = {key: value for key, value in one.items() if key not in _ALWAYS}
    found["id"] = iris.number(one["id"])
    for field in _SHARED:
        found[field] = words.number(one[field])
    if one["lines"] == [one["label"]]:
        del found["lines"]
    return {key: value for key, value in found.items() if value not in ("", [])}


def _fact(one: Mapping[str, Any], iris: _Table, words: _Table) -> list[Any]:
    """Return subject, property, object (-1 for none), text, note, inferred and places."""
    target = iris.number(one["o"]) if one["o"] else -1
    row = [iris.number(one["s"]), words.number(one["p"]), target, one["v"], one["n"]]
    return [*row, int(one["i"]), one["c"]]
