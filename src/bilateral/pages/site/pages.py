"""The pages of a site, each as bytes under its relative path."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

import pyoxigraph as ox
from jinja2 import Environment, PackageLoader, StrictUndefined

from bilateral.pages.explorer.select import overview
from bilateral.pages.shared.languages import direction
from bilateral.rdf.serialize import serialize
from bilateral.rdf.terms import KNOWN
from bilateral.settings import current
from bilateral.text import in_script

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bilateral.checks.run import Outcome
    from bilateral.pages.site.content import Site, Thing
    from bilateral.questions.header import NamedQuery
    from bilateral.questions.results import Result
    from bilateral.rdf.graph import Term

_STORY = ("agreements", "first-holders", "visits-by-decade", "loans", "rival-values")
_STORY_ROWS = 5


class Cell(NamedTuple):
    """A value of an answer, or a place. ``href`` is empty where it has no page."""

    text: str
    href: str
    lang: str


class Pages:
    """Writes pages of one site.

    Args:
        site: what the pages say.
        title: the name of the dataset.
        base: the address of the site, with a slash at its end, or "".
        checks: whether there is a quality report to lead to.
        licence: the address of the licence of the dataset.
        ask: whether there is a page that answers SPARQL.
    """

    def __init__(
        self,
        site: Site,
        title: str,
        base: str,
        *,
        checks: bool,
        licence: str,
        ask: bool = False,
    ) -> None:
        self.site = site
        self.environment = Environment(
            loader=PackageLoader("bilateral.pages.site", "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.environment.globals.update(
            site=title,
            base=base,
            direction=direction,
            has_quality=checks,
            has_ask=ask,
            licence=_https(licence),
        )

    def render(self, template: str, path: str, **values: Any) -> bytes:
        """Return the page *path*; links in it are relative to its own folder."""
        up = "../" * path.count("/")
        text = self.environment.get_template(template).render(path=path, up=up, **values)
        return text.encode("utf-8")

    def things(self, store: ox.Store) -> dict[str, bytes]:
        """Return a page of every thing, with its triples beside it as Turtle and JSON-LD."""
        files: dict[str, bytes] = {}
        for thing in self.site.things.values():
            triples = _triples(store, thing.iri)
            stem = thing.href.removesuffix(".html")
            linked = serialize(triples, "jsonld")
            files[f"{stem}.ttl"] = serialize(triples, "turtle")
            files[f"{stem}.jsonld"] = linked
            files[thing.href] = self.render(
                "thing.html",
                thing.href,
                thing=thing,
                stem=stem,
                linked=in_script(linked.decode("utf-8")),
            )
        return files

    def sources(self) -> dict[str, bytes]:
        """Return a page of every source."""
        return {
            source.href: self.render("source.html", source.href, source=source)
            for source in self.site.sources.values()
        }

    def lists(self) -> dict[str, bytes]:
        """Return the pages that list all things, all sources and all disagreements."""
        kinds: dict[str, list[Thing]] = defaultdict(list)
        for thing in sorted(self.site.things.values(), key=lambda thing: (thing.label, thing.iri)):
            kinds[thing.kind].append(thing)
        sources = sorted(self.site.sources.values(), key=lambda source: source.slug)
        lists: dict[str, dict[str, Any]] = {
            "things.html": {"kinds": sorted(kinds.items())},
            "sources.html": {"sources": sources},
            "disagreements.html": {"disputes": self.site.disputes},
            "search.html": {},
        }
        return {path: self.render(path, path, **values) for path, values in lists.items()}

    def question(self, query: NamedQuery, values: Mapping[str, str], result: Result) -> bytes:
        """Return the page of a question with its answer."""
        return self.render(
            "question.html",
            f"question/{query.name}.html",
            query=query,
            values=values,
            rows=self._rows(result, current.site_rows),
            columns=result.columns,
            total=len(result.rows),
            truncated=len(result.rows) > current.site_rows,
        )

    def questions(self, queries: Sequence[NamedQuery], counts: Mapping[str, int]) -> bytes:
        """Return the page that lists the questions by group."""
        groups: dict[str, list[NamedQuery]] = defaultdict(list)
        for query in queries:
            groups[query.group].append(query)
        return self.render(
            "questions.html", "questions.html", groups=sorted(groups.items()), counts=counts
        )

    def start(self, queries: Mapping[str, NamedQuery], answers: Mapping[str, Result]) -> bytes:
        """Return the first page: the fields with what matters most, and five answers."""
        view = overview(self.site.graph)
        fields = []
        for panel in view.wide.panels:
            members = [
                self.site.things[iri]
                for iri in view.wide.boxes
                if self.site.graph.nodes[iri]["group"] == panel.heading
            ]
            fields.append((panel.heading, members, panel.total))
        states = [
            self.site.things[iri]
            for iri in view.wide.boxes
            if self.site.graph.nodes[iri]["kind"] == "State"
        ]
        chosen = [name for name in _STORY if name in answers]
        story = [
            (
                queries[name],
                answers[name].columns,
                self._rows(answers[name], _STORY_ROWS),
                len(answers[name].rows),
            )
            for name in chosen
        ]
        return self.render(
            "start.html",
            "index.html",
            fields=fields,
            states=states,
            story=story,
            things=len(self.site.things),
            sources=len(self.site.sources),
            disputes=len(self.site.disputes),
            asked=len(answers),
        )

    def quality(self, outcomes: Sequence[Outcome]) -> bytes:
        """Return the report of the checks."""
        return self.render("quality.html", "quality.html", outcomes=outcomes)

    def downloads(self, files: Mapping[str, bytes], meanings: Mapping[str, str]) -> bytes:
        """Return the page of what there is to take away, with sizes and digests."""
        rows = [
            (name, meanings.get(name, ""), len(files[name]), digest(files[name]))
            for name in sorted(files)
        ]
        return self.render("downloads.html", "downloads.html", rows=rows)

    def _rows(self, result: Result, most: int) -> list[tuple[list[Cell], list[Cell]]]:
        """Return the first rows of an answer, each with the places that it rests on."""
        rows = []
        citations = result.citations or [()] * len(result.rows)
        for row, cited in zip(result.rows[:most], citations, strict=False):
            cells = [self._cell(term, result.labels) for term in row]
            places = sorted({(citation.source, citation.short) for citation in cited})
            rows.append((cells, [self._place(*place) for place in places]))
        return rows

    def _cell(self, term: Term | None, labels: Mapping[str, str]) -> Cell:
        iri = term.value if isinstance(term, ox.NamedNode) else ""
        thing = self.site.things.get(iri)
        return Cell(
            text=labels.get(iri) or ("" if term is None else _value(term)),
            href=thing.href if thing else "",
            lang=(term.language or "") if isinstance(term, ox.Literal) else "",
        )

    def _place(self, iri: str, text: str) -> Cell:
        source = self.site.sources.get(iri)
        return Cell(text, source.href if source else "", "")


def _https(address: str) -> str:
    """Return *address*, or "" for a scheme that could run a script when it is followed."""
    return address if address.startswith("https://") else ""


def digest(data: bytes) -> str:
    """Return the SHA-256 of *data* in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def _value(term: Term) -> str:
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else str(term)


def _triples(store: ox.Store, iri: str) -> list[ox.Triple]:
    """Return what is known of a thing, in both directions."""
    node = ox.NamedNode(iri)
    triples = {quad.triple for quad in store.quads_for_pattern(node, None, None, KNOWN)}
    triples |= {quad.triple for quad in store.quads_for_pattern(None, None, node, KNOWN)}
    return list(triples)
