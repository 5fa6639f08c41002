"""Names say what a thing is: a citation, a label, a match; not `one`, `found` or `said`."""

from __future__ import annotations

import ast
from collections import Counter
from typing import TYPE_CHECKING

from support import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

VAGUE = {
    *("asked", "fits", "found", "given", "got", "heard", "held", "kept", "made", "making"),
    *("meant", "one", "put", "reading", "said", "seen", "shown", "taken", "told", "wanted"),
}
# Of all names that the package binds, at most so many in a hundred may be vague.
MOST = 0.3


def names(tree: ast.AST) -> Iterator[str]:
    """Yield every name that is bound: variables, arguments, functions and classes."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name


def is_vague(name: str) -> bool:
    return name.strip("_") in VAGUE


def test_every_way_to_bind_a_name_counts() -> None:
    text = "def made(one, *, _told):\n  for seen in x: [y for kept in x]\nclass Fine: held = 1\n"
    assert sorted(filter(is_vague, names(ast.parse(text)))) == [
        *("_told", "held", "kept", "made", "one", "seen")
    ]


def test_few_names_are_vague() -> None:
    counts: Counter[str] = Counter()
    vague: Counter[str] = Counter()
    for path in sorted((ROOT / "src").rglob("*.py")):
        bound = list(names(ast.parse(path.read_text(encoding="utf-8"))))
        counts.update(bound)
        vague.update(f"{path.relative_to(ROOT)}: {name}" for name in bound if is_vague(name))
    share = 100 * vague.total() / counts.total()
    assert share <= MOST, f"{share:.2f} % of all names are vague:\n" + "\n".join(sorted(vague))
