"""The nouns of drafting and answering. All values are frozen: a revision is a new value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Literal

from knowledge_base.language.labels import heading_label

SourceType = Literal["fact", "passage", "connective", "edited"]


class MeasureOrder(StrEnum):
    """How the measures of a category are sorted."""

    BEST = "best"
    NEWEST = "newest"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Fact:
    """A statement of the user's own, taken as given. id: f1, f2 ... in the order given.

    origin: sheet and cell of a table, and the arithmetic of what was derived; "" for typed text.
    """

    id: str
    text: str
    origin: str = ""


@dataclass(frozen=True, slots=True)
class FactSheet:
    """All facts of a brief."""

    facts: tuple[Fact, ...] = ()

    @classmethod
    def from_lines(cls, lines: list[str]) -> FactSheet:
        texts = [line.strip() for line in lines if line.strip()]
        return cls(tuple(Fact(f"f{number}", text) for number, text in enumerate(texts, 1)))

    def with_more(self, other: FactSheet) -> FactSheet:
        """Both sheets in one, numbered anew."""
        facts = (*self.facts, *other.facts)
        return FactSheet(tuple(replace(f, id=f"f{n}") for n, f in enumerate(facts, 1)))


@dataclass(frozen=True, slots=True)
class Attachment:
    """What is sent with a document: paragraphs, then a table. rows: of cells, the header first."""

    title: str
    rows: tuple[tuple[str, ...], ...] = ()
    paragraphs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Brief:
    """What the user asks for. kind: a file of prompts/kinds; variant: the name of one of its
    variants, "" for the one that fits; host: where a person was seconded to; last: the text of last
    year's summary, whose plan the draft should answer, "" for none; length: (min, max) in
    characters, white space not counted.
    """

    kind: str
    variant: str = ""
    title: str = ""
    organisation: str = ""
    host: str = ""
    recipient: str = ""
    speaker: str = ""
    period: str = ""
    date: str = ""
    facts: FactSheet = field(default_factory=FactSheet)
    requirements: str = ""
    last: str = ""
    length: tuple[int, int] = (1500, 2500)
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class SectionPlan:
    """A section still to be written. role: a key of the kind's TOML; chars: target length."""

    heading: str
    level: int
    role: str
    chars: int
    query: str = ""


@dataclass(frozen=True, slots=True)
class Outline:
    """The plan of a draft: its title and its sections in order."""

    kind: str
    title: str
    sections: tuple[SectionPlan, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a sentence came from. refs: fact ids, or passage ids; empty for connective text.

    edited: in the person's own words; refs: of the sentences that it came from, () for a new one.
    """

    type: SourceType
    refs: tuple[str, ...] = ()


CONNECTIVE = Source("connective")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its final punctuation, and its source."""

    text: str
    source: Source = CONNECTIVE


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences that stand together. lead: a run-in heading without its final mark, or ""."""

    sentences: tuple[Sentence, ...]
    lead: str = ""

    @property
    def text(self) -> str:
        lead = f"{self.lead}。" if self.lead else ""
        return lead + "".join(sentence.text for sentence in self.sentences)


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a draft. heading: without its number, "" for the opening; level: 1 or 2."""

    heading: str
    level: int
    paragraphs: tuple[Paragraph, ...]
    role: str = ""

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        return tuple(s for paragraph in self.paragraphs for s in paragraph.sentences)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a check found. place: where, in words a person understands.

    fix: (words in the draft, better words) where one step settles it, else None.
    """

    kind: str
    message: str
    place: str = ""
    fix: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """A numbered source. quote: the words used, document text [start:end]."""

    number: int
    passage_id: str
    document_id: str
    title: str
    heading_path: tuple[str, ...]
    quote: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A written document. sources: one citation for each passage that a sentence refers to.

    spoken: whether it is printed as a speech, with the speaker and the date below the title;
    brief: what was asked for, None for a text that was not drafted here.
    """

    kind: str
    title: str
    organisation: str
    recipient: str
    speaker: str
    date: str
    sections: tuple[Section, ...]
    facts: FactSheet = field(default_factory=FactSheet)
    sources: tuple[Citation, ...] = ()
    findings: tuple[Finding, ...] = ()
    writer: str = ""
    id: str = ""
    spoken: bool = False
    brief: Brief | None = None
    attachments: tuple[Attachment, ...] = ()

    def headed(self) -> Iterator[tuple[str, Section]]:
        """Each section with its printed heading: 一、… at level 1, （一）… at level 2."""
        first = second = 0
        for section in self.sections:
            if not section.heading:
                yield "", section
                continue
            if section.level == 1:
                first, second = first + 1, 0
                yield heading_label(1, first) + section.heading, section
            else:
                second += 1
                yield heading_label(2, second) + section.heading, section

    def attachment_names(self) -> tuple[tuple[str, str], ...]:
        """(number, title) of each attachment as listed below the text; one alone has no number.

        GB/T 9704-2012, 7.3.4: a title there ends without a mark.
        """
        titles = [attachment.title.strip().rstrip("。；，、;,") for attachment in self.attachments]
        return tuple(
            (f"{number}." if len(titles) > 1 else "", title)
            for number, title in enumerate(titles, 1)
        )

    @property
    def text(self) -> str:
        """The draft as plain text, in the order in which it is printed, without attachments."""
        lines = [self.title]
        if self.speaker:
            lines.append(self.speaker)
        if self.spoken and self.date:
            lines.append(f"（{self.date}）")
        if self.recipient:
            lines.append(self.recipient.rstrip("：:") + "：")
        for heading, section in self.headed():
            if heading:
                lines.append(heading)
            lines += [paragraph.text for paragraph in section.paragraphs]
        for index, (number, title) in enumerate(self.attachment_names()):
            lines.append(("" if index else "附件：") + f"{number} {title}".strip())
        if not self.spoken:
            lines += [line for line in (self.organisation, self.date) if line]
        return "\n".join(lines)

    def with_section(self, index: int, section: Section) -> Draft:
        """A new draft with sections[index] replaced."""
        sections = (*self.sections[:index], section, *self.sections[index + 1 :])
        return replace(self, sections=sections)


@dataclass(frozen=True, slots=True)
class Answer:
    """A reply to a question, possibly still growing. text carries marks [1] of citations."""

    answered: bool
    text: str
    citations: tuple[Citation, ...] = ()
    writer: str = ""
    note: str = ""
