"""Write docs/quality.md: every check with its meaning, decider, threshold and figure."""

from __future__ import annotations

import argparse
import os
from itertools import groupby
from pathlib import Path

from bilateral.checks.catalogue import Check, catalogue
from bilateral.checks.run import Outcome, run

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "quality.md"
GROUPS = {
    "A": "Syntax and logic",
    "B": "Header and publication",
    "C": "Terms",
    "D": "Modelling",
    "E": "Data",
    "F": "Provenance",
    "G": "Links and questions",
}
BY = {
    "source": "`checks/files/`",
    "shapes": "`ontology/shapes.ttl`",
    "module": "`checks/`",
    "tool": "outer tool",
    "test": "tests",
    "none": "nobody here",
}
INTRO = """# Quality

<!-- Written by docs/make_quality.py: change src/bilateral/checks/catalogue.yml instead. -->

`bilateral check` runs all checks that need no outer tool, in some twenty seconds; `bilateral check --all` adds a reasoner (HermiT, needs Java), the OWL 2 DL profile (ROBOT, if `BILATERAL_ROBOT` names its command) and a second SPARQL engine. `--texts DIR` adds what needs the texts of the sources. A check that cannot be decided says why. `bilateral check --only D5` runs one, `--list` names all, `--format sarif` is for editors and code hosts.

A problem of level *error* makes the exit code 1; *warning* and *info* do not. What a check excuses stands with its reason in `ontology/waivers.yml`. The bad example that each check must catch is in `tests/fixtures/bad.yml`, under the id of the check.

The figures are those of the shipped data. *skipped* tells why nobody decided.
"""


def figure(outcome: Outcome) -> str:
    """Return the figure, or why there is none."""
    if outcome.found.skipped:
        return f"skipped: {outcome.found.skipped}"
    return f"{outcome.found.figure} ({outcome.state})"


def decider(check: Check) -> str:
    """Return where the check is decided."""
    if check.by == "sparql":
        return f"`sparql/{check.codes[0]}.rq`"
    return BY[check.by]


def page(outcomes: list[Outcome]) -> str:
    """Return the page."""
    found = {one.check.id: one for one in outcomes}
    lines = [INTRO]
    for letter, checks in groupby(catalogue(), key=lambda check: check.id[0]):
        lines += [
            f"## {letter}. {GROUPS[letter]}",
            "",
            "| Check | Problems | Meaning | Decided by | Figure | Threshold | Level |",
            "|---|---|---|---|---|---|---|",
        ]
        for check in checks:
            cells = (
                f'<a id="{check.id.lower()}"></a>{check.id}',
                ", ".join(f"`{code}`" for code in check.codes),
                check.meaning,
                decider(check),
                figure(found[check.id]),
                check.threshold,
                check.severity,
            )
            lines.append(f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |")
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def main() -> None:
    """Run the checks and write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", help="folder with the texts of the sources")
    given = parser.parse_args()
    texts = Path(given.texts) if given.texts else None
    outcomes = run(ROOT, texts=texts, slow=True)
    PAGE.write_text(page(outcomes), encoding="utf-8")
    print(f"wrote {PAGE.relative_to(ROOT)} ({len(outcomes)} checks)")
    if not os.environ.get("BILATERAL_ROBOT"):
        print("without ROBOT: set BILATERAL_ROBOT for its figures")


if __name__ == "__main__":
    main()
