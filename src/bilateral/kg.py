"""The Python face of the project: one object to question, look at and take away."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from bilateral import settings
from bilateral.assemble import open_library, open_store
from bilateral.compile.snapshot import inputs_digest, snapshot_folder
from bilateral.questions import guard
from bilateral.questions.evaluate import evaluate, labels_of, with_values
from bilateral.questions.scan import Scan
from bilateral.rdf.scope import scoped
from bilateral.settings import current

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping, Sequence
    from datetime import date

    import networkx as nx
    import pyoxigraph as ox
    import rdflib

    from bilateral.errors import Issue
    from bilateral.find.index import SearchIndex
    from bilateral.find.search import Hit
    from bilateral.network.analysis import Analysis
    from bilateral.network.paths import Step
    from bilateral.questions.ask import Interpretation
    from bilateral.questions.explain import Part
    from bilateral.questions.header import NamedQuery
    from bilateral.questions.library import Library
    from bilateral.questions.results import Result
    from bilateral.views.anniversaries import Anniversary
    from bilateral.views.card import Card
    from bilateral.views.gaps import Gap
    from bilateral.views.timeline import Moment

_UNOPENED: Any = object()


@scoped
class KnowledgeGraph:
    """A dataset with its ontology and its questions.

    Args:
        root: the folder with ``ontology/``, ``graph/`` and ``queries/``; by
            default the data that the package carries.
        known_on: a year, month or day: only what documents said that were out by
            its end; the first question for a day takes some seconds.
        store: the assembled dataset of *root*, where it is in hand already.

    Raises:
        UsageError: *root* holds no project, or *known_on* is not a date.

    The store is read on first use, from a snapshot while the inputs stay the same.
    """

    def __init__(
        self,
        root: str | os.PathLike[str] | None = None,
        *,
        known_on: str | None = None,
        store: ox.Store | None = None,
    ) -> None:
        self.root: Path = settings.root(root)
        self.dataset_name: str = settings.dataset_name(self.root)
        self.known_on: date | None = _day(known_on, last=True) if known_on is not None else None
        self._digest: str | None = None
        self._full = store
        self._known: ox.Store | None = None
        self._library: Library | None = None
        self._index: SearchIndex | None = _UNOPENED

    @property
    def store(self) -> ox.Store:
        """The whole dataset: known triples and the graphs that say who says so."""
        if self._full is None:
            self._full = open_store(self.root, self._inputs(), known_on=self.known_on)
        return self._full

    def sources_left(self) -> tuple[int, int, int]:
        """Return how many sources are known on the day, how many in all, how many undated."""
        from bilateral.views.stats import dated_sources

        total, dated = dated_sources(open_store(self.root, self._inputs()))
        return dated_sources(self.store)[0], total, total - dated

    def _inputs(self) -> str:
        # Taken once: questions and dataset must come from one state of the files.
        if self._digest is None:
            self._digest = inputs_digest(self.root)
        return self._digest

    @property
    def queries(self) -> Library:
        """The named questions."""
        if self._library is None:
            self._library = open_library(self.root, self._inputs())
        return self._library

    def query(
        self,
        query: str,
        params: Mapping[str, str] | None = None,
        *,
        cite: bool = False,
        max_rows: int | None = None,
        timeout: float | None = None,
        lang: str | None = None,
    ) -> Result:
        """Answer a named query, a ``.rq`` file or SPARQL text.

        Args:
            query: the name of a query, the path of a ``.rq`` file, or SPARQL.
            params: values of the query's parameters as text; things may be
                given by label, alias or IRI.
            cite: whether to find the sentences behind every row.
            max_rows: the most rows or triples to give; ``Result.truncated`` tells
                whether there are more.
            timeout: seconds after which the query is stopped; it then runs in a
                process of its own.
            lang: the language of names, by default the setting ``language``; a thing
                without one is named in English.

        Raises:
            QueryTimeoutError: the query took longer than *timeout*.
            QuerySyntaxError: the query does not parse.
            ForbiddenQueryError: the query would reach outside the dataset.
            ParameterError: a parameter is unknown, missing or of the wrong type.
            UnknownNameError: no query has that name, the query uses a prefix or a
                name of this project that does not exist, or nothing has a name in *lang*.
        """
        lang = lang or current.language
        if timeout is not None:
            from bilateral.questions.child import query_in_child

            return query_in_child(
                self.root,
                query,
                params,
                cite=cite,
                max_rows=max_rows,
                timeout=timeout,
                lang=lang,
                known_on=self.known_on.isoformat() if self.known_on else None,
            )
        named = self._named(query)
        template = Scan(named.text if named else query)
        guard.refuse_outside(template)
        if named is None:
            from bilateral.questions.hints import refuse_unknown

            refuse_unknown(
                template, lambda: self._store_for(template, cite=cite), lambda: self.store
            )
        scan = with_values(template, named, params or {}, self.resolve)
        # Values are terms, so they bring no keyword: the template says which store it needs.
        store = self._store_for(template, cite=cite)
        from bilateral.evidence.labels import check_language

        check_language(store, lang)
        result = evaluate(store, scan.text, max_rows)
        if cite and result.kind == "select":
            from bilateral.questions.cite import cite_rows

            result.citations = cite_rows(store, scan, result)
        result.labels = labels_of(store, result, lang)
        return result

    def explain(self, query: str) -> list[Part]:
        """Return the patterns of a query with the number of rows that each gives."""
        from bilateral.questions.explain import explain

        named = self._named(query)
        scan = Scan(named.text if named else query)
        guard.refuse_outside(scan)
        return explain(self._store_for(scan, cite=False), scan.text)

    @property
    def title(self) -> str:
        """The title of the dataset, as ``graph/dataset.yml`` gives it, else its name."""
        return str(self._description().get("title") or self.dataset_name)

    def common_words(self) -> frozenset[str]:
        """Return words that tell no question from another: those of the two states, too."""
        from bilateral.questions.rank import common_words

        demonyms = self._description().get("demonyms") or ()
        return common_words(self._known_store(), map(str, demonyms))

    def examples(self, name: str) -> dict[str, str] | None:
        """Return the examples of what the question *name* needs; ``None`` where one is missing."""
        from bilateral.questions.parameters import examples

        return examples(self.queries[name], self.resolve)

    def _description(self) -> dict[str, Any]:
        from bilateral.compile.read import read_dataset

        return read_dataset(self.root)

    def understand(self, text: str) -> list[Interpretation]:
        """Return the named questions that fit a question in words, best first.

        Raises:
            UnknownNameError: none fits.
        """
        from bilateral.questions.ask import understand

        return understand(self.store, self.queries, text, common=self.common_words())

    def _named(self, query: str) -> NamedQuery | None:
        if query in self.queries:
            return self.queries[query]
        if query.endswith(".rq"):
            from bilateral.questions.header import parse_query_file

            return parse_query_file(Path(query))
        if not any(ch.isspace() or ch in "{}" for ch in query.strip()):
            return self.queries[query]  # raises with the nearest names
        return None

    def _store_for(self, scan: Scan, *, cite: bool) -> ox.Store:
        return self.store if cite or scan.mentions_named_graphs else self._known_store()

    def _known_store(self) -> ox.Store:
        if self._full is not None:
            return self._full
        if self._known is None:
            self._known = open_store(self.root, self._inputs(), full=False, known_on=self.known_on)
        return self._known

    def resolve(self, name: str) -> str:
        """Return the IRI that *name* (a label, alias, prefixed name or IRI) stands for.

        Raises:
            UnknownNameError: nothing has that name; the nearest names are given.
        """
        from bilateral.find.resolve import resolve

        return resolve(self.store, name, index=self.index)

    @property
    def index(self) -> SearchIndex | None:
        """The index of names, kept with the snapshot; ``None`` where SQLite cannot have one."""
        if self._index is _UNOPENED:
            from bilateral.find.index import open_index

            self._index = open_index(self.store, snapshot_folder(self._inputs(), self.known_on))
        return self._index

    def search(
        self,
        text: str,
        *,
        kind: str | None = None,
        limit: int | None = None,
        lang: str | None = None,
    ) -> list[Hit]:
        """Return the things whose name is like *text*, in any script, best first.

        Args:
            text: a name, a part of one, or words of a description.
            kind: only things of this class: its label, local name or IRI.
            limit: the most hits, by default the setting ``search_limit``.
            lang: the language of their names, by default the setting ``language``.
        """
        from bilateral.find.search import search

        limit = current.search_limit if limit is None else limit
        lang = lang or current.language
        return search(self.store, text, kind=kind, limit=limit, lang=lang, index=self.index)

    def reconcile(self, queries: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
        """Return candidates for names of a table: see :mod:`bilateral.find.reconcile`."""
        from bilateral.find.reconcile import reconcile

        return reconcile(self, queries)

    def show(self, name: str, *, lang: str | None = None) -> Card:
        """Return all that is known of a thing, each line with its source."""
        from bilateral.views.card import show

        return show(self.store, self.resolve(name), lang=lang or current.language)

    def path(
        self, start: str, end: str, *, limit: int | None = None, longest: int | None = None
    ) -> list[list[Step]]:
        """Return how two things are connected, each step with its sentence.

        Args:
            start, end: the two things.
            limit: the most paths, shortest first; by default the setting ``path_limit``.
            longest: only paths of at most so many steps.
        """
        from bilateral.network.paths import paths

        ends = self.resolve(start), self.resolve(end)
        limit = current.path_limit if limit is None else limit
        return paths(self.store, *ends, limit=limit, longest=longest)

    def timeline(
        self, start: str | None = None, end: str | None = None, kind: str | None = None
    ) -> list[Moment]:
        """Return dated things in order; dates keep the precision of their source."""
        from bilateral.views.timeline import timeline

        return timeline(self.store, start=start, end=end, kind=kind)

    def gaps(self, name: str, *, days: int | None = None) -> list[Gap]:
        """Return the times without a record in the line of a post, a dialogue or a class.

        Raises:
            UnknownNameError: nothing has the name *name*.
            UsageError: nothing stands in a line of it.
        """
        from bilateral.views.gaps import gaps, line_named

        days = current.gap_days if days is None else days
        return gaps(self.store, line_named(self.store, name), days=days)

    def anniversaries(
        self, day: str, *, months: int | None = None, every: int | None = None, kind: str = "Event"
    ) -> list[Anniversary]:
        """Return the anniversaries in the months after *day*; only multiples of *every* years."""
        from bilateral.views.anniversaries import anniversaries

        months = current.anniversary_months if months is None else months
        every = current.anniversary_years if every is None else every
        start = _day(day, last=False)
        return anniversaries(self.store, start, months=months, every=every, kind=kind)

    def analysis(
        self,
        *,
        by: Sequence[str] | None = None,
        start: str | None = None,
        end: str | None = None,
        states: bool = False,
        backend: str | None = None,
    ) -> Analysis:
        """Return the network of actors; see :class:`bilateral.network.analysis.Analysis`."""
        from bilateral.network.analysis import Analysis

        return Analysis(self.store, by=by, start=start, end=end, states=states, backend=backend)

    def explore(self, focus: str | None = None, hops: int = 1, **options: Any) -> str:
        """Return the interactive page: the overview, or what is *hops* links around *focus*.

        *options* are ``title`` and ``most``, see
        :class:`bilateral.pages.explorer.page.Explorer`, and ``ask``, see its ``html``.
        """
        from bilateral.pages.explorer.page import explorer
        from bilateral.pages.shared.content import Model

        ask = options.pop("ask", None)
        iri = self.resolve(focus) if focus else None
        return explorer(Model(self.store), iri, hops, **{"title": self.title, **options}).html(ask)

    def export(self, fmt: str) -> bytes:
        """Return the dataset in *fmt*; ``bilateral.formats.exports.FORMATS`` lists them."""
        from bilateral.formats.exports import export

        return export(self.store, self.to_networkx, fmt)

    def check(self, texts: str | os.PathLike[str] | None = None) -> list[Issue]:
        """Return every problem; *texts* is a folder of ``<slug>.txt`` to verify digests with."""
        from bilateral.checks.run import problems, run

        return problems(run(self.root, texts=Path(texts) if texts else None))

    def stats(self) -> dict[str, object]:
        """Return the dataset in figures."""
        from bilateral.views.stats import stats

        return stats(self.store)

    def to_networkx(self, *, fold: bool = True) -> nx.MultiDiGraph:
        """Return the things and links as a typed graph; *fold* contracts n-ary nodes to edges."""
        from bilateral.network.project import project

        return project(self.store, contract=fold)

    def to_rdflib(self) -> rdflib.Dataset:
        """Return an ordinary ``rdflib.Dataset`` over the same store, without a copy."""
        import rdflib
        from oxrdflib import OxigraphStore

        return rdflib.Dataset(store=OxigraphStore(store=self.store))


def _day(text: str, *, last: bool) -> date:
    from datetime import date

    from bilateral.compile.dates import day_of

    return date.fromisoformat(day_of(text, last=last))
