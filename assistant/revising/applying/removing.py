"""A section, a paragraph, a sentence, or what tells of a subject taken out of a draft."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.drafting.desk import Desk
from assistant.drafts import Draft, Paragraph, Sentence
from assistant.errors import UnclearRequest
from assistant.revising.applying.revision import Revision
from assistant.revising.request import Remove
from knowledge_base.language.labels import chinese_ordinal

_COUNTED = re.compile("^[一二三四五六七八九十]{1,3}是")
_MOST_SHOWN = 3


def removed(draft: Draft, request: Remove, desk: Desk) -> Revision:
    """Takes out what the request names, and says which of the user's facts went with it."""
    places = [
        (at, number, index)
        for at, section in enumerate(draft.sections)
        for number, paragraph in enumerate(section.paragraphs)
        for index, sentence in enumerate(paragraph.sentences)
        if _wanted(draft, request, (at, number, index), sentence)
    ]
    if not places:
        raise UnclearRequest(f"这里没有找到“{request.subject}”，请照文稿里的原文说")
    if request.single and request.subject and len({place[:2] for place in places}) > 1:
        raise UnclearRequest(
            f"有 {len({place[:2] for place in places})} 段提到“{request.subject}”，"
            f"请说第几部分第几段；要全删，可以说：删掉关于{request.subject}的内容"
        )
    gone = set(places)
    sections = []
    for at, section in enumerate(draft.sections):
        paragraphs = []
        for number, paragraph in enumerate(section.paragraphs):
            kept = tuple(
                s for k, s in enumerate(paragraph.sentences) if (at, number, k) not in gone
            )
            if kept == paragraph.sentences:
                paragraphs.append(paragraph)
            elif kept:
                paragraphs.append(_counted(replace(paragraph, sentences=kept)))
        if paragraphs:
            sections.append(replace(section, paragraphs=tuple(paragraphs)))
    if not any(section.role not in ("opening", "closing") for section in sections):
        raise UnclearRequest("这样会把正文删空，请只删其中一部分")
    made = replace(draft, sections=tuple(sections))
    return Revision(made, f"已删去 {len(places)} 句{_lost(draft, made)}")


def _wanted(draft: Draft, request: Remove, at: tuple[int, int, int], sentence: Sentence) -> bool:
    place = request.place
    wanted = (place.section, place.paragraph, place.sentence)
    if any(want not in (None, is_) for want, is_ in zip(wanted, at, strict=True)):
        return False
    if not request.subject:
        return True
    section = draft.sections[at[0]]
    if section.role == "opening" and place.section is None and not request.single:
        return False
    return request.subject in section.paragraphs[at[1]].lead or request.subject in sentence.text


def _counted(paragraph: Paragraph) -> Paragraph:
    """一是, 二是 ... in order again; what is left alone is not counted."""
    counted = [s for s in paragraph.sentences if _COUNTED.match(s.text)]
    number, made = 0, []
    for sentence in paragraph.sentences:
        if _COUNTED.match(sentence.text):
            number += 1
            label = f"{chinese_ordinal(number)}是" if len(counted) > 1 else ""
            sentence = replace(sentence, text=label + _COUNTED.sub("", sentence.text))
        made.append(sentence)
    return replace(paragraph, sentences=tuple(made))


def _lost(old: Draft, new: Draft) -> str:
    """The facts that a draft no longer tells, for the person."""
    lost = _told(old) - _told(new)
    texts = [f"“{fact.text}”" for fact in old.facts.facts if fact.id in lost]
    if not texts:
        return ""
    more = f"等 {len(texts)} 条" if len(texts) > _MOST_SHOWN else ""
    return f"，其中有你给的事实：{'、'.join(texts[:_MOST_SHOWN])}{more}；要找回，可以说：恢复上一版"


def _told(draft: Draft) -> set[str]:
    return {
        ref
        for section in draft.sections
        for sentence in section.sentences
        if sentence.source.type in ("fact", "edited")
        for ref in sentence.source.refs
    }
