"""Blanks: what is masked in a past text, or still to be filled in, is written ××."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge_base.language.quantities import quantities

PLACEHOLDER = "××"
"""What every masked or missing word or number becomes."""

# ×× 亿元, ×%; but not 3×4.
_PARTS = re.compile(r"(××+|(?<!\d)×|×(?!\d))")
MASK = re.compile(
    r"[*＊]+|(?<![A-Za-z])[Xx]{2,}(?![A-Za-z])|(?<![一二三四五六七八九])[○〇]{2,}(?!年)"
)
"""A mask that somebody left in a text of their own: ***, XX, ○○."""

# Masks. Order matters: runs first, then single letters, then numbers that were left out.
_UNIT_AFTER_GAP = (
    r"(?:亿美元|万美元|亿元|万元|%)(?!以上|以下|以内|级|左右|项目|企业|工程|产业|园|县|村)"
)
_MASKS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?<=[0-9m])[*＊](?=[0-9])"), "×"),  # 7*24小时: a product
    (re.compile(r"[*＊]+|[※]{2,}|(?<![A-Za-z_])_{2,}(?![A-Za-z_])"), PLACEHOLDER),
    (re.compile(r"(?<![A-Za-z])(?:[xX×Ｘ]{2,})(?![A-Za-z])"), PLACEHOLDER),
    (re.compile(r"(?<=\d)[xXＸ](?=[年月日])"), PLACEHOLDER),
    (
        re.compile(
            r"(?<![A-Za-z0-9×.])[xX×Ｘ](?=(?:[—–\-]|%|[个次家户万亿千百名人月日年天条项期场批处公亩]"
            r"|[县市区省镇乡村州局国号司]))"
        ),
        PLACEHOLDER,
    ),
    (
        re.compile(
            r"(?<=[资金收值务成达到增长幅税额款入的降占])(?="
            + _UNIT_AFTER_GAP
            + r"(?:[，。；、,;的（(]|增|$))"
        ),
        PLACEHOLDER,
    ),
)


def with_blanks(text: str) -> str:
    """A past text whose masks (*, XX, ＊, a unit with its number left out) are all ××."""
    for pattern, value in _MASKS:
        text = pattern.sub(value, text)
    return re.sub("×{2,}", PLACEHOLDER, text)


def mask(text: str) -> str:
    """A text with every number replaced by ××, its unit kept."""
    for quantity in reversed(quantities(text)):
        unit = re.search(r"[^\d.,一二三四五六七八九十百千零两〇点]*$", quantity.text)
        end = quantity.end - len(unit[0] if unit else "")
        text = text[: quantity.start] + PLACEHOLDER + text[end:]
    return re.sub(r"\d+(?:\.\d+)?", PLACEHOLDER, text)


def placeholder_parts(text: str) -> Iterator[tuple[str, bool]]:
    """The parts of text in order, each with whether it is a placeholder (one or more ×).

    A × between two digits is a sign of multiplication.
    """
    for index, part in enumerate(_PARTS.split(text)):
        if part:
            yield part, index % 2 == 1
