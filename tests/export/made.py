"""A finished product made by hand, for every exporter: invented articles, claims of each kind.

Names in other scripts, ids that are no file names, denials, hedges, noise outside the body and a
reject are all in it, so that an exporter that copes with it copes with most builds.
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from kg.iris import DEFAULT_BASE
from kg.model import (
    Article,
    Comparison,
    Entity,
    Extraction,
    Figure,
    Mention,
    Product,
    Quote,
    Reject,
    Relation,
    Resolved,
    Run,
    Span,
    TimeSpan,
)

FIRST = """Kesrin Ledger | Home | Ports

Fire aboard ferry off Port Kesrin

At least 14 people died when the ferry Alda Maris caught fire off Port Kesrin on Sunday, the \
Kesrin Coast Guard said.

“We had smoke on two decks and no power,” said Ilse Varga, who commands the Kesrin Coast Guard. \
She added that two rescue cutters were sent to Port Kesrin from Tavia.

Oren Dace, leader of the Harbour Union, denied that his members had blocked the quay. “Nobody \
blocked anything,” Dace told the Kesrin Ledger.

Read more: Ten ferries that never sailed
"""
SECOND = """Ferry toll rises

The Interior Ministry of Tavia put the number of dead at between 20 and 25 on Monday. An official \
said about 60 people were still missing.

Oren Dace of the Harbour Union said more than 30 people had been killed. “The ministry counts \
tickets & not people,” Dace said. He thinks the 4th Pontoon Company was probably sent to the Sella \
Strait.

Tavia did not send the 4th Pontoon Company to Port Kesrin, Runa Halvik said, according to the \
Tavia Herald.
"""
THIRD = """The Kesrin Coast Guard on Wednesday revised the toll to 23 dead.

Laila al-Haddad (ليلى الحداد), who speaks for the insurer Blue Meridian, called it “a single \
welding spark”. 北湾通讯社 reported that the Tavian Navy supplied pumps to the Kesrin Coast Guard.
"""


class Draft:
    """An article in the making: finds spans by their words, numbers entities and records."""

    def __init__(self, article):
        self.article = article
        self.extraction = Extraction(article=article)

    def span(self, words, *, nth=0):
        start = -1
        for _ in range(nth + 1):
            start = self.article.text.index(words, start + 1)
        return Span(start, start + len(words))

    def entity(self, name, type, *mentions, kind="name", known=None):
        found = [Mention(span=self.span(w), text=w, kind=kind) for w in (mentions or (name,))]
        entities = self.extraction.entities
        one = Entity(
            id=f"e{len(entities) + 1}", name=name, type=type, mentions=tuple(found), known=known
        )
        self.extraction = replace(self.extraction, entities=(*entities, one))
        return one.id

    def quote(self, kind, *content, source_words=None, cue=None, **values):
        number = len(self.extraction.quotes) + 1
        quote = Quote(
            id=f"q{number}",
            kind=kind,
            content=tuple(self.span(words) for words in content),
            source_span=self.span(source_words) if source_words else None,
            cue=self.span(cue) if cue else None,
            **{"mode": "speech", "rule": "https://kg.example/lexicon/en/say", **values},
        )
        self.extraction = replace(self.extraction, quotes=(*self.extraction.quotes, quote))

    def figure(self, number, low, high, *, phrase=None, **values):
        figure = Figure(
            id=f"f{len(self.extraction.figures) + 1}",
            span=self.span(number),
            low=None if low is None else Decimal(low),
            high=None if high is None else Decimal(high),
            phrase=self.span(phrase) if phrase else None,
            rule="number-and-noun",
            **values,
        )
        self.extraction = replace(self.extraction, figures=(*self.extraction.figures, figure))

    def relation(self, predicate, subject, object, evidence, **values):
        relation = Relation(
            id=f"r{len(self.extraction.relations) + 1}",
            predicate=predicate,
            subject=subject,
            object=object,
            evidence=self.span(evidence),
            rule="https://kg.example/lexicon/en/send",
            **values,
        )
        found = (*self.extraction.relations, relation)
        self.extraction = replace(self.extraction, relations=found)


def article(id, text, body_from, body_to, **values):
    start, end = text.index(body_from), text.index(body_to) + len(body_to)
    return Article(id=id, path=id, text=text, body=(Span(start, end),), origins=(id,), **values)


def first():
    draft = Draft(
        article(
            "kesrin/ferry fire.txt",
            FIRST,
            "Fire aboard",
            "told the Kesrin Ledger.",
            title="Fire aboard ferry off Port Kesrin",
            publisher="Kesrin Ledger",
            published=date(2031, 3, 2),
            url="https://ledger.example/ports/1?a=1&b=2",
        )
    )
    guard = draft.entity("Kesrin Coast Guard", "Organization")
    port = draft.entity("Port Kesrin", "City")
    varga = draft.entity("Ilse Varga", "Person", "Ilse Varga", "She")
    tavia = draft.entity("Tavia", "Country")
    cutters = draft.entity("two rescue cutters", "Group", kind="nominal")
    dace = draft.entity("Oren Dace", "Person")
    union = draft.entity("Harbour Union", "Organization")
    draft.entity("Kesrin Ledger", "NewsOutlet")
    ferry = draft.entity("Alda Maris", "Event")
    died = "At least 14 people died when the ferry Alda Maris caught fire off Port Kesrin on Sunday"
    sent = "two rescue cutters were sent to Port Kesrin from Tavia"
    draft.quote("indirect", died, source=guard, source_words="the Kesrin Coast Guard")
    draft.quote(
        "direct",
        "We had smoke on two decks and no power",
        source=varga,
        source_words="Ilse Varga",
        confidence=Decimal("0.95"),
        construction="quote/direct/verb/named-source",
    )
    draft.quote("indirect", sent, source=varga, source_words="She", cue="added")
    blocked = "his members had blocked the quay"
    draft.quote("indirect", blocked, source=dace, cue="denied", polarity="denied")
    draft.quote(
        "direct", "Nobody blocked anything", source=dace, cue="told", addressee="e8",
        confidence=Decimal("0.75"),
    )  # fmt: skip
    draft.figure(
        "14",
        14,
        None,
        phrase="At least 14 people",
        qualifier="at_least",
        variable="killed",
        counted="people",
        population=ferry,
        place=port,
        source=guard,
        as_of=TimeSpan(text="on Sunday", earliest=date(2031, 3, 2), latest=date(2031, 3, 2)),
    )
    draft.relation("sent_by", cutters, tavia, sent, source=varga)
    draft.relation("deployed_to", cutters, port, sent, source=varga)
    draft.relation("commands", varga, guard, "Ilse Varga, who commands the Kesrin Coast Guard")
    draft.relation("member_of", dace, union, "Oren Dace, leader of the Harbour Union")
    return draft.extraction


def second():
    draft = Draft(
        article(
            "herald/../Fähre 2.html",
            SECOND,
            "Ferry toll",
            "Tavia Herald.",
            title="Ferry toll rises",
            publisher="Tavia Herald",
            published=date(2031, 3, 3),
            url="javascript:alert(1)",
        )
    )
    ministry = draft.entity("Interior Ministry of Tavia", "Organization")
    tavia = draft.entity("Tavia", "Country")
    official = draft.entity("official", "Person", kind="nominal")
    dace = draft.entity("Oren Dace", "Person", "Oren Dace", "He")
    union = draft.entity("Harbour Union", "Organization")
    company = draft.entity("4th Pontoon Company", "MilitaryUnit")
    strait = draft.entity("Sella Strait", "Region")
    port = draft.entity("Port Kesrin", "City")
    halvik = draft.entity("Runa Halvik", "Person")
    herald = draft.entity("Tavia Herald", "NewsOutlet")
    missing = "about 60 people were still missing"
    killed = "more than 30 people had been killed"
    maybe = "the 4th Pontoon Company was probably sent to the Sella Strait"
    denied = "Tavia did not send the 4th Pontoon Company to Port Kesrin"
    draft.quote("indirect", missing, source=official, source_words="An official")
    draft.quote("indirect", killed, source=dace, source_words="Oren Dace of the Harbour Union")
    draft.quote("direct", "The ministry counts tickets & not people", source=dace)
    draft.quote("indirect", maybe, source=dace, mode="belief", certainty="probable")
    draft.quote("indirect", denied, source=halvik, via=(herald,), source_words="Runa Halvik")
    toll = {"variable": "killed", "place": port, "counted": "people"}
    draft.figure("between 20 and 25", 20, 25, qualifier="between", source=ministry, **toll)
    draft.figure(
        "60", 54, 66, phrase="about 60 people", qualifier="approximately", variable="missing",
        counted="people", source=official, confidence=Decimal("0.75"),
    )  # fmt: skip
    draft.figure(
        "30", 31, None, phrase="more than 30 people", qualifier="more_than", source=dace, **toll
    )
    draft.relation("member_of", dace, union, "Oren Dace of the Harbour Union")
    draft.relation("deployed_to", company, strait, maybe, source=dace, certainty="probable")
    draft.relation(
        "deployed_to", company, port, denied, source=halvik, via=(herald,), polarity="denied"
    )
    draft.relation("sent_by", company, tavia, denied, source=halvik, polarity="denied")
    return draft.extraction


def third():
    draft = Draft(article("wire#7", THIRD, "The Kesrin", "Guard.\n", published=date(2031, 3, 5)))
    guard = draft.entity("Kesrin Coast Guard", "Organization")
    haddad = draft.entity("Laila al-Haddad", "Person", "Laila al-Haddad", "ليلى الحداد")
    insurer = draft.entity("Blue Meridian", "Organization")
    agency = draft.entity("北湾通讯社", "NewsOutlet")
    navy = draft.entity("Tavian Navy", "MilitaryUnit")
    pumps = "the Tavian Navy supplied pumps to the Kesrin Coast Guard"
    draft.quote("mixed", "a single welding spark", source=haddad, cue="called")
    draft.quote("indirect", pumps, source=agency, cue="reported")
    draft.figure("23", 23, 23, phrase="23 dead", variable="killed", counted="dead", source=guard)
    draft.relation("member_of", haddad, insurer, "speaks for the insurer Blue Meridian")
    draft.relation("supplied_to", navy, guard, pumps, source=agency)
    return draft.extraction


def make_product():
    extractions = tuple(sorted((first(), second(), third()), key=lambda one: one.article.id))
    one, two, three = "kesrin/ferry fire.txt", "herald/../Fähre 2.html", "wire#7"
    return Product(
        base=DEFAULT_BASE,
        run=Run(software="kg 0.1.0", pipeline="en_made_by_hand 1.0.0", ontology="0" * 64),
        extractions=extractions,
        resolved=resolved(extractions),
        comparisons=(
            Comparison(
                verdict="conflicts", left=(two, "f1"), right=(two, "f3"),
                reason="20 to 25 and more than 30 killed in Port Kesrin cannot both hold.",
            ),
            Comparison(
                verdict="agrees", left=(two, "f1"), right=(three, "f1"),
                reason="23 lies between 20 and 25; the place is taken to be the same.",
            ),
            Comparison(
                verdict="supersedes", left=(three, "f1"), right=(one, "f1"),
                reason="The Kesrin Coast Guard gave 23 three days after it gave at least 14.",
            ),
        ),
        rejects=(
            Reject(
                article=one, record="r9", kind="relation",
                focus="https://kg.example/article/kesrin%2Fferry%20fire.txt#relation-0",
                shape="https://kg.example/ns#DeployedToShape",
                path="https://kg.example/ns#deployedTo",
                value="https://kg.example/entity/Person/Ilse%20Varga",
                reason="Ilse Varga is a person, and only places are deployed to.",
                sentence="She added that two rescue cutters were sent to Port Kesrin from Tavia.",
            ),
        ),
        quads=(),
    )  # fmt: skip


def resolved(extractions):
    """Join entities of one class and name; nominal ones stay by themselves."""
    found = {}
    for extraction in extractions:
        for entity in extraction.entities:
            member = (extraction.article.id, entity.id)
            own = "" if entity.named else f"/{extraction.article.id}/{entity.id}"
            found.setdefault(f"{entity.type}/{entity.name}{own}", []).append((member, entity))
    return tuple(
        Resolved(
            key=key,
            name=members[0][1].name,
            type=members[0][1].type,
            names=tuple(
                sorted({m.text for _, e in members for m in e.mentions if m.kind == "name"})
            ),
            members=tuple(sorted(member for member, _ in members)),
            named=members[0][1].named,
            known="https://www.wikidata.org/entity/Q0" if key == "Country/Tavia" else None,
            reasons=("The same name in two articles.",) if len(members) > 1 else (),
        )
        for key, members in sorted(found.items())
    )
