"""Well-known names -> finer labels for corpora that only know "location" or "miscellaneous"."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.train.passages import UNKNOWN, Mention, Passage, add

GAZETTEER_FILE = Path(__file__).with_name("gazetteer.toml")

LABELS: Mapping[str, str] = {
    "country": "GPE",
    "city": "GPE",
    "province": "GPE",
    "region": "LOC",
    "facility": "FAC",
    "organisation": "ORG",
    "outlet": "ORG",
    "group": "NORP",
    "demonym": "NORP",
    "event": "EVENT",
    "product": "PRODUCT",
    "unit": "ORG",
}
"""The label of each list of names; later lists do not overrule earlier ones."""

UNITS = (
    r"(?:day|night|week|weekend|month|quarter|year|decade|century|summer|winter|spring|autumn|fall)"
)
LOOSE_DATE = re.compile(
    rf"\b(?:(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|several|few|many|past|some)"
    rf"[- ]{UNITS}s?(?: (?:ago|later|earlier|old))?|the {UNITS}|every {UNITS}|{UNITS}s|daily|weekly"
    r"|[Tt]oday|[Yy]esterday|[Tt]omorrow|[Tt]onight|now|currently|morning|evening|afternoon|\d{4})\b",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gazetteer:
    """The lists of the data file."""

    names: Mapping[str, tuple[str, ...]]
    heads: Mapping[str, frozenset[str]]
    pieces: Mapping[str, tuple[str, ...]]
    labels: Mapping[str, str]
    """Name to label."""
    dates: re.Pattern[str]
    peoples: re.Pattern[str]


def read_gazetteer(path: Path = GAZETTEER_FILE) -> Gazetteer:
    """Return the gazetteer of the data file."""
    with path.open("rb") as file:
        data = tomllib.load(file)
    names = {kind: tuple(listed) for kind, listed in data["names"].items()}
    heads = {kind: frozenset(listed) for kind, listed in data["heads"].items()}
    labels: dict[str, str] = {}
    for kind, label in LABELS.items():
        for name in names[kind]:
            labels.setdefault(name, label)
    for name in names["demonym"]:
        labels.setdefault(name + "s", "NORP")
    peoples = [name for name, label in labels.items() if label == "NORP"]
    return Gazetteer(
        names=names,
        heads=heads,
        pieces={kind: tuple(listed) for kind, listed in data["pieces"].items()},
        labels=labels,
        dates=_date_pattern(data["heads"]["month"], data["heads"]["weekday"]),
        peoples=re.compile(rf"\b(?:{_alternatives(peoples)})\b(?!-)"),
    )


def place_label(gazetteer: Gazetteer, name: str) -> str:
    """Return NORP, GPE, LOC or FAC for the name of a place or of its people, or UNKNOWN."""
    bare = without_article(name)
    known = gazetteer.labels.get(bare)
    if known is not None:
        return known if known in {"GPE", "LOC", "FAC", "NORP"} else UNKNOWN
    words = bare.split()
    if words[-1].islower() or re.search(r"(?:[ie]an|ish|ese|[ie]?ans)$", words[-1]):
        return UNKNOWN
    if words[-1] in gazetteer.heads["facility"]:
        return "FAC"
    if words[-1] in gazetteer.heads["region"] or words[0] in gazetteer.heads["region"]:
        return "LOC"
    return "GPE"


def other_label(gazetteer: Gazetteer, name: str) -> str:
    """Return the label of a "miscellaneous" name, UNKNOWN if nothing gives it away."""
    bare = without_article(name)
    if bare in gazetteer.labels:
        return gazetteer.labels[bare]
    if bare.split()[-1] in gazetteer.heads["event"]:
        return "EVENT"
    return UNKNOWN


def without_article(name: str) -> str:
    """Return ``name`` without an article before it."""
    return re.sub(r"^(?:[Tt]he|an?) ", "", name) or name


def add_dates(gazetteer: Gazetteer, passage: Passage) -> Passage:
    """Return ``passage`` with its calendar dates known and its vaguer times unknown."""
    exact = (
        Mention(start=match.start(), end=match.end(), label="DATE")
        for match in gazetteer.dates.finditer(passage.text)
    )
    loose = (
        Mention(start=match.start(), end=match.end(), label=UNKNOWN)
        for match in LOOSE_DATE.finditer(passage.text)
    )
    return add(add(passage, exact), loose)


def add_peoples(gazetteer: Gazetteer, passage: Passage) -> Passage:
    """Return ``passage`` with nationalities, religions and parties known by name."""
    found = (
        Mention(start=match.start(), end=match.end(), label="NORP")
        for match in gazetteer.peoples.finditer(passage.text)
    )
    return add(passage, found)


def add_unknown_names(passage: Passage) -> Passage:
    """Return ``passage`` with capitalised words inside sentences unknown."""
    return add(passage, _capitalised(passage.text))


def _capitalised(text: str) -> Iterator[Mention]:
    for match in re.finditer(r"(?<=[a-z,;] )[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*)*", text):
        if match[0] not in {"I", "I'm", "I’m", "I've", "I’ve", "I'll", "I'd"}:
            yield Mention(start=match.start(), end=match.end(), label=UNKNOWN)


def _date_pattern(months: list[str], weekdays: list[str]) -> re.Pattern[str]:
    month, weekday = _alternatives(months), f"(?:{_alternatives(weekdays)})"
    year = r"(?:1[5-9]|20)\d\d"
    day = r"(?:[0-3]?\d(?:st|nd|rd|th)?)"
    return re.compile(
        rf"\b(?:(?:{weekday},? )?(?:{month}) {day}(?:,? {year})?(?!\w)"
        rf"|(?:{weekday},? )?{day} (?:of )?(?:{month})(?:,? {year})?(?!\w)"
        rf"|(?:early |late |mid-)?(?:{month}),? (?:of )?{year}\b"
        rf"|(?:(?:last|next|this) )?(?:{weekday})\b"
        rf"|(?:(?:last|next|this) )(?:{month}|{UNITS})\b"
        rf"|(?<=[Ii]n )(?:early |late )?(?:{month})(?!\w)"
        rf"|(?:the )?(?:early |late |mid-)?{year[:-4]}\d0s\b"
        rf"|(?<=(?:in|by|of|to) )(?:early |late |mid-)?{year}(?![-\w])"
        rf"|(?<=(?:In|By) )(?:early |late |mid-)?{year}(?![-\w])"
        rf"|(?<=(?:since|until|after) )(?:early |late )?{year}(?![-\w])"
        rf"|[Yy]esterday|[Tt]omorrow|[Tt]oday"
        rf"|(?<=\(){year}(?=\)))"
    )


def _alternatives(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda w: (-len(w), w)))
