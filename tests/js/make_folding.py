"""Write folding.json: names with the form in which Python compares them, for fold.test.mjs.

Run it after a change of ``bilateral.find.fold``; a unit test compares the file. The names
are those that the file holds: add one with any value, and run this.
"""

from __future__ import annotations

import json
from pathlib import Path

from bilateral.find.fold import fold, folding_tables

FILE = Path(__file__).with_name("folding.json")


def current() -> dict[str, object]:
    """Return what the file must hold."""
    names = json.loads(FILE.read_text(encoding="utf-8"))["names"]
    return {"tables": folding_tables(), "names": {name: fold(name) for name in names}}


if __name__ == "__main__":
    text = json.dumps(current(), ensure_ascii=False, indent=1)
    FILE.write_text(text + "\n", encoding="utf-8")
