"""How alike two names are: the share of their words in common, however they are spelled."""

from __future__ import annotations

from difflib import SequenceMatcher
from functools import lru_cache

from kg.lang.spelling import folded, initials, is_acronym, joined, transliterated

NEAR = 0.75
"""Share of letters that two words have in common, in order, from which they may be one."""
ACRONYM = 0.6
"""Likeness of an acronym and a name that it can be short for."""
GIVEN = 0.6
"""The same as ``NEAR`` for given names of people whose family name is one."""
GENDERED = frozenset("ae")
"""Last letters that set the given names of women apart in many languages: Paul, Paula."""


def likeness(left: str, right: str) -> float:
    """Return the share of words that two names have in common, in [0, 1]; not a probability.

    >>> likeness("Jon Gyong Hamdel", "Hamdel Jon-gyong")
    1.0
    """
    if joined(left) == joined(right):
        return 1.0
    if is_acronym(left) != is_acronym(right):
        short, long = (left, right) if is_acronym(left) else (right, left)
        return ACRONYM if folded(short).replace(" ", "") in initials(long) else 0.0
    words, others = transliterated(left).split(), transliterated(right).split()
    total, common = len(words) + len(others), 0.0
    pairs = sorted(((-_alike(a, b), a, b) for a in words for b in others), key=lambda p: p[0])
    for unlike, word, other in pairs:
        if unlike and word in words and other in others:
            words.remove(word)
            others.remove(other)
            common -= 2 * unlike
    return common / total


def same_given_name(left: str, right: str) -> bool:
    """Return whether two given names can be spellings of one, or one the initial of the other.

    >>> same_given_name("Oleh", "Oleg"), same_given_name("Yevhen", "Evgeny")
    (True, True)
    >>> same_given_name("W.", "Wojciech"), same_given_name("Paul", "Paula")
    (True, False)
    """
    plain = folded(left), folded(right)
    if min(map(len, plain)) <= 1:
        return plain[0][:1] == plain[1][:1]
    one, two = map(_sounds, plain)
    if one == two:
        return True
    if (one[-1] in GENDERED or two[-1] in GENDERED) and one[-1] != two[-1]:
        return False
    if one[0] != two[0]:
        return False
    return SequenceMatcher(None, one, two, autojunk=False).ratio() >= GIVEN


def _sounds(name: str) -> str:
    """Return a given name as languages agree on it: h for g, and no y or i before a vowel."""
    plain = joined(name).replace("g", "h")
    return plain[1:] if len(plain) > 2 and plain[0] in "iy" and plain[1] in "aeou" else plain


@lru_cache(maxsize=65_536)
def _alike(word: str, other: str) -> float:
    if word == other:
        return 1.0
    if min(len(word), len(other)) < 3:
        return 0.0
    ratio = SequenceMatcher(None, word, other, autojunk=False).ratio()
    return ratio if ratio >= NEAR else 0.0
