"""The hand-made gold of corpus/ keeps to the records format, and its texts are our own words."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

Json = dict[str, Any]
Span = list[int]

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT / "corpus"
SEEDS = ROOT.parent / "shared" / "seeds"
GOLD = {
    path.stem: json.loads(path.read_text("utf-8"))
    for path in sorted((CORPUS / "gold").glob("*.json"))
}
ANNOTATED = {stem: gold for stem, gold in GOLD.items() if "body" in gold}


def words(line: str) -> frozenset[str]:
    return frozenset(line.split())


CLOSED = {
    "kind": words("direct indirect mixed"),
    "mode": words("speech writing belief intention order"),
    "polarity": words("affirmed denied"),
    "certainty": words("certain probable possible"),
    "qualifier": words("exactly approximately at_least more_than at_most less_than between"),
    "variable": words(
        "killed wounded killed_or_wounded casualties deployed captured displaced missing arrested "
        "distance money share other"
    ),
    "type": words(
        "Person Organization NewsOutlet Country Region City Place MilitaryUnit Weapon Document "
        "Group Event"
    ),
}
ASSERTION = words("polarity certainty confidence source via id")
KEYS = {
    "entities": words("id name type mentions nominal_mentions"),
    "quotes": ASSERTION | words("kind mode content source_span cue medium addressee"),
    "figures": ASSERTION
    | words("span low high qualifier measure variable counted population place as_of source_span"),
    "relations": ASSERTION | words("predicate subject object evidence figure time"),
}
ENTITY_FIELDS = ("source", "addressee", "population", "place", "subject", "object")
RUN = 9


def each_gold(annotated: bool = False) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("stem", sorted(ANNOTATED if annotated else GOLD))


def text_of(gold: Json) -> str:
    """The text that the offsets count in: the decoded file, or the ``text`` of its JSONL line."""
    decoded = (CORPUS / gold["path"]).read_bytes().decode("utf-8")
    if not gold["path"].endswith(".jsonl"):
        return decoded
    rows = [json.loads(line) for line in decoded.splitlines()]
    return next(row["text"] for row in rows if row["id"] == gold["id"])


def records(gold: Json) -> Iterator[Json]:
    yield from (*gold["quotes"], *gold["figures"], *gold["relations"])


def evidence(record: Json) -> list[Span]:
    """Every span that a record points at."""
    single = [record.get(key) for key in ("span", "source_span", "cue", "evidence")]
    return [*record.get("content", []), *(span for span in single if span is not None)]


def runs(text: str) -> set[tuple[str, ...]]:
    found = re.findall(r"\w+", text.lower())
    return {tuple(found[i : i + RUN]) for i in range(len(found) - RUN + 1)}


def test_at_least_fifteen_articles_are_in_the_corpus():
    assert len({gold["id"] for gold in GOLD.values()}) == len(GOLD) >= 15


def test_both_parts_are_there():
    assert {gold["split"] for gold in GOLD.values()} == {"train", "test"}
    assert {gold["split"] for gold in ANNOTATED.values()} == {"train", "test"}


def test_every_article_has_gold():
    files = {path.name for suffix in ("txt", "html") for path in CORPUS.glob(f"*.{suffix}")}
    lines = {
        json.loads(line)["id"]
        for path in CORPUS.glob("*.jsonl")
        for line in path.read_text("utf-8").splitlines()
    }
    assert {gold["id"] for gold in GOLD.values()} == files | lines


@each_gold()
def test_metadata_is_what_the_input_states(stem: str):
    gold = GOLD[stem]
    raw = (CORPUS / gold["path"]).read_text("utf-8")
    with (CORPUS / "metadata.csv").open(encoding="utf-8", newline="") as lines:
        stated = {row["path"]: row for row in csv.DictReader(lines)}.get(gold["path"], {})
    for key in ("title", "publisher"):
        value = gold[key]
        if stated:
            assert value == stated[key]
        assert value is None or value in raw or value == stated.get(key), f"{key} is not stated"
    assert gold["published"] is None or date.fromisoformat(gold["published"])
    assert not stated or stated["published"] == gold["published"]
    assert gold["lang"] == "en"


@each_gold(annotated=True)
def test_body_ranges_are_sorted_and_disjoint(stem: str):
    body = ANNOTATED[stem]["body"]
    flat = [offset for pair in body for offset in pair]
    assert flat == sorted(flat)
    assert all(start < end for start, end in body)


@each_gold(annotated=True)
def test_every_span_lies_in_the_body_and_has_clean_edges(stem: str):
    gold = ANNOTATED[stem]
    text = text_of(gold)
    mentions = [
        span
        for entity in gold["entities"]
        for span in (*entity["mentions"], *entity["nominal_mentions"])
    ]
    for start, end in (*mentions, *(span for record in records(gold) for span in evidence(record))):
        exact = text[start:end]
        assert 0 <= start < end <= len(text)
        assert exact == exact.strip(), f"white space at the edge of {exact!r}"
        assert any(a <= start and end <= b for a, b in gold["body"]), f"{exact!r} is not in body"


@each_gold(annotated=True)
def test_records_have_the_fields_and_values_of_the_format(stem: str):
    gold = ANNOTATED[stem]
    for part, keys in KEYS.items():
        assert all(set(row) == keys for row in gold[part])
        assert len({row["id"] for row in gold[part]}) == len(gold[part])
    for row in (*gold["entities"], *records(gold)):
        for field in set(row) & set(CLOSED):
            assert row[field] in CLOSED[field], f"{field} of {row['id']}: {row[field]!r}"
    assert all(record["confidence"] is None for record in records(gold))
    assert all(re.fullmatch(r"[a-z]+(_[a-z]+)*", row["predicate"]) for row in gold["relations"])


@each_gold(annotated=True)
def test_every_entity_id_resolves(stem: str):
    gold = ANNOTATED[stem]
    entities = {entity["id"] for entity in gold["entities"]}
    figures = {figure["id"] for figure in gold["figures"]}
    for record in records(gold):
        named = {record.get(field) for field in ENTITY_FIELDS} | set(record["via"])
        assert named - {None} <= entities, record["id"]
        assert record.get("figure") in {None, *figures}, record["id"]
    assert all(entity["mentions"] or entity["nominal_mentions"] for entity in gold["entities"])


@each_gold(annotated=True)
def test_a_source_span_is_a_mention_of_its_source(stem: str):
    gold = ANNOTATED[stem]
    mentions = {
        entity["id"]: [*entity["mentions"], *entity["nominal_mentions"]]
        for entity in gold["entities"]
    }
    for record in (*gold["quotes"], *gold["figures"]):
        if record["source_span"] is not None:
            assert record["source_span"] in mentions[record["source"]], record["id"]


@each_gold(annotated=True)
def test_figures_are_intervals_that_fit_their_qualifier(stem: str):
    open_above = {"at_least", "more_than"}
    open_below = {"at_most", "less_than"}
    for figure in ANNOTATED[stem]["figures"]:
        low, high, qualifier = figure["low"], figure["high"], figure["qualifier"]
        assert low is None or high is None or low <= high
        assert (high is None) <= (qualifier in open_above), figure["id"]
        assert (low is None) <= (qualifier in open_below), figure["id"]
        assert figure["measure"]


@each_gold(annotated=True)
def test_times_name_words_of_the_text(stem: str):
    gold = ANNOTATED[stem]
    text = text_of(gold)
    for record in records(gold):
        time = record.get("as_of") or record.get("time")
        if time is not None:
            assert time["text"] in text
            days = [date.fromisoformat(day) for day in (time["earliest"], time["latest"]) if day]
            assert days == sorted(days)


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed articles are not beside this checkout")
def test_no_nine_words_in_a_row_are_from_the_seed_articles():
    seeds = set().union(*(runs(path.read_text("utf-8")) for path in sorted(SEEDS.glob("*.txt"))))
    assert seeds
    for path in sorted(CORPUS.rglob("*.*")):
        if path.suffix in {".txt", ".html", ".jsonl", ".csv", ".md", ".json"}:
            assert not seeds & runs(path.read_text("utf-8")), path.name
