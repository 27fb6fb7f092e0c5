"""Several ranked lists to one: pure functions, no I/O."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
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
