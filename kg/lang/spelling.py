"""Names -> keys that are equal for spellings of one name. For comparison only, never for text.

``folded`` forgives case, accents, hyphens and articles; ``transliterated`` also what languages do
differently when they write another alphabet in Latin letters: Zelensky, Zelenskyy, Zelenskiy.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

ARTICLES = frozenset({"the", "a", "an"})
SMALL = frozenset(
    {"of", "for", "the", "and", "in", "on", "de", "del", "der", "di", "du", "la", "le"}
)
"""Words that an acronym may leave out."""
LONG = 7
"""Letters from which a word is still itself with other vowels."""
RULES = tuple(
    (re.compile(pattern), letters)
    for pattern, letters in (
        (r"oo", "u"),  # in this order; what is matched, and what stands for all spellings
        (r"(?<=[a-z][a-z])ee(?=[a-z])", "i"),
        (r"(.)\1+", r"\1"),
        (r"['’ʼ`ʹ]", ""),
        (r"tch|tsch|tš|č", "ch"),
        (r"sch|š", "sh"),
        (r"ts(?=[aeiouy]|$)|tz|cz(?=[aeiouy])", "ts"),
        (r"zh|ž|dzh|dj", "j"),
        (r"kh|gh|ch(?=[rl])", "h"),
        (r"ph", "f"),
        (r"ck|q|c(?=[aoulrkt]|$)", "k"),
        (r"x", "ks"),
        (r"w", "v"),
        (r"ou|eu", "u"),
        (r"eo", "o"),
        (r"(?<=[^aeiouy])[yi]e|^ye|ie", "e"),
        (r"[yi]+", "i"),
        (r"(.)\1+", r"\1"),
    )
)
BRITISH = tuple(
    (re.compile(pattern), letters)
    for pattern, letters in (
        (r"(?<=[a-z]{3}[lntrdm])is(?=(ation|ed|ing|er)s?\b)", "iz"),  # organisation, mechanised
        (r"(?<=[a-z]{2}t)re\b", "er"),  # centre, theatre
        (r"(?<=fen)ce\b", "se"),  # defence
        (r"(?<=[a-z]{2}[bv])our\b", "or"),  # labour, harbour
    )
)
"""British spelling, and what stands for it."""


@lru_cache(maxsize=65_536)
def folded(name: str) -> str:
    """Return the words of a name, one space between them, without what spellings differ in.

    >>> folded("The  Kim Jong-Un")
    'kim jong un'
    >>> folded("Żółć") == folded("ZOŁC")
    True
    """
    plain = unicodedata.normalize("NFKD", name.casefold().replace("ł", "l").replace("ø", "o"))
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    parts = re.sub(r"['’](?=s\b)", " ", re.sub(r"(?<=\w)\.(?=\w)", "", letters))
    words = re.sub(r"[^\w'’]+", " ", parts.replace("_", " ")).split()
    while len(words) > 1 and words[0] in ARTICLES:
        words.pop(0)
    return unicodedata.normalize("NFC", " ".join(words)) or unicodedata.normalize("NFC", name)


@lru_cache(maxsize=65_536)
def transliterated(name: str) -> str:
    """Return the folded name with one spelling for what transliterations write differently.

    >>> transliterated("Zelenskyy") == transliterated("Zelenskiy") == transliterated("Zelensky")
    True
    >>> transliterated("Maria") == transliterated("Mario")
    False
    """
    return " ".join(_transliterated_word(word) for word in folded(name).split())


def loose(name: str) -> str:
    """Return the transliterated name with only the consonants of its long words, and their ends.

    >>> loose("Muhammad") == loose("Mohammed")
    True
    >>> loose("Morton") == loose("Martin")
    False
    """
    return " ".join(
        word[0] + re.sub("[aeiou]", "", word[1:-1]) + word[-1] if len(word) >= LONG else word
        for word in transliterated(name).split()
    )


def joined(name: str) -> str:
    """Return the transliterated name without spaces: hyphens and spaces are a matter of taste.

    >>> joined("Jong-un") == joined("Jongun")
    True
    """
    return transliterated(name).replace(" ", "")


def initials(name: str) -> frozenset[str]:
    """Return the acronyms that a name of several words can have, in lower case; else nothing.

    >>> sorted(initials("Institute for the Study of War"))
    ['iftsow', 'isw']
    """
    words = re.findall(r"\w+", unicodedata.normalize("NFC", name).casefold())
    every = "".join(word[0] for word in words)
    main = "".join(word[0] for word in words if word not in SMALL)
    return frozenset(one for one in (every, main) if len(one) > 1)


def is_acronym(name: str) -> bool:
    """Return whether a name is written like an acronym.

    >>> [is_acronym(one) for one in ("SOF", "U.N.", "Sof", "AK-12")]
    [True, True, False, False]
    """
    letters = name.replace(".", "")
    return 1 < len(letters) <= 6 and letters.isalpha() and letters.isupper()


def acronym(name: str) -> str:
    """Return an acronym without its full stops, in lower case."""
    return name.replace(".", "").casefold()


def american(name: str) -> str:
    """Return a folded name with its British spellings as Americans write them.

    >>> american("World Health Organisation"), american("Centre for Defence")
    ('world health organization', 'center for defense')
    """
    plain = folded(name)
    for pattern, letters in BRITISH:
        plain = pattern.sub(letters, plain)
    return plain


def content_words(name: str) -> list[str]:
    """Return the words of a name that an acronym would not leave out, in one spelling.

    >>> content_words("Institute for the Study of War") == content_words("Institute of Study, War")
    True
    """
    return [word.strip("'’") for word in american(name).split() if word not in SMALL]


@lru_cache(maxsize=65_536)
def _transliterated_word(word: str) -> str:
    if len(word) < 3 or not word.isascii():
        return word
    for pattern, letters in RULES:
        word = pattern.sub(letters, word)
    return word
