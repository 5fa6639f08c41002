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
from bilateral.text import closest, visible

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
        same = all(verdict.state == "same" for verdict in self.verdicts)
        return same and self.document != "changed"


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
    cut = sentences(text, document.language)
    content = render(document, text, cut)
    _reread(content, document, len(cut))
    write_atomic(path, content.encode("utf-8"))
    return path, cut


def render(document: Document, text: str, cut: list[Sentence]) -> str:
    """Return the file of a source whose sentences still have to be stated, as TriG."""
    slug, last = document.slug, cut[-1]
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
        f"    ev:sentences {len(cut)} .\n",
    ]
    content, slots = "\n".join(lines), ""
    for sentence in cut:
        start, end = sentence.start, sentence.end
        name = f"{slug}.p{sentence.paragraph}s{sentence.number}"
        digest = _digest(text[start:end])
        content += _PASSAGE.format(name=name, slug=slug, digest=digest, **sentence._asdict())
        if sentence.number == 1:
            slots += f"\n# Paragraph {sentence.paragraph}\n"
        slots += _SLOT.format(name=name, start=start, last=end - 1)
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
        known = sorted(file.stem for file in path.parent.glob("*.trig"))
        near = closest(slug, known)
        raise UnknownNameError("source", slug, near, next_step=f"look into {path.parent}")
    project = read_project(root)
    name = path.relative_to(root).as_posix()
    files = [file for file in project.files if file.path == name]
    index = Index(Project(root, files, {}, []))
    issues = [issue for issue in project.issues if issue.location.path == name]
    issues += [*offsets(index), *digests(index)] if files else []
    if issues:
        first = issues[0]
        raise DataError(
            first.message, next_step=first.next_step, location=first.location, issues=issues
        )
    facts = facts_of(index)
    document = spaces().source + slug
    cited = [passage for passage in passages(facts) if passage.document == document]
    digests_of_text = [statement.object for statement in facts[document][EV + "sha256"]]
    if not cited and not digests_of_text:
        raise UsageError(
            f"the source {slug} keeps no digests: it was read as a whole",
            next_step="name a source with passages, such as founding",
        )
    state = "unknown"
    if digests_of_text:
        same = all(
            isinstance(term, ox.Literal) and term.value == _digest(text) for term in digests_of_text
        )
        state = "same" if same else "changed"
    return Verification(state, len(text), _verdicts(text, cited))


def _verdicts(text: str, cited: list[Passage]) -> list[Verdict]:
    shifts = _shifts(text, cited)
    verdicts = []
    for n, passage in enumerate(cited):
        state = "changed" if n not in shifts else "moved" if shifts[n] else "same"
        verdicts.append(Verdict(passage, state, shifts.get(n, 0)))
    return verdicts


def _shifts(text: str, cited: list[Passage]) -> dict[int, int]:
    """Return by how much each passage moved, by its index; those not in the text are left out."""
    windows = _Windows(text, cited)
    shifts = {n: 0 for n, passage in enumerate(cited) if windows.match(passage, passage.start)}
    lost = {n: passage for n, passage in enumerate(cited) if n not in shifts}
    alike = Counter(passage.digest for passage in lost.values())
    # A sentence that stands twice must not be matched with the place of its twin.
    occupied = {cited[n].start for n in shifts}
    shift = 0
    for n, passage in enumerate(cited):
        if n in lost:
            # Where the one before it went is the likeliest: that saves a way through the text.
            likely = passage.start + shift
            if windows.match(passage, likely) and likely not in occupied:
                shifts[n] = shift
            else:
                starts = windows.starts(passage)
                if len(starts) == alike[passage.digest] == 1 and starts[0] not in occupied:
                    shifts[n] = starts[0] - passage.start
        if n in shifts:
            shift = shifts[n]
            occupied.add(passage.start + shift)
    twins = {n: windows.starts(cited[n]) for n in lost if n not in shifts}
    _place_twins(twins, cited, shifts, occupied)
    return shifts


def _place_twins(
    twins: dict[int, list[int]], cited: list[Passage], shifts: dict[int, int], occupied: set[int]
) -> None:
    """Give each free place to that one of its passages whose neighbours moved most alike."""
    known = sorted(shifts)
    pairs = []
    for n, starts in twins.items():
        here = bisect(known, n)
        around = [shifts[m] for m in known[max(here - 1, 0) : here + 1]] or [0]
        for start in starts:
            moved = start - cited[n].start
            pairs.append((min(abs(moved - shift) for shift in around), n, start))
    for _, n, start in sorted(pairs):
        if n not in shifts and start not in occupied:
            shifts[n] = start - cited[n].start
            occupied.add(start)


class _Windows:
    """The stretches of a text, by the digests that are looked for."""

    def __init__(self, text: str, cited: list[Passage]) -> None:
        self._bytes = memoryview(text.encode("utf-8"))
        self._at = [0, *accumulate(len(ch.encode("utf-8")) for ch in text)]
        self._starts: dict[int, dict[str, list[int]]] = {}
        self._digests: dict[int, set[str]] = defaultdict(set)
        for passage in cited:
            if not self.match(passage, passage.start):
                self._digests[passage.end - passage.start].add(passage.digest)

    def match(self, passage: Passage, start: int) -> bool:
        """Return whether the passage stands at *start*."""
        end = start + passage.end - passage.start
        return start >= 0 and end < len(self._at) and self._hash(start, end) == passage.digest

    def starts(self, passage: Passage) -> list[int]:
        """Return where the passage stands."""
        length = passage.end - passage.start
        if length not in self._starts:
            # One way through the text for all passages of this length.
            starts = self._starts[length] = defaultdict(list)
            for start in range(len(self._at) - length):
                digest = self._hash(start, start + length)
                if digest in self._digests[length]:
                    starts[digest].append(start)
        return self._starts[length].get(passage.digest, [])

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
    pairs = {(quad.subject, quad.object) for quad in quads}
    file = CuratedFile(name, "source", document.slug, statements(content, name))
    index = Index(Project(Path(), [file], {}, []))
    issues = [*literals.text(index), *offsets(index), *digests(index)]
    if issues:
        raise UsageError(issues[0].message, next_step=issues[0].next_step)
    described: set[ox.Literal | ox.NamedNode] = {
        ox.Literal(document.title, language=document.language),
        ox.NamedNode(document.url),
    }
    if document.publisher is not None:
        described.add(ox.Literal(document.publisher))
    subject = ox.NamedNode(spaces().source + document.slug)
    missing = [term for term in described if (subject, term) not in pairs]
    if missing or len(passages(facts_of(index))) != count:
        raise ToolError(
            f"the file of {compact(spaces().source + document.slug)} would not say what it should",
            next_step="please report the title and the address that you gave",
        )


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8")).hexdigest()
