"""Each corpus is read into the pipeline's labels; what it does not know is unknown."""

import json
import lzma
from pathlib import Path

from kg.train.entities import (
    read_crossner,
    read_gum,
    read_proper_nouns,
    read_re3d,
    read_redocred,
    read_universal_ner,
    read_wikigold,
)
from kg.train.gazetteer import Gazetteer
from kg.train.passages import UNKNOWN, Passage


def packed(folder: Path, text: str) -> Path:
    path = folder / "corpus.xz"
    path.write_bytes(lzma.compress(text.encode()))
    return path


def spans(passage: Passage) -> list[tuple[str, str]]:
    return [(passage.text[each.start : each.end], each.label) for each in passage.mentions]


def test_crossner(tmp_path: Path, gazetteer: Gazetteer) -> None:
    rows = [
        ("President", "B-politician"),
        ("Banda", "I-politician"),
        ("won", "O"),
        ("the", "O"),
        ("Zorvex", "B-award"),
        ("Medal", "I-award"),
        ("in", "O"),
        ("Peru", "B-country"),
        ("in", "O"),
        ("1999", "O"),
        (".", "O"),
    ]
    path = packed(tmp_path, "\n".join("\t".join(row) for row in rows) + "\n\n")
    [passage] = read_crossner(path, gazetteer)
    assert passage.text == "President Banda won the Zorvex Medal in Peru in 1999."
    assert spans(passage) == [
        ("Banda", "PERSON"),
        ("Zorvex Medal", UNKNOWN),
        ("Peru", "GPE"),
        ("1999", "DATE"),
    ]


def test_wikigold(tmp_path: Path, gazetteer: Gazetteer) -> None:
    path = packed(tmp_path, "Danish I-MISC\nRoux I-PER\nsang O\nZorvex I-MISC\n. O\n\n")
    [passage] = read_wikigold(path, gazetteer)
    assert spans(passage) == [("Danish", "NORP"), ("Roux", "PERSON"), ("Zorvex", UNKNOWN)]


def test_redocred(tmp_path: Path, gazetteer: Gazetteer) -> None:
    document = {
        "sents": [["Ada", "Roux", "joined", "the", "Zorvex", "Bank", "two", "years", "ago", "."]],
        "vertexSet": [
            [{"type": "PER", "pos": [0, 2], "sent_id": 0}],
            [{"type": "ORG", "pos": [3, 6], "sent_id": 0}],
            [{"type": "TIME", "pos": [6, 9], "sent_id": 0}],
        ],
    }
    [passage] = read_redocred(packed(tmp_path, json.dumps([document])), gazetteer)
    assert spans(passage) == [("Ada Roux", "PERSON"), ("Zorvex Bank", "ORG")]


def test_universal_ner_leaves_other_names_unknown(tmp_path: Path, gazetteer: Gazetteer) -> None:
    text = "Ada Roux saw the Zorvex Cup in Lima."
    tags = ["B-PER", "I-PER", "O", "O", "O", "O", "O", "B-LOC", "O"]
    words = ["Ada", "Roux", "saw", "the", "Zorvex", "Cup", "in", "Lima", "."]
    rows = [f"{n}\t{w}\t{t}\t-\t-" for n, (w, t) in enumerate(zip(words, tags, strict=True), 1)]
    [passage] = read_universal_ner(
        packed(tmp_path, f"# text = {text}\n" + "\n".join(rows) + "\n\n"), gazetteer
    )
    assert passage.text == text
    assert spans(passage) == [("Ada Roux", "PERSON"), ("Zorvex Cup", UNKNOWN), ("Lima", "GPE")]


def test_re3d_keeps_names_and_drops_descriptions(tmp_path: Path, gazetteer: Gazetteer) -> None:
    text = "Danish Minister Ada Roux met a large crowd."
    entities = [
        {"type": "Person", "start": 0, "end": 24},
        {"type": "Person", "start": 29, "end": 42},
    ]
    path = packed(tmp_path, json.dumps({"text": text, "entities": entities}))
    [passage] = read_re3d(path, gazetteer)
    assert spans(passage) == [("Danish", "NORP"), ("Ada Roux", "PERSON")]


def test_gum_takes_names_out_of_mentions(tmp_path: Path, gazetteer: Gazetteer) -> None:
    rows = [
        "1\tPresident\tPresident\tPROPN\tNNP\t_\t2\tnmod:desc\t_\tEntity=(1-person-new-n-cf1-1-sgl",
        "2\tAda\tAda\tPROPN\tNNP\t_\t4\tnsubj\t_\t_",
        "3\tRoux\tRoux\tPROPN\tNNP\t_\t2\tflat\t_\tEntity=1)",
        "4\tleft\tleave\tVERB\tVBD\t_\t0\troot\t_\t_",
        "5\tthe\tthe\tDET\tDT\t_\t6\tdet\t_\tEntity=(2-organization-new-n-cf1-1-sgl",
        "6\tUniversity\tUniversity\tPROPN\tNNP\t_\t4\tobj\t_\t_",
        "7\tof\tof\tADP\tIN\t_\t8\tcase\t_\t_",
        "8\tLima\tLima\tPROPN\tNNP\t_\t6\tnmod\t_\tEntity=(3-place-new-n-cf1-1-sgl)2)",
        "9\tquietly\tquietly\tADV\tRB\t_\t4\tadvmod\t_\t_",
    ]
    [passage] = read_gum(packed(tmp_path, "# newpar\n" + "\n".join(rows) + "\n\n"), gazetteer)
    assert spans(passage) == [("Ada Roux", "PERSON"), ("University of Lima", "ORG")]


def test_proper_nouns_may_be_names(tmp_path: Path, gazetteer: Gazetteer) -> None:
    rows = [
        "1\tZorvex\tZorvex\tPROPN\tNNP\t_\t2\tnsubj\t_\t_",
        "2\tleft\tleave\tVERB\tVBD\t_\t0\troot\t_\t_",
        "3\tAda\tAda\tPROPN\tNNP\t_\t2\tobj\t_\t_",
        "4\tRoux\tRoux\tPROPN\tNNP\t_\t3\tflat\t_\t_",
        "5\tin\tin\tADP\tIN\t_\t6\tcase\t_\t_",
        "6\tPeru\tPeru\tPROPN\tNNP\t_\t2\tobl\t_\t_",
    ]
    path = packed(tmp_path, "# newdoc id = weblog-1\n" + "\n".join(rows) + "\n\n")
    [passage] = read_proper_nouns(path, gazetteer, frozenset({"Ada"}), frozenset({"weblog"}))
    assert spans(passage) == [("Zorvex", UNKNOWN), ("Ada Roux", "PERSON"), ("Peru", "GPE")]
    assert not list(read_proper_nouns(path, gazetteer, frozenset(), frozenset({"email"})))
