"""How fast a build is beside the bare language pipeline, and the store beside rdflib, in one run.

    python benchmarks/build.py [PATH …] [--copies N] [--pipeline NAME]

Ratios are what counts: absolute times depend on the machine.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import spacy
from rdflib import Dataset

import kg
from kg import lang
from kg.config import Config
from kg.ontology import load
from kg.pipeline import Language
from kg.read.articles import read
from kg.store import write_store

QUERIES = {
    "count": "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }",
    "quotes and sources": """SELECT ?who ?text WHERE {
        ?q a kg:Quote ; kg:saidBy ?e ; schema:text ?text . ?e rdfs:label ?who }""",
    "figures by variable": """SELECT ?v (COUNT(?f) AS ?n) WHERE {
        ?f a kg:FigureClaim ; schema:variableMeasured ?v } GROUP BY ?v""",
    "text search": """SELECT ?q WHERE {
        ?q a kg:Quote ; schema:text ?t FILTER(CONTAINS(LCASE(?t), "water")) }""",
}


def main() -> None:
    """Measure and print."""
    arguments = _arguments()
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        source = _copies(arguments.paths, work / "news", arguments.copies)
        articles = read([source], ontology=load()).articles
        words = sum(len(article.text.split()) for article in articles)
        print(f"{len(articles)} articles, {words:,} words")
        bare = _bare(arguments.pipeline)
        bare_time = _timed(lambda: [bare(article.text) for article in articles])
        language = Language.of(Config(pipeline=arguments.pipeline))
        language.extract(articles[0])
        extract_time = _timed(lambda: [language.extract(article) for article in articles])
        build_time = _timed(lambda: kg.build(source, work / "out", pipeline=arguments.pipeline))
        again_time = _timed(lambda: kg.build(source, work / "out", pipeline=arguments.pipeline))
        print(f"\n{'':26}{'seconds':>9}{'words/s':>10}{'articles/s':>12}{'ratio':>8}")
        for title, seconds in (
            ("bare language pipeline", bare_time),
            ("annotate and extract", extract_time),
            ("whole build", build_time),
            ("build with no change", again_time),
        ):
            rates = f"{words / seconds:>10,.0f}{len(articles) / seconds:>12.1f}"
            print(f"{title:<26}{seconds:>9.2f}{rates}{seconds / bare_time:>8.2f}")
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"peak memory {peak:,.0f} MB")
        _stores(work)


def _stores(work: Path) -> None:
    build = kg.open(work / "out")
    lines = build.product.quads
    ours = _timed(lambda: write_store(work / "store", lines))
    dataset = Dataset(default_union=True)
    nquads = work / "out" / "graph.nq"
    theirs = _timed(lambda: dataset.parse(nquads, format="nquads"))
    print(f"\n{len(lines):,} quads{'store':>22}{'rdflib':>10}{'ratio':>8}")
    print(f"{'load':<26}{ours:>9.3f}{theirs:>10.3f}{theirs / ours:>8.1f}")
    prefixes = {prefix: iri for prefix, iri in build.ontology.prefixes.items()}
    for title, text in QUERIES.items():
        mine = _timed(lambda text=text: build.query(text))
        other = _timed(lambda text=text: list(dataset.query(text, initNs=prefixes)))
        print(f"{title:<26}{mine:>9.4f}{other:>10.4f}{other / mine:>8.1f}")


def _copies(paths: list[Path], folder: Path, copies: int) -> Path:
    folder.mkdir()
    for path in sorted(
        p for root in paths for p in (root.rglob("*.txt") if root.is_dir() else [root])
    ):
        text = path.read_text(encoding="utf-8")
        for number in range(copies):
            # a line of its own keeps copies from being the same article
            name = f"{path.stem}-{number}.txt"
            (folder / name).write_text(
                f"{text}\nCopy number {number} ends here.\n", encoding="utf-8"
            )
    return folder


def _bare(name: str | None) -> spacy.language.Language:
    shipped = Path(lang.__file__).parent / lang.load("en").pipeline
    return spacy.load(name or shipped)


def _timed(run: Callable[[], object]) -> float:
    started = time.perf_counter()
    run()
    return time.perf_counter() - started


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("paths", nargs="*", type=Path, default=[Path("corpus")])
    parser.add_argument("--copies", type=int, default=5, help="copies of every article")
    parser.add_argument("--pipeline", help="spaCy pipeline; default: the shipped one")
    return parser.parse_args()


if __name__ == "__main__":
    main()
