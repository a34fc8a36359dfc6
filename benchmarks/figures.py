"""How well figures are read: NewsQuant, Recognizers-Text, MUC-4, the gold of seeds and corpus.

    python benchmarks/figures.py [--shared ../shared] [--limit N] [--pipeline NAME]
    python benchmarks/figures.py --gold FILE --texts DIR

NewsQuant and Recognizers-Text are scored twice: as records (what the graph keeps: no ages) and
as amounts (all that the number reader below them reads). The second form
of the command scores one gold file of the seeds' format and nothing else.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping

import measured
from measured import Cells, Json, Run
from spacy.tokens import Doc

from kg.annotate.pipeline import annotate
from kg.extractors.amounts import Amounts, amounts
from kg.extractors.counting import counted
from kg.extractors.dates import dates
from kg.extractors.nonfigures import NonFigures, nonfigures
from kg.extractors.ranges import Amount
from kg.extractors.words import Word, span_of, words
from kg.lang.forms import base_forms
from kg.model import Article, Extraction, Figure, Span

NEEDED = (
    "bench/figures/newsquant_dev.jsonl",
    "bench/figures/recognizers_text.jsonl",
    "bench/figures/muc4_dev.jsonl",
    "bench/score_figures.py",
    "bench/score_casualties.py",
    "gold/score_records.py",
    "gold/gold.jsonl",
    "seeds",
)
SIGNS = {
    "exactly": "=",
    "between": "=",
    "approximately": "~",
    "at_least": ">",
    "more_than": ">",
    "at_most": "<",
    "less_than": "<",
}
"""Qualifier -> sign in the gold."""
UNITS = {
    "USD": "dollar",
    "EUR": "euro",
    "GBP": "pound sterling",
    "JPY": "japanese yen",
    "CNY": "chinese yuan",
    "MYR": "malaysian ringgit",
    "ILS": "shekel",
    "AUD": "australian dollar",
    "NZD": "new zealand dollar",
    "CAD": "canadian dollar",
    "ZAR": "south african rand",
    "percent": "percentage",
    "degree celsius": "celsius",
    "degree Celsius": "celsius",
    "degree Fahrenheit": "fahrenheit",
    "square foot": "square feet",
    "part per billion": "parts-per-billion",
    "part per million": "parts-per-million",
    "time": "count",
    "penny": "pence",
}
"""Measure -> unit as the gold names it."""
COLUMNS = ("value", "value+unit", "value+change")
PUBLISHED = {
    "strict, held-out: GPT-3": (73.3, 63.1, 53.7),
    "strict, held-out: quantulum3": (71.1, 45.4, 50.0),
    "strict, held-out: Recognizers-Text": (71.0, 35.2, 50.8),
    "paper mode, whole set: CQE": (92.0, 85.6, 88.1),
    "paper mode, whole set: GPT-3": (70.6, 59.1, 51.9),
    "paper mode, whole set: quantulum3": (73.0, 47.2, None),
    "paper mode, whole set: Recognizers-Text": (69.1, 34.2, None),
}
"""F1 on NewsQuant."""
EFFECTS = {
    "killed": ("DEATH",),
    "wounded": ("INJURY",),
    "killed_or_wounded": ("DEATH", "INJURY"),
    "casualties": ("DEATH", "INJURY"),
}
"""Variable -> effects on victims in MUC-4."""

Reader = Callable[[str, str], list[Json]]


def main() -> int:
    """Measure and print; return the exit status."""
    run = measured.start(__doc__, NEEDED)
    if run is None:
        return 2
    if run.options.gold:
        measured.print_gold(run, ("figures",))
        return 0
    readers = {
        "records": lambda id, text: from_records(run, run.extract(id, text)),
        "amounts": lambda id, text: from_amounts(run, text),
    }
    _print_newsquant(run, readers)
    _print_recognizers(run, readers)
    _print_casualties(run)
    measured.print_gold(run, ("figures",))
    measured.print_corpus(run, ("figures",))
    run.print_speed()
    return 0


def _print_newsquant(run: Run, readers: Mapping[str, Reader]) -> None:
    gold = measured.read_rows(run.shared / NEEDED[0])
    rows: dict[str, Cells] = {}
    for name, read in readers.items():
        found = _quantities(gold, read)
        for mode in ("strict", "paper"):
            scores = _f1(run, gold, found, mode)
            rows[f"kg, {name}, {mode}"] = {one: scores[one] for one in COLUMNS}
    for name, values in PUBLISHED.items():
        rows[name] = dict(zip(COLUMNS, values, strict=True))
    every = sum(len(row["quantities"]) for row in gold)
    measured.print_table(f"NewsQuant dev, F1: {len(gold)} sentences, {every} quantities", rows)


def _print_recognizers(run: Run, readers: Mapping[str, Reader]) -> None:
    """Print F1 of the value by kind of quantity; inputs with a unit but no value are left out."""
    gold = [row for row in measured.read_rows(run.shared / NEEDED[1]) if _has_values(row)]
    found = {name: _quantities(gold, read) for name, read in readers.items()}
    rows: dict[str, Cells] = {}
    for source in ("", *sorted({row["source"] for row in gold})):
        kept = [row for row in gold if row["source"].startswith(source)]
        ids = {row["id"] for row in kept}
        rows[source.rpartition("/")[2] or "all"] = {
            name: _f1(run, kept, [row for row in ours if row["id"] in ids], "strict")["value"]
            for name, ours in found.items()
        } | {"inputs": str(len(kept))}
    measured.print_table(f"Recognizers-Text, F1 of the value: {len(gold)} inputs", rows)


def _quantities(gold: Iterable[Json], read: Reader) -> list[Json]:
    return [{"id": row["id"], "quantities": read(row["id"], row["text"])} for row in gold]


def _f1(run: Run, gold: list[Json], found: list[Json], mode: str) -> dict[str, float]:
    options = ("--mode", mode, "--json")
    scores = json.loads(measured.score_rows(run.shared / NEEDED[3], gold, found, *options))
    return {name: row["F1"] for name, row in scores["scores"].items()}


def _has_values(row: Json) -> bool:
    return all(one["values"] and None not in one["values"] for one in row["quantities"])


def from_records(run: Run, extraction: Extraction) -> list[Json]:
    """Return the figures of a text in the form that the quantities' scorer reads."""
    found: list[Json] = []
    doc = annotate(extraction.article, run.language.nlp)
    for figure in extraction.figures:
        one = _quantity(figure, doc)
        start = None if figure.moved_from is None else [float(figure.moved_from)]
        if found and found[-1]["values"] == start:  # "from 40 to 52" is one change
            one["values"] = [*start, *one["values"][:1]]
            found.pop()
        found.append(one)
    return found


def _quantity(figure: Figure, doc: Doc) -> Json:
    span = doc.text[figure.span.start : figure.span.end]
    factor = 0.01 if _is_fraction(figure, doc.text) else 1
    ends = [factor * float(end) for end in (figure.low, figure.high) if end is not None]
    values = ends if len(set(ends)) == 2 else ends[:1]
    vague = _is_vague(values, figure.qualifier, span) and figure.high is None
    sign = "=" if len(values) == 2 or vague else SIGNS[figure.qualifier]
    return {
        "values": [values[0], 10 * values[0]] if vague else values,
        "change": figure.change if figure.change and sign == "=" else sign,
        "unit_norm": _unit_of(figure, doc),
    }


def _is_fraction(figure: Figure, text: str) -> bool:
    """Return whether it is a share in words, which the gold gives as 0.5 rather than 50 %."""
    phrase = figure.phrase or figure.span
    behind = text[figure.span.end : phrase.end].lstrip()
    signed = behind.startswith(("%", "per", "pct", "point"))
    plain = text[figure.span.start : figure.span.end].replace(".", "").isdecimal()
    return figure.measure == "percent" and not (signed or plain)


def _unit_of(figure: Figure, doc: Doc) -> str:
    """Return the unit as the gold names it: of what is counted the noun as it was written."""
    measure, _, per = figure.measure.partition("/")
    unit = "-" if measure == "count" else UNITS.get(measure, measure)
    at = -1 if figure.counted is None else doc.text.find(figure.counted, figure.span.end)
    noun = "-" if at < 0 else _phrase(doc, Span(at, at + len(figure.counted or "")))
    last = (figure.counted or "").lower().rpartition(" ")[2]
    if _is_fraction(figure, doc.text):
        return f"% {noun}"
    if noun != "-" and measure != "time" and measure in {"person", last, *base_forms(last)}:
        unit = noun
    return f"{unit} per {per}" if per else unit


def _is_vague(values: list[float], qualifier: str, span: str) -> bool:
    """Return whether it is a magnitude in the plural, which the gold reads as up to the next."""
    plural = span.lower().endswith("s") and not any(letter.isdigit() for letter in span)
    return len(values) == 1 and qualifier == "at_least" and plural


def from_amounts(run: Run, text: str) -> list[Json]:
    """Return all amounts of a text in the form that the quantities' scorer reads."""
    doc = annotate(Article(id="x", path="x", text=text), run.language.nlp)
    found: list[Json] = []
    for amount, read in _amounts(run, doc):
        if amount.moved_from is not None and found:  # "from 40 to 52" is one change
            found.pop()
        one = _amount(run, doc, amount, read)
        if found and _goes_on(amount, read, found[-1]):
            one["unit_norm"] = re.sub(r"^-", found[-1]["unit_norm"], one["unit_norm"])
        found.append(one)
    return found


def _goes_on(amount: Amount, read: list[Word], before: Json) -> bool:
    """Return whether a number may be of the unit before: 435 homes by open sale, 187 by tender."""
    led = amount.start > 0 and read[amount.start - 1].lower in {"to", "at"}
    return not (led and before["unit_norm"] == "percentage")  # rose 0.6 per cent to 3,005


def _amounts(run: Run, doc: Doc) -> Iterator[tuple[Amount, list[Word]]]:
    """Yield the amounts that the extractor would look at, ages too."""
    reader, judge = _readers(run, doc)
    read = words(doc.text)
    dated = list(dates(run.language.ontology, doc.lang_).read(doc.text, read, None))
    for amount in reader.read(read, [range(one.first, one.last) for one in dated]):
        if judge.refuses(read, amount) and not _is_aged(judge, amount, read):
            continue
        span = span_of(read, amount.first, amount.last)
        part = _is_share(amount, read)
        what = counted(doc, span, span.start, measured=amount.unit is not None, part=part)
        noun = None if what is None else what.noun
        bare = amount.unit is None and (noun is None or noun.tag_ == "NNP")
        if bare and judge.follows_name(read, amount):
            continue
        if bare and noun is None and amount.spelled and amount.low == 1 == amount.high:
            continue
        yield amount, read


def _is_aged(judge: NonFigures, amount: Amount, read: list[Word]) -> bool:
    """Return whether it is an age that says so: "41 years old", but not "Rivo, 41,"."""
    after = read[amount.last] if amount.last < len(read) else None
    said = after is not None and (after.kind == "letters" or after.text == "-")
    return said and judge.is_age(read, amount)


def _amount(run: Run, doc: Doc, amount: Amount, read: list[Word]) -> Json:
    low, high = amount.low, amount.high
    span = span_of(read, amount.first, amount.last)
    sign = SIGNS[amount.qualifier]
    if amount.moved_from is not None and low is not None:
        values = [float(amount.moved_from), float(low)]
    elif amount.range and low is not None and high is not None:
        values = [float(low), float(high)]
    else:
        factor = 0.01 if _is_share(amount, read) else 1
        values = [factor * float(one) for one in (low, high) if one is not None][:1]
    text = doc.text[span.start : span.end]
    if high is None and amount.scale == 1 and _is_vague(values, amount.qualifier, text):
        values.append(10 * values[0])
    if len(values) == 2 and amount.qualifier == "at_least":
        sign = "="
    change = amount.change if amount.change and sign == "=" else sign
    return {"values": values, "change": change, "unit_norm": _unit(run, doc, amount, read)}


def _unit(run: Run, doc: Doc, amount: Amount, read: list[Word]) -> str:
    reader, judge = _readers(run, doc)
    if judge.is_age(read, amount):
        return "year of age" if amount.unit is None else f"{amount.unit.words[0]} of age"
    last = max(amount.last, amount.end) if amount.unit else amount.last
    span, whole = span_of(read, amount.first, last), span_of(read, amount.start, amount.end)
    share = _is_share(amount, read)
    what = counted(doc, span, whole.start, measured=amount.unit is not None, part=share)
    noun, stop = "-", whole.end
    if what is not None and what.noun is not None and what.words is not None:
        noun, stop = _phrase(doc, what.words), max(stop, what.words.end)
    if share:
        return f"% {noun}" if noun != "-" else noun
    unit = amount.measure or noun
    unit = UNITS.get(unit, unit.replace("/", " per "))
    at = next((n for n, word in enumerate(read) if word.start >= stop), len(read))
    per = reader.per(read, max(at, amount.end))
    return f"{unit} per {per}" if per else unit


def _phrase(doc: Doc, span: Span) -> str:
    """Return a noun phrase as the gold gives it: names as they are, the last noun as its lemma."""
    tokens = doc.char_span(span.start, span.end, alignment_mode="expand") or ()
    kept = [token for token in tokens if token.pos_ in {"NOUN", "PROPN", "ADJ"}]
    kept = [token for token in kept if token.tag_ != "JJR"]  # eight more picks
    parts = [
        token.text
        if token.pos_ == "PROPN"
        else token.lemma_
        if token is kept[-1] or token.tag_ == "JJS"
        else token.lower_
        for token in kept
    ]
    return " ".join(parts) or "-"


def _is_share(amount: Amount, read: list[Word]) -> bool:
    """Return whether it is a fraction, which the gold gives as 0.5 rather than 50 %."""
    bare = amount.measure == "percent" and amount.end == amount.last
    return bare and read[amount.last - 1].text != "%"


def _readers(run: Run, doc: Doc) -> tuple[Amounts, NonFigures]:
    ontology = run.language.ontology
    return amounts(ontology, doc.lang_), nonfigures(ontology, doc.lang_)


def _print_casualties(run: Run) -> None:
    every = measured.read_rows(run.shared / NEEDED[2])
    gold = measured.sample([row for row in every if _has_victims(row)], run.options.limit)
    # the wire is in capitals, which tell nothing of names and nouns
    found = [casualties(run.extract(row["id"], row["text"].lower())) for row in gold]
    printed = measured.score_rows(run.shared / NEEDED[4], gold, found)
    rows: dict[str, Cells] = {}
    for name, recall, every, right in re.findall(
        r"^(\S+).*? R +([\d.]+).* gold (\d+) .* tp (\d+)", printed, flags=re.MULTILINE
    ):
        if name == "+effect+place":  # names, so places, are gone with the capitals
            continue
        rows[f"kg, {name}"] = {"recall": float(recall), "right": f"{right} of {every}"}
    rows["regular expressions, +effect"] = {"recall": 40.0}
    measured.print_table(
        f"MUC-4 dev: {len(gold)} reports with victims; precision has no meaning", rows
    )
    measured.print_table(
        "MUC-4, published F1 of the best of 17 systems (number of victims, effect on them)",
        {"TST3": {"number": 60.3, "effect": 56.8}, "TST4": {"number": 52.6, "effect": 51.2}},
    )


def _has_victims(row: Json) -> bool:
    targets = [target for incident in row["incidents"] for target in incident["targets"]]
    return any(target["number"] and target["effect"] for target in targets)


def casualties(extraction: Extraction) -> Json:
    """Return an extraction in the form that the scorer of casualties reads."""
    names = {entity.id: entity.name for entity in extraction.entities}
    rows: dict[str, Json] = {}
    for figure in extraction.figures:
        ends = [end for end in (figure.low, figure.high) if end is not None]
        for effect in EFFECTS.get(figure.variable, ()):
            row = {
                "value": [float(ends[0]), float(ends[-1])],
                "effect": effect,
                "what": figure.counted,
                "place": names.get(figure.place or ""),
            }
            rows.setdefault(json.dumps(row), row)
    return {"id": extraction.article.id, "casualties": list(rows.values())}


if __name__ == "__main__":
    sys.exit(main())
