"""A build -> the pairs of entities that a person should judge, shown with their sentences."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from kg import judgements, outputs
from kg.config import Config
from kg.doubts import Doubt, doubts, local_key
from kg.errors import ConfigError
from kg.model import Resolved
from kg.opened import Build

SENTENCES = 2
"""Sentences of each entity that are shown."""
WIDTH = 240
"""Letters of a sentence that are shown."""


class Review:
    """The doubtful pairs of a build, and the file that decisions go to."""

    def __init__(self, build: Build, config: Config, path: Path | None = None) -> None:
        self.build = build
        self.path = path or config.judgements or self._beside()

    @cached_property
    def all(self) -> list[Doubt]:
        """Every pair that looks alike, judged or not, the likeliest first."""
        return doubts(self.build.product, self.build.ontology)

    def pending(self) -> list[Doubt]:
        """Return the pairs that nobody has judged."""
        done = set(judgements.judged(self.path))
        return [one for one in self.all if frozenset({one.left, one.right}) not in done]

    def judge(self, verdict: str, left: str, right: str) -> None:
        """Record that two entities are the same, or not; the next build honours it.

        Raises:
            ConfigError: a key is none of the build, or the file cannot be written.
        """
        names = (self._name(left), self._name(right))
        judgements.record(self.path, verdict, (left, right), names)

    def undo(self, left: str, right: str) -> bool:
        """Take back what was decided on two entities; return whether anything was."""
        return judgements.undo(self.path, (left, right))

    def shown(self, doubt: Doubt) -> str:
        """Return a pair with its reason and sentences, as text for a terminal."""
        lines = [f"score {doubt.score:.2f}: {doubt.reason}"]
        for letter, key in (("A", doubt.left), ("B", doubt.right)):
            one = self._entities.get(key) or self._of_article(key)
            others = [name for name in one.names if name != one.name]
            known_as = f", also {'; '.join(others)}" if others else ""
            lines.append(f"  {letter}  {one.name} ({one.type}){known_as}")
            lines.append(f"     key {key}")
            lines += [f"     {line}" for line in self._sentences(one)]
        return "\n".join(lines)

    @cached_property
    def _entities(self) -> dict[str, Resolved]:
        return {one.key: one for one in self.build.product.resolved}

    def _beside(self) -> Path:
        where = outputs.read_judgements_place(self.build.folder)
        if where is None:
            raise ConfigError(
                f"{self.build.folder} does not say where its judgements live: "
                "build again, or name a file with --judgements"
            )
        return where

    def _name(self, key: str) -> str:
        return (self._entities.get(key) or self._of_article(key)).name

    def _of_article(self, key: str) -> Resolved:
        """Return one article's part of an entity across articles.

        Raises:
            ConfigError: the key is none of the build.
        """
        for extraction in self.build.product.extractions:
            article = extraction.article.id
            for entity in extraction.entities if key.startswith(f"{article}#e-") else ():
                if key in {local_key(article, entity), f"{local_key(article, entity)}-{entity.id}"}:
                    return Resolved(
                        key=key,
                        name=entity.name,
                        type=entity.type,
                        names=(entity.name,),
                        members=((article, entity.id),),
                        named=entity.named,
                    )
        raise ConfigError(f"the build has no entity with the key {key!r}: see kg review --list")

    def _sentences(self, one: Resolved) -> Iterator[str]:
        """Yield the first sentences that name an entity, each with its article."""
        wanted = dict(one.members[:SENTENCES])
        for extraction in self.build.product.extractions:
            article = extraction.article
            for entity in extraction.entities:
                if wanted.get(article.id) == entity.id:
                    span = next((m.span for m in entity.mentions if m.kind == "name"), None)
                    words = article.sentence(span or entity.mentions[0].span)
                    cut = words if len(words) <= WIDTH else words[:WIDTH] + "…"
                    yield f"“{' '.join(cut.split())}” ({article.title or article.id})"
        if len(one.members) > SENTENCES:
            yield f"… and in {len(one.members) - SENTENCES} more articles"
