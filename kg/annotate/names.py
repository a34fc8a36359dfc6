"""Names of people, places, units, outlets: statistical model and lexicon -> named mentions.

Leaves two span groups, "kg_names" and "kg_demonyms" (label: entity class; kb_id: IRI of the
lexicon entry; id of a demonym that the lexicon does not know: the name it is made of), and one
entity per name until coreference joins them. Reads the cues: kg_cues comes before.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, SpanGroup
from spacy.tokens import Span as DocSpan

from kg import lang
from kg import ontology as ontologies
from kg.annotate.classes import settle
from kg.annotate.described import UNIT, described
from kg.annotate.gazetteer import (
    Lexicon,
    Overlaps,
    known_demonyms,
    known_names,
    labelled,
    lexicon,
    within,
    without_overlap,
)
from kg.annotate.guesses import guessed_names, particled_names, titled_names
from kg.lang.forms import homes
from kg.lang.layers import char_span, layers
from kg.lang.told import PLACES
from kg.model import Entity, Mention, MentionKind

NAMES, DEMONYMS = "kg_names", "kg_demonyms"


@dataclass(frozen=True, slots=True)
class Names:
    """The component kg_names."""

    lexicon: Lexicon

    def __call__(self, doc: Doc) -> Doc:
        """Find the named mentions, and make one entity of each name."""
        names, demonyms = find_names(doc, self.lexicon)
        doc.spans[NAMES] = SpanGroup(doc, name=NAMES, spans=names)
        doc.spans[DEMONYMS] = SpanGroup(doc, name=DEMONYMS, spans=demonyms)
        entities_by_name(doc)
        return doc


@Language.factory("kg_names", default_config={"language": "en", "ontology_path": None})
def names(nlp: Language, name: str, language: str, ontology_path: str | None) -> Names:
    """Return the component that finds names."""
    extra = [Path(ontology_path)] if ontology_path else []
    return Names(lexicon(nlp, ontologies.load(*extra), lang.load(language)))


def find_names(doc: Doc, lexicon: Lexicon) -> tuple[list[DocSpan], list[DocSpan]]:
    """Return the named mentions and the demonyms of the body, each in text order.

    Names overlap where one is part of another: Kim, and Kim's army.
    """
    known, demonyms = known_names(doc, lexicon), known_demonyms(doc, lexicon)
    guessed = guessed_names(doc, lexicon, known, demonyms)
    guessed += particled_names(guessed, lexicon.particles)
    plain = without_overlap(_in_body(doc, [*known, *guessed]))
    seen = Overlaps(plain)
    plain += [one for one in _in_body(doc, titled_names(doc)) if not seen.of(one)]
    plain += list(_repeated(doc, plain))
    demonyms = without_overlap([*demonyms, *_new_demonyms(doc, plain)])
    adjectives = {(one.start, one.end) for one in demonyms}
    plain = [span for span in plain if (span.start, span.end) not in adjectives]
    plain = settle(doc, plain, demonyms, lexicon)
    peoples = [labelled(doc, d.start, d.end, "Group") for d in demonyms if _is_people(d)]
    joint = described(doc, plain, demonyms)
    sure = {(one.start, one.end) for one in joint if one.label_ in {UNIT, "Weapon"}}
    plain = [span for span in plain if (span.start, span.end) not in sure]
    whole = _whole(plain, _in_body(doc, [*joint, *peoples]))
    found = [*whole, *_kept(plain, whole)]
    named = Overlaps(found)
    apart = [one for one in demonyms if not named.around(one) and not _is_people(one)]
    return sorted(found, key=lambda span: (span.start, span.end)), _in_body(doc, apart)


def entities_by_name(doc: Doc) -> None:
    """Make one entity of each name: all that is known without coreference."""
    found = layers(doc)
    groups: dict[tuple[str, str], list[tuple[DocSpan, Mention]]] = {}
    for span, kind in sorted(_grouped(doc), key=lambda pair: (pair[0].start, pair[0].end)):
        mention = Mention(span=char_span(span), text=span.text, kind=kind)
        key = (span.label_, span.kb_id_ or span.id_ or span.text)
        groups.setdefault(key, []).append((span, mention))
    found.entities = tuple(
        Entity(
            id=f"e{number}",
            name=next((m.text for _, m in group if m.kind == "name"), group[0][1].text),
            type=label,
            mentions=tuple(mention for _, mention in group),
            known=group[0][0].kb_id_ or None,
        )
        for number, ((label, _), group) in enumerate(groups.items(), 1)
    )
    found.heads = {
        span.root.i: (entity.id, mention)
        for entity, group in zip(found.entities, groups.values(), strict=True)
        for span, mention in group
    }


def _grouped(doc: Doc) -> Iterator[tuple[DocSpan, MentionKind]]:
    yield from ((span, "name") for span in doc.spans.get(NAMES, ()))
    yield from ((span, "demonym") for span in doc.spans.get(DEMONYMS, ()))


def _in_body(doc: Doc, spans: list[DocSpan]) -> list[DocSpan]:
    body = layers(doc).body
    if not body:
        return spans
    starts = [paragraph.start for paragraph in body]
    places = [(span, bisect_right(starts, span.start_char) - 1) for span in spans]
    return [span for span, i in places if i >= 0 and char_span(span) in body[i]]


def _whole(plain: list[DocSpan], joint: list[DocSpan]) -> list[DocSpan]:
    """Return the longest of ``joint`` that no plain name contains or cuts."""
    names = Overlaps(plain)
    fitting = [
        span
        for span in joint
        if all(within(name, span) and _size(name) < _size(span) for name in names.of(span))
    ]
    return without_overlap(fitting)


def _kept(plain: list[DocSpan], whole: list[DocSpan]) -> list[DocSpan]:
    joint = Overlaps(whole)
    return [name for name in plain if not any(_is_lost(name, one) for one in joint.of(name))]


def _size(span: DocSpan) -> int:
    return span.end - span.start


def _repeated(doc: Doc, names: list[DocSpan]) -> Iterator[DocSpan]:
    """Yield where names stand that were seen elsewhere; of persons the family name, too."""
    taken = {i for span in names for i in range(span.start, span.end)}
    titles = {
        i
        for match in layers(doc).matches("HonorificCue", "NominalCue")
        for i in range(match.start, match.end)
    }
    known = taken | titles
    wanted: dict[str, dict[tuple[str, ...], str]] = {}
    for span in names:
        forms = [span] if span.label_ != "Person" else [span, span[-1:]]
        for form in forms:
            words = tuple(token.text for token in form)
            if len(words[0]) > 2 and words[0][0].isupper():
                wanted.setdefault(words[0], {}).setdefault(words, span.label_)
    found = [
        labelled(doc, token.i, token.i + len(words), label)
        for token in doc
        for words, label in wanted.get(token.text, {}).items()
        if tuple(one.text for one in doc[token.i : token.i + len(words)]) == words
        and taken.isdisjoint(range(token.i, token.i + len(words)))
        and not _goes_on(doc, token.i, token.i + len(words), known)
    ]
    yield from without_overlap(_in_body(doc, found))


def _goes_on(doc: Doc, start: int, end: int, known: set[int]) -> bool:
    """Return whether the words are part of a longer name that nobody has found."""
    beside = [doc[i] for i in (start - 1, end) if 0 <= i < len(doc) and i not in known]
    return any(token.pos_ == "PROPN" and token.text[0].isupper() for token in beside)


def _new_demonyms(doc: Doc, names: list[DocSpan]) -> Iterator[DocSpan]:
    """Yield demonyms of names that the lexicon does not know: Ruritanian, for Ruritania."""
    homelands = {
        span.text for span in names if len(span) == 1 and not span.kb_id_ and len(span.text) > 3
    }
    found = {
        token.i: home
        for token in doc
        if token.text[0].isupper()
        for home in homes(token.text)
        if home in homelands
    }
    attributes = {doc[i].text for i in found if i + 1 < len(doc) and doc[i + 1].pos_ == "NOUN"}
    for i, home in found.items():
        if doc[i].text.removesuffix("s") in attributes:
            yield labelled(doc, i, i + 1, "Country", of=home)


def _is_people(demonym: DocSpan) -> bool:
    """Return whether the demonym is a noun for people: Ruritanians."""
    return demonym[-1].tag_ == "NNPS" or (
        demonym.text.endswith(("s", "men")) and not demonym.text.endswith("ss")
    )


def _is_lost(name: DocSpan, whole: DocSpan) -> bool:
    """Return whether a name is only part of a longer one: not where it possesses or is joined."""
    after = name.doc[name.end : whole.end]
    alone = whole.start == name.start and bool(after) and after[0].tag_ not in {"POS", "HYPH"}
    if not after:  # its last words: lost in the 9th Brigade, kept in the war in Ruritania
        return name.doc[name.start - 1].pos_ != "ADP"
    region = whole.label_ in {"Region", "City"}
    return alone and (region or (name.label_ in PLACES and whole.label_ in PLACES))
