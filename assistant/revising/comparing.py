"""What differs between two versions of a draft, paragraph by paragraph and in the paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from assistant.drafts import Draft
from knowledge_base.language.likeness import ratio

_PIECE = re.compile(r"\d+(?:\.\d+)?|[A-Za-z]+|[^，。；、：！？]?[，。；、：！？]|.", re.DOTALL)
_ALIKE = 0.5


@dataclass(frozen=True, slots=True)
class Change:
    """A line of either version. pieces: what stays, goes and comes in it, in order."""

    pieces: tuple[tuple[Literal["same", "gone", "new"], str], ...]


@dataclass(frozen=True, slots=True)
class NewVersion:
    """A draft as it was and as it is now, and what was done, for the person."""

    before: Draft
    draft: Draft
    note: str

    @property
    def changes(self) -> list[Change]:
        """The lines that differ."""
        return changes(self.before, self.draft)


def changes(old: Draft, new: Draft) -> list[Change]:
    """The lines that differ, in the order of the draft; a line that was altered is one change."""
    return differing(old.text, new.text)


def differing(old: str, new: str) -> list[Change]:
    """The same for two texts."""
    before, after = old.split("\n"), new.split("\n")
    found: list[Change] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag != "equal":
            found += _lines(before[a:b], after[c:d])
    return found


def _lines(gone: list[str], come: list[str]) -> Iterator[Change]:
    come = list(come)
    for line in gone:
        alike = max(come, key=lambda other: ratio(line, other), default="")
        if not alike or ratio(line, alike) < _ALIKE:
            yield Change((("gone", line),))
            continue
        for other in come[: come.index(alike)]:
            yield Change((("new", other),))
        come = come[come.index(alike) + 1 :]
        yield Change(tuple(_pieces(line, alike)))
    for line in come:
        yield Change((("new", line),))


def _pieces(old: str, new: str) -> Iterator[tuple[Literal["same", "gone", "new"], str]]:
    before, after = _PIECE.findall(old), _PIECE.findall(new)
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            yield "same", "".join(before[a:b])
            continue
        if b > a:
            yield "gone", "".join(before[a:b])
        if d > c:
            yield "new", "".join(after[c:d])
