from dataclasses import replace

import pytest
from made import make_product

from kg import outputs
from kg.changes import LISTED, changes, snapshot


@pytest.fixture
def told(tmp_path):
    """Compare two products."""

    def compare(before, after):
        found = []
        for name, product in (("before", before), ("after", after)):
            (tmp_path / name).mkdir(exist_ok=True)
            outputs.write_records(product, tmp_path / name)
            found.append(snapshot(tmp_path / name))
        return changes(*found, since=None)

    return compare


def verdicts(product, *names):
    """Return the product with only these verdicts."""
    kept = tuple(one for one in product.comparisons if one.verdict in names)
    return replace(product, comparisons=kept)


def test_equal_builds_have_no_changes(told):
    found = told(make_product(), make_product())
    assert {sum(counts.values()) for counts in found["counts"].values()} == {0}


def test_a_new_conflict_names_both_claims_and_the_reason(told):
    product = make_product()
    found = told(verdicts(product, "agrees", "supersedes"), product)["conflicts"]
    expected = [one for one in product.comparisons if one.verdict == "conflicts"]
    assert len(found["new"]) == len(expected) > 0
    assert {one["reason"] for one in found["new"]} == {one.reason for one in expected}
    assert found["new"][0]["left"]["words"] != ""
    assert found["settled"] == []


def test_a_conflict_that_became_something_else_is_settled(told):
    product = make_product()
    later = replace(
        product,
        comparisons=tuple(replace(one, verdict="supersedes") for one in product.comparisons),
    )
    found = told(product, later)["conflicts"]
    assert {one["other"] for one in found["settled"]} == {"supersedes"}
    assert told(later, product)["conflicts"]["new"] == found["settled"]


def test_the_conflicts_of_a_gone_article_are_settled(told):
    product = make_product()
    first = next(one for one in product.comparisons if one.verdict == "conflicts")
    gone = first.left[0]
    fewer = replace(
        product,
        extractions=tuple(one for one in product.extractions if one.article.id != gone),
        comparisons=tuple(
            one for one in product.comparisons if gone not in (one.left[0], one.right[0])
        ),
    )
    found = told(product, fewer)
    assert [one["id"] for one in found["articles"]["gone"]] == [gone]
    assert found["conflicts"]["settled"][0]["other"] is None
    assert found["claims"]["new"] == []


def test_a_claim_that_is_denied_now_is_another_claim(told):
    product = make_product()
    first = next(one for one in product.extractions if one.quotes)
    quote = first.quotes[0]
    polarity = "denied" if quote.polarity == "affirmed" else "affirmed"
    changed = replace(first, quotes=(replace(quote, polarity=polarity), *first.quotes[1:]))
    others = tuple(changed if one is first else one for one in product.extractions)
    found = told(product, replace(product, extractions=others))["counts"]["claims"]
    assert found == {"new": 1, "gone": 1}


def test_lists_are_cut_and_counts_are_not(told, monkeypatch):
    monkeypatch.setattr("kg.changes.LISTED", 2)
    product = make_product()
    found = told(replace(product, extractions=(), comparisons=()), product)
    assert LISTED > 2 == len(found["claims"]["new"])
    assert found["counts"]["claims"]["new"] == sum(len(x.records) for x in product.extractions)
