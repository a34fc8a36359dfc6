import json
from dataclasses import fields
from datetime import date
from decimal import Decimal

from kg.model import (
    Article,
    Entity,
    Extraction,
    Figure,
    Mention,
    Quote,
    Relation,
    Span,
    TimeSpan,
)
from kg.records import from_json, to_json

TEXT = "Mayor Ilse Tarn said on Monday that 40 to 45 ferries had left Port Amsel."


def mention(words, kind="name"):
    start = TEXT.index(words)
    return Mention(span=Span(start, start + len(words)), text=words, kind=kind)


def full_extraction():
    """An extraction in which no field has its default value."""
    monday = TimeSpan(
        text="on Monday",
        span=Span(21, 30),
        earliest=date(2031, 5, 5),
        latest=date(2031, 5, 5),
        inferred="week of publication",
    )
    shared = {"polarity": "denied", "certainty": "possible", "confidence": Decimal("0.75"),
              "construction": "a/path"}  # fmt: skip
    return Extraction(
        article=Article(
            id="ferries",
            path="harbour/ferries.txt",
            text=TEXT,
            title="Ferries",
            publisher="Harbour Post",
            published=date(2031, 5, 6),
            url="https://harbour.example/1",
            lang="en-GB",
            body=(Span(0, len(TEXT)),),
            origins=("a.txt", "b.txt"),
        ),
        entities=(
            Entity(
                id="e1",
                name="Ilse Tarn",
                type="Person",
                mentions=(mention("Mayor", "nominal"), mention("Ilse Tarn")),
                known="https://kg.example/lexicon/en/tarn",
            ),
            Entity(id="e2", name="Port Amsel", type="City", mentions=(mention("Port Amsel"),)),
        ),
        quotes=(
            Quote(
                id="q1", kind="mixed", mode="writing", content=(Span(31, 40), Span(42, 50)),
                source="e1", further_sources=("e2",), source_span=Span(6, 15), cue=Span(16, 20),
                via=("e2",), medium="radio", addressee="e2", rule="said", **shared,
            ),
        ),
        figures=(
            Figure(
                id="f1", span=Span(36, 44), low=Decimal(40), high=Decimal("45.5"),
                qualifier="between", measure="ferry", variable="deployed", counted="ferries",
                phrase=Span(36, 52), population="e2", place="e2", change="up",
                moved_from=Decimal(30), part_of="f0", as_of=monday, source="e1",
                further_sources=("e2",), source_span=Span(6, 15), via=("e2",), rule="range",
                **shared,
            ),
        ),
        relations=(
            Relation(
                id="r1", predicate="left", subject="e1", object="e2", evidence=Span(36, 72),
                subject_span=Span(6, 15), object_span=Span(62, 72), figure="f1", time=monday,
                source="e1", further_sources=("e2",), via=("e2",), rule="leave", **shared,
            ),
        ),
    )  # fmt: skip


def test_records_survive_json_without_loss():
    extraction = full_extraction()
    row = json.loads(json.dumps(to_json(extraction)))
    assert from_json(row, TEXT) == extraction


def test_the_example_leaves_no_field_at_its_default():
    extraction = full_extraction()
    for value in (extraction.article, *extraction.records, extraction.entities[0]):
        for field in fields(value):
            assert getattr(value, field.name) != field.default, (type(value).__name__, field.name)


def test_spans_are_pairs_of_code_points():
    row = to_json(full_extraction())
    start, end = row["figures"][0]["span"]
    assert TEXT[start:end] == "40 to 45"
    assert row["figures"][0]["low"] == 40
    assert row["figures"][0]["high"] == 45.5
