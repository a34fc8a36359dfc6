"""The news sentences of ``news.txt`` -> passages with invented names in their places."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from random import Random

from kg.train.augment import NOVELTY, NameShape, make_name, spell_name
from kg.train.gazetteer import Gazetteer
from kg.train.passages import UNKNOWN, Mention, Passage, join

NEWS_FILE = Path(__file__).with_name("news.txt")

PIECE = re.compile(
    r"\[(?P<text>[^\]]*(?:\{[A-Z]+\}[^\]]*)*)\]\((?P<label>[A-Z_]*)\)|\{(?P<kind>[A-Z]+)\}"
)

LISTS: Mapping[str, tuple[tuple[str, ...], str]] = {
    "COUNTRY": (("country",), "GPE"),
    "PROVINCE": (("province",), "GPE"),
    "REGION": (("region",), "LOC"),
    "WATER": (("water",), "LOC"),
    "FAC": (("facility",), "FAC"),
    "ORG": (("organisation",), "ORG"),
    "OUTLET": (("outlet",), "ORG"),
    "UNIT": (("unit",), "ORG"),
    "DEMONYM": (("demonym",), "NORP"),
    "EVENT": (("event",), "EVENT"),
    "PRODUCT": (("product",), "PRODUCT"),
}
"""Kind of place -> the gazetteer's lists it draws from, and its label."""

PEOPLES = ("Muslim", "Christian", "Kurdish", "Arab", "Jewish", "Hindu", "Tutsi", "Tamil", "Sunni")
PLURAL_PEOPLES = ("Muslims", "Christians", "Kurds", "Arabs", "Jews", "Hindus", "Tutsis", "Tamils")

SILENT = "-"
"""The label of a part that is no name by itself."""


def tell_news(
    gazetteer: Gazetteer,
    shapes: Sequence[NameShape],
    random: Random,
    *,
    times: int,
    path: Path = NEWS_FILE,
) -> Iterator[Passage]:
    """Yield short articles in which each sentence of the file stands ``times`` times."""
    lines = [
        line
        for line in path.read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    for _ in range(times):
        random.shuffle(lines)
        place = 0
        while place < len(lines):
            size = random.choice((1, 1, 2, 3, 4))
            group = [fill(line, gazetteer, shapes, random) for line in lines[place : place + size]]
            yield join(group, separator=random.choice((" ", "\n\n", "\n\n")))
            place += size


def fill(line: str, gazetteer: Gazetteer, shapes: Sequence[NameShape], random: Random) -> Passage:
    """Return one sentence with a name drawn for each of its places."""
    draw = _Draw(gazetteer, shapes, random)
    text, end = "", 0
    mentions: list[Mention] = []
    for match in PIECE.finditer(line):
        text += line[end : match.start()]
        end = match.end()
        if match["kind"]:
            name, label = draw(match["kind"])
        else:
            name = re.sub(r"\{([A-Z]+)\}", lambda part: draw(part[1])[0], match["text"])
            label = match["label"]
        if label != SILENT:
            mentions.append(Mention(start=len(text), end=len(text) + len(name), label=label))
        text += name
    return Passage(text=text + line[end:], mentions=tuple(mentions))


class _Draw:
    """Draws names; remembers the last person for a second mention."""

    def __init__(self, gazetteer: Gazetteer, shapes: Sequence[NameShape], random: Random) -> None:
        self.gazetteer = gazetteer
        self.shapes = shapes
        self.random = random
        self.family = "Mensah"
        self.acronym = "".join(random.choice("ABCDEFGILMNPRSTU") for _ in range(3))
        self.special: Mapping[str, Callable[[], tuple[str, str]]] = {
            "PERSON": self._person,
            "LAST": lambda: (self.family, "PERSON"),
            "LASTONLY": self._family,
            "CITYCAPS": lambda: (self._city().upper(), "GPE"),
            "CITY": lambda: (self._city(), "GPE"),
            "FIRM": self._firm,
            "GROUP": self._group,
            "TOPIC": lambda: (self._piece("topic"), SILENT),
            "DEMONYMS": self._people,
            "GROUPS": lambda: (random.choice(PLURAL_PEOPLES), "NORP"),
            "WEEKDAY": lambda: (self._head("weekday"), "DATE"),
            "MONTH": lambda: (self._month(), "DATE"),
            "YEAR": lambda: (str(random.randint(1960, 2029)), "DATE"),
            "MONTHYEAR": lambda: (f"{self._month()} {random.randint(1985, 2029)}", "DATE"),
            "MONTHDAY": lambda: (f"{self._month()} {random.randint(1, 30)}", "DATE"),
            "DATE": self._date,
            "FACNEW": lambda: (f"{self._place()} {self._piece('building')}", UNKNOWN),
            "PORTFOLIO": lambda: (self._piece("portfolio"), SILENT),
            "PARTY": lambda: (self._piece("party"), SILENT),
            "SCIENCE": lambda: (self._piece("science"), SILENT),
            "PLACENAME": lambda: (self._place(), "GPE"),
            "SAINT": lambda: (self._piece("saint"), SILENT),
            "GIVEN": lambda: (random.choice(random.choice(self.shapes).given), SILENT),
            "ACRONYM": lambda: (self.acronym, "ORG"),
        }

    def __call__(self, kind: str) -> tuple[str, str]:
        if kind in self.special:
            return self.special[kind]()
        lists, label = LISTS[kind]
        return self._one(*lists), label

    def _person(self) -> tuple[str, str]:
        name, self.family = make_name(self.shapes, self.random, novelty=NOVELTY)
        return name, "PERSON"

    def _family(self) -> tuple[str, str]:
        return make_name(self.shapes, self.random, novelty=NOVELTY)[1], "PERSON"

    def _firm(self) -> tuple[str, str]:
        names = self.gazetteer.names["organisation"] + self.gazetteer.names["outlet"]
        return spell_name(tuple(name for name in names if name.isalpha()), self.random), "ORG"

    def _city(self) -> str:
        if self.random.random() < NOVELTY:
            return spell_name(self.gazetteer.names["city"], self.random)
        return self._one("city")

    def _place(self) -> str:
        if self.random.random() < NOVELTY:
            return spell_name(self.gazetteer.pieces["place"], self.random)
        return self._piece("place")

    def _group(self) -> tuple[str, str]:
        return self.random.choice((self._one("demonym"), *PEOPLES)), "NORP"

    def _people(self) -> tuple[str, str]:
        endings = [name for name in self.gazetteer.names["demonym"] if name.endswith(("an", "i"))]
        return self.random.choice(endings) + "s", "NORP"

    def _date(self) -> tuple[str, str]:
        day, month = self.random.randint(1, 30), self._month()
        year = self.random.randint(1990, 2029)
        forms = (
            f"{day} {month}",
            f"{month} {day}",
            f"{month} {day}, {year}",
            f"{day} {month} {year}",
            f"{self._head('weekday')}, {month} {day}",
        )
        return self.random.choice(forms), "DATE"

    def _month(self) -> str:
        names = self.gazetteer.heads["month"]
        return self.random.choice(
            sorted(name for name in names if (name[-1] != "." and len(name) > 4) or name == "May")
        )

    def _head(self, kind: str) -> str:
        return self.random.choice(sorted(self.gazetteer.heads[kind]))

    def _one(self, *lists: str) -> str:
        pools = {**self.gazetteer.names, **self.gazetteer.pieces}
        return self.random.choice(pools[self.random.choice(lists)])

    def _piece(self, kind: str) -> str:
        return self.random.choice(self.gazetteer.pieces[kind])
