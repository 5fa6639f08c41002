"""Writing a site: the pages of a dataset, and everything there is to take away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bilateral.errors import ToolError
from bilateral.find.fold import fold, folding_tables
from bilateral.pages.shared.scripts import constant, script
from bilateral.pages.site import pages as making
from bilateral.pages.site.content import ALSO, content
from bilateral.pages.site.feed import feed
from bilateral.pages.site.pages import Pages, digest
from bilateral.pages.site.placing import check, place
from bilateral.rdf.vocabulary import spaces

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from bilateral.checks.run import Outcome
    from bilateral.kg import KnowledgeGraph
    from bilateral.pages.site.content import Content
    from bilateral.questions.results import Result

_DESCRIPTION = "the description of the dataset for catalogues (VoID, DCAT)"


def write_site(
    graph: KnowledgeGraph,
    out: Path,
    published: Mapping[str, bytes],
    *,
    base: str = "",
    outcomes: Sequence[Outcome] | None = None,
) -> int:
    """Write the site of *graph* to the folder *out* and return how many files it has.

    The same data gives the same bytes. An older site is replaced as a whole, once the
    new one is complete.

    Args:
        graph: the dataset.
        out: the folder.
        published: the files of the dataset itself, by name; they become downloads.
        base: the address at which it will stand, with a slash at its end; without it
            all links, those of the feed too, are relative.
        outcomes: what the checks say, for the quality report; without it there is none.

    Raises:
        UsageError: *out* holds files that are no site.
        ToolError: a file cannot be written.
    """
    check(out)
    files = site_files(graph, published, base=base, outcomes=outcomes)
    place(files, out)
    return len(files)


def site_files(
    graph: KnowledgeGraph,
    published: Mapping[str, bytes],
    *,
    base: str = "",
    outcomes: Sequence[Outcome] | None = None,
) -> dict[str, bytes]:
    """Return the files of the site by their relative paths; see :func:`write_site`."""
    from bilateral.compile.read import read_dataset

    said = content(graph.store)
    dataset = read_dataset(graph.root)
    title, licence = graph.title, str(dataset.get("licence", ""))
    ask = _asking(graph)
    pages = Pages(said, title, base, checks=outcomes is not None, licence=licence, ask=bool(ask))
    files = {
        "site.css": making.style(),
        "search.js": script("site/script/search.js").encode("utf-8"),
        "search-index.js": _index(said),
        "feed.atom": feed(graph.store, said.sources, title, base),
        "explorer.html": graph.explore().encode("utf-8"),
        **pages.things(graph.store),
        **pages.sources(),
        **pages.lists(),
        **_questions(graph, pages),
    }
    if ask:
        files["ask.html"] = graph.explore(ask=ask).encode("utf-8")
    if outcomes is not None:
        files["quality.html"] = pages.quality(outcomes)
    taken, meanings = _downloads(graph, published)
    files["reference.html"] = taken.pop("reference.html")
    files.update(taken)
    files["downloads.html"] = pages.downloads(taken, meanings)
    files["SHA256SUMS"] = "".join(
        f"{digest(taken[name])}  {name}\n" for name in sorted(taken)
    ).encode("ascii")
    return files


def _asking(graph: KnowledgeGraph) -> dict[str, str]:
    """Return what the page with SPARQL needs, nothing where a checkout has no engine."""
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
    asked = [graph.queries[name] for name in sorted(graph.queries)]
    asked = [query for query in asked if not query.must_be_empty]
    examples = {query.name: graph.examples(query.name) for query in asked}
    asked = [query for query in asked if examples[query.name] is not None]
    for query in asked:
        values = examples[query.name] or {}
        result = graph.query(query.name, values, cite=True)
        answers[query.name] = result
        files[f"question/{query.name}.html"] = pages.question(query, values, result)
        files[f"question/{query.name}.csv"] = render(result, "csv")
        files[f"question/{query.name}.rq"] = query.text.encode("utf-8")
    counts = {name: len(result.rows) for name, result in answers.items()}
    files["questions.html"] = pages.questions(asked, counts)
    files["index.html"] = pages.start({one.name: one for one in asked}, answers)
    return files


def _downloads(
    graph: KnowledgeGraph, published: Mapping[str, bytes]
) -> tuple[dict[str, bytes], dict[str, str]]:
    """Return the files to take away, and what each of them is."""
    from bilateral.formats.exports import FORMATS

    files: dict[str, bytes] = {}
    meanings: dict[str, str] = {}
    for fmt, export in FORMATS.items():
        stem = fmt.removesuffix("-csv") if fmt.endswith("-csv") else ""
        name = f"data/{spaces().dataset}{f'-{stem}' if stem else ''}.{export.suffix}"
        files[name] = graph.export(fmt)
        meanings[name] = export.title
    for name, data in published.items():
        if name == "reference.html":
            files[name] = data
        else:
            # The description gives the sizes and digests of just these bytes.
            files[f"data/{name}"] = data
            if name.endswith(".void.ttl"):
                meanings[f"data/{name}"] = _DESCRIPTION
    return files, meanings


def _index(said: Content) -> bytes:
    """Return what the search page looks in: folded names, label, class and page of all."""
    rows = []
    for thing in said.things.values():
        names = [thing.label, *thing.names.values()]
        names += [line.text for line in dict(thing.facts).get(ALSO, [])]
        folded = sorted({fold(name) for name in names})
        rows.append([folded, thing.label, thing.kind, thing.href, list(thing.names.values())])
    return (constant("FOLDING", folding_tables()) + constant("INDEX", rows)).encode("utf-8")
