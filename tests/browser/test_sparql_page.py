"""The page that answers SPARQL by itself: the same rows, and nothing that cannot be stopped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
import pytest
from reader import faults, messages, open_page, requests, shown, wait
from selenium.common.exceptions import NoAlertPresentException
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select
from support import PATIENCE, absent, made_once

from bilateral.errors import ToolError
from bilateral.kg import KnowledgeGraph
from bilateral.pages.explorer.sparql import parts
from bilateral.rdf.vocabulary import ID

if TYPE_CHECKING:
    from pathlib import Path

    from selenium import webdriver

pytestmark = pytest.mark.browser

HOSTILE = [
    '"} DROP ALL #',
    "Japan> } SELECT * { ?s ?p ?o } #",
    "<script>alert(1)</script>",
    "$& $1 $$",
    "\\u0022 ) || true",
]


@pytest.fixture(scope="module")
def asking(run_folder: Path, kg: KnowledgeGraph) -> Path:
    try:
        ask = parts(kg.store, kg.queries)
    except ToolError as error:
        absent(str(error))

    def write(file: Path) -> None:
        file.write_text(kg.explore(ask=ask), encoding="utf-8")

    return made_once(run_folder, "ask.html", write)


@pytest.fixture(scope="module")
def loaded(browser: webdriver.Chrome, asking: Path) -> webdriver.Chrome:
    return _open(browser, asking)


def _open(browser: webdriver.Chrome, asking: Path) -> webdriver.Chrome:
    opened = open_page(browser, asking)
    wait(opened).until(
        lambda page: page.execute_script("return !!(window.ask && window.ask.ready)")
    )
    _limit(opened, PATIENCE)
    return opened


def _limit(browser: webdriver.Chrome, seconds: float) -> None:
    browser.execute_script("document.getElementById('limit').value = arguments[0]", seconds)


def _answer(browser: webdriver.Chrome, name: str = "", text: str = "") -> dict[str, Any]:
    browser.execute_script("window.ask.choose(arguments[0])", name)
    if text:
        browser.execute_script("window.ask.editor.setValue(arguments[0])", text)
    return _run(browser)


def _run(browser: webdriver.Chrome) -> dict[str, Any]:
    browser.execute_script("window.before = window.ask.rows(); window.ask.run()")
    done = (
        "return window.ask.rows() !== window.before"
        " || document.getElementById('told').classList.contains('error')"
    )
    wait(browser).until(lambda page: page.execute_script(done))
    message = browser.find_element(By.ID, "told")
    assert "error" not in (message.get_attribute("class") or ""), message.get_attribute(
        "textContent"
    )
    answer: dict[str, Any] = browser.execute_script("return window.ask.rows()")
    return answer


def _to_the_questions(browser: webdriver.Chrome) -> None:
    if not browser.find_element(By.ID, "ask").is_displayed():
        browser.find_element(By.ID, "as-ask").click()


def _plain(term: object) -> tuple[str, str, str]:
    if isinstance(term, ox.NamedNode):
        return ("NamedNode", term.value, "")
    if isinstance(term, ox.Literal):
        return ("Literal", term.value, term.language or "")
    return ("", "", "")


def _names() -> list[str]:
    queries = KnowledgeGraph().queries
    return [name for name in sorted(queries) if not queries[name].must_be_empty]


@pytest.mark.parametrize("name", _names())
def test_each_question_has_the_rows_of_the_command(loaded: webdriver.Chrome, name: str) -> None:
    graph = KnowledgeGraph()
    result = graph.query(name, graph.queries[name].needed_examples(), cite=True)
    expected = sorted([_plain(term) for term in row] for row in result.rows)
    answer = _answer(loaded, name)
    assert answer["columns"] == list(result.columns)
    rows = [
        [(term["type"], term["value"], term["lang"]) if term else ("", "", "") for term in row]
        for row in answer["rows"]
    ]
    assert sorted(rows) == expected


def test_rows_carry_the_sources_that_state_them(loaded: webdriver.Chrome) -> None:
    graph = KnowledgeGraph()
    result = graph.query("visits", {}, cite=True)
    answer = _answer(loaded, "visits")
    assert result.citations is not None
    expected = {
        _plain(row[0])[1]: {
            (citation.source, citation.short.partition(" ")[2]) for citation in cited
        }
        for row, cited in zip(result.rows, result.citations, strict=True)
    }
    for row, cited in zip(answer["rows"], answer["cited"], strict=True):
        there = {(citation["source"], citation["passage"]) for citation in cited}
        # What follows by a rule is traced by the command only.
        assert there <= expected[row[0]["value"]]
        assert there


def test_it_opens_quietly_and_without_serious_fault(
    browser: webdriver.Chrome, asking: Path
) -> None:
    opened = _open(browser, asking)
    opened.find_element(By.ID, "as-ask").click()
    Select(opened.find_element(By.ID, "question")).select_by_visible_text("Agreements")
    opened.find_element(By.ID, "run").click()
    wait(opened).until(lambda page: page.find_elements(By.CSS_SELECTOR, "#answer tr"))
    assert messages(opened) == []
    assert requests(opened) == []
    own = [fault for fault in faults(opened) if "CodeMirror" not in str(fault[2])]
    assert own == []
    Select(opened.find_element(By.ID, "language")).select_by_value("ur")
    assert opened.find_element(By.ID, "run").text == "جواب"
    Select(opened.find_element(By.ID, "language")).select_by_value("en")


def test_a_sum_that_the_engine_reads_wrongly_is_warned_of(loaded: webdriver.Chrome) -> None:
    message = loaded.find_element(By.ID, "told")
    _answer(loaded, text="SELECT (10 - 2 - 3 AS ?x) {}")
    assert "put parentheses" in str(message.get_attribute("textContent"))
    answer = _answer(loaded, text="SELECT ((10 - 2) - 3 AS ?x) {}")
    assert answer["rows"][0][0]["value"] == "5"
    assert "put parentheses" not in str(message.get_attribute("textContent"))


def test_a_query_that_would_not_end_is_stopped(loaded: webdriver.Chrome) -> None:
    cross = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    _to_the_questions(loaded)
    loaded.execute_script("ask.choose(''); ask.editor.setValue(arguments[0]); ask.run()", cross)
    stop = loaded.find_element(By.ID, "stop")
    assert stop.is_enabled()
    stop.click()
    assert loaded.find_element(By.ID, "told").text == "Stopped"
    assert len(_answer(loaded, "agreements")["rows"]) > 50


def test_a_query_is_stopped_after_the_seconds_that_are_given(loaded: webdriver.Chrome) -> None:
    cross = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    _limit(loaded, 1)
    loaded.execute_script("ask.choose(''); ask.editor.setValue(arguments[0]); ask.run()", cross)
    wait(loaded).until(
        lambda page: (
            "after 1 s" in str(page.find_element(By.ID, "told").get_attribute("textContent"))
        )
    )
    _limit(loaded, PATIENCE)
    assert len(_answer(loaded, "agreements")["rows"]) > 50


@pytest.mark.parametrize("value", HOSTILE)
def test_a_hostile_value_is_refused_or_stays_a_value(loaded: webdriver.Chrome, value: str) -> None:
    parameters = KnowledgeGraph().queries["agreements"].parameters
    loaded.execute_script("window.ask.choose('agreements')")
    field = f"value-{parameters[0].name}"
    loaded.execute_script(
        "document.getElementById(arguments[0]).value = arguments[1]; window.ask.run()", field, value
    )
    message = loaded.find_element(By.ID, "told")
    assert "error" in (message.get_attribute("class") or "")
    with pytest.raises(NoAlertPresentException):
        _ = loaded.switch_to.alert.text


def test_an_entity_is_given_by_its_name_in_any_language(loaded: webdriver.Chrome) -> None:
    graph = KnowledgeGraph()
    visits = {parameter.name for parameter in graph.queries["visits"].parameters}
    assert "visitor" in visits
    loaded.execute_script("window.ask.choose('visits')")
    for name in ("Nobusuke Kishi", "岸信介"):
        loaded.execute_script("document.getElementById('value-visitor').value = arguments[0]", name)
        rows = _run(loaded)["rows"]
        assert len(rows) == len(graph.query("visits", {"visitor": "Nobusuke Kishi"}).rows)
        assert rows


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("ASK { ?s ?p ?o }", True),
        ("CONSTRUCT { ?s a ?c } WHERE { ?s a ?c } LIMIT 3", 3),
        ("SELECT ?x WHERE { ?x <urn:none> ?y }", 0),
        ("DESCRIBE <urn:none>", 0),
    ],
)
def test_every_form_of_query_is_answered(
    loaded: webdriver.Chrome, text: str, first: bool | int
) -> None:
    answer = _answer(loaded, text=text)
    if isinstance(first, bool):
        assert answer["boolean"] is first
    else:
        assert len(answer["rows"]) == first


def test_a_mistake_is_told_with_its_place(loaded: webdriver.Chrome) -> None:
    loaded.execute_script("ask.choose(''); ask.editor.setValue('SELECT * WHERE {'); ask.run()")
    wait(loaded).until(
        lambda page: "error" in (page.find_element(By.ID, "told").get_attribute("class") or "")
    )
    assert "1:" in (loaded.find_element(By.ID, "told").get_attribute("textContent") or "")


def test_an_answer_is_drawn_in_the_explorer(loaded: webdriver.Chrome) -> None:
    _to_the_questions(loaded)
    _answer(loaded, "loans")
    loaded.find_element(By.ID, "draw-answer").click()
    things = shown(loaded)
    assert all(iri.startswith(ID) for iri in things)
    assert 10 < len(things) < 100
    assert "of the answer" in loaded.find_element(By.ID, "count").text


def test_the_table_is_safe_for_spreadsheets(loaded: webdriver.Chrome) -> None:
    _answer(loaded, text='SELECT ("=1+1" AS ?a) ("-5" AS ?b) ("a,\\"b\\"" AS ?c) {}')
    text: str = loaded.execute_script("return window.ask.csv()")
    assert text == 'a,b,c\r\n\'=1+1,-5,"a,""b"""\r\n'
