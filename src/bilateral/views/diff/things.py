"""Changes of the world: things, their classes, values and links, and who states them."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

import pyoxigraph as ox

from bilateral.compile.dates import refines
from bilateral.rdf.terms import DATE, PREF_LABEL
from bilateral.rdf.vocabulary import CONCEPT
from bilateral.views.diff.version import TYPE, Slot, by_thing, slot_of, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bilateral.views.diff.change import Change, Kind
    from bilateral.views.diff.pair import Pair

    Slots = Mapping[Slot, set[ox.Triple]]

_NAME = Slot(PREF_LABEL.value, "en")


def things(pair: Pair) -> Iterator[Change]:
    """Yield what changed in the world: things, their classes, values and links."""
    removed, added = by_thing(pair.removed), by_thing(pair.added)
    before, after = pair.old.facts, pair.new.facts
    disagreements = pair.old.of_class("Disagreement") | pair.new.of_class("Disagreement")
    for thing in removed.keys() | added.keys():
        if thing not in before.keys() | after.keys() or thing.startswith(CONCEPT):
            continue
        whole = thing not in before or thing not in after
        if whole and thing in disagreements:
            continue  # reported as a disagreement
        old, new = before.get(thing, {}), after.get(thing, {})
        yield from _class_changes(pair, thing, old, new)
        lost, gained = removed.get(thing, {}), added.get(thing, {})
        for slot in lost.keys() | gained.keys():
            if slot.predicate == TYPE.predicate or (whole and slot == _NAME):
                continue
            single = len(old.get(slot, ())) == 1 and len(new.get(slot, ())) == 1
            yield from _Values(pair, thing, slot).changes(
                lost.get(slot, set()), gained.get(slot, set()), single=single
            )


def _class_changes(pair: Pair, thing: str, before: Slots, after: Slots) -> Iterator[Change]:
    old, new = pair.classes(before), pair.classes(after)
    if before and after and old == new:
        return
    kind: Kind = "class-changed"
    if not (before and after):
        kind = "entity-added" if after else "entity-removed"
    # Who says the new class; where a thing lost its class, who said the old one.
    is_new = bool(after) and bool(new or not old)
    version, facts, classes = (pair.new, after, new) if is_new else (pair.old, before, old)
    typing = [triple for triple in facts.get(TYPE, ()) if triple.object in classes]
    sources = version.sources(typing or chain.from_iterable(facts.values()))
    slot = TYPE if old or new else None
    yield pair.change(kind, thing, slot, old=old, new=new, sources=sources)


class _Values:
    """The values of one property of a thing, in one language."""

    def __init__(self, pair: Pair, thing: str, slot: Slot) -> None:
        self._pair, self._thing, self._slot = pair, thing, slot

    def changes(
        self, removed: set[ox.Triple], added: set[ox.Triple], *, single: bool
    ) -> Iterator[Change]:
        """Yield the changes; where there is a *single* value before and after, it changed."""
        lost, gained = sorted(removed, key=str), sorted(added, key=str)
        if self._slot.predicate == DATE.value:
            refined = _refined(lost, gained)
            for coarse, fine in refined.items():
                yield self._change("date-refined", coarse, fine)
            lost = [triple for triple in lost if triple not in refined]
            gained = [triple for triple in gained if triple not in refined.values()]
        if single and len(lost) == len(gained) == 1 and all(map(_is_value, lost + gained)):
            renamed = self._slot.predicate == PREF_LABEL.value
            kind: Kind = "entity-renamed" if renamed else "value-changed"
            yield self._change(kind, lost[0], gained[0])
            return
        for triple in lost:
            yield self._change("value-removed" if _is_value(triple) else "link-removed", triple)
        for triple in gained:
            kind = "value-added" if _is_value(triple) else "link-added"
            yield self._change(kind, None, triple)

    def _change(self, kind: Kind, old: ox.Triple | None, new: ox.Triple | None = None) -> Change:
        sources: tuple[str, ...] = ()
        if new is not None:
            sources = self._pair.new.sources([new])
        elif old is not None:
            sources = self._pair.old.sources([old])
        return self._pair.change(
            kind,
            self._thing,
            self._slot,
            old=[old.object] if old is not None else [],
            new=[new.object] if new is not None else [],
            sources=sources,
        )


def _refined(lost: list[ox.Triple], gained: list[ox.Triple]) -> dict[ox.Triple, ox.Triple]:
    """Return the dates that a finer one replaces, each with that."""
    refined = {}
    for coarse in lost:
        for fine in gained:
            if refines(text_of(fine.object), text_of(coarse.object)):
                refined[coarse] = fine
                break
    return refined


def _is_value(triple: ox.Triple) -> bool:
    return isinstance(triple.object, ox.Literal)


def evidence(pair: Pair) -> Iterator[Change]:
    """Yield what more or fewer sources state than before, and is known in both."""
    for triple in pair.old.known & pair.new.known & (pair.old.stated | pair.new.stated):
        if not isinstance(triple.subject, ox.NamedNode):
            continue
        old, new = pair.old.passages(triple), pair.new.passages(triple)
        changes: tuple[tuple[Kind, list[str]], ...] = (
            ("evidence-added", [passage for passage in new if passage not in old]),
            ("evidence-removed", [passage for passage in old if passage not in new]),
        )
        for kind, sources in changes:
            if sources:
                yield pair.change(
                    kind,
                    triple.subject.value,
                    slot_of(triple),
                    old=[triple.object],
                    new=[triple.object],
                    sources=sources,
                )
