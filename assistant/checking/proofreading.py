"""A passage that somebody pasted, checked against the facts below it, and put right."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.checking.checking import check_text
from assistant.types import FactSheet, Finding

_ASKED = re.compile(
    "(?:核对|校对|校核|检查|审核|找出|挑出|纠正|改正).{0,16}(?:草稿|段落|这段|下面|以下|错误|不符|不实|毛病|问题)"
    "|(?:草稿|段落|这段|下面|以下).{0,16}(?:核对|校对|校核|检查|审核|找出|挑出|纠正|改正)"
)
_QUOTED = re.compile("“(.{16,})”", re.DOTALL)
_FACTS = re.compile("^(?:事实|数据|依据|实际)(?:清单|情况)?[：:]")
_LEAST = 16  # characters of a passage
# Of the findings, those that say what is wrong with the passage and not with the facts.
_OF_THE_PASSAGE = frozenset(
    (
        "unsupported_number",
        "plan_as_done",
        "reversed",
        "concealed",
        "punctuation",
        "mask",
        "placeholder",
        "numbering",
        "repeat",
    )
)


@dataclass(frozen=True, slots=True)
class Proof:
    """A passage as it was and as it should be, as far as one step settles it, and why."""

    text: str
    corrected: str
    findings: tuple[Finding, ...]

    @property
    def report(self) -> str:
        """What is wrong, and the passage put right, as plain text."""
        listed = [f"{n}. {finding.message}" for n, finding in enumerate(self.findings, 1)]
        head = f"发现 {len(listed)} 处：" if listed else "没有发现与事实不符的地方。"
        corrected = ["改后：", self.corrected] if self.corrected != self.text else []
        return "\n".join([head, *listed, *corrected])


def asked(message: str) -> tuple[str, FactSheet] | None:
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
    return text, FactSheet.from_lines(facts)


def proofread(text: str, facts: FactSheet) -> Proof:
    """Checks a passage. facts: without any, only its form is checked."""
    found = check_text(text, facts if facts.facts else None)
    findings = tuple(finding for finding in found if finding.kind in _OF_THE_PASSAGE)
    corrected = text
    for finding in findings:
        if finding.fix:
            corrected = corrected.replace(*finding.fix)
    return Proof(text, corrected, findings)
