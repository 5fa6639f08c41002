from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph as ox
import pytest

from bilateral.errors import ParameterError
from bilateral.questions.bind import substitute
from bilateral.questions.header import NamedQuery, Parameter, ParameterType
from bilateral.questions.parameters import bind
from bilateral.questions.scan import Scan
from bilateral.rdf.vocabulary import XSD

FIXTURE = Path(__file__).resolve().parents[1] / "fixtures" / "hostile-values.txt"
HOSTILE = [json.loads(line) for line in FIXTURE.read_text(encoding="utf-8").splitlines()]
HOSTILE.append("x\"'}>" * 200_000)
TEXT = "SELECT ?value WHERE { VALUES ?value { UNDEF } }"


def query(kind: ParameterType, *, default: str | None = None, required: bool = False) -> NamedQuery:
    parameter = Parameter(
        name="value",
        type=kind,
        description="A value.",
        default=default,
        example="an example",
        required=required,
    )
    return NamedQuery(
        name="test",
        title="",
        description="",
        question="",
        group="",
        competency=(),
        parameters=(parameter,),
        columns=(),
        text=TEXT,
        path="",
        titles={},
    )


def same(name: str) -> str:
    return name


def bound(kind: ParameterType, value: str) -> ox.NamedNode | ox.Literal:
    return bind(query(kind), {"value": value}, same)[ox.Variable("value")]


@pytest.mark.parametrize("value", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_values_stay_data(value: str) -> None:
    term = bound("string", value)
    store = ox.Store()
    substituted = store.query("SELECT ?value { }", substitutions={ox.Variable("value"): term})
    pasted = store.query(substitute(Scan(TEXT), {ox.Variable("value"): term}).text)
    for found in (substituted, pasted):
        assert isinstance(found, ox.QuerySolutions)
        assert [row["value"] for row in found] == [ox.Literal(value)]


@pytest.mark.parametrize("kind", ["entity", "integer", "year", "date", "lang"])
@pytest.mark.parametrize("value", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_values_do_not_pass_as_other_types(kind: ParameterType, value: str) -> None:
    with pytest.raises(ParameterError) as caught:
        bound(kind, value)
    assert len(str(caught.value)) < 500


@pytest.mark.parametrize(
    ("kind", "value", "lexical", "datatype"),
    [
        ("integer", "+007", "7", "integer"),
        ("integer", "-0", "0", "integer"),
        ("year", " 1957 ", "1957", "integer"),
        ("date", "1957-11-27", "1957-11-27", "date"),
        ("lang", "zh-Hant", "zh-hant", "string"),
    ],
)
def test_values_take_their_canonical_form(
    kind: ParameterType, value: str, lexical: str, datatype: str
) -> None:
    assert bound(kind, value) == ox.Literal(lexical, datatype=ox.NamedNode(XSD + datatype))


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("integer", "9" * 5000),
        ("integer", "9223372036854775808"),
        ("integer", "1.5"),
        ("year", "19570"),
        ("date", "2023-02-29"),
        ("date", "20230228"),
        ("lang", "e"),
        ("string", "\ud800"),
    ],
)
def test_a_value_of_the_wrong_type_is_refused(kind: ParameterType, value: str) -> None:
    with pytest.raises(ParameterError, match="value must be") as caught:
        bound(kind, value)
    assert "--param value=" in caught.value.next_step


def test_optional_required_and_default_values() -> None:
    assert bind(query("string"), {}, same) == {}
    assert bind(query("string", default="x"), {}, same) == {ox.Variable("value"): ox.Literal("x")}
    with pytest.raises(ParameterError, match="needs a value") as caught:
        bind(query("string", required=True), {}, same)
    assert caught.value.next_step == 'for example --param value="an example"'


def test_an_unknown_parameter_gets_the_nearest_name() -> None:
    with pytest.raises(ParameterError, match="did you mean value"):
        bind(query("string"), {"valeu": "1"}, same)
