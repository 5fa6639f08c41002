"""What all tests share: a cache for this run alone, and no way out of the machine.

Whatever takes long to make is made once a run and shared by its workers; see
:func:`support.made_once`. Nobody may change what is shared.
"""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings
from pytest_socket import socket_allow_hosts
from support import made_once
from xdist.scheduler import LoadScopeScheduling

from bilateral import release
from bilateral.compile import read
from bilateral.kg import KnowledgeGraph
from bilateral.rdf.turtle import format as layout
from bilateral.rdf.turtle.statements import Statement, statements

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# A busy machine is no fault of the program: no example has a time limit. CI tries the
# same examples in every run; elsewhere each run looks at new ones.
settings.register_profile("bilateral", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("bilateral")


@pytest.fixture(autouse=True)
def _offline() -> None:
    # The driver of the browser listens on this machine; nothing else may be asked.
    socket_allow_hosts(["127.0.0.1", "::1", "localhost"], allow_unix_socket=True)


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that all workers of this run share."""
    base = tmp_path_factory.getbasetemp()
    # The folder of a worker is inside that of the run.
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@pytest.fixture(scope="session", autouse=True)
def _own_cache(run_folder: Path) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BILATERAL_CACHE", str(run_folder / "cache"))
        yield


class _Scheduling(LoadScopeScheduling):  # type: ignore[misc]
    """A worker takes test after test, but pages and small projects by the module.

    So a browser keeps its page, and what a module makes for itself is made once.
    """

    def _split_scope(self, nodeid: str) -> str:
        path = nodeid.partition("::")[0]
        return path if path.startswith(("tests/browser/", "tests/unit/")) else nodeid


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> _Scheduling:
    return _Scheduling(config, log)


@pytest.fixture(scope="session")
def kg(run_folder: Path, _own_cache: None) -> KnowledgeGraph:
    """Return the shipped dataset, which the first worker assembles for all of them."""

    def assemble(_: Path) -> None:
        graph = KnowledgeGraph()
        # All that a snapshot keeps: the dataset, the questions and the index of names.
        assert graph.queries
        assert graph.index

    made_once(run_folder, "snapshot", assemble)
    return KnowledgeGraph()


@pytest.fixture(scope="session")
def site_folder(run_folder: Path, kg: KnowledgeGraph) -> Path:
    """Return the site of the shipped dataset, without its report on the checks."""

    def write(folder: Path) -> None:
        release.site(kg, folder, checks=False)

    return made_once(run_folder, "site", write)


@pytest.fixture(scope="module")
def each_text_is_read_once() -> Iterator[None]:
    """Remember what curated files say and how they are laid out, for the tests of a module.

    Both depend on the text alone. Copies of the small project have most files in common.
    """
    read_once, laid_out_once = cache(statements), cache(layout.format_text)

    def copied(text: str, path: str) -> list[Statement]:
        return list(read_once(text, path))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(read, "statements", copied)
        patch.setattr(layout, "format_text", laid_out_once)
        yield
