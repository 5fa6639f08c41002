from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from bilateral.compile.infer import infer
from bilateral.errors import DataError
from bilateral.rdf.vocabulary import spaces

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in spaces().prefixes.items())
WITHIN = """
INSERT { ?s bil:withinPlace ?o . GRAPH g:inferred.within { ?s bil:withinPlace ?o } }
WHERE { ?s bil:withinPlace ?m . ?m bil:withinPlace ?o FILTER NOT EXISTS { ?s bil:withinPlace ?o } }
"""
PLACED = """
INSERT { ?s bil:occurredAt ?o . GRAPH g:inferred.placed { ?s bil:occurredAt ?o } }
WHERE { ?s bil:occurredAt ?m . ?m bil:withinPlace ?o FILTER NOT EXISTS { ?s bil:occurredAt ?o } }
"""


def store_of(triples: str) -> ox.Store:
    store = ox.Store()
    store.load(input=HEAD + triples, format=ox.RdfFormat.TRIG)
    return store


def rules(folder: Path, **texts: str) -> Path:
    for name, text in texts.items():
        (folder / f"{name}.ru").write_text(text, encoding="utf-8")
    return folder


def ask(store: ox.Store, pattern: str) -> bool:
    return bool(store.query(f"ASK {{ {pattern} }}", prefixes=spaces().prefixes))


def test_rules_feed_each_other_until_nothing_is_new(tmp_path: Path) -> None:
    steps = " ".join(f"id:place.{n} bil:withinPlace id:place.{n + 1} ." for n in range(8))
    store = store_of(f"{steps} id:event.x bil:occurredAt id:place.0 .")
    # "placed" comes first in order, so it needs what "within" finds a round later.
    counts = infer(store, rules(tmp_path, placed=PLACED, within=WITHIN))
    assert counts == {"dates": 0, "placed": 8, "within": 28}
    assert ask(store, "id:event.x bil:occurredAt id:place.8")
    assert ask(store, "GRAPH g:inferred.placed { id:event.x bil:occurredAt id:place.8 }")
    assert not ask(store, "GRAPH g:inferred.within { id:place.0 bil:withinPlace id:place.1 }")


def test_an_inferred_graph_names_its_rule(tmp_path: Path) -> None:
    store = store_of(
        "id:place.a bil:withinPlace id:place.b . id:place.b bil:withinPlace id:place.c ."
    )
    infer(store, rules(tmp_path, placed=PLACED, within=WITHIN))
    described = 'GRAPH g:provenance { g:inferred.within a ev:InferenceGraph ; ev:rule "within" }'
    assert ask(store, described)
    assert not ask(store, "GRAPH g:provenance { g:inferred.placed ?p ?o }")


def test_a_rule_without_an_end_is_stopped(tmp_path: Path) -> None:
    store = store_of("id:event.x a bil:Event .")
    endless = "INSERT { GRAPH g:inferred.endless { [] a bil:Event } } WHERE { ?s a bil:Event }"
    with pytest.raises(DataError, match="still add triples"):
        infer(store, rules(tmp_path, endless=endless))


def test_a_rule_that_does_not_parse_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"broken\.ru") as caught:
        infer(ox.Store(), rules(tmp_path, broken="INSERT {"))
    assert caught.value.next_step


@pytest.mark.parametrize(
    ("dates", "first", "last"),
    [
        (["1957-02"], "1957-02-01", "1957-02-28"),
        (["2019/.."], "2019-01-01", None),
        (["/2019"], None, "2019-12-31"),
        (["1954", "1974-08"], "1954-01-01", "1974-08-31"),
        (["1954", "1974/.."], "1954-01-01", None),
    ],
)
def test_dates_get_their_first_and_last_day(
    tmp_path: Path, dates: list[str], first: str | None, last: str | None
) -> None:
    values = ", ".join(f'"{one}"^^edtf:EDTF' for one in dates)
    store = store_of(f"id:event.x bil:date {values} .")
    counts = infer(store, tmp_path)
    for name, day in (("notBefore", first), ("notAfter", last)):
        known = f'id:event.x bil:{name} "{day}"^^xsd:date'
        if day:
            assert ask(store, f"{known} . GRAPH g:inferred.dates {{ {known} }}")
        else:
            assert not ask(store, f"?s bil:{name} ?day")
    assert counts == {"dates": (first is not None) + (last is not None)}


def test_a_date_that_only_a_claim_states_gives_no_days(tmp_path: Path) -> None:
    store = store_of('g:x.a { id:event.x bil:date "1957"^^edtf:EDTF }')
    assert infer(store, tmp_path) == {"dates": 0}


def test_a_wrong_date_is_named(tmp_path: Path) -> None:
    store = store_of('id:event.x bil:date "spring of 57"^^edtf:EDTF .')
    with pytest.raises(DataError, match=r"event\.x.*spring of 57"):
        infer(store, tmp_path)
