"""Two versions of the small project: every kind of change is told as what it is.

A version is a copy of ``tests/fixtures/mini`` with some of its text replaced.
"""

from __future__ import annotations

import json
import shutil
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import pyoxigraph as ox
import pytest

from bilateral.assemble import assemble
from bilateral.cli import main
from bilateral.errors import UsageError
from bilateral.rdf.serialize import serialize
from bilateral.rdf.vocabulary import ID
from bilateral.views.diff import KINDS, Change, Kind, diff, is_known_only, render

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    # A file, the text that is replaced, what stands there instead.
    Edit = tuple[str, str, str]
    Make = Callable[..., Path]
    Load = Callable[..., ox.Store]

TESTS = Path(__file__).resolve().parents[1]
SOURCE, NAMES = "graph/sources/demo.trig", "graph/reference/names.ttl"
OTHER = "graph/sources/other.trig"
ONTOLOGY = "ontology/bilateral.ttl"
PACT, SIGNATURE, FORUM = "The pact", "Signature of the pact", "The forum"
# A second source, whose text was not kept.
PREFIXES = "".join(
    f"@prefix {name}: <{iri}> .\n"
    for name, iri in {
        "bil": "https://w3id.org/bilateral/ontology#",
        "c": "https://w3id.org/bilateral/concept/",
        "dcterms": "http://purl.org/dc/terms/",
        "doc": "https://w3id.org/bilateral/pk-jp/source/",
        "edtf": "http://id.loc.gov/datatypes/edtf/",
        "ev": "https://w3id.org/bilateral/evidence#",
        "g": "https://w3id.org/bilateral/pk-jp/graph/",
        "id": "https://w3id.org/bilateral/id/",
        "prov": "http://www.w3.org/ns/prov#",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    }.items()
)
DESCRIBED = """
g:provenance {
  doc:other a ev:SourceDocument ;
    dcterms:title "Another page"@en ; dcterms:language "en" .
  g:other.a a ev:AssertionGraph ;
    prov:wasDerivedFrom doc:other ;
    ev:status ev:Accepted ;
    prov:wasAttributedTo id:agent.curators ;
    prov:generatedAtTime "2026-11-23T00:00:00Z"^^xsd:dateTime .
}
"""
DATE = 'id:action.pact-signature bil:date "1957-05-27"^^edtf:EDTF .'
DISAGREEMENT = """
g:provenance {
  id:disagreement.day a ev:Disagreement ;
    ev:aboutSubject id:action.pact-signature ; ev:aboutProperty bil:date ;
    ev:hasPosition g:demo.p1s1.a , g:other.a .
}
"""
WHICH = 'id:disagreement.day skos:prefLabel "Which year"@en .\n'
DISAGREEMENT_NAME = (NAMES, "id:org.forum skos", f"{WHICH}id:org.forum skos")


def other(facts: str, more: str = "") -> Edit:
    return (OTHER, "", f"{PREFIXES}{DESCRIBED}g:other.a {{\n  {facts}\n}}\n{more}")


NEUTRAL = other("id:org.forum a bil:Organization .")
CONFIRMING = other("id:agreement.pact bil:hasParty id:state.JP . id:org.forum a bil:Organization .")
PARTY = other("id:agreement.pact bil:hasParty id:state.JP .")
CLAIM = other("id:org.forum bil:collaboratesWith id:state.PK .")
RIVAL = other('id:action.pact-signature bil:date "1960"^^edtf:EDTF .')
DISPUTED = other('id:action.pact-signature bil:date "1960"^^edtf:EDTF .', DISAGREEMENT)
DECIDED = other(
    'id:action.pact-signature bil:date "1960"^^edtf:EDTF .',
    DISAGREEMENT.replace("g:other.a .", "g:other.a ; ev:prefers g:demo.p1s1.a ."),
)


@pytest.fixture(scope="module")
def make(tmp_path_factory: pytest.TempPathFactory) -> Make:
    made: dict[tuple[Edit, ...], Path] = {}

    def project(*edits: Edit) -> Path:
        if edits not in made:
            root = tmp_path_factory.mktemp("versions") / "mini"
            shutil.copytree(TESTS / "fixtures" / "mini", root)
            shutil.copytree(TESTS.parent / "ontology", root / "ontology")
            (root / "queries").mkdir()
            for name, old, new in edits:
                path = root / name
                text = path.read_text(encoding="utf-8") if path.exists() else ""
                assert old in text
                path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="")
            made[edits] = root
        return made[edits]

    return project


@pytest.fixture(scope="module", autouse=True)
def _versions_have_a_cache_of_their_own(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[None]:
    # So many versions would drive other snapshots out of the cache that all tests share.
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BILATERAL_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="module")
def load(make: Make) -> Load:
    """Return the dataset of a version, each assembled once: nobody may change it."""
    return cache(lambda *edits: assemble(make(*edits))[0])


def changes(load: Load, old: tuple[Edit, ...], new: tuple[Edit, ...]) -> list[Change]:
    return diff(load(*old), load(*new))


def told(found: list[Change]) -> list[str]:
    """Return changes as a person reads them, without IRIs."""
    return [line.partition(" <")[0].strip() for line in render.text(found).splitlines()[1:] if line]


STATED = "id:org.forum a bil:Organization ;"
JOINED = "id:org.club a bil:Organization ; bil:collaboratesWith id:org.forum .\n"
NAMED = (
    NAMES,
    "id:org.forum skos",
    'id:org.club skos:prefLabel "The club"@en .\nid:org.forum skos',
)
CLUB = (
    NAMED,
    (SOURCE, STATED, JOINED + STATED),
)
WIDER = (
    SOURCE,
    "bil:collaboratesWith id:state.JP",
    "bil:collaboratesWith id:state.JP , id:state.PK",
)
KOREAN = (NAMES, '"The forum"@en', '"The forum"@en , "포럼"@ko')
KOREAN_CHANGED = (NAMES, '"The forum"@en', '"The forum"@en , "토론회"@ko')
ALIAS = (NAMES, '"The forum"@en', '"The forum"@en ; skos:altLabel "Forum"@en')
ALIASES = (NAMES, '"The forum"@en', '"The forum"@en ; skos:altLabel "Forum"@en , "Fora"@en')
ALIAS_CHANGED = (NAMES, '"The forum"@en', '"The forum"@en ; skos:altLabel "Agora"@en')
FEUD = (
    ONTOLOGY,
    "# Classes\n",
    'bil:Feud a owl:Class ; rdfs:label "feud"@en ; skos:definition "A quarrel."@en .\n',
)
CONCEPT = ("ontology/schemes/bound.ttl", '"About"@en', '"Roughly"@en')

DIGEST = "2584b8b32bb327ee92afd2859357de0e56557c6bebfae874b4d390a8aaddd"

CASES: dict[str, tuple[tuple[Edit, ...], tuple[Edit, ...], list[str]]] = {
    "entity-added": (
        (),
        CLUB,
        [
            "Things",
            "The club",
            "entity added: organization [demo 1.2]",
            "link added: collaborates with The forum [demo 1.2]",
        ],
    ),
    "entity-removed": (
        CLUB,
        (),
        [
            "Things",
            "The club",
            "entity removed: organization [was demo 1.2]",
            "link removed: collaborates with The forum [was demo 1.2]",
        ],
    ),
    "entity-renamed": (
        (KOREAN,),
        (KOREAN_CHANGED,),
        ["Things", FORUM, "entity renamed: pref label (ko) 포럼 → 토론회 [reference.names]"],
    ),
    "class-changed": (
        (),
        ((SOURCE, "a bil:Agreement ;", "a bil:Treaty ;"),),
        ["Things", PACT, "class changed: agreement → treaty [demo 1.1]"],
    ),
    "value-added": (
        (ALIAS,),
        (ALIASES,),
        ["Things", FORUM, "value added: alt label (en) Fora [reference.names]"],
    ),
    "value-removed": (
        (ALIASES,),
        (ALIAS,),
        ["Things", FORUM, "value removed: alt label (en) Fora [was reference.names]"],
    ),
    "value-changed": (
        (ALIAS,),
        (ALIAS_CHANGED,),
        ["Things", FORUM, "value changed: alt label (en) Forum → Agora [reference.names]"],
    ),
    "date-refined": (
        (NEUTRAL,),
        (other(f"id:org.forum a bil:Organization . {DATE}"),),
        ["Things", SIGNATURE, "date refined: date 1957 → 1957-05-27 [other]"],
    ),
    "link-added": (
        (),
        (WIDER,),
        ["Things", FORUM, "link added: collaborates with Pakistan [demo 1.2]"],
    ),
    "link-removed": (
        (WIDER,),
        (),
        ["Things", FORUM, "link removed: collaborates with Pakistan [was demo 1.2]"],
    ),
    "evidence-added": (
        (NEUTRAL,),
        (CONFIRMING,),
        ["Things", PACT, "evidence added: has party Japan [other]"],
    ),
    "evidence-removed": (
        (CONFIRMING,),
        (NEUTRAL,),
        ["Things", PACT, "evidence removed: has party Japan [other]"],
    ),
    "status-changed": (
        (CLAIM,),
        (
            CLAIM,
            (OTHER, "ev:status ev:Accepted", "ev:status ev:Disputed"),
        ),
        [
            "Things",
            FORUM,
            "link removed: collaborates with Pakistan [was other]",
            "Claims",
            "other",
            "status changed: has status accepted → disputed [other]",
        ],
    ),
    "source-added": (
        (),
        (PARTY,),
        [
            "Things",
            PACT,
            "evidence added: has party Japan [other]",
            "Sources",
            "Another page",
            "source added [other]",
        ],
    ),
    "source-removed": (
        (PARTY,),
        (),
        [
            "Things",
            PACT,
            "evidence removed: has party Japan [other]",
            "Sources",
            "Another page",
            "source removed [other]",
        ],
    ),
    "source-changed": (
        (),
        ((SOURCE, 'ev:sha256 "d14', 'ev:sha256 "004'),),
        ["Sources", "Demo", f"source changed: SHA-256 d14{DIGEST} → 004{DIGEST} [demo]"],
    ),
    "disagreement-opened": (
        (RIVAL, DISAGREEMENT_NAME),
        (DISPUTED, DISAGREEMENT_NAME),
        [
            "Disagreements",
            "Which year",
            "disagreement opened: date of Signature of the pact [demo 1.1, other]",
        ],
    ),
    "disagreement-decided": (
        (DISPUTED, DISAGREEMENT_NAME),
        (DECIDED, DISAGREEMENT_NAME),
        ["Disagreements", "Which year", "disagreement decided: prefers demo 1.1 [demo 1.1]"],
    ),
    "disagreement-closed": (
        (DISPUTED, DISAGREEMENT_NAME),
        (RIVAL, DISAGREEMENT_NAME),
        [
            "Disagreements",
            "Which year",
            "disagreement closed: date of Signature of the pact [demo 1.1, other]",
        ],
    ),
    "term-added": (
        (),
        (FEUD,),
        ["Terms", "feud", "term added: definition (en) A quarrel."],
    ),
    "term-removed": (
        (FEUD,),
        (),
        ["Terms", "feud", "term removed: definition (en) A quarrel."],
    ),
    "term-changed": (
        (),
        (CONCEPT,),
        ["Terms", "Roughly", "term changed: pref label (en) About → Roughly [scheme.bound]"],
    ),
}


@pytest.mark.parametrize("kind", CASES)
def test_a_change_is_told_as_what_it_is(load: Load, kind: str) -> None:
    old, new, expected = CASES[kind]
    found = changes(load, old, new)
    assert told(found) == expected
    assert kind in {one.kind for one in found}


def test_the_kinds_are_closed_and_each_has_a_case() -> None:
    assert set(KINDS) == set(get_args(Kind)) == set(CASES)


def test_the_same_data_has_no_changes(load: Load, tmp_path: Path) -> None:
    store = load(DECIDED, DISAGREEMENT_NAME)
    built = tmp_path / "pk-jp.nq"
    built.write_bytes(serialize(list(store), "nquads"))
    again = ox.Store()
    again.bulk_load(path=str(built), format=ox.RdfFormat.N_QUADS)
    assert diff(store, again) == []
    assert render.text([]) == "No changes.\n"
    assert render.markdown([]) == "No changes.\n"


def test_a_day_that_replaces_its_year_refines_it_and_another_year_does_not(load: Load) -> None:
    day = (SOURCE, '"1957"^^', '"1957-05-27"^^')
    year = (SOURCE, '"1957"^^', '"1958"^^')
    assert [one.kind for one in changes(load, (), (day,))] == ["date-refined"]
    assert [one.kind for one in changes(load, (day,), ())] == ["value-changed"]
    assert [one.kind for one in changes(load, (), (year,))] == ["value-changed"]
    # A rival date beside the old one is one more value.
    assert [one.kind for one in changes(load, (NEUTRAL,), (RIVAL,))] == [
        "value-added",
        "evidence-removed",
    ]


def test_of_two_finer_dates_one_refines_and_the_other_is_added(load: Load) -> None:
    days = 'id:action.pact-signature bil:date "1957-05-27"^^edtf:EDTF , "1957-05-28"^^edtf:EDTF .'
    found = changes(load, (NEUTRAL,), (other(f"id:org.forum a bil:Organization . {days}"),))
    assert [(one.kind, one.old, one.new) for one in found] == [
        ("value-added", None, "1957-05-28"),
        ("date-refined", "1957", "1957-05-27"),
    ]


def test_what_follows_by_a_rule_is_not_listed(load: Load) -> None:
    # The inverse (has action), the class above and the days of the date are inferred.
    gone = (SOURCE, "bil:actionOn id:agreement.pact ;\n", "")
    assert told(changes(load, (gone,), ())) == [
        "Things",
        SIGNATURE,
        "link added: action on The pact [demo 1.1]",
    ]


def test_a_thing_of_which_only_the_name_is_left_loses_its_class(load: Load) -> None:
    club = other("id:org.club a bil:Organization .")
    assert told(changes(load, (NAMED, club), (NAMED, NEUTRAL)))[:3] == [
        "Things",
        "The club",
        "class changed: organization → nothing [was other]",
    ]


def test_a_doubted_claim_that_comes_is_told(load: Load) -> None:
    doubted = (OTHER, "ev:status ev:Accepted", "ev:status ev:Disputed")
    assert told(changes(load, (), (CLAIM, doubted))) == [
        "Claims",
        "other",
        "status changed: has status nothing → disputed [other]",
        "Sources",
        "Another page",
        "source added [other]",
    ]


def test_a_decision_that_is_taken_back_is_told(load: Load) -> None:
    found = changes(load, (DECIDED, DISAGREEMENT_NAME), (DISPUTED, DISAGREEMENT_NAME))
    assert told(found)[2] == "disagreement decided: prefers demo 1.1 → nothing"


def test_another_datatype_is_a_change_that_can_be_seen() -> None:
    def one(datatype: str) -> ox.Store:
        store = ox.Store()
        kind = ox.NamedNode(f"http://www.w3.org/2001/XMLSchema#{datatype}")
        thing, value = ox.NamedNode(ID + "x"), ox.NamedNode("https://schema.org/value")
        store.add(ox.Quad(thing, value, ox.Literal("5", datatype=kind)))
        return store

    (change,) = diff(one("integer"), one("decimal"))
    assert change.kind == "value-changed"
    assert change.old != change.new


def test_the_order_does_not_depend_on_the_store(load: Load) -> None:
    old, new = (load(*edits) for edits in ((), (*CLUB, PARTY, CONCEPT)))
    shuffled = ox.Store()
    for quad in reversed(list(new)):
        shuffled.add(quad)
    assert diff(old, new) == diff(old, shuffled)


def hostile(load: Load, name: str) -> list[Change]:
    """Return what adds a thing whose name and alias are *name*."""
    old, new = load(), ox.Store()
    new.extend(old)
    thing = ox.NamedNode(ID + "org.evil")
    for local in ("prefLabel", "altLabel"):
        names = ox.NamedNode(f"http://www.w3.org/2004/02/skos/core#{local}")
        new.add(ox.Quad(thing, names, ox.Literal(name, language="en")))
    return diff(old, new)


HOSTILE = "a|b`c`\n## x\n<script>alert(1)</script>\x1b[2J[l](http://e)\u202e{0}"


def test_hostile_names_stay_text(load: Load) -> None:
    found = hostile(load, HOSTILE)
    text, page = render.text(found), render.markdown(found)
    assert "\x1b" not in text + page
    assert "\u202e" not in text + page
    assert len(text.splitlines()) == 6
    assert not [line for line in page.splitlines() if line.startswith("##") and "x" in line]
    assert "<script" not in page
    assert "a\\|b\\`c\\` \\#\\# x &lt;script&gt;" in page
    assert "\\[l\\](http://e)" in page


def test_hostile_names_from_the_list(load: Load) -> None:
    lines = (TESTS / "fixtures" / "hostile-values.txt").read_text(encoding="utf-8").splitlines()
    for line in lines:
        found = hostile(load, json.loads(line))
        assert len(render.text(found).splitlines()) == 6
        assert len(render.markdown(found).splitlines()) == 5
        assert json.loads(json.dumps(render.plain(found)))


# The changelog


def test_a_section_comes_before_the_others() -> None:
    first = render.prepended("", "[0.1.0]", "One.\n")
    assert first == "# Changes of the data\n\n## [0.1.0]\n\nOne.\n"
    second = render.prepended(first, "[0.2.0]", "### Things\n\nTwo.\n")
    assert second == (
        "# Changes of the data\n\n## [0.2.0]\n\n### Things\n\nTwo.\n\n## [0.1.0]\n\nOne.\n"
    )
    windows = render.prepended(first.replace("\n", "\r\n"), "[0.2.0]", "Two.\n")
    assert windows.count("\r\n") == windows.count("\n")


@pytest.mark.parametrize("title", ["[0.1.0]", " [0.1.0] ", "[0.1.0] ##", "", "  ", "a\nb", "\x1b"])
def test_a_title_is_one_line_and_new(title: str) -> None:
    with pytest.raises(UsageError):
        render.prepended("# Changes\r\n\r\n##  [0.1.0] ##\r\n\r\nOne.\r\n", title, "Two.")


# The command


@pytest.fixture
def run() -> Callable[..., int]:
    def command(*arguments: object) -> int:
        return main.run(["diff", *map(str, arguments)])

    return command


def test_the_command_tells_changes_between_folders(
    make: Make, run: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = make(), make(WIDER)
    assert run(old, new, "--format", "text") == 0
    assert capsys.readouterr().out == (
        "1 change: 1 link-added\n\nThings\n  The forum <id:org.forum>\n"
        "    link added: collaborates with Pakistan [demo 1.2]\n"
    )
    assert run(old, new) == 0
    assert json.loads(capsys.readouterr().out) == [
        {
            "kind": "link-added",
            "thing": ID + "org.forum",
            "label": "The forum",
            "property": "https://w3id.org/bilateral/ontology#collaboratesWith",
            "language": None,
            "old": None,
            "new": ID + "state.PK",
            "sources": ["demo 1.2"],
        }
    ]
    assert run(old, old, "--format", "text") == 0
    assert capsys.readouterr().out == "No changes.\n"


def test_the_command_writes_files(make: Make, run: Callable[..., int], tmp_path: Path) -> None:
    out, log = tmp_path / "out.md", tmp_path / "DATA.md"
    assert run(make(), make(WIDER), "-o", out, "--changelog", log, "--title", "1") == 0
    part = (
        "### Things\n\n- **The forum** `id:org.forum`\n"
        "  - link added: collaborates with Pakistan \\[demo 1.2\\]\n"
    )
    assert out.read_text(encoding="utf-8") == part
    assert log.read_text(encoding="utf-8") == f"# Changes of the data\n\n## 1\n\n{part}"
    before = log.read_bytes()
    assert run(make(), make(), "--changelog", log, "--title", "1") == 2
    assert log.read_bytes() == before
    assert run(make(), make(WIDER), "-o", tmp_path / "out.txt") == 0
    assert (tmp_path / "out.txt").read_text(encoding="utf-8").startswith("1 change")


@pytest.mark.parametrize("fmt", ["trig", "nquads"])
def test_built_files_are_compared_like_their_folders(
    make: Make,
    run: Callable[..., int],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    fmt: str,
) -> None:
    edits = (DISPUTED, DISAGREEMENT_NAME)
    built = tmp_path / ("pk-jp.trig" if fmt == "trig" else "pk-jp.nq")
    built.write_bytes(serialize(list(assemble(make(*edits))[0]), fmt))
    assert run(make(), make(*edits), "--format", "md") == 0
    expected = capsys.readouterr().out
    assert run(make(), built, "--format", "md") == 0
    assert capsys.readouterr().out == expected


def test_known_triples_alone_are_compared_with_a_remark(
    make: Make,
    load: Load,
    run: Callable[..., int],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    store = load()
    known = [one.triple for one in store if isinstance(one.graph_name, ox.DefaultGraph)]
    built = tmp_path / "pk-jp.ttl"
    built.write_bytes(serialize(known, "turtle"))
    assert run(built, make(PARTY, WIDER), "--format", "text") == 0
    out = capsys.readouterr().out
    assert "link added: collaborates with Pakistan [demo 1.2]\n" in out
    assert "evidence" not in out.partition("Note: ")[0]
    assert out.endswith(f"Note: {render.KNOWN_ONLY}\n")
    assert run(built, built) == 0
    printed = capsys.readouterr()
    assert json.loads(printed.out) == []
    assert "known triples only" in printed.err
    assert is_known_only(store) is False


def test_built_files_of_another_dataset_are_compared_by_its_own_name(
    load: Load, run: Callable[..., int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = []
    for name, edits in (("old", ()), ("new", (PARTY,))):
        quads = serialize(list(load(*edits)), "nquads")
        files.append(tmp_path / f"{name}.nq")
        files[-1].write_bytes(quads.replace(b"/bilateral/pk-jp/", b"/bilateral/ke-jp/"))
    assert run(*files, "--format", "text") == 0
    assert [line.strip() for line in capsys.readouterr().out.splitlines() if line] == [
        "2 changes: 1 evidence-added, 1 source-added",
        "Things",
        "The pact <id:agreement.pact>",
        "evidence added: has party Japan [other]",
        "Sources",
        "Another page <doc:other>",
        "source added [other]",
    ]


def test_a_difference_that_is_not_listed_is_not_hidden(
    make: Make, run: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    offset = (SOURCE, "oa:end 61", "oa:end 60")
    assert run(make(), make(offset), "--format", "text") == 0
    assert capsys.readouterr().out == f"No changes.\n\nNote: {render.ELSEWHERE}\n"


def test_wrong_use_and_what_cannot_be_read(
    make: Make, run: Callable[..., int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root, log = make(), tmp_path / "log.md"
    broken, image, latin = tmp_path / "a.trig", tmp_path / "a.png", tmp_path / "latin.md"
    broken.write_text("<x> <y>", encoding="utf-8")
    image.write_bytes(b"png")
    latin.write_bytes(b"\xe9")
    wrong = [
        (root,),
        (root, tmp_path),
        (root, image),
        (root, root, "--format", "csv"),
        (root, root, "--changelog", log),
        (root, root, "--title", "1"),
        (root, root, "--title", "1", "--changelog", log, "-o", log),
    ]
    assert [run(*one) for one in wrong] == [2] * len(wrong)
    unreadable = [
        (root, tmp_path / "none.trig"),
        (broken, root),
        (root, root, "--title", "1", "--changelog", tmp_path),
        (root, root, "--title", "1", "--changelog", latin),
    ]
    assert [run(*one) for one in unreadable] == [3] * len(unreadable)
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.count("next:") == len(wrong) + len(unreadable)
    assert not log.exists()
