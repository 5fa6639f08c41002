"""Two rules said which questions must be empty: `untraced` was published as one to ask."""

from __future__ import annotations

import base64
import gzip
import json

import pytest

from bilateral.errors import ToolError
from bilateral.kg import KnowledgeGraph

CHECKS = {
    "never-before-independence",
    "never-force-before-signature",
    "never-one-sided-treaty",
    "never-opinion-as-fact",
    "never-own-aid",
    "never-own-mission",
    "untraced",
}


def test_the_rule_covers_every_check_whatever_its_name() -> None:
    queries = KnowledgeGraph().queries
    assert {name for name, query in queries.items() if query.must_be_empty} == CHECKS


def test_no_check_is_a_tool_for_assistants() -> None:
    from bilateral.mcp.tools import tools

    names = {tool.name for tool in tools(KnowledgeGraph())}
    assert "query_last_visit" in names
    assert not names & {f"query_{name.replace('-', '_')}" for name in CHECKS}


def test_no_check_is_a_question_of_the_page_with_sparql() -> None:
    from bilateral.pages.explorer.sparql import parts

    graph = KnowledgeGraph()
    try:
        packed = parts(graph.store, graph.queries)["questions"]
    except ToolError:
        pytest.skip("the engine of the page is not there")
    questions = json.loads(gzip.decompress(base64.b64decode(packed)))["questions"]
    assert {question["name"] for question in questions} == set(graph.queries) - CHECKS
