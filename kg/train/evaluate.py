"""A pipeline and held-out data -> scores.

Syntax is scored with spaCy's own scorer, on raw text, a paragraph at a time: words that the
tokenizer got wrong are left out of tags and lemmas; attachment leaves out punctuation, and its
labels are compared with their subtypes. Names are scored by exact span and label.
"""

from __future__ import annotations

import resource
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example

from kg.train.passages import Mention, Passage
from kg.train.treebanks import read_paragraphs, to_doc

SYNTAX_SCORES: Mapping[str, str] = {
    "words": "token_f",
    "UPOS": "pos_acc",
    "lemma": "lemma_acc",
    "sentences": "sents_f",
    "UAS": "dep_uas",
    "LAS": "dep_las",
}
"""Our name of a score to spaCy's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How many of the gold and of the predicted things agree."""

    right: int
    gold: int
    found: int

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, in percent."""
        total = self.gold + self.found
        return 200 * self.right / total if total else 0.0

    @property
    def precision(self) -> float:
        """Percent of the predicted that are right."""
        return 100 * self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Percent of the gold that was found."""
        return 100 * self.right / self.gold if self.gold else 0.0


def score_treebank(nlp: Language, path: Path, *, genre: str | None = None) -> dict[str, float]:
    """Return ``SYNTAX_SCORES`` in percent on a treebank, or on one genre of it."""
    examples = []
    for paragraph in read_paragraphs(path):
        if genre in {None, paragraph.genre}:
            reference = to_doc(nlp.vocab, [paragraph])
            examples.append(Example(nlp.make_doc(reference.text), reference))
    scores = nlp.evaluate(examples)
    return {name: 100 * (scores.get(key) or 0.0) for name, key in SYNTAX_SCORES.items()}


def score_entities(
    nlp: Language,
    passages: Sequence[Passage],
    labels: Mapping[str, str],
    *,
    spare: bool = False,
) -> dict[str, Share]:
    """Return the share per gold label, and over all as "all".

    ``labels`` leads from the pipeline's labels to the gold's; names of others are not counted.
    With ``spare``, what overlaps a gold name of another label is not counted as found.
    """
    gold: Counter[str] = Counter()
    found: Counter[str] = Counter()
    right: Counter[str] = Counter()
    known = set(labels.values())
    for passage, doc in zip(passages, nlp.pipe(each.text for each in passages), strict=True):
        wanted = {
            (each.start, each.end, each.label) for each in passage.mentions if each.label in known
        }
        got = {
            (*_trimmed(doc, ent.start, ent.end), labels[ent.label_])
            for ent in doc.ents
            if ent.label_ in labels
        }
        if spare:
            others = [each for each in passage.mentions if each.label not in known]
            got = {span for span in got if not any(_overlap(span, each) for each in others)}
        gold.update(label for *_, label in wanted)
        found.update(label for *_, label in got)
        right.update(label for *_, label in wanted & got)
    shares = {
        label: Share(right=right[label], gold=gold[label], found=found[label])
        for label in sorted(known)
    }
    shares["all"] = Share(right=right.total(), gold=gold.total(), found=found.total())
    return shares


def measure_speed(nlp: Language, texts: Sequence[str], *, rounds: int = 3) -> float:
    """Return words per second of processor time, the best of some rounds after a warm-up."""
    words = sum(len(doc) for doc in nlp.pipe(texts[:20], batch_size=8))
    best = 0.0
    for _ in range(rounds):
        start = time.process_time()
        words = sum(len(doc) for doc in nlp.pipe(texts, batch_size=8))
        best = max(best, words / (time.process_time() - start))
    return best


def peak_memory() -> float:
    """Return the largest resident size of this process so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def folder_size(path: Path) -> float:
    """Return the size of the files below ``path``, in MB."""
    return sum(file.stat().st_size for file in path.rglob("*") if file.is_file()) / 1e6


def _overlap(span: tuple[int, int, str], mention: Mention) -> bool:
    return span[0] < mention.end and mention.start < span[1]


def _trimmed(doc: Doc, start: int, end: int) -> tuple[int, int]:
    while end - start > 1 and doc[start].lower_ == "the":
        start += 1
    return doc[start].idx, doc[end - 1].idx + len(doc[end - 1])
