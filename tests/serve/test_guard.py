import contextlib
import time

import pytest

from kg.serve.guard import check
from kg.serve.limits import Limits
from kg.serve.refusal import Refusal

LIMITS = Limits()
NESTED = {
    "groups": ("SELECT * {", "{", "}", "}"),
    "brackets": ("ASK { FILTER(", "(", ")", "1)}"),
    "functions": ("ASK { FILTER(", "STR(", ")", "1)}"),
    "blank nodes": ("ASK { ", "[ a ", "]", "}"),
    "lists": ("ASK { ", "( ", " 1)", " a 1 }"),
    "exists": ("ASK { ", "FILTER EXISTS {", "}", "}"),
    "subqueries": ("SELECT * {", "{ SELECT * {", "}}", "}"),
    "paths": ("ASK { ?s ", "(", ")*", "a ?o }"),
}
CHAINED = {
    "not": ("ASK { FILTER(", "!", "1)}"),
    "spaced not": ("ASK { FILTER(", "! ", "1)}"),
    "union": ("ASK { ", "{} UNION ", "{} }"),
    "sequence": ("ASK { ?s ", "a / ", "a ?o }"),
    "alternatives": ("ASK { ?s ", "a|", "a ?o }"),
    "or": ("ASK { FILTER(", "1 || ", "1)}"),
    "sum": ("ASK { FILTER(", "1 + ", "1)}"),
}


@pytest.mark.parametrize("depth", [201, 1000, 5000])
@pytest.mark.parametrize(("before", "open", "close", "after"), NESTED.values(), ids=NESTED)
def test_deep_nesting_is_refused(before, open, close, after, depth):
    for query in (before + open * depth + close * depth + after, before + open * depth):
        with pytest.raises(Refusal, match=r"deeper|bytes") as refused:
            check(query, LIMITS)
        assert refused.value.status in {400, 413}


@pytest.mark.parametrize(("before", "open", "close", "after"), NESTED.values(), ids=NESTED)
def test_usual_nesting_is_taken(before, open, close, after):
    check(before + open * 90 + close * 90 + after, LIMITS)


@pytest.mark.parametrize("count", [201, 1000, 5000])
@pytest.mark.parametrize(("before", "link", "after"), CHAINED.values(), ids=CHAINED)
def test_long_chains_are_refused(before, link, after, count):
    with pytest.raises(Refusal, match=r"chains|bytes"):
        check(before + link * count + after, LIMITS)


def test_brackets_in_texts_do_not_nest():
    deep = "{(["
    check(f'ASK {{ ?s ?p "{deep * 500}" }}', LIMITS)
    check(f"ASK {{ ?s ?p '''{deep * 500}''' }}", LIMITS)
    check(f"ASK {{ }} # {deep * 500}", LIMITS)


def test_brackets_hidden_in_what_may_be_an_iri_nest():
    with pytest.raises(Refusal, match="deeper"):
        check(f"ASK {{ FILTER(?a<{'(' * 300}1{')' * 300}>?b) }}", LIMITS)


def test_brackets_hidden_in_what_may_be_a_text_nest():
    with pytest.raises(Refusal, match="deeper"):
        check(f"ASK {{ FILTER(?a<'x>' || {'(' * 300}1{')' * 300}) }} #'", LIMITS)


PARTS = ["?s ?p ?o.", "a.b.", "a-", "a:.", "\\'", "'''\\'", '"', "'", "<", "<a'", "#\n", "\\u0041 "]


@pytest.mark.parametrize("part", PARTS)
def test_no_text_takes_long(part):
    started = time.perf_counter()
    for begin in ("", "'''", "<"):
        with contextlib.suppress(Refusal):
            check(begin + part * (60_000 // len(part)), LIMITS)
    assert time.perf_counter() - started < 5


def test_long_lists_are_taken():
    values = " ".join(f"({n})" for n in range(3000))
    check(f"SELECT * {{ VALUES (?n) {{ {values} }} }}", LIMITS)
    check(f"ASK {{ FILTER(1 IN ({', '.join(map(str, range(3000)))})) }}", LIMITS)
    check("ASK { " + " . ".join(f"?s{n} a/a ?o{n}" for n in range(500)) + " }", LIMITS)


SERVICES = [
    "SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
    "SELECT * { service silent <http://127.0.0.1/> { ?s ?p ?o } }",
    "SELECT * { ?s ?p ?o . SeRvIcE ?s { ?s ?p ?o } }",
    "SELECT * {SERVICE<http://127.0.0.1/>{?s ?p ?o}}",
    "SELECT * { #SERVICE\nSERVICE #x\n<http://127.0.0.1/> { } }",
    'SELECT * { ?s ?p """a"b""" . SERVICE <http://127.0.0.1/> {} }',
    "SELECT * { ?s ?p 'a\\'' . SERVICE <http://127.0.0.1/> {} }",
    "SELECT * { \\u0053ERVICE <http://127.0.0.1/> {} }",
    "SELECT * { \\U00000053ERVIC\\u0045 <http://127.0.0.1/> {} }",
    "SELECT * { ?s ?p 1SERVICE <http://127.0.0.1/> {} }",
    "SELECT * { ?s ?p trueSERVICE <http://127.0.0.1/> {} }",
    "PREFIX : <http://127.0.0.1/> SELECT * { SERVICE:x { ?s ?p ?o } }",
    "PREFIX x: <http://127.0.0.1/> SELECT * { SERVICEx:x { ?s ?p ?o } }",
    "PREFIX x: <http://127.0.0.1/> SELECT * { SERVICESILENTx:x { ?s ?p ?o } }",
    "SELECT * { ?s ?p ?o FILTER(?a<'x>') SERVICE <http://127.0.0.1/> {} } #'",
    "SELECT * { ?s ?p ?o FILTER(?a<?b#>'''\n) SERVICE <http://127.0.0.1/> {} } #'''",
    "SELECT * { ?s ?p <it's> . SERVICE <http://127.0.0.1/> {} } #'",
    "SELECT * { ?s a x: SERVICE <http://127.0.0.1/> {} }",
    "SELECT * { ?s a x:a. SERVICE <http://127.0.0.1/> {} }",
    "SELECT * { FILTER(?a<?b) SERVICE <http://127.0.0.1/> {} FILTER(?a>?b) }",
]


@pytest.mark.parametrize("query", SERVICES)
def test_other_servers_are_not_asked(query):
    with pytest.raises(Refusal, match="asks no other server") as refused:
        check(query, LIMITS)
    assert refused.value.status == 400


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?service ?p 'SERVICE <http://x/>' }",
        "SELECT * { ?s ex:service <http://x/SERVICE> }",
        "PREFIX service: <http://x/> SELECT * { GRAPH service:g { ?s service:p service:o } }",
        "SELECT * { ?s service:p '''x ' SERVICE''' } # SERVICE",
        'SELECT * { ?s ?p "x"@service }',
        "SELECT * { _:service ?p $SERVICE }",
    ],
)
def test_a_service_that_is_no_keyword_is_taken(query):
    check(query, LIMITS)


@pytest.mark.parametrize("word", ["INSERT", "delete", "LOAD", "Clear", "DROP", "WITH", "COPY"])
def test_updates_are_told_that_they_are_updates(word):
    with pytest.raises(Refusal, match="read-only") as refused:
        check(f"PREFIX x: <http://x/> {word} {{ ?s ?p ?o }}", LIMITS)
    assert refused.value.status == 403


def test_the_size_is_counted_in_bytes():
    check("ASK {} #" + "x" * (LIMITS.query - 8), LIMITS)
    for query in ("ASK {} #" + "x" * LIMITS.query, "ASK {} #" + "é" * (LIMITS.query // 2)):
        with pytest.raises(Refusal) as refused:
            check(query, LIMITS)
        assert refused.value.status == 413


def test_lone_surrogates_are_refused():
    with pytest.raises(Refusal, match="surrogate"):
        check("ASK { ?s ?p '\ud800' }", LIMITS)


def test_prefixes_that_are_used_and_not_declared():
    query = "PREFIX a: <http://a/> SELECT * { a:x b:y c:z . _:d : 'e:f' } # g:h"
    assert check(query, LIMITS).prefixes == {"b", "c", ""}


def test_graphs_of_the_query_itself():
    assert check("SELECT * FROM <http://x/g> { ?s ?p ?o }", LIMITS).names_graphs
    assert check("SELECT * from named <http://x/g> { ?s ?p ?o }", LIMITS).names_graphs
    assert not check("SELECT * { ?from ?p 'FROM' }", LIMITS).names_graphs
