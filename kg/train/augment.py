"""Paragraphs -> the same paragraphs with other quotation marks and other people's names.

Public treebanks hold straight quotes and mostly Western names; news holds neither only. All
choices come from the ``Random`` given, so that a seed fixes them.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from random import Random

from kg.train.gazetteer import Gazetteer
from kg.train.passages import Passage, substitute
from kg.train.treebanks import Paragraph, Sentence, Word

NAMES_FILE = Path(__file__).with_name("names.toml")

OPENING = frozenset({'"', "``", "“", "„", "«"})
CLOSING = frozenset({'"', "''", "”", "»"})
STYLES: Mapping[str, tuple[str, str, str]] = {
    "straight": ('"', '"', "'"),
    "curly": ("“", "”", "’"),
    "single curly": ("‘", "’", "’"),
    "single": ("'", "'", "'"),
}
"""Opening mark, closing mark, apostrophe."""

NOVELTY = 0.4
"""How often an entity passage gets a name that is in no list."""

STYLE_WEIGHTS = {"straight": 2, "curly": 6, "single curly": 3, "single": 1}


@dataclass(frozen=True, slots=True, kw_only=True)
class NameShape:
    """Names of one tradition, and how they are put together."""

    forms: tuple[str, ...]
    given: tuple[str, ...]
    family: tuple[str, ...]


def read_names(path: Path = NAMES_FILE) -> tuple[NameShape, ...]:
    """Return the name shapes of the data file."""
    with path.open("rb") as file:
        shapes = tomllib.load(file)
    return tuple(
        NameShape(
            forms=tuple(shape["forms"]),
            given=tuple(shape["given"]),
            family=tuple(shape["family"]),
        )
        for _, shape in sorted(shapes.items())
    )


def make_name(
    shapes: Sequence[NameShape], random: Random, *, novelty: float = 0.0
) -> tuple[str, str]:
    """Return an invented full name and the part that a second mention uses.

    A share ``novelty`` (0 to 1) of the parts is spelt anew instead of taken from the lists.
    """
    shape = random.choice(shapes)
    form = random.choice(shape.forms)
    family = _part(shape.family, random, novelty)
    name = ""
    for place, piece in enumerate(form.replace("{f}", family).split("{g}")):
        name += (_part(shape.given, random, novelty) if place else "") + piece
    while "{m}" in name:
        name = name.replace("{m}", random.choice("ABCDEFGHJKLMNPRSTW"), 1)
    return name, family


def spell_name(models: tuple[str, ...], random: Random) -> str:
    """Return a word that is spelt like ``models``, letter by letter after the last two."""
    following = _following(models)
    for _ in range(20):
        word = ""
        while True:
            letter = random.choice(following[("^^" + word)[-2:]])
            if letter == "$":
                break
            word += letter
        if 3 <= len(word) <= 14 and word not in models:
            return word
    return random.choice(models)


def choose_style(random: Random) -> str:
    """Return the name of a quotation style, drawn by how often news uses it."""
    return random.choices(list(STYLE_WEIGHTS), weights=list(STYLE_WEIGHTS.values()))[0]


def restyle(paragraph: Paragraph, style: str) -> Paragraph:
    """Return ``paragraph`` with its quotation marks and apostrophes in another style."""
    opening, closing, apostrophe = STYLES[style]
    sentences = tuple(
        tuple(
            replace(word, form=_restyled(word, opening, closing, apostrophe)) for word in sentence
        )
        for sentence in paragraph.sentences
    )
    return replace(paragraph, sentences=sentences)


def rename(paragraph: Paragraph, shapes: Sequence[NameShape], random: Random) -> Paragraph:
    """Return ``paragraph`` with its full names of people replaced by invented ones."""
    return replace(
        paragraph,
        sentences=tuple(_renamed(sentence, shapes, random) for sentence in paragraph.sentences),
    )


def name_spans(sentence: Sentence) -> list[tuple[int, int]]:
    """Return half-open spans of two or more words that look like a person's full name."""
    spans: list[tuple[int, int]] = []
    place = 0
    while place < len(sentence):
        end = place + 1
        if sentence[place].upos == "PROPN" and sentence[place].form[:1].isupper():
            while end < len(sentence) and _continues_name(sentence[end], place):
                end += 1
            while sentence[end - 1].form == "-":
                end -= 1
        if end - place > 1 and _self_contained(sentence, place, end):
            spans.append((place, end))
        place = end
    return spans


def restyle_text(text: str, style: str) -> str:
    """Return ``text`` with its quotation marks in another style; no offset changes."""
    opening, closing, apostrophe = STYLES[style]
    text = re.sub(r"(?<=\w)['’](?=\w)", apostrophe, text)
    text = re.sub(r"(?<!\w)[\"“](?=\w)", opening, text)
    return re.sub(r"(?<=[\w.,!?])[\"”](?!\w)", closing, text)


def in_title_case(text: str) -> str:
    """Return ``text`` as headlines are written; no offset changes."""
    return re.sub(r"(?<![\w'’-])[a-z](?=[a-z’']{3,})", lambda match: match[0].upper(), text)


def swap_names(
    passage: Passage, shapes: Sequence[NameShape], gazetteer: Gazetteer, random: Random
) -> Passage:
    """Return ``passage`` with other people, and some other places and organisations, in it."""
    people: dict[str, tuple[str, str]] = {}
    texts: list[str | None] = []
    for mention in passage.mentions:
        name = passage.text[mention.start : mention.end]
        if mention.label == "PERSON":
            texts.append(_other_person(name, people, shapes, random))
        elif mention.label in {"GPE", "ORG", "NORP"} and random.random() < 0.4:
            texts.append(_same_kind(name, gazetteer, random))
        else:
            texts.append(None)
    return substitute(passage, texts)


@lru_cache(maxsize=64)
def _following(models: tuple[str, ...]) -> Mapping[str, str]:
    following: dict[str, str] = {}
    for model in models:
        spelt = f"^^{model}$"
        for place in range(2, len(spelt)):
            pair = spelt[place - 2 : place]
            following[pair] = following.get(pair, "") + spelt[place]
    return following


def _part(names: tuple[str, ...], random: Random, novelty: float) -> str:
    if novelty and random.random() < novelty:
        return spell_name(names, random)
    return random.choice(names)


def _other_person(
    name: str,
    people: dict[str, tuple[str, str]],
    shapes: Sequence[NameShape],
    random: Random,
) -> str:
    last = name.split()[-1]
    if " " in name:
        people[last] = make_name(shapes, random, novelty=NOVELTY)
        return people[last][0]
    if last not in people:
        people[last] = make_name(shapes, random, novelty=NOVELTY)
    return people[last][1]


def _same_kind(name: str, gazetteer: Gazetteer, random: Random) -> str | None:
    kinds = ("country", "city", "province", "organisation", "outlet", "demonym")
    lists = [gazetteer.names[kind] for kind in kinds if name in gazetteer.names[kind]]
    if not lists:
        return None
    towns = gazetteer.names["city"]
    if lists[0] is towns and random.random() < NOVELTY:
        return spell_name(towns, random)
    return random.choice(lists[0])


def _restyled(word: Word, opening: str, closing: str, apostrophe: str) -> str:
    if word.upos == "PUNCT":
        if word.xpos == "``" and word.form in OPENING:
            return opening
        if word.xpos == "''" and word.form in CLOSING:
            return closing
        return word.form
    return word.form.replace("'", apostrophe).replace("’", apostrophe)


def _continues_name(word: Word, start: int) -> bool:
    is_name = word.upos == "PROPN" and word.deprel == "flat" and word.head == start
    return is_name or (word.form == "-" and word.deprel == "punct" and word.head > start)


def _self_contained(sentence: Sentence, start: int, end: int) -> bool:
    outside = (word for place, word in enumerate(sentence) if not start <= place < end)
    inside_heads = all(start <= word.head < end for word in sentence[start + 1 : end]) and not any(
        start < word.head < end for word in outside
    )
    root = sentence[start].head
    return inside_heads and (root == start or not start < root < end)


def _renamed(sentence: Sentence, shapes: Sequence[NameShape], random: Random) -> Sentence:
    for start, end in reversed(name_spans(sentence)):
        name, _ = make_name(shapes, random)
        sentence = _replace_span(sentence, start, end, name)
    return sentence


def _replace_span(sentence: Sentence, start: int, end: int, name: str) -> Sentence:
    first, last = sentence[start], sentence[end - 1]
    pieces = _pieces(name)
    shift = len(pieces) - (end - start)

    def moved(place: int) -> int:
        return place + shift if place >= end else place

    words: list[Word] = []
    for offset, (form, space) in enumerate(pieces):
        place = start + offset
        at_end = offset == len(pieces) - 1
        hyphen = form == "-"
        words.append(
            Word(
                form=form,
                lemma=form,
                upos="PUNCT" if hyphen else "PROPN",
                xpos="HYPH" if hyphen else "NNP",
                feats="" if hyphen else "Number=Sing",
                head=place + 1 if hyphen else start,
                deprel="punct" if hyphen else "flat",
                space=last.space if at_end else space,
            )
        )
    head = start if first.head == start else moved(first.head)
    words[0] = replace(words[0], head=head, deprel=first.deprel)
    before = [replace(word, head=moved(word.head)) for word in sentence[:start]]
    after = [replace(word, head=moved(word.head)) for word in sentence[end:]]
    return (*before, *words, *after)


def _pieces(name: str) -> list[tuple[str, bool]]:
    pieces: list[tuple[str, bool]] = []
    for word in name.split(" "):
        parts = word.split("-")
        for place, part in enumerate(parts):
            last = place == len(parts) - 1
            pieces.append((part, last))
            if not last:
                pieces.append(("-", False))
    return pieces
