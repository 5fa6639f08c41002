"""The Atom feed: what was added to the dataset, by the day on which it was put there."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections import defaultdict
from typing import TYPE_CHECKING

import pyoxigraph as ox

from bilateral.evidence.places import is_accepted, places_of
from bilateral.rdf.terms import provenance
from bilateral.rdf.vocabulary import PROV
from bilateral.settings import current
from bilateral.text import xml_legal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bilateral.pages.site.content import Source

_ATOM = "http://www.w3.org/2005/Atom"
_GENERATED_AT = ox.NamedNode(PROV + "generatedAtTime")


def feed(store: ox.Store, sources: Mapping[str, Source], title: str, base: str) -> bytes:
    """Return an Atom feed with an entry for each day on which sources were added.

    Times are those of the data, never of the clock, so the same data gives the same feed.

    Args:
        sources: the sources that have a page, by IRI.
        base: the address of the site with a slash at the end, or "" for relative links.
    """
    days = _days(store)
    root = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": "en"})
    newest = max(days, default="1970-01-01T00:00:00Z")
    _add(root, "id", base or "https://w3id.org/bilateral/feed")
    _add(root, "title", f"{title}: what was added")
    _add(root, "updated", newest)
    _add(ET.SubElement(root, "author"), "name", "The bilateral contributors")
    root.append(ET.Element("link", {"href": f"{base}index.html"}))
    root.append(ET.Element("link", {"rel": "self", "href": f"{base}feed.atom"}))
    for time in sorted(days, reverse=True)[: current.feed_entries]:
        added = sorted(
            (sources[iri] for iri in days[time] if iri in sources), key=lambda source: source.slug
        )
        entry = ET.SubElement(root, "entry")
        _add(entry, "id", f"https://w3id.org/bilateral/feed/{time}")
        _add(entry, "title", f"{len(added)} sources added on {time[:10]}")
        _add(entry, "updated", time)
        entry.append(ET.Element("link", {"href": f"{base}sources.html"}))
        _add(entry, "content", "\n".join(map(_line, added)))
    ET.indent(root)
    text: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def _days(store: ox.Store) -> dict[str, set[str]]:
    """Return the documents by the time at which the first of their graphs was made."""
    first: dict[str, str] = {}
    for quad in store.quads_for_pattern(None, _GENERATED_AT, None, provenance()):
        graph, time = quad.subject, quad.object
        if not isinstance(time, ox.Literal) or not isinstance(graph, ox.NamedNode):
            continue
        if is_accepted(store, graph):
            for place in places_of(store, graph):
                first[place.source] = min(time.value, first.get(place.source, time.value))
    days: dict[str, set[str]] = defaultdict(set)
    for document, earliest in first.items():
        days[earliest].add(document)
    return days


def _line(source: Source) -> str:
    return f"{source.title} ({source.publisher})" if source.publisher else source.title


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = xml_legal(text)
