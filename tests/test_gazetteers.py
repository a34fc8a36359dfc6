"""A user's own list of names, as CSV or SKOS, becomes well-known entities."""

from __future__ import annotations

import articles
import pytest

import kg
from kg.errors import OntologyError
from kg.ontology import load

HEADER = "name,type,id,aliases,demonyms,same_as,part_of\n"


@pytest.fixture
def names(tmp_path):
    """Load a gazetteer of these rows; return the entries by name."""

    def read(rows, header=HEADER):
        path = tmp_path / "beat.csv"
        path.write_text(header + rows, encoding="utf-8")
        return {one.name: one for one in load(path).names}

    return read


def test_a_row_becomes_an_entry_with_all_its_names(names):
    found = names(
        "Velmara,Country,,Republic of Velmara,Velmaran|Velmarans,https://a.example/v,\n"
        "Hallmouth,City,https://b.example/h,,,,Velmara\n"
    )
    country, city = found["Velmara"], found["Hallmouth"]
    assert (country.type, country.names) == ("Country", ("Velmara", "Republic of Velmara"))
    assert country.demonyms == ("Velmaran", "Velmarans")
    assert country.same_as == ("https://a.example/v",)
    assert (city.iri, city.part_of) == ("https://b.example/h", country.iri)


def test_a_row_adds_to_the_entry_that_is_there(names):
    shipped = {one.name: one for one in load().names}["Poland"]
    found = names("Poland,Country,,Rzeczpospolita,,,\n")["Poland"]
    assert found.iri == shipped.iri
    assert "Rzeczpospolita" in found.names
    assert set(shipped.names) < set(found.names)


def test_columns_may_be_left_out_and_lines_empty(names):
    assert names("Velmara,Country\n\n", header="name,type\n")["Velmara"].type == "Country"


@pytest.mark.parametrize(
    ("rows", "header", "fault"),
    [
        ("Velmara,Land,,,,,\n", HEADER, r"beat\.csv, line 2: no class is called 'Land'.*Country"),
        (",Country,,,,,\n", HEADER, "line 2: an entry needs a name"),
        ("Velmara,Country,no iri,,,,\n", HEADER, "line 2: 'no iri' is no IRI"),
        ("Hall,City,,,,,Nowhere\n", HEADER, "line 2: no entry is called 'Nowhere'"),
        ("Velmara\n", "name\n", "no column 'type'"),
        ("Velmara,Country,x\n", "name,type,alias\n", "unknown column 'alias'"),
        ("Velmara,Country,x\n", "name,type\n", "line 2: more cells than columns"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(names, rows, header, fault):
    with pytest.raises(OntologyError, match=fault):
        names(rows, header)


def test_no_utf_8_is_said(tmp_path):
    path = tmp_path / "beat.csv"
    path.write_bytes(b"name,type\nMal\xe9,City\n")
    with pytest.raises(OntologyError, match="UTF-8"):
        load(path)


def test_a_plain_skos_list_counts(tmp_path):
    (tmp_path / "beat.ttl").write_text(
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix schema: "
        "<https://schema.org/> . <https://p.example/ada> a skos:Concept, schema:Person ; "
        'skos:prefLabel "Ada Roux"@en .',
        encoding="utf-8",
    )
    assert [one.type for one in load(tmp_path).names if one.name == "Ada Roux"] == ["Person"]


@pytest.mark.model
def test_a_build_uses_and_keeps_the_gazetteer(tmp_path, pipeline):
    beat = tmp_path / "beat.csv"
    beat.write_text("name,type,same_as\nAven,City,https://g.example/aven\n", encoding="utf-8")
    text = "Ferries to Aven stopped on Monday, the harbour master said."
    source = articles.write(tmp_path / "news", {"a.txt": text})
    kg.build(source, tmp_path / "graph", pipeline=pipeline, ontology=beat)
    beat.unlink()
    build = kg.open(tmp_path / "graph")
    found = [one for one in build.product.resolved if one.name == "Aven"]
    assert [(one.type, one.known is not None) for one in found] == [("City", True)]
    assert any("https://g.example/aven" in line for line in build.product.quads)
    assert any(one.name == "Aven" for one in build.ontology.names)
