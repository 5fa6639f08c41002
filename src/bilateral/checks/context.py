"""What the checks look at: the files as written, the ontology, the finished dataset."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from bilateral import settings
from bilateral.checks.files.index import Index
from bilateral.compile.read import read_project
from bilateral.errors import DataError, Issue, Location
from bilateral.rdf.terms import PREF_LABEL
from bilateral.rdf.vocabulary import expand
from bilateral.yaml_reader import YamlReader

if TYPE_CHECKING:
    from pathlib import Path

    import yaml

    from bilateral.checks.catalogue import Check

WAIVERS = "ontology/waivers.yml"
WAIVED = ox.NamedNode("urn:bilateral:waived")
LANGUAGE = ox.NamedNode("urn:bilateral:language")
_DATASET = ox.NamedNode("urn:bilateral:dataset")
_WAIVABLE = ("no-parent", "functional-property", "siblings-overlap")
_FILE = "urn:bilateral:file:"


class Finding(NamedTuple):
    """The result of a check: its figure, its problems, or why it was not decided."""

    figure: str
    issues: list[Issue]
    skipped: str = ""

    @classmethod
    def of(cls, issues: list[Issue]) -> Finding:
        """Return the finding of a check whose figure is the number of problems."""
        return cls(str(len(issues)), issues)

    @classmethod
    def share(cls, total: int, issues: list[Issue]) -> Finding:
        """Return the finding of a check whose figure says how many of *total* are fine."""
        return cls(f"{total - len(issues)} of {total}", issues)


class UndecidedError(Exception):
    """A check cannot be decided here; the text says why."""


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
                for statement in file.statements:
                    triple = statement.subject, statement.predicate, statement.object
                    store.add(ox.Quad(*triple))
                    store.add(ox.Quad(*triple, ox.NamedNode(_FILE + file.stem)))
        for code, reasons in self.waivers.items():
            for name in frozenset().union(*reasons):
                store.add(ox.Quad(ox.NamedNode(name), WAIVED, ox.Literal(code)))
        for tag in self._ontology_languages(store):
            store.add(ox.Quad(_DATASET, LANGUAGE, ox.Literal(tag)))
        return store

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The languages of the dataset, English first."""
        tags = settings.languages(self.root)
        return tuple(dict.fromkeys(("en", *tags)))

    def _ontology_languages(self, store: ox.Store) -> list[str]:
        """Return the languages of the dataset in which the ontology has names at all."""
        used = {
            quad.object.language
            for quad in store.quads_for_pattern(None, PREF_LABEL, None)
            if isinstance(quad.object, ox.Literal)
        }
        return [tag for tag in self.languages if tag in used]

    @cached_property
    def waivers(self) -> dict[str, dict[frozenset[str], str]]:
        """By code of a check: the terms, or pairs of terms, that are excused, and why.

        Raises:
            DataError: the file is not valid.
        """
        path = self.root / WAIVERS
        if not path.is_file():
            return {}
        text = path.read_text(encoding="utf-8")
        reader = YamlReader(WAIVERS, text, code="waivers", title=WAIVERS)
        codes = dict.fromkeys(_WAIVABLE, False)
        return {
            code: {
                _expanded(reader, reason, names): reader.text(reason, f"the reason for {names}")
                for names, reason in reader.table(node, code).items()
            }
            for code, node in reader.mapping(reader.document(), codes, WAIVERS).items()
        }

    @cached_property
    def _merged(self) -> tuple[ox.Store | None, list[Issue]]:
        from bilateral.compile.merge import merge

        if any(issue.level == "error" for issue in self.source_issues):
            return None, []
        try:
            return merge(self.project), []
        except DataError as error:
            return None, list(error.issues)

    @property
    def merge_issues(self) -> list[Issue]:
        """The problems that only show when valid files are put together."""
        return self._merged[1]

    @property
    def is_valid(self) -> bool:
        """Whether the curated files are valid, so that there is a dataset to look at."""
        return self._merged[0] is not None

    @cached_property
    def dataset(self) -> ox.Store:
        """The finished dataset.

        Raises:
            UndecidedError: the curated files are not valid.
        """
        from bilateral.compile.infer import infer

        store = self.require_valid()
        infer(store, self.root / "ontology" / "rules")
        return store

    def require_valid(self) -> ox.Store:
        """Return the merged store, or stop a check that needs valid files.

        Raises:
            UndecidedError: the curated files are not valid.
        """
        store = self._merged[0]
        if store is None:
            raise UndecidedError("the curated files are not valid: correct them first")
        return store

    def require_slow(self) -> None:
        """Stop a check that takes long where such checks are not wanted.

        Raises:
            UndecidedError: they are not.
        """
        if not self.slow:
            raise UndecidedError("takes long: run `bilateral check --all`")

    @cached_property
    def _places(self) -> dict[tuple[object, ...], Location]:
        places: dict[tuple[object, ...], Location] = {}
        for file in self.project.files:
            for statement in file.statements:
                subject, predicate, target, graph, *locations = statement
                subject_at, predicate_at, object_at, graph_at = locations
                places.setdefault((subject, predicate, target), object_at)
                places.setdefault((subject, predicate), predicate_at)
                places.setdefault((subject,), subject_at)
                places.setdefault((target,), object_at)
                if graph is not None:
                    places.setdefault((graph,), graph_at)
        return places

    def place(self, *terms: object) -> Location:
        """Return where a triple, or as much of it as is written, stands first."""
        known = tuple(term for term in terms if term is not None)
        while known and known not in self._places:
            known = known[:-1]
        return self._places[known] if known else Location("ontology/bilateral.ttl")

    def issue(
        self, check: Check, message: str, *terms: object, at: Location | None = None
    ) -> Issue:
        """Return a problem that *check* found at the place of *terms*."""
        location = at or self.place(*terms)
        return Issue(check.codes[0], check.severity, message, check.next_step, location)


def _expanded(reader: YamlReader, node: yaml.Node, names: str) -> frozenset[str]:
    iris = [expand(name) for name in names.split(" and ")]
    if None in iris:
        step = "write names such as bil:Agreement, or bil:Aim and bil:Assessment"
        raise reader.error(node, f"{names!r} is neither a prefixed name nor an IRI", step)
    return frozenset(filter(None, iris))
