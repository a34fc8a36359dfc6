"""What counts as right, wrong, and not asked for."""

import json

import pytest

from kg.score import read_gold, score, verdicts

TEXT = "Norreland sent tanks to Tordania."
ENTITIES = [
    {
        "id": name,
        "name": name,
        "type": "Country",
        "mentions": [[start, start + len(name)]],
        "nominal_mentions": [],
    }
    for name in ("Norreland", "Tordania")
    for start in [TEXT.index(name)]
]


def row(*predicates, **more):
    relations = [
        {
            "id": f"r{number}",
            "predicate": predicate,
            "subject": "Norreland",
            "object": "Tordania",
            "polarity": "affirmed",
            "certainty": "certain",
        }
        for number, predicate in enumerate(predicates)
    ]
    return {"id": "a", "entities": ENTITIES, "relations": relations} | more


def strict(gold, found):
    (one,) = (one for one in score([gold], [found], {"a": TEXT}) if one.name == "relations/strict")
    return one.right, one.predicted, one.gold


def test_relation_that_is_not_in_the_gold_is_wrong():
    assert strict(row("supplied_to"), row("supplied_to", "attacked")) == (1, 2, 1)


def test_relation_that_nobody_looked_for_is_neither_right_nor_wrong():
    gold = row("supplied_to", predicates=["supplied_to", "aided"])
    assert strict(gold, row("supplied_to", "attacked", "aided")) == (1, 2, 1)
    judged = [one for _, one in verdicts(gold | {"quotes": [], "figures": []}, FOUND, TEXT)]
    assert judged == [None, True]


FOUND = row("supplied_to", "attacked", quotes=[], figures=[])


@pytest.mark.parametrize("names", ["supplied_to\naided\n", None])
def test_folder_may_name_the_relations_that_were_looked_for(tmp_path, names):
    (tmp_path / "a.json").write_text(json.dumps(row("supplied_to")), encoding="utf-8")
    if names is not None:
        (tmp_path / "relations.txt").write_text(names, encoding="utf-8")
    (gold,) = read_gold(tmp_path)
    assert gold.get("predicates") == (names.split() if names else None)
