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
    """Return ``passage`` with its calendar dates; spans of time ("last week") are no names."""
    found = (
        Mention(start=match.start(), end=match.end(), label="DATE")
        for match in gazetteer.dates.finditer(passage.text)
    )
    return add(passage, found)


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
    month, weekday = f"(?:{_alternatives(months)})", f"(?:{_alternatives(weekdays)})"
    year = r"(?:1[5-9]|20)\d\d"
    counted = r" (?:people|men|troops|soldiers|metres|meters|km)\b"
    day = r"[0-3]?\d(?:st|nd|rd|th)?"
    before_month = ("in", "In", "by", "By", "of", "to", "early", "late", "since", "Since", "until",
                    "after", "last", "next", "this", "from", "during", "mid")  # fmt: skip
    known_month = "|".join(rf"(?<={word} )" for word in before_month)
    return re.compile(
        rf"\b(?:(?:{weekday},? )?{month} {day}(?:,? {year})?(?!\w)"
        rf"|(?:{weekday},? )?{day} (?:of )?{month}(?:,? {year})?(?!\w)"
        rf"|{month},? (?:of )?{year}\b"
        rf"|{weekday}\b"
        rf"|(?:{known_month}){month}(?!\w)"
        rf"|(?<![-–/]){year}[-–](?:{year}|\d\d)(?![-–\w])"
        rf"|(?:1[5-9]|20)\d0s\b"
        rf"|(?<![-–$£€.,/:]){year}(?![-–\w/%]|[,.]\d|{counted}))"
    )


def _alternatives(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda w: (-len(w), w)))
