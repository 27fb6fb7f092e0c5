"""Placeholders to fill in, masks left over, and sentences that stand in the text twice."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.checking.manuscript import Manuscript
from assistant.findings import Finding, FindingKind
from knowledge_base.language.blanks import MASK, PLACEHOLDER
from knowledge_base.language.clauses import excerpt

_MIN_REPEAT = 18


def masks(manuscript: Manuscript) -> Iterable[Finding]:
    """Placeholders still to be filled in, and masks left over from somebody else's text."""
    for line in manuscript.lines:
        for text in line.sentences():
            if PLACEHOLDER in text:
                message = f"有待填写的 {PLACEHOLDER}：{excerpt(text)}"
                yield Finding(FindingKind.PLACEHOLDER, message, line.place)
            if match := MASK.search(text):
                message = f"残留的遮盖符号“{match[0]}”：{excerpt(text)}"
                yield Finding(FindingKind.MASK, message, line.place, (match[0], PLACEHOLDER))


def repeated(manuscript: Manuscript) -> Iterable[Finding]:
    """Sentences that stand in the text twice."""
    first: dict[str, str] = {}
    for line in manuscript.body:
        for text in line.sentences():
            bare = re.sub(r"^[一二三四五六七八九十]是|\W", "", text)
            if len(bare) < _MIN_REPEAT or not text.endswith(("。", "！", "？")):
                continue
            if bare in first:
                yield Finding(
                    FindingKind.REPEAT, f"与{first[bare]}重复：{excerpt(text)}", line.place
                )
            first.setdefault(bare, line.place)
