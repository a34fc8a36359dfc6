"""What figures must be read in news: sentences of our own, by kind of wording."""

from datetime import date

import pytest

from kg.annotate.pipeline import annotate, load_pipeline
from kg.extractors.article import extract as extract_article
from kg.extractors.figures import extract
from kg.extractors.quotes import extract as extract_quotes
from kg.model import Article
from kg.ontology import load

pytestmark = pytest.mark.model
SIGNS = {
    "exactly": "", "between": "", "approximately": "~", "at_least": ">=", "more_than": ">",
    "at_most": "<=", "less_than": "<",
}  # fmt: skip


@pytest.fixture(scope="module")
def read(pipeline):
    nlp = load_pipeline(pipeline)

    def figures(text):
        article = Article(id="a", path="a", text=text, published=date(2025, 3, 5))
        return extract_article(article, annotate(article, nlp), load(), [extract_quotes, extract])

    return figures


def told(figure):
    """Return a figure as ">=30 person killed"."""
    ends = dict.fromkeys(f"{n:f}" for n in (figure.low, figure.high) if n is not None)
    return f"{SIGNS[figure.qualifier]}{'-'.join(ends)} {figure.measure} {figure.variable}"


def cases(*rows):
    return pytest.mark.parametrize(("text", "expected"), rows, ids=[row[0][:40] for row in rows])


def values(done):
    return [told(one) for one in done.figures]


@cases(
    ("The port unloaded 4,250 crates.", ["4250 crate other"]),
    ("Two dozen goats were stolen.", ["24 goat other"]),
    ("Half a million leaflets were printed.", ["500000 leaflet other"]),
    ("A hundred or so bakers marched to the mill.", ["~100 baker other"]),
    ("The vault held 1.2m coins.", ["1200000 coin other"]),
    ("One hundred and forty lamps were lit.", ["140 lamp other"]),
)
def test_digits_and_words(read, text, expected):
    assert values(read(text)) == expected


@cases(
    ("The wall is 33 to 39 feet high.", ["33-39 foot distance"]),
    ("Between 10 and 12 horses ran off.", ["10-12 horse other"]),
    ("It takes 10-12 crates of pears.", ["10-12 crate other"]),
    ("The town has 18.5 to 21–22 million lamps.", ["18500000-22000000 lamp other"]),
    ("Sales may reach $10 to $15 billion.", ["10000000000-15000000000 USD money"]),
    ("The sea may rise by 30 to 60 cm.", ["30-60 centimetre distance"]),
)
def test_ranges_share_scale_and_unit(read, text, expected):
    assert values(read(text)) == expected


@cases(
    ("Dozens of kites were lost.", [">=12 kite other"]),
    ("Thousands of bricks fell.", [">=1000 brick other"]),
    ("Tens of thousands of coins were found.", [">=10000 coin other"]),
    ("Several hundred huts burned down.", [">=200 hut other"]),
    ("Hundreds of people fled.", [">=100 person displaced"]),
)
def test_vague_plurals_are_intervals(read, text, expected):
    assert values(read(text)) == expected


@cases(
    ("Some 20 per cent of the wheat was wet.", ["~20 percent share"]),
    ("One in four lamps was broken.", ["25 percent share"]),
    ("Half of the fleet is in dock.", ["50 percent share"]),
    ("Output fell by a third in May.", ["33.3333 percent share"]),
    ("The crop was a quarter less than in 2020.", ["25 percent share"]),
    ("Two-thirds of the roofs were torn off.", ["66.6667 percent share"]),
)
def test_shares(read, text, expected):
    assert values(read(text)) == expected


@cases(
    ("The bridge cost €2,500.", ["2500 EUR money"]),
    ("He paid 40 million lev for the mill.", ["40000000 BGN money"]),
    ("The fine is US$7.2bn.", ["7200000000 USD money"]),
    ("A ticket costs 15 pence.", ["15 penny money"]),
    ("She owed 300 Swiss francs.", ["300 CHF money"]),
)
def test_money_in_any_currency(read, text, expected):
    assert values(read(text)) == expected


@cases(
    ("The clinic counted 92 wounded a day.", ["92 person/day wounded"]),
    ("About 300 pilgrims are fed every week.", ["~300 person/week other"]),
    ("Between 30 and 40 arrive each day.", ["30-40 person/day other"]),
    ("Rice sells at 3 dollars a kilo.", ["3 USD/kilogram money"]),
    ("The pump lifts 500 litres per hour.", ["500 litre/hour other"]),
)
def test_rates(read, text, expected):
    assert values(read(text)) == expected


@cases(
    ("The ferry was 23 feet long.", ["23 foot distance"]),
    ("The mast is 7 metres high.", ["7 metre distance"]),
    ("They hauled 40 tonnes of sand.", ["40 tonne other"]),
    ("It was minus 12 degrees Celsius at dawn.", ["-12 degree Celsius other"]),
    ("Winds reached 95 kilometres per hour.", ["95 kilometre per hour other"]),
)
def test_measures(read, text, expected):
    assert values(read(text)) == expected


@cases(
    ("Rents went up 12 per cent.", [("up", None)]),
    ("The flock was down 40.", [("down", None)]),
    ("Fares rose from 3 to 5 euros.", [(None, None), ("up", 3)]),
    ("The toll has climbed to 34, from 23 on Monday.", [("up", 23), (None, None)]),
    ("The party won 131 of the 240 seats, down from 148.",
     [("down", 148), (None, None), (None, None)]),
    ("Water rose by 2 metres, from 1 to 3 metres.", [("up", None), (None, None), ("up", 1)]),
    ("The army lost eight men.", [(None, None)]),
    ("Petrol went from 2 to 3 pesos.", [(None, None), ("up", 2)]),
    ("Osk grew by 0.4 per cent to 1.31 million.", [("up", None), (None, None)]),
)  # fmt: skip
def test_moves(read, text, expected):
    assert [(one.change, one.moved_from) for one in read(text).figures] == expected


@cases(
    ("Nearly 40 sheep drowned.", ["~40 sheep other"]),
    ("At least 11 miners died.", [">=11 person killed"]),
    ("Well over 5,000 crates were lost.", [">5000 crate other"]),
    ("Up to 400 sailors are missing.", ["<=400 person missing"]),
    ("As many as 300 goats escaped.", ["<=300 goat other"]),
    ("Fewer than 20 drivers came.", ["<20 person other"]),
    ("No more than five boats sailed.", ["<=5 boat other"]),
    ("An estimated 92 farmers were arrested.", ["~92 person arrested"]),
    ("Quake toll passes 300.", [">300 person killed"]),
)
def test_qualifiers(read, text, expected):
    assert values(read(text)) == expected


@cases(
    ("Three miners were killed and nine wounded.", ["3 person killed", "9 person wounded"]),
    ("Some 400 soldiers were killed or wounded.", ["~400 person killed_or_wounded"]),
    ("Norreland sent 800 soldiers to the coast.", ["800 person deployed"]),
    ("Six rowers are still missing.", ["6 person missing"]),
    ("The flood left 9,500 people homeless.", ["9500 person displaced"]),
    ("More than 90 escaped prisoners have been recaptured.", [">90 person captured"]),
    ("Gunners shot down nine of 12 drones.", ["9 drone other", "12 drone other"]),
    ("The fund of 90 million euros is spent, and 12,000 cattle were slaughtered.",
     ["90000000 EUR money", "12000 cattle other"]),
    ("The number of cholera cases rose to 1,240, and 57 people died.",
     ["1240 case other", "57 person killed"]),
    ("Seven miners were killed and four others trapped.", ["7 person killed", "4 person other"]),
    ("Police detained 540 people in 12 cities. The ministry gave the number as 312.",
     ["540 person arrested", "12 city other", "312 person arrested"]),
    ("Two guards were shot dead and another was wounded.", ["2 person killed"]),
    ("Ten lorries left. The town had asked for 120.", ["10 lorry other", "120 lorry other"]),
)  # fmt: skip
def test_variables(read, text, expected):
    assert values(read(text)) == expected


@cases(
    ("All 58 miners were saved.", ["miners"]),
    ("Some 6,200 villagers were evacuated.", ["villagers"]),
    ("Two of the passengers were killed.", ["passengers"]),
    ("Norreland sent 800 soldiers of the 3rd Engineer Brigade.", ["3rd Engineer Brigade"]),
    ("The Norrelander army lost eight men.", ["Norrelander army"]),
    ("Nine miners died. Two were wounded.", ["miners", "miners"]),
    ("A bus with 46 passengers fell, killing 19 people.", ["passengers", None]),
)
def test_population_is_called_without_its_number(read, text, expected):
    done = read(text)
    assert [done.name(one.population) for one in done.figures] == expected


@cases(
    ("Last week 300 people fled.", [("2025-02-24", "2025-03-02")]),
    ("Since Tuesday 300 people have fled.", [("2025-03-04", "2025-03-05")]),
    ("Two men were killed overnight.", [("2025-03-04", "2025-03-05")]),
    ("In the past two days 40 people died.", [("2025-03-03", "2025-03-05")]),
    ("In December 40 died, against 30 in the previous month.",
     [("2024-12-01", "2024-12-31"), ("2024-11-01", "2024-11-30")]),
    ("In all 34 people died, up from 23 a day earlier.", [None, ("2025-03-04", "2025-03-04")]),
    ("Some 73 people have died since the rain began on 20 February.",
     [("2025-02-20", "2025-03-05")]),
    ("The hospital counts 92 dead since the fighting began.", [(None, "2025-03-05")]),
    ("It was the worst wreck since 2008, when 119 drowned.", [("2008-01-01", "2008-12-31")]),
    ("In the past month 412 people died.", [("2025-02-03", "2025-03-05")]),
    ("Some 86 have died since the start of the year.", [("2025-01-01", "2025-03-05")]),
    ("It will be 41 degrees on Friday.", [("2025-03-07", "2025-03-07")]),
    ("The mine employs 80 men and dug 900 tonnes last year.",
     [None, ("2024-01-01", "2024-12-31")]),
    ("Turnout was 61 per cent, five points lower than in 2021.", [None, None]),
    ("It cut 300 jobs after sales fell 4 per cent last year.",
     [None, ("2024-01-01", "2024-12-31")]),
    ("Traders expect 40 ships at the end of June.", [("2025-06-21", "2025-06-30")]),
)  # fmt: skip
def test_dates(read, text, expected):
    times = [one.as_of for one in read(text).figures]
    days = [
        one and tuple(day and day.isoformat() for day in (one.earliest, one.latest))
        for one in times
    ]
    assert days == expected


@cases(
    ("Police put the crowd at 25,000.", ["Police"]),
    ("Insurers expect losses of 250 million euros.", ["Insurers"]),
    ("The toll rose to 312, the Rescue Board said, with 50 missing.",
     ["Rescue Board", "Rescue Board"]),
    ("The Harbour Board gave the weight as 2.9 tonnes.", ["Harbour Board"]),
    ("The judge gave him seven years.", [None]),
)  # fmt: skip
def test_sources(read, text, expected):
    done = read(text)
    assert [done.name(one.source) for one in done.figures] == expected


@cases(
    ("One was killed in the blast.", ["1 person killed"]),
    (
        "Two men were killed and one was wounded.",
        ["2 person killed", "1 person wounded"],
    ),
    ("The lone survivor was flown out.", ["1 person other"]),
    ("The sole passenger died.", ["1 person killed"]),
    ("One of them waved.", []),
)
def test_implicit_counts(read, text, expected):
    assert values(read(text)) == expected


@cases(
    ("The fire killed 90 people, among them six nurses.", [None, "f1"]),
    ("The crash killed 19 people, among them the driver and four pupils.", [None, "f1"]),
    ("Some 40 men were held, seven of them for weeks.", [None, "f1"]),
    ("Nine of the 12 kites came back.", ["f2", None]),
    ("Police found 12 rifles, including three AK-47s.", [None, "f1"]),
    ("Twelve of the region's 45 schools are closed.", ["f2", None]),
    ("It needs 4 million of the 11 million dinars.", ["f2", None]),
)
def test_parts(read, text, expected):
    assert [one.part_of for one in read(text).figures] == expected


@cases(
    ("Six nuns and their two maids were murdered.", ["6 person killed", "2 person killed"]),
    ("The mayor said 44 had died, not 47 as first reported.",
     ["44 person killed", "47 person killed denied"]),
    ("We buried 44 people yesterday and 19 today.", ["44 person killed", "19 person killed"]),
    ("The shop lost 12 million crowns. It lost 36 million in all.",
     ["12000000 crown money", "36000000 crown money"]),
    ("The limit was six hours; the driver passed the limit of nine.",
     ["6 hour other", "9 hour other"]),
)  # fmt: skip
def test_joint_counts_and_corrections(read, text, expected):
    denied = {"affirmed": "", "denied": " denied"}
    assert [told(one) + denied[one.polarity] for one in read(text).figures] == expected


@pytest.mark.parametrize(
    "text",
    [
        "The storm hit on 3 May 2024.", "It began at 5:25 a.m. in the 1990s.",
        "Ana Rell, 25, spoke.", "A 9-year-old boy waved.", "He is 41 years old.",
        "Call 555-0148 for help.", "Ring +44 20 7946 0123.", "Lorne beat Port 3-1.",
        "She came 12th in the second race.", "The third accident closed the road.",
        "A MiG-29 met an F-16.", "The 3rd Division and the 47th Brigade met.",
        "The HX-4 and the Model 7 are cars.", "See Section 14 and Articles 12, 14 and 15.",
        "Trains 12 and 47 ran.", "It is on Highway 9, near Route 5.", "Apollo 11 landed.",
        "In 2019 the mill closed.", "The vote on Resolution 2231 failed.",
        "Room 101 and Gate 7 were shut.", "No. 10 gave no answer.",
    ],
)  # fmt: skip
def test_no_figures(read, text):
    assert values(read(text)) == []


@cases(
    ("Twelve people were killed on Monday and nine more on Tuesday.", ["killed", "killed"]),
    ("The quake killed 12 people in Osk and nine others in Lorvik.", ["killed", "killed"]),
    ("The first raid killed three villagers, the second five.", ["killed", "killed"]),
    ("More than 200 were arrested, 40 of them minors.", ["arrested", "arrested"]),
    ("He put the number of displaced at 3,000, the agency at 9,000.", ["displaced", "displaced"]),
    ("Twelve were killed and nine more saw it.", ["killed", "other"]),
    ("Nine soldiers were killed, two of whom had just arrived.", ["killed", "other"]),
)
def test_what_shares_the_verb_before(read, text, expected):
    assert [figure.variable for figure in read(text).figures] == expected


def test_half_a_compound_number_has_the_phrase_of_the_whole(read):
    (found,) = read("Thirty-eight of the dead lived in a single street.").figures
    assert (found.low, found.variable) == (38, "killed")


@cases(
    ("Convoy of 30 trucks stopped on Monday", ["Monday"]),
    (
        "Half a million doses arrived on Saturday; a further 700,000 are expected by the end of "
        "June.",
        ["Saturday", "by the end of June"],
    ),
)
def test_when(read, text, expected):
    assert [figure.as_of.text for figure in read(text).figures] == expected


@cases(
    ("She shared photos of three badly burned Tarvian firefighters.", ["3 person other"]),
    ("It showed four freshly painted Central African boats.", ["4 boat other"]),
    ("The patrol hid arms such as two AK-74 assault rifles.", ["2 rifle other"]),
    ("Of the five trucks, two carried ammunition.", ["5 truck other", "2 truck other"]),
)
def test_what_is_counted_behind_participle_or_model(read, text, expected):
    assert values(read(text)) == expected


@cases(
    (
        "The fever infected 3,000 people and killed 1,100.",
        ["3000 person other", "1100 person killed"],
    ),
    ("Of the dead, 12 were nurses and two were doctors.", ["12 person killed", "2 person killed"]),
    ("The unit was cut to fewer than 1,000, a captured officer said.", ["<1000 count other"]),
    ("The war has driven 410,000 people from their homes.", ["410000 person displaced"]),
    ("The toll could be three times as high.", ["3 time other"]),
    (
        "People drowned and 14 remained unaccounted for after a ferry with 212 passengers sank.",
        ["14 person missing", "212 person other"],
    ),
    (
        "Ten people (five of them pupils) were hurt in the crush.",
        ["10 person wounded", "5 person wounded"],
    ),
    ("About 6,500 bus and tram drivers walked out.", ["~6500 person other"]),
)
def test_a_cue_is_of_what_it_stands_with(read, text, expected):
    assert values(read(text)) == expected


def test_part_is_of_the_people_of_its_whole(read):
    found = read("The rebels hold 300 prisoners. Their leader freed 50 of them.")
    names = {one.id: one.name for one in found.entities}
    assert [names.get(one.population) for one in found.figures] == ["prisoners", "prisoners"]


def test_place_is_part_of_a_name(read):
    found = read("A fever has killed 86 people in the Lorvik delta.")
    names = {one.id: one.name for one in found.entities}
    assert [names.get(one.place) for one in found.figures] == ["Lorvik"]
