"""A passage that somebody pasted, checked against the facts below it, and put right."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.checking.checking import check_text
from assistant.findings import Finding
from assistant.types import FactSheet


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


def proofread(text: str, facts: FactSheet) -> Proof:
    """Checks a passage. facts: without any, only its form is checked."""
    found = check_text(text, facts if facts.facts else None)
    findings = tuple(finding for finding in found if finding.kind.about == "passage")
    corrected = text
    for finding in findings:
        if finding.fix:
            corrected = corrected.replace(*finding.fix)
    return Proof(text, corrected, findings)
