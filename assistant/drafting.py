"""Outline to draft, section by section, each seeing what is already written."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant import checking, facts, phrases
from assistant.borrowing import Candidate, Tense, candidates
from assistant.kinds import DocumentKind, SectionKind, document_kinds
from assistant.perspective import Perspective, perspective
from assistant.types import (
    Brief,
    Citation,
    Draft,
    Finding,
    Outline,
    Paragraph,
    Section,
    SectionPlan,
    Sentence,
)
from assistant.writers import SectionTask, Writer
from knowledge_base.base import KnowledgeBase
from knowledge_base.types import Filter

_PASSAGES = 40  # looked at for one section; few sentences of each can be borrowed
_MAX_EXTRA = 0.8
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


def write(
    brief: Brief, outline: Outline, library: KnowledgeBase, writer: Writer
) -> Iterator[Progress]:
    """Writes a draft; each value holds all that is written so far, the last one is checked."""
    kind = document_kinds()[brief.kind]
    own = perspective(brief, first_person=kind.first_person)
    plans = list(zip(outline.sections, _section_kinds(outline, kind), strict=True))
    homes = facts.assign(brief.facts.facts, [section for _, section in plans])
    draft = _empty(brief, outline, own, kind, writer.name)
    remarks: list[Finding] = []
    lacking = 0
    for number, ((plan, section), own_facts) in enumerate(zip(plans, homes, strict=True)):
        yield Progress(draft, number, len(plans), plan.heading)
        # What earlier sections left unfilled for want of facts, later ones may use, within reason.
        room = plan.chars + min(max(lacking, 0), round(plan.chars * _MAX_EXTRA))
        task = SectionTask(
            plan=replace(plan, chars=room),
            section=section,
            brief=brief,
            title=outline.title,
            own=own,
            facts=tuple(own_facts),
            references=tuple(_references(library, plan, section, brief, own)),
            phrases=phrases.fitting(section.phrases, own, _concerns(brief, own)),
            written=draft.text,
        )
        written = writer.section(task)
        remarks += written.findings
        lacking += plan.chars - sum(len(paragraph.text) for paragraph in written.paragraphs)
        if written.paragraphs:
            made = Section(plan.heading, plan.level, written.paragraphs, plan.role)
            draft = replace(draft, sections=(*draft.sections, made))
        else:
            message = "没有可写的内容：请补充这方面的事实，或导入更多往年材料"
            remarks.append(Finding("empty_section", message, f"“{plan.heading}”"))
    draft = replace(draft, sections=(*draft.sections, *_closing(kind, own)))
    draft = replace(draft, sources=_sources(draft, library))
    draft = replace(draft, findings=(*remarks, *checking.check(draft, brief)))
    yield Progress(draft, len(plans), len(plans), "")


def _section_kinds(outline: Outline, kind: DocumentKind) -> Iterator[SectionKind]:
    """The rules of each planned section; one that the kind does not know borrows the first's."""
    by_role = {section.role: section for section in kind.sections}
    for plan in outline.sections:
        yield by_role.get(plan.role, kind.sections[0])


def _empty(
    brief: Brief, outline: Outline, own: Perspective, kind: DocumentKind, writer: str
) -> Draft:
    sentences = tuple(Sentence(own.fill(text)) for text in kind.opening)
    return Draft(
        kind=brief.kind,
        title=outline.title,
        organisation=brief.organisation,
        recipient=brief.recipient or kind.salutation,
        speaker=brief.speaker,
        date=brief.date,
        sections=(Section("", 1, (Paragraph(sentences),), "opening"),),
        facts=brief.facts,
        writer=writer,
        id=uuid.uuid4().hex[:12],
        brief=brief,
        attachments=brief.attachments,
    )


def _references(
    library: KnowledgeBase, plan: SectionPlan, section: SectionKind, brief: Brief, own: Perspective
) -> list[Candidate]:
    """What past documents lend to a section, nearest to its theme and the user's focus first."""
    if not section.borrow:
        return []
    text = " ".join((brief.title, brief.requirements, *(fact.text for fact in brief.facts.facts)))
    found: list[Candidate] = []
    queries = [f"{own.focus} {plan.query}", plan.query] if own.focus else [plan.query]
    for query in queries:
        where = Filter(kinds=section.borrow_kinds, roles=section.borrow_roles)
        hits = library.search(query, where=where, limit=_PASSAGES)
        tense: Tense = (
            "planned"
            if brief.kind == "speech" and section.role != "result"
            else (_TENSES.get(section.role, "any"))
        )
        lacks = section.style == "list"
        found += candidates(hits, own, text, tense, lacks=lacks)
    return list(dict.fromkeys(found))


def _concerns(brief: Brief, own: Perspective) -> str:
    """What the brief worries about or stresses: it decides which measures are proposed first."""
    lacking = [
        fact.text
        for fact in brief.facts.facts
        if re.search("不足|弱|未|仅|下降|问题|难|差距", fact.text)
    ]
    return " ".join((own.focus, brief.requirements, *lacking))


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
        if sentence.source.type == "passage"
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
