"""``query``: the answer to a named question, a ``.rq`` file or SPARQL text."""

from __future__ import annotations

import os
import signal
import sys
from typing import TYPE_CHECKING

from bilateral.cli.opening import open_graph
from bilateral.cli.options import (
    add_known_on,
    add_language,
    add_output,
    chosen,
    count,
    seconds,
)
from bilateral.cli.output import emit, note, width
from bilateral.errors import ParameterError
from bilateral.settings import current
from bilateral.text import terminal

if TYPE_CHECKING:
    import argparse

    from bilateral.kg import KnowledgeGraph
    from bilateral.questions.results import Result


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("query", metavar="NAME|FILE|SPARQL", help="what to ask; - reads SPARQL")
    parser.add_argument(
        "--param", metavar="KEY=VALUE", action="append", default=[], help="a parameter's value"
    )
    parser.add_argument("--cite", action="store_true", help="add the sentences behind each row")
    parser.add_argument(
        "--format",
        metavar="FORMAT",
        help="table, json, csv, tsv, xml, md, html; for triples turtle, trig, ntriples, "
        "nquads, jsonld, rdfxml",
    )
    add_output(parser)
    parser.add_argument(
        "--references",
        metavar="FILE",
        help="also write the cited pages as BibTeX (.bib), CSL-JSON (.json) or text",
    )
    parser.add_argument(
        "--explain", action="store_true", help="tell how many rows each pattern gives"
    )
    add_language(parser)
    parser.add_argument("--max-rows", metavar="N", type=count, help="give N rows at most")
    parser.add_argument("--timeout", metavar="SECONDS", type=seconds, help="stop after SECONDS")
    add_known_on(parser)


def run(args: argparse.Namespace) -> int:
    graph = open_graph(args)
    timeout = args.timeout or current.query_timeout or None
    max_rows = (current.query_rows or None) if args.max_rows is None else args.max_rows
    # The engine cannot be interrupted; the system can end it, and nothing is half-written.
    if timeout is None:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    query = _query(graph, args.query)
    result = graph.query(
        query,
        _parameters(args.param),
        cite=args.cite or args.references is not None,
        max_rows=max_rows,
        timeout=timeout,
        lang=args.lang,
    )
    empty = result.kind == "select" and not result.rows
    # A named question may have no answer; its patterns were tried when it was written.
    if args.explain or (empty and query not in graph.queries):
        _explain(graph, query, patterns=args.explain, empty=empty)
    references = None if args.references is None else _references(result, args.references)
    if not args.cite:
        result.citations = None
    emit_result(result, args)
    if references is not None:
        emit(references, args.references)
    if result.truncated:
        note(f"there are more than {max_rows} rows")
    return 0


def emit_result(result: Result, args: argparse.Namespace) -> None:
    """Write the answer to a query in the format that the arguments choose."""
    from bilateral.formats.answers import ROW_FORMATS, TRIPLE_FORMATS, render

    if result.kind == "construct":
        fmt = chosen(args, [*TRIPLE_FORMATS, *ROW_FORMATS], machine="turtle")
    else:
        fmt = chosen(args, [*ROW_FORMATS, *TRIPLE_FORMATS])
    emit(render(result, fmt, width=None if args.output else width()), args.output)


def _references(result: Result, path: str) -> str:
    from bilateral.formats.bibliography import FORMATS

    suffix = os.path.splitext(path)[1].lower()
    fmt = next((name for name, fmt in FORMATS.items() if f".{fmt.suffix}" == suffix), "text")
    return result.bibliography(fmt)


def _explain(graph: KnowledgeGraph, query: str, *, patterns: bool, empty: bool) -> None:
    from bilateral.questions.explain import why_empty

    parts = graph.explain(query)
    if patterns:
        for part in parts:
            print(terminal(part.text()), file=sys.stderr)
    if empty:
        note(f"no rows: {why_empty(parts)}")


def _query(graph: KnowledgeGraph, argument: str) -> str:
    """Return what the graph is asked: a name, a file with a header, or SPARQL."""
    from bilateral.files import decode, read_bytes

    if argument == "-":
        # Bytes: the text is UTF-8 whatever the terminal's encoding is.
        return decode(sys.stdin.buffer.read(), "standard input")
    is_file = argument.endswith((".rq", ".sparql")) or os.path.isfile(argument)
    if argument in graph.queries or not is_file:
        return argument
    data = read_bytes(argument, next_step="check the file's name and its permissions")
    text = decode(data, argument)
    # With a header it is a named question, which may have parameters.
    return argument if text.startswith("#+") and argument.endswith(".rq") else text


def _parameters(pairs: list[str]) -> dict[str, str]:
    parameters: dict[str, str] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals or not name:
            raise ParameterError(
                f"--param takes KEY=VALUE, not {pair!r}", next_step="for example --param since=1958"
            )
        if name in parameters:
            raise ParameterError(f"--param {name} is given twice", next_step="give it once")
        parameters[name] = value
    return parameters
