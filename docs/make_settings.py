"""Write docs/settings.md from the table in src/bilateral/settings.py.

Run it with ``make docs``; with ``--check`` it writes nothing and fails if the page is
not what it would write.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bilateral.files import write_atomic
from bilateral.settings import table

if TYPE_CHECKING:
    from bilateral.settings import Setting

PAGE = Path(__file__).resolve().parent / "settings.md"

INTRODUCTION = """\
# Settings

Written by `make docs` from the table in `src/bilateral/settings.py`; change it there.

Limits, timeouts, defaults and folders may be set. The first of these counts:

1. the option of the command, where it has one (`bilateral search karachi --limit 50`);
2. the variable of the environment: the name in capitals with `BILATERAL_` before it
   (`BILATERAL_SEARCH_LIMIT=50`);
3. the file `bilateral.toml` in the folder of the project, beside `graph/`;
4. the file `bilateral/bilateral.toml` in the user's configuration folder
   (`$XDG_CONFIG_HOME`, else `~/.config`);
5. the default.

```toml
# bilateral.toml
search_limit = 50
language = "ja"
```

`bilateral settings` lists every setting with its value and where that comes from. A value
that is not valid is an error with its place. Those marked with * choose folders and programs:
the file of a project may not set them, so that a project from elsewhere cannot. A file is
read once in a process.

The languages of a dataset belong to its data: `languages: [en, ja, ur]` in
`graph/dataset.yml`; without the key, English alone.

| Name | Default | Values | Meaning | Option |
|---|---|---|---|---|
"""


def row(setting: Setting[Any]) -> str:
    """Return one setting as a row of the table."""
    mark = "*" if setting.personal else ""
    default = f"`{setting.default}`" if setting.default != "" else ""
    option = f"`{setting.option}`" if setting.option else ""
    cells = (f"`{setting.name}`{mark}", default, setting.rule(), setting.meaning, option)
    return f"| {' | '.join(cells)} |\n"


def page() -> str:
    """Return the page."""
    return INTRODUCTION + "".join(map(row, table().values()))


def main() -> None:
    """Write the page, or with ``--check`` compare it."""
    if "--check" not in sys.argv[1:]:
        write_atomic(PAGE, page().encode("utf-8"))
    elif PAGE.read_text(encoding="utf-8") != page():
        sys.exit(f"docs/{PAGE.name} is not what the table of settings says\n    next: make docs")


if __name__ == "__main__":
    main()
