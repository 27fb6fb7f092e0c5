"""Where sentences and clauses of a text begin and end."""

from __future__ import annotations

import re
from collections.abc import Iterator


def sentences(text: str) -> list[tuple[int, int]]:
    """The spans of the sentences of a text; closing quotation marks and brackets stay with them."""
    spans, start = [], 0
    for match in re.finditer(r"[。！？][”’）》]*|\n", text):
        if text[start : match.end()].strip():
            spans.append((start, match.end()))
        start = match.end()
    if text[start:].strip():
        spans.append((start, len(text)))
    return spans


def clauses(text: str) -> Iterator[tuple[int, int]]:
    """The spans of the clauses between ，；。！？： of a text."""
    for match in re.finditer(r"[^，；。！？：]+", text):
        yield match.span()


def excerpt(text: str, most: int = 30) -> str:
    """A text cut to `most` characters, the last of them … (组建产业…)."""
    return text if len(text) <= most else text[: most - 1] + "…"
