"""Outline to draft, section by section, each seeing what is already written."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.briefs.kinds import DocumentKind, SectionKind, kind_for
from assistant.briefs.perspective import Perspective, perspective
from assistant.checking import checking
from assistant.drafting import phrases
from assistant.drafting.borrowing import Borrowable, Tense, candidates
from assistant.drafting.placing import assign
from assistant.drafting.writer import SectionTask, Writer, WrittenSection
from assistant.drafts import Draft, Paragraph, Section, Sentence
from assistant.facts.derived import derivable
from assistant.findings import Finding, FindingKind
from assistant.lexicons import lexicon
from assistant.types import Brief, Citation, Fact, Outline, SectionPlan
from knowledge_base.base import KnowledgeBase
from knowledge_base.language.tenses import is_not_yet
from knowledge_base.types import Filter, Role

_PASSAGES = 40  # looked at for one section; few sentences of each can be borrowed
_MAX_EXTRA = 0.8
_BORROWED_MORE = 6
_TENSES: dict[str, Tense] = {
    "result": "done",
    "measure": "done",
    "problem": "any",
    "plan": "planned",
}


@dataclass(frozen=True, slots=True)
class Progress:
    """A draft on its way. done and total count sections; heading: the one at work, or ""."""

    draft: Draft
    done: int
    total: int
    heading: str


class Desk:
    """What all sections of a draft share: the brief, its kind, the library and the writer."""

    def __init__(self, brief: Brief, library: KnowledgeBase, writer: Writer) -> None:
        self.brief, self.kind = brief, kind_for(brief)
        self.own = perspective(brief, first_person=self.kind.first_person)
        self.writer = writer
        self._library = library

    def section_kind(self, role: str) -> SectionKind:
        """The rules of a section; one whose role the kind does not know borrows the first's."""
        sections = self.kind.sections
        return next((section for section in sections if section.role == role), sections[0])

    def section(
        self, plan: SectionPlan, own_facts: Sequence[Fact], title: str, written: str
    ) -> WrittenSection:
        """Writes one section. written: the text of all others, which it must not repeat."""
        section = self.section_kind(plan.role)
        fresh = tuple(text for text in section.opening if self.own.fill(text) not in written)
        section = replace(section, opening=fresh)
        return self.writer.section(self._task(plan, section, own_facts, title, written))

    def more(self, plan: SectionPlan, title: str, written: str, subject: str) -> WrittenSection:
        """Measures to add to a section, without facts and opening; those on a subject first."""
        section = self.section_kind(plan.role)
        if section.style == "list":
            return WrittenSection(())
        section = replace(
            section,
            opening=(),
            style="measures",
            borrow=max(section.borrow, _BORROWED_MORE),
            borrow_roles=section.borrow_roles or (Role.MEASURE, Role.PLAN),
            phrases=section.phrases or ("speech" if self.kind.spoken else "plan"),
        )
        return self.writer.section(self._task(plan, section, (), title, written, subject))

    def _task(
        self,
        plan: SectionPlan,
        section: SectionKind,
        own_facts: Sequence[Fact],
        title: str,
        written: str,
        subject: str = "",
    ) -> SectionTask:
        concerns = subject or self._concerns()
        return SectionTask(
            plan=plan,
            section=section,
            brief=self.brief,
            title=title,
            own=self.own,
            facts=tuple(own_facts),
            references=tuple(self._references(plan, section)),
            phrases=phrases.fitting(section.phrases, self.own, concerns),
            written=written,
        )

    def for_brief(self, brief: Brief) -> Desk:
        """The same desk for another brief."""
        return self if brief == self.brief else Desk(brief, self._library, self.writer)

    def finished(self, draft: Draft, remarks: Sequence[Finding] = ()) -> Draft:
        """A draft with its sources and what the check finds, after the remarks of its writer."""
        draft = replace(draft, sources=_sources(draft, self._library))
        found = checking.check(draft, self.brief, self._library)
        return replace(draft, findings=(*remarks, *found, *derivable(draft.facts)))

    def _references(self, plan: SectionPlan, section: SectionKind) -> list[Borrowable]:
        """What past documents lend to a section, nearest to its theme and the focus first."""
        if not section.borrow:
            return []
        brief, focus = self.brief, self.own.focus
        facts = (fact.text for fact in brief.facts.facts)
        text = " ".join((brief.title, brief.requirements, *facts))
        planned = self.kind.spoken and section.role != "result"
        tense: Tense = "planned" if planned else _TENSES.get(section.role, "any")
        where = Filter(kinds=section.borrow_kinds, roles=section.borrow_roles)
        found: list[Borrowable] = []
        for query in [f"{focus} {plan.query}", plan.query] if focus else [plan.query]:
            hits = self._library.search(query, where=where, limit=_PASSAGES)
            found += candidates(hits, self.own, text, tense, lacks=section.style == "list")
        return list(dict.fromkeys(found))

    def _concerns(self) -> str:
        """What the brief worries about or stresses: it decides which measures come first."""
        lacking = [
            fact.text
            for fact in self.brief.facts.facts
            if lexicon("worries").is_in(fact.text) or is_not_yet(fact.text)
        ]
        return " ".join((self.own.focus, self.brief.requirements, *lacking))


def write(
    brief: Brief, outline: Outline, library: KnowledgeBase, writer: Writer
) -> Iterator[Progress]:
    """Writes a draft; each value holds all that is written so far, the last one is checked."""
    desk = Desk(brief, library, writer)
    plans = outline.sections
    kinds = [desk.section_kind(plan.role) for plan in plans]
    homes = assign(brief.facts.facts, kinds, [plan.heading for plan in plans])
    draft = _empty(outline, desk)
    remarks: list[Finding] = []
    lacking = 0
    for number, (plan, own_facts) in enumerate(zip(plans, homes, strict=True)):
        yield Progress(draft, number, len(plans), plan.heading)
        # What earlier sections left unfilled for want of facts, later ones may use, within reason.
        room = plan.chars + min(max(lacking, 0), round(plan.chars * _MAX_EXTRA))
        written = desk.section(replace(plan, chars=room), own_facts, outline.title, draft.text)
        remarks += written.findings
        lacking += plan.chars - sum(len(paragraph.text) for paragraph in written.paragraphs)
        if written.paragraphs:
            heading = plan.heading if desk.kind.headed else ""
            made = Section(heading, plan.level, written.paragraphs, plan.role)
            draft = replace(draft, sections=(*draft.sections, made))
        else:
            message = "没有可写的内容：请补充这方面的事实，或导入更多往年材料"
            remarks.append(Finding(FindingKind.EMPTY_SECTION, message, f"“{plan.heading}”"))
    draft = replace(draft, sections=(*draft.sections, *_closing(desk.kind, desk.own)))
    yield Progress(desk.finished(draft, remarks), len(plans), len(plans), "")


def _empty(outline: Outline, desk: Desk) -> Draft:
    brief, kind = desk.brief, desk.kind
    points = sum(section.level == 1 for section in outline.sections)
    sentences = tuple(Sentence(desk.own.fill(text, points)) for text in kind.opening)
    return Draft(
        kind=brief.kind,
        title=outline.title,
        organisation=brief.organisation,
        recipient=brief.recipient or kind.salutation,
        speaker=brief.speaker,
        date=brief.date,
        sections=(Section("", 1, (Paragraph(sentences),), "opening"),),
        facts=brief.facts,
        writer=desk.writer.name,
        id=uuid.uuid4().hex[:12],
        spoken=kind.spoken,
        brief=brief,
        attachments=brief.attachments,
    )


def _closing(kind: DocumentKind, own: Perspective) -> Sequence[Section]:
    if not kind.closing:
        return ()
    paragraphs = tuple(Paragraph((Sentence(own.fill(text)),)) for text in kind.closing)
    return (Section("", 1, paragraphs, "closing"),)


def _sources(draft: Draft, library: KnowledgeBase) -> tuple[Citation, ...]:
    """One citation for each passage that a sentence of the draft refers to."""
    refs = dict.fromkeys(
        ref
        for section in draft.sections
        for sentence in section.sentences
        if sentence.source.type in ("passage", "edited")
        for ref in sentence.source.refs
    )
    found = []
    for number, ref in enumerate(refs, 1):
        if pair := library.passage(ref):
            passage, document = pair
            found.append(
                Citation(
                    number, ref, document.id, document.title, passage.heading_path, passage.text
                )
            )
    return tuple(found)
