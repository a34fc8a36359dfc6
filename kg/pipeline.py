"""The stages in order: read, annotate, extract | resolve, encode, validate, compare.

The only module that knows them all. The first half is a pure function of one article, so it runs in
processes and is cached; the second half joins all articles.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from pyoxigraph import Quad
from spacy.language import Language as Pipeline

import kg
from kg import registry
from kg.annotate.pipeline import annotate, load_pipeline, version
from kg.compare import compare
from kg.config import Config
from kg.encode import Encoder, name
from kg.errors import KgError
from kg.extract.article import extract
from kg.iris import Iris
from kg.model import (
    Article,
    Extraction,
    Figure,
    Product,
    Quote,
    Record,
    Reject,
    Relation,
    Resolved,
    Run,
)
from kg.ontology import Ontology, load
from kg.resolve import read_judgements, resolve
from kg.validate import Violation, validate

logger = logging.getLogger(__name__)

FIRST = ("quotes", "figures", "relations")  # later extractors see what earlier ones found
BATCH = 40  # articles a validation run, to bound memory
Step = Callable[[int], None]
Progress = Callable[[str, int], Step]
R = TypeVar("R", Quote, Figure, Relation)


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """What the per-article half needs, loaded once a process."""

    config: Config
    ontology: Ontology

    @classmethod
    def of(cls, config: Config) -> Language:
        """Load the ontology of a configuration."""
        return cls(config=config, ontology=load(*config.folders))

    def extract(self, article: Article) -> Extraction:
        """Annotate one article and extract its records."""
        nlp = _nlp(self.config.pipeline, self.config.language, self.config.ontology)
        doc = annotate(article, nlp)
        return extract(article, doc, self.ontology, extractors())


def silent(title: str, total: int) -> Step:
    """Show no progress."""
    return lambda count: None


def extractors() -> tuple[Callable[..., Iterator[Record]], ...]:
    """Return the registered extractors in the order in which they run."""
    names = registry.names("extractors")
    order = [name for name in FIRST if name in names]
    order += [name for name in names if name not in FIRST]
    return tuple(registry.load("extractors", name) for name in order)


def run_of(config: Config) -> Run:
    """Return what makes a build with this configuration: versions and digests."""
    nlp = _nlp(config.pipeline, config.language, config.ontology)
    return Run(
        software=f"kg {kg.__version__}",
        pipeline=version(nlp),
        ontology=load(*config.folders).digest,
    )


def cache_key(article: Article, run: Run) -> str:
    """Return what an extraction depends on, as 32 hexadecimal digits."""
    parts = (
        article.id, article.path, article.digest, article.title, article.publisher,
        article.published, article.url, article.lang, article.body, article.origins,
        run.software, run.pipeline, run.ontology, code_digest(),
    )  # fmt: skip
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


@lru_cache(maxsize=1)
def code_digest() -> str:
    """Return a digest over the code of kg, so that a changed rule invalidates what it found."""
    digest = hashlib.sha256()
    root = Path(kg.__file__).parent
    for path in sorted((*root.rglob("*.py"), *root.rglob("lang/*.toml"))):
        digest.update(path.relative_to(root).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()


def extract_all(
    articles: Sequence[Article], config: Config, *, step: Step = lambda count: None
) -> Iterator[Extraction]:
    """Yield the extraction of every article, in the order given.

    An article that breaks an extractor is logged and yields an empty extraction: it stays in the
    graph as an article without claims.

    Args:
        articles: as read.
        config: says in how many processes.
        step: called with 1 after every article, for a progress bar.
    """
    if config.jobs == 1 or len(articles) < 2:
        language = Language.of(config)
        for article in articles:
            yield _safely(language, article)
            step(1)
        return
    with ProcessPoolExecutor(config.jobs, initializer=_start, initargs=(config,)) as pool:
        for extraction in pool.map(_work, articles, chunksize=4):
            yield extraction
            step(1)


def assemble(
    extractions: Iterable[Extraction],
    config: Config,
    run: Run,
    *,
    step: Step = lambda count: None,
) -> Product:
    """Join the extractions of all articles into a product: entities, valid claims, comparisons.

    Args:
        extractions: one an article.
        config: gives the base IRI, the ontology and the judgements.
        run: what made the extractions.
        step: called with the number of articles validated, for a progress bar.
    """
    ontology = load(*config.folders)
    ordered = tuple(sorted(extractions, key=lambda one: one.article.id))
    judgements = read_judgements(config.judgements) if config.judgements else ()
    resolved = resolve(ordered, ontology, judgements)
    encoder = Encoder(
        ontology=ontology,
        iris=Iris(config.base),
        entities={member: one for one in resolved for member in one.members},
    )
    accepted: list[Extraction] = []
    rejects: list[Reject] = []
    for start in range(0, len(ordered), BATCH):
        batch = ordered[start : start + BATCH]
        valid, refused = conforming(batch, encoder)
        accepted += valid
        rejects += refused
        step(len(batch))
    comparisons = compare(accepted, resolved, ontology)
    product = Product(
        base=config.base,
        run=run,
        extractions=tuple(accepted),
        resolved=resolved,
        comparisons=comparisons,
        rejects=tuple(rejects),
        quads=(),
    )
    return replace(product, quads=_lines(product, encoder))


def conforming(
    batch: Sequence[Extraction], encoder: Encoder
) -> tuple[list[Extraction], list[Reject]]:
    """Return the extractions without what a shape forbids, and what was taken out.

    Repeats until the shapes have nothing to say: taking out a figure can break what refers to it.
    """
    rejects: list[Reject] = []
    current = list(batch)
    while True:
        claims = [
            (extraction, record, list(encoder.claim(extraction, record)))
            for extraction in current
            for record in extraction.records
        ]
        violations = validate(_context(current, claims, encoder), encoder.ontology)
        blamed = _blamed(violations, claims, encoder)
        if not blamed:
            if violations:
                raise KgError(f"no record explains the violation {violations[0]}: report it")
            return current, rejects
        rejects += [_reject(*claim, encoder) for claim in blamed.values()]
        current = [_without(extraction, blamed) for extraction in current]


Claim = tuple[Extraction, Record, list[Quad]]
Blamed = Mapping[tuple[str, str], tuple[Extraction, Record, Violation]]


def _context(
    batch: Sequence[Extraction], claims: Sequence[Claim], encoder: Encoder
) -> Iterator[Quad]:
    named: dict[str, Resolved] = {}
    for extraction in batch:
        yield from encoder.article(extraction)
        yield from (quad for _, quad in encoder.stated(extraction))
        for entity in extraction.entities:
            one = encoder.entities[extraction.article.id, entity.id]
            named[one.key] = one
    for _, _, quads in claims:
        yield from quads
    for key in sorted(named):
        yield from encoder.entity(named[key])


def _blamed(
    violations: Iterable[Violation], claims: Sequence[Claim], encoder: Encoder
) -> dict[tuple[str, str], tuple[Extraction, Record, Violation]]:
    """Return the records to take out: those whose node, or whose shortcut, violates a shape."""
    by_node: dict[str, list[tuple[Extraction, Record]]] = {}
    for extraction, record, quads in claims:
        for node in {name(quad.subject) for quad in quads}:
            by_node.setdefault(node, []).append((extraction, record))
    by_subject: dict[str, list[tuple[Extraction, Record, Quad]]] = {}
    for extraction in {id(claim[0]): claim[0] for claim in claims}.values():
        for record, quad in encoder.stated(extraction):
            by_subject.setdefault(name(quad.subject), []).append((extraction, record, quad))
    found: dict[tuple[str, str], tuple[Extraction, Record, Violation]] = {}
    for violation in violations:
        for extraction, record in by_node.get(violation.focus, ()):
            found.setdefault((extraction.article.id, record.id), (extraction, record, violation))
        for extraction, record, quad in by_subject.get(violation.focus, ()):
            if _explains(quad, violation, encoder):
                key = (extraction.article.id, record.id)
                found.setdefault(key, (extraction, record, violation))
    return found


def _explains(quad: Quad, violation: Violation, encoder: Encoder) -> bool:
    if violation.path:
        value = violation.value in {"", name(quad.object)}
        return quad.predicate.value == violation.path and value
    return encoder.ontology.shape_target(violation.shape) == quad.predicate.value


def _reject(
    extraction: Extraction, record: Record, violation: Violation, encoder: Encoder
) -> Reject:
    article = extraction.article
    first, last = record.spans[0], record.spans[-1]
    around = next((p for p in article.body if first in p), None)
    words = article.exact(around) if around else article.text[first.start : last.end]
    return Reject(
        article=article.id,
        record=record.id,
        kind=type(record).__name__.lower(),
        focus=violation.focus,
        shape=violation.shape,
        path=violation.path or None,
        value=violation.value or None,
        reason=violation.reason,
        sentence=words,
    )


def _without(extraction: Extraction, blamed: Blamed) -> Extraction:
    figures = _kept(extraction, blamed, extraction.figures)
    ids = {figure.id for figure in figures}
    relations = (
        relation if relation.figure in ids else replace(relation, figure=None)
        for relation in _kept(extraction, blamed, extraction.relations)
    )
    return replace(
        extraction,
        quotes=_kept(extraction, blamed, extraction.quotes),
        figures=figures,
        relations=tuple(relations),
    )


def _kept(extraction: Extraction, blamed: Blamed, records: Iterable[R]) -> tuple[R, ...]:
    return tuple(r for r in records if (extraction.article.id, r.id) not in blamed)


def _lines(product: Product, encoder: Encoder) -> tuple[str, ...]:
    """Return the whole graph as sorted N-Quads lines."""
    records = {
        (extraction.article.id, record.id): record
        for extraction in product.extractions
        for record in extraction.records
    }
    found: set[str] = set()
    for extraction in product.extractions:
        found |= _text(encoder.article(extraction))
        for record in extraction.records:
            found |= _text(encoder.claim(extraction, record))
        found |= _text(quad for _, quad in encoder.shortcuts(extraction))
    for one in product.resolved:
        found |= _text(encoder.entity(one))
    for comparison in product.comparisons:
        found |= _text(encoder.comparison(comparison, records))
    found |= _text(encoder.run(product.run)) | _text(encoder.vocabulary())
    return tuple(sorted(found))


def _text(quads: Iterable[Quad]) -> set[str]:
    return {f"{quad} ." for quad in quads}


@lru_cache(maxsize=2)
def _nlp(name: str | None, language: str, folder: Path | None) -> Pipeline:
    return load_pipeline(name, language=language, ontology=folder)


def _safely(language: Language, article: Article) -> Extraction:
    try:
        return language.extract(article)
    except Exception:  # one article must never stop a build
        logger.exception("%s: no records: an extractor failed", article.path)
        return Extraction(article=article)


_process: dict[str, Language] = {}


def _start(config: Config) -> None:
    _process["language"] = Language.of(config)


def _work(article: Article) -> Extraction:
    return _safely(_process["language"], article)
