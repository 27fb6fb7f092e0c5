"""Question and hits to an answer: whether there is one at all, and the writer's words."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge_base.types import Hit


def relevant(hits: Sequence[Hit]) -> bool:
    return bool(hits)
