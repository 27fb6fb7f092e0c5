"""A draft as a value: its sentences each know their source, and a revision is a new draft."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from assistant.findings import Finding
from assistant.types import Attachment, Brief, Citation, FactSheet
from knowledge_base.language.blanks import PLACEHOLDER as PLACEHOLDER
from knowledge_base.language.labels import heading_label

SourceType = Literal["fact", "passage", "connective", "edited"]
Part = Literal[
    "title",
    "speaker",
    "date",
    "recipient",
    "heading",
    "paragraph",
    "attachment",
    "organisation",
]


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

    def with_sentence(self, index: int, sentence: Sentence) -> Paragraph:
        """A new paragraph with sentences[index] replaced."""
        kept = self.sentences
        return replace(self, sentences=(*kept[:index], sentence, *kept[index + 1 :]))

    def mapped(self, change: Callable[[Sentence], Sentence]) -> Paragraph:
        """The paragraph with each of its sentences changed."""
        return replace(self, sentences=tuple(map(change, self.sentences)))


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

    def with_paragraph(self, index: int, *paragraphs: Paragraph) -> Section:
        """A new section with paragraphs[index] replaced, by none or by several too."""
        kept = self.paragraphs
        return replace(self, paragraphs=(*kept[:index], *paragraphs, *kept[index + 1 :]))

    def with_more(self, *paragraphs: Paragraph) -> Section:
        """A new section with paragraphs at its end."""
        return replace(self, paragraphs=(*self.paragraphs, *paragraphs))

    def mapped(self, change: Callable[[Sentence], Sentence]) -> Section:
        """The section with each of its sentences changed."""
        return replace(self, paragraphs=tuple(p.mapped(change) for p in self.paragraphs))


@dataclass(frozen=True, slots=True)
class Printed:
    """A line as it is printed.

    section, paragraph: the indexes of what stands in a section; under: the printed heading of that
    section, "" for one without.
    """

    part: Part
    text: str
    section: int | None = None
    paragraph: int | None = None
    under: str = ""


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

    def printed(self) -> Iterator[Printed]:
        """All that is printed, in its order; what is empty is left out.

        Headings carry their numbers: 一、… at level 1, （一）… at level 2.
        """
        yield from self._lines({"title": self.title, "speaker": self.speaker})
        if self.spoken and self.date:
            yield Printed("date", f"（{self.date}）")
        if recipient := self.recipient.strip().rstrip("：:"):
            yield Printed("recipient", f"{recipient}：")
        for index, (heading, section) in enumerate(self.headed()):
            if heading:
                yield Printed("heading", heading, index, under=heading)
            for at, paragraph in enumerate(section.paragraphs):
                yield Printed("paragraph", paragraph.text, index, at, heading)
        for index, (label, title) in enumerate(self.attachment_names()):
            yield Printed("attachment", ("" if index else "附件：") + f"{label} {title}".strip())
        if not self.spoken:
            yield from self._lines({"organisation": self.organisation, "date": self.date})

    @staticmethod
    def _lines(texts: dict[Part, str]) -> Iterator[Printed]:
        return (Printed(part, text) for part, text in texts.items() if text)

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
        return "\n".join(line.text for line in self.printed())

    def with_section(self, index: int, section: Section) -> Draft:
        """A new draft with sections[index] replaced."""
        sections = (*self.sections[:index], section, *self.sections[index + 1 :])
        return replace(self, sections=sections)

    def with_paragraph(self, section: int, index: int, *paragraphs: Paragraph) -> Draft:
        """A new draft with a paragraph of a section replaced, by none or by several too."""
        return self.with_section(section, self.sections[section].with_paragraph(index, *paragraphs))

    def mapped(self, change: Callable[[Sentence], Sentence]) -> Draft:
        """The draft with each of its sentences changed."""
        return replace(self, sections=tuple(section.mapped(change) for section in self.sections))
