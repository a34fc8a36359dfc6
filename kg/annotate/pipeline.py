"""Article -> Doc: the statistical pipeline with the components of kg around it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from kg import lang
from kg.errors import PipelineMissing
from kg.lang.layers import layers
from kg.model import Article

FIRST = ("boundaries",)
LAST = ("quotations", "cues", "names", "coreference", "assertion")
SURROGATES = re.compile("[\ud800-\udfff]")


def load_pipeline(
    name: str | None = None, *, language: str = "en", ontology: Path | None = None
) -> Language:
    """Return a spaCy pipeline that fills the layers of kg.

    Args:
        name: an installed pipeline package or a folder; None or its own name: the one that
            comes with kg.
        language: the language of the articles, where ``name`` is None, and of the lexicon.
        ontology: a folder of Turtle files to use beside the shipped ones.

    Raises:
        PipelineMissing: it is not installed, or has no parser.
    """
    nlp = _load(name, language)
    if "parser" not in nlp.pipe_names:
        raise PipelineMissing(
            f"the pipeline {_title(nlp)} has no parser: name one that has, with --pipeline"
        )
    settings = {"language": language, "ontology_path": str(ontology) if ontology else None}
    for part in (*FIRST, *LAST):
        factory = f"kg_{part}"
        if nlp.has_pipe(factory):
            continue
        asked = Language.get_factory_meta(factory).default_config or {}
        config = {key: value for key, value in settings.items() if key in asked}
        nlp.add_pipe(factory, first=part in FIRST or None, config=config)
    return nlp


def annotate(article: Article, nlp: Language) -> Doc:
    """Return the annotated Doc of an article; token offsets are those of ``article.text``.

    A lone surrogate, which spaCy cannot hold, stands as U+FFFD in the Doc.
    """
    return next(annotate_all([article], nlp))


def annotate_all(articles: Iterable[Article], nlp: Language) -> Iterator[Doc]:
    """Yield the annotated Doc of every article, in order."""
    for article in articles:
        yield nlp(_doc(article, nlp))


def version(nlp: Language) -> str:
    """Return name and version of a pipeline, for provenance: "en_kg_news_sm 0.1.0"."""
    return f"{_title(nlp)} {nlp.meta['version']}"


def _doc(article: Article, nlp: Language) -> Doc:
    doc = nlp.make_doc(SURROGATES.sub("\ufffd", article.text))
    found = layers(doc)
    found.published, found.body = article.published, article.body
    return doc


def _title(nlp: Language) -> str:
    return f"{nlp.meta['lang']}_{nlp.meta['name']}"


def _load(name: str | None, language: str) -> Language:
    settings = lang.load(language)
    if name in {None, settings.pipeline}:
        shipped = Path(str(files("kg.lang") / settings.pipeline))
        if (shipped / "meta.json").is_file():
            return spacy.load(shipped)
        if name is None:
            raise PipelineMissing(
                f"{settings.pipeline} is not in this copy of kg: train it with kg.train, or name "
                "an installed pipeline with --pipeline"
            )
    return _named(str(name), settings.pipeline)


def _named(name: str, shipped: str) -> Language:
    try:
        return spacy.load(name)
    except OSError as error:
        raise PipelineMissing(
            f"there is no spaCy pipeline {name!r}: install it (python -m spacy download {name}, "
            "or pip install its wheel), name the folder that holds it, or leave --pipeline out: "
            f"{shipped} comes with kg"
        ) from error
    except (ImportError, ValueError) as error:
        reason = str(error).strip().split("\n")[0]
        raise PipelineMissing(
            f"the pipeline {name!r} cannot be loaded ({reason}): install what it needs "
            "(its meta.json lists it under requirements), or leave --pipeline out"
        ) from error
