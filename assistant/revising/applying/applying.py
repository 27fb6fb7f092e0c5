"""A request applied to a draft: always a new draft, checked like the first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from assistant.drafting.desk import Desk
from assistant.drafts import Draft, Paragraph, Sentence
from assistant.errors import UnclearRequest
from assistant.revising.applying import values
from assistant.revising.applying.following import followed
from assistant.revising.applying.framing import framed, headed, reopened, titled
from assistant.revising.applying.lengths import lengthened, rewritten, shortened
from assistant.revising.applying.moving import merged, moved, swapped
from assistant.revising.applying.removing import removed
from assistant.revising.applying.revision import Revision, body, more, section_name
from assistant.revising.applying.stating import reworded, stated
from assistant.revising.request import (
    WHOLE,
    Add,
    Confirm,
    Lengthen,
    Merge,
    Move,
    Remove,
    RenameHeading,
    Reopen,
    ReplaceValue,
    ReplaceWords,
    Request,
    Retitle,
    Reword,
    Rewrite,
    SetFrame,
    Shorten,
    State,
    Swap,
)
from knowledge_base.language.blanks import PLACEHOLDER
from knowledge_base.language.words import content_words
from knowledge_base.understanding.measures import category_in, category_score

_UNCHANGED: dict[type[Request], str] = {
    Lengthen: "没有更多可借鉴的内容：请补充事实，或导入更多往年材料",
    Rewrite: "没有别的写法可换：可借鉴的都用上了，请导入更多往年材料，或接入语言模型",
    Shorten: "已经没有可精简的：余下的是你给的事实，或只剩一句；可以说删掉哪一句",
}


def revised(draft: Draft, requests: Sequence[Request], desk: Desk) -> Revision:
    """Applies requests in order, as one revision; none of them if one cannot be.

    Their places are those of the draft as it is given. UnclearRequest says what to ask for
    instead. The findings are new.
    """
    now, notes = draft, []
    for request in requests:
        made = _applied(now, followed(request, draft, now), desk.for_brief(now.brief or desk.brief))
        now = made.draft
        notes.append(made.note)
    return Revision(now, "；".join(notes))


def _applied(draft: Draft, request: Request, desk: Desk) -> Revision:
    made = _APPLIED[type(request)](draft, request, desk)
    if made.draft == draft:
        raise UnclearRequest(_UNCHANGED.get(type(request), "文稿没有变化：它本来就是这样"))
    return replace(made, draft=_checked(made.draft, desk))


def _checked(draft: Draft, desk: Desk) -> Draft:
    return desk.for_brief(draft.brief or desk.brief).finished(draft)


def _replaced(draft: Draft, request: ReplaceWords, desk: Desk) -> Revision:
    """Words for other words, everywhere; where the user's facts hold them, there too."""
    count = values.count_of(draft.text, request.old)
    if not count:
        raise UnclearRequest(f"文稿里没有“{request.old}”，请照文稿里的原文说")
    return Revision(
        values.with_words(draft, request.old, request.new),
        f"已把“{request.old}”改成“{request.new}”，共 {count} 处",
    )


def _valued(draft: Draft, request: ReplaceValue, desk: Desk) -> Revision:
    made, note = values.with_value(draft, request)
    return Revision(made, note)


def _confirmed(draft: Draft, request: Confirm, desk: Desk) -> Revision:
    """Borrowed sentences that the person answers for become the person's own words."""
    count = 0

    def own(sentence: Sentence) -> Sentence:
        nonlocal count
        if sentence.source.type != "passage" or PLACEHOLDER in sentence.text:
            return sentence
        count += 1
        return replace(sentence, source=replace(sentence.source, type="edited"))

    for index in body(draft, request.place):
        for number, paragraph in enumerate(draft.sections[index].paragraphs):
            if request.place.paragraph in (None, number):
                draft = draft.with_paragraph(index, number, paragraph.mapped(own))
    if not count:
        raise UnclearRequest("这里没有待确认的借鉴内容；带 ×× 的要先填好再确认")
    return Revision(draft, f"已确认 {count} 句借鉴的内容，不再标底色")


def _added(draft: Draft, request: Add, desk: Desk) -> Revision:
    """A paragraph on a subject, from past documents or from the stock."""
    index = request.place.section
    if index is None:
        index = _section_for(draft)
    found = [
        paragraph
        for paragraph in more(draft, index, request.subject, desk)
        if _about(request.subject, paragraph.text)
    ]
    said = next((p.lead for s in draft.sections for p in s.paragraphs if _leads(request, p)), "")
    if not found and said:
        raise UnclearRequest(f"文稿里已经有“{said}”一段；要多写，可以说：把那一部分展开写")
    if not found:
        raise UnclearRequest(
            f"资料里没有可借鉴的“{request.subject}”内容。可以直接给出要写的话，"
            f"如：第二部分加一句：……；或先导入这方面的材料"
        )
    section = draft.sections[index]
    best = max(found, key=lambda paragraph: _nearness(request.subject, paragraph))
    return Revision(
        draft.with_section(index, section.with_more(best)),
        f"已在{section_name(draft, index)}加一段“{request.subject}”",
    )


def _section_for(draft: Draft) -> int:
    """Where measures stand; the last section of the body if none says so."""
    indexes = body(draft, WHOLE)
    return next((i for i in indexes if draft.sections[i].role == "measure"), indexes[-1])


def _leads(request: Add, paragraph: Paragraph) -> bool:
    return bool(paragraph.lead) and _about(request.subject, paragraph.lead)


def _about(subject: str, text: str) -> bool:
    category = category_in(subject)
    if category:
        return category_score(category, text) > 0
    words = content_words(subject)
    return bool(words) and all(word in text for word in words)


def _nearness(subject: str, paragraph: Paragraph) -> tuple[bool, int]:
    category = category_in(subject)
    lead, text = category_score(category, paragraph.lead), category_score(category, paragraph.text)
    return subject in paragraph.text, 3 * lead + text


_APPLIED: dict[type[Request], Callable[[Draft, Any, Desk], Revision]] = {
    ReplaceWords: _replaced,
    ReplaceValue: _valued,
    Retitle: titled,
    RenameHeading: headed,
    SetFrame: framed,
    Reopen: reopened,
    Remove: removed,
    State: stated,
    Reword: reworded,
    Move: moved,
    Swap: swapped,
    Merge: merged,
    Confirm: _confirmed,
    Add: _added,
    Shorten: shortened,
    Lengthen: lengthened,
    Rewrite: rewritten,
}
