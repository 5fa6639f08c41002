"""The reader with positions says the same as a full parser, and where each term stands."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilateral.errors import DataError
from bilateral.rdf.turtle.statements import statements

# Everything that may stand in a literal; surrogates cannot be written as UTF-8.
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
# An IRI has one "#" at most.
LOCAL = st.text("abcXYZ019_-.~!$&'()*+,;=/?@%é日ظ", min_size=1, max_size=8)
IRIS = LOCAL.map(lambda local: ox.NamedNode("http://example.com/#" + local.replace("%", "%25")))
LITERALS = st.one_of(
    TEXT.map(ox.Literal),
    st.tuples(TEXT, st.sampled_from(["en", "ja", "ur", "zh-hans"])).map(
        lambda pair: ox.Literal(pair[0], language=pair[1])
    ),
    st.tuples(TEXT, IRIS).map(lambda pair: ox.Literal(pair[0], datatype=pair[1])),
    st.integers().map(ox.Literal),
    st.booleans().map(ox.Literal),
)
QUADS = st.builds(ox.Quad, IRIS, IRIS, st.one_of(IRIS, LITERALS), IRIS)


def read(text: str) -> set[ox.Quad]:
    return {
        ox.Quad(one.subject, one.predicate, one.object, one.graph)
        for one in statements(text, "a.trig")
    }


@given(st.lists(QUADS, max_size=12))
def test_what_an_engine_writes_is_read_as_it_was(quads: list[ox.Quad]) -> None:
    data = ox.serialize(
        quads, format=ox.RdfFormat.TRIG, prefixes={"ex": "http://example.com/#", "": "http://e/"}
    )
    assert data is not None
    assert read(data.decode("utf-8")) == set(quads)


@pytest.mark.parametrize(
    "text",
    [
        "@prefix : <http://e/> . :a :b :c , :d ; :e 'x' ; . :f a :g .",
        "PREFIX e: <http://e/>\ne:a e:b 1, -2.5, .5, 1e3, +7, true, false .",
        "@base <http://e/x/> . <a> <../b> <#c> .",
        "BASE <http://e/> <a> <b> '''it's ''two'' \\u00e9 \\U0001F600 \\t\\\\''' .",
        '@prefix e: <http://e/> . e:a e:b """a "b" ""c"\n# no comment""" . # a comment',
        "@prefix e: <http://e/> . e:a\\'b e:c%20d e:e.f ; e:g e:h .",
        "@prefix e: <http://e/> . e:g { e:a e:b e:c . e:d e:e e:f } GRAPH e:h { } { e:i e:j 1 . }",
        "@prefix e: <http://e/> .\r\ne:a e:b 'x'@en , 'y'@zh-hant , 'z'^^e:t .",
    ],
)
def test_every_form_of_the_language_is_read_as_the_engine_reads_it(text: str) -> None:
    assert read(text) == set(ox.parse(text, format=ox.RdfFormat.TRIG))


@pytest.mark.parametrize("text", ["e:a e:b [ e:c 'x' ; e:d [ ] ] .", "e:a e:b ( 1 ( ) e:c ) ."])
def test_blank_nodes_and_lists_are_read_as_the_engine_reads_them(text: str) -> None:
    text = "@prefix e: <http://e/> . " + text

    def canonical(quads: set[ox.Quad]) -> set[ox.Quad]:
        dataset = ox.Dataset(quads)
        dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
        return set(dataset)

    assert canonical(read(text)) == canonical(set(ox.parse(text, format=ox.RdfFormat.TRIG)))


def test_a_literal_keeps_the_form_it_is_written_in() -> None:
    (one,) = statements("<urn:a> <urn:b> 1.50 .", "a.ttl")
    assert isinstance(one.object, ox.Literal)
    assert one.object.value == "1.50"


def test_every_term_has_its_line_and_column() -> None:
    text = "@prefix e: <http://e/> .\n\ne:g {\n  e:日本 a e:b ;\n     e:c 'x',\n 'y' .\n}\n"
    places = [
        [(at.line, at.column) for at in (one.subject_at, one.predicate_at, one.object_at)]
        for one in statements(text, "a.trig")
    ]
    assert places == [
        [(4, 3), (4, 8), (4, 10)],
        [(4, 3), (5, 6), (5, 10)],
        [(4, 3), (5, 6), (6, 2)],
    ]
    assert {(one.graph_at.line, one.graph_at.column) for one in statements(text, "a.trig")} == {
        (3, 1)
    }


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("e:a e:b e:c .", ":1:1:"),
        ("<urn:a> <urn:b> .", ":1:17:"),
        ("<urn:a> <urn:b> 'x", ":1:17:"),
        ("<urn:a> <urn:b> <urn:c>", ":2:1:"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(text: str, place: str) -> None:
    with pytest.raises(DataError) as caught:
        statements(text + "\n", "a.ttl")
    assert place in f"{caught.value}:"


def test_blank_nodes_of_two_files_are_not_one() -> None:
    text = "_:x <http://e.org/p> [] ."
    one, two = (statements(text, path)[0] for path in ("one.ttl", "two.ttl"))
    assert one.subject != two.subject
    assert one.object != two.object
