"""Network analysis: ``analyse``."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from bilateral.cli.opening import opened
from bilateral.cli.options import TABLES, add_format, add_known_on, add_setting, chosen
from bilateral.cli.output import emit, emit_json, width
from bilateral.errors import UsageError
from bilateral.settings import Settings, current

if TYPE_CHECKING:
    import argparse

    from bilateral.network.analysis import Analysis

# A row is one of the named tuples of bilateral.analysis.
_Row = Any
_Table = tuple[dict[str, str], Sequence[_Row]]
_FORMATS = (*TABLES, "graphml")


def register(add: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """Add the command to the parser."""
    one = add("analyse", "Tell who is linked to whom, who stands between, and what changed")
    one.add_argument("what", metavar="WHAT", help=", ".join(_TABLES))
    one.add_argument(
        "--by", metavar="WORDS", help="ties by events, agreements, projects (all three)"
    )
    one.add_argument("--from", dest="start", metavar="YEAR", help="only things not over before")
    one.add_argument("--to", dest="end", metavar="YEAR", help="only things not begun after")
    one.add_argument(
        "--then",
        metavar="FROM/TO",
        help="for change: the later time",
    )
    one.add_argument(
        "--tracks", metavar="A,B", default="security,aid", help="for brokers: between these tracks"
    )
    one.add_argument("--states", action="store_true", help="let states be actors too")
    add_setting(one, "--limit", "N", Settings.analysis_rows, "at most N rows")
    one.add_argument("--backend", metavar="NAME", help="a networkx backend")
    one.add_argument("-o", "--output", metavar="FILE", help="write to a file")
    add_known_on(one)
    add_format(one, _FORMATS, _analyse)


def _analyse(args: argparse.Namespace) -> int:
    from bilateral.formats.answers import render
    from bilateral.network.analysis import table

    if args.what not in _TABLES:
        raise UsageError(
            f"there is no analysis {args.what[:40]!r}",
            next_step=f"choose one of {', '.join(_TABLES)}",
        )
    fmt = "graphml" if str(args.output).endswith(".graphml") else chosen(args)
    analysis = opened(args).analysis(
        by=tuple(args.by.split(",")) if args.by else None,
        start=args.start,
        end=args.end,
        states=args.states,
        backend=args.backend,
    )
    if fmt == "graphml":
        emit(analysis.graphml(), args.output)
        return 0
    columns, rows = _TABLES[args.what](analysis, args)
    if fmt == "json":
        emit_json([one._asdict() for one in rows[: args.limit]], args.output)
    else:
        cut = [_short(one) for one in rows] if fmt == "table" else rows
        result = table(cut[: args.limit], columns)
        emit(render(result, fmt, width=None if args.output else width()), args.output)
    if len(rows) > args.limit:
        print(f"bilateral: note: {args.limit} of {len(rows)} rows", file=sys.stderr)
    return 0


def _short(row: _Row) -> _Row:
    """Return a row for the screen: of long lists the first few, and how many there are."""
    most = current.analysis_names
    cut = {
        name: (*value[:most], f"… {len(value)} in all")
        for name, value in row._asdict().items()
        if isinstance(value, tuple) and len(value) > most + 1
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
    return {"label": "actor", "kind": "kind"} | {one: one for one in measures}, analysis.positions()


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
    found = analysis.brokers(first, second)
    columns = {"label": "actor", "kind": "kind", "first": first, "second": second}
    return columns | {"score": "score"}, found


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
