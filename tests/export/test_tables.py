import csv
from dataclasses import replace

from kg.export.tables import export


def rows(folder, name):
    with (folder / "tables" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_record_and_entity_has_a_row(product, ontology, tmp_path):
    export(product, tmp_path, ontology=ontology)
    for name in ("quotes", "figures", "relations"):
        wanted = sum(len(getattr(one, name)) for one in product.extractions)
        assert len(rows(tmp_path, name)) == wanted > 0
    assert len(rows(tmp_path, "entities")) == len(product.resolved)
    assert len(rows(tmp_path, "articles")) == len(product.extractions)
    assert len(rows(tmp_path, "comparisons")) == len(product.comparisons)


def test_offsets_point_at_the_words(product, ontology, tmp_path):
    export(product, tmp_path, ontology=ontology)
    texts = {one.article.id: one.article.text for one in product.extractions}
    for row in rows(tmp_path, "figures"):
        start, end = map(int, row["offsets"].split("-"))
        assert texts[row["article"]][start:end] == row["words"].removeprefix("'")


def test_no_cell_is_a_formula(product, ontology, tmp_path):
    first, *others = product.resolved
    evil = replace(first, name='=HYPERLINK("https://evil.example")', names=("@SUM(A1)",))
    export(replace(product, resolved=(evil, *others)), tmp_path, ontology=ontology)
    row = next(row for row in rows(tmp_path, "entities") if "HYPERLINK" in row["name"])
    assert row["name"].startswith("'=")


def test_numbers_stay_numbers(product, ontology, tmp_path):
    export(product, tmp_path, ontology=ontology)
    lows = [row["low"] for row in rows(tmp_path, "figures") if row["low"]]
    assert lows
    assert all(float(low) >= 0 for low in lows)


def test_how_sure_a_record_is_stands_beside_how_it_was_found(product, ontology, tmp_path):
    export(product, tmp_path, ontology=ontology)
    sure = {row["words"]: row for row in rows(tmp_path, "quotes") if row["confidence"]}
    row = sure["We had smoke on two decks and no power"]
    assert (row["confidence"], row["construction"]) == ("0.95", "quote/direct/verb/named-source")
