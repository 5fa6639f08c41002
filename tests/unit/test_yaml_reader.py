from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bilateral.errors import DataError
from bilateral.yaml_reader import YamlReader

if TYPE_CHECKING:
    from collections.abc import Callable

    import yaml

DOCUMENT = """\
name: pk-jp
count: 12
flag: yes
empty: ""
none: null
items: [one, two, two]
table: {a: 1, b: 2}
"""


def read(text: str = DOCUMENT, **options: int) -> tuple[YamlReader, dict[str, yaml.Node]]:
    reader = YamlReader("x.yml", text, code="dataset-file", title="the file", **options)
    return reader, reader.table(reader.document(), "the file")


def test_values_are_read_by_their_types() -> None:
    reader, keys = read()
    assert reader.text(keys["name"], "name") == "pk-jp"
    assert reader.number(keys["count"], "count") == 12
    assert reader.decimal(keys["count"], "count") == 12.0
    assert reader.boolean(keys["flag"], "flag")
    assert not reader.boolean(None, "flag")
    assert reader.optional_text(keys["empty"], "empty") == ""
    assert reader.optional_text(keys["none"], "none") is None
    assert reader.optional_text(None, "none") is None
    assert reader.choice(keys["name"], ("pk-jp", "ke-jp"), "pair") == "pk-jp"
    assert [reader.text(node, "item") for node in reader.items(keys["items"], "items")] == [
        "one",
        "two",
        "two",
    ]
    assert reader.items(None, "items") == []
    assert list(reader.table(keys["table"], "table")) == ["a", "b"]


@pytest.mark.parametrize(
    ("read_value", "place", "message"),
    [
        (lambda r, k: r.text(k["count"], "count"), "2:8", "count must be a text"),
        (lambda r, k: r.text(k["empty"], "empty"), "4:8", "empty is empty"),
        (lambda r, k: r.number(k["name"], "name"), "1:7", "name must be a whole number"),
        (lambda r, k: r.decimal(k["name"], "name"), "1:7", "name must be a number"),
        (lambda r, k: r.boolean(k["name"], "name"), "1:7", "name must be true or false"),
        (lambda r, k: r.items(k["name"], "name"), "1:7", "name must be a list"),
        (lambda r, k: r.table(k["items"], "items"), "6:8", "items must be a mapping"),
        (lambda r, k: r.mapping(k["table"], {"a": True}, "table"), "7:15", "unknown key 'b'"),
        (
            lambda r, k: r.mapping(k["table"], {"a": True, "b": False, "c": True}, "table"),
            "7:8",
            "table lacks the key 'c'",
        ),
        (lambda r, k: r.choice(k["name"], ("a", "b"), "pair"), "1:7", "'pk-jp' is not a pair"),
        (
            lambda r, k: r.distinct(r.items(k["items"], ""), ["one", "two", "two"], "item"),
            "6:19",
            "the item 'two' stands twice",
        ),
    ],
)
def test_a_value_of_another_type_is_an_issue_at_its_place(
    read_value: Callable[[YamlReader, dict[str, yaml.Node]], object], place: str, message: str
) -> None:
    reader, keys = read()
    with pytest.raises(DataError) as caught:
        read_value(reader, keys)
    (issue,) = caught.value.issues
    assert (issue.code, issue.level) == ("dataset-file", "error")
    assert str(issue.location) == f"x.yml:{place}"
    assert message in issue.message
    assert issue.next_step


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("", "1:1", "the file is empty"),
        ("a: [1", "1:6", "the file is not YAML"),
        ("a: 1\na: 2\n", "2:1", "the file has 'a' twice"),
        ("[a]: 1\n", "1:1", "the file has an unknown key '?'"),
        ("- a\n", "1:1", "the file must be a mapping"),
        ("a: \x01\n", "1:1", "the file is not YAML"),
    ],
)
def test_a_document_that_is_not_valid_is_an_issue_at_its_place(
    text: str, place: str, message: str
) -> None:
    with pytest.raises(DataError, match=message) as caught:
        read(text)
    assert str(caught.value.location) == f"x.yml:{place}"


@pytest.mark.parametrize("text", ["-1", "0x1f", "1_000", "1234567890"])
def test_a_number_is_written_in_plain_digits(text: str) -> None:
    reader, keys = read(f"n: {text}\n")
    with pytest.raises(DataError, match="n must be a whole number"):
        reader.number(keys["n"], "n")


def test_columns_count_what_was_cut_off_in_front() -> None:
    reader, keys = read(indent=3)
    assert str(reader.error(keys["name"], "wrong", "correct it").location) == "x.yml:1:10"
