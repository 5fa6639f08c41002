"""Checks of what is published: licences, versions, reference, description, mappings."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from bilateral._version import __version__
from bilateral.checks.context import Finding, UndecidedError
from bilateral.errors import DataError, Issue, Location
from bilateral.rdf.graph import subjects, values
from bilateral.rdf.terms import KNOWN, RDF_TYPE
from bilateral.rdf.vocabulary import BASE, DCTERMS, OWL, spaces
from bilateral.yaml_reader import YamlReader

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bilateral.checks.catalogue import Check
    from bilateral.checks.context import Context

_ONTOLOGY_CLASS = ox.NamedNode(OWL + "Ontology")
_CHANGE_LOG = "CHANGELOG.md"
_DATASET = "graph/dataset.yml"
_LICENCES = {
    "Apache-2.0": "https://www.apache.org/licenses/LICENSE-2.0",
    "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
}
_PARTS = {"code": "Apache-2.0", "data": "CC0-1.0", "ontology": "CC-BY-4.0"}
# Files of the checkout, and what each must state; a wheel does not hold them.
_STATEMENTS = (
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
_VOID = "http://rdfs.org/ns/void#"
# What FOOPS! looks for in the header of an ontology, by the name of its test.
_FOOPS = {
    "OM1": (
        DCTERMS + "title",
        DCTERMS + "description",
        DCTERMS + "license",
        OWL + "versionIRI",
        DCTERMS + "creator",
        _VANN + "preferredNamespaceUri",
    ),
    "OM2": (
        _VANN + "preferredNamespacePrefix",
        OWL + "versionInfo",
        DCTERMS + "created",
        DCTERMS + "bibliographicCitation",
    ),
    "OM3": (
        "http://purl.org/ontology/bibo/status",
        DCTERMS + "source",
        DCTERMS + "issued",
        DCTERMS + "publisher",
    ),
    "OM5": (DCTERMS + "contributor", DCTERMS + "modified"),
}
# What the description counts, and the query that counts it again.
_COUNTS = {
    "triples": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    "properties": "SELECT (COUNT(DISTINCT ?p) AS ?n) { ?s ?p ?o }",
    "classes": "SELECT (COUNT(DISTINCT ?c) AS ?n) { ?s a ?c }",
    "distinctSubjects": "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }",
    "entities": "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o "
    f'FILTER (STRSTARTS(STR(?s), "{BASE}id/")) }}',
}
_MAPPINGS = "ontology/mappings.sssom.tsv"
_COLUMNS = ("subject_id", "predicate_id", "object_id", "mapping_justification")
_METADATA = ("mapping_set_id", "license", "curie_map")
_PREDICATES = re.compile(r"skos:(?:exact|close|broad|narrow|related)Match")


def _text(context: Context, name: str) -> str | None:
    path = context.root / name
    return path.read_text(encoding="utf-8") if path.is_file() else None


def _headers(context: Context, predicate: str) -> list[tuple[str, str]]:
    """Return (ontology, value) for a property of the ontologies' headers."""
    return sorted(
        (ontology.value, value.value)
        for ontology in subjects(context.ontology, RDF_TYPE, _ONTOLOGY_CLASS)
        for value in values(context.ontology, ontology, ox.NamedNode(predicate))
        if isinstance(value, ox.NamedNode | ox.Literal)
    )


def _licences(check: Check, context: Context) -> Finding:
    """Compare every place that states a licence with the one table in this module."""
    faults = [
        ("ontology", f"{iri} has the licence {value}")
        for iri, value in _headers(context, DCTERMS + "license")
        if value != _LICENCES[_PARTS["ontology"]]
    ]
    licence = str(context.project.dataset.get("licence", ""))
    if licence != _LICENCES[_PARTS["data"]]:
        faults.append((_DATASET, f"the data has the licence {licence or '(none)'}"))
    references: dict[str, Any] = context.project.dataset.get("references") or {}
    faults += [
        (_DATASET, f"the reference {name} has no licence")
        for name, entry in sorted(references.items())
        if isinstance(entry, dict) and not entry.get("licence")
    ]
    for place, pattern in _STATEMENTS:
        text = _text(context, place)
        if text is not None and not re.search(pattern, text, re.MULTILINE | re.IGNORECASE):
            faults.append((place, f"nothing here matches {pattern!r}"))
    return Finding.of([context.issue(check, text, at=Location(place)) for place, text in faults])


def _versions(check: Check, context: Context) -> Finding:
    faults = [
        f"{iri} is version {value}, the package {__version__}"
        for iri, value in _headers(context, OWL + "versionInfo")
        if value != __version__
    ]
    faults += [
        f"{iri} has the version IRI {value}"
        for iri, value in _headers(context, OWL + "versionIRI")
        if value != f"{iri}/{__version__}"
    ]
    return Finding.of([context.issue(check, fault) for fault in faults])


def _released(context: Context) -> list[str]:
    text = _text(context, _CHANGE_LOG) or ""
    return re.findall(r"^## \[(\d+\.\d+\.\d+)\]", text, re.MULTILINE)


def _prior(check: Check, context: Context) -> Finding:
    if len(_released(context)) < 2:
        return Finding("first version", [])
    with_prior = {iri for iri, _ in _headers(context, OWL + "priorVersion")}
    missing = {iri for iri, _ in _headers(context, OWL + "versionInfo")} - with_prior
    return Finding.of(
        [context.issue(check, f"{iri} names no version before") for iri in sorted(missing)]
    )


def _change_log(check: Check, context: Context) -> Finding:
    if _text(context, _CHANGE_LOG) is None:
        raise UndecidedError(f"there is no {_CHANGE_LOG} here")
    if __version__ in _released(context):
        return Finding("0", [])
    message = f"there is no entry for {__version__}"
    return Finding.of([context.issue(check, message, at=Location(_CHANGE_LOG))])


def _foops(check: Check, context: Context) -> Finding:
    """What FOOPS! reads in a file: PURL1, VER1, FIND1, OM1 to OM5; other checks do the rest."""
    ontologies = sorted({iri for iri, _ in _headers(context, OWL + "versionInfo")})
    faults = []
    for test, predicates in _FOOPS.items():
        for predicate in predicates:
            described = {iri for iri, _ in _headers(context, predicate)}
            faults += [
                f"{test}: {iri} has no {predicate}" for iri in ontologies if iri not in described
            ]
    own_versions = {iri for iri, value in _headers(context, OWL + "versionIRI") if iri == value}
    for iri in ontologies:
        if not iri.startswith("https://w3id.org/"):
            faults.append(f"PURL1: {iri} is not a persistent address")
        if iri in own_versions:
            faults.append(f"VER1: {iri} is its own version")
    total = len(ontologies) * (sum(map(len, _FOOPS.values())) + 2)
    return Finding.share(total, [context.issue(check, fault) for fault in faults])


def _reference(check: Check, context: Context) -> Finding:
    from bilateral.pages.reference import anchor, reference

    quads = context.ontology.quads_for_pattern(None, None, None, KNOWN)
    page = reference([quad.triple for quad in quads])
    terms = [
        name
        for name in sorted({*context.index.declared, *context.index.concepts})
        if name.startswith(BASE) and anchor(name)
    ]
    return Finding.share(
        len(terms),
        [
            context.issue(check, f"{name} is not listed", ox.NamedNode(name))
            for name in terms
            if f'id="{anchor(name)}"' not in page
        ],
    )


def _described(context: Context) -> dict[tuple[str, str], str]:
    """Return subject and predicate → value of the description in build/.

    Raises:
        UndecidedError: nothing is built.
    """
    path = context.root / "build" / f"{spaces().dataset}.void.ttl"
    if not path.is_file():
        raise UndecidedError("nothing is built here: run `bilateral build`")
    return {
        (quad.subject.value, quad.predicate.value): quad.object.value
        for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE)
        if isinstance(quad.object, ox.Literal) and isinstance(quad.subject, ox.NamedNode)
    }


def _counts(check: Check, context: Context) -> Finding:
    """Count with SPARQL what the description counts by hand."""
    store = context.dataset
    description = _described(context)
    issues: list[Issue] = []
    for name, query in _COUNTS.items():
        solutions = store.query(query)
        row = next(iter(solutions)) if isinstance(solutions, ox.QuerySolutions) else None
        actual = row["n"].value if row is not None and isinstance(row["n"], ox.Literal) else ""
        stated = description.get((BASE + spaces().dataset, _VOID + name), "nothing")
        if stated != actual:
            message = f"the description says {stated} {name}, there are {actual}"
            issues.append(context.issue(check, message, at=Location("build")))
    return Finding.share(len(_COUNTS), issues)


def _checksums(check: Check, context: Context) -> Finding:
    checksums = {
        subject.removesuffix("/checksum").rpartition("/")[2]: value
        for (subject, predicate), value in _described(context).items()
        if predicate.endswith("#checksumValue")
    }
    issues = []
    for name, checksum in sorted(checksums.items()):
        path = context.root / "build" / name
        actual = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "none"
        if actual != checksum:
            message = f"{name} has another checksum than the description says"
            issues.append(context.issue(check, message, at=Location(f"build/{name}")))
    return Finding.share(len(checksums), issues)


def _mappings(check: Check, context: Context) -> Finding:
    """Check the form of the SSSOM file; the sssom library reads it too in the tests."""
    text = _text(context, _MAPPINGS)
    if text is None:
        issue = context.issue(check, "there is no mapping file", at=Location(_MAPPINGS))
        return Finding.of([issue])
    lines = text.splitlines()
    comments = [line[1:] for line in lines if line.startswith("#")]
    header = "\n".join(comments)
    reader = YamlReader(_MAPPINGS, header, code=check.codes[0], title="the header", indent=1)
    try:
        metadata = reader.table(reader.document(), "the header")
        curies = reader.table(metadata["curie_map"], "curie_map") if "curie_map" in metadata else {}
        prefixes = {name: reader.text(node, name) for name, node in curies.items()}
    except DataError as error:
        return Finding.of(
            [context.issue(check, fault.message, at=fault.location) for fault in error.issues]
        )
    columns, *rows = [line.split("\t") for line in lines if not line.startswith("#")] or [[]]
    first = len(comments) + 1
    faults = [(1, f"the header lacks {key}") for key in _METADATA if key not in metadata]
    faults += [(first, f"the column {name} is missing") for name in _COLUMNS if name not in columns]
    terms = {*context.index.declared, *context.index.concepts}
    for line, cells in enumerate(rows, start=first + 1):
        row = dict(zip(columns, cells, strict=False))
        faults += [(line, fault) for fault in _row_faults(row, prefixes, terms)]
    issues = [
        context.issue(check, fault, at=Location(_MAPPINGS, line, 1)) for line, fault in faults
    ]
    return Finding(f"{len(rows)} rows", issues)


def _row_faults(row: dict[str, str], prefixes: dict[str, str], terms: set[str]) -> Iterator[str]:
    for column in _COLUMNS:
        prefix, colon, local = row.get(column, "").partition(":")
        if not colon or not local or prefix not in prefixes:
            yield f"{column} {row.get(column, '')!r} is not a name with a prefix of the header"
    prefix, _, local = row.get("subject_id", "").partition(":")
    if prefix in prefixes and prefixes[prefix] + local not in terms:
        yield f"{row.get('subject_id')} is not a term of the ontology"
    if not _PREDICATES.fullmatch(row.get("predicate_id", "")):
        yield f"{row.get('predicate_id')} is not a kind of match"


def _layout(check: Check, context: Context) -> Finding:
    from bilateral.rdf.turtle.format import format_text

    issues = []
    files = context.project.files
    for file in files:
        text = (context.root / file.path).read_text(encoding="utf-8")
        fmt = ox.RdfFormat.TRIG if file.kind == "source" else ox.RdfFormat.TURTLE
        if format_text(text, file.path, fmt) != text:
            message = f"{file.path} is not in canonical layout"
            issues.append(context.issue(check, message, at=Location(file.path)))
    return Finding(f"{len(issues)} of {len(files)} files", issues)


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
