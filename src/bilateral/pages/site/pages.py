"""The pages of a site, each as bytes under its relative path."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from importlib import resources
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
from jinja2 import Environment, PackageLoader, StrictUndefined

from bilateral.pages.explorer.select import overview
from bilateral.pages.site.content import LANGUAGES
from bilateral.rdf.serialize import serialize
from bilateral.settings import current

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bilateral.checks.run import Outcome
    from bilateral.pages.site.content import Content, Thing
    from bilateral.questions.header import NamedQuery
    from bilateral.questions.results import Result

_STORY = ("agreements", "first-holders", "visits-by-decade", "loans", "rival-values")
_STORY_ROWS = 5
_DEFAULT = ox.DefaultGraph()


class Pages:
    """Writes pages of one site.

    Args:
        content: what the pages say.
        title: the name of the dataset.
        base: the address of the site, with a slash at its end, or "".
        checks: whether there is a quality report to lead to.
        licence: the address of the licence of the dataset.
        ask: whether there is a page that answers SPARQL.
    """

    def __init__(
        self,
        content: Content,
        title: str,
        base: str,
        *,
        checks: bool,
        licence: str,
        ask: bool = False,
    ) -> None:
        self.content = content
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
            directions=LANGUAGES,
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
        for thing in self.content.things.values():
            triples = _triples(store, thing.iri)
            stem = thing.href.removesuffix(".html")
            linked = serialize(triples, "jsonld")
            files[f"{stem}.ttl"] = serialize(triples, "turtle")
            files[f"{stem}.jsonld"] = linked
            files[thing.href] = self.render(
                "thing.html", thing.href, thing=thing, stem=stem, linked=_in_script(linked)
            )
        return files

    def sources(self) -> dict[str, bytes]:
        """Return a page of every source."""
        return {
            one.href: self.render("source.html", one.href, source=one)
            for one in self.content.sources.values()
        }

    def lists(self) -> dict[str, bytes]:
        """Return the pages that list all things, all sources and all disagreements."""
        kinds: dict[str, list[Thing]] = defaultdict(list)
        for thing in sorted(self.content.things.values(), key=lambda one: (one.label, one.iri)):
            kinds[thing.kind].append(thing)
        found: dict[str, tuple[str, dict[str, Any]]] = {
            "things.html": ("things.html", {"kinds": sorted(kinds.items())}),
            "sources.html": (
                "sources.html",
                {"sources": sorted(self.content.sources.values(), key=lambda one: one.slug)},
            ),
            "disagreements.html": ("disagreements.html", {"disputes": self.content.disputes}),
            "search.html": ("search.html", {"kinds": sorted(kinds.items())}),
        }
        return {path: self.render(name, path, **values) for path, (name, values) in found.items()}

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
        for one in queries:
            groups[one.group].append(one)
        return self.render(
            "questions.html", "questions.html", groups=sorted(groups.items()), counts=counts
        )

    def start(self, queries: Mapping[str, NamedQuery], answers: Mapping[str, Result]) -> bytes:
        """Return the first page: the fields with what matters most, and five answers."""
        view = overview(self.content.graph)
        fields = []
        for panel in view.wide.panels:
            members = [
                self.content.things[iri]
                for iri in view.wide.boxes
                if self.content.graph.nodes[iri]["group"] == panel.heading
            ]
            fields.append((panel.heading, members, panel.total))
        states = [
            self.content.things[iri]
            for iri in view.wide.boxes
            if self.content.graph.nodes[iri]["kind"] == "State"
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
            things=len(self.content.things),
            sources=len(self.content.sources),
            disputes=len(self.content.disputes),
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

    def _rows(self, result: Result, most: int) -> list[list[Any]]:
        rows = []
        cited = result.citations or [()] * len(result.rows)
        for row, citations in zip(result.rows[:most], cited, strict=False):
            cells = []
            for term in row:
                iri = term.value if isinstance(term, ox.NamedNode) else ""
                thing = self.content.things.get(iri)
                text = result.labels.get(iri) or ("" if term is None else _value(term))
                lang = term.language if isinstance(term, ox.Literal) else ""
                cells.append({"text": text, "href": thing.href if thing else "", "lang": lang})
            places = []
            for one in sorted({(one.source, one.short) for one in citations}):
                source = self.content.sources.get(one[0])
                places.append({"href": source.href if source else "", "text": one[1]})
            rows.append([cells, places])
        return rows


def _https(address: str) -> str:
    """Return *address*, or "" for a scheme that could run a script when it is followed."""
    return address if address.startswith("https://") else ""


def digest(data: bytes) -> str:
    """Return the SHA-256 of *data* in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def style() -> bytes:
    """Return the style sheet."""
    return _asset("site.css")


def _asset(name: str) -> bytes:
    return (resources.files("bilateral.pages.site") / "templates" / name).read_bytes()


def _in_script(data: bytes) -> str:
    """Return JSON in a form that cannot end the element it stands in."""
    text = data.decode("utf-8")
    for ch in "<>&\u2028\u2029":
        text = text.replace(ch, f"\\u{ord(ch):04x}")
    return text


def _value(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else str(term)


def _triples(store: ox.Store, iri: str) -> list[ox.Triple]:
    """Return what is known of a thing, in both directions."""
    node = ox.NamedNode(iri)
    found = {quad.triple for quad in store.quads_for_pattern(node, None, None, _DEFAULT)}
    found |= {quad.triple for quad in store.quads_for_pattern(None, None, node, _DEFAULT)}
    return list(found)
