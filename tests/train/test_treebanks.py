"""CoNLL-U becomes paragraphs, and paragraphs become documents."""

import lzma
from pathlib import Path

import pytest
import spacy

from kg.train.treebanks import Paragraph, read_paragraphs, text_of, to_doc

CONLLU = """\
# newdoc id = demo-1
# meta::genre = news
# newpar
# sent_id = 1
# text = Ada can't sing.
1\tAda\tAda\tPROPN\tNNP\tNumber=Sing\t4\tnsubj\t_\tEntity=(1-person-new-n-cf1-1-sgl)
2-3\tcan't\t_\t_\t_\t_\t_\t_\t_\t_
2\tca\tcan\tAUX\tMD\tVerbForm=Fin\t4\taux\t_\t_
3\tn't\tnot\tPART\tRB\t_\t4\tadvmod\t_\t_
4\tsing\tsing\tVERB\tVB\tVerbForm=Inf\t0\troot\t_\tSpaceAfter=No
5\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_

# sent_id = 2
# text = She left.
1\tShe\tshe\tPRON\tPRP\t_\t2\tnsubj\t_\t_
2\tleft\tleave\tVERB\tVBD\t_\t0\troot\t_\tSpaceAfter=No
3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_

# newpar
# sent_id = 3
# text = Rain.
1\tRain\train\tNOUN\tNN\t_\t0\troot\t_\tSpaceAfter=No
2\t.\t.\tPUNCT\t.\t_\t1\tpunct\t_\t_

"""


@pytest.fixture
def paragraphs(tmp_path: Path) -> list[Paragraph]:
    path = tmp_path / "demo.conllu.xz"
    path.write_bytes(lzma.compress(CONLLU.encode()))
    return list(read_paragraphs(path))


def test_paragraphs_keep_document_and_genre(paragraphs: list[Paragraph]) -> None:
    assert [(p.document, p.genre, len(p.sentences)) for p in paragraphs] == [
        ("demo-1", "news", 2),
        ("demo-1", "news", 1),
    ]


def test_text_is_as_written(paragraphs: list[Paragraph]) -> None:
    assert text_of(paragraphs[0].sentences) == "Ada can't sing. She left."


def test_entity_brackets_are_kept(paragraphs: list[Paragraph]) -> None:
    assert paragraphs[0].sentences[0][0].entity == "(1-person-new-n-cf1-1-sgl)"


def test_doc_holds_every_layer(paragraphs: list[Paragraph]) -> None:
    doc = to_doc(spacy.blank("en").vocab, paragraphs)
    assert doc.text == "Ada can't sing. She left.\n\nRain."
    assert [sentence.text.strip() for sentence in doc.sents] == [
        "Ada can't sing.",
        "She left.",
        "Rain.",
    ]
    assert [(token.lemma_, token.dep_, token.head.text) for token in doc[:4]] == [
        ("Ada", "nsubj", "sing"),
        ("can", "aux", "sing"),
        ("not", "advmod", "sing"),
        ("sing", "ROOT", "sing"),
    ]
    assert [token.pos_ for token in doc if token.is_space] == ["SPACE"]
