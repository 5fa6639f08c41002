"""Checks of passages: where the sentences of a source are, and that none is forgotten."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from bilateral.checks.catalogue import issue
from bilateral.checks.files.index import Index, iri
from bilateral.rdf.vocabulary import EV, OA, PROV, RDF, compact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bilateral.errors import Issue, Location
    from bilateral.rdf.turtle.statements import Statement

_DIGEST = re.compile(r"[0-9a-f]{64}")
_DERIVED_FROM = PROV + "wasDerivedFrom"


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


Record = dict[str, list["Statement"]]
Facts = dict[str, Record]


def facts_of(index: Index) -> Facts:
    """Return the provenance statements by subject and predicate."""
    facts: Facts = defaultdict(lambda: defaultdict(list))
    for statement in index.provenance():
        facts[iri(statement.subject)][statement.predicate.value].append(statement)
    return facts


def passages(facts: Facts) -> list[Passage]:
    """Return all passages, in the order of documents, paragraphs and sentences."""
    unordered = []
    for name, record in facts.items():
        types = record.get(RDF + "type", ())
        typed = [statement for statement in types if iri(statement.object) == EV + "Passage"]
        if typed:
            unordered.append(_passage(name, record, typed[0], facts))
    return sorted(unordered, key=lambda passage: passage[1:5])


def _passage(name: str, record: Record, typed: Statement, facts: Facts) -> Passage:
    selector = facts.get(first_iri(record, OA + "hasSelector"), {})
    end = selector.get(OA + "end", [typed])[0]
    digest = record.get(EV + "sha256", [typed])[0]
    return Passage(
        iri=name,
        document=first_iri(record, OA + "hasSource"),
        paragraph=_number(record, EV + "paragraph"),
        sentence=_number(record, EV + "sentence"),
        start=_number(selector, OA + "start"),
        end=_number(selector, OA + "end"),
        digest=digest.object.value if isinstance(digest.object, ox.Literal) else "",
        at=typed.subject_at,
        end_at=end.object_at,
        digest_at=digest.object_at,
    )


def first_iri(record: Record, predicate: str) -> str:
    """Return the first value of *predicate* as an IRI, or an empty text."""
    return next((iri(statement.object) for statement in record.get(predicate, ())), "")


def _number(record: Record, predicate: str) -> int:
    for statement in record.get(predicate, ()):
        if isinstance(statement.object, ox.Literal) and statement.object.value.isdigit():
            return int(statement.object.value)
    return -1


def offsets(index: Index) -> Iterator[Issue]:
    """Find passages that cannot be where their offsets say."""
    facts = facts_of(index)
    previous: Passage | None = None
    for passage in passages(facts):
        length = _number(facts.get(passage.document, {}), EV + "characters")
        message = ""
        if not 0 <= passage.start < passage.end:
            message = f"the offsets {passage.start} to {passage.end} are not a stretch of text"
        elif 0 <= length < passage.end:
            message = f"the passage ends at {passage.end}, the text at {length}"
        elif previous and previous.document == passage.document and passage.start < previous.end:
            message = f"the passage begins at {passage.start}, before {compact(previous.iri)} ends"
        if message:
            yield issue("bad-offset", message, passage.end_at)
        previous = passage


def digests(index: Index) -> Iterator[Issue]:
    """Find digests of passages and documents that no text can have."""
    for statement in index.provenance():
        if statement.predicate.value == EV + "sha256":
            term = statement.object
            digest = term.value if isinstance(term, ox.Literal) else str(term)
            if not _DIGEST.fullmatch(digest):
                message = f"{digest!r} is not a SHA-256 digest"
                yield issue("bad-digest", message, statement.object_at)


def coverage(index: Index) -> Iterator[Issue]:
    """Find sentences that are stated by nothing, forgotten, or dealt with twice."""
    facts = facts_of(index)
    stating = {
        iri(statement.object)
        for statement in index.provenance()
        if statement.predicate.value == _DERIVED_FROM
    }
    counts: Counter[str] = Counter()
    for passage in passages(facts):
        counts[passage.document] += 1
        silent = EV + "nothingToState" in facts[passage.iri]
        if passage.iri not in stating and not silent:
            message = f"no graph derives from {compact(passage.iri)}"
            yield issue("uncovered-sentence", message, passage.at)
        elif passage.iri in stating and silent:
            message = f"{compact(passage.iri)} has a graph and is marked as stating nothing"
            yield issue("covered-twice", message, passage.at)
    for document, record in sorted(facts.items()):
        expected = _number(record, EV + "sentences")
        if expected >= 0 and counts[document] != expected:
            message = (
                f"{compact(document)} has {expected} sentences and {counts[document]} passages"
            )
            yield issue("missing-sentence", message, record[EV + "sentences"][0].object_at)


CHECKS = (offsets, digests, coverage)
