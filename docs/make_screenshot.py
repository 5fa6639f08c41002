"""Take the README's picture of the explorer: ``python docs/make_screenshot.py``.

It needs Chromium and ``build/explorer.html``, which ``make`` writes.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def main() -> int:
    """Write ``docs/explorer.png``; return 3 when Chromium or the page is missing."""
    page = ROOT / "build" / "explorer.html"
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if not chromium or not page.is_file():
        sys.stderr.write("needs Chromium, and build/explorer.html: run make first\n")
        return 3
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(  # noqa: S603 - the program was found on the path, the page is ours
            [
                chromium,
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--host-resolver-rules=MAP * ~NOTFOUND",
                "--hide-scrollbars",
                "--window-size=1400,900",
                "--virtual-time-budget=4000",
                f"--user-data-dir={profile}",
                f"--screenshot={ROOT / 'docs' / 'explorer.png'}",
                page.as_uri(),
            ],
            check=True,
            stderr=subprocess.DEVNULL,
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
