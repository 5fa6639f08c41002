from __future__ import annotations

import re
from pathlib import Path

import pytest

from bilateral.errors import DataError, UnknownNameError
from bilateral.questions.library import Library

QUERIES = Path(__file__).resolve().parents[2] / "queries"


@pytest.fixture(scope="module")
def library() -> Library:
    return Library.from_folder(QUERIES)


def test_the_catalogue_survives_a_snapshot(library: Library) -> None:
    assert dict(Library.from_json(library.to_json())) == dict(library)
    assert len(library) == len(list(library))
    assert list(library) == sorted(path.stem for path in QUERIES.glob("*.rq"))


def test_a_misspelt_query_gets_the_nearest_name(library: Library) -> None:
    assert "agrements" not in library
    with pytest.raises(UnknownNameError, match="did you mean agreements") as caught:
        library["agrements"]
    assert caught.value.exit_code == 2


def test_every_wrong_file_is_listed_at_once(tmp_path: Path) -> None:
    for name in ("a.rq", "b.rq"):
        (tmp_path / name).write_text("SELECT * {}")
    with pytest.raises(DataError) as caught:
        Library.from_folder(tmp_path)
    assert [Path(issue.location.path).name for issue in caught.value.issues] == ["a.rq", "b.rq"]


@pytest.mark.parametrize("path", sorted(QUERIES.glob("*.rq")), ids=lambda path: path.stem)
def test_no_two_rows_of_a_named_query_may_change_places(library: Library, path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    order = text.rpartition("ORDER BY")[2].splitlines()[0]
    named = set(re.findall(r"\?(\w+)", order))
    columns = {column.name for column in library[path.stem].columns}
    assert columns <= named, "rows that tie come in another order on another machine"


def test_every_question_has_a_title_in_each_language_and_in_its_script(library: Library) -> None:
    scripts = {
        "ja": re.compile("[\u3040-\u30ff\u3400-\u9fff]"),
        "ur": re.compile("[\u0600-\u06ff]"),
    }
    wrong = [
        (name, tag)
        for name, query in library.items()
        for tag, script in scripts.items()
        if not script.search(query.titles.get(tag, ""))
    ]
    assert wrong == []
    for tag in scripts:
        titles = [query.titles[tag] for query in library.values()]
        assert len(set(titles)) == len(titles)
