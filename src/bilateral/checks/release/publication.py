"""Checks of what is published: licences, versions, reference, description, mappings."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from bilateral._version import __version__
from bilateral.checks.context import Found
from bilateral.errors import Issue, Location
from bilateral.rdf.vocabulary import BASE, DCTERMS, OWL, RDF, spaces

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bilateral.checks.catalogue import Check
    from bilateral.checks.context import Context

_NOT_VALID = "the curated files are not valid: correct them first"
_NO_BUILD = "nothing is built here: run `bilateral build`"
_LICENCES = {
    "Apache-2.0": "https://www.apache.org/licenses/LICENSE-2.0",
    "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
}
_PARTS = {"code": "Apache-2.0", "data": "CC0-1.0", "ontology": "CC-BY-4.0"}
# Files of the checkout, and what each must say; a wheel does not hold them.
_SAID = (
    ("pyproject.toml", f'^license = "{_PARTS["code"]}"'),
    ("LICENSE", "Apache License"),
    ("licenses/CC0-1.0.txt", "CC0 1.0 Universal"),
    ("licenses/CC-BY-4.0.txt", "Attribution 4.0 International"),
    *(
        ("licenses/README.md", rf"^\| {part}[^|]*\|[^|]*\| {re.escape(code)} \|")
        for part, code in _PARTS.items()
    ),
    ("licenses/README.md", "source texts are not distributed"),
    ("README.md", r"^Code: Apache-2\.0\. Data: CC0 1\.0\. Ontology: CC BY 4\.0\."),
)
_VANN = "http://purl.org/vocab/vann/"


def _text(context: Context, name: str) -> str | None:
    path = context.root / name
    return path.read_text(encoding="utf-8") if path.is_file() else None


def _values(context: Context, predicate: str) -> list[tuple[str, str]]:
    """Return (ontology, value) for a property of the ontologies' headers."""
    found = []
    for quad in context.ontology.quads_for_pattern(
        None, ox.NamedNode(RDF + "type"), ox.NamedNode(OWL + "Ontology"), ox.DefaultGraph()
    ):
        for one in context.ontology.quads_for_pattern(
            quad.subject, ox.NamedNode(predicate), None, ox.DefaultGraph()
        ):
            value = one.object
            if isinstance(value, ox.NamedNode | ox.Literal):
                found.append((str(quad.subject)[1:-1], value.value))
    return sorted(found)


def _licences(check: Check, context: Context) -> Found:
    """Compare every place that states a licence with the one table in this module."""
    wrong = [
        ("ontology", f"{iri} has the licence {value}")
        for iri, value in _values(context, DCTERMS + "license")
        if value != _LICENCES[_PARTS["ontology"]]
    ]
    given = str(context.project.dataset.get("licence", ""))
    if given != _LICENCES[_PARTS["data"]]:
        wrong.append(("graph/dataset.yml", f"the data has the licence {given or '(none)'}"))
    references: dict[str, Any] = context.project.dataset.get("references") or {}
    wrong += [
        ("graph/dataset.yml", f"the reference {name} has no licence")
        for name, entry in sorted(references.items())
        if isinstance(entry, dict) and not entry.get("licence")
    ]
    for place, needed in _SAID:
        text = _text(context, place)
        if text is not None and not re.search(needed, text, re.MULTILINE | re.IGNORECASE):
            wrong.append((place, f"nothing here fits {needed!r}"))
    return Found.of([context.issue(check, text, at=Location(place)) for place, text in wrong])


def _versions(check: Check, context: Context) -> Found:
    wrong: list[str] = []
    for iri, value in _values(context, OWL + "versionInfo"):
        if value != __version__:
            wrong.append(f"{iri} is version {value}, the package {__version__}")
    for iri, value in _values(context, OWL + "versionIRI"):
        if value != f"{iri}/{__version__}":
            wrong.append(f"{iri} has the version IRI {value}")
    return Found.of([context.issue(check, one) for one in wrong])


def _released(context: Context) -> list[str]:
    text = _text(context, "CHANGELOG.md") or ""
    return re.findall(r"^## \[(\d+\.\d+\.\d+)\]", text, re.MULTILINE)


def _prior(check: Check, context: Context) -> Found:
    if len(_released(context)) < 2:
        return Found("first version", [])
    with_prior = {iri for iri, _ in _values(context, OWL + "priorVersion")}
    missing = {iri for iri, _ in _values(context, OWL + "versionInfo")} - with_prior
    return Found.of([context.issue(check, f"{iri} names no version before") for iri in missing])


def _change_log(check: Check, context: Context) -> Found:
    if _text(context, "CHANGELOG.md") is None:
        return Found.skip("there is no CHANGELOG.md here")
    if __version__ in _released(context):
        return Found("0", [])
    message = f"there is no entry for {__version__}"
    return Found.of([context.issue(check, message, at=Location("CHANGELOG.md"))])


def _foops(check: Check, context: Context) -> Found:
    """What FOOPS! reads in a file: PURL1, VER1, FIND1, OM1 to OM5; other checks do the rest."""
    needed = {
        "OM1": (DCTERMS + "title", DCTERMS + "description", DCTERMS + "license",
                OWL + "versionIRI", DCTERMS + "creator", _VANN + "preferredNamespaceUri"),
        "OM2": (_VANN + "preferredNamespacePrefix", OWL + "versionInfo", DCTERMS + "created",
                DCTERMS + "bibliographicCitation"),
        "OM3": ("http://purl.org/ontology/bibo/status", DCTERMS + "source",
                DCTERMS + "issued", DCTERMS + "publisher"),
        "OM5": (DCTERMS + "contributor", DCTERMS + "modified"),
    }  # fmt: skip
    ontologies = {iri for iri, _ in _values(context, OWL + "versionInfo")}
    wrong = [
        f"{test}: {iri} has no {predicate}"
        for test, predicates in needed.items()
        for predicate in predicates
        for iri in sorted(ontologies - {one for one, _ in _values(context, predicate)})
    ]
    for iri in sorted(ontologies):
        if not iri.startswith("https://w3id.org/"):
            wrong.append(f"PURL1: {iri} is no persistent address")
        if (iri, iri) in _values(context, OWL + "versionIRI"):
            wrong.append(f"VER1: {iri} is its own version")
    total = len(ontologies) * (sum(map(len, needed.values())) + 2)
    issues = [context.issue(check, one) for one in wrong]
    return Found(f"{total - len(wrong)} of {total}", issues)


def _reference(check: Check, context: Context) -> Found:
    from bilateral.pages.reference import anchor, reference

    triples = [
        quad.triple
        for quad in context.ontology.quads_for_pattern(None, None, None, ox.DefaultGraph())
    ]
    page = reference(triples)
    terms = [
        name
        for name in [*context.index.declared, *context.index.concepts]
        if name.startswith(BASE) and anchor(name)
    ]
    missing = [name for name in sorted(terms) if f'id="{anchor(name)}"' not in page]
    return Found(
        f"{len(terms) - len(missing)} of {len(terms)}",
        [context.issue(check, f"{name} is not listed", ox.NamedNode(name)) for name in missing],
    )


def _described(context: Context) -> dict[str, str] | None:
    """Return subject and predicate → value of the description in build/."""
    path = context.root / "build" / f"{spaces().dataset}.void.ttl"
    if not path.is_file():
        return None
    found = {}
    for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE):
        if isinstance(quad.object, ox.Literal) and isinstance(quad.subject, ox.NamedNode):
            found[f"{quad.subject.value} {quad.predicate.value}"] = quad.object.value
    return found


def _counts(check: Check, context: Context) -> Found:
    """Count with SPARQL what the description counts by hand."""
    if context.dataset is None:
        return Found.skip(_NOT_VALID)
    told = _described(context)
    if told is None:
        return Found.skip(_NO_BUILD)
    asked = {
        "triples": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
        "properties": "SELECT (COUNT(DISTINCT ?p) AS ?n) { ?s ?p ?o }",
        "classes": "SELECT (COUNT(DISTINCT ?c) AS ?n) { ?s a ?c }",
        "distinctSubjects": "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }",
        "entities": "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o "
        f'FILTER (STRSTARTS(STR(?s), "{BASE}id/")) }}',
    }
    issues: list[Issue] = []
    for name, query in asked.items():
        answer = context.dataset.query(query)
        row = next(iter(answer)) if isinstance(answer, ox.QuerySolutions) else None
        real = row["n"].value if row is not None and isinstance(row["n"], ox.Literal) else ""
        said = told.get(f"{BASE}{spaces().dataset} http://rdfs.org/ns/void#{name}", "nothing")
        if said != real:
            message = f"the description says {said} {name}, there are {real}"
            issues.append(context.issue(check, message, at=Location("build")))
    return Found(f"{len(asked) - len(issues)} of {len(asked)}", issues)


def _checksums(check: Check, context: Context) -> Found:
    told = _described(context)
    if told is None:
        return Found.skip(_NO_BUILD)
    issues = []
    count = 0
    for key, digest in sorted(told.items()):
        subject, _, predicate = key.partition(" ")
        if predicate.endswith("#checksumValue"):
            count += 1
            name = subject.removesuffix("/checksum").rpartition("/")[2]
            path = context.root / "build" / name
            real = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "none"
            if real != digest:
                message = f"{name} has another checksum than the description says"
                issues.append(context.issue(check, message, at=Location(f"build/{name}")))
    return Found(f"{count - len(issues)} of {count}", issues)


_COLUMNS = ("subject_id", "predicate_id", "object_id", "mapping_justification")
_PREDICATES = re.compile(r"skos:(?:exact|close|broad|narrow|related)Match")


def _mappings(check: Check, context: Context) -> Found:
    """Check the form of the SSSOM file; the sssom library reads it too in the tests."""
    name = "ontology/mappings.sssom.tsv"
    text = _text(context, name)
    if text is None:
        return Found.of([context.issue(check, "there is no mapping file", at=Location(name))])
    import yaml

    lines = text.splitlines()
    head = [line[1:] for line in lines if line.startswith("#")]
    meta = yaml.safe_load("\n".join(head)) or {}
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    wrong: list[tuple[int, str]] = [
        (1, f"the header lacks {key}")
        for key in ("mapping_set_id", "license", "curie_map")
        if key not in meta
    ]
    columns = rows[0] if rows else []
    wrong += [
        (len(head) + 1, f"the column {one} is missing") for one in _COLUMNS if one not in columns
    ]
    prefixes: dict[str, str] = meta.get("curie_map") or {}
    terms = {
        **dict.fromkeys(context.index.declared, ""),
        **dict.fromkeys(context.index.concepts, ""),
    }
    for number, cells in enumerate(rows[1:], start=len(head) + 2):
        row = dict(zip(columns, cells, strict=False))
        wrong += [(number, one) for one in _row_faults(row, prefixes, terms)]
    issues = [context.issue(check, text, at=Location(name, line, 1)) for line, text in wrong]
    return Found(f"{max(len(rows) - 1, 0)} rows", issues)


def _row_faults(
    row: dict[str, str], prefixes: dict[str, str], terms: dict[str, str]
) -> Iterator[str]:
    for column in _COLUMNS:
        prefix, colon, local = row.get(column, "").partition(":")
        if not colon or not local or prefix not in prefixes:
            yield f"{column} {row.get(column, '')!r} is no name with a prefix of the header"
    prefix, _, local = row.get("subject_id", "").partition(":")
    if prefix in prefixes and prefixes[prefix] + local not in terms:
        yield f"{row.get('subject_id')} is no term of the ontology"
    if not _PREDICATES.fullmatch(row.get("predicate_id", "")):
        yield f"{row.get('predicate_id')} is no kind of match"


def _layout(check: Check, context: Context) -> Found:
    from bilateral.rdf.turtle.format import format_text

    issues = []
    files = [file.path for file in context.project.files]
    for name in files:
        text = (context.root / name).read_text(encoding="utf-8")
        fmt = ox.RdfFormat.TRIG if name.endswith(".trig") else ox.RdfFormat.TURTLE
        if format_text(text, name, fmt) != text:
            message = f"{name} is not in canonical layout"
            issues.append(context.issue(check, message, at=Location(name)))
    return Found(f"{len(issues)} of {len(files)} files", issues)


DECIDERS = {
    "A8": _layout,
    "B2": _licences,
    "B4": _versions,
    "B5": _prior,
    "B7": _foops,
    "B9": _reference,
    "B10": _counts,
    "B11": _checksums,
    "B12": _change_log,
    "G4": _mappings,
}
