"""What the checks look at: the files as written, the ontology, the finished dataset."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import pyoxigraph as ox

from bilateral.checks.files.index import Index
from bilateral.compile.read import read_project
from bilateral.errors import DataError, Issue, Location

if TYPE_CHECKING:
    from pathlib import Path

    from bilateral.checks.catalogue import Check
    from bilateral.compile.read import CuratedFile
    from bilateral.rdf.turtle.statements import Statement

WAIVERS = "ontology/waivers.yml"
_WAIVED = ox.NamedNode("urn:bilateral:waived")
_FILE = "urn:bilateral:file:"


class Found(NamedTuple):
    """What a check found: its figure, its problems, or why it was not decided."""

    figure: str
    issues: list[Issue]
    skipped: str = ""

    @classmethod
    def of(cls, issues: list[Issue]) -> Found:
        """Return the finding of a check whose figure is the number of problems."""
        return cls(str(len(issues)), issues)

    @classmethod
    def skip(cls, reason: str) -> Found:
        """Return the finding of a check that cannot be decided."""
        return cls("", [], reason)


class Context:
    """A project under examination; everything is made on first use and kept.

    Args:
        root: the folder with ``ontology/``, ``graph/`` and ``queries/``.
        texts: a folder with the texts of the sources, for those who hold them.
        slow: whether checks that take long, such as reasoners, are wanted.
    """

    def __init__(self, root: Path, *, texts: Path | None = None, slow: bool = False) -> None:
        self.root = root
        self.texts = texts
        self.slow = slow
        self.project = read_project(root)
        self.index = Index(self.project)

    @cached_property
    def source_issues(self) -> list[Issue]:
        """The problems of the curated files."""
        from bilateral.checks.files import check

        return check(self.project, texts=self.texts)

    @cached_property
    def ontology(self) -> ox.Store:
        """Ontology, stubs and schemes in the default graph, and one graph per file."""
        store = ox.Store()
        for file in self.project.files:
            # Shapes say how to check data; to a reasoner they mean nothing.
            if file.kind in ("ontology", "scheme") and file.stem != "shapes":
                for triple in _triples(file):
                    store.add(ox.Quad(*triple))
                    store.add(ox.Quad(*triple, ox.NamedNode(_FILE + file.stem)))
        for code, waived in self.waivers.items():
            for name in waived:
                iri = ox.NamedNode(_expanded(name))
                store.add(ox.Quad(iri, _WAIVED, ox.Literal(code)))
        return store

    @cached_property
    def waivers(self) -> dict[str, dict[str, str]]:
        """By code of a check: what is excused, and why."""
        import yaml

        path = self.root / WAIVERS
        given = yaml.safe_load(path.read_text(encoding="utf-8")) if path.is_file() else {}
        return {code: dict(waived) for code, waived in (given or {}).items()}

    @cached_property
    def dataset(self) -> ox.Store | None:
        """The finished dataset, or ``None`` when the curated files are not valid."""
        from bilateral.compile.infer import infer
        from bilateral.compile.merge import merge

        if any(one.level == "error" for one in self.source_issues):
            return None
        try:
            store = merge(self.project)
        except DataError:
            return None
        infer(store, self.root / "ontology" / "rules")
        return store

    @cached_property
    def _places(self) -> dict[tuple[object, ...], Location]:
        found: dict[tuple[object, ...], Location] = {}
        for file in self.project.files:
            for one in file.statements:
                found.setdefault((one.subject, one.predicate, one.object), one.object_at)
                found.setdefault((one.subject, one.predicate), one.predicate_at)
                found.setdefault((one.subject,), one.subject_at)
                found.setdefault((one.object,), one.object_at)
                if one.graph is not None:
                    found.setdefault((one.graph,), one.graph_at)
        return found

    def place(self, *terms: object) -> Location:
        """Return where a triple, or as much of it as is given, is written first."""
        known = [term for term in terms if term is not None]
        while known:
            if tuple(known) in self._places:
                return self._places[tuple(known)]
            known.pop()
        return Location("ontology/bilateral.ttl")

    def issue(
        self, check: Check, message: str, *terms: object, at: Location | None = None, code: str = ""
    ) -> Issue:
        """Return a problem that *check* found at the place of *terms*."""
        place = at or self.place(*terms)
        return Issue(code or check.codes[0], check.severity, message, check.next_step, place)


def _triples(file: CuratedFile) -> list[tuple[Any, Any, Any]]:
    def named(term: object) -> object:
        # Blank nodes of two files must not become one.
        return ox.BlankNode(f"{file.stem}{term.value}") if isinstance(term, ox.BlankNode) else term

    def triple(one: Statement) -> tuple[Any, Any, Any]:
        return named(one.subject), one.predicate, named(one.object)

    return [triple(one) for one in file.statements]


def _expanded(name: str) -> str:
    from bilateral.rdf.vocabulary import expand

    iri = expand(name)
    if iri is None:
        raise DataError(
            f"{name!r} is no prefixed name or IRI",
            next_step="write names such as bil:Agreement",
            location=Location(WAIVERS),
        )
    return iri
