"""Names of a table matched to things, in the shape of the reconciliation API 0.2."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from bilateral.errors import ParameterError, UnknownNameError
from bilateral.find.reconcile import extend, manifest, suggest

if TYPE_CHECKING:
    from bilateral.kg import KnowledgeGraph


def candidates(kg: KnowledgeGraph, text: str, **more: Any) -> list[dict[str, Any]]:
    candidates: list[dict[str, Any]] = kg.reconcile({"q0": {"query": text, **more}})["q0"]["result"]
    return candidates


def test_every_candidate_has_the_fields_of_the_protocol(kg: KnowledgeGraph) -> None:
    answer = kg.reconcile({"a": {"query": "JICA"}, "b": {"query": "no such thing at all"}})
    assert answer["b"] == {"result": []}
    for candidate in answer["a"]["result"]:
        assert set(candidate) == {"id", "name", "description", "type", "score", "match"}
        assert isinstance(candidate["match"], bool)
        assert 0 <= candidate["score"] <= 100
        assert all(set(kind) == {"id", "name"} for kind in candidate["type"])
    assert json.loads(json.dumps(answer)) == answer


def test_one_exact_name_is_a_match_and_a_slip_is_not(kg: KnowledgeGraph) -> None:
    (best, *others) = candidates(kg, "JICA")
    assert (best["id"], best["match"]) == ("org.jica", True)
    assert not any(candidate["match"] for candidate in others)
    assert candidates(kg, "国際協力機構")[0]["match"]
    slip = candidates(kg, "Zafrullah Khan", type="Person")[0]
    assert (slip["id"], slip["match"]) == ("person.zafarullah-khan", False)


def test_a_type_and_a_limit_narrow_the_candidates(kg: KnowledgeGraph) -> None:
    people = candidates(kg, "Kishi", type=["Person"], limit=2)
    assert len(people) == 2
    assert all(candidate["id"].startswith("person.") for candidate in people)
    assert len(candidates(kg, "japan", limit=1)) == 1


def test_a_property_decides_between_candidates(kg: KnowledgeGraph) -> None:
    visits = candidates(kg, "Visit of Shaukat Aziz to Japan", type="Visit", limit=10)
    assert len(visits) > 1
    for visit in visits[:2]:
        date = extend(kg, [visit["id"]], ["date"])["rows"][visit["id"]]["date"][0]["str"]
        first = candidates(
            kg,
            "Visit of Shaukat Aziz to Japan",
            type="Visit",
            properties=[{"pid": "bil:date", "v": date}],
        )[0]
        assert first["id"] == visit["id"]


def test_a_property_that_differs_takes_the_match_away(kg: KnowledgeGraph) -> None:
    properties = [{"pid": "actsFor", "v": {"id": "state.PK", "name": "Pakistan"}}]
    assert not candidates(kg, "JICA", properties=properties)[0]["match"]
    properties = [{"pid": "actsFor", "v": "Japan"}]
    assert candidates(kg, "JICA", properties=properties)[0]["match"]


def test_the_manifest_names_spaces_and_services() -> None:
    plain = manifest()
    assert plain["versions"] == ["0.2"]
    assert plain["view"]["url"].endswith("/id/{{id}}")
    assert "suggest" not in plain
    served = manifest("https://example.org/reconcile")
    assert set(served["suggest"]) == {"entity", "type", "property"}


def test_suggestions_begin_like_what_is_typed(kg: KnowledgeGraph) -> None:
    assert {"id": "bil:Visit", "name": "visit"} in suggest(kg, "vis", "type")
    assert {"id": "bil:actsFor", "name": "acts for"} in suggest(kg, "acts", "property")
    assert suggest(kg, "jic", "entity")[0]["id"] == "org.jica"
    with pytest.raises(ParameterError):
        suggest(kg, "x", "cake")


def test_values_extend_a_table(kg: KnowledgeGraph) -> None:
    table = extend(kg, ["org.jica", "nobody", "> <x"], ["bil:actsFor"])
    assert table["meta"] == [{"id": "bil:actsFor", "name": "acts for"}]
    assert table["rows"]["org.jica"]["bil:actsFor"] == [{"id": "state.JP", "name": "Japan"}]
    assert table["rows"]["nobody"] == table["rows"]["> <x"] == {"bil:actsFor": []}


@pytest.mark.parametrize(
    ("query", "error"),
    [
        ({}, ParameterError),
        ({"query": 5}, ParameterError),
        ({"query": "x", "limit": "5"}, ParameterError),
        ({"query": "x", "type": "Cake"}, UnknownNameError),
        ({"query": "x", "properties": [{"pid": "bil:cake", "v": "x"}]}, UnknownNameError),
        ({"query": "x", "properties": [{"v": "x"}]}, ParameterError),
        ({"query": "x", "properties": ["x"]}, ParameterError),
    ],
)
def test_a_query_of_another_form_is_refused(
    kg: KnowledgeGraph, query: dict[str, Any], error: type[Exception]
) -> None:
    with pytest.raises(error):
        kg.reconcile({"q0": query})
