from __future__ import annotations

import pytest

from bilateral.errors import ForbiddenQueryError
from bilateral.questions.guard import refuse_outside
from bilateral.questions.scan import Scan


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://x/> { ?s ?p ?o } }",
        "select * { service silent ?x { ?s ?p ?o } }",
        "LOAD <http://x/>",
        "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
        "SELECT * FROM <http://x/> { ?s ?p ?o }",
        "SELECT * FROM NAMED <http://x/> { ?s ?p ?o }",
        "PREFIX g: <http://x/> SELECT * FROM g:provenance { ?s ?p ?o }",
        "SELECT * { ?s ?p ?o FILTER(?a < ?b) SERVICE <http://x/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p ?o FILTER(?a<?b) SERVICE<http://x/>{ ?s ?p ?o } }",
        "SELECT * { ?s ?p 'it\\'s' SERVICE <http://x/> { ?s ?p 'o' } }",
        "SELECT * { ?s ex:a\\'b ?o SERVICE <http://x/> { ?s ?p 'o' } }",
        "SELECT * { ?s ex:a\\#b ?o SERVICE <http://x/> { } }",
        "SELECT * { # text\rSERVICE <http://x/> { } }",
        "SELECT * { \\u0053ERVICE <http://x/> { } }",
    ],
)
def test_a_query_that_reaches_outside_is_refused(text: str) -> None:
    with pytest.raises(ForbiddenQueryError) as caught:
        refuse_outside(Scan(text))
    assert caught.value.next_step


@pytest.mark.parametrize(
    "text",
    [
        'SELECT * { ?s ?p "SERVICE", """LOAD " it""" }',
        "SELECT * { ?s ?p 'DROP', '''CLEAR ' it''' } # SERVICE",
        "SELECT ?load { ?load <http://x/SERVICE#add> bil:load, _:drop, 'x'@add }",
        "PREFIX add: <http://x/> SELECT * { ?s add:b ?o }",
        "SELECT * FROM NAMED g:founding.p6s2.a FROM g:provenance { ?s ?p ?o }",
    ],
)
def test_words_inside_text_names_and_comments_do_no_harm(text: str) -> None:
    refuse_outside(Scan(text))


def test_only_real_words_send_a_query_to_the_named_graphs() -> None:
    assert Scan("SELECT * { graph ?g { ?s ?p ?o } }").mentions_named_graphs
    assert Scan("SELECT * FROM g:provenance { ?s ?p ?o }").mentions_named_graphs
    assert not Scan("SELECT ?graph { ?graph a bil:Visit, 'GRAPH' } # FROM").mentions_named_graphs
