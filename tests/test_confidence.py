"""How often constructions are right: counting, whose precision holds, and what the file says."""

import sys
from decimal import Decimal
from pathlib import Path
from typing import get_args

import pytest
from rdflib import URIRef

from kg.confidence import LEAST, Construction, family, measured, tally
from kg.config import Config
from kg.extracted import extract_records
from kg.extractors.constructions import CALLED
from kg.extractors.drafts import ALONE, SIGNED
from kg.extractors.indirect import FINDERS
from kg.model import QuoteKind
from kg.ontology import load

ROOT = Path(__file__).parents[1]
NEAR = Decimal("0.05")
"""So far the precision of a layer may move before the file has to be written again."""


@pytest.fixture(scope="module")
def judged(pipeline):
    sys.path.append(str(ROOT / "benchmarks"))
    import confidence

    return tally((one.construction, one.right) for one in confidence.judged("train", None))


def test_a_record_counts_for_its_construction_and_all_above():
    found = tally(
        [("quote/direct/verb", True), ("quote/direct/verb", False), ("quote/mixed", True)]
    )
    counts = {name: (one.right, one.judged) for name, one in found.items()}
    assert counts == {
        "quote": (2, 3), "quote/direct": (1, 2), "quote/direct/verb": (1, 2), "quote/mixed": (1, 1),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("counts", "speaks"),
    [
        pytest.param({"a/b/c": LEAST, "a/b": 40, "a": 90}, "a/b/c", id="itself"),
        pytest.param({"a/b/c": LEAST - 1, "a/b": 40, "a": 90}, "a/b", id="its-family"),
        pytest.param({"a": 90}, "a", id="unknown-of-a-known-family"),
        pytest.param({"a": LEAST - 1, "z": 50}, None, id="nobody"),
    ],
)
def test_too_few_judged_records_leave_it_to_the_family(counts, speaks):
    known = {name: Construction(name=name, judged=count) for name, count in counts.items()}
    found = measured("a/b/c", known)
    assert (found.name if found else None) == speaks


@pytest.mark.parametrize(
    ("right", "judged", "low", "high"),
    [
        (10, 10, "0.72", "1.00"),
        (0, 10, "0.00", "0.28"),
        (81, 100, "0.72", "0.87"),
        (0, 0, "0", "1"),
    ],
)
def test_intervals_are_those_of_wilson(right, judged, low, high):
    found = Construction(name="a", judged=judged, right=right).interval
    assert found == (Decimal(low), Decimal(high))


def test_the_ontology_lists_every_family_with_counts_that_add_up():
    known = load().constructions
    assert {"quote", "figure", "relation"} <= set(known)
    for name, one in known.items():
        assert 0 <= one.right <= one.judged
        assert all(above in known for above in family(name))
        parts = [two for two in known if two.rpartition("/")[0] == name]
        assert not parts or sum(known[two].judged for two in parts) <= one.judged


def test_the_ontology_says_what_is_computed_here():
    ontology = load()
    terms = [URIRef(ontology.term(f"precision{end}")) for end in ("", "Low", "High")]
    for one in ontology.constructions.values():
        said = [str(ontology.graph.value(URIRef(one.iri), term)) for term in terms]
        assert [Decimal(value) for value in said] == [one.precision, *one.interval]


def named():
    """Yield every construction that the extractors can name, but for a relation of a user's."""
    hows = [frame for frame, _ in FINDERS] + [ALONE, SIGNED, "quotation-beside-verb"]
    hows += ["transcript-turn", *sorted({cue.pos for cue in load().cues("SpeechCue") if cue.pos})]
    sources = [*dict.fromkeys(CALLED.values()), "no-source", "distant-source"]
    yield from (f"quote/{kind}/{how}/{who}" for kind in get_args(QuoteKind) for how in hows
                for who in sources)  # fmt: skip
    yield from (f"figure/{put}/{what}/{who}" for put in ("number", "comparison", "range")
                for what in ("word", "unit", "people", "things") for who in sources)  # fmt: skip
    ends = ("named-ends", "one-named-end", "described-ends", "one-end")
    yield from (f"relation/{end}/verb/{name}" for end in ends for name in load().relations)


def test_every_construction_that_there_can_be_is_measured_or_has_a_family_that_is():
    ontology = load()
    assert [name for name in named() if ontology.measure(name) is None] == []


@pytest.mark.model
def test_every_record_has_a_construction_and_a_confidence(pipeline):
    found = extract_records([ROOT / "corpus"], Config())
    for row in found.rows:
        for record in (*row["quotes"], *row["figures"], *row["relations"]):
            assert record["construction"].partition("/")[0] in {"quote", "figure", "relation"}
            assert 0 <= record["confidence"] <= 1, record


@pytest.mark.model
@pytest.mark.slow
def test_the_file_is_what_the_command_measures_or_near(judged):
    known = load().constructions
    for name in ("quote", "figure", "relation"):
        assert abs(known[name].precision - judged[name].precision) <= NEAR, (
            f"{name} has moved: python benchmarks/confidence.py --write"
        )
    missing = [
        name for name, one in judged.items() if one.judged >= 2 * LEAST and name not in known
    ]
    assert not missing, "unknown constructions: python benchmarks/confidence.py --write"
