"""Adding a source: ``source add`` and ``source verify``."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from bilateral.cli.output import emit, emit_json, one_of, pick_format
from bilateral.errors import UsageError
from bilateral.text import terminal, visible

if TYPE_CHECKING:
    from collections.abc import Callable

    from bilateral.curate.cut import Sentence
    from bilateral.curate.source import Verdict, Verification


def register(add: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """Add the commands to the parser."""
    source = add("source", "Cut the text of a new source, or verify a text against its source")
    parts = source.add_subparsers(
        metavar="add|verify", title="what to do", required=True, prog=source.prog
    )

    new = parts.add_parser("add", help="cut a text into sentences and write the source's file")
    new.add_argument("text", metavar="TEXT", help="the text of the source, UTF-8")
    new.add_argument("--url", metavar="URL", required=True, help="where the source stands")
    new.add_argument("--title", metavar="TITLE", required=True, help="the source's title")
    new.add_argument("--date", metavar="DAY", required=True, help="day of publication, YYYY-MM-DD")
    new.add_argument("--publisher", metavar="NAME", help="who published it")
    new.add_argument(
        "--language", metavar="LANG", help="a language of the dataset (by the script of the text)"
    )
    new.add_argument("--slug", metavar="SLUG", help="short name (the name of the file TEXT)")
    new.add_argument("--show", action="store_true", help="print each sentence with its number")
    new.set_defaults(run=_add)

    old = parts.add_parser("verify", help="say which passages of a source a text still has")
    old.add_argument("slug", metavar="SLUG", help="the source's short name")
    old.add_argument("text", metavar="TEXT", help="the text of the source, UTF-8")
    old.add_argument("--format", metavar="FORMAT", help="text or json")
    old.set_defaults(run=_verify)
    for one in (new, old):
        one.add_argument("--root", default=argparse.SUPPRESS, help=argparse.SUPPRESS)


def _add(args: argparse.Namespace) -> int:
    from bilateral import settings
    from bilateral.curate.cut import language_of, read_text
    from bilateral.curate.source import Document, add_source

    root = _project(args.root)
    languages = settings.languages(root)
    if args.language is not None and args.language not in languages:
        raise UsageError(
            f"the language {args.language!r} is not known",
            next_step=f"choose one of {', '.join(languages)}",
        )
    path = Path(args.text)
    text = read_text(path)
    slug = path.stem if args.slug is None else args.slug
    language = args.language or language_of(text, languages)
    document = Document(slug, args.url, args.title, args.date, args.publisher, language)
    written, found = add_source(root, document, text)
    lines = _shown(slug, text, found) if args.show else []
    counts = f"{found[-1].paragraph} paragraphs, {len(found)} sentences, {len(text)} characters"
    lines += [
        f"wrote {written.relative_to(root).as_posix()}: {counts}, language {language}",
        "    next: compare the sentences with the text, then see `bilateral check`",
    ]
    if path.name != f"{slug}.txt":
        lines.append(f"    note: `bilateral check --texts` looks for the text as {slug}.txt")
    emit(terminal("\n".join(lines)) + "\n")
    return 0


def _project(given: str | None) -> Path:
    """Return the folder of the project, where a new file will not be lost."""
    import bilateral
    from bilateral import settings

    root = settings.root(given)
    if root.is_relative_to(Path(bilateral.__file__).resolve().parent):
        raise UsageError(
            f"{root} belongs to the installed package",
            next_step="name your checkout with --root or BILATERAL_ROOT",
        )
    return root


def _shown(slug: str, text: str, found: list[Sentence]) -> list[str]:
    return [
        f"{slug} {one.paragraph}.{one.number} ({one.start} to {one.end}): "
        + visible(text[one.start : one.end])
        for one in found
    ]


def _verify(args: argparse.Namespace) -> int:
    from bilateral import settings
    from bilateral.curate.cut import flaw, read_text
    from bilateral.curate.source import verify

    fmt = one_of(pick_format(args.format, None, person="text", machine="json"), ("text", "json"))
    text = read_text(Path(args.text))
    result = verify(settings.root(args.root), args.slug, text)
    # How the text was saved is the likeliest cause, and no cause where all is well.
    wrong = None if result.same else flaw(text)
    hint = f"the text {wrong[0]}; {wrong[1]}" if wrong else ""
    if fmt == "json":
        emit_json(_plain(result, hint))
    else:
        emit(terminal(_told(args.slug, result, hint)) + "\n")
    return 0 if result.same else 1


def _counts(result: Verification) -> dict[str, int]:
    states = [one.state for one in result.verdicts]
    return {state: states.count(state) for state in ("same", "moved", "changed")}


def _told(slug: str, result: Verification, hint: str) -> str:
    lines = []
    for one in result.verdicts:
        if one.state != "same":
            at = one.passage
            place = f"{slug} {at.paragraph}.{at.sentence} ({at.start} to {at.end})"
            lines.append(f"{at.end_at}: {place}: {_what(one)}")
    words = {
        "same": "the text is the one that was read",
        "changed": "the text is not the one that was read",
        "unknown": "the file keeps no digest of the whole text",
    }
    counts = _counts(result)
    lines.append(f"document: {words[result.document]}; it has {result.characters} characters")
    lines.append(
        f"passages: {len(result.verdicts)}, of them {counts['same']} same, "
        f"{counts['moved']} moved, {counts['changed']} changed or removed"
    )
    if not result.same:
        cause = hint or "correct the text, or the offsets and digests of these passages"
        lines.append(f"    next: {cause}")
    return "\n".join(lines)


def _what(one: Verdict) -> str:
    if one.state == "changed":
        return "changed or removed"
    return f"moved by {one.by:+d} character{'' if abs(one.by) == 1 else 's'}"


def _plain(result: Verification, hint: str) -> dict[str, object]:
    return {
        "same": result.same,
        "document": {"state": result.document, "characters": result.characters},
        "passages": _counts(result),
        "differences": [
            {
                "passage": one.passage.iri,
                "paragraph": one.passage.paragraph,
                "sentence": one.passage.sentence,
                "start": one.passage.start,
                "end": one.passage.end,
                "state": one.state,
                "by": one.by if one.state == "moved" else None,
                **one.passage.end_at._asdict(),
            }
            for one in result.verdicts
            if one.state != "same"
        ],
        "hint": hint,
    }
