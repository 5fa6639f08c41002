"""``analyse``: who is linked to whom, who stands between, and what changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from bilateral.cli.opening import open_graph
from bilateral.cli.options import (
    TABLES,
    add_format,
    add_known_on,
    add_output,
    add_setting,
    chosen,
)
from bilateral.cli.output import emit, emit_json, note, width
from bilateral.errors import UsageError
from bilateral.settings import Settings, current
from bilateral.text import choose

if TYPE_CHECKING:
    import argparse

    from bilateral.network.analysis import Analysis

# A row is one of the named tuples of bilateral.network.analysis.
_Row = Any
_Table = tuple[dict[str, str], Sequence[_Row]]


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", metavar="WHAT", help=", ".join(_TABLES))
    parser.add_argument(
        "--by", metavar="WORDS", help="ties by events, agreements, projects (all three)"
    )
    parser.add_argument("--from", dest="start", metavar="YEAR", help="only things not over before")
    parser.add_argument("--to", dest="end", metavar="YEAR", help="only things not begun after")
    parser.add_argument("--then", metavar="FROM/TO", help="for change: the later time")
    parser.add_argument(
        "--tracks", metavar="A,B", default="security,aid", help="for brokers: between these tracks"
    )
    parser.add_argument("--states", action="store_true", help="let states be actors too")
    add_setting(parser, "--limit", "N", Settings.analysis_rows, "at most N rows")
    parser.add_argument("--backend", metavar="NAME", help="a networkx backend")
    add_output(parser)
    add_format(parser, (*TABLES, "graphml"))
    add_known_on(parser)


def run(args: argparse.Namespace) -> int:
    from bilateral.formats.answers import render
    from bilateral.network.analysis import table

    make_table = choose(args.what, _TABLES, "analysis")
    fmt = chosen(args)
    analysis = open_graph(args).analysis(
        by=tuple(args.by.split(",")) if args.by else None,
        start=args.start,
        end=args.end,
        states=args.states,
        backend=args.backend,
    )
    if fmt == "graphml":
        emit(analysis.graphml(), args.output)
        return 0
    columns, rows = make_table(analysis, args)
    if fmt == "json":
        emit_json([row._asdict() for row in rows[: args.limit]], args.output)
    else:
        rows_to_write = rows[: args.limit]
        if fmt == "table":
            rows_to_write = [_short(row) for row in rows_to_write]
        result = table(rows_to_write, columns)
        emit(render(result, fmt, width=None if args.output else width()), args.output)
    if len(rows) > args.limit:
        note(f"{args.limit} of {len(rows)} rows")
    return 0


def _short(row: _Row) -> _Row:
    """Return a row for the screen: of long lists the first few, and how many there are."""
    limit = current.analysis_names
    cut = {
        name: (*value[:limit], f"… {len(value)} in all")
        for name, value in row._asdict().items()
        if isinstance(value, tuple) and len(value) > limit + 1
    }
    return row._replace(**cut)


def _ties(analysis: Analysis, args: argparse.Namespace) -> _Table:
    del args
    return {
        "a_label": "actor",
        "b_label": "other",
        "weight": "things",
        "shared": "shared",
        "citations": "source",
    }, analysis.ties()


def _positions(analysis: Analysis, args: argparse.Namespace) -> _Table:
    del args
    measures = ("things", "partners", "strength", "betweenness", "closeness", "core")
    return {"label": "actor", "kind": "kind"} | {
        name: name for name in measures
    }, analysis.positions()


def _communities(analysis: Analysis, args: argparse.Namespace) -> _Table:
    del args
    return {
        "number": "community",
        "size": "size",
        "labels": "actors",
        "about": "about",
    }, analysis.communities()


def _brokers(analysis: Analysis, args: argparse.Namespace) -> _Table:
    first, comma, second = args.tracks.partition(",")
    if not comma:
        raise UsageError(
            f"--tracks takes two names, not {args.tracks[:40]!r}",
            next_step="for example --tracks security,aid",
        )
    columns = {"label": "actor", "kind": "kind", "first": first, "second": second}
    return columns | {"score": "score"}, analysis.brokers(first, second)


def _change(analysis: Analysis, args: argparse.Namespace) -> _Table:
    start, slash, end = (args.then or "").partition("/")
    if not slash:
        raise UsageError(
            "change needs two times: the first by --from and --to, the later by --then",
            next_step="for example --from 1990 --to 1999 --then 2010/2019",
        )
    return {
        "label": "actor",
        "things_before": "things",
        "things_after": "then",
        "partners_before": "partners",
        "partners_after": "later",
        "gained": "new partners",
        "lost": "not recorded later",
    }, analysis.change(start or None, end or None)


_TABLES: dict[str, Callable[[Analysis, argparse.Namespace], _Table]] = {
    "ties": _ties,
    "positions": _positions,
    "communities": _communities,
    "brokers": _brokers,
    "change": _change,
}
