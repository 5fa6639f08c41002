"""The analysis of the shipped dataset, as the command line gives it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import networkx as nx
import pytest

from bilateral.cli.main import run

if TYPE_CHECKING:
    from pathlib import Path

    from bilateral.kg import KnowledgeGraph

WHAT = ["ties", "positions", "communities", "brokers"]


def analyse(capfdbinary: pytest.CaptureFixture[bytes], *arguments: str) -> tuple[int, str, str]:
    code = run(["analyse", *arguments])
    out, err = capfdbinary.readouterr()
    return code, out.decode(), err.decode()


@pytest.mark.parametrize("what", WHAT)
def test_every_table_is_given_and_says_what_it_leaves_out(
    capfdbinary: pytest.CaptureFixture[bytes], what: str
) -> None:
    code, out, err = analyse(capfdbinary, what, "--limit", "5", "--format", "json")
    assert code == 0
    assert len(json.loads(out)) == 5
    assert "note: 5 of " in err
    for fmt in ("table", "csv", "md", "html"):
        code, out, _ = analyse(capfdbinary, what, "--limit", "2", "--format", fmt)
        assert (code, bool(out)) == (0, True)


def test_every_tie_has_a_source_and_as_many_things_as_it_says(kg: KnowledgeGraph) -> None:
    ties = kg.analysis().ties()
    assert [tie for tie in ties if not tie.citations or len(tie.shared) != tie.weight] == []
    assert len(ties) > 100


def test_every_actor_is_in_one_community(kg: KnowledgeGraph) -> None:
    analysis = kg.analysis()
    members = [iri for community in analysis.communities() for iri in community.members]
    assert sorted(members) == sorted(position.iri for position in analysis.positions())


def test_change_is_between_two_times(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    first = ("--from", "1990", "--to", "2004")
    code, out, _ = analyse(capfdbinary, "change", *first, "--then", "2005/2019", "--format", "json")
    rows = json.loads(out)
    assert code == 0
    assert rows[0]["label"] == "Japan International Cooperation Agency"
    assert rows[0]["partners_after"] > rows[0]["partners_before"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nonsense"], "choose one of ties, positions, communities, brokers, change"),
        (["change", "--from", "1990"], "--then"),
        (["brokers", "--tracks", "security"], "--tracks takes two names"),
        (["brokers", "--tracks", "security,tea"], "choose from security, aid"),
        (["ties", "--by", "tea"], "choose from events, agreements, projects"),
        (["ties", "--format", "pdf"], "choose one of table"),
        (["positions", "--backend", "nowhere"], "cannot be used"),
    ],
)
def test_mistakes_are_told_with_the_next_step(
    capfdbinary: pytest.CaptureFixture[bytes], arguments: list[str], message: str
) -> None:
    code, out, err = analyse(capfdbinary, *arguments)
    assert (code, out) == (2, "")
    assert message in err


def test_the_network_is_written_for_other_programs(tmp_path: Path, kg: KnowledgeGraph) -> None:
    path = tmp_path / "actors.graphml"
    assert run(["analyse", "positions", "-o", str(path)]) == 0
    back = nx.read_graphml(path)
    assert len(back) == len(kg.analysis().positions())
    assert all("community" in data for _, data in back.nodes(data=True))


def test_the_order_of_sets_changes_nothing() -> None:
    answers = set()
    for seed in ("1", "2"):
        for what in ("communities", "brokers"):
            done = subprocess.run(
                [sys.executable, "-m", "bilateral", "analyse", what, "--format", "json"],
                env=os.environ | {"PYTHONHASHSEED": seed},
                capture_output=True,
                check=True,
            )
            answers.add(done.stdout)
    assert len(answers) == 2


def test_all_ways_of_some_length_are_given_on_wish(
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    ends = ("path", "JICA", "Taro Aso", "--format", "json")
    assert run([*ends, "--all", "--longest", "4"]) == 0
    ways = json.loads(capfdbinary.readouterr()[0])
    assert len(ways) > 3
    assert max(map(len, ways)) == 4
    assert sorted(map(len, ways)) == list(map(len, ways))
    assert run([*ends, "--all", "--limit", "2"]) == 0
    out, err = capfdbinary.readouterr()
    assert len(json.loads(out)) == 2
    assert b"there are more than 2 paths" in err
    assert run([*ends, "--all", "--longest", "1"]) == 0
    assert json.loads(capfdbinary.readouterr()[0]) == []
