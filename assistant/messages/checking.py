"""Requests to proofread a passage that the message holds, with the facts below it."""

from __future__ import annotations

import re

from assistant.messages.values import Check
from assistant.types import FactSheet

_ASKED = re.compile(
    "(?:核对|校对|校核|检查|审核|找出|挑出|纠正|改正).{0,16}(?:草稿|段落|这段|下面|以下|错误|不符|不实|毛病|问题)"
    "|(?:草稿|段落|这段|下面|以下).{0,16}(?:核对|校对|校核|检查|审核|找出|挑出|纠正|改正)"
)
_QUOTED = re.compile("“(.{16,})”", re.DOTALL)
_FACTS = re.compile("^(?:事实|数据|依据|实际)(?:清单|情况)?[：:]")
_LEAST = 16  # characters of a passage


def check_of(message: str) -> Check | None:
    """The passage and the facts of a request to check one; None for another message."""
    first, *rest = [line.strip() for line in message.strip().splitlines() if line.strip()] or [""]
    if not _ASKED.search(first[:120]):
        return None
    quoted = _QUOTED.search(first)
    text = quoted[1] if quoted else first.partition("：")[2]
    if len(text) < _LEAST and rest:
        text, rest = rest[0], rest[1:]
    if len(text) < _LEAST:
        return None
    facts = [part for line in rest for part in re.split("[；;]", _FACTS.sub("", line))]
    return Check(text, FactSheet.from_lines(facts))
