"""Changes as text for a terminal, as Markdown, as JSON and as a section of a changelog.

Names and values come from data and are hostile: each is escaped where it is written.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from bilateral.errors import UsageError
from bilateral.rdf.vocabulary import compact
from bilateral.text import markdown as escaped
from bilateral.text import visible
from bilateral.views.diff.change import KINDS, part_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from bilateral.views.diff.change import Change

FORMATS = ("text", "json", "md")
KNOWN_ONLY = (
    "A version holds known triples only: changes of evidence, claims, disagreements, sources "
    "and the ontology cannot be given, and what was inferred may be listed."
)
ELSEWHERE = "The two differ in what is not listed, such as notes, offsets or inferred triples."
_TITLES = {
    "": "Things",
    "status": "Claims",
    "disagreement": "Disagreements",
    "source": "Sources",
    "term": "Terms",
}
_HEADING = "# Changes of the data"
_SECTION = re.compile(r"^##[ \t]+(.*?)[ \t]*#*[ \t]*$", re.MULTILINE)
# Here the sources are those that said it before; evidence that went is itself the source.
_LOST = ("entity-removed", "value-removed", "link-removed", "term-removed")


class _Style(NamedTuple):
    """How one format writes: a part, a thing and its IRI, a change, and a text from data."""

    part: str
    thing: str
    change: str
    escape: Callable[[str], str]
    code: Callable[[str], str]


def _markdown(text: str) -> str:
    return escaped(visible(text))


def _code(text: str) -> str:
    return visible(text).replace("`", "%60")


_TEXT = _Style("{}", "  {} <{}>", "    {}", visible, visible)
_MD = _Style("### {}\n", "- **{}** `{}`", "  - {}", _markdown, _code)


def text(changes: Sequence[Change], notes: Iterable[str] = ()) -> str:
    """Return *changes* for a terminal, with *notes* on the comparison at the end."""
    lines = [_count(changes)]
    for block in _blocks(changes, _TEXT):
        lines += ["", *block]
    remarks = [f"Note: {note}" for note in notes]
    return "\n".join([*lines, *([""] if remarks else []), *remarks]) + "\n"


def markdown(changes: Sequence[Change], notes: Iterable[str] = ()) -> str:
    """Return *changes* as Markdown, with *notes* on the comparison at the end."""
    blocks = ["\n".join(block) for block in _blocks(changes, _MD)] or ["No changes."]
    return "\n\n".join([*blocks, *(f"*{_markdown(note)}*" for note in notes)]) + "\n"


def plain(changes: Iterable[Change]) -> list[dict[str, object]]:
    """Return *changes* as plain data for JSON."""
    return [change.to_dict() for change in changes]


def prepended(changelog: str, title: str, section: str) -> str:
    """Return *changelog* with *section* under *title* before all other sections.

    Args:
        changelog: the text so far; a heading is written where it is empty.
        title: one line, such as ``[0.2.0] - 2026-12-01``.
        section: Markdown.

    Raises:
        UsageError: *title* is not one line of text, or a section has it already.
    """
    title = title.strip()
    if not title or visible(title) != title:
        raise UsageError(
            "the title of the section is not one line of text",
            next_step='name the version, such as --title "[0.2.0] - 2026-12-01"',
        )
    body = changelog.replace("\r\n", "\n")
    sections = [*_SECTION.finditer(body)]
    # As a reader of the file sees it: "## 0.2.0 ##" is the same heading.
    if any(match[1] == _SECTION.sub(r"\1", f"## {title}") for match in sections):
        raise UsageError(
            f"the changelog has a section {title!r}",
            next_step="choose another title, or remove that section; nothing was changed",
        )
    place = sections[0].start() if sections else len(body)
    before, after = body[:place].rstrip("\n"), body[place:]
    if not body.strip():
        before, after = _HEADING, ""
    parts = [before, f"## {title}", section.rstrip("\n"), after.rstrip("\n")]
    whole = "\n\n".join(part for part in parts if part) + "\n"
    # A file keeps the line ends that it has.
    return whole.replace("\n", "\r\n") if "\r\n" in changelog else whole


def _count(changes: Sequence[Change]) -> str:
    if not changes:
        return "No changes."
    kinds = [change.kind for change in changes]
    counts = [f"{kinds.count(kind)} {kind}" for kind in KINDS if kind in kinds]
    return f"{len(kinds)} {'change' if len(kinds) == 1 else 'changes'}: {', '.join(counts)}"


def _blocks(changes: Iterable[Change], style: _Style) -> Iterator[list[str]]:
    """Yield the lines of each part: its things, and under each what changed."""
    for part, in_part in groupby(changes, key=part_of):
        lines = [style.part.format(_TITLES[part])]
        for (iri, name), of_thing in groupby(in_part, key=lambda item: (item.thing, item.label)):
            # Formatted with the values as arguments: a brace in a name is only a brace.
            lines.append(style.thing.format(style.escape(name), style.code(compact(iri))))
            lines += [style.change.format(style.escape(_line(change))) for change in of_thing]
        yield lines


def _line(change: Change) -> str:
    """Return what changed: the kind, the property, the values, and who says it."""
    what = change.kind.replace("-", " ")
    # "entity added: agreement", but "evidence added: is a agreement".
    bare = change.kind.startswith(("entity-", "class-")) and change.property_name == "is a"
    name = "" if bare else change.property_name
    language = f"({change.language})" if change.language else ""
    about = " ".join(part for part in (name, language, _values(change)) if part)
    lost = change.kind in _LOST or (change.kind == "class-changed" and change.new is None)
    sources = ", ".join(change.sources)
    cited = f" [{'was ' if lost else ''}{sources}]" if sources else ""
    return f"{what}: {about}{cited}" if about else f"{what}{cited}"


def _values(change: Change) -> str:
    old, new = change.old_name, change.new_name
    if change.kind in ("disagreement-opened", "disagreement-closed"):
        return f"of {new or old}" if new or old else ""
    # Of evidence, the fact itself is the same before and after.
    if change.kind.startswith("evidence-") or change.kind.endswith(("-added", "-removed")):
        return new or old
    if change.kind == "disagreement-decided" and not old:
        return new
    return f"{old or 'nothing'} → {new or 'nothing'}"
