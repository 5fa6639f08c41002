"""Write docs/quality.md and the table of checks in docs/errors.md from the catalogue of checks."""

from __future__ import annotations

import argparse
import os
import re
from itertools import groupby
from pathlib import Path

from bilateral.checks.catalogue import Check, catalogue, problems
from bilateral.checks.report import GROUPS
from bilateral.checks.run import Outcome, run

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "quality.md"
ERRORS = ROOT / "docs" / "errors.md"
BEGIN = (
    "<!-- Written by docs/make_quality.py: change src/bilateral/checks/catalogue.yml instead. -->"
)
END = "<!-- End of what is written. -->"
BY = {
    "source": "`checks/files/`",
    "shapes": "`ontology/shapes.ttl`",
    "module": "`checks/`",
    "tool": "outer tool",
    "test": "tests",
    "none": "nobody here",
}
# Options, prefixed names, literals and paths stand as code on a page.
CODE = re.compile(
    r'--\w+|"[^"]+"(?:\^\^\w+:\w+)?|\b(?:\w+/[\w./]*|[a-z]+:[\w.-]+|(?:limits|references):)'
)
INTRO = f"""# Quality

{BEGIN}

`bilateral check` runs all checks that need no outer tool, in some twenty seconds; `bilateral check --all` adds a reasoner (HermiT, needs Java), the OWL 2 DL profile (ROBOT, if `BILATERAL_ROBOT` names its command) and a second SPARQL engine. `--texts DIR` adds what needs the texts of the sources. A check that cannot be decided says why. `bilateral check --only D5` runs one, `--list` names all, `--format sarif` is for editors and code hosts.

A problem of level *error* makes the exit code 1; *warning* and *info* do not. What a check excuses stands with its reason in `ontology/waivers.yml`. The bad example that each check must catch is in `tests/fixtures/bad.yml`, under the id of the check.

The figures are those of the shipped data. *skipped* tells why nobody decided.
"""


def figure(outcome: Outcome) -> str:
    """Return the figure, or why there is none."""
    if outcome.finding.skipped:
        return f"skipped: {outcome.finding.skipped}"
    return f"{outcome.finding.figure} ({outcome.state})"


def decider(check: Check) -> str:
    """Return where the check is decided."""
    if len(check.queries) == 1:
        return f"`sparql/{check.query}.rq`"
    return f"`sparql/{check.query}/`" if check.queries else BY[check.by]


def row(*cells: str) -> str:
    """Return a row of a table."""
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


def page(outcomes: list[Outcome]) -> str:
    """Return the page of all checks."""
    by_id = {outcome.check.id: outcome for outcome in outcomes}
    lines = [INTRO]
    for letter, checks in groupby(catalogue(), key=lambda check: check.id[0]):
        lines += [
            f"## {letter}. {GROUPS[letter]}",
            "",
            "| Check | Problems | Meaning | Decided by | Figure | Threshold | Level |",
            "|---|---|---|---|---|---|---|",
        ]
        lines += [
            row(
                f'<a id="{check.id.lower()}"></a>{check.id}',
                ", ".join(f"`{code}`" for code in check.codes),
                check.meaning,
                decider(check),
                figure(by_id[check.id]),
                check.threshold,
                check.severity,
            )
            for check in checks
        ]
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def table() -> str:
    """Return the table of the problems of curated files."""
    lines = ["| Check | Level | Meaning | What to do |", "|---|---|---|---|"]
    for code, problem in sorted(problems().items()):
        texts = (CODE.sub(r"`\g<0>`", text) for text in (problem.meaning, problem.next_step))
        lines.append(row(f"`{code}`", problem.severity, *texts))
    return "\n".join(lines)


def errors(text: str) -> str:
    """Return the page of errors with its table of checks written anew."""
    before, rest = text.split(BEGIN)
    after = rest.split(END)[1]
    return f"{before}{BEGIN}\n\n{table()}\n\n{END}{after}"


def main() -> None:
    """Run the checks and write the pages."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", help="folder with the texts of the sources")
    arguments = parser.parse_args()
    texts = Path(arguments.texts) if arguments.texts else None
    ERRORS.write_text(errors(ERRORS.read_text(encoding="utf-8")), encoding="utf-8")
    outcomes = run(ROOT, texts=texts, slow=True)
    PAGE.write_text(page(outcomes), encoding="utf-8")
    print(f"wrote {PAGE.relative_to(ROOT)} ({len(outcomes)} checks), {ERRORS.relative_to(ROOT)}")
    if not os.environ.get("BILATERAL_ROBOT"):
        print("without ROBOT: set BILATERAL_ROBOT for its figures")


if __name__ == "__main__":
    main()
