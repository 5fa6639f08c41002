"""`bilateral format`: one canonical layout, no comment lost, no triple changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilateral.cli import main
from bilateral.errors import DataError, ToolError
from bilateral.rdf.turtle.format import format_text
from bilateral.rdf.turtle.lexer import tokens

if TYPE_CHECKING:
    from pathlib import Path

PREFIX = "@prefix e: <http://e/> .\n"


def formatted(text: str) -> str:
    return format_text(text, "a.trig", ox.RdfFormat.TRIG)


def body(text: str) -> str:
    """Return *text* in canonical form, without the prefix e: that every example needs."""
    result = formatted(PREFIX + text)
    again = formatted(result)
    assert again == result
    return result.removeprefix(PREFIX + "\n")


def meaning(text: str) -> ox.Dataset:
    dataset = ox.Dataset(ox.parse(text, format=ox.RdfFormat.TRIG))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return dataset


def test_prefixes_are_sorted_and_all_kept_below_the_head_of_the_file() -> None:
    assert formatted(
        "\n# What this is.\n@prefix z: <http://z/>.# last\n\nPREFIX b: <http://b/>\n"
        "# on a\n@prefix   a:<http://a/> .\nz:a a:b z:c .\n@prefix : <http://d/> . z:d a:b z:e."
    ) == (
        "# What this is.\n"
        "@prefix : <http://d/> .\n"
        "# on a\n"
        "@prefix a: <http://a/> .\n"
        "@prefix b: <http://b/> .\n"
        "@prefix z: <http://z/> . # last\n\n"
        "z:a a:b z:c .\n"
        "z:d a:b z:e .\n"
    )


def test_a_comment_that_touches_the_first_prefix_stays_with_it_below_another_head() -> None:
    text = "# The file.\n\n# on b\n@prefix b: <http://b/> .\n@prefix a: <http://a/> .\n"
    assert formatted(text) == (
        "# The file.\n\n@prefix a: <http://a/> .\n# on b\n@prefix b: <http://b/> .\n"
    )


def test_a_heading_above_a_late_prefix_stays_in_its_place() -> None:
    text = (
        "e:a e:b 1 .\n\n# Two\n@prefix f: <http://f/> . # new\n\n"
        "@prefix e: <http://e/> .\nf:a f:b 2 ."
    )
    assert formatted(PREFIX + text) == (
        "@prefix e: <http://e/> .\n@prefix f: <http://f/> . # new\n\n"
        "e:a e:b 1 .\n\n# Two\n\nf:a f:b 2 .\n"
    )


def test_a_base_comes_first() -> None:
    text = "@prefix a: <http://a/> . BASE <http://b/> PREFIX B: <c#> <x> B:y <../z> ."
    assert formatted(text) == (
        "@base <http://b/> .\n@prefix B: <c#> .\n@prefix a: <http://a/> .\n\n<x> B:y <../z> .\n"
    )


@pytest.mark.parametrize(
    ("written", "canonical_form"),
    [
        ("e:a    e:b e:c.", "e:a e:b e:c .\n"),
        ("e:a\n  e:b e:c;\n\n  e:d e:e;.", "e:a e:b e:c ;\n  e:d e:e .\n"),
        # Types and superclasses first, whatever their spelling; the rest as written.
        (
            (
                "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
                "e:a e:z 1 ; rdfs:subPropertyOf e:b ; rdfs:subClassOf e:c ; e:y 2 ;\n"
                "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> e:d ."
            ),
            (
                "e:a <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> e:d ;\n"
                "  rdfs:subClassOf e:c ;\n  rdfs:subPropertyOf e:b ;\n  e:z 1 ;\n  e:y 2 .\n"
            ),
        ),
        ("e:a e:b [ e:y 1 ; a e:C ] .", "e:a e:b [ a e:C ; e:y 1 ] .\n"),
        # Objects on one line as far as they go.
        ("e:a e:b e:d,\n  e:c .", "e:a e:b e:d , e:c .\n"),
        (
            f"e:a e:b e:{'x' * 50} , e:{'y' * 50} .",
            f"e:a\n  e:b e:{'x' * 50} ,\n    e:{'y' * 50} .\n",
        ),
        (
            f"e:a e:b [ e:c e:{'x' * 80} ] , e:{'y' * 50} .",
            f"e:a\n  e:b\n    [ e:c e:{'x' * 80} ] ,\n    e:{'y' * 50} .\n",
        ),
        # Exactly 100 columns, and one more.
        (f'e:a e:b "{"x" * 88}" .', f'e:a e:b "{"x" * 88}" .\n'),
        (f'e:a e:b "{"x" * 89}" .', f'e:a\n  e:b "{"x" * 89}" .\n'),
        # What is written in literals, numbers and names is not touched.
        (
            "e:a e:b '1' , 1.50 , +07 , 1E3 , \"\\u00e9\\t\"@EN-gb , 'x' ^^ <http://x\\u0041> .",
            "e:a e:b '1' , 1.50 , +07 , 1E3 , \"\\u00e9\\t\"@EN-gb , 'x'^^<http://x\\u0041> .\n",
        ),
        ("e:a e:b '''1\r\n  # 2\n''' .", "e:a\n  e:b '''1\r\n  # 2\n''' .\n"),
        ("e:a%20 e:b\\' e:c.d , _:b .", "e:a%20 e:b\\' e:c.d , _:b .\n"),
        # Brackets.
        ("[a e:b] .", "[ a e:b ] .\n"),
        ("[ ] e:b ( ) , [\n] .", "[] e:b () , [] .\n"),
        ("(1 [ e:a 2;e:b (3) ]) e:b 4 .", "( 1 [ e:a 2 ; e:b ( 3 ) ] ) e:b 4 .\n"),
        (
            f"e:a e:b (e:{'x' * 50} e:{'y' * 50}) ; e:c [ e:{'x' * 50} e:{'y' * 50} ] .",
            (
                f"e:a\n  e:b (\n    e:{'x' * 50}\n    e:{'y' * 50}\n  ) ;\n"
                f"  e:c [\n    e:{'x' * 50} e:{'y' * 50}\n  ] .\n"
            ),
        ),
        # Graphs: an empty line inside stays one, at the edges none.
        (
            (
                "e:g{\n\ne:a e:b 1.\n\n\ne:c e:d 2.\ne:e e:f 3\n\n}\n"
                "e:h {}\n{e:a e:b 4}\ngraph e:i {e:a a e:b}"
            ),
            (
                "e:g {\n  e:a e:b 1 .\n\n  e:c e:d 2 .\n  e:e e:f 3 .\n}\n\ne:h {}\n\n"
                "{\n  e:a e:b 4 .\n}\n\nGRAPH e:i {\n  e:a a e:b .\n}\n"
            ),
        ),
        ("e:a e:b 1 .\r\n\r\n\r\ne:c e:d 2 .\r\n", "e:a e:b 1 .\n\ne:c e:d 2 .\n"),
    ],
)
def test_layout(written: str, canonical_form: str) -> None:
    if written.startswith("@prefix rdfs:"):
        result = formatted(PREFIX + written)
        assert result.partition("\n\n")[2] == canonical_form
        assert formatted(result) == result
    else:
        assert body(written) == canonical_form


@pytest.mark.parametrize(
    ("written", "canonical_form"),
    [
        # Headings, with or without an empty line below, and the end of the file.
        (
            "# One\n\n# Two\ne:a e:b 1 .\n# Three\n\n\ne:c e:d 2 .\n\n# The end",
            "# One\n\n# Two\ne:a e:b 1 .\n\n# Three\n\ne:c e:d 2 .\n\n# The end\n",
        ),
        # At the end of lines: after the mark that closes the line.
        (
            "e:a a e:b ; #1\n e:c e:d #2\n ; e:e e:f . #3\ne:g e:h 1 #4\n.",
            "e:a a e:b ; #1\n  e:c e:d ; #2\n  e:e e:f . #3\n\ne:g e:h 1 . #4\n",
        ),
        # Before a predicate, also one that moves up.
        (
            "e:a e:b 1 ;\n# on the type\na e:c .",
            "e:a\n  # on the type\n  a e:c ;\n  e:b 1 .\n",
        ),
        ("e:a e:b 1 ; # one\n a e:c . # type", "e:a a e:c ; # type\n  e:b 1 . # one\n"),
        # After the subject, after the predicate, between objects.
        (
            "e:a #s\n e:b #p\n 1 , #o\n # on two\n 2 .",
            "e:a #s\n  e:b #p\n    1 , #o\n    # on two\n    2 .\n",
        ),
        ("e:a e:b\n # on one\n 1 .", "e:a\n  e:b\n    # on one\n    1 .\n"),
        # A predicate that was commented out at the end.
        (
            "e:a e:b 1 ;\n  # e:c 2 ;\n.\ne:d e:e 3 .",
            "e:a e:b 1\n  # e:c 2 ;\n  .\n\ne:d e:e 3 .\n",
        ),
        ("e:a e:b 1 #1\n . #2", "e:a e:b 1 #1\n  . #2\n"),
        (
            "e:a e:b 1 #1\n ; #2\n e:c 2 #3\n # 4\n , 3 .",
            "e:a e:b 1 ; #1\n  #2\n  e:c 2 , #3\n    # 4\n    3 .\n",
        ),
        # In brackets.
        (
            "e:a e:b ( #1\n 2 #3\n # 4\n 5\n # 6\n ) . #7",
            "e:a\n  e:b ( #1\n    2 #3\n    # 4\n    5\n    # 6\n  ) . #7\n",
        ),
        (
            "e:a e:b [ # 1\n e:c 1 ; # 2\n # 3\n ] ; e:d [ # 4\n ] .",
            "e:a\n  e:b [ # 1\n    e:c 1 # 2\n    # 3\n  ] ;\n  e:d [ # 4\n  ] .\n",
        ),
        # In a graph.
        (
            "# 0\ne:g # 1\n{ # 2\n\n # 3\n\n e:a e:b 1\n\n # 4\n } # 5\n# 6\ne:h {\n# 7\n}",
            (
                "# 0\ne:g { # 1\n  # 2\n\n  # 3\n\n  e:a e:b 1 .\n\n  # 4\n} # 5\n\n"
                "# 6\ne:h {\n  # 7\n}\n"
            ),
        ),
        # In a literal, and where there is none.
        ("e:a e:b '# no' # yes", None),
        ("e:a e:b 'x' # 1\n ^^ # 2\n e:c .", "e:a\n  e:b\n    # 1\n    'x'^^e:c . # 2\n"),
    ],
)
def test_comments_stay_where_they_belong(written: str, canonical_form: str | None) -> None:
    if canonical_form is None:
        written, canonical_form = written.replace(" # yes", " . # yes"), "e:a e:b '# no' . # yes\n"
    assert body(written) == canonical_form


@pytest.mark.parametrize("text", ["", "\n\n", "# Nothing", "# A\n\n\n# B\n\n"])
def test_a_file_without_statements(text: str) -> None:
    wanted = {"": "", "\n\n": "", "# Nothing": "# Nothing\n"}.get(text, "# A\n\n# B\n")
    assert formatted(text) == wanted


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("@prefix e: <http://e/> .\ne:a e:b\n", "a.trig:3:1", "TriG"),
        ("@prefix e: <http://e/> .\ne:a f:b 1 .", "a.trig:2:5", "prefix f:"),
        ("@prefix e: <http://e/> .\nPREFIX e: <http://f/>", "a.trig:2:1", "declared twice"),
        ("<http://a> <http://b> 1 .\n  BASE <http://b/>", "a.trig:2:3", "part of the file"),
        ("<http://a> <http://b> <<( <http://a> <http://b> 1 )>> .", "a.trig:1:23", "'<'"),
        ("[] { <http://a> <http://b> 1 }", "a.trig:1:1", "blank node"),
    ],
)
def test_what_cannot_be_formatted_is_refused_with_its_place(
    text: str, place: str, words: str
) -> None:
    with pytest.raises(DataError) as caught:
        formatted(text)
    assert str(caught.value).startswith(f"{place}: ")
    assert words in caught.value.message
    assert caught.value.next_step


@pytest.mark.parametrize("fault", [["e:a e:b 2 ."], ["e:a e:b"], ["e:a e:b 1 ."]])
def test_a_fault_in_the_formatter_writes_nothing(
    monkeypatch: pytest.MonkeyPatch, fault: list[str]
) -> None:
    # Other triples; no triples; the same triples without the comment.
    monkeypatch.setattr("bilateral.rdf.turtle.format.lines_of", lambda *_: [PREFIX, *fault])
    with pytest.raises(ToolError, match="would change what it says"):
        formatted(PREFIX + "e:a e:b 1 . # why")


# Hypothesis

NAMES = st.sampled_from(["http://e/a", "http://e/b.c", "http://f/d", "http://e/é'x", "http://e/"])
IRIS = NAMES.map(ox.NamedNode)
BLANKS = st.sampled_from(["x", "y", "z"]).map(ox.BlankNode)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=120)
PREDICATES = st.one_of(
    IRIS,
    st.sampled_from(
        [
            ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"),
            ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#subClassOf"),
        ]
    ),
)
LITERALS = st.one_of(
    TEXT.map(ox.Literal),
    TEXT.map(lambda text: ox.Literal(text, language="zh-hans")),
    st.tuples(TEXT, IRIS).map(lambda pair: ox.Literal(pair[0], datatype=pair[1])),
    st.integers().map(ox.Literal),
    st.booleans().map(ox.Literal),
)
QUADS = st.builds(
    ox.Quad,
    st.one_of(IRIS, BLANKS),
    PREDICATES,
    st.one_of(IRIS, BLANKS, LITERALS),
    st.one_of(IRIS, st.just(ox.DefaultGraph())),
)


@given(st.lists(QUADS, max_size=12))
def test_what_an_engine_writes_keeps_its_meaning_and_settles_at_once(quads: list[ox.Quad]) -> None:
    data = ox.serialize(
        quads, format=ox.RdfFormat.TRIG, prefixes={"f": "http://f/", "e": "http://e/"}
    )
    assert data is not None
    text = data.decode("utf-8")
    once = formatted(text)
    assert meaning(once) == meaning(text)
    assert formatted(once) == once


OBJECTS = st.recursive(
    st.sampled_from(["e:a", "<http://e/b>", "_:c", "1", "'d'", '"""e\n"""@en', "'f'^^e:g", "true"]),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4).map(lambda items: f"( {' '.join(items)} )"),
        st.lists(st.tuples(st.sampled_from(["a", "e:p", "e:q"]), inner), max_size=3).map(
            lambda pairs: f"[ {' ; '.join(map(' '.join, pairs))} ]"
        ),
    ),
    max_leaves=8,
)
VERBS = st.sampled_from(["a", "e:p", f"e:{'q' * 60}", "<http://e/r>", "rdfs:subClassOf"])
LISTS = st.tuples(VERBS, st.lists(OBJECTS, min_size=1, max_size=3)).map(
    lambda pair: f"{pair[0]} {' , '.join(pair[1])}"
)
STATEMENTS = st.tuples(
    st.sampled_from(["e:s", "_:s", "[]", "[ e:p 1 ]", "( 1 2 )"]),
    st.lists(LISTS, min_size=1, max_size=4),
    st.sampled_from(["", ";", "; ;"]),
).map(lambda parts: f"{parts[0]} {' ; '.join(parts[1])} {parts[2]} .")
GRAPHS = st.tuples(
    st.sampled_from(["e:g", "GRAPH e:h", ""]), st.lists(STATEMENTS, max_size=3), st.booleans()
).map(lambda parts: f"{parts[0]} {{ {' '.join(parts[1])[: None if parts[2] else -1]} }}")
PREFIXES = st.sampled_from(
    ["@prefix z: <http://z/> .", "PREFIX b: <http://b/>", "@prefix e: <http://e/> ."]
)
FILES = st.lists(st.one_of(STATEMENTS, GRAPHS, PREFIXES), max_size=5).map(
    lambda blocks: (
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix e: <http://e/> . "
        + " ".join(blocks)
    )
)
GAPS = st.one_of(
    st.just(" "),
    st.lists(
        st.sampled_from(["\n", "\n\n", "\r\n", " ", "\t", "#c\n", " # d \n", "#\r\n", "\n#e;.\n"]),
        min_size=1,
        max_size=4,
    ).map("".join),
)


@given(FILES, st.data())
def test_no_white_space_or_comment_anywhere_makes_a_difference_to_the_rules(
    plain: str, data: st.DataObject
) -> None:
    pieces: list[str] = []
    for token in tokens(plain, "a.trig"):
        # Not every engine takes white space inside a literal.
        glued = token.kind == "lang" or token.text == "^^" or (pieces and pieces[-1] == "^^")
        pieces += ["" if glued else data.draw(GAPS), token.text]
    text = "".join([*pieces, data.draw(GAPS)])
    once = formatted(text)
    assert meaning(once) == meaning(text) == meaning(plain)
    assert formatted(once) == once
    assert once.count("#c") == text.count("#c")
    assert "\r" not in once
    assert once == "" or (once.endswith("\n") and not once.endswith("\n\n"))
    assert "\n\n\n" not in once
    assert not [line for line in once.split("\n") if line != line.rstrip(" \t")]


# The command


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for folder in ("ontology/schemes", "graph/reference", "graph/sources", "queries"):
        (tmp_path / "project" / folder).mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path / "project"


UNTIDY = "<http://a>   <http://b> 1 . # why\n"
TIDY = "<http://a> <http://b> 1 . # why\n"
PLACES = (
    "ontology/b.ttl",
    "ontology/schemes/a.ttl",
    "graph/reference/c.ttl",
    "graph/sources/d.trig",
)


def fill(project: Path, text: str) -> None:
    for place in PLACES:
        (project / place).write_text(text, encoding="utf-8")


def test_all_curated_files_are_formatted_and_named(
    project: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    fill(project, UNTIDY)
    (project / "graph/sources/note.txt").write_text(UNTIDY)
    assert main.run(["format", "--root", str(project)]) == 0
    assert capfd.readouterr().out.split() == list(PLACES)
    assert {(project / place).read_text() for place in PLACES} == {TIDY}
    assert (project / "graph/sources/note.txt").read_text() == UNTIDY
    assert main.run(["format", "--root", str(project)]) == 0
    assert capfd.readouterr().out == ""


def test_check_writes_nothing_and_says_which_files_would_change(
    project: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    fill(project, TIDY)
    assert main.run(["format", "--check", "--root", str(project)]) == 0
    (project / PLACES[2]).write_text(UNTIDY)
    assert main.run(["format", "--check", "--root", str(project)]) == 1
    assert capfd.readouterr().out == f"{PLACES[2]}\n"
    assert (project / PLACES[2]).read_text() == UNTIDY


def test_only_the_files_and_folders_that_are_named(
    project: Path, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    fill(project, UNTIDY)
    other = tmp_path / "other.ttl"
    other.write_text(UNTIDY)
    argv = ["format", "--root", str(project), "graph", "other.ttl", "project/graph/sources/d.trig"]
    assert main.run(argv) == 0
    assert capfd.readouterr().out.split("\n") == [*PLACES[2:], str(other.resolve()), ""]
    assert (project / PLACES[0]).read_text() == UNTIDY


def test_a_link_stays_a_link(project: Path) -> None:
    fill(project, TIDY)
    (project / "real.ttl").write_text(UNTIDY)
    (project / "ontology/link.ttl").symlink_to(project / "real.ttl")
    assert main.run(["format", "--root", str(project)]) == 0
    assert (project / "ontology/link.ttl").is_symlink()
    assert (project / "real.ttl").read_text() == TIDY


def test_one_mistake_leaves_all_files_as_they_are(
    project: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    fill(project, UNTIDY)
    (project / PLACES[3]).write_text("<http://a> <http://b> .\n")
    assert main.run(["format", "--root", str(project)]) == 1
    told = capfd.readouterr()
    assert told.out == ""
    assert f"{PLACES[3]}:1:23: this is not valid TriG" in told.err
    (project / PLACES[1]).write_bytes(b"# \xc3\xa9\n# \xe9\n")
    assert main.run(["format", "--root", str(project)]) == 1
    told = capfd.readouterr()
    assert f"{PLACES[1]}:2:3: " in told.err
    assert "0xe9 is not UTF-8" in told.err
    assert f"{PLACES[3]}:1:23" in told.err
    assert (project / PLACES[0]).read_text() == UNTIDY


def test_wrong_paths_and_unwritable_files(
    project: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(project, UNTIDY)
    (project / "a.txt").write_text("x")
    assert main.run(["format", "--root", str(project), "a.txt"]) == 2
    assert main.run(["format", "--root", str(project), "missing.ttl"]) == 2
    assert "there is no file missing.ttl" in capfd.readouterr().err

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    assert main.run(["format", "--root", str(project)]) == 3
    assert (project / PLACES[0]).read_text() == UNTIDY
