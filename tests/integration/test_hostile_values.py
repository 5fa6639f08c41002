"""Whatever a value holds, it stays a value, whichever way it comes in."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import anyio
import pytest
from IPython.core.error import UsageError
from IPython.core.interactiveshell import InteractiveShell
from mcp import Client

from bilateral.cli.main import run
from bilateral.errors import BilateralError, UnknownNameError
from bilateral.mcp.server import server
from bilateral.notebook import SparqlMagics

if TYPE_CHECKING:
    from bilateral.kg import KnowledgeGraph
    from bilateral.questions.ask import Interpretation

FIXTURE = Path(__file__).resolve().parents[1] / "fixtures" / "hostile-values.txt"
LONG = 1_000_000
VALUES: list[str] = [json.loads(line) for line in FIXTURE.read_text(encoding="utf-8").splitlines()]
VALUES += ["x" * LONG, '"' * LONG, "\u202e} UNION { ?s ?p ?o } #\u202c"]
# More than this of a value in a message is no help to anybody.
_ECHO = 2_000
_COMMANDING = {"\x1b", "\u202e", "\u202d", "\u2066", "\x00"}


def terminal(message: str) -> bool:
    return len(message) < _ECHO and not _COMMANDING.intersection(message)


@pytest.mark.parametrize("value", VALUES, ids=range(len(VALUES)))
def test_no_thing_is_called_so_and_nothing_else_is_asked(
    kg: KnowledgeGraph, value: str, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    with pytest.raises(BilateralError) as caught:
        kg.query("who-says", {"thing": value})
    assert len(str(caught.value)) < _ECHO

    if not any("\ud800" <= ch <= "\udfff" for ch in value):
        assert run(["query", "who-says", "--param", f"thing={value}"]) == 2
        out, message = capfdbinary.readouterr()
        assert out == b""
        assert terminal(message.decode("utf-8").replace("\n", " "))

    async def call() -> Any:
        async with Client(server(kg)) as client:
            return await client.call_tool("query_who_says", {"thing": value})

    answer = anyio.run(call)
    assert answer.is_error
    assert answer.structured_content["rows"] == []
    assert terminal(answer.content[0].text)

    shell = InteractiveShell()  # type: ignore[no-untyped-call]
    shell.user_ns["value"] = value
    magic: Any = SparqlMagics.sparql
    echo = "SELECT ?x WHERE { VALUES ?x { UNDEF } }"
    # What is no text of RDF is refused; nothing else of it reaches the engine.
    result, refused = None, ""
    try:
        result = magic(SparqlMagics(shell), "--bind x=value", echo)
    except UsageError as error:
        refused = str(error)
    assert len(refused) < _ECHO
    assert bool(refused) == (result is None)
    assert result is None or [row[0].value for row in result.rows] == [value]


@pytest.mark.parametrize("value", VALUES, ids=range(len(VALUES)))
def test_what_is_looked_for_is_only_looked_for(kg: KnowledgeGraph, value: str) -> None:
    assert isinstance(kg.search(value), list)
    understood: list[Interpretation] = []
    with contextlib.suppress(UnknownNameError):
        understood = kg.understand(value)
    assert all(interpretation.query in kg.queries for interpretation in understood)
