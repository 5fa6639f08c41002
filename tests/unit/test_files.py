from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bilateral.errors import DataError, ToolError
from bilateral.files import read_bytes, read_text

if TYPE_CHECKING:
    from pathlib import Path


def test_text_is_read_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes("é\r\nb\n".encode())
    assert read_text(tmp_path / "a") == "é\r\nb\n"
    assert read_bytes(tmp_path / "a") == "é\r\nb\n".encode()


def test_a_byte_that_is_not_utf_8_is_reported_at_its_place(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes("é\né".encode() + b"\xe9x")
    with pytest.raises(DataError) as caught:
        read_text(tmp_path / "a", "graph/a.ttl")
    assert str(caught.value) == (
        "graph/a.ttl:2:2: the byte 0xe9 is not UTF-8\n    next: save the file as UTF-8"
    )


def test_a_file_that_cannot_be_read_says_why_and_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ToolError, match=r"cannot read .*missing: No such file") as caught:
        read_text(tmp_path / "missing", next_step="look elsewhere")
    assert caught.value.next_step == "look elsewhere"
    with pytest.raises(ToolError, match="cannot read the folder: Is a directory"):
        read_bytes(tmp_path, "the folder")
