from datetime import date

import pytest
import spacy

from kg.annotate.pipeline import annotate, load_pipeline, version
from kg.errors import PipelineMissing
from kg.lang.layers import layers
from kg.model import Article, Span

ODD = [
    "",
    " ",
    "\n\n",
    "a\x00b",
    "\u202eright to left\u202c and z\u200bw\u200dj\ufeff",
    "e\u0301 and \u00e9",
    "👩‍👩‍👧 said 🇺🇦.",
    "\r\nA line.\r\nAnother.\r\n",
    "x" * 5_000,
    "“" * 100 + "'" * 100,
]


def article(text, **more):
    return Article(id="a", path="a", text=text, **more)


@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
def test_doc_has_the_text_of_the_article(text):
    assert annotate(article(text), spacy.blank("en")).text == text


def test_lone_surrogates_keep_offsets_true():
    text = "Vela \ud800 left \udfff Om"
    doc = annotate(article(text), spacy.blank("en"))
    assert doc.text == "Vela \ufffd left \ufffd Om"
    assert [token.idx for token in doc][-1] == text.index("Om")


def test_layers_have_body_and_date():
    day, body = date(2024, 5, 1), (Span(0, 4),)
    found = layers(annotate(article("Vela", published=day, body=body), spacy.blank("en")))
    assert (found.published, found.body) == (day, body)


def test_unknown_pipeline_says_what_to_do():
    with pytest.raises(PipelineMissing, match="spacy download no_such_pipeline"):
        load_pipeline("no_such_pipeline")


def test_unknown_pipeline_tells_of_the_one_that_ships():
    with pytest.raises(PipelineMissing, match="en_kg_news_sm comes with kg"):
        load_pipeline("en_core_web_none")


def test_pipeline_with_a_part_that_is_not_installed_says_so(tmp_path):
    folder = tmp_path / "parts"
    spacy.blank("en").to_disk(folder)
    config = (folder / "config.cfg").read_text(encoding="utf-8")
    config = config.replace("pipeline = []", 'pipeline = ["om"]')
    config = config.replace("[components]", '[components]\n\n[components.om]\nfactory = "no_such"')
    (folder / "config.cfg").write_text(config, encoding="utf-8")
    with pytest.raises(PipelineMissing, match="install what it needs"):
        load_pipeline(str(folder))


@pytest.mark.model
def test_shipped_pipeline_is_found_by_its_name():
    assert version(load_pipeline("en_kg_news_sm")) == version(load_pipeline())


def test_pipeline_without_parser_is_refused(tmp_path):
    spacy.blank("en").to_disk(tmp_path / "blank")
    with pytest.raises(PipelineMissing, match="has no parser"):
        load_pipeline(str(tmp_path / "blank"))


def test_version_is_name_and_version():
    nlp = spacy.blank("en", meta={"name": "om", "version": "1.2"})
    assert version(nlp) == "en_om 1.2"


def test_components_work_in_anybodys_pipeline():
    nlp = spacy.blank("en")
    for name in ("kg_boundaries", "kg_quotations", "kg_cues", "kg_names"):
        nlp.add_pipe(name)
    doc = nlp("Ukraine left. “Go,” said Vela.")
    assert [sentence.text for sentence in doc.sents] == ["Ukraine left.", "“Go,” said Vela."]
    assert [span.text for span in doc.spans["kg_names"]] == ["Ukraine"]
    assert len(layers(doc).quotations) == 1


@pytest.mark.model
def test_shipped_pipeline_fills_the_layers(pipeline):
    text = "Vela Dorn, a spokeswoman of the 9th Mountain Brigade, said on Monday: “We left Lorvik.”"
    found = layers(annotate(article(text), load_pipeline(pipeline)))
    types = {entity.name: entity.type for entity in found.entities if entity.named}
    assert types["Vela Dorn"] == "Person"
    assert types["9th Mountain Brigade"] == "MilitaryUnit"
    assert [cue.cue.kind for cue in found.cues if text[:60].find("said") and cue.head == 12]
    assert len(found.quotations) == 1
