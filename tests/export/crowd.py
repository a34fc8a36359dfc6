"""Finished products of any size, made by dice: invented towns, people and units in circles.

Most claims stay inside a circle, some entities take part in many and most in few, as in the news;
a tenth of all lie on islands of two or three.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import accumulate
from random import Random

from made import resolved

from kg.iris import DEFAULT_BASE
from kg.model import (
    Article,
    Entity,
    Extraction,
    Figure,
    Mention,
    Product,
    Quote,
    Relation,
    Run,
    Span,
)

SYLLABLES = (
    "bar", "ken", "dol", "mi", "ras", "tev", "ul", "san", "or", "lin", "va", "gri",
    "hem", "pol", "ze", "tak", "nor", "jo", "fel", "wy", "du", "cas",
)  # fmt: skip
TYPES = (
    "Person", "Person", "Person", "Organization", "Organization", "MilitaryUnit", "City",
    "City", "Country", "NewsOutlet", "Weapon", "Region",
)  # fmt: skip
PLACES = {"City", "Country", "Region"}
TAILS = {
    "Organization": " Council",
    "MilitaryUnit": " Brigade",
    "NewsOutlet": " Gazette",
    "Weapon": " launcher",
    "Region": " Valley",
}
CIRCLE = 60  # entities; about
A_PAGE = 7  # claims of an article
FIRST_DAY = date(2031, 1, 1)


@dataclass(frozen=True)
class Figurant:
    name: str
    type: str
    circle: int


def make_crowd(count, *, claims=None, seed=1):
    """Return a product in which ``claims`` (three for each entity) connect ``count`` entities."""
    dice = Random(seed)
    cast = _cast(dice, count)
    pairs = list(_pairs(dice, cast, claims or 3 * count))
    dice.shuffle(pairs)
    batches = [pairs[start : start + A_PAGE] for start in range(0, len(pairs), A_PAGE)]
    extractions = tuple(_article(dice, number, batch) for number, batch in enumerate(batches))
    return Product(
        base=DEFAULT_BASE,
        run=Run(software="kg 0.1.0", pipeline="en_made_by_dice 1.0.0", ontology="0" * 64),
        extractions=extractions,
        resolved=resolved(extractions),
        comparisons=(),
        rejects=(),
        quads=(),
    )


def _cast(dice, count):
    circles = max(2, round(count / CIRCLE))
    weights = [1 / (number + 1) ** 0.6 for number in range(circles)]
    names, cast = set(), []
    while len(cast) < count:
        type = dice.choice(TYPES)
        name = _name(dice, type)
        if name not in names:
            names.add(name)
            cast.append(Figurant(name, type, dice.choices(range(circles), weights)[0]))
    return cast


def _name(dice, type):
    def word():
        return "".join(dice.choices(SYLLABLES, k=dice.choice((2, 2, 3)))).capitalize()

    return f"{word()} {word()}" if type == "Person" else word() + TAILS.get(type, "")


def _pairs(dice, cast, claims):
    """Yield pairs: everybody in at least one, on islands or drawn by weight within a circle."""
    islands = len(cast) // 10
    alone, social = cast[:islands], cast[islands:]
    for one, other in zip(alone[::2], alone[1::2], strict=False):
        yield one, other
    circles = {}
    for one in social:
        circles.setdefault(one.circle, []).append(one)
    drawn = {
        key: (members, list(accumulate(1 / (n + 1) for n in range(len(members)))))
        for key, members in circles.items()
    }
    everybody = (social, list(accumulate(1 / (n + 1) for n in range(len(social)))))
    for one in social:
        yield one, _other(dice, one, *drawn[one.circle])
    for _ in range(claims - len(cast)):
        one = dice.choices(everybody[0], cum_weights=everybody[1])[0]
        where = drawn[one.circle] if dice.random() < 0.85 else everybody
        yield one, _other(dice, one, *where)


def _other(dice, one, members, weights):
    for _ in range(20):
        other = dice.choices(members, cum_weights=weights)[0]
        if other != one:
            return other
    return next(two for two in members if two != one)


def _article(dice, number, pairs):
    text, entities, records = "", {}, []

    def entity(figurant, start):
        known = entities.setdefault(figurant, [])
        known.append(Mention(span=Span(start, start + len(figurant.name)), text=figurant.name))
        return f"e{list(entities).index(figurant) + 1}"

    for one, other in pairs:
        start = len(text)
        records.append(_claim(dice, start, one, other, entity))
        text += records[-1][0]
    found = tuple(
        Entity(id=f"e{index}", name=one.name, type=one.type, mentions=tuple(mentions))
        for index, (one, mentions) in enumerate(entities.items(), start=1)
    )
    article = Article(
        id=f"crowd-{number:05}",
        path=f"crowd-{number:05}.txt",
        text=text,
        title=f"What was heard about {pairs[0][0].name}",
        publisher=dice.choice(("Morning Kesrin", "Tavia Evening", "The Pontoon")),
        published=FIRST_DAY + timedelta(days=dice.randrange(400)),
        body=(Span(0, len(text)),),
    )
    return replace(
        Extraction(article=article, entities=found),
        quotes=_numbered("q", records, Quote),
        figures=_numbered("f", records, Figure),
        relations=_numbered("r", records, Relation),
    )


def _numbered(letter, records, kind):
    found = [record for _, record in records if isinstance(record, kind)]
    return tuple(replace(one, id=f"{letter}{n}") for n, one in enumerate(found, start=1))


def _claim(dice, start, one, other, entity):
    """Return a sentence about two entities that begins at ``start``, and its record."""
    standing = {
        "polarity": "denied" if dice.random() < 0.08 else "affirmed",
        "certainty": dice.choices(("certain", "probable", "possible"), (8, 1, 1))[0],
        "rule": "dice",
        "confidence": Decimal(50 + start % 50) / 100,
    }
    roll = dice.random()
    if roll < 0.45:
        head = f"{one.name} said on that day that "
        words = f"{other.name} had {dice.choice(('agreed', 'left', 'paid', 'waited'))}"
        source = entity(one, start)
        entity(other, start + len(head))
        content = Span(start + len(head), start + len(head) + len(words))
        record = Quote(
            id="", kind="indirect", mode="speech", content=(content,), source=source, **standing
        )
        return f"{head}{words}. ", record
    if roll < 0.55:
        toll = dice.randrange(2, 900)
        head = f"{one.name} counted "
        phrase = f"{toll} people"
        subject = entity(one, start)
        object = entity(other, start + len(f"{head}{phrase} of "))
        at = start + len(head)
        record = Figure(
            id="", span=Span(at, at + len(str(toll))), low=Decimal(toll), high=Decimal(toll),
            phrase=Span(at, at + len(phrase)), variable=dice.choice(("killed", "missing")),
            counted="people", population=object, source=subject, **standing,
        )  # fmt: skip
        return f"{head}{phrase} of {other.name}. ", record
    verb, predicate = _verb(dice, other)
    head = f"{one.name} {verb} "
    subject, object = entity(one, start), entity(other, start + len(head))
    evidence = Span(start, start + len(head) + len(other.name))
    record = Relation(
        id="", predicate=predicate, subject=subject, object=object, evidence=evidence, **standing
    )
    return f"{head}{other.name}. ", record


def _verb(dice, other):
    if other.type in PLACES:
        return dice.choice((("was sent to", "deployed_to"), ("fought in", "fighting_in")))
    if other.type in {"Organization", "MilitaryUnit"}:
        return dice.choice((("is one of", "member_of"), ("was sent by", "sent_by")))
    return "was supplied to", "supplied_to"
