"""The data of the page, packed: every IRI and every repeated text stands in it once.

Facts, nodes and links name things by their number, and the whole is compressed.
``packing.js`` unpacks the same form, so nothing else of the page knows of it.
"""

from __future__ import annotations

import base64
import gzip
import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_COMMON = "https://w3id.org/bilateral/"
# Fields of a node whose texts many nodes share.
_SHARED = ("kind", "group")
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
) -> str:
    """Return the data of a page as base64 of gzipped JSON.

    The same data gives the same text wherever the same zlib is at work.

    Args:
        nodes: things as pyvis holds them.
        edges: links as pyvis holds them, with ``predicate`` and ``inferred``.
        options: the options of the library, as JSON text.
        page: all else, see :func:`bilateral.pages.explorer.data.data`.
    """
    found = _packed(nodes, edges, options, page)
    text = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    return base64.b64encode(gzip.compress(text.encode("utf-8"), 9, mtime=0)).decode("ascii")


def unpack(text: str) -> dict[str, Any]:
    """Return what :func:`pack` packed, still with its numbers: for whoever reads a page."""
    found: dict[str, Any] = json.loads(gzip.decompress(base64.b64decode(text)))
    return found


def _packed(
    nodes: Iterable[Mapping[str, Any]],
    edges: Iterable[Mapping[str, Any]],
    options: str,
    page: Mapping[str, Any],
) -> dict[str, Any]:
    iris, words = _Table(), _Table()
    packed = {
        "nodes": [_node(one, iris, words) for one in nodes],
        "edges": [
            [iris.number(one["from"]), iris.number(one["to"]), iris.number(one["predicate"])]
            + ([1] if one["inferred"] else [])
            for one in edges
        ],
        "facts": [_fact(one, iris, words) for one in page["facts"]],
        "overlays": [
            {**one, "values": [[iris.number(iri), value] for iri, value in one["values"].items()]}
            for one in page["overlays"]
        ],
        "disputes": [
            [[iris.number(iri) for iri in things], iris.number(about), positions, reason]
            for things, about, positions, reason in page["disputes"]
        ],
        "stances": [
            [iris.number(iri), iris.number(stance)] for iri, stance in page["stances"].items()
        ],
        "names": [[iris.number(iri), *names] for iri, names in page["names"].items()],
        "options": options,
    }
    rest = {key: value for key, value in page.items() if key not in packed}
    return {
        "iris": [
            f"~{iri[len(_COMMON) :]}" if iri.startswith(_COMMON) else iri for iri in iris.texts
        ],
        "words": list(words.texts),
        **packed,
        "page": rest,
    }


def _node(one: Mapping[str, Any], iris: _Table, words: _Table) -> dict[str, Any]:
    found = {key: value for key, value in one.items() if key not in _ALWAYS}
    found["id"] = iris.number(one["id"])
    for field in _SHARED:
        found[field] = words.number(one[field])
    return {key: value for key, value in found.items() if value not in ("", [])}


def _fact(one: Mapping[str, Any], iris: _Table, words: _Table) -> list[Any]:
    """Return subject, property, object (-1 for none), text, type, note, flags and places."""
    target = iris.number(one["o"]) if one["o"] else -1
    row = [iris.number(one["s"]), iris.number(one["p"]), target, one["v"]]
    flags = int(one["inferred"]) + 2 * int(one["made"])
    return [*row, words.number(one["type"]), one["n"], flags, one["c"]]
