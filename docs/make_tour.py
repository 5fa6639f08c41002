"""Write docs/tour.ipynb, the tour from a question to a picture, with its answers.

Run it with ``make docs``; with ``--check`` it writes nothing and fails if the notebook
is not what it would write.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

from bilateral.files import write_atomic

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "tour.ipynb"
_FAILS = {"tags": ["raises-exception"]}

TOUR: tuple[tuple[str, str] | tuple[str, str, dict[str, Any]], ...] = (
    (
        "markdown",
        (
            "# From a question to a picture\n\n"
            "A tour of the dataset for people who write a little Python. Everything below was "
            "computed by the cell above it; run it again and it is the same.\n\n"
            "`pip install 'bilateral[notebook]'` brings what is needed."
        ),
    ),
    (
        "code",
        (
            "import bilateral\n\nkg = bilateral.load()\nfigures = kg.stats()\n"
            "{name: figures[name] for name in ('known_triples', 'sources', 'named_graphs')}"
        ),
    ),
    (
        "markdown",
        (
            "## Find a question\n\nQuestions that have been asked before have names. "
            "Words find them, and say what they understood."
        ),
    ),
    ("code", "for one in kg.understand('which visits in 2005'):\n    print(one.query, one.params)"),
    (
        "markdown",
        (
            "## Ask it\n\n`%sparql NAME key=value` asks a named question. "
            "The last column says who says so: the slug of a page, or `founding 6.2` for "
            "paragraph 6, sentence 2 of the founding article."
        ),
    ),
    ("code", "%load_ext bilateral.notebook"),
    ("code", "%sparql visits from=2005-01-01 to=2005-12-31"),
    ("markdown", "Names come in Japanese and Urdu, where there are any."),
    ("code", "%sparql ambassadors --lang ur --max-rows 5"),
    (
        "markdown",
        (
            "## Work on with pandas\n\n`-o` keeps the answer. In a frame, numbers are "
            "numbers; `…_label` columns hold the names of things."
        ),
    ),
    (
        "code",
        (
            "%sparql loans -o loans\nframe = loans.to_pandas()\n"
            "sums = frame[frame['currency'] == 'JPY'].drop_duplicates('loan')\n"
            "sums = sums.assign(year=sums['date'].astype(str).str[:4], amount=sums['amount'].astype(float))\n"
            "(sums.groupby('year')['amount'].sum() / 1e9).round(1).tail(8).rename('billion yen')"
        ),
    ),
    (
        "markdown",
        (
            "## Write SPARQL\n\nPrefixes need no declaration. A value of Python enters where the "
            "query says `VALUES ?name { UNDEF }`, as a term and never as a piece of the query."
        ),
    ),
    ("code", "import datetime\n\nday = datetime.date(2015, 1, 1)"),
    (
        "code",
        (
            "%%sparql --bind since=day --max-rows 5\n"
            "SELECT ?project ?agency WHERE {\n"
            "  VALUES ?since { UNDEF }\n"
            "  ?project a bil:Project ; bil:implementedBy ?agency ; bil:notBefore ?start .\n"
            "  FILTER(?start >= ?since)\n"
            "} ORDER BY ?start ?project ?agency"
        ),
    ),
    ("markdown", "A misspelt term is told before the query runs."),
    ("code", "%%sparql\nSELECT ?x WHERE { ?x a bil:Agrement }", _FAILS),
    (
        "markdown",
        (
            "An answer without rows can be explained: how many rows each pattern gives, "
            "alone and together with those before it."
        ),
    ),
    (
        "code",
        (
            "for part in kg.explain('SELECT ?x WHERE { ?x a bil:Visit ; bil:hasAmount ?y }'):\n"
            "    print(part.text())"
        ),
    ),
    (
        "markdown",
        (
            "## Who is linked to whom\n\nPeople and organizations are linked by the events, "
            "agreements and projects in which they take part. What the figures mean is in "
            "[analysis.md](analysis.md)."
        ),
    ),
    (
        "code",
        (
            "from bilateral.network.analysis import table\n\n"
            "analysis = kg.analysis(start='2000', end='2009')\n"
            "columns = {'label': 'actor', 'things': 'things', 'partners': 'partners', 'betweenness': 'betweenness'}\n"
            "table(analysis.positions()[:8], columns).to_pandas()"
        ),
    ),
    (
        "code",
        (
            "for way in kg.path('JICA', 'Taro Aso', limit=1):\n"
            "    for step in way:\n"
            "        print(step.source_label, '--', step.predicate_label, '--', step.target_label)\n"
            "        print('    ', ', '.join(one.short for one in step.citations))"
        ),
    ),
    (
        "markdown",
        (
            "## What was known then\n\nThe dataset as it would have been at the end of 2005: "
            "only sources that were published by then."
        ),
    ),
    (
        "code",
        (
            "then = bilateral.load(known_on='2005')\n"
            "len(then.query('agreements').rows), len(kg.query('agreements').rows)"
        ),
    ),
    ("markdown", "## A picture"),
    (
        "code",
        (
            "from IPython.display import SVG\n\nfrom bilateral.draw import draw\n\n"
            "SVG(draw(kg, 'visits', 'svg').decode())"
        ),
    ),
    (
        "markdown",
        (
            "## Take it away\n\nA list of references for a paper, rows for a spreadsheet, "
            "triples for another store."
        ),
    ),
    (
        "code",
        "visits = kg.query('leaders-visits', cite=True)\nprint(visits.bibliography('bibtex')[:600])",
    ),
    (
        "code",
        (
            "from bilateral.formats.answers import render\n\n"
            "print(render(visits, 'csv').decode()[:400])"
        ),
    ),
    (
        "code",
        (
            "made = kg.query('CONSTRUCT { ?x bil:date ?d } WHERE { ?x a bil:Treaty . "
            "?a bil:actionOn ?x ; bil:hasKind c:action-kind.signature ; bil:date ?d }')\n"
            "print(render(made, 'ntriples').decode()[:400])"
        ),
    ),
    ("markdown", "## Limits\n\nA query that takes too long is stopped, and nothing of it is left."),
    (
        "code",
        "%%sparql --timeout 2\nSELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
        _FAILS,
    ),
)


def notebook() -> nbformat.NotebookNode:
    """Return the tour with the outputs of this run, without what differs between runs."""
    book = nbformat.v4.new_notebook(
        metadata={
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        }
    )
    for number, (kind, text, *more) in enumerate(TOUR, start=1):
        make = nbformat.v4.new_code_cell if kind == "code" else nbformat.v4.new_markdown_cell
        cell = make(text, metadata=more[0] if more else {})
        cell["id"] = f"cell-{number:02}"
        book.cells.append(cell)
    NotebookClient(book, timeout=300, resources={"metadata": {"path": str(ROOT)}}).execute()
    for cell in book.cells:
        cell.metadata.pop("execution", None)
        for output in cell.get("outputs", []):
            output.pop("metadata", None) if output["output_type"] == "stream" else None
            if output["output_type"] == "error":
                output["traceback"] = []
    return book


def main() -> int:
    """Write the notebook, or compare it."""
    os.environ.setdefault("BILATERAL_ROOT", str(ROOT))
    text = json.dumps(notebook(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    if "--check" not in sys.argv[1:]:
        write_atomic(PAGE, text.encode("utf-8"))
        return 0
    if PAGE.read_text(encoding="utf-8") == text:
        return 0
    print("docs/tour.ipynb is not what the data says; run: make docs", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
