"""Lists of ids to one ranked list: pure functions, no I/O."""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)

RANK_CONSTANT = 10
"""k of reciprocal rank fusion; 10 was best on labelled staff queries, 60 is the textbook value."""


def fuse(
    lists: Sequence[Sequence[Key]], weights: Sequence[float] | None = None, k: int = RANK_CONSTANT
) -> dict[Key, float]:
    """Reciprocal rank fusion: id -> score in (0, 1], 1 for first in every list; best first."""
    weights = weights or [1.0] * len(lists)
    total = sum(weights) / (k + 1)
    scores: dict[Key, float] = {}
    for ids, weight in zip(lists, weights, strict=True):
        for rank, key in enumerate(ids, 1):
            scores[key] = scores.get(key, 0.0) + weight / (k + rank) / total
    return dict(sorted(scores.items(), key=lambda item: -item[1]))


_EDITION = re.compile(
    r"(?:19|20)\d{2}年?度?|[（(][^（）()]*[）)]|(?:上|下)半年|第[一二三四]季度|修订|试行|暂行|及|和|[\W_]"
)


def stem(title: str) -> str:
    """A title without years and edition marks: editions of one document share it."""
    return _EDITION.sub("", title)


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


def coverage(words: Sequence[str], text: str, weights: Mapping[str, float]) -> float:
    """The weighted share in [0, 1] of words that stand in a text; 0 without words."""
    total = sum(weights.get(word, 1.0) for word in words)
    return sum(weights.get(word, 1.0) for word in words if word in text) / total if total else 0.0
