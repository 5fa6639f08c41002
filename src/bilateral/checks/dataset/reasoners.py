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

from bilateral.checks.context import LANGUAGE, WAIVED, Finding, UndecidedError
from bilateral.errors import ToolError
from bilateral.rdf.terms import KNOWN
from bilateral.rdf.vocabulary import OWL, compact
from bilateral.settings import current

if TYPE_CHECKING:
    from bilateral.checks.catalogue import Check
    from bilateral.checks.context import Context

_IN_PROFILE = "[Ontology and imports closure in profile]"


def _parsers(check: Check, context: Context) -> Finding:
    """Compare how many triples rdflib and pyoxigraph read from each file."""
    issues = []
    for file in context.project.files:
        fmt = "trig" if file.kind == "source" else "turtle"
        count, error = _count_with_rdflib((context.root / file.path).read_bytes(), fmt)
        expected = len({statement[:4] for statement in file.statements})
        if error:
            message = f"rdflib cannot read {file.path}: {error}"
        elif count != expected:
            message = f"rdflib reads {count} triples in {file.path}, pyoxigraph {expected}"
        else:
            continue
        issues.append(context.issue(check, message, at=file.statements[0].subject_at))
    return Finding(f"{len(context.project.files) - len(issues)} files equal", issues)


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


def _profile(check: Check, context: Context) -> Finding:
    context.require_slow()
    command = current.robot
    if not command:
        raise UndecidedError("BILATERAL_ROBOT names no ROBOT command")
    lines = _robot(shlex.split(command), _triples(context, data=False))
    violations = [line for line in lines[2:] if line.strip()]
    if lines and _IN_PROFILE in lines[0]:
        violations = []
    elif not violations:
        violations = ["the ontology is not in the profile"]
    return Finding.of([context.issue(check, line) for line in violations])


def _robot(command: list[str], ontology: bytes) -> list[str]:
    """Return the lines of ROBOT's report on the profile OWL 2 DL.

    Raises:
        ToolError: ROBOT failed.
    """
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "profile.txt"
        source = Path(folder) / "ontology.nt"
        source.write_bytes(ontology)
        arguments = ["validate-profile", "--profile", "DL"]
        files = ["--input", str(source), "--output", str(report)]
        try:
            subprocess.run(  # noqa: S603 - the command is the user's own
                [*command, *arguments, *files],
                capture_output=True,
                check=False,
                timeout=current.check_timeout,
            )
            return report.read_text(encoding="utf-8").splitlines()
        except (OSError, subprocess.TimeoutExpired) as error:
            raise ToolError(
                f"ROBOT failed: {error}", next_step="check the command in BILATERAL_ROBOT"
            ) from error


def _triples(context: Context, *, data: bool) -> bytes:
    """Return ontology and, if wanted, known triples as N-Triples without literals of data.

    HermiT refuses ``xsd:date``, which is not in the datatype map of OWL 2; literals of
    the data decide nothing that it is asked.
    """
    triples = {
        quad.triple
        for quad in context.ontology.quads_for_pattern(None, None, None, KNOWN)
        if quad.predicate not in (WAIVED, LANGUAGE)
        and not (isinstance(quad.object, ox.Literal) and not quad.object.language)
    }
    if data and context.is_valid:
        known = context.dataset.quads_for_pattern(None, None, None, KNOWN)
        triples |= {quad.triple for quad in known if not isinstance(quad.object, ox.Literal)}
    return ox.serialize(sorted(triples, key=str), format=ox.RdfFormat.N_TRIPLES) or b""


def _consistent(check: Check, context: Context) -> Finding:
    """Ask whether ontology and data together have a contradiction."""
    world, _ = _classified(context, data=True)
    if world is None:
        issue = context.issue(check, "the ontology contradicts itself")
        return Finding("inconsistent", [issue])
    return Finding("consistent", [])


def _satisfiable(check: Check, context: Context) -> Finding:
    """Ask the ontology alone which classes can have no member."""
    world, _ = _classified_alone(context)
    empty = {str(cls.iri) for cls in world.inconsistent_classes()} - {OWL + "Nothing"}
    return Finding.of(
        [
            context.issue(check, f"{compact(name)} can have no member", ox.NamedNode(name))
            for name in sorted(empty)
        ]
    )


def _equivalent(check: Check, context: Context) -> Finding:
    """Ask the ontology alone which classes turn out to be equal."""
    world, stated = _classified_alone(context)
    return Finding.of(
        [
            context.issue(check, f"{compact(a)} and {compact(b)} turn out equal", ox.NamedNode(a))
            for a, b in sorted(_equivalences(world) - stated)
        ]
    )


def _classified_alone(context: Context) -> tuple[Any, set[tuple[str, str]]]:
    world, stated = _classified(context, data=False)
    if world is None:
        raise UndecidedError("the ontology is inconsistent: see A3")
    return world, stated


def _classified(context: Context, *, data: bool) -> tuple[Any, set[tuple[str, str]]]:
    """Return the world after reasoning, or ``None`` when it contradicts itself; the
    equivalences that were stated before.

    Raises:
        UndecidedError: reasoning is not wanted, or not possible here.
        ToolError: the reasoner failed.
    """
    context.require_slow()
    if shutil.which("java") is None or importlib.util.find_spec("owlready2") is None:
        raise UndecidedError("needs Java and owlready2: pip install 'bilateral[quality]'")
    import owlready2

    world: Any = owlready2.World()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ontology.nt"
        path.write_bytes(_triples(context, data=data))
        world.get_ontology(path.as_uri()).load()
        stated = _equivalences(world)
        try:
            # The reasoner reports on standard output, where our own report goes.
            with (
                contextlib.redirect_stdout(io.StringIO()),
                contextlib.redirect_stderr(io.StringIO()),
            ):
                owlready2.sync_reasoner_hermit(world, debug=0)
        except owlready2.OwlReadyInconsistentOntologyError:
            return None, stated
        except owlready2.OwlReadyJavaError as error:
            raise ToolError(
                f"HermiT failed: {str(error)[:300]}",
                next_step="check the Java installation; see docs/quality.md",
            ) from error
    return world, stated


def _equivalences(world: Any) -> set[tuple[str, str]]:
    import owlready2

    return {
        (min(cls.iri, other.iri), max(cls.iri, other.iri))
        for cls in world.classes()
        for other in cls.equivalent_to
        if isinstance(other, owlready2.ThingClass) and owlready2.Nothing not in (cls, other)
    }


DECIDERS = {
    "A1": _parsers,
    "A2": _profile,
    "A3": _consistent,
    "A4": _satisfiable,
    "A5": _equivalent,
}
