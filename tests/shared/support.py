"""What tests share: patience, copies of the small project, results that are made once a run."""

from __future__ import annotations

import fcntl
import importlib
import os
import shutil
import time
import uuid
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from bilateral.compile.report import BuildReport

TESTS = Path(__file__).resolve().parents[1]
ROOT = TESTS.parent
# Seconds after which a test gives up on what hangs. It says nothing about speed: the
# machine may be busy with other work.
PATIENCE = 600.0


def absent(reason: str) -> NoReturn:
    """Skip a test for lack of what it needs; under CI nothing may be missing."""
    if os.environ.get("CI"):
        pytest.fail(f"CI must not skip this test: {reason}")
    pytest.skip(reason)


def required(module: str) -> Any:
    """Return a module that only an extra brings."""
    try:
        return importlib.import_module(module)
    except ImportError:
        absent(f"{module} is not installed")


def copy_of_mini(target: Path) -> Path:
    """Copy the small project to *target*, with the ontology that it shares with the shipped one."""
    shutil.copytree(TESTS / "fixtures" / "mini", target)
    shutil.copytree(ROOT / "ontology", target / "ontology")
    (target / "queries").mkdir(exist_ok=True)
    return target


def made_once(folder: Path, name: str, make: Callable[[Path], None]) -> Path:
    """Return ``folder/name``, which the first worker that needs it makes for all of them."""
    target, complete = folder / name, folder / f"{name}.complete"
    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not complete.exists():
            make(target)
            complete.touch()
    return target


def wait_until(condition: Callable[[], object], what: str) -> None:
    """Wait until *condition* holds, or fail as *what* never came."""
    end = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > end:
            pytest.fail(f"{what}: not within {PATIENCE:g} s")
        time.sleep(0.02)


class Built(NamedTuple):
    """A build of the shipped project: its files, its report, the stages that it went through."""

    folder: Path
    report: BuildReport
    stages: list[str]


class QueryProcesses:
    """The processes in which one test has its queries answered; other tests have their own.

    They are known by a variable of their environment: :attr:`mark`, which the program
    under test must have in its own.
    """

    def __init__(self) -> None:
        self.mark = ("BILATERAL_TEST_MARK", uuid.uuid4().hex)

    def running(self) -> list[int]:
        """Return the processes that run now."""
        entry = "=".join(self.mark).encode("ascii")
        return [
            int(folder.name)
            for folder in Path("/proc").glob("[0-9]*")
            if b"bilateral.worker" in _proc(folder / "cmdline")
            and entry in _proc(folder / "environ").split(b"\0")
        ]


def _proc(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:  # the process has ended meanwhile, or is that of somebody else
        return b""


def processor_seconds(process: int) -> float:
    """Return how long a process has computed: unlike the clock, this does not wait for others."""
    stat = _proc(Path(f"/proc/{process}/stat")).rpartition(b")")[2].split()
    return sum(map(int, stat[11:13])) / os.sysconf("SC_CLK_TCK") if stat else 0.0
