"""Entity corpora -> passages in the pipeline's labels.

One reader per corpus. What a corpus does not annotate is marked unknown, or filled in from the
gazetteer where a name leaves no doubt.
"""

from __future__ import annotations

import json
import lzma
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from kg.train.augment import name_spans
from kg.train.gazetteer import (
    Gazetteer,
    add_dates,
    add_peoples,
    add_unknown_names,
    other_label,
    place_label,
    without_article,
)
from kg.train.passages import UNKNOWN, Mention, Passage, add, from_tags, from_tokens, join
from kg.train.treebanks import Paragraph, Sentence, read_paragraphs

CROSSNER: Mapping[str, str] = {
    "politician": "PERSON",
    "person": "PERSON",
    "scientist": "PERSON",
    "writer": "PERSON",
    "musicalartist": "PERSON",
    "researcher": "PERSON",
    "country": "place",
    "location": "place",
    "politicalparty": "ORG",
    "organisation": "ORG",
    "university": "ORG",
    "band": "ORG",
    "magazine": "ORG",
    "academicjournal": "ORG",
    "election": "EVENT",
    "event": "EVENT",
    "conference": "EVENT",
    "book": "WORK_OF_ART",
    "album": "WORK_OF_ART",
    "song": "WORK_OF_ART",
    "poem": "WORK_OF_ART",
    "product": "PRODUCT",
    "misc": "other",
}
"""Every other CrossNER label (awards, genres, proteins ...) is unknown."""

PLAIN: Mapping[str, str] = {
    "PER": "PERSON",
    "ORG": "group",
    "LOC": "place",
    "MISC": "other",
    "TIME": "DATE",
}
"""Labels of WikiGold, Universal NER and Re-DocRED."""

RE3D: Mapping[str, str] = {
    "Person": "PERSON",
    "Organisation": "group",
    "Location": "place",
    "Nationality": "other",
    "MilitaryPlatform": "PRODUCT",
    "Vehicle": "PRODUCT",
    "Weapon": "PRODUCT",
}

GUM: Mapping[str, str] = {
    "person": "PERSON",
    "organization": "ORG",
    "place": "place",
    "event": "EVENT",
}
"""Other GUM types ("abstract", "object" ...) hold works, products and languages: unknown."""

PERSON_JOINS = frozenset({"-"})
NAME_JOINS = frozenset({"-", "of", "the", "for", "on", "and", "&", "'s", "’s", "de"})
"""Words that may stand inside a name."""


def read_crossner(path: Path, gazetteer: Gazetteer) -> Iterator[Passage]:
    """Yield the sentences of one CrossNER file."""
    for tokens, tags in _tagged_sentences(path, separator="\t"):
        passage = from_tags(tokens, tags)
        passage = _relabelled(passage, CROSSNER, gazetteer)
        yield add_peoples(gazetteer, add_dates(gazetteer, passage))


def read_wikigold(path: Path, gazetteer: Gazetteer) -> Iterator[Passage]:
    """Yield WikiGold, five sentences at a time."""
    sentences = (
        _relabelled(from_tags(tokens, tags), PLAIN, gazetteer)
        for tokens, tags in _tagged_sentences(path, separator=" ")
    )
    for passage in _grouped(sentences, size=5):
        yield add_peoples(gazetteer, add_dates(gazetteer, passage))


def read_redocred(path: Path, gazetteer: Gazetteer) -> Iterator[Passage]:
    """Yield the documents of one Re-DocRED file."""
    with lzma.open(path, "rt", encoding="utf-8") as file:
        documents = json.load(file)
    for document in documents:
        spans: list[list[tuple[int, int, str]]] = [[] for _ in document["sents"]]
        for entity in document["vertexSet"]:
            for mention in entity:
                if mention["type"] in PLAIN:
                    spans[mention["sent_id"]].append((*mention["pos"], mention["type"]))
        sentences = (
            from_tokens([token.strip() or "-" for token in tokens], sorted(set(found)))
            for tokens, found in zip(document["sents"], spans, strict=True)
        )
        passage = _relabelled(join(list(sentences)), PLAIN, gazetteer)
        yield add_peoples(gazetteer, add_dates(gazetteer, passage))


def read_universal_ner(path: Path, gazetteer: Gazetteer) -> Iterator[Passage]:
    """Yield a Universal NER file (people, places, organisations), a paragraph's worth at a time."""
    for passage in universal_passages(path):
        passage = _relabelled(passage, PLAIN, gazetteer)
        passage = add_peoples(gazetteer, add_dates(gazetteer, passage))
        yield add_unknown_names(passage)


def universal_passages(path: Path) -> Iterator[Passage]:
    """Yield a Universal NER file with its own labels, four sentences at a time."""
    with lzma.open(path, "rt", encoding="utf-8") as file:
        blocks = file.read().split("\n\n")
    sentences = (_universal_sentence(block) for block in blocks if block.strip())
    yield from _grouped(sentences, size=4)


def read_re3d(path: Path, gazetteer: Gazetteer) -> Iterator[Passage]:
    """Yield the texts of re3d; descriptions ("an inclusive Government") are left out."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            found = [
                mention
                for entity in record["entities"]
                if (mention := _re3d_name(record["text"], entity, gazetteer)) is not None
            ]
            found.sort(key=lambda mention: (mention.start - mention.end, mention))
            passage = add(Passage(text=record["text"], mentions=()), found)
            passage = add_peoples(gazetteer, add_dates(gazetteer, passage))
            yield from _paragraphs(add_unknown_names(passage))


def read_gum(path: Path, gazetteer: Gazetteer) -> Iterator[Passage]:
    """Yield the paragraphs of GUM, names only."""
    for paragraph in read_paragraphs(path):
        passage = join([_gum_sentence(each, gazetteer) for each in paragraph.sentences])
        yield add_peoples(gazetteer, add_dates(gazetteer, passage))


def read_proper_nouns(
    path: Path, gazetteer: Gazetteer, given_names: frozenset[str], genres: frozenset[str]
) -> Iterator[Passage]:
    """Yield treebank paragraphs without entities: where no proper noun is, no name is."""
    for paragraph in read_paragraphs(path):
        if paragraph.genre in genres:
            yield _proper_nouns(paragraph, gazetteer, given_names)


def _tagged_sentences(path: Path, *, separator: str) -> Iterator[tuple[list[str], list[str]]]:
    with lzma.open(path, "rt", encoding="utf-8") as file:
        blocks = file.read().split("\n\n")
    for block in blocks:
        rows = [line.rsplit(separator, 1) for line in block.splitlines() if line.strip()]
        rows = [row for row in rows if len(row) == 2 and row[0].strip()]
        if rows:
            yield [row[0].strip() for row in rows], [row[1].strip() for row in rows]


def _grouped(passages: Iterable[Passage], *, size: int) -> Iterator[Passage]:
    group: list[Passage] = []
    for passage in passages:
        group.append(passage)
        if len(group) == size:
            yield join(group)
            group = []
    if group:
        yield join(group)


def _relabelled(passage: Passage, table: Mapping[str, str], gazetteer: Gazetteer) -> Passage:
    found = []
    for mention in passage.mentions:
        name = passage.text[mention.start : mention.end]
        label = _label(name, table.get(mention.label, UNKNOWN), gazetteer)
        if label == "DATE":
            continue  # a corpus' dates and spans of time: add_dates knows the calendar's
        bare = without_article(name)
        if label == "PERSON":
            bare = without_titles(bare, gazetteer)
        start = mention.end - len(bare)
        found.append(Mention(start=start, end=mention.end, label=label))
    return add(Passage(text=passage.text, mentions=()), found)


def _label(name: str, kind: str, gazetteer: Gazetteer) -> str:
    if kind == "place":
        return place_label(gazetteer, name)
    if kind == "other":
        return other_label(gazetteer, name)
    if kind == "group":
        known = gazetteer.labels.get(without_article(name))
        return "NORP" if known == "NORP" else "ORG"
    return kind


def _universal_sentence(block: str) -> Passage:
    text = ""
    tokens: list[str] = []
    tags: list[str] = []
    for line in block.splitlines():
        if line.startswith("# text = "):
            text = line.removeprefix("# text = ").strip()
        elif line and not line.startswith("#"):
            columns = line.split("\t")
            tokens.append(columns[1])
            tags.append(columns[2])
    return _onto_text(text, tokens, tags)


def _onto_text(text: str, tokens: Sequence[str], tags: Sequence[str]) -> Passage:
    offsets: list[tuple[int, int]] = []
    place = 0
    for token in tokens:
        found = text.find(token, place)
        if found < 0:
            return from_tags(tokens, tags)
        offsets.append((found, found + len(token)))
        place = found + len(token)
    rough = from_tags([f"w{number:05d}" for number in range(len(tokens))], tags)
    mentions = []
    for mention in rough.mentions:
        words = re.findall(r"w(\d{5})", rough.text[mention.start : mention.end])
        start, end = offsets[int(words[0])][0], offsets[int(words[-1])][1]
        mentions.append(Mention(start=start, end=end, label=mention.label))
    return Passage(text=text, mentions=tuple(mentions))


def _re3d_name(text: str, entity: Mapping[str, object], gazetteer: Gazetteer) -> Mention | None:
    kind = RE3D.get(str(entity["type"]))
    start, end = int(str(entity["start"])), int(str(entity["end"]))
    if kind is None or "\n" in text[start:end]:
        return None
    words = text[start:end].split(" ")
    while words and _before_name(words[0], gazetteer, person=kind == "PERSON"):
        words.pop(0)
    name = " ".join(words)
    if not words or name in gazetteer.heads["pronoun"] or not all(map(_in_name, words)):
        return None
    if re.search(r"[,;()]", name):
        return Mention(start=start, end=end, label=UNKNOWN)
    return Mention(start=end - len(name), end=end, label=_label(name, kind, gazetteer))


def without_titles(name: str, gazetteer: Gazetteer) -> str:
    """Return a person's ``name`` without the titles before it."""
    words = name.split(" ")
    while len(words) > 1 and words[0] in gazetteer.heads["title"]:
        words.pop(0)
    return " ".join(words)


def _before_name(word: str, gazetteer: Gazetteer, *, person: bool) -> bool:
    if not person:
        return word in {"the", "The"}
    bare = word.rstrip(",.") or word
    titles = gazetteer.heads["title"]
    known = bare in titles or word in titles or gazetteer.labels.get(bare) == "NORP"
    return known or not word[:1].isupper()


def _in_name(word: str) -> bool:
    return bool(re.match(r"(?:[A-Z0-9]|al-|el-|bin$|ibn$|of$|the$|and$|for$|de$)", word))


def _paragraphs(passage: Passage) -> Iterator[Passage]:
    for match in re.finditer(r"[^\n]+", passage.text):
        text = match[0].rstrip()
        mentions = tuple(
            Mention(
                start=each.start - match.start(), end=each.end - match.start(), label=each.label
            )
            for each in passage.mentions
            if each.start >= match.start() and each.end <= match.start() + len(text)
        )
        yield Passage(text=text, mentions=mentions)


def _words_passage(sentence: Sentence, spans: Iterable[tuple[int, int, str]]) -> Passage:
    text = ""
    offsets: list[tuple[int, int]] = []
    for word in sentence:
        offsets.append((len(text), len(text) + len(word.form)))
        text += word.form + " " * word.space
    mentions = (
        Mention(start=offsets[start][0], end=offsets[end - 1][1], label=label)
        for start, end, label in spans
    )
    return add(Passage(text=text.rstrip(), mentions=()), mentions)


def _gum_sentence(sentence: Sentence, gazetteer: Gazetteer) -> Passage:
    spans: list[tuple[int, int, str]] = []
    for start, end, kind in _gum_mentions(sentence):
        head = next(
            (
                place
                for place in range(start, end)
                if not start <= sentence[place].head < end or sentence[place].head == place
            ),
            start,
        )
        if kind != "time" and sentence[head].upos == "PROPN":
            first, last = _name_around(sentence, head, start, end, person=kind == "person")
            name = " ".join(word.form for word in sentence[first:last])
            label = _label(name, GUM.get(kind, UNKNOWN), gazetteer)
            if kind == "person" and other_label(gazetteer, name) == "NORP":
                label = "NORP"
            spans.append((first, last, label))
    spans.sort(key=lambda span: (span[2] == UNKNOWN, span[0] - span[1], span))
    spans += [
        (place, place + 1, UNKNOWN)
        for place, word in enumerate(sentence)
        if word.upos == "PROPN"
        and word.form[:1].isupper()
        and word.deprel != "nmod:desc"
        and word.form not in gazetteer.heads["title"]
    ]
    return _words_passage(sentence, spans)


def _gum_mentions(sentence: Sentence) -> Iterator[tuple[int, int, str]]:
    opened: dict[str, list[tuple[int, str]]] = {}
    for place, word in enumerate(sentence):
        for match in re.finditer(r"\((\d+)-([a-z]+)[^()]*(\))?|(\d+)\)", word.entity):
            if match[4]:
                if opened.get(match[4]):
                    start, kind = opened[match[4]].pop()
                    yield start, place + 1, kind
            elif match[3]:
                yield place, place + 1, match[2]
            else:
                opened.setdefault(match[1], []).append((place, match[2]))


def _name_around(
    sentence: Sentence, head: int, start: int, end: int, *, person: bool
) -> tuple[int, int]:
    first, last = head, head + 1
    joins = PERSON_JOINS if person else NAME_JOINS

    def named(place: int) -> bool:
        word = sentence[place]
        if person:
            return word.upos == "PROPN" and word.deprel in {"flat", "compound"}
        return word.form[:1].isupper() or word.form[:1].isdigit()

    while last < end:
        reach = last
        while reach < end and sentence[reach].form in joins:
            reach += 1
        if reach >= end or not named(reach):
            break
        last = reach + 1
    while first > start and named(first - 1) and sentence[first - 1].form != "The":
        first -= 1
    return first, last


def _proper_nouns(
    paragraph: Paragraph, gazetteer: Gazetteer, given_names: frozenset[str]
) -> Passage:
    sentences: list[Passage] = []
    for sentence in paragraph.sentences:
        people = [
            (start, end, "PERSON")
            for start, end in name_spans(sentence)
            if sentence[start].form in given_names
        ]
        names = [
            (place, place + 1, UNKNOWN)
            for place, word in enumerate(sentence)
            if word.upos == "PROPN" or (word.form[:1].isupper() and word.upos in {"ADJ", "X"})
        ]
        passage = _words_passage(sentence, people)
        passage = add(passage, _listed_names(passage.text, gazetteer))
        passage = add_peoples(gazetteer, add_dates(gazetteer, passage))
        sentences.append(add(passage, _words_passage(sentence, names).mentions))
    return join(sentences)


def _listed_names(text: str, gazetteer: Gazetteer) -> Iterator[Mention]:
    for match in re.finditer(r"\b[A-Z][\w.]*(?:[ -][A-Z][\w.]*)*", text):
        label = gazetteer.labels.get(match[0])
        if label in {"GPE", "ORG", "LOC"} and len(match[0]) > 3:
            yield Mention(start=match.start(), end=match.end(), label=label)
