"""Limits: a query that never ends is ended, what is cut says so, and nothing is left behind."""

from __future__ import annotations

import json
import os
import pickle
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from support import PATIENCE, ROOT, QueryProcesses, processor_seconds, wait_until

import bilateral
from bilateral.errors import (
    BilateralError,
    DataError,
    Issue,
    Location,
    ParameterError,
    QueryTimeoutError,
    UnknownNameError,
)
from bilateral.formats.answers import render

ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
COMMAND = [sys.executable, "-m", "bilateral", "--root", str(ROOT), "query"]


needs_proc = pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs /proc")


@needs_proc
def test_an_endless_query_is_stopped_and_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    processes = QueryProcesses()
    monkeypatch.setenv(*processes.mark)
    with pytest.raises(QueryTimeoutError, match="stopped after 1 seconds"):
        bilateral.load().query(ENDLESS, timeout=1)
    wait_until(lambda: not processes.running(), "the end of the process of the query")


def test_the_command_says_so_and_ends() -> None:
    done = subprocess.run(
        [*COMMAND, ENDLESS, "--timeout", "1"], check=False, capture_output=True, text=True
    )
    assert done.returncode == 3
    assert done.stdout == ""
    assert done.stderr.startswith(
        "bilateral: error: the query was stopped after 1 seconds\n    next: "
    )


@needs_proc
@pytest.mark.parametrize("options", [[], ["--timeout", f"{PATIENCE:g}"]])
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_who_interrupts_does_not_wait(options: list[str], how: signal.Signals) -> None:
    processes = QueryProcesses()
    command = subprocess.Popen(
        [*COMMAND, ENDLESS, *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | dict([processes.mark]),
    )

    def computing() -> bool:
        # More than a start costs: the engine is at work.
        at_work = processes.running() if options else [command.pid]
        return any(processor_seconds(process) > 1.5 for process in at_work)

    wait_until(computing, "a query at work")
    command.send_signal(how)
    # Far less than the limit of the query: nobody waits for that.
    command.communicate(timeout=PATIENCE / 2)
    assert command.returncode in (-how, 130)
    wait_until(lambda: not processes.running(), "the end of the process of the query")


def test_the_answer_is_the_same_with_a_limit() -> None:
    kg = bilateral.load()
    plain, limited = (
        kg.query("agreements", cite=True),
        kg.query("agreements", cite=True, timeout=PATIENCE),
    )
    assert render(limited, "json") == render(plain, "json")
    assert not limited.truncated


def test_an_error_in_the_child_is_the_error_of_the_query() -> None:
    with pytest.raises(ParameterError, match="no parameter 'x'"):
        bilateral.load().query("agreements", {"x": "1"}, timeout=PATIENCE)


@pytest.mark.parametrize(
    "error",
    [
        UnknownNameError("thing", "x", ["y"], next_step="look"),
        DataError("bad", issues=[Issue("c", "error", "m", "n", Location("f", 1, 2))]),
        QueryTimeoutError("late", next_step="wait", location=Location("f")),
    ],
)
def test_an_error_survives_the_way_between_processes(error: BilateralError) -> None:
    copy = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own
    assert type(copy) is type(error)
    assert str(copy) == str(error)
    assert copy.__dict__ == error.__dict__


@pytest.mark.parametrize("fmt", ["table", "md", "html", "json", "xml"])
def test_what_is_cut_says_so(fmt: str) -> None:
    kg = bilateral.load()
    cut, whole = kg.query("events", max_rows=2), kg.query("events", max_rows=100_000)
    assert (cut.truncated, len(cut.rows)) == (True, 2)
    assert not whole.truncated
    sign = b"truncated" if fmt in ("json", "xml") else b"There are more rows than these."
    assert sign in render(cut, fmt)
    assert sign not in render(whole, fmt)


def test_rows_that_are_just_enough_are_not_cut() -> None:
    kg = bilateral.load()
    number = len(kg.query("agreements").rows)
    assert not kg.query("agreements", max_rows=number).truncated
    assert kg.query("agreements", max_rows=0).truncated


def test_the_command_tells_of_more_rows() -> None:
    done = subprocess.run(
        [*COMMAND, "events", "--max-rows", "1", "--format", "csv"],
        check=False,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, len(done.stdout.splitlines())) == (0, 2)
    assert done.stderr == "bilateral: note: there are more than 1 rows\n"


@pytest.mark.parametrize(
    "options", [["--timeout", "0"], ["--timeout", "nan"], ["--timeout", "x"], ["--max-rows", "-1"]]
)
def test_a_limit_that_is_none_is_refused(options: list[str]) -> None:
    done = subprocess.run(
        [*COMMAND, "events", *options], check=False, capture_output=True, text=True
    )
    assert done.returncode == 2
    assert "bilateral: error: " in done.stderr


def test_json_stays_json() -> None:
    cut = json.loads(render(bilateral.load().query("events", max_rows=1), "json"))
    assert set(cut) == {"head", "results", "truncated"}
