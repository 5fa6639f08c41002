"""The tools of the server: every named question, then search, show, path, schema, SPARQL."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from bilateral.errors import ParameterError
from bilateral.mcp.answers import Answer, of_result
from bilateral.settings import current, languages

if TYPE_CHECKING:
    from collections.abc import Callable

    from bilateral.kg import KnowledgeGraph
    from bilateral.questions.header import NamedQuery, Parameter

_QUERY = "query_"

Arguments = dict[str, Any]


class Tool(NamedTuple):
    """A tool: its name, what it is for, the schema of its arguments, and what it does."""

    name: str
    title: str
    description: str
    properties: dict[str, dict[str, Any]]
    required: tuple[str, ...]
    call: Callable[[Arguments], Answer]

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of the arguments."""
        return {
            "type": "object",
            "properties": self.properties,
            "required": list(self.required),
            "additionalProperties": False,
        }

    def checked(self, given: Arguments) -> Arguments:
        """Return the arguments, with defaults for those that are not given.

        Raises:
            ParameterError: one is unknown, missing, of another type or out of bounds.
        """
        for name in given:
            if name not in self.properties:
                raise ParameterError(
                    f"{self.name} takes no {name[:40]!r}",
                    next_step=f"it takes {', '.join(self.properties)}",
                )
        for name in self.required:
            if name not in given:
                raise ParameterError(
                    f"{self.name} needs {name!r}: {self.properties[name]['description']}",
                    next_step=f"give {name!r}",
                )
        defaults = {
            name: one["default"] for name, one in self.properties.items() if "default" in one
        }
        return defaults | {
            name: _fits(name, value, self.properties[name]) for name, value in given.items()
        }


def _fits(name: str, value: Any, schema: dict[str, Any]) -> Any:
    wanted = {"string": str, "integer": int}[schema["type"]]
    if not isinstance(value, wanted) or isinstance(value, bool):
        raise ParameterError(
            f"{name!r} is no {schema['type']}", next_step=f"give {schema['description']}"
        )
    if isinstance(value, str) and len(value) > current.mcp_argument:
        raise ParameterError(
            f"{name!r} has {len(value):,} characters",
            next_step=f"give at most {current.mcp_argument:,}",
        )
    if isinstance(value, int) and not schema.get("minimum", value) <= value <= schema.get(
        "maximum", value
    ):
        raise ParameterError(
            f"{name!r} is {value}",
            next_step=f"give a number from {schema['minimum']} to {schema['maximum']}",
        )
    return value


def _language(graph: KnowledgeGraph) -> dict[str, Any]:
    *first, last = languages(graph.root)
    tags = f"{', '.join(first)} or {last}" if first else last
    return {
        "type": "string",
        "description": f"Language of names: {tags}.",
        "default": current.language,
    }


def _max_rows() -> dict[str, Any]:
    return {
        "type": "integer",
        "description": "The most rows to give.",
        "minimum": 1,
        "maximum": current.mcp_rows_limit,
        "default": current.mcp_rows,
    }


def tools(graph: KnowledgeGraph) -> list[Tool]:
    """Return the tools over *graph*, the named questions first."""
    queries = graph.queries.values()
    named = [_asking(graph, query) for query in queries if not query.must_be_empty]
    return [*named, *_looking(graph), _sparql(graph)]


def _asking(graph: KnowledgeGraph, query: NamedQuery) -> Tool:
    def call(arguments: Arguments) -> Answer:
        limit, lang = arguments.pop("max_rows"), arguments.pop("language")
        params = {name: str(value) for name, value in arguments.items()}
        result = graph.query(query.name, params, cite=True, max_rows=limit, lang=lang)
        return of_result(query.question, result)

    columns = "; ".join(f"{one.name}: {one.description}" for one in query.columns)
    return Tool(
        f"{_QUERY}{query.name.replace('-', '_')}",
        query.title,
        f"{query.question} {query.description} Columns: {columns}",
        {one.name: _property(one) for one in query.parameters}
        | {"max_rows": _max_rows(), "language": _language(graph)},
        tuple(one.name for one in query.parameters if one.required and one.default is None),
        call,
    )


def _property(one: Parameter) -> dict[str, Any]:
    notes = {
        "entity": " A name in any script, an alias or an IRI.",
        "concept": " A name or IRI of a concept.",
        "class": " The name of a class.",
        "date": " A day, YYYY-MM-DD.",
        "year": " A year.",
    }
    kind = "integer" if one.type in ("integer", "year") else "string"
    found: dict[str, Any] = {
        "type": kind,
        "description": one.description + notes.get(one.type, ""),
    }
    if one.example is not None:
        found["examples"] = [int(one.example) if kind == "integer" else one.example]
    return found


def _looking(graph: KnowledgeGraph) -> list[Tool]:
    limit = {
        **_max_rows(),
        "default": current.search_limit,
        "description": "The most things to give.",
    }
    thing = {"type": "string", "description": "A name in any script, an alias or an IRI."}

    def search(arguments: Arguments) -> Answer:
        text = arguments["text"]
        hits = graph.search(text, kind=arguments.get("kind"), limit=arguments["limit"] + 1)
        answer = Answer(f"What is called {text[:200]!r}?", truncated=len(hits) > arguments["limit"])
        given = hits[: arguments["limit"]]
        for hit in given:
            answer.add(hit._asdict())
        lines = [f"- {one.label} ({one.kind}) <{one.iri}>" for one in given]
        answer.text = "\n".join(lines) or "Nothing is called so."
        return answer

    def show(arguments: Arguments) -> Answer:
        card = graph.show(arguments["thing"], lang=arguments["language"])
        answer = Answer(f"What is known of {card.label}?", card.text())
        for fact, plain in zip(card.facts, _facts(card.to_dict()), strict=True):
            answer.add(plain, fact.citations)
        return answer

    def path(arguments: Arguments) -> Answer:
        ways = graph.path(arguments["start"], arguments["end"], limit=arguments["limit"])
        answer = Answer(f"What connects {arguments['start'][:200]} and {arguments['end'][:200]}?")
        lines = []
        for number, way in enumerate(ways, start=1):
            for step in way:
                fields = {key: value for key, value in step._asdict().items() if key != "citations"}
                answer.add({"way": number, **fields}, step.citations)
                link = (
                    f"--{step.predicate_label}-->"
                    if step.forward
                    else f"<--{step.predicate_label}--"
                )
                lines.append(f"{number}. {step.source_label} {link} {step.target_label}")
        answer.text = "\n".join(lines) or "No path connects the two."
        return answer

    def schema(arguments: Arguments) -> Answer:
        del arguments
        from bilateral.rdf.vocabulary import compact, spaces
        from bilateral.views.terms import terms

        answer = Answer("Which classes, properties, concepts and prefixes are there?")
        lines = [f"PREFIX {name}: <{iri}>" for name, iri in sorted(spaces().prefixes.items())]
        for one in terms(graph.store):
            answer.add(
                {
                    "iri": one.iri,
                    "name": compact(one.iri),
                    "sort": one.sort,
                    "definition": one.definition,
                    "domain": list(one.domain),
                    "range": list(one.range),
                    "used": one.used,
                }
            )
            lines.append(f"{compact(one.iri)} ({one.sort}, {one.used}x): {one.definition}")
        answer.text = "\n".join(lines)
        return answer

    return [
        Tool(
            "search",
            "Find things by name",
            "Find people, organizations, agreements, events, places, concepts by a name in any "
            "script or a part of one.",
            {
                "text": {"type": "string", "description": "A name or a part of one."},
                "kind": {"type": "string", "description": "Only things of this class."},
                "limit": limit,
            },
            ("text",),
            search,
        ),
        Tool(
            "show",
            "All that is known of a thing",
            "All facts of one thing, each with the sources that state it.",
            {"thing": thing, "language": _language(graph)},
            ("thing",),
            show,
        ),
        Tool(
            "path",
            "How two things are connected",
            "The shortest ways from one thing to another, each step with its sources.",
            {
                "start": {**thing, "description": f"One thing. {thing['description']}"},
                "end": {**thing, "description": f"The other thing. {thing['description']}"},
                "limit": {
                    **limit,
                    "default": current.path_limit,
                    "maximum": 20,
                    "description": "The most ways.",
                },
            },
            ("start", "end"),
            path,
        ),
        Tool(
            "schema",
            "The terms of the dataset",
            "Classes, properties and concepts with their meaning, and the prefixes that SPARQL "
            "may use without declaring them. Read it before writing SPARQL.",
            {},
            (),
            schema,
        ),
    ]


def _facts(card: dict[str, Any]) -> list[dict[str, Any]]:
    return [{key: one for key, one in fact.items() if key != "citations"} for fact in card["facts"]]


def _sparql(graph: KnowledgeGraph) -> Tool:
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

    return Tool(
        "sparql",
        "Free SPARQL",
        "A SPARQL 1.1 query (SELECT, ASK, CONSTRUCT, DESCRIBE) over the dataset, read only, in a "
        "process that is ended when the time is up. Prefer a query_ tool where one fits; see "
        "schema for the terms. The default graph holds what is known; named graphs say who "
        "says so.",
        {
            "query": {"type": "string", "description": "The text of the query."},
            "max_rows": _max_rows(),
            "seconds": {
                "type": "integer",
                "description": "Seconds after which the query is ended.",
                "minimum": 1,
                "maximum": current.mcp_timeout_limit,
                "default": current.mcp_timeout,
            },
            "language": _language(graph),
        },
        ("query",),
        call,
    )
