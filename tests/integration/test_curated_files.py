"""The curated files as they are shipped: `bilateral format` changes nothing that they say."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest

from bilateral.curate.format import FORMATS, format_file
from bilateral.rdf.turtle.lexer import tokens

ROOT = Path(__file__).resolve().parents[2]
CURATED = [
    path.relative_to(ROOT).as_posix()
    for folder in ("ontology", "graph/reference", "graph/sources")
    for path in sorted((ROOT / folder).rglob("*"))
    if path.suffix in FORMATS
]


def meaning(text: str, fmt: ox.RdfFormat) -> ox.Dataset:
    dataset = ox.Dataset(ox.parse(text, format=fmt))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return dataset


def comments(text: str) -> Counter[str]:
    """Return the comments, searched in another way than the formatter does."""
    counts: Counter[str] = Counter()
    for line in text.split("\n"):
        for token in reversed(list(tokens(line, ""))[:-1]):
            end = token.at.column - 1 + len(token.text)
            counts[line[end:].strip()] += 1
            break
        else:
            counts[line.strip()] += 1
    del counts[""]
    return counts


@pytest.mark.parametrize("name", CURATED)
def test_every_curated_file_keeps_its_meaning_and_its_comments(name: str, tmp_path: Path) -> None:
    copy = tmp_path / Path(name).name
    shutil.copyfile(ROOT / name, copy)
    before = copy.read_text(encoding="utf-8")
    fmt = FORMATS[copy.suffix]
    data = format_file(copy, name)
    if data is not None:
        copy.write_bytes(data)
    after = copy.read_text(encoding="utf-8")
    assert meaning(after, fmt) == meaning(before, fmt)
    assert comments(after) == comments(before)
    assert format_file(copy, name) is None
