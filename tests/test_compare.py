"""Comparisons of claims, from hand-made figures and relations."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from kg.compare import compare
from kg.model import Article, Extraction, Figure, Relation, Resolved, Span, TimeSpan
from kg.ontology import load

PEOPLE = {
    "troops": "Norreland's troops",
    "valley": "Ansel valley",
    "rell": "Ana Rell",
    "army": "the army",
}
RESOLVED = [
    Resolved(
        key=key, name=name, type="Group", names=(name,), members=tuple((a, key) for a in "abcd")
    )
    for key, name in PEOPLE.items()
]
FIGURE = Figure(
    id="f1",
    span=Span(0, 2),
    low=Decimal(3000),
    high=Decimal(3000),
    variable="killed",
    population="troops",
    source="rell",
)
JANUARY = TimeSpan(
    text="January",
    earliest=date(2025, 1, 1),
    latest=date(2025, 1, 31),
    inferred="year of publication",
)
FEBRUARY = TimeSpan(text="February", earliest=date(2025, 2, 1), latest=date(2025, 2, 28))


def figure(value, **changes):
    low, high = value if isinstance(value, tuple) else (value, value)
    low, high = (None if n is None else Decimal(str(n)) for n in (low, high))
    return replace(FIGURE, low=low, high=high, **changes)


def article(name, *records, published=None, publisher=None):
    figures = [one for one in records if isinstance(one, Figure)]
    return Extraction(
        article=Article(id=name, path=name, text="", published=published, publisher=publisher),
        figures=tuple(replace(one, id=f"f{n}") for n, one in enumerate(figures, start=1)),
        relations=tuple(one for one in records if isinstance(one, Relation)),
    )


def verdicts(*extractions):
    found = compare(extractions, RESOLVED, load())
    return [(one.verdict, one.left, one.right) for one in found]


def verdict_of(left, right):
    """Return the verdict over figures of two articles, None if there is none."""
    found = verdicts(article("a", left), article("b", right))
    return found[0][0] if found else None


OTHER = {"source": "army"}


@pytest.mark.parametrize(
    ("left", "right", "verdict"),
    [
        (figure(3000), figure(3000, **OTHER), "agrees"),
        (figure(1100), figure(3000, **OTHER), "conflicts"),
        (figure(4000, qualifier="approximately"), figure(3800, **OTHER), "agrees"),
        (figure(4000, qualifier="approximately"), figure(3000, **OTHER), "conflicts"),
        (figure((12000, None), qualifier="more_than"), figure(13000, **OTHER), "agrees"),
        (figure((12000, None), qualifier="more_than"), figure(9000, **OTHER), "conflicts"),
        (figure((10, 12), qualifier="between"), figure(11, **OTHER), "agrees"),
        (figure(3000), figure(3000, variable="killed_or_wounded", **OTHER), None),
        (figure(3000), figure(1000, variable="casualties", **OTHER), None),
        (
            figure(3000, variable="casualties"),
            figure(4000, variable="killed_or_wounded", **OTHER),
            "conflicts",
        ),
        (figure(3000), figure(4000, population="valley", **OTHER), None),
        (figure(3000), figure(4000, population=None, **OTHER), None),
        (figure(92, measure="person/day"), figure(3000, **OTHER), None),
        (figure(3000, place="valley"), figure(4000, place="army", **OTHER), None),
        (figure(3000, place="valley"), figure(4000, **OTHER), "conflicts"),
        (figure(3000, as_of=JANUARY), figure(4000, as_of=FEBRUARY, **OTHER), None),
        (figure(3000), figure(3000, polarity="denied", **OTHER), "conflicts"),
        (figure(3000), figure(4000, polarity="denied", **OTHER), None),
        (figure(3000, variable="other"), figure(4000, variable="other", **OTHER), None),
    ],
)
def test_verdict_over_two_figures(left, right, verdict):
    assert verdict_of(left, right) == verdict
    assert verdict_of(right, left) == verdict


def test_units_are_normalised():
    metres = figure(7, measure="metre", variable="distance", qualifier="approximately")
    feet = figure(23, measure="foot", variable="distance", **OTHER)
    assert verdict_of(metres, feet) == "agrees"


def test_later_number_of_one_source_supersedes():
    older, newer = figure(3000, as_of=JANUARY), figure(4000, as_of=FEBRUARY)
    assert verdicts(article("a", newer), article("b", older)) == [
        ("supersedes", ("a", "f1"), ("b", "f1"))
    ]


def test_later_number_supersedes_even_if_about_the_same():
    older = figure(3800, as_of=JANUARY)
    newer = figure(4000, qualifier="approximately", as_of=FEBRUARY)
    assert verdicts(article("a", newer), article("b", older)) == [
        ("supersedes", ("a", "f1"), ("b", "f1"))
    ]


def test_people_whom_nobody_names_are_compared_by_place():
    left = figure(41, population=None, place="valley")
    right = figure(118, population=None, place="valley", **OTHER)
    assert verdict_of(left, right) is None
    day = date(2025, 3, 4)
    both = [article("a", left, published=day), article("b", right, published=day)]
    (found,) = compare(both, RESOLVED, load())
    assert found.verdict == "conflicts"
    assert "assumed: the same people, whom neither names" in found.reason


def test_dead_of_one_place_a_week_apart_are_not_the_same():
    first = article("a", figure(12, population=None, place="valley"), published=date(2025, 2, 1))
    second = article("b", figure(40, population=None, place="valley"), published=date(2025, 2, 8))
    assert verdicts(first, second) == []


def test_unnamed_sources_of_one_name_are_taken_for_one():
    unnamed = Resolved(
        key="guard-a", name="coast guard", type="Group", names=("coast guard",),
        members=(("a", "guard"),), named=False,
    )  # fmt: skip
    both = [*RESOLVED, unnamed, replace(unnamed, key="guard-b", members=(("b", "guard"),))]
    pair = [article(name, figure(34, source="guard")) for name in "ab"]
    (found,) = compare(pair, both, load())
    assert "same origin; assumed: the same coast guard in both articles" in found.reason


SINCE = TimeSpan(text="since June", earliest=date(2024, 6, 1), latest=date(2025, 1, 31))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (figure(900, as_of=SINCE), figure(12, as_of=JANUARY, **OTHER)),
        (figure(3000, certainty="possible"), figure(4000, **OTHER)),
        (figure(3000), figure(61, part_of="f0", counted="children", **OTHER)),
        (figure(3000), figure(200, change="up", **OTHER)),
    ],
    ids=["sum and one month", "may be", "part of another", "by how much"],
)
def test_numbers_that_can_both_be_right_do_not_conflict(left, right):
    assert verdict_of(left, right) is None
    assert verdict_of(right, left) is None


def test_toll_of_the_next_day_is_no_conflict():
    first = article("a", figure(41), published=date(2025, 2, 1))
    second = article("b", figure(118, **OTHER), published=date(2025, 2, 2))
    assert verdicts(first, second) == []


def test_copies_of_one_report_are_one_origin():
    text = "At least 41 people were killed when the old dam above the valley broke on Sunday."
    span = Span(0, 18)
    both = []
    for name in "ab":
        one = article(name, figure(41, source=None, span=span), publisher=f"Paper {name}")
        whole = replace(one.article, text=text, body=(Span(0, len(text)),))
        both.append(replace(one, article=whole))
    (found,) = compare(both, RESOLVED, load())
    assert (found.verdict, "same origin" in found.reason) == ("agrees", True)


def test_undated_numbers_of_one_source_are_ordered_by_publication():
    first = article("a", figure(4000), published=date(2025, 2, 1))
    second = article("b", figure(3000), published=date(2025, 2, 9))
    (found,) = compare([first, second], RESOLVED, load())
    assert (found.verdict, found.left) == ("supersedes", ("b", "f1"))
    assert "published later" in found.reason


def test_larger_number_is_taken_as_later_where_nothing_is_dated():
    (found,) = compare([article("a", figure(3000)), article("b", figure(4000))], RESOLVED, load())
    assert (found.verdict, found.left) == ("supersedes", ("b", "f1"))
    assert "the larger number is the later one" in found.reason


def test_relayed_number_agrees_as_of_one_origin():
    (found,) = compare([article("a", figure(3000)), article("b", figure(3000))], RESOLVED, load())
    assert found.verdict == "agrees"
    assert "same origin" in found.reason


def test_relays_are_linked_to_the_first_only():
    relays = [article(name, figure(3000)) for name in "abcd"]
    assert verdicts(*relays) == [("agrees", ("a", "f1"), (name, "f1")) for name in "bcd"]


def test_article_does_not_agree_with_itself():
    assert verdicts(article("a", figure(3000), figure(3000))) == []


def test_sources_within_one_article_conflict():
    assert verdicts(article("a", figure(3000), figure(5, **OTHER))) == [
        ("conflicts", ("a", "f1"), ("a", "f2"))
    ]


def test_number_without_source_is_the_publishers():
    own = figure(3000, source=None)
    both = [article(name, own, publisher="The Gazette") for name in "ab"]
    (found,) = compare(both, RESOLVED, load())
    assert "same origin" in found.reason


def test_reason_says_who_and_what_was_assumed():
    left = figure(1100, as_of=JANUARY)
    (found,) = compare([article("a", left), article("b", figure(3000, **OTHER))], RESOLVED, load())
    assert found.reason == (
        "killed, Norreland's troops: 1,100 (exactly, Ana Rell, January) against 3,000 (exactly, "
        'the army); different origins; assumed: the same period: one is dated, "January" by the '
        "year of publication"
    )


RELATION = Relation(
    id="r1", predicate="deployed_to", subject="troops", object="valley", evidence=Span(0, 1)
)


def test_denied_relation_conflicts():
    denied = replace(RELATION, polarity="denied", source="army")
    (found,) = compare([article("a", RELATION), article("b", denied)], RESOLVED, load())
    assert (found.verdict, found.left, found.right) == ("conflicts", ("a", "r1"), ("b", "r1"))
    assert "one denies what the other affirms" in found.reason


def test_opposite_relations_conflict():
    opposites = [one for one in load().relations.values() if one.opposite is not None]
    assert opposites
    kind = opposites[0]
    one = replace(RELATION, predicate=kind.name)
    other = replace(RELATION, predicate=kind.opposite)
    assert [verdict for verdict, *_ in verdicts(article("a", one), article("b", other))] == [
        "conflicts"
    ]


def stated(name, predicate, object, **changes):
    return article(name, replace(RELATION, predicate=predicate, object=object, **changes))


def test_withdrawal_from_an_unnamed_place_conflicts_with_fighting():
    placed = [replace(one, type="Place") if one.key == "valley" else one for one in RESOLVED]
    left = stated("a", "withdrew_from", None)
    fought = stated("b", "fighting_in", "valley", source="army")
    (found,) = compare([left, fought], placed, load())
    assert found.verdict == "conflicts"
    assert "the same place, which one of them leaves out" in found.reason


SIDES = {
    "harrow": ("Colonel Piet Harrow", "Person"),
    "velmarans": ("Velmaran army", "MilitaryUnit"),
    "velmara": ("Velmara", "Country"),
    "tordanians": ("Tordanian troops", "MilitaryUnit"),
    "rebels": ("rebels", "Group"),
    "brenholm": ("Brenholm", "City"),
    "oxley": ("Oxley", "City"),
    "drone": ("drone", "Weapon"),
}
ROLES = [
    Resolved(
        key=key,
        name=name,
        type=kind,
        names=(name,),
        members=tuple((one, key) for one in "abcd"),
        named=key != "rebels",
    )
    for key, (name, kind) in SIDES.items()
]


def told(name, *claims, **changes):
    relations = [
        replace(
            RELATION, id=f"r{n}", subject=subject, predicate=predicate, object=object, **changes
        )
        for n, (subject, predicate, object) in enumerate(claims, 1)
    ]
    return article(name, *relations, publisher=f"Paper {name}")


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        (("harrow", "killed_in", "oxley"), ("harrow", "survived", None), "cannot be both"),
        (("harrow", "killed_by", "drone"), ("harrow", "survived", "brenholm"), "cannot be both"),
        (
            ("harrow", "killed_by", "velmarans"),
            ("harrow", "killed_by", "tordanians"),
            "not one side",
        ),
        (
            ("velmarans", "took_control_of", "oxley"),
            ("tordanians", "controls", "oxley"),
            "not one side",
        ),
        (("velmarans", "controls", "oxley"), ("tordanians", "controls", "oxley"), "not one side"),
        (
            ("velmarans", "lost_control_of", "oxley"),
            ("velmarans", "controls", "oxley"),
            "cannot hold",
        ),
        (
            ("velmarans", "withdrew_from", "oxley"),
            ("velmarans", "controls", "oxley"),
            "cannot hold",
        ),
        (
            ("velmarans", "withdrew_from", "oxley"),
            ("velmarans", "fighting_in", "oxley"),
            "cannot hold",
        ),
    ],
)
def test_claims_that_cannot_both_be_true_conflict(one, other, why):
    (found,) = compare([told("a", one), told("b", other)], ROLES, load())
    assert found.verdict == "conflicts"
    assert why in found.reason


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("rebels", "killed_in", "oxley"), ("rebels", "survived", None)),  # some did, some did not
        (("harrow", "killed_by", "drone"), ("harrow", "killed_by", "velmarans")),
        (("harrow", "killed_in", "oxley"), ("harrow", "killed_in", "brenholm")),
        (("velmarans", "took_control_of", "oxley"), ("velmara", "controls", "oxley")),
        (("velmarans", "took_control_of", "oxley"), ("tordanians", "controls", "brenholm")),
        (
            ("velmarans", "took_control_of", "oxley"),
            ("rebels", "controls", "oxley"),
        ),  # who are they
    ],
)
def test_claims_that_can_both_be_true_do_not(one, other):
    assert compare([told("a", one), told("b", other)], ROLES, load()) == ()


def test_place_may_change_hands_within_one_story():
    taken = ("velmarans", "took_control_of", "oxley"), ("tordanians", "controls", "oxley")
    assert compare([told("a", *taken)], ROLES, load()) == ()


def test_place_may_change_hands_in_time():
    taken = told("a", ("velmarans", "took_control_of", "oxley"), time=FEBRUARY)
    held = told("b", ("tordanians", "controls", "oxley"), time=JANUARY)
    assert compare([taken, held], ROLES, load()) == ()


def test_one_article_may_tell_of_fighting_and_withdrawal():
    fought = replace(RELATION, id="r2", predicate="fighting_in")
    left = replace(RELATION, id="r3", predicate="withdrew_from")
    assert verdicts(article("a", fought, left)) == []


def test_relations_of_other_pairs_do_not_conflict():
    denied = replace(RELATION, polarity="denied", object="army")
    assert verdicts(article("a", RELATION), article("b", denied)) == []


def test_order_of_articles_does_not_matter():
    extractions = [
        article(name, figure(value, **source), figure(value + 900, as_of=JANUARY))
        for name, value, source in (
            ("a", 3000, {}),
            ("b", 3100, OTHER),
            ("c", 5000, OTHER),
            ("d", 90, {}),
        )
    ]
    assert verdicts(*extractions) == verdicts(*reversed(extractions))


def test_many_articles_are_compared_quickly():
    names = [f"n{n}" for n in range(1500)]
    entities = [replace(RESOLVED[0], members=tuple(sorted((name, "troops") for name in names)))]
    relays = [article(name, figure(3000, source=None), publisher="Wire") for name in names]
    assert len(compare(relays, entities, load())) == len(names) - 1
