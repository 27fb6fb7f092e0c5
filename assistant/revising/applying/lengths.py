"""A draft made shorter, longer, or worded otherwise; the user's own facts stay."""

from __future__ import annotations

from dataclasses import replace

from assistant.drafting.desk import Desk
from assistant.drafts import Draft, Paragraph, Section
from assistant.errors import UnclearRequest
from assistant.revising.applying.revision import Revision, body, chars, more, plan_of
from assistant.revising.request import Lengthen, Place, Rewrite, Shorten
from assistant.types import Fact

_SHORTER, _LONGER = 0.7, 0.4  # what is left of a text; what is added to it
_LEAST_ADDED = 120


def lengthened(draft: Draft, request: Lengthen, desk: Desk) -> Revision:
    """Adds what past documents and the stock still lend, until there is enough."""
    added, indexes = 0, body(draft, request.place)
    before = sum(chars(draft.sections[index]) for index in indexes)
    if request.chars and request.chars <= before:
        raise UnclearRequest(f"这里已有 {before} 字，不少于 {request.chars} 字")
    for index in indexes:
        section = draft.sections[index]
        now = chars(section)
        room = max(_LEAST_ADDED, round(now * _LONGER))
        if request.chars:
            room = round((request.chars - before) * now / before)
        further: list[Paragraph] = []
        for paragraph in more(draft, index, "", desk):
            if room <= 0:
                break
            further.append(paragraph)
            room -= len(paragraph.text)
        added += len(further)
        draft = draft.with_section(index, section.with_more(*further))
    after = sum(chars(draft.sections[index]) for index in indexes)
    note = f"已补充 {added} 段，由 {before} 字增到 {after} 字"
    if after < request.chars * 0.9:
        note += "，可借鉴的不多了：要更长，请补充事实或导入更多往年材料"
    return Revision(draft, note)


def shortened(draft: Draft, request: Shorten, desk: Desk) -> Revision:
    """Leaves out what is not the user's own, from the end; facts and edited words stay."""
    indexes = body(draft, request.place)
    before = sum(_length(draft, index, request.place) for index in indexes)
    if request.chars >= before:
        raise UnclearRequest(f"这里现有 {before} 字，没有超过 {request.chars} 字")
    target = request.chars or round(before * (request.share or _SHORTER))
    share = target / before if before else 1.0
    for index in indexes:
        section = draft.sections[index]
        spare = round(_length(draft, index, request.place) * (1 - share))
        draft = draft.with_section(index, _cut(section, chars(section) - spare, request.place))
    after = sum(_length(draft, index, request.place) for index in indexes)
    note = f"由 {before} 字减到 {after} 字"
    if after > target * 1.1:
        note += "，余下的多是你给的事实，没有删"
    return Revision(draft, note)


def rewritten(draft: Draft, request: Rewrite, desk: Desk) -> Revision:
    """Other references and phrases in place of those that stand there.

    Facts stay, and so do the section's own first words and whatever a person wrote.
    """
    for index in body(draft, request.place):
        section = draft.sections[index]
        kept = [p for n, p in enumerate(section.paragraphs) if _is_opening(p, n) or _is_edited(p)]
        left = replace(section, paragraphs=tuple(p for p in section.paragraphs if p not in kept))
        own = [fact for fact in draft.facts.facts if _used(fact, left)]
        first = next((s.text for s in left.sentences if s.source.type == "connective"), "")
        elsewhere = draft.text.replace(first, "") if first else draft.text
        written = desk.section(plan_of(section, desk), own, draft.title, elsewhere)
        if written.paragraphs:
            paragraphs = (*kept, *written.paragraphs)
            draft = draft.with_section(index, replace(section, paragraphs=paragraphs))
    return Revision(draft, "已换了一种写法")


def _is_opening(paragraph: Paragraph, number: int) -> bool:
    plain = all(sentence.source.type == "connective" for sentence in paragraph.sentences)
    return number == 0 and not paragraph.lead and plain


def _is_edited(paragraph: Paragraph) -> bool:
    return any(sentence.source.type == "edited" for sentence in paragraph.sentences)


def _length(draft: Draft, index: int, place: Place) -> int:
    section = draft.sections[index]
    if place.paragraph is None:
        return chars(section)
    return chars(replace(section, paragraphs=(section.paragraphs[place.paragraph],)))


def _cut(section: Section, target: int, place: Place) -> Section:
    length = chars(section)
    kept: list[Paragraph] = []
    for number in reversed(range(len(section.paragraphs))):
        paragraph = section.paragraphs[number]
        inside = place.paragraph in (None, number)
        sentences = list(paragraph.sentences)
        while inside and length > target:
            spare = [s for s in sentences if s.source.type in ("passage", "connective")]
            alone = number == 0 or place.paragraph is not None
            first = alone and len(spare) == len(sentences) == 1
            if not spare or first:
                break
            sentences.remove(spare[-1])
            length -= len(spare[-1].text)
        if sentences:
            kept.append(replace(paragraph, sentences=tuple(sentences)))
        else:
            length -= len(paragraph.lead)
    return replace(section, paragraphs=tuple(reversed(kept)))


def _used(fact: Fact, section: Section) -> bool:
    return any(
        sentence.source.type == "fact" and fact.id in sentence.source.refs
        for sentence in section.sentences
    )
