"""Entities across articles: what is joined, what never is, and how judgements decide."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from kg.errors import ConfigError
from kg.model import Article, Entity, Extraction, Mention, Relation, Resolved, Span
from kg.ontology import Ontology, load
from kg.resolve import Judgement, read_judgements, resolve


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return load()


def iri(ontology: Ontology, name: str) -> str:
    return next(one.iri for one in ontology.names if one.name == name)


def person(*names: str, type: str = "Person", known: str | None = None) -> dict[str, object]:
    return {"names": names, "type": type, "known": known}


def article(id: str, *entities: dict[str, object], kind: str = "name") -> Extraction:
    places = count(0, 100)
    made = []
    for number, one in enumerate(entities, 1):
        names = one["names"]
        assert isinstance(names, tuple)
        mentions = tuple(
            Mention(span=Span(at := next(places), at + len(name)), text=name, kind=kind)
            for name in names
        )
        made.append(
            Entity(
                id=f"e{number}",
                name=max(names, key=len),
                type=str(one["type"]),
                mentions=mentions,
                known=one["known"],
            )
        )
    return Extraction(article=Article(id=id, path=id, text=""), entities=tuple(made))


def place(name: str, type: str = "City") -> dict[str, object]:
    return person(name, type=type)


COMPANY = (person("Ilse Dorran"), place("Lorvik"))
"""Others that two articles of one story have in common."""


def groups(resolved: Iterable[Resolved]) -> set[frozenset[str]]:
    return {frozenset(f"{a}:{e}" for a, e in one.members) for one in resolved}


@pytest.mark.parametrize(
    ("left", "right"),
    [
        pytest.param(person("Pak Chol-su"), person("Pak Chol Su"), id="hyphen"),
        pytest.param(person("Ivo Zelenskyy"), person("Ivo Zelenskiy"), id="transliteration"),
        pytest.param(person("Muhammad Darwan"), person("Mohammed Darwan"), id="vowels"),
        pytest.param(person("Darwan Muhammad"), person("Muhammad Darwan"), id="order"),
        pytest.param(person("Mina Corrigall"), person("Mina Rose Corrigall"), id="middle-name"),
        pytest.param(
            person("Mina Corrigall", "Corrigall"), person("Mina Corrigall"), id="full-name"
        ),
        pytest.param(person("MINA CORRIGALL"), person("Mina Corrigall"), id="case"),
        pytest.param(person("José Ramírez"), person("Jose\u0301 Rami\u0301rez"), id="nfc-and-nfd"),
        pytest.param(
            person("The Norreland Mail", type="NewsOutlet"),
            person("Norreland Mail", type="NewsOutlet"),
            id="outlet-with-the",
        ),
        pytest.param(
            person("Union of Port Workers", "UPW", type="Organization"),
            person("UPW", type="Organization"),
            id="acronym",
        ),
        pytest.param(
            person("Institute of Frontier Studies", type="Organization"),
            person("Institute for Frontier Studies", type="Organization"),
            id="small-words",
        ),
        pytest.param(
            person("Sarn Defence Centre", type="Organization"),
            person("Sarn Defense Center", type="Organization"),
            id="british-spelling",
        ),
        pytest.param(person("Halid Mansouri"), person("Halid Mansoori"), id="oo-and-ou"),
        pytest.param(
            person("Sarnholt", type="Place"), person("Sarnholt", type="City"), id="subclass"
        ),
        pytest.param(
            person("North Koreans", type="Group"),
            person("North Koreans", type="Group"),
            id="a-people",
        ),
        pytest.param(
            person("North Korean troops", type="MilitaryUnit"),
            person("soldiers from North Korea", type="MilitaryUnit"),
            id="forces-of-a-country",
        ),
    ],
)
def test_one_entity(ontology: Ontology, left: dict[str, object], right: dict[str, object]) -> None:
    (one,) = resolve([article("a", left), article("b", right)], ontology)
    assert one.members == (("a", "e1"), ("b", "e1"))
    assert one.reasons


@pytest.mark.parametrize(
    ("left", "right"),
    [
        pytest.param(person("Corrigall"), person("Corrigall"), id="bare-surname"),
        pytest.param(person("Mina Corrigall"), person("Corrigall"), id="surname-and-full-name"),
        pytest.param(person("El-Sayed"), person("El-Sayed"), id="surname-with-a-hyphen"),
        pytest.param(
            person("Nadia El Sayed", "El Sayed"),
            person("Omar El Sayed", "El Sayed"),
            id="surname-of-two-words",
        ),
        pytest.param(person("Oleh Kravets"), person("Oleg Kravets"), id="alike-and-no-more"),
        pytest.param(person("Maria Ivanov"), person("Mario Ivanov"), id="other-person"),
        pytest.param(person("Jo Ray Hill"), person("Jo Sam Hill"), id="middle-names-differ"),
        pytest.param(person("Sarn Hill"), person("Sarn Hill", type="Place"), id="class"),
        pytest.param(
            person("Sarn", type="City"), person("Sarn", type="Region"), id="sibling-classes"
        ),
        pytest.param(
            person("Special Forces", type="MilitaryUnit"),
            person("Special Forces", type="MilitaryUnit"),
            id="common-nouns-only",
        ),
        pytest.param(
            person("Ministry of Defence", type="Organization"),
            person("Ministry of Defence", type="Organization"),
            id="body-of-every-country",
        ),
        pytest.param(
            person("North Korean troops", type="MilitaryUnit"),
            person("South Korean troops", type="MilitaryUnit"),
            id="other-country",
        ),
        pytest.param(
            person("North Korean prisoners", type="Group"),
            person("North Korean prisoners", type="Group"),
            id="some-people-of-a-country",
        ),
        pytest.param(
            person("North Korean troops", type="MilitaryUnit"),
            person("3rd Brigade", type="MilitaryUnit"),
            id="unit-of-its-own",
        ),
    ],
)
def test_two_entities(
    ontology: Ontology, left: dict[str, object], right: dict[str, object]
) -> None:
    found = resolve([article("a", left), article("b", right)], ontology)
    assert len(found) == 2
    assert len({one.key for one in found}) == 2


def in_office(id: str, of: str) -> Extraction:
    made = article(id, person("Ada Hill"), person(of, type="Organization"))
    office = Relation(
        id="r1", predicate="position_held", subject="e1", object="e2", evidence=Span(0, 1)
    )
    return replace(made, relations=(office,))


@pytest.mark.parametrize(
    ("of", "people"), [("Sarn Bank", 1), ("The Sarn Bank Group", 1), ("Orm Museum", 2)]
)
def test_offices_tell_namesakes_apart(ontology: Ontology, of: str, people: int) -> None:
    found = resolve([in_office("a", "Sarn Bank"), in_office("b", of)], ontology)
    assert sum(one.type == "Person" for one in found) == people


def test_unnamed_sources_stay_with_their_article(ontology: Ontology) -> None:
    analysts = person("analysts", type="Group")
    found = resolve(
        [article("a", analysts, kind="nominal"), article("b", analysts, kind="nominal")], ontology
    )
    assert [one.key for one in found] == ["a#e-0-8", "b#e-0-8"]
    assert not any(one.named for one in found)


def test_acronym_of_two_names_is_not_resolved(ontology: Ontology) -> None:
    found = resolve(
        [
            article("a", person("Sarn Valley Council", "SVC", type="Organization")),
            article("b", person("Sea Veterans Club", "SVC", type="Organization")),
            article("c", person("SVC", type="Organization")),
        ],
        ontology,
    )
    assert len(found) == 3


def test_lexicon_entry_gives_key_name_and_class(ontology: Ontology) -> None:
    ukraine = iri(ontology, "Ukraine")
    left = person("Ukraine", type="Country", known=ukraine)
    right = person("Kiev", type="Country", known=ukraine)
    (one,) = resolve([article("a", left), article("b", right, kind="demonym")], ontology)
    assert (one.key, one.name, one.type) == ("known/Ukraine", "Ukraine", "Country")
    assert one.names == ("Ukraine",), "what stands for a country is no name of it"


def test_lexicon_entries_are_never_joined(ontology: Ontology) -> None:
    left = person("Georgia", type="Country", known=iri(ontology, "Ukraine"))
    right = person("Georgia", type="Country", known=iri(ontology, "Poland"))
    assert len(resolve([article("a", left), article("b", right)], ontology)) == 2


def test_keys_are_injective(ontology: Ontology) -> None:
    names = ["a", "a#e-0-1", "a~b", "a%7Eb", "a/b", "A", "정경헌", "é", "..", " "]
    found = resolve(
        [article("Person/a", *(person(name) for name in names)), article("b", person("a"))],
        ontology,
    )
    assert len({one.key for one in found}) == len(names) + 1


def test_keys_of_equal_names_do_not_depend_on_order(ontology: Ontology) -> None:
    one, other = article("a", person("Hill")), article("b", person("Hill"))
    keys = {one.members: one.key for one in resolve([one, other], ontology)}
    assert keys == {one.members: one.key for one in resolve([other, one], ontology)}
    assert all("~" in key for key in keys.values())


def test_order_of_articles_does_not_matter(ontology: Ontology) -> None:
    articles = [
        article("a", person("Mina Corrigall"), person("UPW", type="Organization")),
        article("b", person("Mina R. Corrigall"), person("Sarn", type="Place")),
        article("c", person("Corrigall Mina"), person("Sarn", type="City")),
        article("d", person("Union of Port Workers", "UPW", type="Organization")),
        article(
            "e", person("Sarn", type="Region"), person("North Korean army", type="MilitaryUnit")
        ),
        article("f", person("Oleh Kravets"), place("Orm", "Region"), *COMPANY),
        article("g", person("Oleg Kravets"), place("Orm"), *COMPANY),
        article("h", person("O. Kravets"), place("Orm", "Person"), *COMPANY),
    ]
    expected = resolve(articles, ontology)
    for seed in range(10):
        random.Random(seed).shuffle(articles)
        assert resolve(articles, ontology) == expected


def test_judgement_joins(ontology: Ontology) -> None:
    articles = [article("a", person("Jon Hill")), article("b", person("Jonas Dale"))]
    judged = Judgement(verdict="same", left="Person/Jon Hill", right="Person/Jonas Dale")
    (one,) = resolve(articles, ontology, [judged])
    assert one.reasons == ("judged to be the same",)


def test_judgement_keeps_two_entities_apart(ontology: Ontology) -> None:
    articles = [article("a", person("Jon Hill")), article("b", person("Jon Hill"))]
    judged = Judgement(verdict="not_same", left="a#e-0-8", right="b#e-0-8")
    assert len(resolve(articles, ontology, [judged])) == 2


def test_judgement_splits_and_joins_the_rest(ontology: Ontology) -> None:
    articles = [article(id, person("Jon Hill")) for id in "abc"]
    judged = [
        Judgement(verdict="not_same", left="a#e-0-8", right="b#e-0-8"),
        Judgement(verdict="same", left="c#e-0-8", right="b#e-0-8"),
    ]
    found = resolve(articles, ontology, judged)
    assert groups(found) == {frozenset({"a:e1"}), frozenset({"b:e1", "c:e1"})}
    assert found == resolve(articles, ontology, reversed(judged))


def test_judgement_on_what_no_article_mentions_changes_nothing(ontology: Ontology) -> None:
    articles = [article("a", person("Jon Hill"))]
    judged = Judgement(verdict="same", left="Person/Jon Hill", right="Person/Nobody")
    assert resolve(articles, ontology, [judged]) == resolve(articles, ontology)


def test_read_judgements(tmp_path: Path) -> None:
    path = tmp_path / "judgements.tsv"
    path.write_text("# by hand\nsame\tPerson/a\tPerson/b\tseen\n\nnot_same\ta#e-0-1\tb#e-0-1\n")
    assert read_judgements(path) == (
        Judgement(verdict="same", left="Person/a", right="Person/b"),
        Judgement(verdict="not_same", left="a#e-0-1", right="b#e-0-1"),
    )


@pytest.mark.parametrize("line", ["perhaps\ta\tb", "same a b", "same\ta", "same\t\tb"])
def test_read_judgements_refuses(tmp_path: Path, line: str) -> None:
    path = tmp_path / "judgements.tsv"
    path.write_text(line, encoding="utf-8")
    with pytest.raises(ConfigError, match="line 1"):
        read_judgements(path)


def told(extraction: Extraction, number: int, text: str, kind: str = "nominal") -> Extraction:
    """Return the article with another mention of one of its entities."""
    entities = list(extraction.entities)
    one = entities[number - 1]
    mention = Mention(span=Span(at := 9000 + number, at + len(text)), text=text, kind=kind)
    entities[number - 1] = replace(one, mentions=(*one.mentions, mention))
    return replace(extraction, entities=tuple(entities))


def together(left: Extraction, right: Extraction, ontology: Ontology) -> bool:
    """Return whether the first entity of each of two articles is one."""
    wanted = {(left.article.id, "e1"), (right.article.id, "e1")}
    return any(wanted <= set(one.members) for one in resolve([left, right], ontology))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        pytest.param(person("Oleh Kravets"), person("Oleg Kravets"), id="given-name"),
        pytest.param(
            person("Yevhen Drozd"), person("Evgeny Drozd"), id="given-name-of-two-tongues"
        ),
        pytest.param(person("W. Lukasz"), person("Wojciech Łukasz"), id="initial"),
        pytest.param(
            place("Halden Port Office", "Organization"),
            place("Port Office of Halden", "Organization"),
            id="order-of-words",
        ),
        pytest.param(
            place("9th Brigade", "MilitaryUnit"),
            place("9th Mountain Brigade", "MilitaryUnit"),
            id="number-of-a-unit",
        ),
        pytest.param(place("Imbrel", "Region"), place("Imbrel"), id="class-that-is-a-guess"),
        pytest.param(person("Ada Moll"), place("Ada Moll", "Organization"), id="person-or-body"),
        pytest.param(place("Sarn", "Country"), person("Sarn"), id="one-word-that-is-no-surname"),
        pytest.param(
            person("Sarn Valley Council", "SVC", type="Organization"),
            place("S.V.C.", "Place"),
            id="acronym-of-another-class",
        ),
    ],
)
def test_articles_of_one_story_tell_more(
    ontology: Ontology, left: dict[str, object], right: dict[str, object]
) -> None:
    assert not together(article("a", left), article("b", right), ontology)
    alike = article("a", left, *COMPANY), article("b", right, *COMPANY)
    assert together(*alike, ontology)
    (one,) = (found for found in resolve(alike, ontology) if ("a", "e1") in found.members)
    assert any("the articles share" in why and "(score 0." in why for why in one.reasons)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        pytest.param(person("Oleg Kravets"), person("Olga Kravets"), id="gender-of-the-name"),
        pytest.param(place("Sarn", "Organization"), place("Sarn"), id="club-and-town"),
        pytest.param(person("Kravets"), person("Kravets"), id="bare-surname"),
        pytest.param(
            place("Sarn people", "Group"), place("Sarn people", "Organization"), id="people"
        ),
    ],
)
def test_one_story_is_not_enough(
    ontology: Ontology, left: dict[str, object], right: dict[str, object]
) -> None:
    alike = article("a", left, *COMPANY), article("b", right, *COMPANY)
    assert not together(*alike, ontology)


def test_classes_that_the_articles_tell_are_no_guess(ontology: Ontology) -> None:
    region = told(article("a", place("Imbrel", "Region"), *COMPANY), 1, "the province")
    assert together(region, article("b", place("Imbrel"), *COMPANY), ontology)
    city = told(article("b", place("Imbrel"), *COMPANY), 1, "the city")
    assert not together(region, city, ontology)
    (one,) = (
        found
        for found in resolve([region, article("b", place("Imbrel"), *COMPANY)], ontology)
        if found.name == "Imbrel"
    )
    assert one.type == "Region", "that which is no guess"


def test_genders_that_the_articles_tell_keep_people_apart(ontology: Ontology) -> None:
    left = told(article("a", person("Jon Kravets"), *COMPANY), 1, "she", "pronoun")
    right = article("b", person("John Kravets"), *COMPANY)
    assert together(left, right, ontology)
    assert not together(left, told(right, 1, "he", "pronoun"), ontology)


def test_who_could_be_one_of_two_is_neither(ontology: Ontology) -> None:
    left = article("a", person("W. Lukasz"), *COMPANY)
    right = article("b", person("Wojciech Lukasz"), *COMPANY, person("Witold Lukasz"))
    assert not together(left, right, ontology)


def test_what_could_be_either_joins_nothing(ontology: Ontology) -> None:
    names = (("Sarn Valley Council", "SVC"), ("Sea Veterans Club", "SVC"))
    articles = [
        article(str(n), person(*both, type="Organization"), *COMPANY)
        for n, both in enumerate(names)
    ]
    articles.append(article("other", place("SVC", "Place"), *COMPANY))
    found = resolve(articles, ontology)
    assert len([one for one in found if "SVC" in one.names]) == 3
    people = [person("Wojciech Lukasz"), person("Witold Lukasz"), person("W. Lukasz")]
    found = resolve([article(str(n), one, *COMPANY) for n, one in enumerate(people)], ontology)
    assert len([one for one in found if "Lukasz" in one.name]) == 3


def test_forces_of_a_country_that_only_the_texts_know(ontology: Ontology) -> None:
    names = ("Tarvian troops", "Tarvia's army", "Tarvian Armed Forces")
    country = person("Tarvia", type="Country")
    articles = [
        article(str(number), person(name, type="MilitaryUnit"), country)
        for number, name in enumerate(names)
    ]
    articles.append(article("other", person("Norvian army", type="MilitaryUnit")))
    found = [one for one in resolve(articles, ontology) if one.type == "MilitaryUnit"]
    assert sorted(len(one.members) for one in found) == [1, 3]


def test_reasons_have_scores(ontology: Ontology) -> None:
    names = ("Ivo Zelenskyy", "Ivo Zelenskiy", "Ivo Zelenskiy")
    (one,) = resolve([article(str(n), person(name)) for n, name in enumerate(names)], ontology)
    assert one.reasons == (
        "the same name, spelled differently: ivozelenski (score 1.00)",
        "the same name: ivo zelenskiy (score 1.00)",
    )
