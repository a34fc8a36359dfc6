"""blocks: what is held against each other, and in which order."""

from dataclasses import replace
from decimal import Decimal

import pytest

from kg.export.blocks import blocks
from kg.export.claims import Claims
from kg.model import Comparison

ONE, TWO, THREE = "kesrin/ferry fire.txt", "herald/../Fähre 2.html", "wire#7"


def of(product, ontology):
    return blocks(Claims(product, ontology))


def figures(product, id, **changes):
    """Return a product in which the first figure of an article is another one."""
    extractions = tuple(
        replace(one, figures=(replace(one.figures[0], **changes), *one.figures[1:]))
        if one.article.id == id
        else one
        for one in product.extractions
    )
    return replace(product, extractions=extractions)


def test_every_figure_is_in_one_block(product, ontology):
    found = [side.claim.iri for block in of(product, ontology) for side in block.sides]
    total = sum(len(one.figures) for one in product.extractions)
    assert len(found) == len(set(found)) == total


def test_disputes_come_first(product, ontology):
    first, *rest = of(product, ontology)
    assert first.count("conflicts") == 1 and first.title == "killed: Port Kesrin"
    assert not any(block.pairs for block in rest)


def test_figures_of_one_variable_and_population_are_a_block_without_comparisons(product, ontology):
    found = of(replace(product, comparisons=()), ontology)
    titles = {block.title: len(block.sides) for block in found}
    assert titles["killed: Port Kesrin"] == 2
    assert titles["killed: Alda Maris"] == 1


def test_sides_stand_by_their_own_dates(product, ontology):
    block = of(product, ontology)[0]
    labels = [(side.when.label, side.when.published) for side in block.sides]
    assert labels[0] == ("2 Mar 2031", False)
    assert labels[1:] == [("3 Mar 2031", True), ("3 Mar 2031", True), ("5 Mar 2031", True)]


def test_three_days_make_a_course(product, ontology):
    block = of(product, ontology)[0]
    assert [dot.verdict for dot in block.course.dots] == [side.verdict for side in block.sides]
    open_above = [dot.open_above for dot in block.course.dots]
    assert open_above == [True, False, True, False]
    assert of(replace(product, comparisons=()), ontology)[0].course is None


def test_wide_ranges_are_drawn_in_powers(product, ontology):
    far = figures(product, THREE, low=Decimal(23000), high=Decimal(23000))
    block = of(far, ontology)[0]
    assert block.powers
    assert [text for _, text in block.ticks] == ["10", "100", "1,000", "10,000"]


@pytest.mark.parametrize("verdict", ["variant", "contradicts in spirit"])
def test_verdicts_that_are_not_known_are_told_as_they_are(product, ontology, verdict):
    pair = Comparison(verdict=verdict, left=(ONE, "q1"), right=(TWO, "q1"), reason="The same.")
    found = of(replace(product, comparisons=(*product.comparisons, pair)), ontology)
    (block,) = [block for block in found if block.kind == "quote"]
    assert block.tally == ((verdict, f"1 {verdict}"),)
    assert [side.verdicts for side in block.sides] == [(verdict,), (verdict,)]
