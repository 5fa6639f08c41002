from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from bilateral.errors import DataError, ToolError
from bilateral.questions.header import parse_query_file

if TYPE_CHECKING:
    from pathlib import Path

HEADER = """\
#+ title: Agreements
#+ description: Every agreement.
#+ question: Which agreements are there?
#+ group: agreements
#+ competency: [1]
#+ parameters:
#+   - {name: since, type: year, description: Not before., default: null, example: "1957"}
#+ columns:
#+   - {name: agreement, description: The agreement.}
"""


SPARQL = """\
SELECT ?agreement WHERE {
  ?agreement a bil:Agreement ; bil:notBefore ?since .
  VALUES ?since { UNDEF }
}
"""


def write(folder: Path, header: str, name: str = "agreements.rq") -> Path:
    path = folder / name
    path.write_text(header + SPARQL)
    return path


def test_a_query_file_gives_its_header_and_its_sparql(tmp_path: Path) -> None:
    query = parse_query_file(write(tmp_path, HEADER))
    assert (query.name, query.title, query.competency) == ("agreements", "Agreements", (1,))
    assert query.parameters[0].default is None
    assert query.parameters[0].example == "1957"
    assert query.columns[0].name == "agreement"
    assert query.text.startswith("SELECT")


@pytest.mark.parametrize(
    ("old", "new", "place", "message"),
    [
        ("title: Agreements", "titel: Agreements", ":1:4:", "unknown key 'titel'"),
        ("#+ question: Which agreements are there?\n", "", ":1:4:", "lacks the key 'question'"),
        ("[1]", "[one]", ":5:17:", "competency must be a whole number"),
        ("competency: [1]", "competency: 1", ":5:16:", "competency must be a list"),
        ("type: year", "type: epoch", ":7:28:", "'epoch' is not a type of parameter"),
        ('"1957"', "1957", ":7:84:", "example must be a text"),
        ("group: agreements", "group: [agreements", ":5:14:", "not YAML"),
        ("#+ group", "#+group", ":4:3:", "needs a space"),
        ("name: agreement,", "name: a-b,", ":9:15:", "not the name of a variable"),
        ("#+ group: agreements", "#+ title: Again", ":4:4:", "'title' twice"),
    ],
)
def test_a_wrong_header_names_the_place_and_the_next_step(
    tmp_path: Path, old: str, new: str, place: str, message: str
) -> None:
    assert old in HEADER
    with pytest.raises(DataError) as caught:
        parse_query_file(write(tmp_path, HEADER.replace(old, new)))
    assert f"agreements.rq{place}" in str(caught.value)
    assert message in str(caught.value)
    assert caught.value.next_step


@pytest.mark.parametrize("name", ["Agreements.rq", "two words.rq", "a_b.rq", "a.sparql"])
def test_a_file_name_that_is_no_query_name_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(DataError, match="not the name of a query file"):
        parse_query_file(write(tmp_path, HEADER, name))


def test_a_file_without_header_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"agreements\.rq:1:1: the file has no header"):
        parse_query_file(write(tmp_path, ""))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("VALUES ?since { UNDEF }", "", "'since' is declared and not used"),
        ("?since { UNDEF }", "?since { UNDEF } VALUES ?till { UNDEF }", "?till { UNDEF } stands"),
        ("SELECT ?agreement", "SELECT ?agreement ?since", "the header lists agreement"),
        ("WHERE {", "WHERE {{", "does not parse"),
    ],
)
def test_a_query_that_differs_from_its_header_is_refused(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    assert old in SPARQL
    path = tmp_path / "agreements.rq"
    path.write_text(HEADER + SPARQL.replace(old, new))
    with pytest.raises(DataError, match=re.escape(message)) as caught:
        parse_query_file(path)
    assert caught.value.next_step


def test_examples_are_needed_for_what_is_required_and_has_no_default(tmp_path: Path) -> None:
    line = next(line for line in HEADER.splitlines() if "since" in line)
    lines = [
        line,
        line.replace("since", "until").replace("default: null, ", "required: true, "),
        line.replace("since", "around").replace("null", '"1960"').replace("}", ", required: true}"),
        line.replace("since", "near").replace(', example: "1957"}', ", required: true}"),
    ]
    path = tmp_path / "agreements.rq"
    values = "".join(f"VALUES ?{name} {{ UNDEF }} " for name in ("until", "around", "near"))
    path.write_text(
        HEADER.replace(line, "\n".join(lines)) + SPARQL.replace("VALUES", f"{values}VALUES")
    )
    assert parse_query_file(path).needed_examples() == {"until": "1957"}


def test_a_question_of_the_group_negative_must_be_empty(tmp_path: Path) -> None:
    assert not parse_query_file(write(tmp_path, HEADER)).must_be_empty
    header = HEADER.replace("group: agreements", "group: negative")
    assert parse_query_file(write(tmp_path, header)).must_be_empty


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_header_ends_its_lines_in_any_way(tmp_path: Path, end: str) -> None:
    path = tmp_path / "agreements.rq"
    path.write_bytes(b"\xef\xbb\xbf" + (HEADER + SPARQL).replace("\n", end).encode())
    query = parse_query_file(path)
    assert query.title == "Agreements"
    assert query.text == SPARQL


def test_a_file_that_is_no_text_or_has_no_query_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "agreements.rq"
    path.write_text(HEADER + "\n")
    with pytest.raises(DataError, match=r"agreements\.rq:11:1: no query follows the header"):
        parse_query_file(path)
    path.write_bytes(b"\xff")
    with pytest.raises(DataError, match="not UTF-8"):
        parse_query_file(path)
    with pytest.raises(ToolError, match="cannot read"):
        parse_query_file(tmp_path / "missing.rq")


@pytest.mark.parametrize(("kind", "name"), [("parameter", "since"), ("column", "agreement")])
def test_a_name_that_stands_twice_is_refused(tmp_path: Path, kind: str, name: str) -> None:
    line = next(line for line in HEADER.splitlines() if f"name: {name}," in line)
    with pytest.raises(DataError, match=f"the {kind} '{name}' stands twice"):
        parse_query_file(write(tmp_path, HEADER.replace(line, f"{line}\n{line}")))


def test_titles_in_other_languages_are_kept_by_their_tags(tmp_path: Path) -> None:
    header = HEADER.replace(
        "#+ description", '#+ title-ja: "合意"\n#+ title-ur: "معاہدے"\n#+ description', 1
    )
    query = parse_query_file(write(tmp_path, header))
    assert query.titles == {"ja": "合意", "ur": "معاہدے"}
    assert parse_query_file(write(tmp_path, HEADER)).titles == {}
