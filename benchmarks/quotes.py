"""How well quotes are found and attributed: PolNeAR, the gold of the seeds, the gold of the corpus.

    python benchmarks/quotes.py [--shared ../shared] [--limit N] [--pipeline NAME]
    python benchmarks/quotes.py --gold FILE --texts DIR

The second form scores one gold file of the seeds' format and nothing else.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable

import marked
import measured
from measured import Cells, Json, Run

from kg import score
from kg.extracted import Records
from kg.model import Extraction, Span

NEEDED = (
    "bench/quotes/polnear_dev.jsonl",
    "bench/score_quotes.py",
    "gold/score_records.py",
    "gold/gold.jsonl",
    "seeds",
)
Keep = Callable[[Json], bool]

TIERS = ("all", "said", "quoted")
MEASURES = ("content-exact", "content-overlap", "content+speaker")
FRAGMENTS = ("frag-source", "frag-cue", "frag-content")
PUBLISHED = {
    "textacy 0.13": (11.1, 24.3),
    "GenderGapTracker": (31.7, 36.4),
    "CRF (thesis, 2022)": (34.8, 42.6),
    "BERT (thesis, 2022)": (59.6, 61.7),
    "human against human": (70.5, 88.4),
}
"""F1 of content+speaker on the official test part, tiers all and quoted."""
COFENET = (83.2, 75.3, 72.9)
"""F1 of exact fragments on the official test part."""


def main() -> int:
    """Measure and print; return the exit status."""
    run = measured.start(__doc__, NEEDED)
    if run is None:
        return 2
    if run.options.gold:
        measured.print_gold(run, ("quotes", "sources"))
        return 0
    _print_polnear(run)
    measured.print_gold(run, ("quotes", "sources"))
    measured.print_corpus(run, ("quotes",))
    _print_facets(run)
    _print_marked(run)
    run.print_speed()
    return 0


def _print_polnear(run: Run) -> None:
    gold = measured.sample(measured.read_rows(run.shared / NEEDED[0]), run.options.limit)
    found = [prediction(run.extract(row["id"], row["text"])) for row in gold]
    scorer = run.shared / NEEDED[1]
    scores = {
        tier: json.loads(measured.score_rows(scorer, gold, found, "--tier", tier, "--json"))
        for tier in TIERS
    }
    rows: dict[str, Cells] = {
        f"{measure}, {tier}": _percent(scores[tier][measure])
        for measure in (*MEASURES, *FRAGMENTS)
        for tier in TIERS
    }
    measured.print_table(f"PolNeAR dev: {len(gold)} articles, {scores['all']['gold']} quotes", rows)
    ours = tuple(100 * scores[tier]["content+speaker"][2] for tier in ("all", "quoted"))
    measured.print_table(
        "PolNeAR, F1 of content+speaker; published: official test part",
        {
            name: dict(zip(("all", "quoted"), values, strict=True))
            for name, values in {"kg (these dev articles)": ours, **PUBLISHED}.items()
        },
    )
    fragments = tuple(100 * scores["all"][name][2] for name in FRAGMENTS)
    measured.print_table(
        "PolNeAR, F1 of exact fragments; published: official test part",
        {
            name: dict(zip(("source", "cue", "content"), values, strict=True))
            for name, values in {
                "kg (these dev articles)": fragments,
                "BERT + CofeNet (2022)": COFENET,
            }.items()
        },
    )


def prediction(extraction: Extraction) -> Json:
    """Return an extraction in the form that PolNeAR's scorer reads."""
    quotes = [
        {
            "content": [_pair(span) for span in quote.content],
            "source": quote.source_span and [_pair(quote.source_span)],
            "cue": quote.cue and [_pair(quote.cue)],
        }
        for quote in extraction.quotes
    ]
    return {"id": extraction.article.id, "quotes": quotes}


def _print_facets(run: Run) -> None:
    """Print what the table of the corpus leaves out: denials and modes."""
    rows: dict[str, Cells] = {}
    for split in measured.SPLITS:
        gold, found = measured.corpus(run, split)
        denied = _is("polarity", "denied")
        denials = _right(gold, found, denied, _any)
        right = _right(gold, found, denied, _any, "quotes/content+polarity")
        rows[f"polarity of denials, {split}"] = _share(right, denials)
        modes = sorted({quote["mode"] for row in gold for quote in row.get("quotes", ())})
        right = sum(_right(gold, found, _is("mode", one), _is("mode", one)) for one in modes)
        rows[f"mode, {split}"] = _share(right, _right(gold, found, _any, _any))
    measured.print_table("corpus, of the quotes whose content was found", rows)


def _print_marked(run: Run) -> None:
    """Print how well the marked quotations of the corpus are read."""
    for split in measured.SPLITS:
        lines = marked.read_lines(measured.CORPUS / "quotations", split)
        found = [(line, run.extract(line.id, line.text).quotes) for line in lines]
        rows = {name: _shares(share) for name, share in marked.scores(found).items()}
        measured.print_table(f"marked quotations, {split} part: {len(lines)} texts", rows)


def _shares(share: marked.Share) -> Cells:
    right, found, gold = share
    both = found + gold
    values = (right / found if found else 0, right / gold if gold else 0, 2 * right / both)
    cells = {name: 100 * value for name, value in zip(("P", "R", "F1"), values, strict=True)}
    return cells | {"right/found/gold": f"{right} / {found} / {gold}"}


def _right(
    gold: list[Json], found: Records, wanted: Keep, mine: Keep, name: str = "quotes/content"
) -> int:
    """Return how many of the wanted gold quotes are right, when only some of ours are looked at."""
    kept = [_only(row, wanted) for row in gold]
    ours = [_only(row, mine) for row in found.rows]
    rows = score.score(kept, ours, found.texts)
    return next((row.right for row in rows if row.name == name), 0)


def _only(row: Json, keep: Keep) -> Json:
    return (
        {**row, "quotes": [one for one in row["quotes"] if keep(one)]} if "quotes" in row else row
    )


def _is(key: str, value: str) -> Keep:
    return lambda quote: quote[key] == value


def _any(quote: Json) -> bool:
    return True


def _share(right: int, every: int) -> Cells:
    return {"right": 100 * right / every if every else None, "count": f"{right} of {every}"}


def _percent(values: list[float]) -> Cells:
    return {name: 100 * value for name, value in zip(("P", "R", "F1"), values, strict=True)}


def _pair(span: Span) -> list[int]:
    return [span.start, span.end]


if __name__ == "__main__":
    sys.exit(main())
