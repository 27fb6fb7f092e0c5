"""A request applied to a draft: always a new draft, checked like the first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from assistant.borrowing import PLACEHOLDER
from assistant.drafting import Desk
from assistant.errors import UnclearRequest
from assistant.facts import assign
from assistant.revising import values
from assistant.revising.lengths import lengthened, rewritten, shortened
from assistant.revising.revision import Revision, body, more
from assistant.revising.understanding import Action, Request
from assistant.types import (
    Draft,
    Fact,
    Paragraph,
    Sentence,
    Source,
)
from knowledge_base.measures import category_in, category_score
from knowledge_base.words import content_words

_UNCHANGED = {
    Action.LENGTHEN: "没有更多可借鉴的内容：请补充事实，或导入更多往年材料",
    Action.REWRITE: "没有别的写法可换：可借鉴的都用上了，请导入更多往年材料，或接入语言模型",
    Action.SHORTEN: "已经没有可精简的：余下的是你给的事实，可以说删掉哪一句",
}


def revised(draft: Draft, request: Request, desk: Desk) -> Revision:
    """Applies a request; UnclearRequest says what to ask for instead. The findings are new."""
    made = _ACTIONS[request.action](draft, request, desk)
    if made.draft == draft:
        raise UnclearRequest(_UNCHANGED.get(request.action, "文稿没有变化：它本来就是这样"))
    return replace(made, draft=_checked(made.draft, desk))


def _checked(draft: Draft, desk: Desk) -> Draft:
    return desk.for_brief(draft.brief or desk.brief).finished(draft)


def _replaced(draft: Draft, request: Request, desk: Desk) -> Revision:
    """Words for other words, everywhere; where the user's facts hold them, there too."""
    count = draft.text.count(request.old)
    if not count:
        raise UnclearRequest(f"文稿里没有“{request.old}”，请照文稿里的原文说")
    return Revision(
        values.with_words(draft, request.old, request.new),
        f"已把“{request.old}”改成“{request.new}”，共 {count} 处",
    )


def _valued(draft: Draft, request: Request, desk: Desk) -> Revision:
    made, note = values.with_value(draft, request.subject, request.new)
    return Revision(made, note)


def _titled(draft: Draft, request: Request, desk: Desk) -> Revision:
    brief = draft.brief and replace(draft.brief, title=request.new)
    return Revision(replace(draft, title=request.new, brief=brief), f"标题已改成“{request.new}”")


def _headed(draft: Draft, request: Request, desk: Desk) -> Revision:
    index = request.section or 0
    section = replace(draft.sections[index], heading=request.new)
    return Revision(draft.with_section(index, section), f"小标题已改成“{request.new}”")


def _reopened(draft: Draft, request: Request, desk: Desk) -> Revision:
    index = next((i for i, s in enumerate(draft.sections) if s.role == "opening"), None)
    if index is None:
        raise UnclearRequest("这份文稿没有开头段，可以说：第一部分加一句：……")
    now = tuple(sentence.text for sentence in draft.sections[index].sentences)
    points = sum(bool(section.heading) and section.level == 1 for section in draft.sections)
    openings = [
        tuple(desk.own.fill(text, points) for text in texts)
        for texts in (desk.kind.opening, *desk.kind.other_openings)
    ]
    place = openings.index(now) if now in openings else -1
    chosen = openings[(place + 1) % len(openings)]
    section = replace(draft.sections[index], paragraphs=(Paragraph(tuple(map(Sentence, chosen))),))
    return Revision(draft.with_section(index, section), "已换了一种开头")


def _removed(draft: Draft, request: Request, desk: Desk) -> Revision:
    def wanted(section: int, paragraph: int, sentence: Sentence | None) -> bool:
        if request.section not in (None, section) or request.paragraph not in (None, paragraph):
            return False
        if not request.subject:
            return True
        at = draft.sections[section].paragraphs[paragraph]
        if request.subject in at.lead:
            return True
        return sentence is not None and request.subject in sentence.text

    removed: list[Sentence] = []
    sections = []
    for at, section in enumerate(draft.sections):
        paragraphs = []
        for number, paragraph in enumerate(section.paragraphs):
            kept = tuple(s for s in paragraph.sentences if not wanted(at, number, s))
            removed += [s for s in paragraph.sentences if s not in kept]
            if kept or (not paragraph.sentences and not wanted(at, number, None)):
                paragraphs.append(replace(paragraph, sentences=kept))
        if paragraphs:
            sections.append(replace(section, paragraphs=tuple(paragraphs)))
    if not removed:
        raise UnclearRequest(f"文稿里没有找到“{request.subject}”，请照文稿里的原文说")
    if not sections:
        raise UnclearRequest("这样会把全文删空，请只删其中一部分")
    note = f"已删去 {len(removed)} 句"
    if any(sentence.source.type == "fact" for sentence in removed):
        note += "，其中有你给的事实，见检查结果"
    return Revision(replace(draft, sections=tuple(sections)), note)


def _confirmed(draft: Draft, request: Request, desk: Desk) -> Revision:
    """Borrowed sentences that the person answers for become the person's own words."""
    count = 0

    def own(sentence: Sentence) -> Sentence:
        nonlocal count
        if sentence.source.type != "passage" or PLACEHOLDER in sentence.text:
            return sentence
        count += 1
        return replace(sentence, source=replace(sentence.source, type="edited"))

    for index in body(draft, request):
        section = draft.sections[index]
        paragraphs = tuple(
            replace(paragraph, sentences=tuple(map(own, paragraph.sentences)))
            if request.paragraph in (None, number)
            else paragraph
            for number, paragraph in enumerate(section.paragraphs)
        )
        draft = draft.with_section(index, replace(section, paragraphs=paragraphs))
    if not count:
        raise UnclearRequest("这里没有待确认的借鉴内容；带 ×× 的要先填好再确认")
    return Revision(draft, f"已确认 {count} 句借鉴的内容，不再标底色")


def _stated(draft: Draft, request: Request, desk: Desk) -> Revision:
    """The user's own words become a fact, so that their numbers are known."""
    number = max((int(fact.id[1:]) for fact in draft.facts.facts), default=0) + 1
    fact = Fact(f"f{number}", request.text.rstrip("。；;"))
    sentence = Sentence(f"{fact.text}。", Source("fact", (fact.id,)))
    index = request.section if request.section is not None else _home(draft, fact, desk)
    section = draft.sections[index]
    at = request.paragraph
    if at is None:
        paragraphs = (*section.paragraphs, Paragraph((sentence,)))
    else:
        old = section.paragraphs[at]
        joined = replace(old, sentences=(*old.sentences, sentence))
        paragraphs = (*section.paragraphs[:at], joined, *section.paragraphs[at + 1 :])
    made = draft.with_section(index, replace(section, paragraphs=paragraphs))
    return Revision(
        values.with_facts(made, (*draft.facts.facts, fact)), f"已加到{_named(draft, index)}"
    )


def _added(draft: Draft, request: Request, desk: Desk) -> Revision:
    """A paragraph on a subject, from past documents or from the stock."""
    index = request.section if request.section is not None else _section_for(draft, request.subject)
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
    made = replace(section, paragraphs=(*section.paragraphs, best))
    return Revision(
        draft.with_section(index, made), f"已在{_named(draft, index)}加一段“{request.subject}”"
    )


def _home(draft: Draft, fact: Fact, desk: Desk) -> int:
    indexes = body(draft, Request(Action.STATE))
    homes = assign([fact], [desk.section_kind(draft.sections[index].role) for index in indexes])
    return next(index for index, home in zip(indexes, homes, strict=True) if home)


def _section_for(draft: Draft, subject: str) -> int:
    """Where measures stand; the last section of the body if none says so."""
    indexes = body(draft, Request(Action.ADD, subject=subject))
    return next((i for i in indexes if draft.sections[i].role == "measure"), indexes[-1])


def _leads(request: Request, paragraph: Paragraph) -> bool:
    return bool(paragraph.lead) and _about(request.subject, paragraph.lead)


def _about(subject: str, text: str) -> bool:
    category = category_in(subject)
    if category:
        return category_score(category, text) > 0
    return any(word in text for word in content_words(subject))


def _nearness(subject: str, paragraph: Paragraph) -> tuple[bool, int]:
    category = category_in(subject)
    lead, text = category_score(category, paragraph.lead), category_score(category, paragraph.text)
    return subject in paragraph.text, 3 * lead + text


def _named(draft: Draft, index: int) -> str:
    heading = list(draft.headed())[index][0]
    return f"“{heading}”" if heading else f"第 {index} 部分"


_ACTIONS: dict[Action, Callable[[Draft, Request, Desk], Revision]] = {
    Action.REPLACE: _replaced,
    Action.VALUE: _valued,
    Action.TITLE: _titled,
    Action.HEADING: _headed,
    Action.REOPEN: _reopened,
    Action.REMOVE: _removed,
    Action.STATE: _stated,
    Action.CONFIRM: _confirmed,
    Action.ADD: _added,
    Action.SHORTEN: shortened,
    Action.LENGTHEN: lengthened,
    Action.REWRITE: rewritten,
}
