"""An inferred triple leads back to the known triples that its rule needs."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from bilateral.evidence.premises import premises
from bilateral.rdf.vocabulary import spaces

HEAD = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in spaces().prefixes.items())
DATA = """
id:a a bil:Treaty, bil:Agreement, bil:Thing, bil:Event ; bil:date "1957" ; bil:near id:b ;
  bil:follows id:b ; bil:hasRecipient id:b ; bil:benefits id:b ; bil:follows id:c ;
  bil:occurredAt id:city ; bil:participant id:d .
id:b bil:near id:a ; bil:follows id:c ; bil:receivedIn id:a ; bil:withinPlace id:e .
id:city bil:withinPlace id:land .
id:tenure bil:heldBy id:d ; bil:ofPost id:post .
id:d bil:hasHeldPost id:post .
<https://w3id.org/bilateral/ontology> {
  bil:Treaty rdfs:subClassOf bil:Agreement . bil:Agreement rdfs:subClassOf bil:Thing .
  bil:hasRecipient rdfs:subPropertyOf bil:benefits .
  bil:receivedIn owl:inverseOf bil:hasRecipient .
  bil:occurredAt owl:propertyChainAxiom ( bil:occurredAt bil:withinPlace ) .
  bil:hasHeldPost owl:propertyChainAxiom ( [ owl:inverseOf bil:heldBy ] bil:ofPost ) .
}
"""


@pytest.fixture(scope="module")
def store() -> ox.Store:
    store = ox.Store()
    store.load(HEAD + DATA, ox.RdfFormat.TRIG)
    return store


def triple(text: str) -> ox.Triple:
    (quad,) = ox.parse(f"{HEAD} {text} .", format=ox.RdfFormat.TURTLE)
    return ox.Triple(quad.subject, quad.predicate, quad.object)


@pytest.mark.parametrize(
    ("rule", "inferred", "known"),
    [
        ("subclass", "id:a a bil:Thing", ["id:a a bil:Agreement", "id:a a bil:Treaty"]),
        ("subclass", "id:a a bil:Agreement", ["id:a a bil:Treaty"]),
        ("subclass", "id:a a bil:Treaty", []),
        ("subproperty", "id:a bil:benefits id:b", ["id:a bil:hasRecipient id:b"]),
        ("subproperty", "id:a bil:hasRecipient id:b", []),
        ("symmetric", "id:a bil:near id:b", ["id:b bil:near id:a"]),
        ("symmetric", 'id:a bil:near "b"', []),
        ("inverse", "id:a bil:hasRecipient id:b", ["id:b bil:receivedIn id:a"]),
        ("inverse", "id:b bil:receivedIn id:a", ["id:a bil:hasRecipient id:b"]),
        (
            "transitive",
            "id:a bil:follows id:c",
            ["id:a bil:follows id:b", "id:b bil:follows id:c"],
        ),
        ("transitive", "id:a bil:follows id:b", []),
        (
            "chain",
            "id:a bil:occurredAt id:land",
            ["id:a bil:occurredAt id:city", "id:city bil:withinPlace id:land"],
        ),
        (
            "chain",
            "id:d bil:hasHeldPost id:post",
            ["id:tenure bil:heldBy id:d", "id:tenure bil:ofPost id:post"],
        ),
        ("dates", 'id:a bil:notBefore "1957-01-01"', ['id:a bil:date "1957"']),
        ("unheard-of", "id:a a bil:Thing", []),
    ],
)
def test_every_rule_is_read_backwards(
    store: ox.Store, rule: str, inferred: str, known: list[str]
) -> None:
    assert premises(store, triple(inferred), rule) == [triple(text) for text in known]


def test_what_a_blank_node_is_has_no_premises(store: ox.Store) -> None:
    assert premises(store, triple("[] a bil:Thing"), "subclass") == []
