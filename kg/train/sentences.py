"""News paragraphs of our own, with names marked in the text -> passages.

    [Ada Roux](Person) of the [Odra Grain Board](Organization) left [Lima](City) on [Monday](Date).

A file opens with ``<!-- split: train -->`` or ``<!-- split: test -->``; a blank line parts its
paragraphs, a line is a sentence. Test files are scored and never trained on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from random import Random

from kg.train.augment import NOVELTY, NameShape, make_name, spell_name
from kg.train.gazetteer import Gazetteer, place_label
from kg.train.passages import Mention, Passage, join, substitute

CLASSES: Mapping[str, str] = {
    "Person": "PERSON",
    "Organization": "ORG",
    "NewsOutlet": "ORG",
    "MilitaryUnit": "ORG",
    "Country": "GPE",
    "City": "GPE",
    "Region": "region",
    "Place": "LOC",
    "Facility": "FAC",
    "Nationality": "NORP",
    "Date": "DATE",
    "Weapon": "PRODUCT",
    "Product": "PRODUCT",
    "Event": "EVENT",
    "Document": "WORK_OF_ART",
}
"""Classes of the marks to labels; a region is GPE or LOC by its name."""

SPLIT = re.compile(r"\A\s*<!--\s*split:\s*(train|test)\s*-->")
MARK = re.compile(r"\[([^\[\]]+)\]\(([A-Za-z]+)\)")

SWAPPED: Mapping[str, float] = {
    "Country": 0.4,
    "City": 0.6,
    "Region": 0.5,
    "Place": 0.3,
    "Nationality": 0.5,
    "Organization": 0.4,
    "NewsOutlet": 0.4,
    "MilitaryUnit": 0.3,
    "Facility": 0.3,
    "Product": 0.3,
    "Weapon": 0.3,
}
"""How often a name is replaced by another of its class when a paragraph is told again."""


def read_sentences(folder: Path, *, split: str) -> Iterator[Passage]:
    """Yield the paragraphs of the files of one split, with the classes of the marks."""
    for path in sorted(folder.glob("*.md")):
        text = path.read_text(encoding="utf-8")
        if split_of(text) == split:
            yield from paragraphs(text)


def split_of(text: str) -> str:
    """Return the split that a file names, "" where it names none."""
    match = SPLIT.match(text)
    return match[1] if match else ""


def paragraphs(text: str) -> Iterator[Passage]:
    """Yield the paragraphs of a marked text: a headline with what follows it."""
    body = SPLIT.sub("", text)
    for block in re.split(r"\n\s*\n", body):
        lines = [line.strip() for line in block.splitlines()]
        marked = [line for line in lines if line and not line.startswith(("#", "<!--"))]
        if marked:
            yield join([_unmarked(line) for line in marked])


def labelled(passage: Passage, gazetteer: Gazetteer) -> Passage:
    """Return ``passage`` with the pipeline's labels instead of the classes of the marks."""
    mentions = tuple(
        Mention(start=each.start, end=each.end, label=_label(passage, each, gazetteer))
        for each in passage.mentions
    )
    return Passage(text=passage.text, mentions=mentions)


def names_of(passages: Sequence[Passage]) -> dict[str, tuple[str, ...]]:
    """Return the names of each class that the passages hold, sorted."""
    found: dict[str, set[str]] = {}
    for passage in passages:
        for each in passage.mentions:
            found.setdefault(each.label, set()).add(passage.text[each.start : each.end])
    return {label: tuple(sorted(names)) for label, names in sorted(found.items())}


def retell(
    passage: Passage,
    names: Mapping[str, Sequence[str]],
    shapes: Sequence[NameShape],
    random: Random,
) -> Passage:
    """Return ``passage`` with other people, and some other names of the classes in SWAPPED."""
    told: dict[str, str] = {}
    texts: list[str] = []
    for each in passage.mentions:
        name = passage.text[each.start : each.end]
        if each.label == "Person":
            texts.append(_person(name, told, shapes, random))
        else:
            if name not in told:
                swapped = each.label in names and random.random() < SWAPPED.get(each.label, 0.0)
                told[name] = _other(each.label, names, random) if swapped else name
            texts.append(_in_case(name, told[name]))
    return substitute(passage, texts)


def _unmarked(line: str) -> Passage:
    text = ""
    place = 0
    mentions: list[Mention] = []
    for match in MARK.finditer(line):
        text += line[place : match.start()]
        mentions.append(Mention(start=len(text), end=len(text) + len(match[1]), label=match[2]))
        text += match[1]
        place = match.end()
    return Passage(text=text + line[place:], mentions=tuple(mentions))


def _label(passage: Passage, mention: Mention, gazetteer: Gazetteer) -> str:
    label = CLASSES.get(mention.label, "")
    if label != "region":
        return label
    known = place_label(gazetteer, passage.text[mention.start : mention.end])
    return known if known in {"GPE", "LOC"} else "GPE"


def _person(name: str, told: dict[str, str], shapes: Sequence[NameShape], random: Random) -> str:
    if name not in told:
        full, family = make_name(shapes, random, novelty=NOVELTY)
        parts = name.split()
        told[name] = full if len(parts) > 1 else family
        if len(parts) > 1:
            told.setdefault(parts[-1], family)
            told.setdefault(parts[0], full.split()[0])
    return _in_case(name, told[name])


def _other(label: str, names: Mapping[str, Sequence[str]], random: Random) -> str:
    listed = tuple(names[label])
    if label in {"City", "Region"} and random.random() < NOVELTY:
        return spell_name(tuple(name for name in listed if name.isalpha()), random)
    return random.choice(listed)


def _in_case(old: str, new: str) -> str:
    return new.upper() if old.isupper() and len(old) > 4 else new
