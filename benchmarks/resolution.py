"""How the time of resolution grows: made-up articles with 12,500 to 100,000 mentions.

    python benchmarks/resolution.py [--mentions N]

Half of the mentions are of well-known countries and of people, bodies and outlets that come back in
many articles, under several spellings; the rest are named once. The seed is fixed.
Seconds are those of the processor, on one core.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import time
from collections.abc import Iterator

from kg.model import Article, Entity, Extraction, Mention, Span
from kg.ontology import Ontology, load
from kg.resolve import resolve

FIRST = ("Ada", "Bela", "Cara", "Dino", "Edda", "Filip", "Greta", "Hanno", "Ilse", "Jaro")
PARTS = ("ba", "ko", "li", "mar", "nor", "sel", "tam", "vor", "zek", "dun", "hal", "rin")
BODIES = ("Institute of {}", "{} Bank", "{} Council", "{} Gazette", "{} Port Authority")
KINDS = ("Organization", "Organization", "Organization", "NewsOutlet", "Organization")
PER_ARTICLE = 25
STEPS = 4


def main() -> int:
    """Measure and print; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mentions", type=int, default=100_000, help="of the largest run")
    options = parser.parse_args()
    if options.mentions < PER_ARTICLE << STEPS:
        parser.error(f"--mentions must be at least {PER_ARTICLE << STEPS}")
    ontology = load()
    print(f"{'mentions':>10}{'articles':>10}{'entities':>10}{'seconds':>10}{'us/mention':>12}")
    for step in reversed(range(STEPS)):
        _print_run(options.mentions >> step, ontology)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory: {peak:,.0f} MiB")
    return 0


def _print_run(mentions: int, ontology: Ontology) -> None:
    made = list(extractions(mentions // PER_ARTICLE, ontology))
    started = time.process_time()  # whatever else the machine does
    found = resolve(made, ontology)
    seconds = time.process_time() - started
    each = seconds / (len(made) * PER_ARTICLE) * 1e6
    counts = (len(made) * PER_ARTICLE, len(made), len(found))
    print("".join(f"{one:>10,}" for one in counts) + f"{seconds:>10.2f}{each:>12.1f}")


def extractions(articles: int, ontology: Ontology) -> Iterator[Extraction]:
    """Yield articles of ``PER_ARTICLE`` entities with one mention each."""
    dice = random.Random(7)
    countries = [one for one in ontology.names if one.type == "Country"]
    people = [_person(dice) for _ in range(articles * 3)]
    bodies = [_body(dice) for _ in range(articles * 2)]
    for number in range(articles):
        named: list[tuple[str, str, str | None]] = []
        for _ in range(5):
            country = dice.choice(countries)
            named.append((country.name, country.type, country.iri))
        named += [(_spelled(dice.choice(people), dice), "Person", None) for _ in range(5)]
        named += [(name, kind, None) for name, kind in dice.choices(bodies, k=3)]
        named += [(_person(dice), "Person", None) for _ in range(7)]
        named += [(_word(dice), "City", None) for _ in range(5)]
        yield _extraction(f"a{number:06}", named)


def _extraction(id: str, named: list[tuple[str, str, str | None]]) -> Extraction:
    text, entities = "", []
    for place, (name, kind, known) in enumerate(named, 1):
        span = Span(len(text), len(text) + len(name))
        text += f"{name} "
        mention = Mention(span=span, text=name)
        entities.append(
            Entity(id=f"e{place}", name=name, type=kind, mentions=(mention,), known=known)
        )
    return Extraction(article=Article(id=id, path=id, text=text), entities=tuple(entities))


def _word(dice: random.Random) -> str:
    return "".join(dice.choices(PARTS, k=dice.choice((2, 3, 4)))).capitalize()


def _person(dice: random.Random) -> str:
    return f"{dice.choice(FIRST)} {_word(dice)}"


def _spelled(name: str, dice: random.Random) -> str:
    """Return the name as another newspaper may write it."""
    first, last = name.split()
    return dice.choice((name, name, f"{last} {first}", name.replace("k", "kh"), f"Dr {name}"))


def _body(dice: random.Random) -> tuple[str, str]:
    number = dice.randrange(len(BODIES))
    return BODIES[number].format(_word(dice)), KINDS[number]


if __name__ == "__main__":
    sys.exit(main())
