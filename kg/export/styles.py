"""The ontology's classes -> how their entities look: one colour and shape for each top class."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.export.claims import Ref
from kg.ontology import Ontology

SHAPES = ("triangleDown", "star", "hexagon", "square", "dot", "diamond", "triangle", "dot")


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How entities of a class look."""

    type: str
    label: str
    family: int
    """Number of the colour and shape that it shares with the classes above and below it."""
    shade: int
    """Number of the variant of the colour."""

    @property
    def shape(self) -> str:
        """What vis-network calls the shape."""
        return SHAPES[self.family]


def styles(ontology: Ontology) -> Mapping[str, Style]:
    """Return how each class looks: one colour and shape for a class and all below it."""
    tops = sorted(name for name, one in ontology.classes.items() if len(one.broader) == 1)
    found = {}
    for index, top in enumerate(tops):
        below = sorted(n for n in ontology.classes if ontology.is_a(n, top) and n != top)
        for shade, name in enumerate((top, *below)):
            found[name] = Style(
                type=name,
                label=ontology.classes[name].label,
                family=min(index, len(SHAPES) - 1),
                shade=min(shade, 3),
            )
    return found


def style_of(found: Mapping[str, Style], ref: Ref) -> Style:
    """Return how an entity looks; plain if the ontology does not know its class."""
    plain = Style(type=ref.type, label=ref.label, family=len(SHAPES) - 1, shade=0)
    return found.get(ref.type, plain)
