"""The site: every link leads somewhere, everything is text, and nothing foreign is lost."""

from __future__ import annotations

import hashlib
import json
import re
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

import pyoxigraph as ox
import pytest

from bilateral.cli.main import run
from bilateral.errors import ToolError, UsageError
from bilateral.kg import KnowledgeGraph
from bilateral.pages.site import placing
from bilateral.pages.site.names import file_names
from bilateral.pages.site.pages import Pages
from bilateral.pages.site.placing import MARKER, place
from bilateral.pages.site.write import site_files
from bilateral.rdf.vocabulary import ID
from bilateral.release import published

ATOM = "{http://www.w3.org/2005/Atom}"
KISHI = "thing/visit.nobusuke-kishi-1957"
TREATY = "thing/agreement.cultural-1957"


@pytest.fixture(scope="module")
def files(site_folder: Path) -> dict[str, bytes]:
    paths = {path.relative_to(site_folder).as_posix(): path for path in site_folder.rglob("*")}
    return {name: p.read_bytes() for name, p in paths.items() if p.is_file() and name != MARKER}


class _Page(HTMLParser):
    """The addresses and anchors of a page, and what it would load or run."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.ids: list[str] = []
        self.policy = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        assert not [name for name in attributes if name.startswith("on")], attributes
        assert tag not in ("iframe", "object", "embed", "base", "form"), tag
        if attributes.get("http-equiv") == "Content-Security-Policy":
            self.policy = attributes["content"]
        if "id" in attributes:
            self.ids.append(attributes["id"])
        if tag == "a" and "href" in attributes:
            self.links.append(attributes["href"])
        elif "href" in attributes:
            canonical = attributes.get("rel") == "canonical"
            (self.links if canonical else self.loads).append(attributes["href"])
        if "src" in attributes:
            self.loads.append(attributes["src"])


@pytest.fixture(scope="module")
def pages(files: dict[str, bytes]) -> dict[str, _Page]:
    # The explorer and the reference are pages of their own, with their own tests.
    return {
        name: _Page(data.decode("utf-8"))
        for name, data in files.items()
        if name.endswith(".html") and name not in ("ask.html", "explorer.html", "reference.html")
    }


def test_every_link_leads_to_a_page_or_a_place_in_it(
    files: dict[str, bytes], pages: dict[str, _Page]
) -> None:
    checked = 0
    for name, page in pages.items():
        for link in [*page.links, *page.loads]:
            parts = urlsplit(link)
            if parts.scheme in ("https", "data"):
                continue
            assert not parts.scheme, (name, link)
            target = normpath(join(dirname(name), unquote(parts.path))) if parts.path else name
            assert target in files, (name, link)
            if parts.fragment and target in pages:
                assert unquote(parts.fragment) in pages[target].ids, (name, link)
            checked += 1
    assert checked > 50_000


def test_no_page_loads_anything_from_elsewhere(pages: dict[str, _Page]) -> None:
    for name, page in pages.items():
        assert page.policy.startswith("default-src 'none'; "), name
        assert "unsafe" not in page.policy
        assert all(not urlsplit(address).scheme or address == "data:," for address in page.loads), (
            name
        )
        assert len(set(page.ids)) == len(page.ids), name


def test_every_thing_source_and_question_has_a_page(files: dict[str, bytes]) -> None:
    graph = KnowledgeGraph()
    things = [name for name in files if name.startswith("thing/") and name.endswith(".html")]
    assert len(things) == len(graph.to_networkx())
    questions = {name for name, query in graph.queries.items() if not query.must_be_empty}
    assert {f"question/{name}.{end}" for name in questions for end in ("html", "csv", "rq")} == {
        name for name in files if name.startswith("question/")
    }
    assert "question/untraced.html" not in files
    source = files["source/founding.html"].decode("utf-8")
    assert "6.2" in source
    assert "../thing/agreement.cultural-1957.html" in source


def test_a_thing_says_its_facts_with_their_sources(files: dict[str, bytes]) -> None:
    text = files[f"{TREATY}.html"].decode("utf-8")
    assert 'lang="ja"' in text
    assert 'dir="rtl"' in text
    assert re.search(r'<a class="cite" href="../source/founding.html"[^>]*>founding 6.2</a>', text)
    kishi = files[f"{KISHI}.html"].decode("utf-8")
    assert "1955" in kishi
    jica = files["thing/org.jica.html"].decode("utf-8")
    assert "Linked from" in jica
    assert "In time" in jica
    assert "preferred" in kishi


def test_the_data_beside_a_page_is_that_of_the_dataset(files: dict[str, bytes]) -> None:
    known = {
        (quad.subject, quad.predicate, quad.object)
        for quad in KnowledgeGraph().store.quads_for_pattern(None, None, None, ox.DefaultGraph())
    }
    turtle = {
        (quad.subject, quad.predicate, quad.object)
        for quad in ox.parse(files[f"{TREATY}.ttl"], ox.RdfFormat.TURTLE)
    }
    assert len(turtle) > 10
    assert turtle <= known
    inside = re.search(
        r'<script type="application/ld\+json">(.*?)</script>',
        files[f"{TREATY}.html"].decode("utf-8"),
        re.DOTALL,
    )
    assert inside is not None
    json.loads(inside[1])
    for data in (inside[1].encode("utf-8"), files[f"{TREATY}.jsonld"]):
        linked = {
            (quad.subject, quad.predicate, quad.object)
            for quad in ox.parse(data, ox.RdfFormat.JSON_LD)
        }
        assert linked == turtle


def test_an_answer_is_that_of_the_question(files: dict[str, bytes]) -> None:
    text = files["question/loans.html"].decode("utf-8")
    count = len(KnowledgeGraph().query("loans").rows)
    assert f"<h2>{count} rows</h2>" in text
    assert text.count("<tr>") == count + 1
    assert "SELECT" in text


def test_the_checksums_are_right(files: dict[str, bytes]) -> None:
    lines = files["SHA256SUMS"].decode("ascii").splitlines()
    assert len(lines) >= 10
    for line in lines:
        digest, name = line.split("  ")
        assert hashlib.sha256(files[name]).hexdigest() == digest
        assert digest in files["downloads.html"].decode("utf-8")


def test_the_feed_tells_what_was_added_by_the_times_of_the_data(files: dict[str, bytes]) -> None:
    root = ET.fromstring(files["feed.atom"])  # noqa: S314 - it is our own
    entries = root.findall(f"{ATOM}entry")
    assert entries
    times = [entry.findtext(f"{ATOM}updated") for entry in entries]
    assert times == sorted(times, key=str, reverse=True)
    assert root.findtext(f"{ATOM}updated") == times[0]
    assert sum(int((entry.findtext(f"{ATOM}title") or "").split()[0]) for entry in entries) > 400


def test_the_same_data_gives_the_same_bytes(files: dict[str, bytes]) -> None:
    graph = KnowledgeGraph()
    again = site_files(graph, published(graph.root, graph.store))
    assert [name for name in files if files[name] != again.get(name)] == []
    assert set(again) == set(files)


def test_what_the_data_says_is_text() -> None:
    hostile = '"><script>alert(1)</script>\u202e'
    pages = Pages.__new__(Pages)
    content = type("C", (), {"things": {}, "graph": None})()
    Pages.__init__(pages, content, hostile, "", checks=False, licence="javascript:alert(1)")
    text = pages.render("disagreements.html", "disagreements.html", disputes=[]).decode("utf-8")
    assert "<script>" not in text
    assert "javascript:" not in text


def test_names_of_files_are_safe_and_of_one_thing_each() -> None:
    iris = [
        *(f"{ID}org.jica", f"{ID}org.JICA", f"{ID}org.Jica", f"{ID}../../etc/passwd", f"{ID}con"),
        *(
            f"{ID}",
            f"{ID}..",
            f"{ID}日本",
            f"{ID}{'x' * 300}",
            f"{ID}a b",
            f"{ID}a%20b",
            f"{ID}nul.txt",
        ),
    ]
    names = file_names(iris)
    assert names[f"{ID}org.jica"] == "org.jica"
    assert len({name.lower() for name in names.values()}) == len(iris)
    for name in names.values():
        assert re.fullmatch(r"[a-z0-9][a-z0-9._-]*", name), name
        assert not re.fullmatch(r"(con|nul)(\..*)?", name)
        assert len(name) < 100


def test_an_older_site_is_replaced_as_a_whole(tmp_path: Path) -> None:
    out = tmp_path / "site"
    place({"index.html": b"old", "gone.html": b"old"}, out)
    place({"index.html": b"new", "a/b.html": b"new"}, out)
    files = {str(path.relative_to(out)) for path in out.rglob("*") if path.is_file()}
    assert files == {"index.html", "a/b.html", MARKER}
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_foreign_folder_is_refused_before_any_work(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "home"
    out.mkdir()
    (out / "thesis.doc").write_text("mine")
    assert run(["site", "-o", str(out)]) == 2
    message = capsys.readouterr().err
    assert f"{out} holds files that `bilateral site` did not write" in message
    assert "next: name an empty or a new folder" in message
    assert [path.name for path in out.iterdir()] == ["thesis.doc"]
    link = tmp_path / "link"
    link.symlink_to(out)
    with pytest.raises(UsageError, match="is not a folder"):
        placing.check(link)


def test_a_site_that_cannot_be_written_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "site"
    place({"index.html": b"old"}, out)
    real = Path.write_bytes

    def full(self: Path, data: bytes) -> int:
        if self.name == "b.html":
            raise OSError(28, "No space left on device")
        return real(self, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(ToolError, match="No space left on device"):
        place({"index.html": b"new", "b.html": b"new"}, out)
    assert (out / "index.html").read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_an_address_that_is_none_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["site", "--base-url", "javascript:alert(1)"]) == 2
    assert "must start with https:// or http://" in capsys.readouterr().err
