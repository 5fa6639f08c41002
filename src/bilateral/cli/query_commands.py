"""Asking: ``query`` and ``ask``."""

from __future__ import annotations

import os
import signal
import sys
from typing import TYPE_CHECKING

from bilateral.cli.opening import opened
from bilateral.cli.options import add_known_on, add_language, count, seconds
from bilateral.cli.output import emit, pick_format, width
from bilateral.errors import ParameterError, ToolError
from bilateral.files import read_bytes
from bilateral.settings import current
from bilateral.text import terminal

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from bilateral.kg import KnowledgeGraph
    from bilateral.questions.ask import Interpretation


def register(add: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """Add the commands to the parser."""
    query = add("query", "Answer a named question, a .rq file or SPARQL text")
    query.add_argument("query", metavar="NAME|FILE|SPARQL", help="what to ask; - reads SPARQL")
    query.add_argument(
        "--param", metavar="KEY=VALUE", action="append", default=[], help="a parameter's value"
    )
    query.add_argument("--cite", action="store_true", help="add the sentences behind each row")
    query.add_argument(
        "--format",
        metavar="FORMAT",
        help="table, json, csv, tsv, xml, md, html; for triples turtle, trig, ntriples, "
        "nquads, jsonld, rdfxml",
    )
    query.add_argument("-o", "--output", metavar="FILE", help="write to a file")
    query.add_argument(
        "--references",
        metavar="FILE",
        help="also write the cited pages as BibTeX (.bib), CSL-JSON (.json) or text",
    )
    query.add_argument(
        "--explain", action="store_true", help="tell how many rows each pattern gives"
    )
    add_language(query)
    query.add_argument("--max-rows", metavar="N", type=count, help="give N rows at most")
    query.add_argument("--timeout", metavar="SECONDS", type=seconds, help="stop after SECONDS")
    add_known_on(query)
    query.set_defaults(run=_query)

    ask = add("ask", "Answer a question in words by a named question that fits")
    ask.add_argument("words", metavar="WORDS", nargs="+", help="the question")
    ask.add_argument("--cite", action="store_true", help="add the sentences behind each row")
    add_language(ask)
    ask.add_argument("--format", metavar="FORMAT", help="as for query")
    ask.add_argument("-o", "--output", metavar="FILE", help="write to a file")
    add_known_on(ask)
    ask.set_defaults(run=_ask)


def _query(args: argparse.Namespace) -> int:
    from bilateral.formats.answers import render

    graph = opened(args)
    # The engine cannot be interrupted; the system can end it, and nothing is half-written.
    timeout = args.timeout or current.query_timeout or None
    max_rows = (current.query_rows or None) if args.max_rows is None else args.max_rows
    if timeout is None:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    asked = _asked(graph, args.query)
    result = graph.query(
        asked,
        _parameters(args.param),
        cite=args.cite or args.references is not None,
        max_rows=max_rows,
        timeout=timeout,
        lang=args.lang,
    )
    nothing = result.kind == "select" and not result.rows
    if args.explain or nothing:
        _explain(graph, asked, wanted=args.explain, empty=nothing)
    triples = result.kind == "construct"
    fmt = pick_format(
        args.format,
        args.output,
        person="turtle" if triples else "table",
        machine="turtle" if triples else "json",
    )
    references = None if args.references is None else result.bibliography(_references(args))
    if not args.cite:
        result.citations = None
    emit(render(result, fmt, width=None if args.output else width()), args.output)
    if references is not None:
        emit(references, args.references)
    if result.truncated:
        print(f"bilateral: note: there are more than {max_rows} rows", file=sys.stderr)
    return 0


def _ask(args: argparse.Namespace) -> int:
    from bilateral.formats.answers import render

    graph = opened(args)
    best, *others = graph.understand(" ".join(args.words))
    # On standard error, so that the answer alone goes into a file or a pipe.
    print(f"bilateral: understood: {_told(graph, best)}", file=sys.stderr)
    for one in others:
        print(f"    or: {_told(graph, one)}", file=sys.stderr)
    if best.unused:
        unused = terminal(", ".join(best.unused))
        print(f"    not used: {unused}; this question has no place for it", file=sys.stderr)
    if best.missing:
        needed = graph.queries[best.query].parameters
        wanted = next(one for one in needed if one.name == best.missing[0])
        raise ParameterError(
            f"the question does not say {wanted.name}: {wanted.description}",
            next_step=f"`bilateral query {best.query} --param {wanted.name}=…`",
        )
    result = graph.query(best.query, best.params, cite=args.cite, lang=args.lang)
    fmt = pick_format(args.format, args.output, person="table", machine="json")
    emit(render(result, fmt, width=None if args.output else width()), args.output)
    return 0


def _told(graph: KnowledgeGraph, one: Interpretation) -> str:
    from bilateral.evidence.labels import label

    values = [
        f"{name} = {label(graph.store, value) if ':' in value else value}"
        for name, value in one.params.items()
    ]
    given = f" with {', '.join(values)}" if values else ""
    return terminal(f"{one.query} ({graph.queries[one.query].question}){given}")


def _references(args: argparse.Namespace) -> str:
    suffix = os.path.splitext(args.references)[1].lower()
    return {".bib": "bibtex", ".json": "csl"}.get(suffix, "text")


def _explain(graph: KnowledgeGraph, asked: str, *, wanted: bool, empty: bool) -> None:
    from bilateral.questions.explain import why_empty

    if asked in graph.queries and not wanted:
        # A named question may have no answer; its patterns were tried when it was written.
        return
    parts = graph.explain(asked)
    if wanted:
        for one in parts:
            print(terminal(one.text()), file=sys.stderr)
    if empty:
        print(f"bilateral: note: no rows: {terminal(why_empty(parts))}", file=sys.stderr)


def _asked(graph: KnowledgeGraph, given: str) -> str:
    """Return what the graph is asked: a name, a file with a header, or SPARQL."""
    if given == "-":
        # Bytes: the text is UTF-8 whatever the terminal's encoding is.
        return _decoded(sys.stdin.buffer.read(), "standard input")
    if given in graph.queries or not (given.endswith((".rq", ".sparql")) or os.path.isfile(given)):
        return given
    data = read_bytes(given, next_step="check the file's name and its permissions")
    text = _decoded(data, given)
    # With a header it is a named question, which may have parameters.
    return given if text.startswith("#+") and given.endswith(".rq") else text


def _decoded(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ToolError(f"{name} is not UTF-8 text", next_step="save it as UTF-8") from error


def _parameters(pairs: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals or not name:
            raise ParameterError(
                f"--param takes KEY=VALUE, not {pair!r}", next_step="for example --param since=1958"
            )
        if name in found:
            raise ParameterError(f"--param {name} is given twice", next_step="give it once")
        found[name] = value
    return found
