"""Lists of words that are looked up as words: 果 is not found in 成果, nor 账 in 台账.

The lists are data: those that this package needs stand in lexicons.toml beside this module.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import accumulate

from knowledge_base.language.words import cut

_TEXTS_KEPT = 1024  # of those segmented last: one is looked up in many lists, one after the other


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words and phrases, found only where they begin and end with words of the segmented text.

    Only the dictionary joins characters to words: 成果 is one word, 签了 is two. So a single
    character counts as a word of its own alone, a phrase may span several words, and a compound
    that the dictionary knows as one word (旅游业) is an entry of its own beside its part (旅游).
    exceptions: phrases in which an entry does not count, wherever they stand (亩均 where 均 is an
    entry; 台账 where 账 is one, for 服务台账 is segmented as 服务台 and 账).
    """

    words: tuple[str, ...]
    exceptions: tuple[str, ...] = ()

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where its words stand in a text, in order."""
        places = _places(self.words, text)
        if not places:
            return []
        edges = _edges(text)
        found = sorted((a, b) for a, b in places if a in edges and b in edges)
        spared = _places(self.exceptions, text) if found else []
        return [(a, b) for a, b in found if not any(c <= a and b <= d for c, d in spared)]

    def finds(self, text: str) -> tuple[str, ...]:
        """The words of it that a text holds, in order, as often as they stand there."""
        return tuple(text[a:b] for a, b in self.spans(text))

    def is_in(self, text: str) -> bool:
        """Whether a text holds one of its words."""
        return bool(self.spans(text))

    def at_start(self, text: str) -> str:
        """The longest of its words that a text begins with, "" if none."""
        return max((text[:b] for a, b in self.spans(text) if a == 0), key=len, default="")


def from_table(table: Mapping[str, str]) -> Lexicon:
    """A lexicon from its table in a TOML file: words, and except where it has exceptions."""
    return Lexicon(tuple(table["words"].split()), tuple(table.get("except", "").split()))


@cache
def lexicon(name: str) -> Lexicon:
    """A list of lexicons.toml by its name."""
    return from_table(_file()[name])


@cache
def _file() -> dict[str, dict[str, str]]:
    text = files("knowledge_base.language").joinpath("lexicons.toml").read_text("utf-8")
    return tomllib.loads(text)


def _places(words: Sequence[str], text: str) -> list[tuple[int, int]]:
    """Where words stand in a text as characters."""
    said = [word for word in words if word in text]
    starts = range(len(text))
    return [(a, a + len(word)) for word in said for a in starts if text.startswith(word, a)]


@lru_cache(maxsize=_TEXTS_KEPT)
def _edges(text: str) -> frozenset[int]:
    """Where the words of a text begin and end."""
    return frozenset(accumulate(map(len, cut(text, guess=False)), initial=0))
