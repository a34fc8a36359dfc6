"""The stages in order: read, annotate, extract | resolve, encode, validate, compare.

The only module that knows them all. The first half is a pure function of one article, so it runs in
processes and is cached; the second half joins all articles.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path

from pyoxigraph import Quad
from spacy.about import __version__ as spacy_version
from spacy.language import Language as Pipeline

from kg import registry
from kg.annotate.pipeline import annotate, load_pipeline, version
from kg.compare import compare
from kg.config import Config
from kg.conform import Case, Checked, Checker, Verdicts, check, line_of
from kg.encode.encoder import Encoder
from kg.encode.nodes import Terms
from kg.extractors.article import Extractor, extract
from kg.iris import Iris
from kg.model import (
    Article,
    Extraction,
    Product,
    Resolved,
    Run,
)
from kg.ontology import Ontology, load
from kg.pool import in_order, processes
from kg.resolve import read_judgements, resolve
from kg.variants import variants
from kg.version import __version__

logger = logging.getLogger(__name__)

FIRST = ("quotes", "figures", "relations")  # later extractors see what earlier ones found
Step = Callable[[int], None]
Progress = Callable[[str, int], Step]


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """What the per-article half needs, loaded once a process."""

    ontology: Ontology
    nlp: Pipeline
    extractors: tuple[Extractor, ...]

    @classmethod
    def of(cls, config: Config) -> Language:
        """Load ontology, pipeline and extractors of a configuration.

        Raises:
            KgError: one of them cannot be used.
        """
        return cls(
            ontology=load(*config.folders),
            nlp=_nlp(config.pipeline, config.language, config.ontology),
            extractors=extractors(),
        )

    def extract(self, article: Article) -> Extraction:
        """Annotate one article and extract its records."""
        return extract(article, annotate(article, self.nlp), self.ontology, self.extractors)


def silent(title: str, total: int) -> Step:
    """Show no progress."""
    return lambda count: None


def extractors() -> tuple[Extractor, ...]:
    """Return the registered extractors in the order in which they run."""
    names = registry.names("extractors")
    order = [name for name in FIRST if name in names]
    order += [name for name in names if name not in FIRST]
    return tuple(registry.load("extractors", name) for name in order)


def run_of(config: Config) -> Run:
    """Return what makes a build with this configuration: versions and digests."""
    nlp = _nlp(config.pipeline, config.language, config.ontology)
    return Run(
        software=f"kg {__version__}",
        pipeline=f"{version(nlp)} ({_digest(nlp)[:12]})",
        ontology=load(*config.folders).digest,
    )


def cache_key(article: Article, run: Run, language: str) -> str:
    """Return what an extraction depends on, as 32 hexadecimal digits."""
    parts = (
        article.id, article.path, article.digest, article.title, article.publisher,
        article.published, article.url, article.lang, article.body, article.origins,
        run.software, run.pipeline, run.ontology, code_digest(), plugins(), language,
    )  # fmt: skip
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


@lru_cache(maxsize=1)
def plugins() -> str:
    """Return the extractors with the distributions that bring them, and the version of spaCy."""
    found = sorted(f"{one.value} {one.dist}" for one in registry.entries("extractors"))
    return " ".join([*found, spacy_version])


@lru_cache(maxsize=1)
def code_digest() -> str:
    """Return a digest over the code of kg, so that a changed rule invalidates what it found."""
    digest = hashlib.sha256()
    root = Path(__file__).parent
    for path in sorted((*root.rglob("*.py"), *root.rglob("lang/*.toml"))):
        digest.update(path.relative_to(root).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()


def extract_all(
    articles: Sequence[Article], config: Config, *, step: Step = lambda count: None
) -> Iterator[Extraction]:
    """Yield the extraction of every article, in the order given.

    An article that breaks an extractor is logged and yields an empty extraction that is marked as
    failed: it stays in the graph as an article without claims.

    Args:
        articles: as read.
        config: says in how many processes.
        step: called with 1 after every article, for a progress bar.
    """
    start = partial(Language.of, config)
    jobs = processes(config.jobs, len(articles))
    for extraction in in_order(_safely, articles, start, jobs=jobs):
        yield extraction
        step(1)


def assemble(
    extractions: Iterable[Extraction],
    config: Config,
    run: Run,
    *,
    verdicts: Verdicts | None = None,
    step: Step = lambda count: None,
) -> Product:
    """Join the extractions of all articles into a product: entities, valid claims, comparisons.

    Args:
        extractions: one an article.
        config: gives the base IRI, the ontology and the judgements.
        run: what made the extractions.
        verdicts: what earlier validations found; what this one finds is added.
        step: called with 1 after every article is validated, for a progress bar.
    """
    ontology = load(*config.folders)
    ordered = tuple(sorted(extractions, key=lambda one: one.article.id))
    judgements = read_judgements(config.judgements) if config.judgements else ()
    resolved = resolve(ordered, ontology, judgements)
    members = {member: one for one in resolved for member in one.members}
    terms = Terms(ontology=ontology, iris=Iris(config.base), entities=members)
    encoder = Encoder(terms=terms)
    checked = list(_checked(ordered, resolved, config, {} if verdicts is None else verdicts, step))
    accepted = tuple(one.extraction for one in checked)
    product = Product(
        base=config.base,
        run=run,
        extractions=accepted,
        resolved=resolved,
        comparisons=(*compare(accepted, resolved, ontology), *variants(accepted, resolved)),
        rejects=tuple(reject for one in checked for reject in one.rejects),
        quads=(),
    )
    lines = {line for one in checked for line in one.lines}
    lines |= {line_of(quad) for quad in _across(product, encoder)}
    return replace(product, quads=tuple(sorted(lines)))


def _checked(
    extractions: Sequence[Extraction],
    resolved: Iterable[Resolved],
    config: Config,
    verdicts: Verdicts,
    step: Step,
) -> Iterator[Checked]:
    # a country may have thousands of members: no process needs them
    bare: dict[tuple[str, str], Resolved] = {}
    for one in resolved:
        bare |= dict.fromkeys(one.members, replace(one, members=()))
    cases = [Case.of(extraction, bare) for extraction in extractions]
    start = partial(Checker.of, config.folders, config.base, dict(verdicts))
    for checked, used in in_order(check, cases, start, jobs=processes(config.jobs, len(cases))):
        verdicts.update(used)
        yield checked
        step(1)


def _across(product: Product, encoder: Encoder) -> Iterator[Quad]:
    """Yield the quads of the graphs that belong to no article."""
    records = {
        (extraction.article.id, record.id): record
        for extraction in product.extractions
        for record in extraction.records
    }
    for one in product.resolved:
        yield from encoder.entity(one)
    for comparison in product.comparisons:
        yield from encoder.comparison(comparison, records)
    yield from encoder.run(product.run)
    yield from encoder.vocabulary()


@lru_cache(maxsize=2)
def _nlp(name: str | None, language: str, folder: Path | None) -> Pipeline:
    return load_pipeline(name, language=language, ontology=folder)


def _digest(nlp: Pipeline) -> str:
    """Return a digest over configuration and weights: names and versions do not tell all."""
    digest = hashlib.sha256(nlp.config.to_str().encode())
    folder = nlp.path
    for path in sorted(folder.rglob("*")) if folder else []:
        if path.is_file():
            digest.update(path.relative_to(folder).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()


def _safely(language: Language, article: Article) -> Extraction:
    try:
        return language.extract(article)
    except Exception:  # one article must never stop a build
        logger.exception("%s: no records: an extractor failed", article.path)
        return Extraction(article=article, failed=True)
