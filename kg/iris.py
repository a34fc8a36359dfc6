"""Ids and names -> IRIs: stable, valid for any script, and injective over NFC forms."""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass
from urllib.parse import quote

from kg.model import Figure, Quote, Record, Relation, Span

DEFAULT_BASE = "https://kg.example/"


@dataclass(frozen=True, slots=True)
class Iris:
    """Makes the IRIs of one build."""

    base: str = DEFAULT_BASE
    """Ends with "/" or "#"."""

    def article(self, id: str) -> str:
        """Return the IRI of an article, which is its named graph too."""
        return f"{self.base}article/{segment(id)}"

    def text(self, article_id: str) -> str:
        """Return the IRI of an article's text, which offsets count in."""
        return f"{self.base}text/{segment(article_id)}"

    def record(self, article_id: str, record: Record) -> str:
        """Return the IRI of a claim: its article, kind, and the span of every argument."""
        name = type(record).__name__.lower()
        return f"{self.article(article_id)}#{name}-{_digest(_identity(record))}"

    def evidence(self, article_id: str, span: Span) -> str:
        """Return the IRI of a stretch of an article's text."""
        return f"{self.article(article_id)}#t{span.start}-{span.end}"

    def entity(self, key: str) -> str:
        """Return the IRI of an entity across articles."""
        return f"{self.base}entity/{segment(key, safe='/')}"

    def publisher(self, name: str) -> str:
        """Return the IRI of an article's publisher; it need not be mentioned anywhere."""
        return f"{self.base}publisher/{segment(name)}"

    def comparison(self, verdict: str, left: str, right: str) -> str:
        """Return the IRI of a comparison of two claims, which are given by their IRIs."""
        identity = "\0".join((verdict, left, right))
        return f"{self.base}comparison/{_digest(identity)}"

    def graph(self, name: str) -> str:
        """Return the IRI of a named graph that is no article's: entities, comparisons, run."""
        return f"{self.base}graph/{name}"

    def rule(self, rule: str) -> str:
        """Return the IRI of a rule: of a cue as it is, of a pattern below the base."""
        return rule if "://" in rule else f"{self.base}rule/{segment(rule)}"

    def construction(self, name: str) -> str:
        """Return the IRI of a construction that the ontology does not list."""
        return f"{self.base}construction/{segment(name, safe='/')}"


def segment(text: str, *, safe: str = "") -> str:
    """Return text as one percent-encoded segment of an IRI path.

    >>> segment("Kim Jong-un/1")
    'Kim%20Jong-un%2F1'
    >>> segment("..")
    '%2E%2E'
    """
    normal = unicodedata.normalize("NFC", text)
    encoded = quote(normal.encode("utf-8", "surrogatepass"), safe=safe)
    parts = encoded.split("/")
    return "/".join(part.replace(".", "%2E") if set(part) <= {"."} else part for part in parts)


def _identity(record: Record) -> str:
    spans: tuple[Span | None, ...]
    extra: str
    match record:
        case Quote():
            spans = (*record.content, record.source_span, record.cue)
            extra = record.mode
        case Figure():
            spans = (record.span, record.source_span)
            extra = record.variable
        case Relation():
            spans = (record.evidence, record.subject_span, record.object_span)
            extra = f"{record.predicate} {record.polarity}"
    return f"{extra} " + " ".join(f"{s.start}-{s.end}" if s else "-" for s in spans)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
