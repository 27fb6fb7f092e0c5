"""Spaces in Chinese text: what a reader may change in a line without changing what it says."""

from __future__ import annotations

import re

from knowledge_base.types import Block

# Zero-width characters, direction marks and characters that no font prints.
_UNPRINTED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff0-\uffff]"
)
_SPACES = re.compile("[\t-\r \x85\u00a0\u2000-\u200a\u2028\u2029\u202f\u205f]+")

# Han characters, kana, full-width forms and the punctuation that Chinese text uses.
WIDE = (
    "\u2460-\u24ff\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff“”‘’—…·"
)
_WIDE_CHARACTER = re.compile(f"[{WIDE}]")


def tidy(line: str) -> str:
    """Return the line without unprinted characters and outer spaces, runs of spaces made one.

    An ideographic space inside the line stays: "总　则" is set that way on purpose.
    """
    return _UNPRINTED.sub("", _SPACES.sub(" ", line)).strip()


def is_wide(character: str) -> bool:
    """Whether the character is set without spaces around it, as Han characters are."""
    return _WIDE_CHARACTER.match(character) is not None


def join(left: str, right: str) -> str:
    """Join two parts of one sentence: a space between Latin words, none beside Chinese."""
    if not left or not right or is_wide(left[-1]) or is_wide(right[0]):
        return left + right
    return f"{left} {right}"


def table_row(cells: list[str]) -> Block:
    """The row of a table, its cells joined with " | "; its text is "" where all are blank.

    A blank cell keeps its place, so that a figure stays under its own column; only those after
    the last text go.
    """
    texts = [tidy(cell) for cell in cells]
    while texts and not texts[-1]:
        texts.pop()
    return Block(" | ".join(texts).strip(), table=True, cells=tuple(texts))


_RAISED = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")


def raised(text: str) -> str:
    """Superscript digits as characters of their own, so that 10⁴ does not become 104."""
    return text.translate(_RAISED) if re.fullmatch(r"[+-]?\d{1,3}", text.strip()) else text
