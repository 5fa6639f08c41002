"""Changes of the evidence itself: claims, disagreements and source documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bilateral.rdf.vocabulary import DCTERMS, EV, compact
from bilateral.views.diff.version import ACCEPTED, STATUS, Slot, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bilateral.views.diff.change import Change
    from bilateral.views.diff.pair import Pair
    from bilateral.views.diff.version import Version

_PREFERS = Slot(EV + "prefers")
_POSITION = EV + "hasPosition"
# What identifies a source document; its digest is the text itself.
_OF_SOURCE = (
    EV + "sha256",
    *(DCTERMS + name for name in ("title", "publisher", "issued", "source", "language")),
)


def claims(pair: Pair) -> Iterator[Change]:
    """Yield assertion graphs whose status changed, and new or lost doubted ones."""
    before, after = (version.records(STATUS.predicate) for version in (pair.old, pair.new))
    for graph in before.keys() | after.keys():
        old, new = before.get(graph, set()), after.get(graph, set())
        # An accepted graph that comes or goes is reported by its facts.
        if old == new or (not (old and new) and {ACCEPTED} in (old, new)):
            continue
        sources = (pair.new if new else pair.old).claim(graph)
        change = pair.change("status-changed", graph, STATUS, old=old, new=new, sources=sources)
        yield change._replace(label=", ".join(sources) or compact(graph))


def disagreements(pair: Pair) -> Iterator[Change]:
    """Yield disagreements that were opened, decided or closed."""
    before, after = (version.of_class("Disagreement") for version in (pair.old, pair.new))
    for disagreement in after - before:
        yield _whole(pair, disagreement, pair.new)
    for disagreement in before - after:
        yield _whole(pair, disagreement, pair.old)
    for disagreement in after:
        old, new = (
            version.records(_PREFERS.predicate).get(disagreement, set())
            for version in (pair.old, pair.new)
        )
        if old != new:
            earlier = _positions(pair.old, disagreement, _PREFERS.predicate)
            sources = _positions(pair.new, disagreement, _PREFERS.predicate)
            change = pair.change(
                "disagreement-decided", disagreement, _PREFERS, old=old, new=new, sources=sources
            )
            # The positions are graphs, which a reader knows by their citations.
            yield change._replace(
                old_name=", ".join(earlier) or change.old_name,
                new_name=", ".join(sources) or change.new_name,
            )


def _whole(pair: Pair, disagreement: str, version: Version) -> Change:
    """Return the change of a disagreement that only *version* has."""
    opened = version is pair.new
    subjects = version.records(EV + "aboutSubject").get(disagreement, set())
    predicates = version.records(EV + "aboutProperty").get(disagreement, set())
    return pair.change(
        "disagreement-opened" if opened else "disagreement-closed",
        disagreement,
        Slot(min(map(text_of, predicates))) if predicates else None,
        old=() if opened else subjects,
        new=subjects if opened else (),
        sources=_positions(version, disagreement, _POSITION),
    )


def _positions(version: Version, disagreement: str, predicate: str) -> list[str]:
    graphs = version.records(predicate).get(disagreement, set())
    return sorted({short for graph in graphs for short in version.claim(text_of(graph))})


def sources(pair: Pair) -> Iterator[Change]:
    """Yield source documents that came, went, or are another text now."""
    before, after = (version.of_class("SourceDocument") for version in (pair.old, pair.new))
    for document in after - before:
        yield pair.change("source-added", document, sources=[pair.new.slug(document)])
    for document in before - after:
        yield pair.change("source-removed", document, sources=[pair.old.slug(document)])
    for predicate in _OF_SOURCE:
        earlier, later = pair.old.records(predicate), pair.new.records(predicate)
        for document in before & after:
            old, new = earlier.get(document, set()), later.get(document, set())
            if old != new:
                yield pair.change(
                    "source-changed",
                    document,
                    Slot(predicate),
                    old=old,
                    new=new,
                    sources=[pair.new.slug(document)],
                )
