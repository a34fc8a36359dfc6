"""Variants: one utterance, quoted in several articles."""

from __future__ import annotations

import cProfile
import pstats

import pytest

from kg.model import Article, Entity, Extraction, Mention, Quote, Resolved, Span
from kg.variants import variants

MARA = "Mara Doran"


def article(name, *said, source="e1", **values):
    """Make an article that is nothing but what its source says."""
    text, quotes = "", []
    for number, words in enumerate(said):
        content = (Span(len(text), len(text) + len(words)),)
        text += f"{words}\n"
        quotes.append(
            Quote(
                id=f"q{number}",
                content=content,
                source=source,
                **{"kind": "direct", "mode": "speech", **values},
            )
        )
    mention = Mention(span=Span(0, 1), text=MARA)
    entity = Entity(id="e1", name=MARA, type="Person", mentions=(mention,))
    found = Article(id=name, path=name, text=text)
    return Extraction(article=found, entities=(entity,), quotes=tuple(quotes))


def compared(*articles, one_source=True):
    members = [(one.article.id, "e1") for one in articles]
    groups = [tuple(members)] if one_source else [(member,) for member in members]
    resolved = [
        Resolved(key=f"p{n}", name=MARA, type="Person", names=(MARA,), members=group)
        for n, group in enumerate(groups)
    ]
    return variants(articles, resolved)


LONG = "We warned the ministry twice that the northern dam would not survive another flood."
TRANSLATED = "Twice we warned the ministry: the northern dam cannot survive another flood."


@pytest.mark.parametrize(
    ("left", "right", "difference"),
    [
        pytest.param("We will never leave this valley.", "We will never leave this valley",
                     "the same words", id="same"),
        pytest.param("We will never leave this valley.", "We shall never leave that valley.",
                     "“will” against “shall”, and “this” against “that”", id="translations"),
        pytest.param(LONG, "the northern dam would not survive another flood",
                     "“we warned the ministry twice that” in the first only", id="part"),
        pytest.param("No comment.", "No comment!", "the same words", id="short"),
    ],
)  # fmt: skip
def test_one_source(left, right, difference):
    (one,) = compared(article("a", left), article("b", right))
    assert (one.verdict, one.left, one.right) == ("variant", ("a", "q0"), ("b", "q0"))
    assert difference in one.reason
    assert MARA in one.reason


def test_reordered_translation_of_an_unnamed_source():
    (one,) = compared(article("a", LONG), article("b", TRANSLATED, source=None))
    assert "no source" in one.reason


@pytest.mark.parametrize(
    ("left", "right"),
    [
        pytest.param(article("a", LONG), article("b", "The dam is old."), id="other-words"),
        pytest.param(article("a", LONG, LONG), article("b"), id="one-article"),
        pytest.param(article("a", LONG, mode="belief"), article("b", LONG), id="belief"),
        pytest.param(article("a", LONG, polarity="denied"), article("b", LONG), id="denied"),
        pytest.param(
            article("a", LONG, kind="indirect"), article("b", LONG, kind="indirect"), id="indirect"
        ),
    ],
)
def test_no_variants(left, right):
    assert compared(left, right) == ()


def test_few_words_of_two_people_are_no_variants():
    assert (
        compared(article("a", "No comment."), article("b", "No comment."), one_source=False) == ()
    )


def test_one_of_several_sources_is_enough():
    joint = article("a", "No comment.", source="e0", further_sources=("e1",))
    (one,) = compared(joint, article("b", "No comment."))
    assert one.verdict == "variant"


def test_copies_are_linked_to_the_first():
    found = compared(*(article(name, LONG) for name in "abcd"))
    assert [(one.left[0], one.right[0]) for one in found] == [("a", "b"), ("a", "c"), ("a", "d")]


def test_order_of_articles_does_not_matter():
    articles = [article("a", LONG), article("b", TRANSLATED), article("c", LONG)]
    assert compared(*articles) == compared(*reversed(articles))


@pytest.mark.slow
def test_work_grows_slower_than_the_pairs_of_quotes():
    def calls(count):
        said = [
            f"Sentence {n} of village {n % 97} is about harvest {n % 89}." for n in range(count)
        ]
        articles = [article(f"{n:05}", *said[n : n + 5]) for n in range(0, count, 5)]
        profile = cProfile.Profile()
        profile.runcall(compared, *articles)
        return pstats.Stats(profile).total_calls

    assert calls(8_000) < 30 * calls(1_000)  # every pair would be 64 times
