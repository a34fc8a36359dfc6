"""since: what changed, with links to what is still there."""

import json

import pytest
from made import make_product

from kg import outputs
from kg.export.claims import Claims
from kg.export.html import export
from kg.export.since import since

ONE = "kesrin/ferry fire.txt"


def told(article=ONE, record="q1", words="At least 14 people died"):
    return {
        "article": article, "record": record, "kind": "quote", "source": "Kesrin Coast Guard",
        "words": words,
    }  # fmt: skip


@pytest.fixture
def changed(tmp_path):
    found = {
        "articles": {"new": [{"id": ONE, "title": None}], "changed": [],
                     "gone": [{"id": "old", "title": "Old"}]},
        "claims": {"new": [told()], "gone": [told("old", words="w" * 500)]},
        "conflicts": {"new": [{"left": told(), "right": told(record="q2"), "reason": "They differ.",
                               "other": None}], "settled": []},
    }  # fmt: skip
    counts = {kind: {name: len(some) for name, some in of.items()} for kind, of in found.items()}
    whole = {"since": "2031-03-01T08:00:00+00:00", "counts": counts, **found}
    (tmp_path / outputs.CHANGES).write_text(json.dumps(whole), encoding="utf-8")
    return tmp_path


def test_a_first_build_has_nothing_to_tell(tmp_path, ontology):
    assert since(tmp_path, Claims(make_product(), ontology)) is None


def test_what_is_new_has_links_and_what_is_gone_has_none(changed, ontology):
    found = since(changed, Claims(make_product(), ontology))
    assert found["articles"]["new"][0]["title"] == ONE
    assert found["articles"]["new"][0]["path"].startswith("site/articles/kesrin-ferry-fire")
    assert found["articles"]["gone"] == [{"title": "Old", "path": None}]
    assert "#quote-" in found["claims"]["new"][0]["path"]
    assert found["claims"]["gone"][0]["path"] is None
    assert len(found["claims"]["gone"][0]["words"]) == 241
    assert "#quote-" in found["conflicts"]["new"][0]["right"]["path"]


def test_only_the_data_of_changes_differs(changed, tmp_path_factory, ontology):
    plain = tmp_path_factory.mktemp("plain")
    export(make_product(), plain, ontology=ontology)
    export(make_product(), changed, ontology=ontology)
    differ = [
        path.name
        for path in sorted(plain.rglob("*"))
        if path.is_file() and path.read_bytes() != (changed / path.relative_to(plain)).read_bytes()
    ]
    assert differ == ["changes-data.js"]
