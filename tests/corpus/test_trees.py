"""The trees of our own news text: each is one tree of known relations over the words as written."""

import json
import re
from pathlib import Path

import pytest

CORPUS = Path(__file__).parents[2] / "corpus"
FILES = sorted((CORPUS / "trees").glob("*.conllu"))
MARK = re.compile(r"\[([^\[\]]+)\]\([A-Za-z]+\)")
RELATIONS = frozenset(
    """
    acl advcl advmod amod appos aux case cc ccomp clf compound conj cop csubj dep det discourse
    dislocated expl fixed flat goeswith iobj list mark nmod nsubj nummod obj obl orphan parataxis
    punct reparandum root vocative xcomp
    """.split()  # noqa: SIM905 -- a table of words
)
"""The universal relations of https://universaldependencies.org/u/dep/, less their subtypes."""


def sentences(path):
    """Yield the comments and the rows of each sentence."""
    for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
        lines = block.split("\n")
        comments = dict(
            line[1:].split("=", 1) for line in lines if line.startswith("#") and "=" in line
        )
        rows = [line.split("\t") for line in lines if not line.startswith("#")]
        yield {key.strip(): value.strip() for key, value in comments.items()}, rows


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_sentence_is_a_tree_over_its_text(path):
    seen = set()
    for comments, rows in sentences(path):
        assert comments["sent_id"] not in seen
        seen.add(comments["sent_id"])
        assert [row[0] for row in rows] == [str(n) for n in range(1, len(rows) + 1)]
        heads = {int(row[0]): int(row[6]) for row in rows}
        for word in heads:
            way = [word]
            while way[-1]:
                way.append(heads[way[-1]])
                assert way.count(way[-1]) == 1, f"{comments['sent_id']}: a circle at {word}"
        assert [row[7] for row in rows if row[6] == "0"] == ["root"], comments["sent_id"]
        assert {row[7].split(":")[0] for row in rows} <= RELATIONS, comments["sent_id"]
        text = "".join(row[1] + " " * ("SpaceAfter=No" not in row[9]) for row in rows)
        assert text.strip() == comments["text"]


def test_no_text_of_the_test_part_is_there():
    held = []
    for gold in (CORPUS / "gold").glob("*.json"):
        if json.loads(gold.read_text(encoding="utf-8"))["split"] == "test":
            held += [path.read_text(encoding="utf-8") for path in CORPUS.glob(f"{gold.stem}.*")]
    marked = (path.read_text(encoding="utf-8") for path in (CORPUS / "sentences").glob("*.md"))
    held += [MARK.sub(r"\1", text) for text in marked if "split: test" in text[:40]]
    letters = ["".join(filter(str.isalpha, text)) for text in held]
    assert len(letters) > 6
    for path in FILES:
        for comments, rows in sentences(path):
            if len(rows) > 6:
                wanted = "".join(filter(str.isalpha, comments["text"]))
                assert not any(wanted in text for text in letters), comments["text"]
