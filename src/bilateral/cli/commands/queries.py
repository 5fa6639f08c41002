"""``queries``: the catalogue of named questions, and ``queries show NAME``."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, NamedTuple

from bilateral.cli.options import add_format, chosen
from bilateral.cli.output import emit, emit_json
from bilateral.errors import UnknownNameError, UsageError
from bilateral.text import choose

if TYPE_CHECKING:
    import argparse

    from bilateral.kg import KnowledgeGraph
    from bilateral.questions.header import NamedQuery

_SHOW = "show"


class _Trial(NamedTuple):
    """What a question gave: with which values, how many rows, how fast."""

    params: dict[str, str]
    rows: int
    milliseconds: int


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.usage = "bilateral queries [show NAME | WORDS] [--topic TOPIC] [--format FORMAT]"
    parser.add_argument(
        "words",
        metavar="WORDS",
        nargs="*",
        help="only questions with these words, best first; or: show NAME",
    )
    parser.add_argument("--topic", metavar="TOPIC", help="only questions of this topic")
    add_format(parser, ("text", "json"))


def run(args: argparse.Namespace) -> int:
    from bilateral.kg import KnowledgeGraph

    fmt = chosen(args)
    graph = KnowledgeGraph(args.root)
    if args.words[:1] != [_SHOW]:
        return _list(graph, " ".join(args.words), args.topic, fmt)
    if len(args.words) != 2 or args.topic is not None:
        raise UsageError(
            "`queries show` takes the name of one question",
            next_step="for example `bilateral queries show agreements`",
        )
    return _show(graph, args.words[1], fmt)


def _list(graph: KnowledgeGraph, words: str, topic: str | None, fmt: str) -> int:
    library = graph.queries
    names = library.matching(words, graph.common_words()) if words else list(library)
    if not names:
        raise UnknownNameError(
            "question", words[:200], next_step="`bilateral queries` lists them all"
        )
    if topic is not None:
        choose(topic, dict.fromkeys(sorted(query.group for query in library.values())), "topic")
        names = [name for name in names if library[name].group == topic]
    queries = [library[name] for name in names]
    if fmt == "json":
        emit_json([_summary(query) for query in queries])
        return 0
    longest = max((len(query.name) for query in queries), default=0)
    groups: dict[str, list[str]] = {}
    for query in queries:
        groups.setdefault(query.group, []).append(f"  {query.name:<{longest}}  {query.question}")
    # Matches stand in the order of their rank, the catalogue by topic.
    order = groups if words else sorted(groups)
    blocks = ["\n".join([group, *groups[group]]) for group in order]
    blocks = blocks or ["no question has both the words and the topic"]
    emit("\n\n".join(blocks) + "\n\n`bilateral queries show NAME` prints one in full\n")
    return 0


def _summary(query: NamedQuery) -> dict[str, object]:
    return {
        "name": query.name,
        "group": query.group,
        "title": query.title,
        "titles": query.titles,
        "question": query.question,
        "parameters": [parameter.name for parameter in query.parameters],
    }


def _show(graph: KnowledgeGraph, name: str, fmt: str) -> int:
    query = graph.queries[name]
    trial = _try(graph, query)
    if fmt == "json":
        emit_json(
            {
                **_summary(query),
                "description": query.description,
                "parameters": [parameter._asdict() for parameter in query.parameters],
                "columns": [column._asdict() for column in query.columns],
                "asked": trial._asdict() if trial else None,
                "sparql": query.text,
            }
        )
    else:
        emit(_text(query, trial))
    return 0


def _try(graph: KnowledgeGraph, query: NamedQuery) -> _Trial | None:
    """Ask the question with its examples where it needs values; ``None`` if it cannot be."""
    params = graph.examples(query.name)
    if params is None:
        return None
    # The first question also reads the dataset, which is not the question's own time.
    graph.query("ASK {}")
    start = time.perf_counter()
    result = graph.query(query.name, params)
    return _Trial(params, len(result.rows), round(1000 * (time.perf_counter() - start)))


def _text(query: NamedQuery, trial: _Trial | None) -> str:
    titles = [query.titles[language] for language in sorted(query.titles)]
    lines = [f"{query.name}: {query.title}", *titles, query.question, "", query.description]
    if query.parameters:
        lines += ["", "Parameters"]
    for parameter in query.parameters:
        notes = [parameter.type, "required" if parameter.required else ""]
        notes += [f"default {parameter.default}" if parameter.default is not None else ""]
        notes += [f"example {parameter.example}" if parameter.example is not None else ""]
        details = ", ".join(filter(None, notes))
        lines.append(f"  {parameter.name} ({details}): {parameter.description}")
    lines += ["", "Columns"]
    lines += [f"  {column.name}: {column.description}" for column in query.columns]
    if trial is not None:
        values = ", ".join(f"{name} = {value}" for name, value in trial.params.items())
        rows = f"{trial.rows:,} {'row' if trial.rows == 1 else 'rows'}"
        asked_with = f"Asked with {values}" if values else "Asked"
        lines += ["", f"{asked_with}: {rows} in {trial.milliseconds} ms"]
    return "\n".join([*lines, "", query.text])
