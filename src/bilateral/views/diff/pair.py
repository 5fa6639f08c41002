"""Two versions side by side: what only one of them has, and changes made of it."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

import pyoxigraph as ox

from bilateral.evidence.classes import most_specific
from bilateral.rdf.graph import reachable
from bilateral.rdf.terms import SUBCLASS_OF
from bilateral.rdf.vocabulary import compact
from bilateral.views.diff.change import Change
from bilateral.views.diff.version import TYPE, Version, is_known_only, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bilateral.rdf.graph import Term
    from bilateral.views.diff.change import Kind
    from bilateral.views.diff.version import Slot

_WORD_BREAK = re.compile(r"(?<=[a-z])(?=[A-Z])")


class Pair:
    """Two versions side by side, with the names of things in either.

    Attributes:
        old: the version before.
        new: the version after.
        removed: what the old version states and the new one does not know.
        added: what the new version states and the old one did not know.
        has_evidence: whether both versions can tell who says what.
    """

    def __init__(self, old: Version, new: Version) -> None:
        self.old, self.new = old, new
        self.has_evidence = not (is_known_only(old.store) or is_known_only(new.store))
        # What was inferred before and is stated now, or the other way round, was known
        # all the time: only its evidence changed.
        self.removed = old.stated - new.known
        self.added = new.stated - old.known
        if self.has_evidence:
            self.removed |= old.axioms - new.axioms
            self.added |= new.axioms - old.axioms
        self._names: dict[str, str] = {}
        self._superclasses = _superclasses(old.axioms | new.axioms)

    def name(self, iri: str) -> str:
        """Return the English name of *iri*: the new one, else the old one."""
        if iri not in self._names:
            self._names[iri] = self.new.label(iri) or self.old.label(iri) or compact(iri)
        return self._names[iri]

    def change(
        self,
        kind: Kind,
        thing: str,
        slot: Slot | None = None,
        *,
        old: Iterable[Term] = (),
        new: Iterable[Term] = (),
        sources: Iterable[str] = (),
    ) -> Change:
        """Return a change of *thing*; several values of a side become one text."""
        before, after = sorted(old, key=_text_order), sorted(new, key=_text_order)
        texts = [text_of(value) for value in before], [text_of(value) for value in after]
        if texts[0] == texts[1] and before != after:
            # Only the datatype differs, so it has to be visible.
            texts = [str(value) for value in before], [str(value) for value in after]
        return Change(
            kind=kind,
            thing=thing,
            label=self.name(thing),
            property=slot.predicate if slot else None,
            old=", ".join(texts[0]) if before else None,
            new=", ".join(texts[1]) if after else None,
            sources=tuple(sources),
            language=(slot.language or None) if slot else None,
            property_name=self._property_name(slot) if slot else "",
            old_name=self._value_names(before, texts[0]),
            new_name=self._value_names(after, texts[1]),
        )

    def _value_names(self, values: list[Term], texts: list[str]) -> str:
        # A name may have a comma in it.
        return "; ".join(
            self.name(value.value) if isinstance(value, ox.NamedNode) else text
            for value, text in zip(values, texts, strict=True)
        )

    def _property_name(self, slot: Slot) -> str:
        if slot == TYPE:
            return "is a"
        iri = slot.predicate
        name = self.name(iri)
        if name != compact(iri) or name == iri:
            return name
        # A property of another vocabulary has no label here: its name is read as words.
        return _WORD_BREAK.sub(" ", name.partition(":")[2]).lower()

    def classes(self, facts: Mapping[Slot, set[ox.Triple]]) -> set[Term]:
        """Return the classes that no other class of the thing specialises."""
        names = [
            triple.object.value
            for triple in facts.get(TYPE, ())
            if isinstance(triple.object, ox.NamedNode)
        ]
        specific = most_specific(names, lambda name: self._superclasses.get(name, set()))
        return {ox.NamedNode(name) for name in specific}


def _text_order(value: Term) -> tuple[str, str]:
    return text_of(value), str(value)


def _superclasses(axioms: Iterable[ox.Triple]) -> dict[str, set[str]]:
    """Return for each class all that it specialises, in either version."""
    parents: dict[str, set[str]] = defaultdict(set)
    for axiom in axioms:
        if axiom.predicate == SUBCLASS_OF and isinstance(axiom.subject, ox.NamedNode):
            parents[axiom.subject.value].add(text_of(axiom.object))
    return {
        cls: reachable(cls, lambda name: parents.get(name, set())) - {cls} for cls in list(parents)
    }
