"""``source``: ``source add`` and ``source verify``."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from bilateral import settings
from bilateral.cli.options import add_format, chosen
from bilateral.cli.output import emit, emit_json
from bilateral.errors import UsageError
from bilateral.text import terminal, visible

if TYPE_CHECKING:
    from bilateral.curate.cut import Sentence
    from bilateral.curate.source import Verdict, Verification


def add_options(parser: argparse.ArgumentParser) -> None:
    parts = parser.add_subparsers(
        dest="part", metavar="add|verify", title="what to do", required=True, prog=parser.prog
    )
    add = parts.add_parser("add", help="cut a text into sentences and write the source's file")
    add.add_argument("text", metavar="TEXT", help="the text of the source, UTF-8")
    add.add_argument("--url", metavar="URL", required=True, help="where the source stands")
    add.add_argument("--title", metavar="TITLE", required=True, help="the source's title")
    add.add_argument("--date", metavar="DAY", required=True, help="day of publication, YYYY-MM-DD")
    add.add_argument("--publisher", metavar="NAME", help="who published it")
    add.add_argument(
        "--language", metavar="LANG", help="a language of the dataset (by the script of the text)"
    )
    add.add_argument("--slug", metavar="SLUG", help="short name (the name of the file TEXT)")
    add.add_argument("--show", action="store_true", help="print each sentence with its number")

    verify = parts.add_parser("verify", help="say which passages of a source a text still has")
    verify.add_argument("slug", metavar="SLUG", help="the source's short name")
    verify.add_argument("text", metavar="TEXT", help="the text of the source, UTF-8")
    add_format(verify, ("text", "json"))
    for part in (add, verify):
        part.add_argument("--root", default=argparse.SUPPRESS, help=argparse.SUPPRESS)


def run(args: argparse.Namespace) -> int:
    return _add(args) if args.part == "add" else _verify(args)


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
    target, sentences = add_source(root, document, text)
    lines = _numbered(slug, text, sentences) if args.show else []
    counts = (
        f"{sentences[-1].paragraph} paragraphs, {len(sentences)} sentences, {len(text)} characters"
    )
    lines += [
        f"wrote {target.relative_to(root).as_posix()}: {counts}, language {language}",
        "    next: compare the sentences with the text, then see `bilateral check`",
    ]
    if path.name != f"{slug}.txt":
        lines.append(f"    note: `bilateral check --texts` looks for the text as {slug}.txt")
    emit(terminal("\n".join(lines)) + "\n")
    return 0


def _project(folder: str | None) -> Path:
    """Return the folder of the project, where a new file will not be lost."""
    import bilateral

    root = settings.root(folder)
    if root.is_relative_to(Path(bilateral.__file__).resolve().parent):
        raise UsageError(
            f"{root} belongs to the installed package",
            next_step="name your checkout with --root or BILATERAL_ROOT",
        )
    return root


def _numbered(slug: str, text: str, sentences: list[Sentence]) -> list[str]:
    return [
        f"{slug} {sentence.paragraph}.{sentence.number} ({sentence.start} to {sentence.end}): "
        + visible(text[sentence.start : sentence.end])
        for sentence in sentences
    ]


def _verify(args: argparse.Namespace) -> int:
    from bilateral.curate.cut import flaw, read_text
    from bilateral.curate.source import verify

    fmt = chosen(args)
    text = read_text(Path(args.text))
    result = verify(settings.root(args.root), args.slug, text)
    # How the text was saved is the likeliest cause, and no cause where all is well.
    wrong = None if result.same else flaw(text)
    hint = f"the text {wrong[0]}; {wrong[1]}" if wrong else ""
    if fmt == "json":
        emit_json(_plain(result, hint))
    else:
        emit(terminal(_text(args.slug, result, hint)) + "\n")
    return 0 if result.same else 1


def _counts(result: Verification) -> dict[str, int]:
    states = [verdict.state for verdict in result.verdicts]
    return {state: states.count(state) for state in ("same", "moved", "changed")}


def _text(slug: str, result: Verification, hint: str) -> str:
    lines = []
    for verdict in result.verdicts:
        if verdict.state != "same":
            at = verdict.passage
            place = f"{slug} {at.paragraph}.{at.sentence} ({at.start} to {at.end})"
            lines.append(f"{at.end_at}: {place}: {_change(verdict)}")
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


def _change(verdict: Verdict) -> str:
    if verdict.state == "changed":
        return "changed or removed"
    return f"moved by {verdict.by:+d} character{'' if abs(verdict.by) == 1 else 's'}"


def _plain(result: Verification, hint: str) -> dict[str, object]:
    return {
        "same": result.same,
        "document": {"state": result.document, "characters": result.characters},
        "passages": _counts(result),
        "differences": [
            {
                "passage": verdict.passage.iri,
                "paragraph": verdict.passage.paragraph,
                "sentence": verdict.passage.sentence,
                "start": verdict.passage.start,
                "end": verdict.passage.end,
                "state": verdict.state,
                "by": verdict.by if verdict.state == "moved" else None,
                **verdict.passage.end_at._asdict(),
            }
            for verdict in result.verdicts
            if verdict.state != "same"
        ],
        "hint": hint,
    }
