"""Pages, analyses and exports of datasets with next to nothing in them."""

from __future__ import annotations

import re

import pyoxigraph as ox
import pytest

from bilateral.formats.exports import FORMATS, Dataset
from bilateral.network.analysis import Analysis
from bilateral.pages.explorer.packing import unpack
from bilateral.pages.explorer.page import explorer
from bilateral.pages.shared.content import Model
from bilateral.pages.site.content import site_of
from bilateral.pages.site.feed import feed
from bilateral.pages.site.pages import Pages
from bilateral.rdf.vocabulary import spaces

HEAD = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in spaces().prefixes.items())
DATASETS = {
    "": 0,
    "id:person.a a bil:Person .": 1,
    "id:person.a a bil:Person . id:person.b a bil:Person .": 2,
    "id:state.A a bil:State .": 1,
    "id:person.a a bil:Person ; bil:worksWith id:person.a .": 1,
    "id:person.a a bil:Person . id:meeting.x a bil:Meeting ; bil:hasParticipant id:person.a .": 2,
    "id:agreement.x a bil:Agreement ; bil:hasParty id:state.A . id:state.A a bil:State .": 2,
    "id:agreement.x bil:hasParty id:state.A .": 0,
}


@pytest.fixture(params=DATASETS.items(), ids=lambda case: case[0] or "nothing")
def case(request: pytest.FixtureRequest) -> tuple[ox.Store, int]:
    text, things = request.param
    store = ox.Store()
    store.load(HEAD + text, ox.RdfFormat.TURTLE)
    return store, things


def test_the_explorer_shows_all_there_is(case: tuple[ox.Store, int]) -> None:
    store, things = case
    model = Model(store)
    for focus in (None, *model.graph):
        page = explorer(model, focus).html()
        packed = re.search(r'id="data">(.*?)</script>', page, re.DOTALL)
        assert packed is not None
        assert len(unpack(packed[1])["nodes"]) == things
        assert f"<title>{spaces().dataset}</title>" in page


def test_the_site_has_a_page_of_each_thing(case: tuple[ox.Store, int]) -> None:
    store, things = case
    site = site_of(Model(store))
    pages = Pages(site, "Title", "", checks=False, licence="")
    assert len(pages.things(store)) == 3 * things
    assert b"<h1" in pages.start({}, {})
    assert all(b'href=""' not in page for page in pages.lists().values())
    assert b"Title: what was added" in feed(store, site.sources, "Title", "")


def test_analyses_and_exports_are_short(case: tuple[ox.Store, int]) -> None:
    store, things = case
    analysis = Analysis(store)
    assert analysis.ties() == []
    assert len(analysis.positions()) <= 1
    assert analysis.brokers() == []
    dataset = Dataset(store, lambda: Model(store).plain_graph)
    files = {name: fmt.write(dataset) for name, fmt in FORMATS.items()}
    assert len(files["nodes-csv"].splitlines()) == 1 + things
