"""What all tests share: a cache for this run alone, and no way out of the machine."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from pytest_socket import socket_allow_hosts

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
