"""Looking: ``search``, ``show``, ``path``, ``stats`` and ``ref``."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from bilateral.cli.opening import opened
from bilateral.cli.options import (
    TABLES,
    add_format,
    add_known_on,
    add_language,
    add_setting,
    chosen,
    positive,
)
from bilateral.cli.output import emit, emit_json, width
from bilateral.settings import Settings, current

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterable

    from bilateral.network.paths import Step
    from bilateral.questions.results import Row


def register(add: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """Add the commands to the parser."""
    search = add("search", "Find things by name, in any script")
    search.add_argument("text", metavar="TEXT", nargs="+", help="a name or a part of one")
    search.add_argument("--kind", metavar="CLASS", help="only things of this class")
    add_language(search)
    add_setting(search, "--limit", "N", Settings.search_limit, "at most N hits")
    add_known_on(search)
    add_format(search, TABLES, _search)

    show = add("show", "Show all that is known of a thing, each line with its source")
    show.add_argument("thing", metavar="THING", help="a name, an alias or an IRI")
    add_language(show)
    add_known_on(show)
    add_format(show, ("text", "md", "json"), _show)

    path = add("path", "Show how two things are connected, each step with its sentence")
    path.add_argument("start", metavar="A", help="one thing")
    path.add_argument("end", metavar="B", help="the other thing")
    path.add_argument("--limit", metavar="N", type=positive, help="at most N ways (3; 100 of all)")
    path.add_argument(
        "--all", action="store_true", help="all ways up to a length, not only the shortest"
    )
    add_setting(path, "--longest", "N", Settings.path_longest, "for --all: at most N steps")
    add_known_on(path)
    add_format(path, ("text", "json"), _path)

    figures = add("stats", "Show the dataset in figures")
    add_known_on(figures)
    add_format(figures, ("text", "json"), _stats)

    ref = add("ref", "Explain a class, a property or a concept")
    ref.add_argument("term", metavar="TERM", nargs="?", help="its name; without it, all terms")
    add_known_on(ref)
    add_format(ref, ("text", "json"), _ref)


def _search(args: argparse.Namespace) -> int:
    fmt = chosen(args)
    hits = opened(args).search(
        " ".join(args.text), kind=args.kind, limit=args.limit, lang=args.lang
    )
    if fmt == "json":
        emit_json([hit._asdict() for hit in hits])
        return 0
    rows = [(hit.label, hit.kind, "" if hit.matched == hit.label else hit.matched) for hit in hits]
    emit_rows(("name", "kind", "found_as"), rows, [hit.iri for hit in hits], fmt)
    return 0


def _show(args: argparse.Namespace) -> int:
    fmt = chosen(args)
    card = opened(args).show(args.thing, lang=args.lang)
    if fmt == "json":
        emit_json(card.to_dict())
    else:
        emit(card.markdown() if fmt == "md" else card.text())
    return 0


def _path(args: argparse.Namespace) -> int:
    fmt = chosen(args)
    limit = args.limit or (current.path_limit_all if args.all else current.path_limit)
    # One more than is wanted tells whether there are more.
    found = opened(args).path(
        args.start,
        args.end,
        limit=limit + 1 if args.all else limit,
        longest=args.longest if args.all else None,
    )
    ways = found[:limit]
    if len(found) > limit:
        print(f"bilateral: note: there are more than {limit} ways", file=sys.stderr)
    if fmt == "json":
        emit_json([[_plain_step(step) for step in way] for way in ways])
    elif not ways:
        emit("no path connects the two\n")
    else:
        emit("\n".join(_way_text(number, way) for number, way in enumerate(ways, start=1)))
    return 0


def _plain_step(step: Step) -> dict[str, object]:
    return {**step._asdict(), "citations": [one.short for one in step.citations]}


def _way_text(number: int, way: list[Step]) -> str:
    from bilateral.text import visible

    lines = [f"{number}. {way[0].source_label} to {way[-1].target_label}"]
    for step in way:
        link = f"--{step.predicate_label}-->" if step.forward else f"<--{step.predicate_label}--"
        shorts = ", ".join(dict.fromkeys(one.short for one in step.citations))
        cited = f"  [{shorts}]" if shorts else ""
        lines.append(f"   {step.source_label}  {link}  {step.target_label}{cited}")
    return "\n".join(map(visible, lines)) + "\n"


def emit_rows(
    columns: tuple[str, ...], rows: Iterable[tuple[str, ...]], iris: list[str], fmt: str
) -> None:
    """Write rows of text; the IRI of what each row is about is the last column."""
    import pyoxigraph as ox

    from bilateral.formats.answers import render
    from bilateral.questions.results import Result
    from bilateral.rdf.vocabulary import compact

    # On a screen the names matter, and each can be typed again.
    named = fmt != "table"
    terms: list[Row] = [
        (*map(ox.Literal, row), *([ox.NamedNode(iri)] if named else []))
        for row, iri in zip(rows, iris, strict=True)
    ]
    result = Result.of_rows((*columns, "iri") if named else columns, terms)
    result.labels = {iri: compact(iri) for iri in iris}
    emit(render(result, fmt, width=width()))


def _stats(args: argparse.Namespace) -> int:
    fmt = chosen(args)
    figures = opened(args).stats()
    if fmt == "json":
        emit_json(figures)
        return 0
    from bilateral.text import visible

    lines = [
        f"{_title(name)}: {value:,}" for name, value in figures.items() if isinstance(value, int)
    ]
    for name, value in figures.items():
        if isinstance(value, dict):
            lines += ["", _title(name)]
            lines += [f"  {visible(str(key))}: {_figure(one)}" for key, one in value.items()]
    emit("\n".join(lines) + "\n")
    return 0


def _title(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _figure(value: object) -> str:
    if isinstance(value, dict):
        return f"{value['covered']}/{value['total']}"
    return f"{value:,}" if isinstance(value, int) else str(value)


def _ref(args: argparse.Namespace) -> int:
    from bilateral.views.terms import lookup, terms

    fmt = chosen(args)
    store = opened(args).store
    found = lookup(store, args.term) if args.term is not None else terms(store)
    if fmt == "json":
        emit_json([term._asdict() for term in found])
    elif args.term is not None:
        emit("\n\n".join(term.text() for term in found) + "\n")
    else:
        from bilateral.rdf.vocabulary import compact

        longest = max((len(compact(term.iri)) for term in found), default=0)
        lines = [
            f"{compact(term.iri):<{longest}}  {term.used:>5}  {term.definition}" for term in found
        ]
        emit("\n".join(lines) + "\n")
    return 0
