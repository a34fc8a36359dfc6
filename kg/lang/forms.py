"""Word -> the words it may be made of: base forms, countries of demonyms, initials of names."""

from __future__ import annotations

VOWELS = frozenset("aeiou")


def base_forms(word: str) -> tuple[str, ...]:
    """Return the words, some of them impossible, of which ``word`` may be an inflected form.

    >>> base_forms("denies")
    ('denie', 'deni', 'deny')
    >>> base_forms("planned")
    ('planne', 'plann', 'plan')
    """
    for ending, rest in (("ing", 3), ("ed", 2), ("s", 1)):
        stem = word[: -len(ending)]
        if word.endswith(ending) and len(stem) > 2 and not word.endswith("ss"):
            return tuple(dict.fromkeys(_restored(stem, ending, rest)))
    return ()


def acronym(name: str) -> str:
    """Return the initials of the capitalised words of a name.

    >>> acronym("Bank of Northern Ruritania")
    'BNR'
    """
    return "".join(word[0] for word in name.split() if word[0].isupper())


def homes(demonym: str) -> tuple[str, ...]:
    """Return the names, most of them impossible, that a demonym may be made of.

    >>> "Ruritania" in homes("Ruritanians"), "Norland" in homes("Norlander")
    (True, True)
    """
    found = []
    for word in dict.fromkeys((demonym, demonym.removesuffix("s"))):
        for ending in ("n", "an", "ian", "ean", "ese", "i", "ish", "ic", "er"):
            stem = word.removesuffix(ending)
            if stem != word and len(stem) > 2:
                found += [stem, stem + "a", stem + "e"]
    return tuple(dict.fromkeys(found))


def _restored(stem: str, ending: str, rest: int) -> list[str]:
    if ending == "s":
        found = [stem]
        if stem.endswith("e"):
            found.append(stem[:-1])
        if stem.endswith("ie"):
            found.append(stem[:-2] + "y")
        return found
    found = [stem + "e", stem]
    if stem.endswith("i"):
        found.append(stem[:-1] + "y")
    if stem[-1] == stem[-2] and stem[-1] not in VOWELS:
        found.append(stem[:-1])
    return found
