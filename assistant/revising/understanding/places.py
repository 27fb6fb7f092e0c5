"""Where in a draft a request points: the third section, its last paragraph, a sentence, the end."""

from __future__ import annotations

import re

from assistant.drafts import Draft
from assistant.errors import UnclearRequest
from assistant.revising.request import Place
from assistant.revising.understanding.phrasing import QUOTED
from knowledge_base.language.quantities import chinese_value

_NUMBER = r"[一二三四五六七八九十\d]{1,3}"
SECTION = re.compile(
    rf"第(?P<number>{_NUMBER})(?:个?(?:大?部分|大点|节|章|大项|块)|点(?!意见))|(?P<last>最后一个?(?:大?部分|节|章))"
)
_LABEL = re.compile(rf"(?<![\u4e00-\u9fff\d])(?P<number>{_NUMBER})、")
PARAGRAPH = re.compile(
    rf"第(?P<number>{_NUMBER})个?(?:自然)?段|(?P<last>(?:最后|末尾?|倒数第)一个?(?:自然)?段)"
)
SENTENCE = re.compile(rf"第(?P<number>{_NUMBER})(?:句话?)|(?P<last>(?:最后|倒数第)一句话?)")
_OPENING = re.compile("开头|开篇|引言|前言|导语|帽段")
_CLOSING = re.compile("结尾|结束语|结束部分|收尾|落款前|文末|末尾(?!一?[段句])")
_SEVERAL = re.compile(
    rf"第{_NUMBER}(?:个?(?:大?部分|[节章段句]))?(?:[、和与及到至\-—]|以及){{1,2}}第?{_NUMBER}(?:个?(?:大?部分|[节章段句]))"
)
_NAMED = re.compile(
    "(?P<subject>[^，。；：:的第]{2,14}?)(?:的)?(?:那|这)一?个?(?P<unit>[段句条块]|部分|自然段)"
)
_LEADING = re.compile(
    "^(?:请|把|将|在|给|对|删掉?|删除|去掉|精简|压缩|展开|确认|重写|关于|提到|讲|写)+"
)
MARKS = (SECTION, PARAGRAPH, SENTENCE, _OPENING, _CLOSING, _LABEL)


def place(message: str, draft: Draft) -> Place:
    """The place that a message names; UnclearRequest for one that is not there, or for several."""
    outside = QUOTED.sub("", message)
    if _SEVERAL.search(outside) or any(
        len({match[0] for match in pattern.finditer(outside)}) > 1
        for pattern in (SECTION, PARAGRAPH, SENTENCE)
    ):
        raise UnclearRequest("一次请只说一处，如：第二部分再精简一点；其余的接着再说")
    section = _section(outside, draft)
    paragraph, sentence = PARAGRAPH.search(outside), SENTENCE.search(outside)
    closing = bool(_CLOSING.search(outside)) and section in (None, _of_role(draft, "closing"))
    if section is None and not paragraph and not sentence and _OPENING.search(outside):
        raise UnclearRequest("这份文稿没有开头段，请说第几部分第几段")
    if paragraph:
        section, number = _paragraph(_wanted(paragraph), section, draft)
        if sentence is None:
            return Place(section, number)
        return Place(section, number, _sentence(_wanted(sentence), section, number, draft))
    if sentence:
        return _in_all(_wanted(sentence), section, draft)
    return Place(section, closing=closing)


def paragraph_about(message: str, draft: Draft) -> Place | None:
    """The paragraph that a message names by its subject (专班那段); None if it names none so."""
    match = _NAMED.search(QUOTED.sub(lambda found: found[1], message))
    subject = _LEADING.sub("", match["subject"]) if match else ""
    if len(subject) < 2:
        return None
    at = [
        (subject in paragraph.lead, Place(i, n))
        for i, section in enumerate(draft.sections)
        for n, paragraph in enumerate(section.paragraphs)
        if subject in paragraph.text and section.role != "opening"
    ]
    chosen = [found for leads, found in at if leads] or [found for _, found in at]
    if len(chosen) != 1:
        known = f"有 {len(chosen)} 段提到“{subject}”" if chosen else f"文稿里没有找到“{subject}”"
        raise UnclearRequest(f"{known}，请说第几部分第几段")
    return chosen[0]


def numbered(draft: Draft) -> list[int]:
    """The indexes of the sections that count as 第一部分, 第二部分 ..."""
    found = [i for i, made in enumerate(draft.sections) if made.heading and made.level == 1]
    if found:
        return found  # else the headings of this kind are not printed
    return [i for i, s in enumerate(draft.sections) if s.role not in ("opening", "closing")]


def section_at(match: re.Match[str], draft: Draft) -> int:
    """The index of the section that a match of SECTION names."""
    indexes, number = numbered(draft), _wanted(match)
    if number == -1 and indexes:
        return indexes[-1]
    if not 1 <= number <= len(indexes):
        raise UnclearRequest(f"没有第 {number} 部分，这份文稿一共 {len(indexes)} 个部分")
    return indexes[number - 1]


def unplaced(message: str, draft: Draft) -> str:
    """A message without the words that name a place."""
    for pattern in MARKS:
        message = pattern.sub("", message)
    for section in draft.sections:
        for part in _parts(section.heading):
            message = message.replace(part, "")
    return message


def _section(message: str, draft: Draft) -> int | None:
    if match := SECTION.search(message):
        return section_at(match, draft)
    if match := _LABEL.search(message):
        return section_at(match, draft)
    for index in numbered(draft):
        if any(part in message for part in _parts(draft.sections[index].heading)):
            return index
    for role, pattern in (("opening", _OPENING), ("closing", _CLOSING)):
        if pattern.search(message):
            return _of_role(draft, role)
    return None


def _parts(heading: str) -> list[str]:
    """A heading and its halves, by which people call it too; the longest first."""
    halves = [part for part in re.split("[、，和与及]", heading) if len(part) > 2]
    return [heading, *sorted(halves, key=len, reverse=True)] if heading else []


def _of_role(draft: Draft, role: str) -> int | None:
    return next((i for i, made in enumerate(draft.sections) if made.role == role), None)


def _paragraph(wanted: int, section: int | None, draft: Draft) -> tuple[int, int]:
    if section is not None:
        return section, _within(wanted, len(draft.sections[section].paragraphs), "段")
    places = [(i, n) for i, made in enumerate(draft.sections) for n in range(len(made.paragraphs))]
    return places[_within(wanted, len(places), "段")]


def _sentence(wanted: int, section: int, paragraph: int, draft: Draft) -> int:
    return _within(wanted, len(draft.sections[section].paragraphs[paragraph].sentences), "句")


def _in_all(wanted: int, section: int | None, draft: Draft) -> Place:
    """A sentence that is counted through a section, or the whole draft."""
    places = [
        Place(i, n, k)
        for i, made in enumerate(draft.sections)
        if section in (None, i)
        for n, paragraph in enumerate(made.paragraphs)
        for k in range(len(paragraph.sentences))
    ]
    return places[_within(wanted, len(places), "句")]


def _within(number: int, count: int, unit: str) -> int:
    """A place from 0; -1 is the last."""
    if number == -1 and count:
        return count - 1
    if not 1 <= number <= count:
        raise UnclearRequest(f"没有第 {number} {unit}，这里一共 {count} {unit}")
    return number - 1


def _wanted(match: re.Match[str]) -> int:
    text = match["number"]
    if not text:
        return -1
    return int(text) if text.isdecimal() else int(chinese_value(text) or 0)
