"""The extractors as components of anybody's spaCy pipeline: ``nlp.add_pipe("kg_quotes")``.

They need a parser, and add the annotators of kg that they stand on where the pipeline lacks them.
The records are in ``doc._.quotes``, ``doc._.figures`` and ``doc._.relations``.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from kg.extractors import figures as figure_extractor
from kg.extractors import quotes as quote_extractor
from kg.extractors import relations as relation_extractor
from kg.extractors.article import Extractor, run_extractor
from kg.lang.layers import layers
from kg.ontology import load

NEEDED = ("kg_quotations", "kg_cues", "kg_names", "kg_coreference", "kg_assertion")
CONFIG = {"ontology_path": None}
Component = Callable[[Doc], Doc]


@Language.factory("kg_quotes", default_config=CONFIG)
def quotes(nlp: Language, name: str, ontology_path: str | None) -> Component:
    """Who said what: source, cue and content of direct, indirect and mixed quotes."""
    return _component(nlp, "quotes", quote_extractor.extract, ontology_path)


@Language.factory("kg_figures", default_config=CONFIG)
def figures(nlp: Language, name: str, ontology_path: str | None) -> Component:
    """Numbers with what they count, how they are hedged, and who reports them."""
    return _component(nlp, "figures", figure_extractor.extract, ontology_path)


@Language.factory("kg_relations", default_config=CONFIG)
def relations(nlp: Language, name: str, ontology_path: str | None) -> Component:
    """Relations of the ontology between the entities of a text."""
    return _component(nlp, "relations", relation_extractor.extract, ontology_path)


def _component(
    nlp: Language, layer: str, extractor: Extractor, ontology_path: str | None
) -> Component:
    ontology = load(Path(ontology_path)) if ontology_path else load()
    for needed in NEEDED:
        if needed not in nlp.pipe_names:
            nlp.add_pipe(needed)
    if not Doc.has_extension(layer):
        Doc.set_extension(layer, getter=lambda doc: getattr(layers(doc), layer))

    def run(doc: Doc) -> Doc:
        run_extractor(doc, ontology, extractor)
        return doc

    return run
