"""Phrases of the lexicon -> where they stand in a Doc: a trie over tokens."""

from collections.abc import Callable, Iterable, Iterator
from typing import Generic, NamedTuple, TypeVar

from spacy.language import Language
from spacy.tokens import Doc, Token

Value = TypeVar("Value")


class Found(NamedTuple, Generic[Value]):
    """Tokens ``start`` to ``end`` (half-open) of a Doc that read a phrase."""

    start: int
    end: int
    value: Value


class Node(Generic[Value]):
    """What may follow, and what ends here."""

    __slots__ = ("next", "values")

    def __init__(self) -> None:
        self.next: dict[str, Node[Value]] = {}
        self.values: list[Value] = []


class Phrases(Generic[Value]):
    """Phrases, cut into tokens as the pipeline cuts text, each with a value."""

    def __init__(self, nlp: Language, entries: Iterable[tuple[str, Value]]) -> None:
        self._root: Node[Value] = Node()
        for phrase, value in entries:
            for words in readings(nlp, phrase):
                self._add(words, value)

    def find(self, doc: Doc, forms: Callable[[Token], tuple[str, ...]]) -> Iterator[Found[Value]]:
        """Yield every phrase that stands in ``doc``, shorter ones within longer ones included.

        Args:
            doc: where to look.
            forms: the strings by which a token may be found, each once.
        """
        read = [forms(token) for token in doc]
        first = self._root.next
        for start, words in enumerate(read):
            if any(word in first for word in words):
                yield from self._from(start, start, self._root, read)

    def _add(self, words: tuple[str, ...], value: Value) -> None:
        node = self._root
        for word in words:
            node = node.next.setdefault(word, Node())
        node.values.append(value)

    def _from(
        self, start: int, at: int, node: Node[Value], read: list[tuple[str, ...]]
    ) -> Iterator[Found[Value]]:
        if at == len(read):
            return
        for form in read[at]:
            following = node.next.get(form)
            if following is not None:
                yield from (Found(start, at + 1, value) for value in following.values)
                yield from self._from(start, at + 1, following, read)


def readings(nlp: Language, phrase: str) -> tuple[tuple[str, ...], ...]:
    """Return how a pipeline may cut a phrase: "gen." is two tokens, but "Gen." is one."""
    cut = [tuple(token.text for token in nlp.make_doc(phrase))]
    if phrase.islower():
        cut.append(tuple(token.lower_ for token in nlp.make_doc(phrase.title())))
    return tuple(dict.fromkeys(cut))
