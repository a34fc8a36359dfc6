"""changes.json -> what the pages tell of it: the same with links, for a script.

No page holds it: pages are the same for the same articles, whatever was built before.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kg.export.addresses import article_page
from kg.export.claims import Claims
from kg.outputs import read_changes

WORDS = 240  # characters of a claim that are shown

Json = dict[str, Any]


def since(folder: Path, claims: Claims) -> Json | None:
    """Return what changed since the build before, None if there was none or it is not known."""
    told = read_changes(folder)
    if told is None:
        return None
    ids = {one.article.id for one in claims.product.extractions}
    paths = {pair: claim.path for pair, claim in claims.by_record.items()}
    return {
        "since": told["since"],
        "counts": told["counts"],
        "articles": {
            name: [
                {"title": one["title"] or one["id"],
                 "path": article_page(one["id"]) if one["id"] in ids and name != "gone" else None}
                for one in some
            ]
            for name, some in told["articles"].items()
        },
        "claims": {
            name: [_claim(one, paths if name == "new" else {}) for one in some]
            for name, some in told["claims"].items()
        },
        "conflicts": {
            name: [
                {"left": _claim(one["left"], paths if name == "new" else {}),
                 "right": _claim(one["right"], paths if name == "new" else {}),
                 "reason": one["reason"], "other": one["other"]}
                for one in some
            ]
            for name, some in told["conflicts"].items()
        },
    }  # fmt: skip


def _claim(told: Json, paths: Mapping[tuple[str, str], str]) -> Json:
    words = told["words"]
    return {
        "kind": told["kind"],
        "source": told["source"],
        "words": words if len(words) <= WORDS else f"{words[:WORDS]}…",
        "path": paths.get((told["article"], told["record"])),
    }
