"""One sentence -> the values of every stage, for people who ask why."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from kg.annotate.pipeline import annotate, version
from kg.config import Config
from kg.explain import short
from kg.extractors.article import extract
from kg.iris import Iris
from kg.lang.layers import Assertion, CueMatch, layers
from kg.model import Article, Entity, Span
from kg.pipeline import Language, assemble, run_of


def trace(sentence: str, config: Config) -> str:
    """Return the values of every stage for one sentence, as text."""
    language = Language.of(config)
    ontology, nlp = language.ontology, language.nlp
    article = Article(id="trace", path="trace", text=sentence, body=(Span(0, len(sentence)),))
    doc = annotate(article, nlp)
    extraction = extract(article, doc, ontology, language.extractors)
    found = layers(doc)
    product = assemble([extraction], config, run_of(config))
    graph = f"<{Iris(config.base).article(article.id)}> ."
    quads = [line.removesuffix(graph).strip() for line in product.quads if line.endswith(graph)]
    plain = {f"<{relation.iri}>" for relation in ontology.relations.values()}
    plain |= {f"<{ontology.term(name)}>" for name in ("said", "reports")}
    sections = [
        ("read", [f"{len(sentence)} characters, body {[*article.body]}"]),
        ("annotate: tokens", [_token(token) for token in doc]),
        ("annotate: quotations", [article.exact(one.content) for one in found.quotations]),
        ("annotate: cues", [_cue(doc, match) for match in found.cues]),
        ("annotate: entities", [_entity(entity) for entity in found.entities]),
        ("annotate: assertion", [_assertion(doc, *one) for one in sorted(found.asserted.items())]),
        ("extract", [short(extraction, record) for record in extraction.records]),
        ("resolve", [f"{one.name} -> {one.key}" for one in product.resolved]),
        ("validate: rejects", [f"{one.record}: {one.reason}" for one in product.rejects]),
        ("encode: plain triples", [line for line in quads if line.split(" ", 2)[1] in plain]),
        ("encode: the article's graph", quads),
        ("versions", [version(nlp), f"ontology {ontology.digest[:12]}"]),
    ]
    return "\n".join(
        line
        for title, lines in sections
        for line in (f"== {title}", *(f"   {one}" for one in lines or ["nothing"]))
    )


def _token(token: Token) -> str:
    return f"{token.i:>3} {token.text:<16} {token.pos_:<6} {token.dep_:<12} <- {token.head.text}"


def _cue(doc: Doc, match: CueMatch) -> str:
    return f"{doc[match.start : match.end].text!r} {match.cue.kind} {match.cue.iri}"


def _entity(entity: Entity) -> str:
    return f"{entity.name} ({entity.type}): {', '.join(one.text for one in entity.mentions)}"


def _assertion(doc: Doc, index: int, assertion: Assertion) -> str:
    return f"{doc[index].text!r} {assertion.polarity}, {assertion.certainty}"
