"""The catalogue of questions: ``queries`` and ``queries show NAME``."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bilateral.cli.output import emit, emit_json, one_of, pick_format
from bilateral.errors import UnknownNameError, UsageError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from bilateral.kg import KnowledgeGraph
    from bilateral.questions.header import NamedQuery

_SHOW = "show"
_FORMATS = ("text", "json")


class _Trial(NamedTuple):
    """What a question gave when it was asked: with which values, how much, how fast."""

    params: dict[str, str]
    rows: int
    milliseconds: int


def register(add: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """Add the commands to the parser."""
    queries = add("queries", "List the named questions, find some by words, or show one")
    queries.usage = "bilateral queries [show NAME | WORDS] [--topic TOPIC] [--format FORMAT]"
    queries.add_argument(
        "words",
        metavar="WORDS",
        nargs="*",
        help="only questions with these words, best first; or: show NAME",
    )
    queries.add_argument("--topic", metavar="TOPIC", help="only questions of this topic")
    queries.add_argument("--format", metavar="FORMAT", help="text or json")
    queries.set_defaults(run=_queries)


def _queries(args: argparse.Namespace) -> int:
    from bilateral.kg import KnowledgeGraph

    fmt = one_of(pick_format(args.format, None, person="text", machine="json"), _FORMATS)
    graph = KnowledgeGraph(args.root)
    if args.words[:1] == [_SHOW]:
        if len(args.words) != 2 or args.topic is not None:
            raise UsageError(
                "`queries show` takes the name of one question",
                next_step="for example `bilateral queries show agreements`",
            )
        return _show(graph, args.words[1], fmt)
    return _list(graph, " ".join(args.words), args.topic, fmt)


def _list(graph: KnowledgeGraph, words: str, topic: str | None, fmt: str) -> int:
    library = graph.queries
    names = list(library)
    if words:
        names = library.matching(words, graph.common_words())
        if not names:
            raise UnknownNameError(
                "question", words[:200], next_step="`bilateral queries` lists them all"
            )
    if topic is not None:
        topics = sorted({query.group for query in library.values()})
        if topic not in topics:
            raise UnknownNameError(
                "topic", topic[:200], next_step=f"choose one of {', '.join(topics)}"
            )
        names = [name for name in names if library[name].group == topic]
    found = [library[name] for name in names]
    if fmt == "json":
        emit_json([_summary(query) for query in found])
        return 0
    longest = max((len(query.name) for query in found), default=0)
    groups: dict[str, list[str]] = {}
    for query in found:
        groups.setdefault(query.group, []).append(f"  {query.name:<{longest}}  {query.question}")
    # What was searched for stands in the order in which it fits, the catalogue by topic.
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
        "parameters": [one.name for one in query.parameters],
    }


def _show(graph: KnowledgeGraph, name: str, fmt: str) -> int:
    query = graph.queries[name]
    trial = _tried(graph, query)
    if fmt == "json":
        emit_json(
            {
                **_summary(query),
                "description": query.description,
                "parameters": [one._asdict() for one in query.parameters],
                "columns": [one._asdict() for one in query.columns],
                "asked": trial._asdict() if trial else None,
                "sparql": query.text,
            }
        )
    else:
        emit(_described(query, trial))
    return 0


def _tried(graph: KnowledgeGraph, query: NamedQuery) -> _Trial | None:
    """Ask the question with its examples where it needs values; ``None`` if it cannot be."""
    import time

    params = graph.examples(query.name)
    if params is None:
        return None
    # The first question also reads the dataset, which is not the question's own time.
    graph.query("ASK {}")
    before = time.perf_counter()
    result = graph.query(query.name, params)
    spent = round(1000 * (time.perf_counter() - before))
    return _Trial(params, len(result.rows), spent)


def _described(query: NamedQuery, trial: _Trial | None) -> str:
    lines = [f"{query.name}: {query.title}", *(query.titles[one] for one in sorted(query.titles))]
    lines += [query.question, "", query.description]
    if query.parameters:
        lines += ["", "Parameters"]
    for one in query.parameters:
        notes = [one.type, "required" if one.required else ""]
        notes += [f"default {one.default}" if one.default is not None else ""]
        notes += [f"example {one.example}" if one.example is not None else ""]
        lines.append(f"  {one.name} ({', '.join(filter(None, notes))}): {one.description}")
    lines += ["", "Columns"]
    lines += [f"  {column.name}: {column.description}" for column in query.columns]
    if trial is not None:
        given = ", ".join(f"{name} = {value}" for name, value in trial.params.items())
        rows = f"{trial.rows:,} {'row' if trial.rows == 1 else 'rows'}"
        lines += [
            "",
            f"Asked{f' with {given}' if given else ''}: {rows} in {trial.milliseconds} ms",
        ]
    return "\n".join([*lines, "", query.text])
