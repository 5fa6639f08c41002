"""Checks of passages: where the sentences of a source are, and that none is forgotten."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from bilateral.checks.files.index import TYPE, Index, iri
from bilateral.errors import Issue
from bilateral.rdf.vocabulary import EV, OA, PROV, compact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bilateral.errors import Location
    from bilateral.rdf.turtle.statements import Statement

_DIGEST = re.compile(r"[0-9a-f]{64}")


class Passage(NamedTuple):
    """A passage as written, with the places of its parts; -1 stands for a missing number."""

    iri: str
    document: str
    paragraph: int
    sentence: int
    start: int
    end: int
    digest: str
    at: Location
    end_at: Location
    digest_at: Location


Facts = dict[str, dict[str, list["Statement"]]]


def facts_of(index: Index) -> Facts:
    """Return the provenance statements by subject and predicate."""
    facts: Facts = defaultdict(lambda: defaultdict(list))
    for one in index.provenance():
        facts[iri(one.subject)][one.predicate.value].append(one)
    return facts


def passages(facts: Facts) -> list[Passage]:
    """Return all passages, in the order of documents, paragraphs and sentences."""
    found = []
    for name, about in facts.items():
        types = about.get(TYPE.value, [])
        kind = next((one for one in types if iri(one.object) == EV + "Passage"), None)
        if kind is None:
            continue
        selector = facts.get(_iri(about, OA + "hasSelector"), {})
        end = selector.get(OA + "end", [kind])[0]
        digest = about.get(EV + "sha256", [kind])[0]
        found.append(
            Passage(
                name,
                _iri(about, OA + "hasSource"),
                _number(about, EV + "paragraph"),
                _number(about, EV + "sentence"),
                _number(selector, OA + "start"),
                _number(selector, OA + "end"),
                digest.object.value if isinstance(digest.object, ox.Literal) else "",
                kind.subject_at,
                end.object_at,
                digest.object_at,
            )
        )
    return sorted(found, key=lambda one: one[1:5])


def _iri(about: dict[str, list[Statement]], predicate: str) -> str:
    return next((iri(one.object) for one in about.get(predicate, ())), "")


def _number(about: dict[str, list[Statement]], predicate: str) -> int:
    for one in about.get(predicate, ()):
        if isinstance(one.object, ox.Literal) and one.object.value.isdigit():
            return int(one.object.value)
    return -1


def offsets(index: Index) -> Iterator[Issue]:
    """bad-offset: a passage that cannot be where it is said to be."""
    facts = facts_of(index)
    before: Passage | None = None
    for one in passages(facts):
        length = _number(facts.get(one.document, {}), EV + "characters")
        wrong = ""
        if not 0 <= one.start < one.end:
            wrong = f"the offsets {one.start} to {one.end} are no stretch of text"
        elif 0 <= length < one.end:
            wrong = f"the passage ends at {one.end}, the text at {length}"
        elif before and before.document == one.document and one.start < before.end:
            wrong = f"the passage begins at {one.start}, before {compact(before.iri)} ends"
        if wrong:
            yield Issue(
                "bad-offset",
                "error",
                wrong,
                "count code points from 0; oa:end is the first one after the passage",
                one.end_at,
            )
        before = one


def digests(index: Index) -> Iterator[Issue]:
    """bad-digest: a passage or a document whose digest no text can have."""
    for one in index.provenance():
        if one.predicate.value == EV + "sha256":
            told = one.object.value if isinstance(one.object, ox.Literal) else str(one.object)
            if not _DIGEST.fullmatch(told):
                yield Issue(
                    "bad-digest",
                    "error",
                    f"{told!r} is not a SHA-256 digest",
                    "write the 64 small hexadecimal digits of the UTF-8 bytes",
                    one.object_at,
                )


def coverage(index: Index) -> Iterator[Issue]:
    """uncovered-sentence, missing-sentence, covered-twice: what of a source is dealt with."""
    facts = facts_of(index)
    stating = {iri(one.object) for one in index.provenance() if one.predicate.value == _DERIVED}
    counts: dict[str, int] = defaultdict(int)
    for one in passages(facts):
        counts[one.document] += 1
        silent = EV + "nothingToState" in facts[one.iri]
        if one.iri not in stating and not silent:
            yield Issue(
                "uncovered-sentence",
                "error",
                f"no graph derives from {compact(one.iri)}",
                "state what the sentence says, or say why not with ev:nothingToState",
                one.at,
            )
        elif one.iri in stating and silent:
            yield Issue(
                "covered-twice",
                "error",
                f"{compact(one.iri)} has a graph and is marked as stating nothing",
                "take one of the two away",
                one.at,
            )
    for document, about in sorted(facts.items()):
        told = _number(about, EV + "sentences")
        if told >= 0 and counts[document] != told:
            yield Issue(
                "missing-sentence",
                "error",
                f"{compact(document)} has {told} sentences and {counts[document]} passages",
                "give every sentence a passage",
                about[EV + "sentences"][0].object_at,
            )


_DERIVED = PROV + "wasDerivedFrom"
CHECKS = (offsets, digests, coverage)
