"""Pictures of the network -> the pages that show them: an overview, a map, a page for each group.

Up to ``CAP`` entities one page shows all. Above, the overview shows the best connected, the map
all (the ``MAP`` best connected, if there are more), and every entity is on the page of its group.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kg.export.addresses import SITE, list_page
from kg.export.drawing import Pictures

OVERVIEW = list_page("graph")
MAP_PAGE = f"{SITE}/graph-all.html"
MAP_WORDS = f"{SITE}/graph-all.js"  # 2,000 entities have megabytes of them: loaded when asked for
NAMES = f"{SITE}/graph-names.js"  # of all entities, for the search of pictures that show a part
AROUND = 8  # groups that a group's page names as its neighbours

Context = dict[str, Any]


def graph_pages(pictures: Pictures) -> Iterator[tuple[str, str, Context]]:
    """Yield path, template and context of every page of the graph."""
    common: Context = {
        "circles": pictures.circles if pictures.paged else (),
        "map_page": MAP_PAGE if pictures.paged else None,
        "words_path": None,
        "names_path": NAMES if pictures.paged else None,
        "group": None,
    }
    yield OVERVIEW, "graph.html", {**common, "picture": pictures.overview()}
    if not pictures.paged:
        return
    everything = pictures.everything()
    yield MAP_PAGE, "graph.html", {**common, "picture": everything, "words_path": MAP_WORDS}
    yield MAP_WORDS, "words.js", {"name": "kgWords", "words": everything.lines.claims}
    yield NAMES, "words.js", {"name": "kgNames", "words": pictures.names()}
    for one, circle in zip(pictures.groups, pictures.circles, strict=True):
        around = pictures.around(one)
        context = {
            **common,
            "picture": pictures.of_group(one),
            "group": circle,
            "around": around[:AROUND],
            "further": len(around) - AROUND,
            "before": pictures.circles[one.number - 2] if one.number > 1 else None,
            "after": next(iter(pictures.circles[one.number : one.number + 1]), None),
        }
        path = circle.path
        assert path is not None  # groups have pages if there are several
        yield path, "graph.html", context
