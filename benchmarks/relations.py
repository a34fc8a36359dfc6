"""How well relations and entities are found: re3d, sfm, WikiEvents, the seeds and the corpus.

    python benchmarks/relations.py [--shared ../shared] [--limit N] [--pipeline NAME]
    python benchmarks/relations.py --gold FILE --texts DIR

re3d and sfm have relations of their own. Only those of them are scored that come near to one of
ours; even these mean more (any presence is CoLocated in re3d), so that recall is a lower bound. The
second form scores one gold file of the seeds' format and nothing else.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

import events
import measured
import phrases
import same
from measured import Cells, Json, Run
from spacy.tokens import Doc

from kg import score
from kg.annotate.pipeline import annotate
from kg.lang.layers import layers
from kg.model import Article, Entity, Extraction, Relation, Span
from kg.ontology import Ontology, load

LAYERS = ("relations", "entities")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """How a benchmark names what we find."""

    title: str
    path: str
    entities: Mapping[str, str]
    relations: Mapping[str, str]
    enemies: Mapping[str, str] = field(default_factory=dict)
    """Where the object is no place, of relations that take both."""
    counted: str = ""
    """What holds between a thing and the number of such things."""
    complete: bool = True
    """Whether everything of these types is annotated; else precision has no meaning."""
    outermost: bool = False
    """Whether of nested phrases one is marked, and states that act are organisations."""


RE3D = Scheme(
    title="re3d dev",
    path="bench/relations/re3d_dev.jsonl",
    outermost=True,
    entities={
        "Person": "Person",
        "Organization": "Organisation",
        "NewsOutlet": "Organisation",
        "MilitaryUnit": "Organisation",
        "Group": "Organisation",
        "Country": "Location",
        "Region": "Location",
        "City": "Location",
        "Place": "Location",
        "Weapon": "Weapon",
        "Document": "DocumentReference",
    },
    relations={
        "allied_with": "AlliesOf",
        "attacked": "FightingAgainst",
        "captured_by": "FightingAgainst",
        "captured_in": "CoLocated",
        "commands": "InChargeOf",
        "controls": "InChargeOf",
        "deployed_to": "CoLocated",
        "evacuated_to": "CoLocated",
        "fighting_in": "CoLocated",
        "killed_by": "FightingAgainst",
        "killed_in": "CoLocated",
        "killed_or_wounded_in": "CoLocated",
        "lies_in": "CoLocated",
        "lost_control_of": "Apart",
        "member_of": "BelongsTo",
        "met_with": "CommWith",
        "negotiated_with": "CommWith",
        "reinforced": "CoLocated",
        "stationed_in": "CoLocated",
        "took_control_of": "FightingAgainst",
        "transferred_to": "CoLocated",
        "withdrew_from": "Apart",
        "withdrew_to": "CoLocated",
        "wounded_in": "CoLocated",
    },
    enemies={"fighting_in": "FightingAgainst"},
    counted="HasAttrOf",
)
SFM = Scheme(
    title="sfm dev",
    path="bench/relations/sfm_dev.jsonl",
    entities={
        "Person": "Person",
        "Organization": "Organization",
        "MilitaryUnit": "Organization",
    },
    relations={
        "commands": "is_posted",
        "member_of": "is_posted",
        "position_held": "is_posted",
    },
    complete=False,  # only persons of security forces, and what they belong to
)
ENOUGH, LEAST = 5, 0.7
"""A relation that was found so often and with less precision is to be off by default."""
UNNAMED = frozenset({"Group", "MilitaryUnit", "Organization", "Place", "Region", "Weapon"})
"""Classes that re3d annotates where only a common noun stands, too."""
SCORER = "bench/score_relations.py"
NEEDED = (
    RE3D.path,
    SFM.path,
    events.PATH,
    SCORER,
    "gold/score_records.py",
    "gold/gold.jsonl",
    "seeds",
)
LINE = re.compile(
    r"^(\w+) (\w+) +(\w*?) +P +([\d.]+) R +([\d.]+) F1 +([\d.]+)"
    r"  gold (\d+) pred (\d+) tp (\d+)",
    re.MULTILINE,
)
"""A line of the scorer: layer, strict or relaxed, type, shares, counts."""


def main() -> int:
    """Measure and print; return the exit status."""
    run = measured.start(__doc__, NEEDED)
    if run is None:
        return 2
    if not run.options.gold:
        for scheme in (RE3D, SFM):
            _print_benchmark(run, scheme)
        events.print_arguments(run)
    gold, found = measured.print_gold(run, LAYERS)
    title = "entities across articles, " + ("gold" if run.options.gold else "seeds")
    measured.print_table(title, same.cells(same.of_seeds(gold, found.rows, found.texts)))
    if not run.options.gold:
        measured.print_corpus(run, LAYERS)
        _print_by_relation(run)
        gold, found = measured.corpus(run, "train")
        known = measured.CORPUS / "gold" / "same.tsv"
        placed = same.of_corpus(gold, found.rows, found.texts, known)
        measured.print_table("entities across articles, corpus, train part", same.cells(placed))
    run.print_speed()
    return 0


def _print_by_relation(run: Run) -> None:
    """Print the precision of every relation on the test part; too low a one should be off."""
    gold, found = measured.corpus(run, "test")
    rows: dict[str, Cells] = {}
    for name, relation in load().relations.items():
        ours, theirs = (_only(name, part) for part in (found.rows, gold))
        scored = {one.name: one for one in score.score(theirs, ours, found.texts)}
        row = scored.get("relations/strict", score.Row(name=name, right=0, predicted=0, gold=0))
        low = row.predicted >= ENOUGH and row.precision < LEAST
        state = "on" if relation.enabled else "off"
        asked = any(name in article.get("predicates", [name]) for article in gold)
        state = state if asked else f"{state}, not in the gold"
        if row.predicted or row.gold or not (relation.enabled and asked):
            rows[name] = measured.corpus_cells(row) | {
                "state": f"{state}, should be off" if low and relation.enabled else state
            }
    measured.print_table("corpus, test part, by relation", rows)


def _only(name: str, rows: Iterable[Json]) -> list[Json]:
    """Return the rows with the relations of one name only."""
    return [
        row | {"relations": [one for one in row["relations"] if one["predicate"] == name]}
        for row in rows
        if "relations" in row
    ]


def _print_benchmark(run: Run, scheme: Scheme) -> None:
    gold = measured.sample(measured.read_rows(run.shared / scheme.path), run.options.limit)
    found, marked = [], []
    for row in gold:
        extraction = run.extract(row["id"], row["text"])
        doc = annotate(Article(id="doc", path="doc", text=row["text"]), run.language.nlp)
        unnamed = _unnamed(doc) if scheme.complete else ()
        found.append(prediction(extraction, scheme, unnamed))
        entities = (*extraction.entities, *unnamed)
        marked.append({"id": row["id"], "entities": _marked(run, doc, entities, scheme)})
    kinds = {*scheme.relations.values(), scheme.counted} - {""}
    only = ",".join(sorted(kinds))
    options = ("--only", only, "--by-type")
    printed = measured.score_rows(run.shared / SCORER, gold, found, *options)
    wanted = {"", *scheme.entities.values(), *kinds}
    rows: dict[str, Cells] = {}
    plain = _mapped(printed, scheme)
    if scheme.outermost:
        lines = measured.score_rows(run.shared / SCORER, gold, marked, *options)
        kept = [line for line in lines.splitlines() if line.startswith("entity")]
        relations = [line for line in printed.splitlines() if line.startswith("relation")]
        printed = "\n".join([*kept, *relations])
    for layer, how, kind, p, r, f1, every, ours, right in LINE.findall(printed):
        if how != "relaxed" or kind not in wanted or (layer == "entity" and not kind):
            continue
        shares = {"R": float(r)}
        if scheme.complete:
            shares = {"P": float(p), "R": float(r), "F1": float(f1)}
        counts = {"right/found/gold": f"{right} / {ours} / {every}"}
        rows[f"{layer}, {kind or 'all of these'}"] = shares | counts
    rows["entity, all of these"] = _total(_mapped(printed, scheme), complete=scheme.complete)
    if scheme.outermost:
        rows["entity, all, mention for mention"] = _total(plain, complete=scheme.complete)
    measured.print_table(f"{scheme.title}: {len(gold)} texts, spans overlap", rows)


def _mapped(printed: str, scheme: Scheme) -> Counter[str]:
    """Return the counts over the entity types that we have: the scorer's total holds others."""
    mapped = Counter[str]()
    for layer, how, kind, _, _, _, every, ours, right in LINE.findall(printed):
        if layer == "entity" and how == "relaxed" and kind in {*scheme.entities.values()}:
            mapped.update(gold=int(every), found=int(ours), right=int(right))
    return mapped


def _marked(run: Run, doc: Doc, entities: Iterable[Entity], scheme: Scheme) -> list[Json]:
    """Return the mentions that are compared where of nested phrases one is marked."""
    if not scheme.outermost:
        return []
    found = phrases.marked(doc, run.language.nlp, entities, scheme.entities)
    return [
        {"id": f"T{n}", "start": span.start, "end": span.end, "type": kind}
        for n, (span, kind) in enumerate(found)
    ]


def _total(counts: Counter[str], *, complete: bool) -> Cells:
    """Return the row over all entity types that we have."""
    right, found, gold = (counts[name] for name in ("right", "found", "gold"))
    shares = {"P": 100 * right / found, "R": 100 * right / gold} if found and gold else {}
    if shares and sum(shares.values()):
        shares["F1"] = 2 * shares["P"] * shares["R"] / sum(shares.values())
    kept = shares if complete else {"R": shares["R"]} if shares else {}
    return kept | {"right/found/gold": f"{right} / {found} / {gold}"}


def _unnamed(doc: Doc) -> tuple[Entity, ...]:
    """Return what is mentioned by common nouns only: records keep it where they are about it."""
    return tuple(one for one in layers(doc).entities if not one.named and one.type in UNNAMED)


def prediction(extraction: Extraction, scheme: Scheme, unnamed: Iterable[Entity] = ()) -> Json:
    """Return an extraction under a benchmark's names; the denied is left out."""
    spans: dict[tuple[Span, str], str] = {}
    types = {one.id: scheme.entities.get(one.type) for one in extraction.entities}
    for entity in (*extraction.entities, *unnamed):
        for mention in entity.mentions:
            kind = scheme.entities.get(entity.type)
            if kind is not None and mention.kind != "demonym":
                spans.setdefault((mention.span, kind), f"T{len(spans)}")
    relations = []
    for relation in extraction.relations:
        name = scheme.relations.get(relation.predicate)
        if relation.object and types.get(relation.object) != "Location":
            name = scheme.enemies.get(relation.predicate, name)
        ends = (relation.subject_span, relation.object_span)
        if name is None or None in ends or relation.polarity == "denied":
            continue
        if not _fits(extraction, relation):
            continue
        ids = []
        for id, span in zip((relation.subject, relation.object), ends, strict=True):
            kind = types.get(id) or "Other"
            ids.append(spans.setdefault((span, kind), f"T{len(spans)}"))
        relations.append({"head": ids[0], "type": name, "tail": ids[1]})
    for thing, number in _counts(extraction) if scheme.counted else ():
        ids = [spans.setdefault((span, "Other"), f"T{len(spans)}") for span in (thing, number)]
        relations.append({"head": ids[0], "type": scheme.counted, "tail": ids[1]})
    entities = [
        {"id": id, "start": span.start, "end": span.end, "type": kind}
        for (span, kind), id in spans.items()
    ]
    return {"id": extraction.article.id, "entities": entities, "relations": relations}


def _fits(extraction: Extraction, relation: Relation) -> bool:
    """Return whether a relation would become a record: its shape allows its ends."""
    ontology = _ontology()
    kind = ontology.relations[relation.predicate]
    subject, object = (extraction.entity(end or "") for end in (relation.subject, relation.object))
    return (
        subject is not None
        and ontology.allows(kind.subjects, subject.type)
        and (object is None or ontology.allows(kind.objects, object.type))
    )


@cache
def _ontology() -> Ontology:
    return load()


def _counts(extraction: Extraction) -> Iterator[tuple[Span, Span]]:
    """Yield the words for what is counted, and the words of the number, of everything counted."""
    text = extraction.article.text
    for figure in extraction.figures:
        noun = (figure.counted or "").split()[-1:]
        start = text.find(noun[0], figure.span.start) if noun else -1
        if start >= 0:
            yield Span(start, start + len(noun[0])), figure.span


if __name__ == "__main__":
    sys.exit(main())
