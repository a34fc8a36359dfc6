"""What kg knows -> text: relations, classes, queries, extractors, exporters, readers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg import registry
from kg.config import Config
from kg.ontology import load
from kg.terms import RelationType


def listing(kind: str | None, config: Config) -> str:
    """Return what kg knows, of one kind or of all, with its documentation."""
    ontology = load(*config.folders)
    classes, queries = ontology.classes.values(), ontology.queries.values()
    sections = {
        "relations": [(r.name, _with_state(r)) for r in ontology.relations.values()],
        "classes": [(c.name, ontology.definition(c.iri) or c.label) for c in classes],
        "queries": [(q.name, _with_parameters(q.title, q.parameters)) for q in queries],
        **{group: list(_documented(group)) for group in ("extractors", "exporters", "readers")},
    }
    wanted = [kind] if kind else list(sections)
    width = max(len(name) for one in wanted for name, _ in sections[one])
    lines: list[str] = []
    for one in wanted:
        lines += ["", f"{one}:"] if not kind else []
        lines += [f"  {name:<{width}}  {text}" for name, text in sorted(sections[one])]
    return "\n".join(lines).lstrip("\n")


def _documented(group: str) -> Iterator[tuple[str, str]]:
    for name in registry.names(group):
        lines = (registry.load(group, name).__doc__ or "").strip().splitlines()
        yield name, lines[0] if lines else ""


def _with_state(relation: RelationType) -> str:
    return relation.definition if relation.enabled else f"{relation.definition} (off by default)"


def _with_parameters(title: str, parameters: Iterable[tuple[str, str]]) -> str:
    return title + "".join(f"\n{'':30}-p {name}=…  {text}" for name, text in parameters)
