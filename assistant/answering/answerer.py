"""The port between answering and whoever answers: question and hits go in, an answer comes out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from assistant.types import Answer
from knowledge_base.types import Hit


class Answerer(Protocol):
    """Turns the passages found into an answer whose sentences name their sources."""

    @property
    def name(self) -> str:
        """What is shown as the writer: "extractive", or the model's name."""

    def answer(self, question: str, hits: Sequence[Hit]) -> Iterator[Answer]:
        """The answer as it grows; the last value is the checked, final one."""
