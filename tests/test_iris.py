import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode
from rdflib import Graph, URIRef

from kg.iris import Iris, segment

NAUGHTY = Path(__file__).parents[2] / "shared" / "suites" / "naughty-strings" / "blns.json"
OWN = [
    "",
    " ",
    ".",
    "..",
    "../..",
    "a/b",
    "a%2Fb",
    "<script>",
    "x\u202ey",
    "Київ",
    "平壤",
    "a#b?c",
    "\0",
]


def is_valid(iri):
    """Whether Oxigraph and rdflib both take an IRI and write it back."""
    node = NamedNode(iri)
    graph = Graph()
    graph.add((URIRef(iri), URIRef("https://schema.org/name"), URIRef(iri)))
    again = Graph().parse(data=graph.serialize(format="nt"), format="nt")
    return node.value == iri and (URIRef(iri), None, None) in again


@given(st.text())
def test_any_name_makes_a_valid_iri(name):
    assert is_valid(Iris().article(name))


@given(st.text(), st.text())
def test_different_names_make_different_iris(left, right):
    same = unicodedata.normalize("NFC", left) == unicodedata.normalize("NFC", right)
    assert (segment(left) == segment(right)) is same


@pytest.mark.parametrize("name", OWN)
def test_awkward_names_stay_one_segment(name):
    iri = Iris().article(name)
    assert is_valid(iri)
    assert iri.removeprefix(f"{Iris().base}article/").count("/") == 0
    assert segment(name) not in {".", ".."}


def test_naughty_strings_make_valid_and_different_iris():
    if not NAUGHTY.is_file():
        pytest.skip("the list of naughty strings is not here")
    names = json.loads(NAUGHTY.read_text(encoding="utf-8"))
    iris = {Iris().entity(f"Person/{segment(name)}") for name in names}
    assert all(is_valid(iri) for iri in iris)
    assert len({Iris().article(name) for name in names}) == len(
        {unicodedata.normalize("NFC", name) for name in names}
    )


def test_composed_and_decomposed_forms_are_the_same_name():
    assert segment("Zoë") == segment(unicodedata.normalize("NFD", "Zoë"))


def test_the_base_is_an_option():
    iris = Iris("https://news.example/graph#")
    assert iris.article("a").startswith("https://news.example/graph#article/")
