"""The writer that needs no model: it picks, orders and words what is there."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.drafting.borrowing import Borrowable
from assistant.drafting.placing import by_theme, sentence_of
from assistant.drafting.writer import SectionTask, WrittenSection
from assistant.drafts import CONNECTIVE, Paragraph, Sentence, Source
from assistant.types import Fact
from knowledge_base.language.labels import chinese_ordinal
from knowledge_base.language.likeness import repeats
from knowledge_base.understanding.measures import category_score

_LONG_ENOUGH = 0.6  # of the length asked for: no references with holes are needed then
_AGENDA = re.compile(
    "^(?:会议)?(?:议程|议题)(?P<count>[一二三四五六七八九十两\\d]*项)?(?:如下)?[：:](?P<items>.+)$"
)


class ExtractiveWriter:
    """Drafts with the user's facts and fitted references."""

    name = "extractive"

    def section(self, task: SectionTask) -> WrittenSection:
        """Opening, then the facts, then references until the section has its length."""
        paragraphs = _STYLES[task.section.style](task)
        opening = [Sentence(task.own.fill(text)) for text in task.section.opening]
        if opening and paragraphs:
            if task.section.style == "list" and not paragraphs[0].lead:
                first = paragraphs[0]
                joined = Paragraph((*opening, *first.sentences))
                return WrittenSection((joined, *paragraphs[1:]))
            return WrittenSection((Paragraph(tuple(opening)), *paragraphs))
        return WrittenSection(tuple(paragraphs))


def _themed(task: SectionTask) -> list[Paragraph]:
    """A paragraph a theme, under its lead."""
    return [
        Paragraph(tuple(sentence_of(fact) for fact in group), lead)
        for lead, group in by_theme(task.facts, task.section.themes)
    ]


def _with_measures(task: SectionTask) -> list[Paragraph]:
    """The facts first, then measures with a run-in heading each: borrowed ones, then stock ones."""
    paragraphs = _fact_paragraphs(task.facts)
    length = sum(len(paragraph.text) for paragraph in paragraphs)
    for candidate in _chosen(task):
        room = task.plan.chars - length
        if room < 40 or (candidate.blanks and length > task.plan.chars * _LONG_ENOUGH):
            break
        paragraph = _paragraph(candidate, room)
        paragraphs.append(paragraph)
        length += len(paragraph.text)
    return paragraphs


def _listed(task: SectionTask) -> list[Paragraph]:
    """One paragraph of 一是…二是…, facts first, then borrowed sentences."""
    entries: list[Sentence] = []
    borrowed: list[Sentence] = []
    length = 0
    for fact in task.facts:
        entries.append(sentence_of(fact))
        length += len(entries[-1].text)
    for candidate in task.references:
        if length >= task.plan.chars or len(borrowed) >= task.section.borrow:
            break
        text = candidate.texts[0]
        if candidate.name and candidate.name not in text:
            text = f"{candidate.name}。{text}"
        said = task.written + "".join(sentence.text for sentence in entries + borrowed)
        if repeats(text, said) or (candidate.name and candidate.name in said):
            continue
        borrowed.append(Sentence(text, Source("passage", (candidate.passage_id,))))
        length += len(text)
    if task.section.borrow_opening and borrowed:
        turn = Sentence(task.section.borrow_opening)
        facts = [Paragraph(tuple(entries))] if entries else []
        return [*facts, Paragraph((turn, *_enumerated(borrowed)))]
    return [Paragraph(tuple(_enumerated(entries + borrowed)))] if entries or borrowed else []


def _with_agenda(task: SectionTask) -> list[Paragraph]:
    """What the host of a meeting says: each item of a fact 议程：…；… is called, in its order."""
    called: list[Paragraph] = []
    others: list[Fact] = []
    for fact in task.facts:
        match = _AGENDA.match(fact.text)
        if not match:
            others.append(fact)
            continue
        source = Source("fact", (fact.id,))
        entries = [
            entry for entry in re.split("[；;]", match["items"].rstrip("。")) if entry.strip()
        ]
        lead = f"会议共有{match['count']}议程。" if match["count"] else ""
        for number, entry in enumerate(entries, 1):
            text = f"下面，进行第{chinese_ordinal(number)}项议程：{entry.strip()}。"
            first = [Sentence(lead, source)] if lead and number == 1 else []
            called.append(Paragraph((*first, Sentence(text, source))))
    return [*_fact_paragraphs(others), *called]


def _fact_paragraphs(facts: Sequence[Fact]) -> list[Paragraph]:
    return [Paragraph(tuple(sentence_of(fact) for fact in facts))] if facts else []


def _enumerated(sentences: list[Sentence]) -> list[Sentence]:
    if len(sentences) < 2:
        return sentences
    return [
        Sentence(f"{chinese_ordinal(number)}是{sentence.text}", sentence.source)
        for number, sentence in enumerate(sentences, 1)
    ]


def _chosen(task: SectionTask) -> list[Borrowable]:
    """What meets the focus, then other named references, then phrases, then references with holes;
    none repeats the draft.

    A category comes once as long as others are left, then again.
    """
    named = [candidate for candidate in task.references if candidate.name]
    whole = [candidate for candidate in named if not candidate.blanks]
    holed = [candidate for candidate in named if candidate.blanks]
    chosen: list[Borrowable] = []
    later: list[Borrowable] = []
    focus = f"{task.own.focus} {task.brief.requirements}"
    ready = sorted((*whole, *task.phrases), key=lambda c: not category_score(c.category, focus))
    for candidate in (*ready, *holed):
        texts = tuple(text for text in candidate.texts if not repeats(text, task.written))
        if not texts or candidate.name in task.written or _named(candidate.name, chosen + later):
            continue
        fresh = all(candidate.category != other.category for other in chosen)
        (chosen if fresh else later).append(replace(candidate, texts=texts))
    ordered = chosen + later
    borrowed = [c for c in ordered if c.passage_id][: task.section.borrow]
    return [c for c in ordered if not c.passage_id or c in borrowed]


def _named(name: str, candidates: Sequence[Borrowable]) -> bool:
    return any(candidate.name == name for candidate in candidates)


def _paragraph(candidate: Borrowable, room: int) -> Paragraph:
    """The candidate's sentences, as many as there is room for, at least one, at most three."""
    source = Source("passage", (candidate.passage_id,)) if candidate.passage_id else CONNECTIVE
    kept: list[Sentence] = []
    for text in candidate.texts[:3]:
        if kept and len(text) > room:
            break
        kept.append(Sentence(text, source))
        room -= len(text)
    return Paragraph(tuple(kept), candidate.name)


_STYLES: dict[str, Callable[[SectionTask], list[Paragraph]]] = {
    "facts": _themed,
    "measures": _with_measures,
    "list": _listed,
    "agenda": _with_agenda,
}
