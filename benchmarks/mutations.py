"""How many slips in the curated files the checks catch.

Each run spoils one thing in a copy of the project, at a place drawn with a fixed seed,
and asks every check. A slip counts as caught when a check has something to say that it
did not say before. Writes ``mutations.json``; see ``benchmarks/README.md``.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pyoxigraph as ox

ROOT = Path(__file__).resolve().parent.parent
RESULT = Path(__file__).with_name("mutations.json")
sys.path.insert(0, str(ROOT / "src"))

from bilateral.checks.run import run  # noqa: E402
from bilateral.rdf.turtle.lexer import Token, tokens  # noqa: E402

FOLDERS = ("graph/sources", "graph/reference", "ontology", "ontology/schemes")
# Deleted or doubled triples are counted by graph/dataset.yml in graph/ only.
Slip = Callable[[random.Random, str, list[Token]], str | None]


def _offsets(text: str) -> list[int]:
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    return starts


def _replace(text: str, token: Token, new: str) -> str:
    start = _offsets(text)[token.at.line - 1] + token.at.column - 1
    return text[:start] + new + text[start + len(token.text) :]


def _pick(rng: random.Random, found: list[Token], kind: str, holds: str = "") -> Token | None:
    fitting = [one for one in found if one.kind == kind and holds in one.text]
    return rng.choice(fitting) if fitting else None


def broken_iri(rng: random.Random, text: str, found: list[Token]) -> str | None:
    """A letter is missing from a name."""
    names = [one for one in found if one.kind == "name" and len(one.text.partition(":")[2]) > 3]
    token = rng.choice(names)
    at = rng.randrange(token.text.index(":") + 1, len(token.text))
    return _replace(text, token, token.text[:at] + token.text[at + 1 :])


def other_name(rng: random.Random, text: str, found: list[Token]) -> str | None:
    """A thing stands where a thing of another kind should."""
    names = [one for one in found if one.text.startswith("id:")]
    if len(names) < 2:
        return None
    token = rng.choice(names)
    kind = token.text.split(".")[0]
    others = [one.text for one in names if one.text.split(".")[0] != kind]
    return _replace(text, token, rng.choice(others)) if others else None


def other_property(rng: random.Random, text: str, found: list[Token]) -> str | None:
    """A property stands where another one should."""
    names = [one for one in found if one.text.startswith(("bil:has", "ev:", "oa:", "prov:was"))]
    if not names:
        return None
    token = rng.choice(names)
    others = sorted({one.text for one in names} - {token.text})
    return _replace(text, token, rng.choice(others)) if others else None


def swapped_direction(rng: random.Random, text: str, found: list[Token]) -> str | None:
    """Subject and object of a triple change places."""
    at = [
        place
        for place in range(len(found) - 2)
        if found[place].text.startswith(("id:", "psg:", "g:"))
        and found[place + 1].text.startswith(("bil:", "prov:", "oa:", "ev:"))
        and found[place + 2].text.startswith(("id:", "psg:", "doc:"))
    ]
    if not at:
        return None
    place = rng.choice(at)
    one, two = found[place], found[place + 2]
    return _replace(_replace(text, two, one.text), one, two.text)


def wrong_datatype(rng: random.Random, text: str, found: list[Token]) -> str | None:
    """A literal gets another datatype, or loses it."""
    marks = [place for place in range(len(found) - 1) if found[place].text == "^^" and place]
    if not marks:
        return None
    mark = rng.choice(marks)
    new = rng.choice(["xsd:integer", "xsd:date", "xsd:boolean"])
    return _replace(text, found[mark + 1], new) if found[mark + 1].text != new else None


def changed_digit(rng: random.Random, text: str, found: list[Token]) -> str | None:
    """A digit of an offset, a position or a digest is another one."""
    fitting = [
        found[place + 1]
        for place in range(len(found) - 1)
        if found[place].text
        in ("oa:start", "oa:end", "ev:paragraph", "ev:sentence", "ev:sentences", "ev:sha256")
    ]
    if not fitting:
        return None
    token = rng.choice(fitting)
    digits = [place for place, ch in enumerate(token.text) if ch in "0123456789abcdef"]
    at = rng.choice(digits)
    new = rng.choice([ch for ch in "123456789" if ch != token.text[at]])
    return _replace(text, token, token.text[:at] + new + token.text[at + 1 :])


def wrong_date(rng: random.Random, text: str, found: list[Token]) -> str | None:
    """A month or day that no calendar has."""
    dated = [
        found[place]
        for place in range(len(found) - 2)
        if found[place].kind == "string" and found[place + 2].text == "edtf:EDTF"
    ]
    if not dated:
        return None
    token = rng.choice(dated)
    return _replace(text, token, token.text[:5] + rng.choice(["-13", "-02-30", "/x", "x"]) + '"')


def deleted_triple(rng: random.Random, text: str, found: list[Token]) -> str | None:
    """A predicate with its object is gone."""
    at = [
        place
        for place in range(1, len(found) - 2)
        if found[place - 1].text == ";"
        and found[place + 2].text in (";", ".")
        and found[place + 1].kind in ("name", "string", "number")
    ]
    if not at:
        return None
    place = rng.choice(at)
    for token in (found[place + 1], found[place], found[place - 1]):
        text = _replace(text, token, "")
    return text


def doubled_triple(rng: random.Random, text: str, found: list[Token]) -> str | None:
    """An object stands twice."""
    at = [
        place
        for place in range(2, len(found) - 1)
        if found[place].kind in ("name", "string")
        and found[place + 1].text in (";", ".")
        and found[place - 1].kind == "name"
    ]
    if not at:
        return None
    token = found[rng.choice(at)]
    return _replace(text, token, f"{token.text} , {token.text}")


def duplicated_thing(rng: random.Random, text: str, found: list[Token]) -> str | None:
    """A thing gets a second IRI with the same name."""
    lines = [line for line in text.split("\n") if line.startswith("id:") and "prefLabel" in line]
    if not lines:
        return None
    line = rng.choice(lines)
    name = line.split()[0]
    return f"{text}\n{line.replace(name, name + '-2', 1)}\n" if line.endswith(".") else None


def foreign_script(rng: random.Random, text: str, found: list[Token]) -> str | None:
    """A text is tagged with another language."""
    token = _pick(rng, found, "lang")
    if token is None:
        return None
    others = {"@en": "@ja", "@ja": "@ur", "@ur": "@ja"}
    return _replace(text, token, others.get(token.text, "@en"))


def lost_mark(rng: random.Random, text: str, found: list[Token]) -> str | None:
    """A semicolon, full stop, quote or bracket is gone."""
    token = rng.choice([one for one in found if one.kind == "mark" and one.text not in ",^^"])
    return _replace(text, token, "")


def stray_character(rng: random.Random, text: str, found: list[Token]) -> str | None:
    """A control or direction character slips into a text."""
    token = _pick(rng, found, "string")
    if token is None or len(token.text) < 6:
        return None
    return _replace(text, token, token.text[:3] + rng.choice("\u202e\u200f\x0b") + token.text[3:])


def decomposed(rng: random.Random, text: str, found: list[Token]) -> str | None:
    """An accent is typed as a character of its own."""
    token = _pick(rng, found, "string", "e")
    if token is None or '"^^' in token.text or token.text.startswith('"""'):
        return None
    after = text[_offsets(text)[token.at.line - 1] + token.at.column - 1 + len(token.text) :]
    return (
        None
        if after.startswith("^^")
        else _replace(text, token, token.text.replace("e", "e\u0301", 1))
    )


def wrong_status(rng: random.Random, text: str, found: list[Token]) -> str | None:
    """A graph loses its status, or gets a second one."""
    token = _pick(rng, found, "name", "ev:Accepted")
    if token is None:
        return None
    return _replace(text, token, rng.choice(["ev:Acepted", "ev:Accepted , ev:Rejected"]))


def blank_node(rng: random.Random, text: str, found: list[Token]) -> str | None:
    """A thing is left without a name."""
    token = _pick(rng, found, "name", "id:")
    return _replace(text, token, "[]") if token else None


SLIPS: tuple[Slip, ...] = (
    broken_iri, other_name, other_property, swapped_direction, wrong_datatype, changed_digit,
    wrong_date, deleted_triple, doubled_triple, duplicated_thing, foreign_script, lost_mark,
    stray_character, decomposed, wrong_status, blank_node,
)  # fmt: skip


def files() -> list[str]:
    """Return the curated files that are spoilt."""
    return sorted(
        path.relative_to(ROOT).as_posix()
        for folder in FOLDERS
        for path in (ROOT / folder).glob("*")
        if path.suffix in (".trig", ".ttl") and path.stem != "shapes"
    )


def plan(count: int, seed: int) -> list[tuple[str, str, str]]:
    """Return (slip, file, new text), the same for the same seed."""
    rng = random.Random(seed)
    names = files()
    # A slip in a file is as likely as the file is long.
    weights = [(ROOT / name).stat().st_size for name in names]
    found: list[tuple[str, str, str]] = []
    turn = 0
    while len(found) < count:
        slip = SLIPS[turn % len(SLIPS)]
        turn += 1
        name = rng.choices(names, weights)[0]
        text = (ROOT / name).read_text(encoding="utf-8")
        spoilt = slip(rng, text, list(tokens(text, name)))
        if spoilt is not None and spoilt != text and not _same(name, text, spoilt):
            found.append((slip.__name__, name, spoilt))
    return found


def _same(name: str, old: str, new: str) -> bool:
    """Whether both texts say the same: then nothing was spoilt."""
    fmt = ox.RdfFormat.TRIG if name.endswith(".trig") else ox.RdfFormat.TURTLE
    try:
        one, two = (ox.Dataset(ox.parse(text, format=fmt)) for text in (old, new))
    except SyntaxError:
        return False
    for dataset in (one, two):
        dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return set(one) == set(two) and old.count(",") == new.count(",")


def said(root: Path, texts: Path | None) -> set[tuple[str, str, str]]:
    """Return what all checks say, without places."""
    return {
        (outcome.check.id, issue.code, issue.message)
        for outcome in run(root, texts=texts)
        for issue in outcome.finding.issues
    }


def copy(folder: Path) -> Path:
    """Return a copy of the curated files in *folder*."""
    root = folder / "project"
    for part in ("ontology", "graph", "queries", "licenses"):
        shutil.copytree(ROOT / part, root / part)
    for name in ("pyproject.toml", "LICENSE", "README.md", "CHANGELOG.md"):
        shutil.copy(ROOT / name, root / name)
    return root


def attempt(job: tuple[str, str, str, str | None]) -> list[str]:
    """Return the checks that speak up about one slip; empty if none does."""
    _, name, spoilt, texts = job
    given = Path(texts) if texts else None
    with tempfile.TemporaryDirectory() as folder:
        root = copy(Path(folder))
        key = texts or ""
        if key not in _BEFORE:
            _BEFORE[key] = said(root, given)
        before = _BEFORE[key]
        (root / name).write_text(spoilt, encoding="utf-8")
        try:
            return sorted({check for check, _, _ in said(root, given) - before})
        except Exception as error:  # noqa: BLE001 - a fault of the tool is told, not hidden
            return [f"fault: {type(error).__name__}: {error}"[:200]]


# What is said of the unspoilt project, once in each process.
_BEFORE: dict[str, set[tuple[str, str, str]]] = {}


def main() -> None:
    """Spoil, check, count."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=240, help="slips to try (240)")
    parser.add_argument("--seed", type=int, default=1957, help="the seed (1957)")
    parser.add_argument("--texts", help="folder with the texts of the sources")
    parser.add_argument("--write", action="store_true", help=f"write {RESULT.name}")
    given = parser.parse_args()
    jobs = [(*one, given.texts) for one in plan(given.count, given.seed)]
    with ProcessPoolExecutor() as pool:
        answers = list(pool.map(attempt, jobs))
    tried: Counter[str] = Counter(job[0] for job in jobs)
    caught = Counter(job[0] for job, answer in zip(jobs, answers, strict=True) if answer)
    for name in sorted(tried):
        print(f"  {name:<20} {caught[name]:>3} of {tried[name]}")
    total = sum(caught.values())
    print(f"{total} of {len(jobs)} caught ({total / len(jobs):.1%})")
    missed = [
        {"slip": job[0], "file": job[1], "change": _change(job[1], job[2])}
        for job, answer in zip(jobs, answers, strict=True)
        if not answer
    ]
    faults = [answer for answer in answers if any("fault:" in one for one in answer)]
    for one in missed:
        print(f"missed: {one['slip']} in {one['file']}: {one['change']}")
    for fault in faults:
        print(fault)
    if given.write:
        report = {
            "seed": given.seed,
            "texts": bool(given.texts),
            "tried": len(jobs),
            "caught": total,
            "by_slip": {name: [caught[name], tried[name]] for name in sorted(tried)},
            "missed": missed,
        }
        RESULT.write_text(json.dumps(report, indent=1, ensure_ascii=False) + "\n", "utf-8")


def _change(name: str, spoilt: str) -> str:
    old = (ROOT / name).read_text(encoding="utf-8").split("\n")
    for number, (before, after) in enumerate(zip(old, spoilt.split("\n"), strict=False), start=1):
        if before != after:
            return f"line {number}: {before.strip()[:90]} -> {after.strip()[:90]}"
    return "at the end"


if __name__ == "__main__":
    main()
