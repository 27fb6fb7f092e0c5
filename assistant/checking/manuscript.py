"""A text as the checks see it: printed lines with their place and role, whoever wrote them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.drafts import Draft, Printed
from assistant.types import Brief, Citation, Fact
from knowledge_base.language.clauses import sentences
from knowledge_base.language.labels import label_of
from knowledge_base.language.quantities import Quantity, is_own_count, quantities
from knowledge_base.types import Block, Role
from knowledge_base.understanding import metadata
from knowledge_base.understanding.passages import role_of_heading

_YEAR = re.compile(r"((?:19|20)\d{2})年?")
_DATE = re.compile(r"^[（(]?((?:19|20)\d{2})年\d{1,2}月(?:\d{1,2}日)?[）)]?$")
_FRAME = 40  # characters of a byline, salutation or signature at most
_NAMES = re.compile("《[^》]*》|〔[^〕]*〕")


@dataclass(frozen=True, slots=True)
class TextLine:
    """A heading or a paragraph. frame: title, byline, salutation or signature.

    sources: (sentence, type of source, refs) where they are known, in order.
    """

    place: str
    text: str
    heading: bool = False
    frame: bool = False
    role: str = ""
    sources: tuple[tuple[str, str, tuple[str, ...]], ...] = ()

    def is_edited(self, quantity: Quantity) -> bool:
        """Whether a number stands in a sentence of the person, who answers for it."""
        edited = (text for text, kind, _ in self.sources if kind == "edited")
        starts = ((self.text.find(text), text) for text in edited)
        return any(a >= 0 and a <= quantity.start < a + len(text) for a, text in starts)

    def sentences(self) -> list[str]:
        """The sentences, with their final marks."""
        return [self.text[a:b].strip() for a, b in sentences(self.text)]


@dataclass(frozen=True, slots=True)
class Manuscript:
    """What is checked. facts: None when there is nothing to compare with.

    year: the year that the text is about, None if it does not say; own: all that the user wrote.
    """

    title: str
    lines: tuple[TextLine, ...]
    facts: tuple[Fact, ...] | None = None
    own: str = ""
    organisation: str = ""
    year: int | None = None
    whole_year: bool = True
    dated: int | None = None
    draft: Draft | None = None
    brief: Brief | None = None
    citations: tuple[Citation, ...] = ()

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)

    @property
    def body(self) -> list[TextLine]:
        """What stands between title and signature."""
        return [line for line in self.lines if not line.frame]


def from_draft(draft: Draft, brief: Brief) -> Manuscript:
    """The manuscript of a draft; every heading carries its printed number."""
    lines = [_line(line, draft) for line in draft.printed() if line.section is not None]
    facts = [fact.text for fact in (*draft.facts.facts, *brief.facts.facts)]
    said = (brief.title, brief.organisation, brief.recipient, brief.speaker, brief.period)
    period = brief.period or draft.title
    return Manuscript(
        title=draft.title,
        lines=tuple(lines),
        facts=draft.facts.facts,
        own="\n".join((*said, brief.date, brief.requirements, *facts)),
        organisation=brief.organisation,
        year=_year(period),
        whole_year=_is_whole_year(period),
        dated=_year(brief.date),
        draft=draft,
        brief=brief,
        citations=draft.sources,
    )


def _line(line: Printed, draft: Draft) -> TextLine:
    """A heading or paragraph of a draft."""
    section = draft.sections[line.section or 0]
    # What a speech demands is still to be done.
    demands = draft.spoken and section.role in ("measure", "guarantee")
    role = Role.PLAN.value if demands else section.role
    name = f"“{line.under}”" if line.under else "开头" if section.role == "opening" else "结尾"
    if line.paragraph is None:
        return TextLine(name, line.text, heading=True, role=role)
    sentences = section.paragraphs[line.paragraph].sentences
    sources = tuple((s.text, s.source.type, s.source.refs) for s in sentences)
    return TextLine(f"{name}第{line.paragraph + 1}段", line.text, role=role, sources=sources)


def from_text(text: str, facts: Sequence[Fact] | None) -> Manuscript:
    """The manuscript of a plain text, a paragraph a line; its title and date are read off it."""
    paragraphs = [line.strip() for line in text.splitlines() if line.strip()]
    about = metadata.describe([Block(line) for line in paragraphs], "")
    body = {block.text for block in about.body}
    lines: list[TextLine] = []
    role = ""
    for number, paragraph in enumerate(paragraphs, 1):
        level, _ = label_of(paragraph)
        heading = bool(level) and len(paragraph) <= 45 and not re.search("。|；$", paragraph)
        if level == 1 or (heading and role != Role.PLAN):
            said = role_of_heading(paragraph.partition("。")[0])
            role = said.value if said else "" if level == 1 else role
        frame = paragraph not in body or _is_signature(paragraph, number, len(paragraphs))
        place = f"第{number}段"
        lines.append(TextLine(place, paragraph, heading=heading, frame=frame, role=role))
    head = "".join(line for line in paragraphs[:6] if line not in body)
    title = about.title if about.title in re.sub(r"\s", "", head) else ""
    dates = [m for line in (*paragraphs[:4], *paragraphs[-3:]) if (m := _DATE.match(line))]
    return Manuscript(
        title=title,
        lines=tuple(lines),
        facts=None if facts is None else tuple(facts),
        own="\n".join([title, *(fact.text for fact in facts or ())]),
        organisation=about.organisation or about.region,
        year=_year(title) or (int(dates[0][1]) if dates else None),
        whole_year=_is_whole_year(title),
        dated=int(dates[-1][1]) if dates else None,
    )


def counted(line: TextLine) -> list[Quantity]:
    """The quantities that a line states: not its label, nor what stands in a title or a number."""
    _, label = label_of(line.text)
    hidden = [m.span() for m in _NAMES.finditer(line.text)]
    return [
        quantity
        for quantity in quantities(line.text)
        if quantity.start >= len(label)
        and not any(a <= quantity.start < b for a, b in hidden)
        and not is_own_count(line.text, quantity)
        and line.text[max(0, quantity.start - 1) : quantity.start] != "第"
    ]


def is_plan(line: TextLine) -> bool:
    """Whether a line stands in a section about what is still to be done."""
    return line.role == Role.PLAN


def _is_signature(text: str, number: int, count: int) -> bool:
    """Whether a line is a salutation, a date, or who signed it."""
    if len(text) > _FRAME or re.search("[。；！？，]", text) or label_of(text)[0]:
        return False
    last = number > 2 and number > count - 2
    return last or (number <= 5 and (bool(_DATE.match(text)) or text.endswith(("：", ":"))))


def _is_whole_year(period: str) -> bool:
    return not re.search("半年|季度|月", period)


def _year(text: str) -> int | None:
    match = _YEAR.search(text)
    return int(match[1]) if match else None
