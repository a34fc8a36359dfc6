"""Every relation file is whole, and its examples and counter-examples are tests."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import pytest

from kg.annotate.pipeline import annotate, load_pipeline
from kg.config import Config
from kg.extractors import relations as relation_extractor
from kg.extractors.article import extract
from kg.listing import listing
from kg.model import Article
from kg.ontology import load, shipped

ONTOLOGY = load()
FILES = sorted((shipped() / "relations").glob("*.ttl"))
ENOUGH = 10
"""Sentences of each sort that a shipped relation is tested on."""
SIMPLE_ROLES = frozenset({"subj", "obj", "iobj", "self", "possessor", "none"})
EXAMPLES = [
    pytest.param(name, sentence, id=f"{name}-{number}")
    for name, relation in ONTOLOGY.relations.items()
    for number, sentence in enumerate(relation.examples, 1)
]
COUNTER_EXAMPLES = [
    pytest.param(name, sentence, id=f"{name}-{number}")
    for name, relation in ONTOLOGY.relations.items()
    for number, sentence in enumerate(relation.counter_examples, 1)
]


@lru_cache(maxsize=4)
def annotator(pipeline, ontology=None):
    return load_pipeline(pipeline, ontology=ontology)


def stated(sentence, pipeline, folder=None):
    """Relations that a sentence affirms and whose shapes allow their arguments."""
    ontology = load(*([folder] if folder else []))
    article = Article(id="a", path="a.txt", text=sentence)
    doc = annotate(article, annotator(pipeline, folder))
    found = extract(article, doc, ontology, [relation_extractor.extract])
    allowed = set()
    for one in found.relations:
        relation = ontology.relations[one.predicate]
        subject, object = found.entity(one.subject), found.entity(one.object)
        fits = ontology.allows(relation.subjects, subject.type) and (
            object is None or ontology.allows(relation.objects, object.type)
        )
        if fits and one.polarity == "affirmed":
            allowed.add(one.predicate)
    return allowed


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_file_is_named_after_its_relation(path):
    assert path.stem in ONTOLOGY.relations


@pytest.mark.parametrize("relation", ONTOLOGY.relations.values(), ids=lambda one: one.name)
def test_relation_is_described(relation):
    assert (shipped() / "relations" / f"{relation.name}.ttl").is_file()
    assert relation.definition.endswith(".")
    assert relation.subjects, "its shape names no class of subjects"
    assert relation.objects, "its shape names no class of objects"
    assert len(relation.examples) >= ENOUGH
    assert len(relation.counter_examples) >= ENOUGH


def test_opposites_are_mutual():
    opposites = {name: one.opposite for name, one in ONTOLOGY.relations.items() if one.opposite}
    assert opposites
    assert all(opposites[opposite] == name for name, opposite in opposites.items())


OFF = """
@prefix kg: <https://kg.example/ns#> .
kg:deployedTo kg:enabledByDefault false .
"""


def test_contradicting_relations_know_each_other():
    relations = ONTOLOGY.relations
    pairs = {(name, other) for name in relations for other in relations[name].contradicts}
    assert pairs
    assert {(other, name) for name, other in pairs} == pairs


@pytest.mark.model
def test_relation_can_be_switched_off_and_on(pipeline, tmp_path):
    sentence = "Two battalions were deployed to Lisbon on Monday."
    (tmp_path / "mine.ttl").write_text(OFF, encoding="utf-8")
    assert not load(tmp_path).relations["deployed_to"].enabled
    assert "deployed_to" not in stated(sentence, pipeline, tmp_path)
    assert "(off by default)" in listing("relations", Config(ontology=tmp_path))
    (tmp_path / "on").mkdir()
    on = tmp_path / "on" / "mine.ttl"
    on.write_text(OFF.replace("false", "true"), encoding="utf-8")
    assert load(tmp_path, tmp_path / "on").relations["deployed_to"].enabled


@pytest.mark.parametrize("name", ONTOLOGY.relations)
def test_relation_has_a_cue(name):
    assert ONTOLOGY.relation_cues[name]


@pytest.mark.parametrize("cue", ONTOLOGY.cues("RelationCue"), ids=lambda cue: cue.iri)
def test_cue_is_whole(cue):
    assert cue.evokes in ONTOLOGY.relations
    assert cue.pos in {"verb", "noun", "adjective", "adposition"}
    roles = f"{cue.subject_role}|{cue.object_role}".split("|")
    assert all(role in SIMPLE_ROLES or re.fullmatch(r"[a-z ]+(>[a-z ]+)?", role) for role in roles)
    assert cue.with_role is not None or cue.with_class is None
    classes = (cue.with_class or "").split("|") if cue.with_class else []
    assert all(name in ONTOLOGY.classes for name in classes)


@pytest.mark.model
@pytest.mark.parametrize(("name", "sentence"), EXAMPLES)
def test_example_states_its_relation(pipeline, name, sentence):
    assert name in stated(sentence, pipeline)


@pytest.mark.model
@pytest.mark.parametrize(("name", "sentence"), COUNTER_EXAMPLES)
def test_counter_example_does_not(pipeline, name, sentence):
    assert name not in stated(sentence, pipeline)


VISITED = """
@prefix kg: <https://kg.example/ns#> .
@prefix lex: <https://kg.example/lexicon/en/> .
@prefix schema: <https://schema.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

kg:visited a owl:ObjectProperty, kg:Relation ; rdfs:label "visited"@en ;
    skos:definition "A person goes to see a place."@en .
kg:VisitedShape a sh:NodeShape ; sh:targetSubjectsOf kg:visited ; sh:class schema:Person ;
    sh:property [ sh:path kg:visited ; sh:class schema:Place ] .
lex:visit-visited a kg:RelationCue ; kg:evokes kg:visited ; skos:prefLabel "visit"@en ;
    kg:partOfSpeech "verb" ; kg:subjectRole "subj" ; kg:objectRole "obj" .
"""


@pytest.fixture
def visited(tmp_path: Path) -> Path:
    (tmp_path / "visited.ttl").write_text(VISITED, encoding="utf-8")
    return tmp_path


def test_new_relation_takes_one_turtle_file(visited):
    relation = load(visited).relations["visited"]
    assert (relation.subjects, relation.objects) == ({"Person"}, {"Place"})
    assert "visited" not in ONTOLOGY.relations


@pytest.mark.model
def test_new_relation_is_found_without_code(pipeline, visited):
    sentence = "Marta Kolvin visited Lisbon on Monday."
    assert "visited" in stated(sentence, pipeline, visited)
    assert "visited" not in stated(sentence, pipeline)


@pytest.mark.model
def test_new_relation_keeps_to_its_shape(pipeline, visited):
    assert "visited" not in stated("Ukraine visited Lisbon on Monday.", pipeline, visited)
