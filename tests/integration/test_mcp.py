"""The server for assistants, asked by the protocol's own client."""

from __future__ import annotations

import os
import sys
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import anyio
import pytest
from mcp import Client
from mcp.client.stdio import StdioServerParameters
from support import ROOT, QueryProcesses, wait_until

from bilateral.mcp import answers
from bilateral.mcp.server import server
from bilateral.mcp.tools import tools
from bilateral.settings import Settings

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    import mcp_types as types

    from bilateral.kg import KnowledgeGraph

ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
FIELDS = {"question", "rows", "citations", "truncated", "timed_out"}


def call_tool(kg: KnowledgeGraph, tool: str, **arguments: Any) -> types.CallToolResult:
    """Call a tool in this process, through the protocol."""

    async def call() -> types.CallToolResult:
        async with Client(server(kg)) as client:
            return await client.call_tool(tool, arguments)

    return anyio.run(call)


def data(result: types.CallToolResult) -> dict[str, Any]:
    assert result.structured_content is not None
    answer: dict[str, Any] = result.structured_content
    assert set(answer) == FIELDS
    return answer


def text(result: types.CallToolResult) -> str:
    (content,) = result.content
    assert content.type == "text"
    return content.text


@asynccontextmanager
async def over_stdio() -> AsyncIterator[Client]:
    command = ["-m", "bilateral", "--root", str(ROOT), "mcp"]
    started = StdioServerParameters(command=sys.executable, args=command, env=dict(os.environ))
    async with Client(started) as client:
        yield client


def on_its_own(use: Callable[[Client], Awaitable[Any]]) -> Any:
    """Use a server that runs as a process of its own."""

    async def run() -> Any:
        async with over_stdio() as client:
            return await use(client)

    return anyio.run(run)


def test_a_process_of_its_own_answers_and_writes_nothing_but_the_protocol() -> None:
    async def use(client: Client) -> Any:
        offered = (await client.list_tools()).tools
        return offered, await client.call_tool("query_agreements", {"since": "2005-01-01"})

    offered, answer = on_its_own(use)
    assert len(offered) > 60
    assert not answer.is_error
    assert len(data(answer)["rows"]) > 10


def test_named_questions_come_first_and_checks_of_the_data_are_not_offered(
    kg: KnowledgeGraph,
) -> None:
    names = [tool.name for tool in tools(kg)]
    assert names[-5:] == ["search", "show", "path", "schema", "sparql"]
    expected = {
        f"query_{name.replace('-', '_')}"
        for name, query in kg.queries.items()
        if not query.must_be_empty
    }
    assert set(names[:-5]) == expected
    assert all(len(name) <= 64 and name.replace("_", "").isalnum() for name in names)


def test_every_tool_is_described_typed_and_read_only(kg: KnowledgeGraph) -> None:
    async def listed() -> list[types.Tool]:
        async with Client(server(kg)) as client:
            return (await client.list_tools()).tools

    for tool in anyio.run(listed):
        assert tool.description
        assert tool.title
        assert tool.output_schema == answers.OUTPUT
        assert tool.input_schema["additionalProperties"] is False
        assert tool.annotations is not None
        assert tool.annotations.read_only_hint
        for schema in tool.input_schema["properties"].values():
            assert schema["description"]
            assert schema["type"] in ("string", "integer")


def test_every_row_of_an_answer_has_its_citations(kg: KnowledgeGraph) -> None:
    answer = data(call_tool(kg, "query_visits"))
    ids = {citation["id"] for citation in answer["citations"]}
    assert answer["rows"]
    assert all(row["cited"] and ids.issuperset(row["cited"]) for row in answer["rows"])
    assert {citation["source"] for citation in answer["citations"]}
    assert len(ids) == len(answer["citations"])


def test_search_show_and_path_give_things_facts_and_steps(kg: KnowledgeGraph) -> None:
    hit = data(call_tool(kg, "search", text="岸信介"))["rows"][0]["values"]
    assert hit["label"] == "Nobusuke Kishi"
    card = call_tool(kg, "show", thing=hit["iri"])
    assert "Nobusuke Kishi" in text(card)
    assert any(row["cited"] for row in data(card)["rows"])
    steps = data(call_tool(kg, "path", start="JICA", end="Taro Aso"))["rows"]
    assert steps[0]["values"]["source_label"] == "Japan International Cooperation Agency"
    assert all(step["cited"] for step in steps)
    assert "bil:hasParticipant" in text(call_tool(kg, "schema"))


def test_names_are_in_the_language_asked_for(kg: KnowledgeGraph) -> None:
    answer = data(call_tool(kg, "query_ambassadors", language="ur"))
    labels = {row["values"]["post"]["label"] for row in answer["rows"]}
    assert "سفیرِ جاپان برائے پاکستان" in labels


def test_what_is_cut_says_so(kg: KnowledgeGraph) -> None:
    cut = call_tool(kg, "query_events", max_rows=3)
    assert (len(data(cut)["rows"]), data(cut)["truncated"]) == (3, True)
    assert "There is more than this." in text(cut)
    long = call_tool(kg, "sparql", query=f'SELECT ?x {{ BIND("{"ab" * 5_000}" AS ?x) }}')
    assert data(long)["truncated"]
    assert len(data(long)["rows"][0]["values"]["x"]["value"]) == Settings.mcp_value.default + 1
    assert not data(call_tool(kg, "query_missions"))["truncated"]


def test_free_queries_give_rows_yes_or_no_and_triples(kg: KnowledgeGraph) -> None:
    rows = data(call_tool(kg, "sparql", query="SELECT ?x { ?x a bil:Treaty } ORDER BY ?x"))["rows"]
    assert rows[0]["values"]["x"]["label"]
    assert rows[0]["cited"]
    yes = data(call_tool(kg, "sparql", query="ASK { ?x a bil:Treaty }"))["rows"]
    assert yes == [{"values": {"answer": True}, "cited": []}]
    construct = "CONSTRUCT { ?x a bil:Agreement } WHERE { ?x a bil:Treaty }"
    assert len(data(call_tool(kg, "sparql", query=construct))["rows"]) == len(rows)


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs /proc")
def test_an_endless_query_is_ended_and_leaves_nothing(
    kg: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    processes = QueryProcesses()
    monkeypatch.setenv(*processes.mark)
    result = call_tool(kg, "sparql", query=ENDLESS, seconds=1)
    assert result.is_error
    assert data(result)["timed_out"]
    assert "stopped after 1 seconds" in text(result)
    wait_until(lambda: not processes.running(), "the end of the process of the query")


@pytest.mark.parametrize(
    ("tool", "arguments", "message"),
    [
        ("query_agreements", {"since": "soon"}, "must be a day"),
        ("query_agreements", {"until": "2000-01-01"}, "'until' was unexpected"),
        ("query_who_says", {}, "'thing' is a required property"),
        ("query_events", {"max_rows": 0}, "must be an integer from 1 to 1,000, not 0"),
        ("query_events", {"max_rows": True}, "must be an integer"),
        ("query_events", {"max_rows": "5"}, "must be an integer from 1 to 1,000, not '5'"),
        ("query_events", {"language": "jp"}, "names are in en, ja, ur"),
        ("show", {"thing": "Nobody Of This Name"}, "unknown"),
        ("sparql", {"query": "SELECT"}, "next:"),
        (
            "sparql",
            {"query": "SELECT * { SERVICE <https://example.org/> { ?s ?p ?o } }"},
            "SERVICE",
        ),
        ("sparql", {"query": "DELETE WHERE { ?s ?p ?o }"}, "next:"),
        ("search", {"text": "x" * 1_000_000}, "give at most 20,000"),
        ("nothing", {}, "unknown tool"),
    ],
)
def test_mistakes_come_back_with_the_next_step(
    kg: KnowledgeGraph, tool: str, arguments: dict[str, Any], message: str
) -> None:
    result = call_tool(kg, tool, **arguments)
    assert result.is_error
    assert message in text(result)
    assert "next:" in text(result)
    assert data(result)["rows"] == []


def test_what_is_quoted_is_marked_and_cannot_command(kg: KnowledgeGraph) -> None:
    query = 'SELECT ?x { BIND("a\\u001B[2J\\u202Eb" AS ?x) }'
    result = call_tool(kg, "sparql", query=query)
    assert answers.NOTICE in text(result)
    for quoted in (text(result), data(result)["rows"][0]["values"]["x"]["value"]):
        assert "\x1b" not in quoted
        assert "\u202e" not in quoted
