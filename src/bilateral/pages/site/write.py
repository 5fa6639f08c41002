"""The files of a site: the pages of a dataset, and everything there is to take away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bilateral.errors import ToolError
from bilateral.find.fold import fold, folding_tables
from bilateral.pages.explorer.page import explorer
from bilateral.pages.shared.content import Model
from bilateral.pages.shared.scripts import asset, constant, script
from bilateral.pages.site.content import ALSO, site_of
from bilateral.pages.site.feed import feed
from bilateral.pages.site.pages import Pages, digest
from bilateral.rdf.vocabulary import spaces

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bilateral.checks.run import Outcome
    from bilateral.kg import KnowledgeGraph
    from bilateral.pages.site.content import Site
    from bilateral.questions.header import NamedQuery
    from bilateral.questions.results import Result

_DESCRIPTION = "the description of the dataset for catalogues (VoID, DCAT)"


def site_files(
    graph: KnowledgeGraph,
    published: Mapping[str, bytes],
    *,
    base: str = "",
    outcomes: Sequence[Outcome] | None = None,
) -> dict[str, bytes]:
    """Return the files of the site of *graph* by their relative paths.

    The same data gives the same bytes.

    Args:
        graph: the dataset.
        published: the files of the dataset itself, by name; they become downloads.
        base: the address at which it will stand, with a slash at its end; without it
            all links, those of the feed too, are relative.
        outcomes: the results of the checks, for the quality report; without it there is
            no report.
    """
    from bilateral.compile.read import read_dataset

    model = Model(graph.store)
    site = site_of(model)
    licence = read_dataset(graph.root).get("licence")
    ask = _sparql_parts(graph)
    pages = Pages(
        site,
        graph.title,
        base,
        checks=outcomes is not None,
        licence=str(licence or ""),
        ask=bool(ask),
    )
    explorer_page = explorer(model, title=graph.title)
    files = {
        "site.css": (asset("shared/base.css") + asset("site/templates/site.css")).encode("utf-8"),
        "search.js": script("site/script/search.js").encode("utf-8"),
        "search-index.js": _index(site),
        "feed.atom": feed(graph.store, site.sources, graph.title, base),
        "explorer.html": explorer_page.html().encode("utf-8"),
        **pages.things(graph.store),
        **pages.sources(),
        **pages.lists(),
        **_questions(graph, pages),
    }
    if ask:
        files["ask.html"] = explorer_page.html(ask).encode("utf-8")
    if outcomes is not None:
        files["quality.html"] = pages.quality(outcomes)
    return files | _downloads(graph, model, pages, published)


def _sparql_parts(graph: KnowledgeGraph) -> dict[str, str]:
    """Return what the page with SPARQL needs; nothing where a checkout has no engine."""
    from bilateral.pages.explorer.sparql import parts

    try:
        return parts(graph.store, graph.queries)
    except ToolError:
        return {}


def _questions(graph: KnowledgeGraph, pages: Pages) -> dict[str, bytes]:
    from bilateral.formats.answers import render

    files: dict[str, bytes] = {}
    answers: dict[str, Result] = {}
    # What must be empty is a check; its place is the quality report.
    queries: dict[str, NamedQuery] = {}
    for name in sorted(graph.queries):
        query, values = graph.queries[name], graph.examples(name)
        if query.must_be_empty or values is None:
            continue
        queries[name] = query
        result = answers[name] = graph.query(name, values, cite=True)
        files[f"question/{name}.html"] = pages.question(query, values, result)
        files[f"question/{name}.csv"] = render(result, "csv")
        files[f"question/{name}.rq"] = query.text.encode("utf-8")
    counts = {name: len(result.rows) for name, result in answers.items()}
    files["questions.html"] = pages.questions(list(queries.values()), counts)
    files["index.html"] = pages.start(queries, answers)
    return files


def _downloads(
    graph: KnowledgeGraph, model: Model, pages: Pages, published: Mapping[str, bytes]
) -> dict[str, bytes]:
    """Return the files to take away, the page that lists them, and the reference."""
    from bilateral.formats.exports import FORMATS, Dataset

    dataset = Dataset(graph.store, lambda: model.plain_graph)
    files: dict[str, bytes] = {}
    meanings: dict[str, str] = {}
    for name, fmt in FORMATS.items():
        table = f"-{name.removesuffix('-csv')}" if name.endswith("-csv") else ""
        path = f"data/{spaces().dataset}{table}.{fmt.suffix}"
        files[path] = fmt.write(dataset)
        meanings[path] = fmt.title
    # The description gives the sizes and digests of just these bytes.
    data = {name: content for name, content in published.items() if name != "reference.html"}
    files |= {f"data/{name}": content for name, content in data.items()}
    meanings |= {f"data/{name}": _DESCRIPTION for name in data if name.endswith(".void.ttl")}
    sums = "".join(f"{digest(files[name])}  {name}\n" for name in sorted(files))
    return {
        "reference.html": published["reference.html"],
        **files,
        "downloads.html": pages.downloads(files, meanings),
        "SHA256SUMS": sums.encode("ascii"),
    }


def _index(site: Site) -> bytes:
    """Return what the search page looks in: folded names, label, class and page of all."""
    rows = []
    for thing in site.things.values():
        names = [thing.label, *thing.names.values()]
        names += [line.text for line in dict(thing.facts).get(ALSO, [])]
        folded = sorted({fold(name) for name in names})
        rows.append([folded, thing.label, thing.kind, thing.href, list(thing.names.values())])
    return (constant("FOLDING", folding_tables()) + constant("INDEX", rows)).encode("utf-8")
