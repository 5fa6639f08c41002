"""Every mistake of a curator comes back with its place and the next step.

Each case changes one thing in the small project of ``tests/fixtures/mini`` and must
bring the one message in ``tests/golden/errors``. ``BILATERAL_GOLDEN=write`` renews them.
"""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from bilateral.checks.files import check
from bilateral.compile.read import read_project
from bilateral.errors import DataError, ToolError
from bilateral.files import write_atomic
from bilateral.release import build

TESTS = Path(__file__).resolve().parents[1]
GOLDEN = TESTS / "golden" / "errors"
SOURCE, NAMES = "graph/sources/demo.trig", "graph/reference/names.ttl"
DATASET = "graph/dataset.yml"


class Case(NamedTuple):
    """One mistake: the file, the text that is replaced, what stands there instead."""

    file: str
    old: str
    new: str
    code: str


CASES = {
    "broken-trig": Case(SOURCE, 'bil:date "1957"^^edtf:EDTF .', 'bil:date "1957^^edtf .', "syntax"),
    "broken-turtle": Case(NAMES, '"Japan"@en .', '"Japan"@en', "syntax"),
    "broken-yaml": Case("graph/dataset.yml", "name: pk-jp", "name: [pk-jp", "syntax"),
    "unknown-entry": Case(DATASET, "licence:", "licens: x\nlicence:", "dataset-file"),
    "entry-twice": Case(DATASET, "licence:", "licence: x\nlicence:", "dataset-file"),
    "entry-of-another-type": Case(
        DATASET, "licence:", "boxes: {PK: [23.6, 60.8, 37.1, east]}\nlicence:", "dataset-file"
    ),
    "limit-without-bound": Case(
        DATASET, "licence:", "limits: [{of: sources, why: x}]\nlicence:", "dataset-file"
    ),
    "limit-of-nothing": Case(
        DATASET, "licence:", "limits: [{of: visits, min: 1, why: x}]\nlicence:", "dataset-limit"
    ),
    "quoted-name": Case(DATASET, "name: pk-jp", 'name: "ke-jp"', "dataset-file"),
    "unknown-class": Case(SOURCE, "a bil:Organization", "a bil:Organisation", "unknown-term"),
    "unknown-property": Case(SOURCE, "bil:hasParty", "bil:hasPartys", "unknown-term"),
    "unknown-concept": Case(SOURCE, "c:org-kind.forum", "c:org-kind.forums", "unknown-term"),
    "unknown-foreign-property": Case(SOURCE, "bil:hasParty", "xsd:hasParty", "unknown-term"),
    "dangling-link": Case(SOURCE, "id:state.PK ,", "id:state.PAK ,", "dangling-link"),
    "domain-range": Case(
        SOURCE, "bil:actionOn id:agreement.pact", "bil:actionOn id:org.forum", "domain-range"
    ),
    "wrong-date": Case(SOURCE, '"1957"^^edtf', '"1957-02-30"^^edtf', "wrong-date"),
    "untyped-date": Case(SOURCE, '"1957"^^edtf:EDTF', '"1957"', "wrong-date"),
    "computed-date": Case(
        SOURCE,
        'bil:date "1957"^^edtf:EDTF',
        'bil:notBefore "1957-01-01"^^xsd:date',
        "computed-property",
    ),
    "not-canonical": Case(SOURCE, "ev:characters 62", "ev:characters 062", "literal-canonical"),
    "not-canonical-decimal": Case(
        SOURCE, 'bil:date "1957"^^edtf:EDTF', "bil:date 1.50", "literal-canonical"
    ),
    "bad-offset": Case(SOURCE, "oa:start 42", "oa:start 40", "bad-offset"),
    "offset-outside": Case(SOURCE, "oa:end 61", "oa:end 99", "bad-offset"),
    "bad-digest": Case(SOURCE, 'ev:sha256 "d1', 'ev:sha256 "g1', "bad-digest"),
    "bad-digest-passage": Case(SOURCE, 'ev:sha256 "4a', 'ev:sha256 "4A', "bad-digest"),
    "duplicate-entity": Case(NAMES, '"Japan"@en', '"PAKISTAN"@en', "duplicate-entity"),
    "double-label": Case(NAMES, '"Japan"@en', '"Japan"@en , "Nippon"@en', "double-label"),
    "blank-node": Case(
        SOURCE, "bil:hasParty id:state.PK", "bil:hasParty [] , id:state.PK", "blank-node"
    ),
    "uncovered-sentence": Case(
        SOURCE,
        "prov:wasDerivedFrom psg:demo.p1s2",
        "prov:wasDerivedFrom psg:demo.p1s1",
        "uncovered-sentence",
    ),
    "missing-sentence": Case(SOURCE, "ev:sentences 2", "ev:sentences 3", "missing-sentence"),
    "covered-twice": Case(
        SOURCE, "ev:sentence 2 ;", 'ev:sentence 2 ; ev:nothingToState "Why."@en ;', "covered-twice"
    ),
    "graph-undescribed": Case(SOURCE, "g:demo.p1s2.a {", "g:demo.p1s2.b {", "graph-undescribed"),
    "graph-incomplete": Case(SOURCE, "    ev:status ev:Accepted ;\n", "", "graph-incomplete"),
    "wrong-graph": Case(
        SOURCE,
        "ev:sentences 2 .",
        "ev:sentences 2 .\n  id:org.forum a bil:Organization ; bil:hasTopic c:topic.trade .",
        "wrong-graph",
    ),
    "foreign-dataset": Case(
        SOURCE,
        "ev:sentences 2 .",
        'ev:sentences 2 .\n  <https://w3id.org/bilateral/ke-jp/source/a> dcterms:title "A"@en .',
        "foreign-dataset",
    ),
    "not-nfc": Case(NAMES, '"The pact"', '"The pacte\u0301"', "not-nfc"),
    "repeated-statement": Case(
        SOURCE,
        "bil:hasParty id:state.PK , id:state.JP",
        "bil:hasParty id:state.PK , id:state.JP , id:state.PK",
        "repeated-statement",
    ),
    "text-leak": Case(
        SOURCE,
        "psg:demo.p1s1.sel oa:start",
        'psg:demo.p1s1.sel oa:exact "A quotation." ; oa:start',
        "text-leak",
    ),
}
# Cases in which one mistake must show at two places.
ALSO = {
    "bad-digest": {"ill-typed"},
    "graph-undescribed": {"graph-empty"},
    "not-canonical-decimal": {"wrong-date"},
    "bad-digest-passage": {"literal-canonical"},
}


@pytest.fixture
def mini(tmp_path: Path) -> Path:
    root = tmp_path / "mini"
    shutil.copytree(TESTS / "fixtures" / "mini", root)
    shutil.copytree(TESTS.parent / "ontology", root / "ontology")
    (root / "queries").mkdir()
    return root


def golden(name: str, text: str) -> None:
    path = GOLDEN / f"{name}.txt"
    if os.environ.get("BILATERAL_GOLDEN") == "write":
        path.write_text(text + "\n", encoding="utf-8", newline="")
    assert text + "\n" == path.read_text(encoding="utf-8")


def test_the_good_project_has_no_problem(mini: Path) -> None:
    assert check(read_project(mini), texts=mini / "texts") == []


@pytest.mark.parametrize("name", sorted(CASES))
def test_a_mistake_is_named_with_its_place(mini: Path, name: str) -> None:
    case = CASES[name]
    path = mini / case.file
    text = path.read_text(encoding="utf-8")
    assert case.old in text
    path.write_text(text.replace(case.old, case.new, 1), encoding="utf-8")
    issues = check(read_project(mini))
    found = [issue for issue in issues if issue.location.path == case.file]
    codes = {issue.code for issue in found}
    if case.code == "syntax":
        # The rest of a file that cannot be read is missing: what refers to it dangles.
        found = [issue for issue in found if issue.code == "syntax"]
        codes = {issue.code for issue in found}
    assert codes == {case.code} | ALSO.get(name, set())
    golden(name, "\n".join(str(issue) for issue in found))


@pytest.mark.parametrize("part", ["document", "passage"])
def test_a_changed_text_is_found(mini: Path, part: str) -> None:
    path = mini / "texts" / "demo.txt"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text + "\n" if part == "document" else text.replace("forum", "Forum"), encoding="utf-8"
    )
    issues = check(read_project(mini), texts=mini / "texts")
    assert {issue.code for issue in issues} == {"wrong-digest"}
    golden(f"wrong-digest-{part}", "\n".join(map(str, issues)))


def test_a_source_with_a_slip_is_told_from_one_without_a_text(mini: Path) -> None:
    path = mini / SOURCE
    path.write_text(path.read_text(encoding="utf-8") + "g:demo {", encoding="utf-8")
    issues = check(read_project(mini), texts=mini / "texts")
    assert "syntax" in {issue.code for issue in issues if issue.location.path == SOURCE}


def test_a_copied_sentence_is_found(mini: Path) -> None:
    path = mini / SOURCE
    words = "Pakistan and Japan signed a pact in 1957. A forum was opened."
    text = path.read_text(encoding="utf-8").replace(
        "a bil:Organization ;", f'a bil:Organization ; dcterms:description "{words}"@en ;'
    )
    path.write_text("@prefix dcterms: <http://purl.org/dc/terms/> .\n" + text, encoding="utf-8")
    issues = check(read_project(mini), texts=mini / "texts")
    assert [issue.code for issue in issues] == ["copied-text"]


def test_bytes_that_are_not_utf_8_are_found(mini: Path) -> None:
    path = mini / NAMES
    path.write_bytes(path.read_bytes().replace(b'"Japan"', b'"Jap\xe9n"'))
    issues = [one for one in check(read_project(mini)) if one.code == "encoding"]
    golden("not-utf-8", "\n".join(map(str, issues)))


def test_a_file_that_cannot_be_read_stops_the_check(mini: Path) -> None:
    (mini / "graph" / "reference" / "folder.ttl").mkdir()
    with pytest.raises(ToolError) as caught:
        read_project(mini)
    golden("unreadable", str(caught.value))


def test_invalid_data_stops_the_build_and_nothing_is_written(mini: Path, tmp_path: Path) -> None:
    case = CASES["unknown-class"]
    path = mini / case.file
    path.write_text(path.read_text(encoding="utf-8").replace(case.old, case.new), encoding="utf-8")
    with pytest.raises(DataError) as caught:
        build(mini, tmp_path / "out")
    assert [issue.code for issue in caught.value.issues] == ["unknown-term"]
    assert caught.value.exit_code == 1
    assert not (tmp_path / "out").exists()


def test_a_full_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "answer.csv"
    write_atomic(path, b"old")

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ToolError) as caught:
        write_atomic(path, b"new")
    assert path.read_bytes() == b"old"
    assert sorted(tmp_path.iterdir()) == [path]
    assert caught.value.exit_code == 3
    golden("full-disk", str(caught.value).replace(str(tmp_path), "OUT"))
