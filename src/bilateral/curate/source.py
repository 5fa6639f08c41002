"""The file of a source: written from its text, and verified against it later.

No word of the text gets into the file: places and digests only.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter, defaultdict
from datetime import date
from hashlib import sha256
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

import pyoxigraph as ox

from bilateral.checks.files import literals
from bilateral.checks.files.index import Index
from bilateral.checks.files.passages import digests, facts_of, offsets, passages
from bilateral.compile.read import CuratedFile, Project, read_project
from bilateral.curate.cut import flaw, sentences
from bilateral.errors import DataError, ToolError, UnknownNameError, UsageError
from bilateral.files import write_atomic
from bilateral.rdf.turtle.statements import statements
from bilateral.rdf.vocabulary import EV, compact, spaces
from bilateral.text import visible

if TYPE_CHECKING:
    from bilateral.checks.files.passages import Passage
    from bilateral.curate.cut import Sentence

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST = 80
# The graphs of a source begin with its slug, and these beginnings have a meaning.
_RESERVED = ("inferred", "provenance", "reference", "scheme")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_USED = "bil ev id c g psg doc dcterms edtf oa prov schema skos xsd"
_HEAD = """\
# What each sentence of {slug} states, in triples.
# The text itself is not kept here; offsets count code points of the text whose SHA-256
# stands below.
#
# For each sentence, either uncomment the description of its graph, fill in the day, and
# uncomment and fill the graph further below; or uncomment the line with ev:nothingToState
# and put a reason such as "a greeting"@en for REASON. `bilateral check` lists what is left.
"""
_PASSAGE = """
  psg:{name} a ev:Passage ;
    oa:hasSource doc:{slug} ;
    ev:paragraph {paragraph} ;
    ev:sentence {number} ;
    ev:sha256 "{digest}"^^xsd:hexBinary ;
    oa:hasSelector psg:{name}.sel .
  psg:{name}.sel a oa:TextPositionSelector ;
    oa:start {start} ;
    oa:end {end} .
  # psg:{name} ev:nothingToState REASON .
  # g:{name}.a a ev:AssertionGraph ;
  #   prov:wasDerivedFrom psg:{name} ;
  #   ev:status ev:Accepted ;
  #   prov:wasAttributedTo id:agent.curators ;
  #   prov:generatedAtTime "YYYY-MM-DDT00:00:00Z"^^xsd:dateTime .
"""
_SLOT = """
# {name}: first character {start}, last character {last}
# GRAPH g:{name}.a { }
""".replace("{ }", "{{ }}")


class Document(NamedTuple):
    """What a curator says about a source."""

    slug: str
    url: str
    title: str
    issued: str
    publisher: str | None
    language: str


class Verdict(NamedTuple):
    """A passage in a text: ``same``, ``moved`` by some characters, or ``changed``."""

    passage: Passage
    state: str
    by: int


class Verification(NamedTuple):
    """How a text compares to what its source file says.

    Attributes:
        document: ``same`` or ``changed``; ``unknown`` where the file keeps no digest.
        characters: how many the text has.
    """

    document: str
    characters: int
    verdicts: list[Verdict]

    @property
    def same(self) -> bool:
        """Whether nothing differs."""
        return self.document != "changed" and all(one.state == "same" for one in self.verdicts)


def add_source(root: Path, document: Document, text: str) -> tuple[Path, list[Sentence]]:
    """Write the file of a new source; return its path and the sentences it names.

    Raises:
        UsageError: the source exists, or the text or what is said about it cannot be used.
        ToolError: the text cannot be cut, or the file cannot be written.
    """
    path = _path(root, document.slug)
    if path.exists() or path.is_symlink():
        raise UsageError(
            f"the source {document.slug} exists: {path}",
            next_step="choose another --slug; a file is never overwritten",
        )
    _refuse(document)
    wrong = flaw(text)
    if wrong:
        raise UsageError(f"the text {wrong[0]}", next_step=wrong[1])
    found = sentences(text, document.language)
    content = render(document, text, found)
    _reread(content, document, len(found))
    write_atomic(path, content.encode("utf-8"))
    return path, found


def render(document: Document, text: str, found: list[Sentence]) -> str:
    """Return the file of a source whose sentences still have to be stated, as TriG."""
    slug, last = document.slug, found[-1]
    lines = [_HEAD.format(slug=slug)]
    lines += [f"@prefix {name}: <{spaces().prefixes[name]}> ." for name in _USED.split()]
    lines += ["", "g:provenance {", f"  doc:{slug} a ev:SourceDocument ;"]
    lines.append(f"    dcterms:title {ox.Literal(document.title, language=document.language)} ;")
    if document.publisher is not None:
        lines.append(f"    dcterms:publisher {ox.Literal(document.publisher)} ;")
    lines += [
        f'    dcterms:issued "{document.issued}"^^xsd:date ;',
        f"    dcterms:source {ox.NamedNode(document.url)} ;",
        f"    dcterms:language {ox.Literal(document.language)} ;",
        f'    ev:sha256 "{_digest(text)}"^^xsd:hexBinary ;',
        f"    ev:characters {len(text)} ;",
        f"    ev:paragraphs {last.paragraph} ;",
        f"    ev:sentences {len(found)} .\n",
    ]
    content, slots = "\n".join(lines), ""
    for one in found:
        name = f"{slug}.p{one.paragraph}s{one.number}"
        digest = _digest(text[one.start : one.end])
        content += _PASSAGE.format(name=name, slug=slug, digest=digest, **one._asdict())
        if one.number == 1:
            slots += f"\n# Paragraph {one.paragraph}\n"
        slots += _SLOT.format(name=name, start=one.start, last=one.end - 1)
    return f"{content}}}\n{slots}"


def verify(root: Path, slug: str, text: str) -> Verification:
    """Compare *text* with the digests that the file of the source *slug* keeps.

    Raises:
        UnknownNameError: there is no such source.
        UsageError: the source keeps no digests.
        DataError: its file is not valid.
    """
    path = _path(root, slug)
    if not path.is_file():
        import difflib

        known = sorted(one.stem for one in path.parent.glob("*.trig"))
        near = difflib.get_close_matches(slug, known, n=3, cutoff=0.5)
        raise UnknownNameError("source", slug, near, next_step=f"look into {path.parent}")
    project = read_project(root)
    name = path.relative_to(root).as_posix()
    files = [one for one in project.files if one.path == name]
    index = Index(Project(root, files, {}, []))
    issues = [one for one in project.issues if one.location.path == name]
    issues += [*offsets(index), *digests(index)] if files else []
    if issues:
        first = issues[0]
        raise DataError(
            first.message, next_step=first.next_step, location=first.location, issues=issues
        )
    facts = facts_of(index)
    kept = [one for one in passages(facts) if one.document == spaces().source + slug]
    told = [one.object for one in facts[spaces().source + slug][EV + "sha256"]]
    if not kept and not told:
        raise UsageError(
            f"the source {slug} keeps no digests: it was read as a whole",
            next_step="name a source with passages, such as founding",
        )
    state = "unknown"
    if told:
        same = all(isinstance(one, ox.Literal) and one.value == _digest(text) for one in told)
        state = "same" if same else "changed"
    return Verification(state, len(text), _verdicts(text, kept))


def _verdicts(text: str, kept: list[Passage]) -> list[Verdict]:
    shifts = _shifts(text, kept)
    return [
        Verdict(
            one, ("moved" if shifts[n] else "same") if n in shifts else "changed", shifts.get(n, 0)
        )
        for n, one in enumerate(kept)
    ]


def _shifts(text: str, kept: list[Passage]) -> dict[int, int]:
    """Return by how much each passage moved, by its index; those not found are left out."""
    windows = _Windows(text, kept)
    shifts = {n: 0 for n, one in enumerate(kept) if windows.holds(one, one.start)}
    lost = {n: one for n, one in enumerate(kept) if n not in shifts}
    alike = Counter(one.digest for one in lost.values())
    # A sentence that stands twice must not be found in the place of its twin.
    taken = {kept[n].start for n in shifts}
    shift = 0
    for n, one in enumerate(kept):
        if n in lost:
            # Where the one before it went is the likeliest: that saves a way through the text.
            if windows.holds(one, one.start + shift) and one.start + shift not in taken:
                shifts[n] = shift
            else:
                places = windows.places(one)
                if len(places) == alike[one.digest] == 1 and places[0] not in taken:
                    shifts[n] = places[0] - one.start
        if n in shifts:
            shift = shifts[n]
            taken.add(one.start + shift)
    _place_twins({n: windows.places(kept[n]) for n in lost if n not in shifts}, kept, shifts, taken)
    return shifts


def _place_twins(
    places: dict[int, list[int]], kept: list[Passage], shifts: dict[int, int], taken: set[int]
) -> None:
    """Give each free place to that one of its passages whose neighbours moved most alike."""
    known = sorted(shifts)
    pairs = []
    for n, found in places.items():
        here = bisect(known, n)
        around = [shifts[m] for m in known[max(here - 1, 0) : here + 1]] or [0]
        for at in found:
            moved = at - kept[n].start
            pairs.append((min(abs(moved - one) for one in around), n, at))
    for _, n, at in sorted(pairs):
        if n not in shifts and at not in taken:
            shifts[n] = at - kept[n].start
            taken.add(at)


class _Windows:
    """The stretches of a text, by the digests that are looked for."""

    def __init__(self, text: str, kept: list[Passage]) -> None:
        self._bytes = memoryview(text.encode("utf-8"))
        self._at = [0, *accumulate(len(ch.encode("utf-8")) for ch in text)]
        self._found: dict[int, dict[str, list[int]]] = {}
        self._wanted: dict[int, set[str]] = defaultdict(set)
        for one in kept:
            if not self.holds(one, one.start):
                self._wanted[one.end - one.start].add(one.digest)

    def holds(self, one: Passage, start: int) -> bool:
        """Whether the passage stands at *start*."""
        end = start + one.end - one.start
        return start >= 0 and end < len(self._at) and self._hash(start, end) == one.digest

    def places(self, one: Passage) -> list[int]:
        """Return where the passage stands."""
        length = one.end - one.start
        if length not in self._found:
            # One way through the text for all passages of this length.
            wanted, found = self._wanted[length], defaultdict(list)
            for start in range(len(self._at) - length):
                digest = self._hash(start, start + length)
                if digest in wanted:
                    found[digest].append(start)
            self._found[length] = found
        return self._found[length].get(one.digest, [])

    def _hash(self, start: int, end: int) -> str:
        return sha256(self._bytes[self._at[start] : self._at[end]]).hexdigest()


def _path(root: Path, slug: str) -> Path:
    """Return the file of the source *slug*, which cannot lead out of its folder."""
    if not _SLUG.fullmatch(slug) or len(slug) > _LONGEST or slug in _RESERVED:
        raise UsageError(
            f"{slug!r} cannot be the short name of a source",
            next_step="choose small letters a to z, digits and single hyphens between them, "
            f"{_LONGEST} at most, and none of {', '.join(_RESERVED)}",
        )
    return root / "graph" / "sources" / f"{slug}.trig"


def _refuse(document: Document) -> None:
    """Refuse a document whose description would not be valid."""
    try:
        if not _DAY.fullmatch(document.issued):
            raise ValueError(document.issued)
        date.fromisoformat(document.issued)
    except ValueError as error:
        raise UsageError(
            f"{document.issued!r} is not a day of the calendar",
            next_step="write the day of publication as 2024-02-22",
        ) from error
    try:
        parts = urlsplit(ox.NamedNode(document.url).value)
        known = parts.scheme in ("http", "https") and parts.hostname
        if not known or visible(document.url) != document.url:
            raise ValueError(document.url)
    except ValueError as error:
        raise UsageError(
            f"{document.url!r} is not a web address",
            next_step="write it in full, beginning with https://, spaces as %20",
        ) from error
    for what, value in (("title", document.title), ("publisher", document.publisher)):
        if value is not None and not value.strip():
            raise UsageError(f"the {what} is empty", next_step=f"say the {what} of the source")


def _reread(content: str, document: Document, count: int) -> None:
    """Read what will be written as every other source is read.

    Raises:
        UsageError: the checks would refuse what the curator says of the document.
        ToolError: the file would not say what it should.
    """
    name = f"{document.slug}.trig"
    quads = ox.parse(content, format=ox.RdfFormat.TRIG)
    pairs = {(one.subject, one.object) for one in quads}
    file = CuratedFile(name, "source", document.slug, statements(content, name))
    index = Index(Project(Path(), [file], {}, []))
    issues = [*literals.text(index), *offsets(index), *digests(index)]
    if issues:
        raise UsageError(issues[0].message, next_step=issues[0].next_step)
    said: set[ox.Literal | ox.NamedNode] = {
        ox.Literal(document.title, language=document.language),
        ox.NamedNode(document.url),
    }
    if document.publisher is not None:
        said.add(ox.Literal(document.publisher))
    subject = ox.NamedNode(spaces().source + document.slug)
    missing = [one for one in said if (subject, one) not in pairs]
    if missing or len(passages(facts_of(index))) != count:
        raise ToolError(
            f"the file of {compact(spaces().source + document.slug)} would not say what it should",
            next_step="please report the title and the address that you gave",
        )


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8")).hexdigest()
