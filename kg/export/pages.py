"""Claims -> pages: which template shows what, under which path."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

import networkx as nx
from jinja2 import Environment

from kg.export.addresses import article_page, entity_page, list_page
from kg.export.blocks import Block, Side, blocks
from kg.export.claims import Claim, Claims, Ref
from kg.export.drawing import Pictures
from kg.export.graph_pages import graph_pages
from kg.export.listed import ROWS, Context, Page, by_size, list_pages, paging
from kg.export.marked import paragraphs
from kg.export.timeline import Month, Timeline, timeline
from kg.export.tracks import PLACE, Track, track, tracks
from kg.model import Article, Extraction, Quote, Resolved
from kg.network import network

OPENED = 12  # blocks of figures that are open when a page is
TEASERS = 3
TOP = 10
LATEST = 12
MOMENTS = 2500  # events a page of the time line
TRACKS = 5  # of the time line that are open
FOLDED = 3  # quotes of a day without other claims that are not folded away


class Site:
    """All pages of a build."""

    def __init__(self, claims: Claims, environment: Environment) -> None:
        self.claims = claims
        self.product = claims.product
        self._environment = environment
        self.graph: nx.MultiDiGraph[str] = network(self.product, claims.ontology)

    def pages(self) -> Iterator[Page]:
        """Yield every page, the start page first."""
        yield self._start()
        for path, template, context in graph_pages(self.pictures):
            yield Page(path=path, template=template, context=context)
        yield from self._lists()
        for extraction in self.product.extractions:
            yield self._article(extraction)
        for one in self.product.resolved:
            if one.key in self.claims.active:
                yield self._entity(one)

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """What can be held against each other, disputes first."""
        return blocks(self.claims)

    @cached_property
    def disputes(self) -> tuple[Block, ...]:
        """What is compared."""
        return tuple(block for block in self.blocks if block.pairs)

    @cached_property
    def pictures(self) -> Pictures:
        """Pictures of parts of the network."""
        return Pictures(self.graph, self.claims, self._environment)

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """The numbers of the build."""
        verdicts = Counter(one.verdict for one in self.product.comparisons)
        kinds = Counter(claim.kind for claim in self.claims.all)
        return {
            "articles": len(self.product.extractions),
            "quotes": kinds["quote"],
            "figures": kinds["figure"],
            "relations": kinds["relation"],
            "entities": len(self.product.resolved),
            "conflicts": verdicts["conflicts"],
            "agreements": verdicts["agrees"],
            "supersessions": verdicts["supersedes"],
            "rejects": len(self.product.rejects),
        }

    @cached_property
    def articles(self) -> tuple[Article, ...]:
        """All articles, the latest first; those without a date last."""
        found = (one.article for one in self.product.extractions)
        return tuple(sorted(found, key=_latest))

    @cached_property
    def sources(self) -> tuple[tuple[Ref, int], ...]:
        """(who is quoted, how often), the most quoted first."""
        quotes = (claim for claim in self.claims.all if isinstance(claim.record, Quote))
        counts = Counter(source for claim in quotes for source in claim.sources)
        return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0].key)))

    def _start(self) -> Page:
        context = {
            "disputes": self.disputes[:TEASERS],
            "dispute_count": len(self.disputes),
            "disagree": list_page(f"{self.disputes[0].kind}s" if self.disputes else "figures"),
            "sources": self.sources[:TOP],
            "articles": self.articles[:LATEST],
            "claims_of": self.claims.by_article,
        }
        return Page(path="index.html", template="index.html", context=context)

    def _lists(self) -> Iterator[Page]:
        claims = [one for article in self.articles for one in self.claims.by_article[article.id]]
        of_kind = {
            kind: [claim for claim in claims if claim.kind == kind]
            for kind in ("quote", "figure", "relation")
        }
        for kind in ("quote", "relation"):
            met = [block for block in self.disputes if block.kind == kind]
            yield from list_pages(f"{kind}s", of_kind[kind], {"shown": TEASERS}, blocks=met)
        yield from self._figures()
        yield from list_pages("all-figures", of_kind["figure"])
        yield from self._timeline()
        yield Page(path=list_page("changes"), template="changes.html", context={})
        yield from list_pages("entities", self._entities())
        yield from list_pages("articles", self.articles, {"claims_of": self.claims.by_article})
        titles = {one.id: one for one in self.articles}
        yield from list_pages("rejects", self.product.rejects, {"article_of": titles})

    @cached_property
    def _figure_pages(self) -> list[list[Block]]:
        """Blocks of figures, as many on a page as have ROWS rows together."""
        return by_size([block for block in self.blocks if block.kind == "figure"], ROWS)

    @cached_property
    def _meetings(self) -> Mapping[str, tuple[Side, str]]:
        """The side that a compared claim is, and the address of its block, by the claim's IRI."""
        pages = {
            block.id: list_page("figures", number)
            for number, batch in enumerate(self._figure_pages, start=1)
            for block in batch
        }
        return {
            side.claim.iri: (
                side,
                f"{pages.get(block.id) or list_page(f'{block.kind}s')}#{block.id}",
            )
            for block in self.disputes
            for side in block.sides
            if side.verdicts
        }

    def _figures(self) -> Iterator[Page]:
        batches = self._figure_pages
        found = [block for batch in batches for block in batch]
        total = sum(len(block.sides) for block in found)
        for number, batch in enumerate(batches, start=1):
            context = {
                "blocks": batch,
                "block_count": len(found),
                "opened": OPENED,
                **paging("figures", number, len(batches), total),
            }
            yield Page(path=list_page("figures", number), template="figures.html", context=context)

    @cached_property
    def timeline(self) -> Timeline:
        """All claims that have a date, in order."""
        return timeline(self.claims.all)

    @cached_property
    def tracks(self) -> Mapping[str, Track]:
        """Where every entity was, by its key."""
        return tracks(self.claims.all, self.claims.ontology)

    def _timeline(self) -> Iterator[Page]:
        batches = by_size(self.timeline.months, MOMENTS)
        pages = [(list_page("timeline", n), batch) for n, batch in enumerate(batches, start=1)]
        page_of = {month.id: path for path, batch in pages for month in batch}
        for number, (path, batch) in enumerate(pages, start=1):
            context = {
                "line": self.timeline,
                "months": batch,
                "page_of": page_of,
                "first": min(page_of, default=None),
                "last": max(page_of, default=None),
                "undated": len(self.timeline.undated),
                "tracks": self._movers() if number == 1 else (),
                "shown": TRACKS,
                "folded": FOLDED,
                **_entities_of(batch),
                **paging("timeline", number, len(pages), self.timeline.size),
            }
            yield Page(path=path, template="timeline.html", context=context)
        yield from list_pages("undated", self.timeline.undated)

    def _movers(self) -> list[Track]:
        """Return the tracks with days in them on one line, the longest first."""
        moving = [
            track(one.ref, [step for step in one.steps if step.when], self.timeline.line)
            for one in self.tracks.values()
            if one.dated and not self.claims.ontology.is_a(one.ref.type, PLACE)
        ]
        return sorted(moving, key=lambda one: (-one.dated, one.ref.name, one.ref.key))

    def _entities(self) -> list[tuple[Resolved, Ref, int]]:
        found = [
            (one, self.claims.ref(one.key), len(self.claims.by_entity.get(one.key, ())))
            for one in self.product.resolved
        ]
        return sorted(found, key=lambda row: (-row[2], row[0].name, row[0].key))

    def _article(self, extraction: Extraction) -> Page:
        article = extraction.article
        claims = self.claims.by_article[article.id]
        context = {
            "article": article,
            "paragraphs": paragraphs(article, claims),
            "quotes": [claim for claim in claims if claim.kind == "quote"],
            "figures": [claim for claim in claims if claim.kind == "figure"],
            "relations": [claim for claim in claims if claim.kind == "relation"],
            "iri": self.claims.iris.article(article.id),
            "meetings": self._meetings,
        }
        return Page(path=article_page(article.id), template="article.html", context=context)

    def _entity(self, one: Resolved) -> Page:
        found = sorted(self.claims.by_entity.get(one.key, ()), key=_by_day)
        quotes = [claim for claim in found if claim.kind == "quote"]
        known = self.claims.ontology.known.get(one.known or "")
        context = {
            "one": one,
            "ref": self.claims.ref(one.key),
            "iri": self.claims.iris.entity(one.key),
            "same_as": known.same_as if known else (),
            "said": [claim for claim in quotes if self.claims.ref(one.key) in claim.sources],
            "about": [claim for claim in quotes if self.claims.ref(one.key) not in claim.sources],
            "figures": [claim for claim in found if claim.kind == "figure"],
            "relations": [claim for claim in found if claim.kind == "relation"],
            "met": self._met.get(one.key, ()),
            "shown": TEASERS,
            "track": self.tracks.get(one.key),
            "articles": self._articles_of(one),
            "rows_shown": ROWS,
            "picture": self.pictures.neighbourhood(one.key),
            "graph_page": self.pictures.page_of(one.key),
        }
        return Page(path=entity_page(one.key), template="entity.html", context=context)

    @cached_property
    def _met(self) -> Mapping[str, list[Block]]:
        """The disputes that an entity takes part in, by its key."""
        found: dict[str, list[Block]] = {}
        for block in self.disputes:
            parts = {ref.key for side in block.sides if side.verdicts for ref in side.claim.parts}
            for key in parts:
                found.setdefault(key, []).append(block)
        return found

    def _articles_of(self, one: Resolved) -> tuple[Article, ...]:
        ids = {article for article, _ in one.members}
        return tuple(article for article in self.articles if article.id in ids)


def _entities_of(months: Sequence[Month]) -> Context:
    """Return the entities that take part in events, and their places in the list of them."""
    events = (e for month in months for group in month.groups for e in group.events + group.quotes)
    refs = sorted({ref for event in events for ref in event.claim.parts}, key=lambda ref: ref.key)
    return {
        "entities": [[ref.name, ref.label] for ref in refs],
        "index": {ref.key: number for number, ref in enumerate(refs)},
    }


def _by_day(claim: Claim) -> tuple[str, str, int]:
    day = claim.article.published
    return (day.isoformat() if day else "9999", claim.article.id, claim.spans[0].start)


def _latest(article: Article) -> tuple[int, str]:
    return (-article.published.toordinal() if article.published else 0, article.id)
