"""Nodes that only qualify a fact are read as a part of it."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from bilateral.evidence.classes import class_names
from bilateral.evidence.contraction import contract
from bilateral.evidence.facts import Fact, facts
from bilateral.evidence.labels import labels
from bilateral.rdf.vocabulary import compact, spaces

HEAD = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in spaces().prefixes.items())
KNOWN = """
  id:tenure.1 a bil:Tenure ; bil:heldBy id:person.a ; bil:ofPost id:post.p ;
    bil:startDate "1957" ; bil:endDate "1960" .
  id:tenure.2 a bil:Tenure ; bil:heldBy id:person.a ; bil:ofPost id:post.p ;
    bil:attestedDate "1965" .
  id:action.1 a bil:AgreementAction ; bil:actionOn id:agreement.x ; bil:hasKind c:kind.signing ;
    bil:date "1957-05" ; bil:hasParticipant id:person.a .
  id:action.2 a bil:AgreementAction ; bil:actionOn id:agreement.x ; bil:date "1958" .
  id:flow.f a bil:AidFlow ; bil:amount id:amount.m .
  id:amount.m a schema:MonetaryAmount ; schema:value "1500000" ; schema:currency "JPY" .
  id:flow.g a bil:AidFlow ; bil:amount id:amount.n, id:amount.o .
  id:amount.n a schema:MonetaryAmount ; schema:value "12.5" ; schema:currency "USD" .
  id:amount.o a schema:MonetaryAmount ; schema:value "some" .
  id:agreement.x a bil:Agreement .
"""
DATA = f"""
{KNOWN}
id:agreement.x bil:hasParticipant id:person.a .
c:kind.signing skos:prefLabel "signing"@en .
g:s.p1s1.a {{ {KNOWN} }}
g:provenance {{
  g:s.p1s1.a prov:wasDerivedFrom psg:s.p1s1 ; ev:status ev:Accepted .
  psg:s.p1s1 oa:hasSource doc:s ; ev:paragraph 1 ; ev:sentence 1 .
}}
"""


@pytest.fixture(scope="module")
def contracted() -> list[Fact]:
    store = ox.Store()
    store.load(HEAD + DATA, ox.RdfFormat.TRIG)
    return contract(facts(store), class_names(store), labels(store))


def lines(contracted: list[Fact], subject: str) -> list[str]:
    return [
        f"{compact(fact.predicate)} {compact(fact.value.value)}"
        + (f" ({fact.note})" if fact.note else "")
        + f" [{', '.join(place.short for place in fact.places)}]"
        + (" inferred" if fact.inferred else "")
        for fact in contracted
        if compact(fact.subject) == subject and compact(fact.predicate) != "rdf:type"
    ]


def test_tenures_of_one_post_become_one_fact_of_the_person(contracted: list[Fact]) -> None:
    assert lines(contracted, "id:person.a") == [
        "bil:hasHeldPost id:post.p (attested 1965; from 1957, to 1960) [s 1.1]"
    ]


def test_an_action_gives_its_agreement_participants_and_dates(contracted: list[Fact]) -> None:
    # The participant is known by a rule as well: that it is stated counts.
    assert lines(contracted, "id:agreement.x") == [
        "bil:date 1957-05 (signing) [s 1.1]",
        "bil:date 1958 (action) [s 1.1]",
        "bil:hasParticipant id:person.a (signing) [s 1.1]",
    ]


def test_an_amount_becomes_a_value_with_its_currency(contracted: list[Fact]) -> None:
    assert lines(contracted, "id:flow.f") == ["bil:amount 1,500,000 JPY [s 1.1]"]
    assert lines(contracted, "id:flow.g") == [
        "bil:amount 12.50 USD [s 1.1]",
        "bil:amount some [s 1.1]",
    ]


def test_nothing_is_left_of_the_nodes_themselves(contracted: list[Fact]) -> None:
    names = {compact(fact.subject) for fact in contracted} | {
        compact(fact.target) for fact in contracted
    }
    assert not {name for name in names if name.startswith(("id:tenure", "id:action", "id:amount"))}
    keys = [(fact.subject, fact.predicate, str(fact.value), fact.note) for fact in contracted]
    assert keys == sorted(keys)
