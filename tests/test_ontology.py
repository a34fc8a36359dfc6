"""ontology: Turtle files become plain values, and what is wrong in them is said."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from kg.errors import OntologyError
from kg.ontology import load, shipped
from kg.turtle import local_name, snake_case

PREFIXES = """
@prefix kg: <https://kg.example/ns#> .
@prefix ex: <https://user.example/> .
@prefix schema: <https://schema.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
RELATION = """
kg:paintedBy a owl:ObjectProperty, kg:Relation ; rdfs:label "painted by"@en ;
    skos:definition "A person painted a place."@en ;
    skos:example "Lind painted Aven."@en ; kg:counterExample "Lind left Aven."@en .
kg:PaintedByShape a sh:NodeShape ; sh:targetSubjectsOf kg:paintedBy ; sh:class schema:Place ;
    sh:property [ sh:path kg:paintedBy ;
        sh:or ( [ sh:class schema:Person ] [ sh:class kg:Group ] ) ] .
"""


@pytest.fixture
def extended(tmp_path: Path):
    """Load the ontology with one more file, of what a test writes."""

    def extend(turtle: str, name: str = "extra.ttl"):
        (tmp_path / name).write_text(PREFIXES + turtle, encoding="utf-8")
        return load(tmp_path)

    return extend


def test_classes_know_what_is_above_them():
    ontology = load()
    assert ontology.is_a("MilitaryUnit", "Organization")
    assert ontology.is_a("City", "Place")
    assert not ontology.is_a("Organization", "MilitaryUnit")
    assert not ontology.is_a("Unicorn", "Place")


@pytest.mark.parametrize(
    ("allowed", "name", "expected"),
    [
        (frozenset({"Place"}), "Country", True),
        (frozenset({"Place", "Person"}), "Person", True),
        (frozenset({"Place"}), "Person", False),
        (frozenset(), "Person", True),
    ],
)
def test_allowed_classes(allowed, name, expected):
    assert load().allows(allowed, name) is expected


def test_relation_of_a_user(extended):
    relation = extended(RELATION).relations["painted_by"]
    assert relation.label == "painted by"
    assert relation.subjects == {"Place"}
    assert relation.objects == {"Person", "Group"}
    assert relation.examples == ("Lind painted Aven.",)
    assert relation.counter_examples == ("Lind left Aven.",)
    assert not relation.symmetric
    assert relation.opposite is None


def test_symmetric_relation_and_opposite(extended):
    ontology = extended(
        RELATION
        + "kg:paintedBy a owl:SymmetricProperty ; kg:opposite kg:scrapedOffBy ."
        + "kg:scrapedOffBy rdfs:label 'scraped off by' ."
    )
    relation = ontology.relations["painted_by"]
    assert relation.symmetric
    assert relation.opposite == "scraped_off_by"


def test_cue_of_a_user(extended):
    ontology = extended(
        RELATION
        + """
ex:paint a kg:RelationCue ; skos:prefLabel "Paint"@en ; skos:altLabel "whitewash"@en, "daub"@en ;
    kg:partOfSpeech "verb" ; kg:evokes kg:paintedBy ; kg:subjectRole "obj" ; kg:objectRole "subj" ;
    kg:withRole "with" ; kg:withClass kg:Group, schema:Person ; kg:factor 2.5 .
"""
    )
    (cue,) = ontology.relation_cues["painted_by"]
    assert cue.words == ("paint", "daub", "whitewash")
    assert (cue.kind, cue.pos, cue.evokes) == ("RelationCue", "verb", "painted_by")
    assert (cue.subject_role, cue.object_role) == ("obj", "subj")
    assert (cue.with_role, cue.with_class) == ("with", "Group|Person")
    assert cue.factor == Decimal("2.5")
    assert cue.mode is None


def test_name_of_a_user(extended):
    ontology = extended(
        """
ex:aven a kg:KnownEntity, schema:City ; skos:prefLabel "Aven"@en ; skos:altLabel "Old Aven"@en ;
    kg:demonym "Avener"@en ; kg:partOf ex:velmara ; schema:sameAs <https://atlas.example/7> .
"""
    )
    known = next(one for one in ontology.names if one.name == "Aven")
    assert known.type == "City"
    assert known.names == ("Aven", "Old Aven")
    assert known.demonyms == ("Avener",)
    assert known.part_of == "https://user.example/velmara"
    assert known.same_as == ("https://atlas.example/7",)


def test_query_of_a_user(tmp_path):
    text = "# title: Who painted what\n# param place: where\nSELECT ?place WHERE { ?place ?p ?o }\n"
    (tmp_path / "painters.rq").write_text(text, encoding="utf-8")
    query = load(tmp_path).queries["painters"]
    assert query.title == "Who painted what"
    assert query.parameters == (("place", "where"),)
    assert query.text == text


def test_digest_changes_with_the_files(extended):
    assert extended(RELATION).digest != load().digest


def test_ontology_of_a_user_does_not_move_our_namespace(extended):
    ontology = extended("<https://a.example/> a owl:Ontology .")
    assert ontology.namespace == load().namespace
    assert ontology.relations.keys() == load().relations.keys()


@pytest.mark.parametrize(
    ("turtle", "message", "attribute"),
    [
        pytest.param(
            "kg:paintedBy a kg:Relation .", "has no shape: add a sh:NodeShape", "relations",
            id="relation-without-shape",
        ),
        pytest.param(
            RELATION.replace("schema:Place", "ex:Wall"), "ex.*Wall.*declare the class", "relations",
            id="shape-with-unknown-class",
        ),
        pytest.param(
            'ex:aven a kg:KnownEntity ; skos:prefLabel "Aven" .', "has no class", "names",
            id="name-without-class",
        ),
        pytest.param(
            "ex:aven a kg:KnownEntity, schema:City .", "has no name", "names",
            id="name-without-words",
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said(extended, turtle, message, attribute):
    ontology = extended(turtle)
    with pytest.raises(OntologyError, match=message):
        getattr(ontology, attribute)


def test_bad_turtle_names_its_file(extended):
    with pytest.raises(OntologyError, match=r"broken\.ttl is not valid Turtle"):
        extended("ex:aven a .", "broken.ttl")


def test_terms():
    ontology = load()
    assert ontology.term("Relation").startswith(ontology.namespace)
    with pytest.raises(OntologyError, match="kg:Unicorn is not declared"):
        ontology.term("Unicorn")


def test_label_of_an_unlabelled_term_is_its_local_name():
    assert load().label("https://user.example/things#teaPot") == "teaPot"


@pytest.mark.parametrize(
    ("name", "expected"),
    [("deployedTo", "deployed_to"), ("aided", "aided"), ("onBehalfOf", "on_behalf_of")],
)
def test_snake_case(name, expected):
    assert snake_case(name) == expected


@pytest.mark.parametrize("iri", ["https://a.example/b#c", "https://a.example/b/c"])
def test_local_name(iri):
    assert local_name(iri) == "c"


def test_shipped_folder_holds_the_vocabulary():
    assert (shipped() / "kg.ttl").is_file()


def test_links_to_wikidata_are_well_formed_and_distinct():
    links = {name.name: name.same_as for name in load().names if name.same_as}
    assert links["Ukraine"] == ("http://www.wikidata.org/entity/Q212",)
    found = [link for same in links.values() for link in same]
    assert len(set(found)) == len(found) > 190
    assert all(re.fullmatch(r"http://www\.wikidata\.org/entity/Q[1-9][0-9]*", one) for one in found)
