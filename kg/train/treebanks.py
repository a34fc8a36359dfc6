"""CoNLL-U treebanks -> paragraphs of sentences, and paragraphs -> spaCy ``Doc``.

Format: https://universaldependencies.org/format.html. Words are the syntactic words; the text is
kept as written, so that the pipeline's own tokenizer can be trained against it.
"""

from __future__ import annotations

import lzma
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from spacy.tokens import Doc
from spacy.vocab import Vocab

PARAGRAPH_BREAK = "\n\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One syntactic word of a sentence."""

    form: str
    lemma: str
    upos: str
    xpos: str
    feats: str
    head: int
    """Index of the head in the sentence, its own index for the root."""
    deprel: str
    space: bool
    """Whether white space follows."""
    entity: str = ""
    """GUM's ``Entity`` brackets that open and close here."""


Sentence = tuple[Word, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Sentences that stand in one paragraph of a document."""

    document: str
    genre: str
    sentences: tuple[Sentence, ...]


def read_paragraphs(path: Path) -> Iterator[Paragraph]:
    """Yield the paragraphs of a CoNLL-U file, plain or compressed by xz, in order."""
    document = genre = ""
    sentences: list[Sentence] = []
    for comments, rows in _blocks(path):
        if any(name in comments for name in ("newdoc id", "newpar", "newpar id")) and sentences:
            yield Paragraph(document=document, genre=genre, sentences=tuple(sentences))
            sentences = []
        if "newdoc id" in comments:
            document = comments["newdoc id"]
            genre = comments.get("meta::genre", document.split("-")[0])
        sentences.append(_sentence(rows))
    if sentences:
        yield Paragraph(document=document, genre=genre, sentences=tuple(sentences))


def to_doc(vocab: Vocab, paragraphs: Sequence[Paragraph]) -> Doc:
    """Return one ``Doc`` of paragraphs set apart by blank lines."""
    words: list[Word] = []
    starts: list[bool] = []
    for paragraph in paragraphs:
        if words:
            words[-1] = replace(words[-1], space=False)
            words.append(_break_word(len(words) - 1))
            starts.append(False)
        for sentence in paragraph.sentences:
            offset = len(words)
            words += [replace(word, head=word.head + offset) for word in sentence]
            starts += [place == 0 for place in range(len(sentence))]
    words[-1] = replace(words[-1], space=False)
    return Doc(
        vocab,
        words=[word.form for word in words],
        spaces=[word.space for word in words],
        tags=[word.xpos for word in words],
        pos=[word.upos for word in words],
        morphs=[word.feats for word in words],
        lemmas=[word.lemma for word in words],
        heads=[word.head for word in words],
        deps=[word.deprel for word in words],
    )


def text_of(sentences: Iterable[Sentence]) -> str:
    """Return the running text of ``sentences``."""
    return "".join(
        word.form + " " * word.space for sentence in sentences for word in sentence
    ).rstrip()


def _blocks(path: Path) -> Iterator[tuple[dict[str, str], list[list[str]]]]:
    comments: dict[str, str] = {}
    rows: list[list[str]] = []
    opened = lzma.open if path.suffix == ".xz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if line.startswith("#"):
                name, _, value = line[1:].partition("=")
                comments[name.strip()] = value.strip()
            elif line:
                rows.append(line.split("\t"))
            elif rows:
                yield comments, rows
                comments, rows = {}, []
    if rows:
        yield comments, rows


def _sentence(rows: Sequence[Sequence[str]]) -> Sentence:
    words: list[Word] = []
    span_end, span_space = 0, True
    for row in rows:
        if "-" in row[0]:
            span_end, span_space = int(row[0].split("-")[1]), _space_after(row)
        elif "." not in row[0]:
            place = int(row[0])
            inside = place <= span_end
            space = (place == span_end and span_space) if inside else _space_after(row)
            words.append(_word(row, place - 1, space=space))
    return tuple(words)


def _word(row: Sequence[str], place: int, *, space: bool) -> Word:
    entity = re.search(r"(?:^|\|)Entity=([^|]*)", row[9])
    head = int(row[6])
    return Word(
        form=row[1],
        lemma=row[2] if row[2] != "_" or row[1] == "_" else row[1],
        upos=row[3],
        xpos=row[4],
        feats="" if row[5] == "_" else row[5],
        head=head - 1 if head else place,
        deprel="ROOT" if row[7] == "root" else row[7],
        space=space,
        entity=entity[1] if entity else "",
    )


def _space_after(row: Sequence[str]) -> bool:
    return "SpaceAfter=No" not in row[9].split("|")


def _break_word(head: int) -> Word:
    return Word(
        form=PARAGRAPH_BREAK,
        lemma=PARAGRAPH_BREAK,
        upos="SPACE",
        xpos="_SP",
        feats="",
        head=head,
        deprel="dep",
        space=False,
    )
