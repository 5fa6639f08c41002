"""A named question has one answer, whichever way it is asked."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

import anyio
import pytest
from IPython.core.interactiveshell import InteractiveShell
from mcp import Client

from bilateral.cli.main import run
from bilateral.kg import KnowledgeGraph
from bilateral.mcp.server import server
from bilateral.notebook import SparqlMagics

if TYPE_CHECKING:
    from collections.abc import Callable

    from bilateral.questions.results import Term

Rows = list[tuple[str | None, ...]]
_ALL = 1_000


@cache
def graph() -> KnowledgeGraph:
    return KnowledgeGraph()


def _plain(term: Term | None) -> str | None:
    return None if term is None else str(getattr(term, "value", term))


def by_python(name: str, params: dict[str, str]) -> Rows:
    return [tuple(map(_plain, row)) for row in graph().query(name, params).rows[:_ALL]]


def by_notebook(name: str, params: dict[str, str]) -> Rows:
    shell = InteractiveShell()  # type: ignore[no-untyped-call]
    options = " ".join(f"{key}='{value}'" for key, value in params.items())
    magic: Any = SparqlMagics.sparql
    magic(SparqlMagics(shell), f"{name} {options} -o found")
    return [tuple(map(_plain, row)) for row in shell.user_ns["found"].rows[:_ALL]]


def by_mcp(name: str, params: dict[str, str]) -> Rows:
    query = graph().queries[name]
    numbers = {
        parameter.name for parameter in query.parameters if parameter.type in ("integer", "year")
    }
    arguments: dict[str, Any] = {k: int(v) if k in numbers else v for k, v in params.items()}

    async def call() -> Any:
        async with Client(server(graph())) as client:
            tool = f"query_{name.replace('-', '_')}"
            return await client.call_tool(tool, {**arguments, "max_rows": _ALL})

    columns = graph().query(name, params).columns
    rows = anyio.run(call).structured_content["rows"]
    return [tuple(_cell(row["values"].get(column)) for column in columns) for row in rows]


def _cell(cell: dict[str, str] | None) -> str | None:
    return None if cell is None else cell.get("iri", cell.get("value"))


NAMES = sorted(name for name, query in graph().queries.items() if not query.must_be_empty)
WAYS: list[Callable[[str, dict[str, str]], Rows]] = [by_notebook, by_mcp]


@pytest.mark.parametrize("name", NAMES)
def test_the_rows_are_the_same(name: str, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    params = graph().queries[name].needed_examples()
    expected = by_python(name, params)
    assert expected
    options = [word for key, value in params.items() for word in ("--param", f"{key}={value}")]
    assert run(["query", name, *options, "--format", "json"]) == 0
    answer = json.loads(capfdbinary.readouterr()[0])
    columns = answer["head"]["vars"]
    printed = [
        tuple(row[column]["value"] if column in row else None for column in columns)
        for row in answer["results"]["bindings"]
    ]
    assert printed[:_ALL] == expected
    assert {way.__name__: way(name, params) == expected for way in WAYS} == {
        "by_notebook": True,
        "by_mcp": True,
    }
