"""The port between drafting and whoever writes: a task goes in, paragraphs come out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from assistant.briefs.kinds import SectionKind
from assistant.briefs.perspective import Perspective
from assistant.drafting.borrowing import Borrowable
from assistant.drafts import Paragraph
from assistant.findings import Finding
from assistant.types import Brief, Fact, SectionPlan


@dataclass(frozen=True, slots=True)
class SectionTask:
    """All that is needed to write one section.

    references: what past documents lend; phrases: stock paragraphs to top the section up with;
    written: the text of the sections before it.
    """

    plan: SectionPlan
    section: SectionKind
    brief: Brief
    title: str
    own: Perspective
    facts: tuple[Fact, ...]
    references: tuple[Borrowable, ...]
    phrases: tuple[Borrowable, ...]
    written: str


@dataclass(frozen=True, slots=True)
class WrittenSection:
    """Paragraphs with a source for each sentence, and remarks about how they came to be."""

    paragraphs: tuple[Paragraph, ...]
    findings: tuple[Finding, ...] = ()


class Writer(Protocol):
    """Turns evidence into sentences that each know their source."""

    @property
    def name(self) -> str:
        """What is shown as the writer: "extractive", or the model's name."""

    def section(self, task: SectionTask) -> WrittenSection:
        """One section of a draft."""
