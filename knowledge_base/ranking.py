"""Lists of ids to one ranked list: pure functions, no I/O."""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a question says of the documents it is about."""

    years: tuple[int, ...] = ()
    newest: bool = False


def wanted(query: str) -> Wanted:
    """Years named in a question, and whether it asks for what is in force now."""
    years = tuple(int(y) for y in re.findall(r"(?<!\d)((?:19|20)\d{2})(?=年|\D|$)", query))
    return Wanted(years, bool(re.search("最新|现行|目前有效|新版|新修订|近年", query)))


def boost(want: Wanted, years: Sequence[int], newest_year: int | None) -> float:
    """A factor for a document: up when it is of a named year, or new where newness is asked."""
    factor = 1.0
    if want.years:
        factor *= 1.25 if set(want.years) & set(years) else 0.9
    if want.newest and years and newest_year:
        factor *= max(0.8, 1.15 - 0.08 * (newest_year - max(years)))
    return factor


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
