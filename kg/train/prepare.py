"""Raw corpora -> ``.spacy`` files for the two training runs (syntax, entities)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import TypeVar

import spacy
from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab

from kg.train.augment import (
    NameShape,
    choose_style,
    in_title_case,
    read_names,
    rename,
    restyle,
    restyle_text,
    swap_names,
)
from kg.train.entities import (
    read_crossner,
    read_gum,
    read_proper_nouns,
    read_re3d,
    read_redocred,
    read_universal_ner,
    read_wikigold,
)
from kg.train.gazetteer import Gazetteer, read_gazetteer
from kg.train.news import tell_news
from kg.train.passages import Passage
from kg.train.passages import to_doc as passage_to_doc
from kg.train.sentences import labelled, names_of, read_sentences, retell
from kg.train.tokenizer import set_tokenizer
from kg.train.treebanks import Paragraph, read_paragraphs, text_of, to_doc

Told = TypeVar("Told", Paragraph, Passage)

SEED = 20
VIEWS = 4
"""How often the treebanks are told over, each time with other quotes and names."""

ENTITY_VIEWS = 2
"""How often the entity corpora are told over."""

CORPUS = Path(__file__).parents[2] / "corpus"
CORPUS_TIMES = 16
"""How often each marked paragraph of ours is told, each time with other names."""

HELD = 16
HEADLINE = 120
"""Characters of a paragraph that could be a headline."""

NEWS_TIMES = 36
"""How often each sentence of ours is told, each time with other names."""

OWN = "own"
"""The genre of the trees of our own news text."""

GENRE_WEIGHTS = {
    OWN: 6.0,
    "news": 4.0,
    "interview": 2.5,
    "bio": 2.5,
    "voyage": 2.0,
    "academic": 2.0,
    "textbook": 2.0,
    "speech": 2.0,
    "court": 1.5,
    "weblog": 1.3,
    "newsgroup": 1.3,
    "email": 0.7,
    "answers": 0.7,
    "reviews": 0.7,
}
CROSSNER_PARTS: Mapping[str, tuple[str, ...]] = {
    "politics": ("train", "test"),
    "science": ("train", "dev", "test"),
    "literature": ("train", "dev", "test"),
    "music": ("train", "dev", "test"),
    "ai": ("train", "dev", "test"),
}
"""The parts that are trained on; the development part of politics chooses the checkpoint."""

LONGEST = 400
"""Words in one training document at most, unless a paragraph is longer."""


def prepare_syntax(data: Path, out: Path, *, corpus: Path = CORPUS) -> dict[str, int]:
    """Write ``syntax_train.spacy`` and ``syntax_dev.spacy``; return the words in each.

    ``corpus`` is the project's own: its ``trees/`` are read.
    """
    vocab = spacy.blank("en").vocab
    random = Random(SEED)
    train = [
        paragraph
        for treebank in ("ewt", "gum")
        for paragraph in read_paragraphs(data / "treebanks" / treebank / "train.conllu.xz")
    ]
    dev = [
        paragraph
        for treebank in ("gum", "ewt")
        for paragraph in read_paragraphs(data / "treebanks" / treebank / "dev.conllu.xz")
    ]
    told, held = _held_out(list(own_paragraphs(corpus)))
    train_docs = list(_views(vocab, [*train, *told], random))
    random.shuffle(train_docs)
    dev_docs = [to_doc(vocab, [paragraph]) for paragraph in [*dev[::3], *held]]
    out.mkdir(parents=True, exist_ok=True)
    return {
        "syntax_train": write_docs(train_docs, out / "syntax_train.spacy"),
        "syntax_dev": write_docs(dev_docs, out / "syntax_dev.spacy"),
    }


def own_paragraphs(corpus: Path) -> Iterator[Paragraph]:
    """Yield the paragraphs of ``corpus/trees``, train part: news text of our own with its trees."""
    for path in sorted((corpus / "trees").glob("train-*.conllu")):
        for paragraph in read_paragraphs(path):
            yield replace(paragraph, genre=OWN)


def prepare_entities(data: Path, out: Path, *, corpus: Path = CORPUS) -> dict[str, int]:
    """Write ``entities_train.spacy`` and ``entities_dev.spacy``; return the words in each.

    ``corpus`` is the project's own: its ``sentences/`` of the split "train" are read.
    """
    nlp = spacy.blank("en")
    set_tokenizer(nlp)
    random = Random(SEED)
    gazetteer = read_gazetteer()
    shapes = read_names()
    train: list[Passage] = []
    for view in range(ENTITY_VIEWS):
        for weight, passages in entity_sources(data, gazetteer, shapes):
            times = weight if view == 0 else min(weight, 1.0)
            for passage in passages:
                for _ in range(int(times) + (random.random() < times % 1)):
                    train.append(
                        _varied_passage(passage, shapes, gazetteer, random) if view else passage
                    )
    train += tell_news(gazetteer, shapes, random, times=NEWS_TIMES)
    marked = list(read_sentences(corpus / "sentences", split="train"))
    told, held = _held_out(marked)
    train += _retold(told, gazetteer, shapes, random)
    random.shuffle(train)
    dev = [
        *read_gum(data / "treebanks" / "gum" / "dev.conllu.xz", gazetteer),
        *read_crossner(data / "entities" / "crossner" / "politics.dev.txt.xz", gazetteer),
    ]
    out.mkdir(parents=True, exist_ok=True)
    return {
        "entities_train": write_docs(
            (passage_to_doc(nlp, passage) for passage in train), out / "entities_train.spacy"
        ),
        "entities_dev": write_docs(
            (
                passage_to_doc(nlp, passage)
                for passage in [*dev[::2], *(labelled(each, gazetteer) for each in held)]
            ),
            out / "entities_dev.spacy",
        ),
    }


def entity_sources(
    data: Path, gazetteer: Gazetteer, shapes: Sequence[NameShape]
) -> Iterator[tuple[float, Iterator[Passage]]]:
    """Yield how often each entity corpus is told, and its passages."""
    entities, treebanks = data / "entities", data / "treebanks"
    for subject in ("politics", "science", "literature", "music", "ai"):
        weight = 3.0 if subject == "politics" else 1.0
        for part in CROSSNER_PARTS[subject]:
            path = entities / "crossner" / f"{subject}.{part}.txt.xz"
            yield weight, read_crossner(path, gazetteer)
    yield 1.0, read_wikigold(entities / "wikigold" / "wikigold.conll.txt.xz", gazetteer)
    for part in ("dev", "test"):
        yield 1.0, read_redocred(entities / "redocred" / f"{part}.json.xz", gazetteer)
    yield 1.5, read_universal_ner(entities / "uner_ewt" / "en_ewt-ud-dev.iob2.xz", gazetteer)
    yield 3.0, read_re3d(entities / "re3d" / "train.jsonl.xz", gazetteer)
    yield 1.5, read_gum(treebanks / "gum" / "train.conllu.xz", gazetteer)
    given = frozenset(name for shape in shapes for name in shape.given)
    genres = frozenset({"weblog", "newsgroup"})
    yield 1.0, read_proper_nouns(treebanks / "ewt" / "train.conllu.xz", gazetteer, given, genres)


def write_docs(docs: Iterable[Doc], path: Path) -> int:
    """Write ``docs`` to ``path`` and return how many words they hold."""
    bin_ = DocBin(store_user_data=False)
    words = 0
    for doc in docs:
        bin_.add(doc)
        words += len(doc)
    bin_.to_disk(path)
    return words


def _held_out(passages: Sequence[Told]) -> tuple[list[Told], list[Told]]:
    """Return what to train on and every HELD-th, which helps to choose the checkpoint."""
    told = [each for number, each in enumerate(passages) if number % HELD]
    return told, list(passages[::HELD])


def _retold(
    passages: Sequence[Passage],
    gazetteer: Gazetteer,
    shapes: Sequence[NameShape],
    random: Random,
) -> Iterator[Passage]:
    names = names_of(passages)
    for time in range(CORPUS_TIMES):
        for passage in passages:
            told = retell(passage, names, shapes, random) if time else passage
            told = replace(told, text=restyle_text(told.text, choose_style(random)))
            if time and len(told.text) < HEADLINE and random.random() < 0.3:
                told = replace(told, text=in_title_case(told.text))
            yield labelled(told, gazetteer)


def _views(vocab: Vocab, paragraphs: Sequence[Paragraph], random: Random) -> Iterator[Doc]:
    shapes = read_names()
    for view in range(VIEWS):
        for told in _tellings(paragraphs, random):
            varied = [_varied(each, shapes, random) if view else each for each in told]
            yield from (to_doc(vocab, group) for group in _grouped(varied, random))


def _tellings(paragraphs: Sequence[Paragraph], random: Random) -> Iterator[list[Paragraph]]:
    weights = [GENRE_WEIGHTS.get(paragraph.genre, 1.0) for paragraph in paragraphs]
    while any(weight > 0 for weight in weights):
        yield [
            paragraph
            for paragraph, weight in zip(paragraphs, weights, strict=True)
            if random.random() < weight
        ]
        weights = [weight - 1 for weight in weights]


def _varied(paragraph: Paragraph, shapes: Sequence[NameShape], random: Random) -> Paragraph:
    if random.random() < 0.5:
        paragraph = rename(paragraph, shapes, random)
    return restyle(paragraph, choose_style(random))


def _varied_passage(
    passage: Passage, shapes: Sequence[NameShape], gazetteer: Gazetteer, random: Random
) -> Passage:
    if random.random() < 0.6:
        passage = swap_names(passage, shapes, gazetteer, random)
    return replace(passage, text=restyle_text(passage.text, choose_style(random)))


def _grouped(paragraphs: Sequence[Paragraph], random: Random) -> Iterator[list[Paragraph]]:
    group: list[Paragraph] = []
    for paragraph in paragraphs:
        size = sum(len(text_of(told.sentences).split()) for told in [*group, paragraph])
        same = group and group[-1].document == paragraph.document
        if group and not (same and size <= LONGEST and random.random() < 0.3):
            yield group
            group = []
        group.append(paragraph)
    if group:
        yield group
