"""The tools of the server: every named question, then search, show, path, schema, SPARQL."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from bilateral.mcp.answers import Answer, of_result
from bilateral.mcp.tool import Arguments, Tool, number_argument, text_argument
from bilateral.settings import current, languages

if TYPE_CHECKING:
    from bilateral.kg import KnowledgeGraph
    from bilateral.questions.header import NamedQuery, Parameter

_PREFIX = "query_"
_THING = "A name in any script, an alias or an IRI."
_NOTES = {
    "entity": f" {_THING}",
    "concept": " A name or IRI of a concept.",
    "class": " The name of a class.",
    "date": " A day, YYYY-MM-DD.",
    "year": " A year.",
}
# Names of things in titles and texts of answers are cut to this length.
_LONGEST_NAME = 200


def tools(graph: KnowledgeGraph) -> list[Tool]:
    """Return the tools over *graph*, the named questions first."""
    queries = [query for query in graph.queries.values() if not query.must_be_empty]
    views = (_search_tool, _show_tool, _path_tool, _schema_tool, _sparql_tool)
    return [
        *(_query_tool(graph, query) for query in queries),
        *(make_tool(graph) for make_tool in views),
    ]


def _language(graph: KnowledgeGraph) -> dict[str, Any]:
    *first, last = languages(graph.root)
    tags = f"{', '.join(first)} or {last}" if first else last
    return {**text_argument(f"Language of names: {tags}."), "default": current.language}


def _max_rows() -> dict[str, Any]:
    return number_argument("The most rows to give.", current.mcp_rows, current.mcp_rows_limit)


def _query_tool(graph: KnowledgeGraph, query: NamedQuery) -> Tool:
    def call(arguments: Arguments) -> Answer:
        limit, lang = arguments.pop("max_rows"), arguments.pop("language")
        params = {name: str(value) for name, value in arguments.items()}
        result = graph.query(query.name, params, cite=True, max_rows=limit, lang=lang)
        return of_result(query.question, result)

    columns = "; ".join(f"{column.name}: {column.description}" for column in query.columns)
    return Tool(
        name=f"{_PREFIX}{query.name.replace('-', '_')}",
        title=query.title,
        description=f"{query.question} {query.description} Columns: {columns}",
        properties={parameter.name: _schema_of(parameter) for parameter in query.parameters}
        | {"max_rows": _max_rows(), "language": _language(graph)},
        required=tuple(
            parameter.name
            for parameter in query.parameters
            if parameter.required and parameter.default is None
        ),
        call=call,
    )


def _schema_of(parameter: Parameter) -> dict[str, Any]:
    description = parameter.description + _NOTES.get(parameter.type, "")
    is_number = parameter.type in ("integer", "year")
    schema: dict[str, Any] = text_argument(description)
    if is_number:
        schema = {"type": "integer", "description": description}
    if parameter.example is not None:
        schema["examples"] = [int(parameter.example) if is_number else parameter.example]
    return schema


def _search_tool(graph: KnowledgeGraph) -> Tool:
    def call(arguments: Arguments) -> Answer:
        text, limit = arguments["text"], arguments["limit"]
        # One more than is given tells whether there are more.
        hits = graph.search(text, kind=arguments.get("kind"), limit=limit + 1)
        title = f"What has a name like {text[:_LONGEST_NAME]!r}?"
        answer = Answer(title, truncated=len(hits) > limit)
        for hit in hits[:limit]:
            answer.add(hit._asdict())
        lines = [f"- {hit.label} ({hit.kind}) <{hit.iri}>" for hit in hits[:limit]]
        answer.text = "\n".join(lines) or "No match."
        return answer

    most = current.mcp_rows_limit
    return Tool(
        name="search",
        title="Find things by name",
        description="Find people, organizations, agreements, events, places, concepts by a name "
        "in any script or a part of one.",
        properties={
            "text": text_argument("A name or a part of one."),
            "kind": text_argument("Only things of this class."),
            "limit": number_argument("The most things to give.", current.search_limit, most),
        },
        required=("text",),
        call=call,
    )


def _show_tool(graph: KnowledgeGraph) -> Tool:
    def call(arguments: Arguments) -> Answer:
        card = graph.show(arguments["thing"], lang=arguments["language"])
        answer = Answer(f"What is known of {card.label}?", card.text())
        plain_facts: Any = card.to_dict()["facts"]
        for fact, plain in zip(card.facts, plain_facts, strict=True):
            values = {name: value for name, value in plain.items() if name != "citations"}
            answer.add(values, fact.citations)
        return answer

    return Tool(
        name="show",
        title="All that is known of a thing",
        description="All facts of one thing, each with the sources that state it.",
        properties={"thing": text_argument(_THING), "language": _language(graph)},
        required=("thing",),
        call=call,
    )


def _path_tool(graph: KnowledgeGraph) -> Tool:
    def call(arguments: Arguments) -> Answer:
        start, end = arguments["start"], arguments["end"]
        paths = graph.path(start, end, limit=arguments["limit"])
        answer = Answer(f"What connects {start[:_LONGEST_NAME]} and {end[:_LONGEST_NAME]}?")
        lines = []
        for number, path in enumerate(paths, start=1):
            for step in path:
                values = step._asdict()
                citations = values.pop("citations")
                answer.add({"way": number, **values}, citations)
                label = step.predicate_label
                link = f"--{label}-->" if step.forward else f"<--{label}--"
                lines.append(f"{number}. {step.source_label} {link} {step.target_label}")
        answer.text = "\n".join(lines) or "No path connects the two."
        return answer

    return Tool(
        name="path",
        title="How two things are connected",
        description="The shortest paths from one thing to another, each step with its sources.",
        properties={
            "start": text_argument(f"One thing. {_THING}"),
            "end": text_argument(f"The other thing. {_THING}"),
            "limit": number_argument("The most paths.", current.path_limit, maximum=20),
        },
        required=("start", "end"),
        call=call,
    )


def _schema_tool(graph: KnowledgeGraph) -> Tool:
    def call(arguments: Arguments) -> Answer:
        del arguments
        from bilateral.rdf.vocabulary import compact, spaces
        from bilateral.views.terms import terms

        answer = Answer("Which classes, properties, concepts and prefixes are there?")
        lines = [f"PREFIX {name}: <{iri}>" for name, iri in sorted(spaces().prefixes.items())]
        for term in terms(graph.store):
            answer.add(
                {
                    "iri": term.iri,
                    "name": compact(term.iri),
                    "sort": term.sort,
                    "definition": term.definition,
                    "domain": list(term.domain),
                    "range": list(term.range),
                    "used": term.used,
                }
            )
            lines.append(f"{compact(term.iri)} ({term.sort}, {term.used}x): {term.definition}")
        answer.text = "\n".join(lines)
        return answer

    return Tool(
        name="schema",
        title="The terms of the dataset",
        description="Classes, properties and concepts with their meaning, and the prefixes that "
        "SPARQL may use without declaring them. Read it before writing SPARQL.",
        properties={},
        required=(),
        call=call,
    )


def _sparql_tool(graph: KnowledgeGraph) -> Tool:
    def call(arguments: Arguments) -> Answer:
        query = arguments["query"]
        result = graph.query(
            query,
            # A citation is found for rows of SELECT; it costs nothing for the others.
            cite=True,
            max_rows=arguments["max_rows"],
            timeout=arguments["seconds"],
            lang=arguments["language"],
        )
        return of_result(f"SPARQL: {json.dumps(query[:500], ensure_ascii=False)}", result)

    seconds = number_argument(
        "Seconds after which the query is stopped.", current.mcp_timeout, current.mcp_timeout_limit
    )
    return Tool(
        name="sparql",
        title="Free SPARQL",
        description="A SPARQL 1.1 query (SELECT, ASK, CONSTRUCT, DESCRIBE) over the dataset, read "
        "only, in a process that is ended at the timeout. Prefer a query_ tool where one fits; "
        "see schema for the terms. The default graph holds what is known; named graphs say who "
        "says so.",
        properties={
            "query": text_argument("The text of the query."),
            "max_rows": _max_rows(),
            "seconds": seconds,
            "language": _language(graph),
        },
        required=("query",),
        call=call,
    )
