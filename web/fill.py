"""Fill ``src/bilateral/_vendor/`` with what the page that answers SPARQL needs.

Run by ``make vendor`` and by the build of a wheel. The packages come from npm as the
lock file names them; each file is compared with the digest in ``assets.json``, so that
what is shipped is what was looked at.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
TARGET = HERE.parent / "src" / "bilateral" / "_vendor"
_TIMEOUT = 180
_QUIET = ("--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=1")


class FillError(Exception):
    """The files cannot be had; the message says why and what to do."""


def complete(target: Path = TARGET, assets: Path = HERE / "assets.json") -> bool:
    """Whether every file is there with the digest that is asked for."""
    wanted: dict[str, dict[str, str]] = json.loads(assets.read_text("utf-8"))
    return all(
        (target / name).is_file() and _digest(target / name) == one["sha256"]
        for name, one in wanted.items()
    )


def fill(target: Path = TARGET, assets: Path = HERE / "assets.json") -> None:
    """Fetch the packages and copy the files into *target*.

    Raises:
        FillError: there is no npm, it failed, or a file is not the one that was looked at.
    """
    npm = shutil.which("npm")
    if npm is None:
        raise FillError("npm is not installed; install Node.js 18 or newer")
    with tempfile.TemporaryDirectory() as folder:
        for name in ("package.json", "package-lock.json"):
            shutil.copy(assets.parent / name, folder)
        command = [npm, "ci", *_QUIET]
        try:
            done = subprocess.run(  # noqa: S603 - a fixed command
                command, cwd=folder, capture_output=True, text=True, timeout=_TIMEOUT, check=False
            )
        except subprocess.TimeoutExpired as error:
            raise FillError(f"npm did not end within {_TIMEOUT} s; is there a network?") from error
        if done.returncode:
            last = (done.stderr.strip() or done.stdout.strip()).splitlines()[-1:]
            raise FillError(f"npm failed: {' '.join(last)[:300]}")
        copy(Path(folder) / "node_modules", target, assets)


def copy(modules: Path, target: Path, assets: Path) -> None:
    """Copy the files of *assets* from *modules* to *target*: all of them or none.

    Raises:
        FillError: a file is missing or is not the one that was looked at.
    """
    wanted: dict[str, dict[str, str]] = json.loads(assets.read_text("utf-8"))
    for name, one in wanted.items():
        source = modules / one["from"]
        if not source.is_file():
            raise FillError(f"{one['from']} is not in the package")
        if _digest(source) != one["sha256"]:
            raise FillError(f"{name} is not the file of assets.json: its SHA-256 differs")
    target.mkdir(parents=True, exist_ok=True)
    for name, one in wanted.items():
        shutil.copy(modules / one["from"], target / name)


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def main() -> int:
    """Fill the folder if it is not complete; return 0, or 3 if that failed."""
    if complete():
        return 0
    try:
        fill()
    except FillError as error:
        sys.stderr.write(f"make vendor: error: {error}\n")
        return 3
    sys.stderr.write(f"filled {TARGET.relative_to(HERE.parent)}/\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
