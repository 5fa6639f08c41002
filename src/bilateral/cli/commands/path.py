"""``path``: how two things are connected, each step with its sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bilateral.cli.opening import open_graph
from bilateral.cli.options import add_format, add_known_on, add_setting, chosen, positive
from bilateral.cli.output import emit, emit_json, note, short_citations
from bilateral.settings import Settings, current
from bilateral.text import visible

if TYPE_CHECKING:
    import argparse

    from bilateral.network.paths import Step


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("start", metavar="A", help="one thing")
    parser.add_argument("end", metavar="B", help="the other thing")
    parser.add_argument(
        "--limit",
        metavar="N",
        type=positive,
        help=f"at most N paths ({Settings.path_limit.default}; "
        f"{Settings.path_limit_all.default} of all)",
    )
    parser.add_argument(
        "--all", action="store_true", help="all paths up to a length, not only the shortest"
    )
    add_setting(parser, "--longest", "N", Settings.path_longest, "for --all: at most N steps")
    add_format(parser, ("text", "json"))
    add_known_on(parser)


def run(args: argparse.Namespace) -> int:
    fmt = chosen(args)
    limit = args.limit or (current.path_limit_all if args.all else current.path_limit)
    paths = open_graph(args).path(
        args.start,
        args.end,
        # One more than is shown tells whether there are more.
        limit=limit + 1 if args.all else limit,
        longest=args.longest if args.all else None,
    )
    if len(paths) > limit:
        note(f"there are more than {limit} paths")
    if fmt == "json":
        emit_json([[_plain(step) for step in path] for path in paths[:limit]])
    elif not paths:
        emit("no path connects the two\n")
    else:
        emit("\n".join(_text(number, path) for number, path in enumerate(paths[:limit], start=1)))
    return 0


def _plain(step: Step) -> dict[str, object]:
    return {**step._asdict(), "citations": [citation.short for citation in step.citations]}


def _text(number: int, path: list[Step]) -> str:
    lines = [f"{number}. {path[0].source_label} to {path[-1].target_label}"]
    for step in path:
        link = f"--{step.predicate_label}-->" if step.forward else f"<--{step.predicate_label}--"
        shorts = ", ".join(short_citations(step.citations))
        cited = f"  [{shorts}]" if shorts else ""
        lines.append(f"   {step.source_label}  {link}  {step.target_label}{cited}")
    return "\n".join(map(visible, lines)) + "\n"
