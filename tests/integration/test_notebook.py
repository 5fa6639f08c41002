"""The magics in a notebook, and the tour that is committed with its answers."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
import pytest
from IPython.core.error import UsageError
from IPython.core.interactiveshell import InteractiveShell

import bilateral
from bilateral.errors import ParameterError
from bilateral.notebook import SparqlMagics, term
from bilateral.rdf.vocabulary import XSD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bilateral.questions.results import Result

ROOT = Path(__file__).resolve().parents[2]
AGREEMENTS = "SELECT ?x WHERE { VALUES ?name { UNDEF } ?x skos:prefLabel ?name }"


@pytest.fixture(scope="module")
def shell() -> Iterator[InteractiveShell]:
    shell = InteractiveShell.instance()
    shell.run_line_magic("load_ext", "bilateral.notebook")
    yield shell
    InteractiveShell.clear_instance()


@pytest.fixture
def magics(shell: InteractiveShell) -> SparqlMagics:
    return SparqlMagics(shell)


def answer(shell: InteractiveShell, line: str, cell: str | None = None) -> Result | None:
    magic: Any = SparqlMagics.sparql
    result: Result | None = magic(SparqlMagics(shell), *([line] if cell is None else [line, cell]))
    return result


def rows(shell: InteractiveShell, line: str, cell: str | None = None) -> list[object]:
    result = answer(shell, line, cell)
    assert result is not None
    return list(result.rows)


def test_the_extension_adds_both_magics(shell: InteractiveShell) -> None:
    for kind in ("line", "cell"):
        assert "sparql" in shell.magics_manager.magics[kind]


def test_a_named_question_is_asked_in_a_line(shell: InteractiveShell) -> None:
    expected = bilateral.load().query("visits", {"from": "2005-01-01"}).rows
    assert rows(shell, "visits from=2005-01-01") == expected[:50]


def test_a_cell_of_sparql_is_answered_with_its_sources(shell: InteractiveShell) -> None:
    assert answer(shell, "-o found --lang ja", "SELECT ?x { ?x a bil:Treaty }") is None
    result = shell.user_ns["found"]
    assert len(result.rows) == 8
    assert result.citations is not None
    assert all(result.citations)
    assert "日本パキスタン文化協定" in result._repr_html_()


def test_what_is_kept_is_kept_whole_and_what_is_shown_is_cut(shell: InteractiveShell) -> None:
    assert answer(shell, "events -o every") is None
    assert len(shell.user_ns["every"].rows) > 50
    assert len(rows(shell, "events")) == 50
    result = answer(shell, "events")
    assert result is not None
    assert "There are more rows" in result._repr_html_()


@pytest.mark.parametrize("value", ['"', "}", "x> . ?a ?b ?c", "a\nb", "\u202e", "') } DROP ALL #"])
def test_a_bound_value_stays_a_value(shell: InteractiveShell, value: str) -> None:
    shell.user_ns["value"] = value
    assert rows(shell, "--bind name=value", AGREEMENTS) == []
    echo = "SELECT ?name WHERE { VALUES ?name { UNDEF } }"
    assert rows(shell, "--bind name=value", echo) == [(ox.Literal(value),)]


def test_python_values_become_terms_of_their_kind() -> None:
    day = ox.Literal("2005-04-30", datatype=ox.NamedNode(XSD + "date"))
    assert term(dt.date(2005, 4, 30)) == day
    assert term(5) == ox.Literal(5)
    assert term(ox.NamedNode("urn:x")) == ox.NamedNode("urn:x")
    assert term("urn:x") == ox.Literal("urn:x")
    with pytest.raises(ParameterError):
        term([1])


@pytest.mark.parametrize(
    ("line", "cell", "message"),
    [
        ("", None, "needs the name of a question"),
        ("agrements", None, "did you mean agreements"),
        ("agreements since", None, "a parameter is key=value"),
        ("agreements since=soon", None, "must be a day"),
        ("agreements --bind x=1", None, "--bind is for %%sparql"),
        ("agreements --nonsense", None, "unrecognized arguments"),
        ("'open", None, "closing quotation"),
        ("words", "ASK {}", "takes options only"),
        ("--bind 1x=1", "ASK {}", "--bind takes name=expression"),
        ("--bind x=1", "ASK {}", "no place for the parameter 'x'"),
        ("", "SELECT ?x { ?x a bil:Agrement }", "did you mean bil:Agreement"),
        ("--timeout 1", "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a", "was stopped"),
        ("--known-on soon", "ASK {}", "is not a year, month or day"),
    ],
)
def test_mistakes_are_told_without_a_traceback(
    magics: SparqlMagics, line: str, cell: str | None, message: str
) -> None:
    magic: Any = SparqlMagics.sparql
    with pytest.raises(UsageError) as caught:
        magic(magics, *([line] if cell is None else [line, cell]))
    assert message.lower() in str(caught.value).lower()


def test_an_answer_says_in_a_line_what_it_is() -> None:
    kg = bilateral.load()
    assert repr(kg.query("missions")).endswith("rows of mission, kind, sender, host, place>")
    assert repr(kg.query("ASK {}")) == "<Result: true>"
    assert (
        repr(kg.query("CONSTRUCT { ?x a bil:Treaty } { ?x a bil:Treaty }")) == "<Result: 8 triples>"
    )


def test_the_tour_is_what_its_cells_answer() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "docs" / "make_tour.py"), "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_the_tour_shows_a_table_a_picture_and_two_mistakes() -> None:
    book = json.loads((ROOT / "docs" / "tour.ipynb").read_text(encoding="utf-8"))
    outputs = [output for cell in book["cells"] for output in cell.get("outputs", [])]
    kinds = {kind for output in outputs for kind in output.get("data", {})}
    assert {"text/html", "image/svg+xml"} <= kinds
    printed = "".join(
        "".join(output["text"]) for output in outputs if output["output_type"] == "stream"
    )
    assert "did you mean bil:Agreement" in printed
    assert "was stopped after 2 seconds" in printed
    assert [
        output for output in outputs if output["output_type"] == "error" and output["traceback"]
    ] == []
