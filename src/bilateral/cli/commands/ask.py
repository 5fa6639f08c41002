"""``ask``: the answer to a question in words, by a named question that fits."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from bilateral.cli.commands.query import emit_result
from bilateral.cli.opening import open_graph
from bilateral.cli.options import add_known_on, add_language, add_output
from bilateral.errors import ParameterError
from bilateral.text import terminal

if TYPE_CHECKING:
    import argparse

    from bilateral.kg import KnowledgeGraph
    from bilateral.questions.ask import Interpretation


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("words", metavar="WORDS", nargs="+", help="the question")
    parser.add_argument("--cite", action="store_true", help="add the sentences behind each row")
    add_language(parser)
    parser.add_argument("--format", metavar="FORMAT", help="as for query")
    add_output(parser)
    add_known_on(parser)


def run(args: argparse.Namespace) -> int:
    graph = open_graph(args)
    best, *others = graph.understand(" ".join(args.words))
    # On standard error, so that the answer alone goes into a file or a pipe.
    print(f"bilateral: understood: {_text(graph, best)}", file=sys.stderr)
    for other in others:
        print(f"    or: {_text(graph, other)}", file=sys.stderr)
    if best.unused:
        unused = terminal(", ".join(best.unused))
        print(f"    not used: {unused}; this question has no place for it", file=sys.stderr)
    if best.missing:
        parameters = {entry.name: entry for entry in graph.queries[best.query].parameters}
        missing = parameters[best.missing[0]]
        raise ParameterError(
            f"the question does not say {missing.name}: {missing.description}",
            next_step=f"`bilateral query {best.query} --param {missing.name}=…`",
        )
    result = graph.query(best.query, best.params, cite=args.cite, lang=args.lang)
    emit_result(result, args)
    return 0


def _text(graph: KnowledgeGraph, interpretation: Interpretation) -> str:
    from bilateral.evidence.labels import label

    values = [
        f"{name} = {label(graph.store, value) if ':' in value else value}"
        for name, value in interpretation.params.items()
    ]
    parameters = f" with {', '.join(values)}" if values else ""
    question = graph.queries[interpretation.query].question
    return terminal(f"{interpretation.query} ({question}){parameters}")
