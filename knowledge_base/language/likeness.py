"""How alike two texts are: one measure a purpose, each saying what it counts.

Pieces are runs of letters and digits; marks and white space are passed over. Shares lie in [0, 1].
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)

_REPEATED = 0.5  # of a text's pieces of four: more than that, and it says nothing new
_VERBATIM = 13  # characters in a row that are the same: shorter runs are the genre's own
_EDITION = re.compile(
    r"(?:19|20)\d{2}年?度?|[（(][^（）()]*[）)]|(?:上|下)半年|第[一二三四]季度|修订|试行|暂行|及|和|[\W_]"
)


def pieces(text: str, size: int) -> set[str]:
    """All runs of `size` letters and digits of a text, marks passed over."""
    bare = re.sub(r"\W", "", text)
    return {bare[i : i + size] for i in range(len(bare) - size + 1)}


def character_pairs(text: str) -> set[str]:
    """The pairs of Chinese characters that stand beside each other: a text's words, roughly.

    Digits and marks part them, so that figures make no two texts alike.
    """
    return {a + b for run in re.findall("[\u3400-\u9fff]+", text) for a, b in pairwise(run)}


def share_in(text: str, other: str) -> float:
    """The share of a text's pieces of two that stand in another: how far it comes from there."""
    own = pieces(text, 2)
    return sum(piece in other for piece in own) / len(own) if own else 0.0


def repeats(text: str, written: str) -> bool:
    """Whether most of a text's pieces of four stand in what is written already."""
    own = pieces(text, 4)
    return sum(piece in written for piece in own) > len(own) * _REPEATED


def shared_of_shorter(one: str, other: str) -> float:
    """The share of the pieces of three, of the text that has fewer, that both texts hold."""
    first, second = pieces(one, 3), pieces(other, 3)
    least = min(len(first), len(second))
    return len(first & second) / least if least else 0.0


def verbatim_share(text: str, other: str) -> float:
    """The share of a text's characters that lie in a run of 13 or more found in another text."""
    bare, whole = re.sub(r"[\W_]", "", text), re.sub(r"[\W_]", "", other)
    covered = [False] * len(bare)
    for start in range(len(bare) - _VERBATIM + 1):
        if bare[start : start + _VERBATIM] in whole:
            covered[start : start + _VERBATIM] = [True] * _VERBATIM
    return sum(covered) / len(bare) if bare else 0.0


def kept_in_order(one: str, other: str, least: int = 1) -> int:
    """How many characters stand in both texts in one order, in runs of `least` or more."""
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks if block.size >= least)


def ratio(one: str, other: str) -> float:
    """Twice the characters that both lines hold in one order, over those of both lines."""
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def share_of_words(words: Sequence[str], text: str) -> float:
    """The share of words that stand in a text; 0 without words."""
    return sum(word in text for word in words) / len(words) if words else 0.0


def collapse(texts: Mapping[Key, str]) -> dict[Key, int]:
    """The keys without those whose text repeats an earlier one, each with how many it stands for.

    Marks, digits and masks do not count: two years' texts may differ in figures alone.
    """
    first: dict[str, Key] = {}
    counts: dict[Key, int] = {}
    for key, text in texts.items():
        bare = re.sub(r"[\W\d_×]+", "", text)
        home = first.setdefault(bare, key) if bare else key
        counts[home] = counts.get(home, 0) + 1
    return counts


def stem(title: str) -> str:
    """A title without years and edition marks: editions of one document share it."""
    return _EDITION.sub("", title)


def shared_characters(title: str, other: str) -> int:
    """How many different characters the stems of two titles share."""
    return len(set(stem(title)) & set(stem(other)))


def editions(
    titles_and_years: Mapping[Key, tuple[str, int | None]],
) -> dict[Key, tuple[int, int]]:
    """How many newer and how many older editions of each document are among the given ones.

    An edition without a year counts as older than one with.
    """
    years: dict[str, set[int]] = {}
    for title, year in titles_and_years.values():
        years.setdefault(stem(title), set()).add(year or 0)
    return {
        key: (
            sum(other > (year or 0) for other in years[stem(title)]),
            sum(other < (year or 0) for other in years[stem(title)]),
        )
        for key, (title, year) in titles_and_years.items()
    }
