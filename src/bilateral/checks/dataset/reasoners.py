"""Checks by tools of others: a second parser, a reasoner, the OWL profile checker."""

from __future__ import annotations

import contextlib
import importlib.util
import io
import shlex
import shutil
import subprocess
import tempfile
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from bilateral.checks.context import Found
from bilateral.errors import ToolError
from bilateral.rdf.vocabulary import OWL, compact
from bilateral.settings import current

if TYPE_CHECKING:
    from bilateral.checks.catalogue import Check
    from bilateral.checks.context import Context

_SLOW = "takes long: run `bilateral check --all`"
_NEEDS = "needs Java and owlready2: pip install 'bilateral[quality]'"


def _parsers(check: Check, context: Context) -> Found:
    issues = []
    for file in context.project.files:
        fmt = "trig" if file.kind == "source" else "turtle"
        count, wrong = _count_with_rdflib((context.root / file.path).read_bytes(), fmt)
        ours = len({(one.subject, one.predicate, one.object, one.graph) for one in file.statements})
        if wrong:
            message = f"rdflib cannot read {file.path}: {wrong}"
        elif count != ours:
            message = f"rdflib reads {count} triples in {file.path}, pyoxigraph {ours}"
        else:
            continue
        issues.append(context.issue(check, message, at=file.statements[0].subject_at))
    return Found(f"{len(context.project.files) - len(issues)} files equal", issues)


@lru_cache(maxsize=256)
def _count_with_rdflib(data: bytes, fmt: str) -> tuple[int, str]:
    """Return how many triples rdflib reads, or why it cannot read them."""
    import rdflib

    graph = rdflib.Dataset()
    try:
        graph.parse(data=data, format=fmt)
        return sum(1 for _ in graph.quads()), ""
    except Exception as error:  # noqa: BLE001 - its parsers raise many kinds of errors
        return 0, str(error).splitlines()[0][:200]


def _profile(check: Check, context: Context) -> Found:
    command = current.robot
    if not context.slow:
        return Found.skip(_SLOW)
    if not command:
        return Found.skip("BILATERAL_ROBOT names no ROBOT command")
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "profile.txt"
        source = Path(folder) / "ontology.nt"
        source.write_bytes(_triples(context, data=False))
        arguments = [*shlex.split(command), "validate-profile", "--profile", "DL"]
        try:
            subprocess.run(  # noqa: S603 - the command is the user's own
                [*arguments, "--input", str(source), "--output", str(report)],
                capture_output=True,
                check=False,
                timeout=current.check_timeout,
            )
            lines = report.read_text(encoding="utf-8").splitlines()
        except (OSError, subprocess.TimeoutExpired) as error:
            raise ToolError(
                f"ROBOT failed: {error}", next_step="check the command in BILATERAL_ROBOT"
            ) from error
    wrong = [line for line in lines[2:] if line.strip()]
    if "[Ontology and imports closure in profile]" in (lines[0] if lines else ""):
        wrong = []
    elif not wrong:
        wrong = ["the ontology is not in the profile"]
    return Found.of([context.issue(check, line) for line in wrong])


def _triples(context: Context, *, data: bool) -> bytes:
    """Return ontology and, if wanted, known triples as N-Triples without literals of data.

    HermiT refuses ``xsd:date``, which is not in the datatype map of OWL 2; literals of
    the data decide nothing that it is asked.
    """
    own = ox.NamedNode("urn:bilateral:waived")
    found = {
        quad.triple
        for quad in context.ontology.quads_for_pattern(None, None, None, ox.DefaultGraph())
        if quad.predicate != own
        and not (isinstance(quad.object, ox.Literal) and not quad.object.language)
    }
    if data and context.dataset is not None:
        known = context.dataset.quads_for_pattern(None, None, None, ox.DefaultGraph())
        found |= {quad.triple for quad in known if not isinstance(quad.object, ox.Literal)}
    text = ox.serialize(sorted(found, key=str), format=ox.RdfFormat.N_TRIPLES)
    return text or b""


def _reason(check: Check, context: Context) -> Found:
    if not context.slow:
        return Found.skip(_SLOW)
    if shutil.which("java") is None or importlib.util.find_spec("owlready2") is None:
        return Found.skip(_NEEDS)
    # Consistency is asked with the data; what classes mean is asked of the ontology.
    world, before = _classified(context, data=check.id == "A3")
    if world is None:
        message = "the ontology contradicts itself"
        if check.id == "A3":
            return Found("inconsistent", [context.issue(check, message)])
        return Found.skip("the ontology is inconsistent: see A3")
    if check.id == "A3":
        return Found("consistent", [])
    if check.id == "A4":
        empty = {str(one.iri) for one in world.inconsistent_classes()} - {OWL + "Nothing"}
        said = {name: f"{compact(name)} can have no member" for name in empty}
    else:
        pairs = _equivalences(world) - before
        said = {a: f"{compact(a)} and {compact(b)} turn out equal" for a, b in pairs}
    return Found.of(
        [context.issue(check, text, ox.NamedNode(name)) for name, text in sorted(said.items())]
    )


def _classified(context: Context, *, data: bool) -> tuple[Any, set[tuple[str, str]]]:
    """Return the world after reasoning, or ``None`` when it contradicts itself; the
    equivalences that were stated before.

    Raises:
        ToolError: the reasoner failed.
    """
    import owlready2

    world: Any = owlready2.World()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ontology.nt"
        path.write_bytes(_triples(context, data=data))
        world.get_ontology(path.as_uri()).load()
        before = _equivalences(world)
        try:
            # The reasoner reports on standard output, where our own report goes.
            with (
                contextlib.redirect_stdout(io.StringIO()),
                contextlib.redirect_stderr(io.StringIO()),
            ):
                owlready2.sync_reasoner_hermit(world, debug=0)
        except owlready2.OwlReadyInconsistentOntologyError:
            return None, before
        except owlready2.OwlReadyJavaError as error:
            raise ToolError(
                f"HermiT failed: {str(error)[:300]}",
                next_step="check the Java installation; see docs/quality.md",
            ) from error
    return world, before


def _equivalences(world: Any) -> set[tuple[str, str]]:
    import owlready2

    return {
        (min(one.iri, two.iri), max(one.iri, two.iri))
        for one in world.classes()
        for two in one.equivalent_to
        if isinstance(two, owlready2.ThingClass) and owlready2.Nothing not in (one, two)
    }


DECIDERS = {"A1": _parsers, "A2": _profile, "A3": _reason, "A4": _reason, "A5": _reason}
