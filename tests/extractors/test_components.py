"""The extractors as components of a pipeline that is not kg's own."""

import pytest
import spacy

from kg.lang.layers import layers

pytestmark = pytest.mark.model
TEXT = "The dam will hold, Mira Doran told reporters. “We checked it twice,” she said."


@pytest.fixture(scope="module")
def nlp(pipeline):
    found = spacy.load(pipeline)
    found.add_pipe("kg_quotes")
    return found


def test_doc_has_quotes(nlp):
    doc = nlp(TEXT)
    found = [
        (one.kind, doc.text[one.content[0].start : one.content[0].end]) for one in doc._.quotes
    ]
    assert found == [("indirect", "The dam will hold"), ("direct", "We checked it twice,")]
    sources = {layers(doc).entity(one.source).name for one in doc._.quotes}
    assert sources == {"Mira Doran"}


def test_docs_of_a_stream_do_not_mix(nlp):
    docs = list(nlp.pipe([TEXT, "Nothing was said here.", TEXT]))
    assert [len(doc._.quotes) for doc in docs] == [2, 0, 2]


def test_annotators_are_added_where_they_lack(nlp):
    assert nlp.pipe_names.index("kg_quotations") < nlp.pipe_names.index("kg_quotes")
    assert nlp.pipe_names.count("kg_cues") == 1
