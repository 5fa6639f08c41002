"""Finding changes: two datasets side by side, fact by fact."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING

import pyoxigraph as ox

from bilateral.compile.dates import refines
from bilateral.evidence.classes import most_specific
from bilateral.evidence.labels import label
from bilateral.rdf.vocabulary import (
    BIL,
    CONCEPT,
    DCTERMS,
    EV,
    OWL,
    RDF,
    RDFS,
    SKOS,
    compact,
    spaces,
)
from bilateral.views.diff import Change, is_known_only
from bilateral.views.diff.version import Version, passages, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bilateral.views.diff import Kind

    Value = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
    # A property, and the language of its values where they have one.
    Slot = tuple[str, str]
    Facts = dict[str, dict[Slot, set[ox.Triple]]]

_TYPE, _DATE, _PREF_LABEL = RDF + "type", BIL + "date", SKOS + "prefLabel"
_DEFINITION = SKOS + "definition"
# What a source document is told by; its digest is the text itself.
_OF_SOURCE = (
    EV + "sha256",
    *(DCTERMS + name for name in ("title", "publisher", "issued", "source", "language")),
)
# What a term is called and means, and the axioms from which triples are inferred:
# those triples are not listed, so their cause must be.
_OF_TERM = {
    *(SKOS + name for name in ("prefLabel", "altLabel", "definition", "broader", "inScheme")),
    *(RDFS + name for name in ("label", "comment", "subClassOf", "subPropertyOf")),
    *(RDFS + name for name in ("domain", "range")),
    *(DCTERMS + name for name in ("title", "description")),
    *(OWL + name for name in ("inverseOf", "deprecated", "versionInfo")),
    _TYPE,
}


def find(old: ox.Store, new: ox.Store) -> Iterator[Change]:
    """Yield every change from *old* to *new*, in no order."""
    pair = _Pair(Version(old), Version(new))
    yield from pair.facts()
    yield from pair.terms()
    if not (is_known_only(old) or is_known_only(new)):
        yield from pair.evidence()
        yield from pair.claims()
        yield from pair.disagreements()
        yield from pair.sources()


class _Pair:
    """Two versions side by side, with the names of things in either."""

    def __init__(self, old: Version, new: Version) -> None:
        self.old, self.new = old, new
        # What was inferred before and is stated now, or the other way round, was known
        # all the time: only its evidence changed.
        self.gone = old.stated - new.known
        self.come = new.stated - old.known
        if not (is_known_only(old.store) or is_known_only(new.store)):
            self.gone |= old.axioms - new.axioms
            self.come |= new.axioms - old.axioms
        self._names: dict[str, str] = {}
        self._above = _superclasses(old.axioms | new.axioms)

    def name(self, iri: str) -> str:
        """Return the English name of *iri*: the new one, else the old one."""
        if iri not in self._names:
            short = compact(iri)
            found = (label(one.store, iri) for one in (self.new, self.old))
            self._names[iri] = next((one for one in found if one != short), short)
        return self._names[iri]

    def change(
        self,
        kind: Kind,
        thing: str,
        slot: Slot = ("", ""),
        values: tuple[Value | None, Value | None] = (None, None),
        sources: Iterable[str] = (),
    ) -> Change:
        """Return a change of *thing* from the first to the second of *values*."""
        (predicate, language), (old, new) = slot, values
        texts = [None if one is None else text_of(one) for one in values]
        if None not in texts and texts[0] == texts[1] and old != new:
            # Only the datatype differs, so it has to be shown.
            texts = [str(old), str(new)]
        shown = [
            self.name(one.value) if isinstance(one, ox.NamedNode) else text or ""
            for one, text in zip(values, texts, strict=True)
        ]
        return Change(
            kind,
            thing,
            self.name(thing),
            predicate or None,
            texts[0],
            texts[1],
            tuple(sources),
            language or None,
            self._property_name(predicate) if predicate else "",
            shown[0],
            shown[1],
        )

    def _property_name(self, iri: str) -> str:
        name = self.name(iri)
        if iri == _TYPE or name != compact(iri) or name == iri:
            return "is a" if iri == _TYPE else name
        # A property of another vocabulary has no label here: its name is read as words.
        return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name.partition(":")[2]).lower()

    def facts(self) -> Iterator[Change]:
        """Yield what changed in the world: things, their classes, values and links."""
        gone, come = _by_thing(self.gone), _by_thing(self.come)
        before, after = _by_thing(self.old.known), _by_thing(self.new.known)
        records = self.old.of_type("Disagreement") | self.new.of_type("Disagreement")
        for thing in gone.keys() | come.keys():
            if thing not in before.keys() | after.keys() or thing.startswith(CONCEPT):
                continue
            whole = thing not in before or thing not in after
            if whole and thing in records:
                continue  # told as a disagreement
            yield from self._thing(thing, before.get(thing, {}), after.get(thing, {}))
            lost, found = gone.get(thing, {}), come.get(thing, {})
            for slot in lost.keys() | found.keys():
                if slot[0] == _TYPE or (whole and slot == (_PREF_LABEL, "en")):
                    continue
                alone = len(before.get(thing, {}).get(slot, ())) == 1 and (
                    len(after.get(thing, {}).get(slot, ())) == 1
                )
                yield from self._slot(
                    thing, slot, lost.get(slot, set()), found.get(slot, set()), alone=alone
                )

    def _thing(
        self, thing: str, before: dict[Slot, set[ox.Triple]], after: dict[Slot, set[ox.Triple]]
    ) -> Iterator[Change]:
        old, new = self._classes(before), self._classes(after)
        if before and after and old == new:
            return
        kind: Kind = (
            "class-changed" if before and after else "entity-added" if after else "entity-removed"
        )
        # Who says the new class; where a thing lost its class, who said the old one.
        now = bool(after) and bool(new or not old)
        facts, version = (after, self.new) if now else (before, self.old)
        kinds = {one.value for one in (new if now else old)}
        who = [one for one in facts.get((_TYPE, ""), ()) if text_of(one.object) in kinds]
        who = who or [*chain.from_iterable(facts.values())]
        yield Change(
            kind,
            thing,
            self.name(thing),
            _TYPE if old or new else None,
            ", ".join(one.value for one in old) or None,
            ", ".join(one.value for one in new) or None,
            version.said(who),
            None,
            "is a",
            ", ".join(self.name(one.value) for one in old),
            ", ".join(self.name(one.value) for one in new),
        )

    def _classes(self, facts: dict[Slot, set[ox.Triple]]) -> list[ox.NamedNode]:
        """Return the classes that no other class of the thing specialises."""
        names = [
            triple.object.value
            for triple in facts.get((_TYPE, ""), ())
            if isinstance(triple.object, ox.NamedNode)
        ]
        specific = most_specific(names, lambda name: self._above.get(name, set()))
        return [ox.NamedNode(name) for name in specific]

    def _slot(
        self, thing: str, slot: Slot, gone: set[ox.Triple], come: set[ox.Triple], *, alone: bool
    ) -> Iterator[Change]:
        """Yield the changes of one property in one language."""
        lost, found = sorted(gone, key=str), sorted(come, key=str)
        if slot[0] == _DATE:
            refined = {}
            for coarse in lost:
                finer = [
                    one for one in found if refines(text_of(one.object), text_of(coarse.object))
                ]
                if finer:
                    refined[coarse] = finer[0]
            for coarse, fine in refined.items():
                values = (coarse.object, fine.object)
                yield self.change("date-refined", thing, slot, values, self.new.said([fine]))
            lost = [one for one in lost if one not in refined]
            found = [one for one in found if one not in refined.values()]
        if alone and len(lost) == len(found) == 1 and _is_value(lost[0]) and _is_value(found[0]):
            kind: Kind = "entity-renamed" if slot[0] == _PREF_LABEL else "value-changed"
            values = (lost[0].object, found[0].object)
            yield self.change(kind, thing, slot, values, self.new.said(found))
            return
        for one in lost:
            kind = "value-removed" if _is_value(one) else "link-removed"
            yield self.change(kind, thing, slot, (one.object, None), self.old.said([one]))
        for one in found:
            kind = "value-added" if _is_value(one) else "link-added"
            yield self.change(kind, thing, slot, (None, one.object), self.new.said([one]))

    def terms(self) -> Iterator[Change]:
        """Yield what changed in the ontology and the concepts."""
        gone, come = _by_thing(self.gone), _by_thing(self.come)
        before, after = self._terms_of(self.old), self._terms_of(self.new)
        for term in gone.keys() | come.keys():
            lost, found = gone.get(term, {}), come.get(term, {})
            if term in before and term in after:
                for slot in lost.keys() | found.keys():
                    if slot[0] in _OF_TERM:
                        values = _joined(lost.get(slot)), _joined(found.get(slot))
                        who = self.new.said(found.get(slot, ()))
                        yield self.change("term-changed", term, slot, values, who)
                continue
            meaning: Slot = (_DEFINITION, "en")
            if term in after:
                value, who = _joined(found.get(meaning)), self.new.said(_all(found))
                slot = meaning if value else ("", "")
                yield self.change("term-added", term, slot, (None, value), who)
            elif term in before:
                value, who = _joined(lost.get(meaning)), self.old.said(_all(lost))
                slot = meaning if value else ("", "")
                yield self.change("term-removed", term, slot, (value, None), who)

    @staticmethod
    def _terms_of(version: Version) -> set[str]:
        """Return the terms of a version: in the ontology, or concepts."""
        concepts = (one for one in _by_thing(version.known) if one.startswith(CONCEPT))
        return {*_by_thing(version.axioms), *concepts}

    def evidence(self) -> Iterator[Change]:
        """Yield what is said by more or by fewer than before, and known in both."""
        for triple in self.old.known & self.new.known & (self.old.stated | self.new.stated):
            if not isinstance(triple.subject, ox.NamedNode):
                continue
            old, new = passages(self.old, triple), passages(self.new, triple)
            slot, values = _slot_of(triple), (triple.object, triple.object)
            thing = triple.subject.value
            if more := [one for one in new if one not in old]:
                yield self.change("evidence-added", thing, slot, values, more)
            if fewer := [one for one in old if one not in new]:
                yield self.change("evidence-removed", thing, slot, values, fewer)

    def claims(self) -> Iterator[Change]:
        """Yield assertion graphs whose status changed, and new or lost doubted ones."""
        before, after = self.old.records(EV + "status"), self.new.records(EV + "status")
        accepted = {EV + "Accepted"}
        for graph in before.keys() | after.keys():
            old, new = before.get(graph, set()), after.get(graph, set())
            # An accepted graph that comes or goes is told by its facts.
            if old == new or (not (old and new) and accepted in (old, new)):
                continue
            who = (self.new if new else self.old).claim(graph)
            one = self.change("status-changed", graph, (EV + "status", ""), _nodes(old, new), who)
            yield one._replace(label=", ".join(who) or compact(graph))

    def disagreements(self) -> Iterator[Change]:
        """Yield disagreements that were opened, decided or closed."""
        before, after = self.old.of_type("Disagreement"), self.new.of_type("Disagreement")
        for one in before ^ after:
            opened = one in after
            version = self.new if opened else self.old
            about = version.records(EV + "aboutSubject").get(one, set())
            over = min(version.records(EV + "aboutProperty").get(one, {""}))
            who = self._positions(version, one, "hasPosition")
            values = _nodes(set(), about) if opened else _nodes(about, set())
            kind: Kind = "disagreement-opened" if opened else "disagreement-closed"
            yield self.change(kind, one, (over, ""), values, who)
        for one in after:
            old = self.old.records(EV + "prefers").get(one, set())
            new = self.new.records(EV + "prefers").get(one, set())
            if old != new:
                who = self._positions(self.new, one, "prefers")
                change = self.change(
                    "disagreement-decided", one, (EV + "prefers", ""), _nodes(old, new), who
                )
                was = ", ".join(self._positions(self.old, one, "prefers"))
                yield change._replace(
                    old_name=was or change.old_name, new_name=", ".join(who) or change.new_name
                )

    @staticmethod
    def _positions(version: Version, one: str, link: str) -> list[str]:
        graphs = version.records(EV + link).get(one, set())
        return sorted({short for graph in graphs for short in version.claim(graph)})

    def sources(self) -> Iterator[Change]:
        """Yield source documents that came, went, or are another text now."""
        before, after = self.old.of_type("SourceDocument"), self.new.of_type("SourceDocument")
        for one in before ^ after:
            kind: Kind = "source-added" if one in after else "source-removed"
            yield self.change(kind, one, sources=[one.removeprefix(spaces().source)])
        for predicate in _OF_SOURCE:
            earlier, later = self.old.records(predicate), self.new.records(predicate)
            for one in before & after:
                old, new = earlier.get(one, set()), later.get(one, set())
                if old != new:
                    values = (_literal(sorted(old)), _literal(sorted(new)))
                    who = [one.removeprefix(spaces().source)]
                    yield self.change("source-changed", one, (predicate, ""), values, who)


def _is_value(triple: ox.Triple) -> bool:
    return isinstance(triple.object, ox.Literal)


def _slot_of(triple: ox.Triple) -> Slot:
    language = triple.object.language if isinstance(triple.object, ox.Literal) else None
    return triple.predicate.value, language or ""


def _by_thing(triples: Iterable[ox.Triple]) -> Facts:
    found: Facts = defaultdict(lambda: defaultdict(set))
    for triple in triples:
        if isinstance(triple.subject, ox.NamedNode):
            found[triple.subject.value][_slot_of(triple)].add(triple)
    return found


def _all(facts: dict[Slot, set[ox.Triple]]) -> list[ox.Triple]:
    return [*chain.from_iterable(facts.values())]


def _joined(triples: Iterable[ox.Triple] | None) -> Value | None:
    """Return the one object of *triples*, or all of them as one text."""
    found = sorted((one.object for one in triples or ()), key=str)
    return found[0] if len(found) == 1 else _literal([text_of(one) for one in found])


def _literal(texts: list[str]) -> ox.Literal | None:
    return ox.Literal(", ".join(texts)) if texts else None


def _nodes(old: set[str], new: set[str]) -> tuple[Value | None, Value | None]:
    """Return each set of IRIs as one value: a node if it is one IRI, else a text."""
    first, second = (
        ox.NamedNode(min(one)) if len(one) == 1 else _literal(sorted(one)) for one in (old, new)
    )
    return first, second


def _superclasses(axioms: Iterable[ox.Triple]) -> dict[str, set[str]]:
    """Return for each class all that it specialises, in either version."""
    above: dict[str, set[str]] = defaultdict(set)
    for axiom in axioms:
        if axiom.predicate.value == RDFS + "subClassOf" and isinstance(axiom.subject, ox.NamedNode):
            above[axiom.subject.value].add(text_of(axiom.object))
    found: dict[str, set[str]] = {}
    for one in above:
        waiting = [one]
        found[one] = set()
        while waiting:
            higher = above.get(waiting.pop(), set()) - found[one]
            found[one] |= higher
            waiting += higher
        found[one].discard(one)
    return found
