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


def boost(
    want: Wanted,
    years: Sequence[int],
    newest_year: int | None,
    newer_editions: int,
    policy: bool,
    superseded: bool = False,
) -> float:
    """A factor for a document: up when it is of a named year, down when a newer edition exists.

    newer_editions: how many newer ones were found; a policy's successor replaces it, a newer
    summary only stands beside it. superseded: a person has marked it so. A question that names
    years decides for itself.
    """
    factor = 1.0
    if superseded and not want.years:
        factor *= 0.5
    if newer_editions and not want.years:
        factor *= 0.7 if policy else 0.95
    if want.years:
        factor *= 1.25 if set(want.years) & set(years) else 0.9
    if want.newest and years and newest_year:
        factor *= max(0.8, 1.15 - 0.08 * (newest_year - max(years)))
    return factor


_EDITION = re.compile(
    r"(?:19|20)\d{2}年?度?|[（(][^（）()]*[）)]|(?:上|下)半年|第[一二三四]季度|修订|试行|暂行|及|和|[\W_]"
)


def stem(title: str) -> str:
    """A title without years and edition marks: editions of one document share it."""
    return _EDITION.sub("", title)


def supersession(titles_and_years: Mapping[Key, tuple[str, int | None]]) -> dict[Key, int]:
    """How many newer editions of each document are among the given ones."""
    newest: dict[str, list[int]] = {}
    for title, year in titles_and_years.values():
        if year is not None:
            newest.setdefault(stem(title), []).append(year)
    return {
        key: sum(year is not None and other > year for other in set(newest.get(stem(title), [])))
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
