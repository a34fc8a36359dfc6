"""A number in its sentence -> what it counts: the noun and its phrase."""

from __future__ import annotations

from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token
from spacy.tokens import Span as DocSpan

from kg.lang import grammar
from kg.lang.layers import char_span
from kg.model import Span

NOUNS = frozenset({"NOUN", "PROPN"})
CLAUSAL = grammar.SUBJECT | grammar.PASSIVE_SUBJECT | grammar.OBJECT
REACH = 7
"""Tokens after a number within which the noun that it counts stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What a number counts; all tokens are of one sentence."""

    number: Token
    """Head of the numeral, or of its unit."""
    noun: Token | None
    """Head of what is counted: men, of "two of the men"."""
    root: Token
    """What the sentence says something of: the noun, or thousands of "thousands of men"."""
    words: Span | None
    """The noun phrase without the number."""
    start: int
    """First token of the phrase, its qualifier included."""
    end: int
    """Token after the phrase."""

    @property
    def heads(self) -> frozenset[int]:
        """Tokens that stand for the figure in the parse."""
        noun = {self.noun.i} if self.noun is not None else set()
        parts = {one.i for one in grammar.children(self.number, grammar.NAME_PART)}
        return frozenset({self.number.i, self.root.i} | noun | parts)  # thirty-eight of the dead

    @property
    def opens_clause(self) -> bool:
        """Whether the sentence has a verb behind the figure that it is the subject of."""
        subject = self.root.dep_ in grammar.SUBJECT | grammar.PASSIVE_SUBJECT
        return subject and self.root.head.i > self.root.i


def counted(
    doc: Doc,
    span: Span,
    start: int,
    *,
    measured: bool,
    part: bool,
    end: int = 0,
    dates: frozenset[int] = frozenset(),
) -> Counted | None:
    """Return what the number in ``span`` counts.

    Args:
        doc: parsed.
        span: the number, with its unit if it has one.
        start: where the phrase starts, with its qualifier.
        measured: whether it has a unit: then only "of" ties it to a noun.
        part: whether it is a fraction without a unit: "half the men".
        end: where the phrase ends, with a qualifier behind the number: a hundred or so men.
        dates: tokens of dates: they are not counted ("we buried 19 today").
    """
    tokens = doc.char_span(span.start, span.end, alignment_mode="expand")
    whole = doc.char_span(start, span.end, alignment_mode="expand")
    if tokens is None or whole is None:
        return None
    number, last = tokens.root, tokens[-1].i
    inner = _after_of(doc, last, number, part=part)
    if inner is not None:
        return _made(number, inner, number, whole)
    head = next((one for token in tokens if (one := _quantified(token, last)) is not None), None)
    if head is not None and dates & set(range(last + 1, head.i + 1)):
        head = None
    if not measured:
        behind = doc.char_span(span.start, max(end, span.end), alignment_mode="expand")
        noun = _following(doc, behind[-1].i if behind else last, dates=dates)
        if noun is None:
            noun = _described(doc, last)
        if head is not None and head.pos_ in NOUNS:  # "four Ruritanian drones": not the second
            further = noun is not None and doc[head.i + 1 : noun.i + 1]
            noun = noun if further and all(one.pos_ in NOUNS for one in further) else head
        if noun is not None:
            noun = _of_model(noun) or _joint(noun) or noun
            return _made(number, noun, noun, whole)
    root = number if head is None else head
    return Counted(number=number, noun=None, root=root, words=None, start=whole.start, end=last + 1)


def totalled(found: Counted, nouns: frozenset[str]) -> tuple[Token, Counted] | None:
    """Return the noun that a number without one is the value of, and what that noun counts.

    "The number of people killed has risen to 214" counts people; "the figure stood at 9" what was
    counted before, so the noun is None.

    Args:
        found: a number without a noun.
        nouns: lemmas that stand for numbers.
    """
    near = [
        token
        for token in sentence(found.number)
        if token.lower_ in nouns or (token.lemma_.lower() in nouns and token.pos_ == "NOUN")
    ]
    tied = [token for token in near if found.heads & {one.i for one in values(token)}]
    if not tied:
        before = [token for token in near if found.number.i - token.i > 0]
        tied = [one for one in before[-1:] if led_to(found) and _is_clear(one, found)]
    for total in tied[:1]:
        of = [one.noun for one in grammar.obliques(total) if one.case == "of"]
        noun = next((one for one in of if one.i not in found.heads), None)
        if noun is None:
            return total, found
        words = char_span(found.number.doc[_first_word(noun) : noun.i + 1])
        return total, replace(found, noun=noun, root=noun, words=words)
    return None


def values(noun: Token) -> list[Token]:
    """Return what a noun is given as value: 11, of "the toll of 11", "the toll rose to 11"."""
    sites = [noun, *grammar.children(noun, grammar.CLAUSAL_MODIFIER)]
    subject = noun.dep_ in grammar.SUBJECT | grammar.PASSIVE_SUBJECT
    objects = grammar.children(noun.head, grammar.OBJECT)
    if noun.dep_ in CLAUSAL:
        sites += [noun.head, *grammar.children(noun.head, grammar.OPEN_COMPLEMENT)]
    if subject:
        sites += objects  # "has risen to": read as "has [a] risen"
    tied = [attached.noun for site in sites for attached in grammar.obliques(site)]
    return [*tied, noun.head, *objects] if subject else tied


def _first_word(noun: Token) -> int:
    start = noun.left_edge.i
    while start < noun.i and noun.doc[start].pos_ in {"DET", "PUNCT", "ADP"}:
        start += 1
    return start


def led_to(found: Counted) -> bool:
    """Return whether a preposition or verb leads to the number: climbed to 412, stands at 9."""
    before = found.number.doc[found.start - 1] if found.start else None
    return before is not None and (before.lower_ in {"to", "at"} or before.pos_ == "VERB")


def _is_clear(noun: Token, found: Counted) -> bool:
    between = found.number.doc[noun.i + 1 : found.start]
    return not any(token.pos_ == "NUM" or token.text in ";:.—–" for token in between)


def sentence(token: Token) -> DocSpan:
    """Return the sentence of a token, the whole Doc where there are none."""
    doc, start, end = token.doc, token.i, token.i + 1
    while start > 0 and not doc[start].is_sent_start:  # Token.sent looks at the whole Doc
        start -= 1
    while end < len(doc) and not doc[end].is_sent_start:
        end += 1
    return doc[start:end]


def _made(number: Token, noun: Token, root: Token, whole: DocSpan) -> Counted:
    start, doc = whole.end, noun.doc
    if noun.i != root.i:
        start = max(whole.end + 1, noun.left_edge.i)
    while start < noun.i and (doc[start].is_punct or _is_article(doc[start])):
        start += 1
    words = char_span(doc[start : noun.i + 1]) if start <= noun.i else None
    return Counted(
        number=number,
        noun=noun,
        root=root,
        words=words,
        start=whole.start,
        end=max(whole.end, noun.i + 1),
    )


def _is_article(token: Token) -> bool:
    return token.pos_ == "DET" and token.morph.get("PronType", []) in (["Art"], ["Dem"])


def _quantified(number: Token, last: int) -> Token | None:
    """Return the word that the parse says the number counts: men, wounded, "3 killed"."""
    token = number
    for _ in range(3):
        if token.dep_ in grammar.NUMERAL and token.head.i > last:
            between = token.doc[last + 1 : token.head.i]
            near = len(between) < REACH and all(_in_phrase(one) for one in between)
            return token.head if near else None
        token = token.head
    return None


def _described(doc: Doc, last: int) -> Token | None:
    """Return the men of "two badly hurt men", where the participle is taken for a verb."""
    at = last + 1
    while at < len(doc) and doc[at].pos_ == "ADV":
        at += 1
    noun = _following(doc, at) if at < len(doc) else None
    if noun is None or noun.dep_ not in grammar.OBJECT:
        return None
    number = grammar.number_before_participle(noun)
    return noun if number is not None and number.i <= last else None


def _of_model(noun: Token) -> Token | None:
    """Return the rifles of "AK-12 assault rifles", where the noun between is taken for a verb."""
    verb = noun.head
    between = verb.i == noun.i + 1 and verb.tag_ in {"VB", "VBP"} and noun.dep_ in grammar.SUBJECT
    if not between or not any(letter.isdigit() for letter in noun.text):
        return None
    return next(
        (one for one in grammar.children(verb, grammar.OBJECT) if one.i == verb.i + 1), None
    )


def _joint(noun: Token) -> Token | None:
    """Return the drivers of "600 bus and tram drivers"."""
    whole = noun.head
    if noun.dep_ not in grammar.COMPOUND or not noun.i < whole.i < noun.i + REACH:
        return None
    between = {one.pos_ for one in noun.doc[noun.i + 1 : whole.i]}
    return whole if "CCONJ" in between and between <= NOUNS | {"CCONJ", "ADJ"} else None


def _after_of(doc: Doc, last: int, number: Token, *, part: bool) -> Token | None:
    """Return the men of "dozens of men", "two of his men", "half the men"."""
    if last + 2 >= len(doc) or doc[last + 1].lower_ != "of":
        after = doc[last + 1] if last + 1 < len(doc) else None
        whole = part and after is not None and after.pos_ in {"DET", "PRON"}
        return _following(doc, last, loose=True) if whole else None
    for attached in grammar.obliques(number):
        if attached.case == "of" and attached.noun.i > last:
            return attached.noun
    return _following(doc, last + 1, loose=True)


def _following(
    doc: Doc, last: int, *, loose: bool = False, dates: frozenset[int] = frozenset()
) -> Token | None:
    """Return the head of the nouns right after a number, whatever the parse says."""
    noun: Token | None = None
    for token in doc[last + 1 : last + 1 + REACH]:
        if token.i in dates or (token.is_sent_start and token.i > last + 1):
            break
        if token.pos_ in NOUNS:
            noun = token
        elif noun is not None and _continues(token):
            continue
        elif not (token.tag_ == "POS" if noun is not None else _leads_on(token, loose=loose)):
            break
    return noun


def _continues(token: Token) -> bool:
    """Return whether a noun goes on as the first half of an adjective: 40 Oslo-based firms."""
    if token.text == "-":
        after = token.nbor() if token.i + 1 < len(token.doc) else None
        return after is not None and (after.pos_ == "ADJ" or after.tag_ == "VBN")
    return (token.pos_ == "ADJ" or token.tag_ == "VBN") and token.nbor(-1).text == "-"


def _in_phrase(token: Token) -> bool:
    return token.pos_ in NOUNS | {"VERB"} or token.tag_ == "POS" or _leads_on(token, loose=False)


def _leads_on(token: Token, *, loose: bool) -> bool:
    """Return whether a word can stand between a number and its noun."""
    if token.pos_ == "CCONJ":
        return token.i > 0 and token.nbor(-1).pos_ == "ADJ"  # digital and physical sales
    if token.is_quote or token.text == "-":
        return True
    if token.tag_ in {"VBN", "VBG"} and token.dep_ == "amod":
        return True  # 2,140 confirmed cases
    return token.pos_ in {"ADJ", "ADV", "NUM"} or (loose and token.pos_ in {"DET", "PRON"})
