"""Pictures: the same bytes for the same data, text as text, and words for what is left out."""

from __future__ import annotations

import re
import shutil
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import bilateral
from bilateral.cli.main import run
from bilateral.draw import NAMES, draw
from bilateral.errors import UsageError

if TYPE_CHECKING:
    from bilateral.kg import KnowledgeGraph

TESTS = Path(__file__).resolve().parents[1]
pytest.importorskip("matplotlib", reason="the draw extra is not installed")


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_is_the_same_each_time_and_its_text_is_text(
    kg: KnowledgeGraph, name: str
) -> None:
    first = draw(kg, name)
    assert draw(bilateral.load(), name) == first
    root = ET.fromstring(first)  # noqa: S314 - our own output
    texts = [
        "".join(element.itertext()) for element in root.iter("{http://www.w3.org/2000/svg}text")
    ]
    assert any(text.strip() for text in texts)


def test_a_name_in_the_picture_is_no_markup(
    kg: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bilateral.draw import figures

    evil = "<script>alert(1)</script> & $x^2$"
    monkeypatch.setattr(figures, "together", lambda _: [(evil, "B", 1)])
    root = ET.fromstring(draw(kg, "network"))  # noqa: S314 - our own output
    texts = [
        "".join(element.itertext()) for element in root.iter("{http://www.w3.org/2000/svg}text")
    ]
    assert evil in texts


FLOWS = """
  id:relationship.x a bil:BilateralRelationship ; bil:relates id:state.PK , id:state.JP .
  id:flow.well a bil:AidFlow ; bil:hasProvider id:state.PK ; bil:hasRecipient id:state.JP ;
    bil:hasKind c:flow-kind.grant ; bil:hasStage c:flow-stage.commitment ;
    bil:hasAmount id:amount.well ; bil:date "1978"^^edtf:EDTF .
  id:amount.well a schema:MonetaryAmount ; schema:value 2500000 ; schema:currency "NOK" .
"""


def test_the_states_and_the_currency_are_those_of_the_graph(tmp_path: Path) -> None:
    root = tmp_path / "mini"
    shutil.copytree(TESTS / "fixtures" / "mini", root)
    shutil.copytree(TESTS.parent / "ontology", root / "ontology")
    (root / "queries").mkdir()
    source, names = root / "graph/sources/demo.trig", root / "graph/reference/names.ttl"
    text = source.read_text("utf-8").replace("g:demo.p1s2.a {", "g:demo.p1s2.a {" + FLOWS)
    source.write_text("@prefix schema: <https://schema.org/> .\n" + text, "utf-8")
    lines = [
        f'id:{name} skos:prefLabel "{name}"@en .' for name in re.findall(r"id:(\S+) a ", FLOWS)
    ]
    known = names.read_text("utf-8")
    known = known.replace('"Japan"', '"Kenya"').replace('"Pakistan"', '"Norway"')
    names.write_text("\n".join([known, *lines, ""]), "utf-8")
    picture = ET.fromstring(draw(bilateral.load(root), "aid"))  # noqa: S314 - our own output
    texts = ["".join(text.itertext()) for text in picture.iter("{http://www.w3.org/2000/svg}text")]
    assert "Grants and loans from Norway to Kenya by year of agreement" in texts
    assert "million NOK" in texts
    assert "grants" in texts


def test_the_ending_of_the_file_says_the_format(tmp_path: Path) -> None:
    path = tmp_path / "visits.png"
    assert run(["draw", "visits", "-o", str(path)]) == 0
    assert path.read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(("picture", "file"), [("maps", "x.svg"), ("aid", "x.gif"), ("aid", "x")])
def test_what_cannot_be_drawn_is_refused(picture: str, file: str, tmp_path: Path) -> None:
    assert run(["draw", picture, "-o", str(tmp_path / file)]) == 2
    assert not list(tmp_path.iterdir())


def test_the_names_are_told(kg: KnowledgeGraph) -> None:
    with pytest.raises(UsageError, match="no picture 'maps'") as caught:
        draw(kg, "maps")
    assert "aid" in str(caught.value)
