"""Records x gold -> precision, recall and F1 of every layer (docs/quality.md).

Overlap is intersection over union of the offsets of letters and digits, so that quotation marks and
spaces at the edges decide nothing. Matching is one to one, the most alike first.
"""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import KgError

Json = dict[str, Any]
Chars = frozenset[int]
QUOTE_OVERLAP, SPAN_OVERLAP = 0.8, 0.5
ASKED = "relations.txt"
"""Names the relations that the gold of a folder has; others can be neither right nor wrong."""
FULL = ("value", "qualifier", "variable", "source")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the table."""

    name: str
    right: int
    predicted: int
    gold: int

    @property
    def precision(self) -> float:
        """Share of the predictions that are right; 0 without any."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold that was found; 0 without any."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Item:
    chars: Chars
    facets: Mapping[str, object]


def read_gold(path: Path, *, split: str | None = None) -> list[Json]:
    """Return the gold of a JSON Lines file or of a folder of JSON files, one object an article.

    A folder may hold relations.txt with the relations that its annotators looked for.

    Args:
        path: file or folder.
        split: keep only the articles whose "split" this is.

    Raises:
        KgError: there is no gold, or a file is not JSON.
    """
    try:
        if path.is_dir():
            files = sorted(path.glob("*.json"))
            rows = [json.loads(file.read_text(encoding="utf-8")) for file in files]
            asked = path / ASKED
            if asked.is_file():
                names = asked.read_text(encoding="utf-8").split()
                rows = [{"predicates": names} | row for row in rows]
        else:
            lines = path.read_text(encoding="utf-8").split("\n")
            rows = [json.loads(line) for line in lines if line.strip()]
    except ValueError as error:
        raise KgError(f"{path} is not JSON: {error}") from error
    rows = [row for row in rows if split in (None, row.get("split"))]
    if not rows:
        raise KgError(f"{path} holds no gold: name a .jsonl file or a folder of .json files")
    return rows


def score(gold: Iterable[Json], found: Iterable[Json], texts: Mapping[str, str]) -> list[Row]:
    """Return the rows of the table.

    Args:
        gold: articles in the records format; a layer that an article lacks is not scored there.
        found: extracted articles in the records format.
        texts: article id -> text.
    """
    by_id = {row["id"]: row for row in found}
    counts: Counter[tuple[str, str]] = Counter()
    for article in gold:
        mine = by_id.get(article["id"])
        text = texts.get(article["id"])
        if text is not None and mine is not None:
            counts += _article(article, mine, text)
        else:
            counts += _absent(article)
    names = list(dict.fromkeys(name for name, _ in counts))
    return [
        Row(
            name=name,
            right=counts[name, "right"],
            predicted=counts[name, "predicted"],
            gold=counts[name, "gold"],
        )
        for name in sorted(names, key=_ORDER.index)
    ]


def verdicts(gold: Json, mine: Json, text: str) -> Iterator[tuple[Json, bool | None]]:
    """Yield every quote, figure and relation of an article with whether it is right.

    A quote is right with its source, a figure with value, qualifier, variable and source, a
    relation with both ends and polarity. None: nobody has judged it, in gold that is not complete
    and holds only what was found and looked at ("right": false is what should not be there).

    Args:
        gold: the article's gold; "complete": false if it may lack records.
        mine: the article as extracted.
        text: what offsets count in.
    """
    letters, every = _letters(text), mine
    mine = _asked(every, gold)
    for layer, test in _RIGHT.items():
        if layer not in gold:
            continue
        yield from ((row, None) for row in every[layer] if row not in mine[layer])
        found, wanted = _items(layer, mine, gold, letters)
        answers = {id(one): other for one, other in _matched(found, wanted, _BARS[layer])}
        refused = {id(item) for item, row in zip(wanted, gold[layer], strict=True)
                   if not row.get("right", True)}  # fmt: skip
        for row, item in zip(mine[layer], found, strict=True):
            answer = answers.get(id(item))
            if answer is not None:
                yield row, id(answer) not in refused and test(item, answer)
            elif gold.get("complete", True) or any(item.chars & one.chars for one in wanted):
                yield row, False
            else:
                yield row, None


def table(rows: Sequence[Row]) -> str:
    """Return the rows as text: percent, and the counts behind them."""
    lines = [f"{'':28}     P     R    F1   right / predicted / gold"]
    lines += [
        f"{row.name:<28} {row.precision:>5.1%} {row.recall:>5.1%} {row.f1:>5.1%}"
        f"   {row.right} / {row.predicted} / {row.gold}"
        for row in rows
    ]
    return "\n".join(line.replace("%", " ") for line in lines)


Keep = Callable[[_Item, _Item], bool]


def _same(*facets: str) -> Keep:
    def test(mine: _Item, gold: _Item) -> bool:
        return all(mine.facets[one] == gold.facets[one] for one in facets)

    return test


_ROWS: dict[str, list[tuple[str, Keep]]] = {
    "quotes": [
        ("quotes/content", _same()),
        ("quotes/content+source", _same("source")),
        ("quotes/content+kind", _same("kind")),
        ("quotes/content+polarity", _same("polarity")),
        ("quotes/content+certainty", _same("certainty")),
    ],
    "figures": [
        ("figures/span", _same()),
        ("figures/value", _same("value")),
        ("figures/value+qualifier", _same("value", "qualifier")),
        ("figures/value+variable", _same("value", "variable")),
        ("figures/value+source", _same("value", "source")),
        ("figures/value+population", _same("value", "population")),
        ("figures/value+date", _same("value", "date")),
        ("figures/full", _same(*FULL)),
    ],
    "relations": [
        ("relations/strict", _same()),
        ("relations/certainty", _same("certainty")),
    ],
    "entities": [("entities/mention", _same()), ("entities/mention+type", _same("type"))],
    "body": [("body/characters", _same())],
}
_RIGHT = {"quotes": _same("source"), "figures": _same(*FULL), "relations": _same()}
_ORDER = [name for rows in _ROWS.values() for name, _ in rows]


def _article(gold: Json, mine: Json, text: str) -> Counter[tuple[str, str]]:
    letters, mine = _letters(text), _asked(mine, gold)
    counts: Counter[tuple[str, str]] = Counter()
    for layer in _MAKERS:
        if layer not in gold:
            continue
        found, wanted = _items(layer, mine, gold, letters)
        pairs = _matched(found, wanted, _BARS[layer])
        for name, keep in _ROWS[layer]:
            counts[name, "right"] += sum(keep(one, other) for one, other in pairs)
            counts[name, "predicted"] += len(found)
            counts[name, "gold"] += len(wanted)
    if "body" in gold:
        counts += _body(gold, mine, letters)
    return counts


def _asked(mine: Json, gold: Json) -> Json:
    """Return what was found without the relations that nobody looked for in the gold."""
    asked = gold.get("predicates")
    if asked is None:
        return mine
    kept = [one for one in mine["relations"] if one["predicate"] in asked]
    return mine | {"relations": kept}


def _items(layer: str, mine: Json, gold: Json, letters: Chars) -> tuple[list[_Item], list[_Item]]:
    """Return what was found and what is wanted, under the ids of the gold's entities."""
    make, own = _MAKERS[layer], {one["id"]: one["id"] for one in gold.get("entities", ())}
    return make(mine, _aliases(gold, mine), letters), make(gold, own, letters)


def _absent(gold: Json) -> Counter[tuple[str, str]]:
    counts: Counter[tuple[str, str]] = Counter()
    for layer, rows in _ROWS.items():
        for name, _ in rows:
            if layer in gold and layer != "body":
                counts[name, "gold"] += len(gold[layer])
    return counts


def _body(gold: Json, mine: Json, letters: Chars) -> Counter[tuple[str, str]]:
    wanted, found = (_chars(row["body"], letters) for row in (gold, mine))
    name = "body/characters"
    return Counter(
        {
            (name, "right"): len(wanted & found),
            (name, "predicted"): len(found),
            (name, "gold"): len(wanted),
        }
    )


def _quotes(row: Json, alias: Mapping[str, str], letters: Chars) -> list[_Item]:
    return [
        _Item(
            chars=_chars(quote["content"], letters),
            facets={
                "source": alias.get(quote["source"] or "", quote["source"] and "?"),
                **{name: quote[name] for name in ("kind", "polarity", "certainty")},
            },
        )
        for quote in row["quotes"]
    ]


def _figures(row: Json, alias: Mapping[str, str], letters: Chars) -> list[_Item]:
    return [
        _Item(
            chars=_chars([figure["span"]], letters),
            facets={
                "value": (figure["low"], figure["high"]),
                "qualifier": figure["qualifier"],
                "variable": figure["variable"],
                "source": alias.get(figure["source"] or "", figure["source"] and "?"),
                "population": alias.get(figure["population"] or "", figure["population"] and "?"),
                "date": _days(figure["as_of"]),
            },
        )
        for figure in row["figures"]
    ]


def _relations(row: Json, alias: Mapping[str, str], letters: Chars) -> list[_Item]:
    return [
        _Item(
            # identity instead of overlap: a relation is right wherever in the article it is found
            chars=frozenset(
                {
                    hash(
                        (
                            relation["predicate"],
                            alias.get(relation["subject"], f"? {relation['id']}"),
                            alias.get(relation["object"] or "", f"? {relation['id']}"),
                            relation["polarity"],
                        )
                    )
                }
            ),
            facets={"certainty": relation["certainty"]},
        )
        for relation in row["relations"]
    ]


def _entities(row: Json, alias: Mapping[str, str], letters: Chars) -> list[_Item]:
    return [
        _Item(chars=_chars([span], letters), facets={"type": entity["type"]})
        for entity in row["entities"]
        for span in entity["mentions"]
    ]


_MAKERS: dict[str, Callable[[Json, Mapping[str, str], Chars], list[_Item]]] = {
    "quotes": _quotes,
    "figures": _figures,
    "relations": _relations,
    "entities": _entities,
}
_BARS = {"quotes": QUOTE_OVERLAP, "figures": SPAN_OVERLAP, "relations": 1.0, "entities": 1.0}


def _matched(
    found: Sequence[_Item], wanted: Sequence[_Item], bar: float
) -> list[tuple[_Item, _Item]]:
    scored = [
        (overlap, -i, -j)
        for i, mine in enumerate(found)
        for j, gold in enumerate(wanted)
        if (overlap := _overlap(mine.chars, gold.chars)) >= bar
    ]
    pairs, seen, used = [], set(), set()
    for _, i, j in sorted(scored, reverse=True):
        if i not in seen and j not in used:
            seen.add(i)
            used.add(j)
            pairs.append((found[-i], wanted[-j]))
    return pairs


def _aliases(gold: Json, mine: Json) -> dict[str, str]:
    """Return predicted entity id -> id of the gold entity with which most mentions overlap."""
    places: dict[int, str] = {}
    names: dict[str, str] = {}
    for entity in gold.get("entities", ()):
        names.setdefault(_folded(entity["name"]), entity["id"])
        for start, end in (*entity["mentions"], *entity["nominal_mentions"]):
            places.update(dict.fromkeys(range(start, end), entity["id"]))
    found: dict[str, str] = {}
    for entity in mine["entities"]:
        votes = Counter(
            votes.most_common(1)[0][0]
            for start, end in (*entity["mentions"], *entity["nominal_mentions"])
            if (votes := Counter(places[i] for i in range(start, end) if i in places))
            and 2 * votes.most_common(1)[0][1] >= end - start
        )
        name = names.get(_folded(entity["name"]))
        if name or votes:
            found[entity["id"]] = name or votes.most_common(1)[0][0]
    return found


def _letters(text: str) -> Chars:
    return frozenset(i for i, one in enumerate(text) if one.isalnum())


def _chars(spans: Iterable[Sequence[int]], letters: Chars) -> Chars:
    return frozenset(i for start, end in spans for i in range(start, end)) & letters


def _overlap(mine: Chars, gold: Chars) -> float:
    return len(mine & gold) / len(mine | gold) if mine and gold else 0.0


def _days(as_of: Json | None) -> object:
    return (as_of.get("earliest"), as_of.get("latest")) if as_of else None


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).casefold().removeprefix("the ")
    return "".join(one for one in plain if one.isalnum())
