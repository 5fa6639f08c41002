"""The modules of a page, joined into one script."""

from __future__ import annotations

import json
import runpy
from pathlib import Path

import pytest

from bilateral.pages.shared import scripts

ROOT = Path(__file__).parents[2]


@pytest.fixture
def modules(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    texts: dict[str, str] = {}
    monkeypatch.setattr(scripts, "asset", texts.__getitem__)
    return texts


def test_each_module_comes_once_and_after_what_it_imports(modules: dict[str, str]) -> None:
    modules["a/main.js"] = (
        'import { two } from "./two.js";\nimport { one } from "../b/one.js";\n\nshow(one, two);\n'
    )
    modules["a/two.js"] = 'import {\n  one,\n} from "../b/one.js";\n\nexport const two = one + 1;\n'
    modules["b/one.js"] = (
        "// A comment.\n/**\n * @type {number}\n */\nexport const one = [\n  1,\n][0];\n"
    )
    assert scripts.script("a/main.js") == (
        '(() => {\n"use strict";\nconst one = [\n1,\n][0];\nconst two = one + 1;\n'
        "show(one, two);\n})();\n"
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('import { a as b } from "./a.js";\n', "cannot be renamed"),
        ('import a from "./a.js";\n', "cannot be joined: import a"),
        ('import { a } from "node:fs";\n', "cannot be joined"),
        ("const b = 1;\nexport { b };\n", "cannot be joined: export"),
        ("export default 1;\n", "cannot be joined: export default"),
        ('import { a } from "./a.js";\nfunction a() {}\n', "'a' is declared in x/a.js too"),
        ('import { b } from "./main.js";\n', "in a circle"),
        ("const text = `two\n  lines`;\n", "must stand on one line"),
    ],
)
def test_what_cannot_be_joined_is_refused(modules: dict[str, str], text: str, message: str) -> None:
    modules["x/a.js"] = "export const a = 1;\n"
    modules["x/main.js"] = text
    with pytest.raises(ValueError, match=message):
        scripts.script("x/main.js")


@pytest.mark.parametrize(
    "entry", ["explorer/script/main.js", "explorer/script/sparql.js", "site/script/search.js"]
)
def test_the_pages_have_no_module_left_and_no_comment(entry: str) -> None:
    text = scripts.script(entry)
    assert text.startswith('(() => {\n"use strict";\n')
    lines = text.splitlines()
    assert not [line for line in lines if line.startswith(("import ", "export ", "//", "/*", " "))]


def test_the_names_that_javascript_is_tested_with_are_folded_as_now() -> None:
    make = runpy.run_path(str(ROOT / "tests" / "js" / "make_folding.py"))
    fixture = json.loads((ROOT / "tests" / "js" / "folding.json").read_text("utf-8"))
    current = json.loads(json.dumps(make["current"]()))
    assert fixture == current, "run: python tests/js/make_folding.py"
    assert len(fixture["names"]) >= 250
