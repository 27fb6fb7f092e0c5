"""Lengths: of the whole, of each section; and headings with nothing below them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.briefs.kinds import kind_for
from assistant.checking.manuscript import Manuscript, TextLine
from assistant.findings import Finding, FindingKind
from knowledge_base.language.clauses import excerpt
from knowledge_base.language.labels import label_of

_LEAST, _MOST = 0.3, 2.5  # of a section's share: what a kind proposes is a proposal


def length(manuscript: Manuscript) -> Iterable[Finding]:
    """A draft that is shorter or longer than was asked for."""
    if manuscript.draft is None or manuscript.brief is None:
        return
    least, most = manuscript.brief.length
    chars = _chars(manuscript.draft.text)
    if chars < least:
        message = f"全文 {chars} 字，少于要求的 {least} 字：请补充事实，或导入更多可借鉴的材料"
        yield Finding(FindingKind.LENGTH, message, "全文")
    elif chars > most:
        message = f"全文 {chars} 字，超过要求的 {most} 字：请精简或放宽字数"
        yield Finding(FindingKind.LENGTH, message, "全文")


def section_length(manuscript: Manuscript) -> Iterable[Finding]:
    """Sections far from their share; one is too long only where the whole is not too short."""
    if manuscript.draft is None or manuscript.brief is None:
        return
    whole = sum(_chars(p.text) for s in manuscript.draft.sections for p in s.paragraphs)
    shares = {s.role: s.share for s in kind_for(manuscript.brief).sections}
    sections = list(manuscript.draft.headed())
    for index, (heading, section) in enumerate(sections):
        share = shares.get(section.role)
        if not heading or section.level != 1 or share is None:
            continue
        parts = [section]
        for _, below in sections[index + 1 :]:
            if below.level == 1:
                break
            parts.append(below)
        chars = sum(_chars(p.text) for part in parts for p in part.paragraphs)
        wanted = round(min(manuscript.brief.length[1], whole) * share)
        if 0 < chars < wanted * _LEAST:
            message = f"只有 {chars} 字，一般约 {wanted} 字：请补充这方面的事实"
            yield Finding(FindingKind.SECTION_LENGTH, message, f"“{heading}”")
        elif chars > wanted * _MOST and whole >= manuscript.brief.length[0]:
            message = f"有 {chars} 字，一般约 {wanted} 字：请精简，或分成两节"
            yield Finding(FindingKind.SECTION_LENGTH, message, f"“{heading}”")


def empty(manuscript: Manuscript) -> Iterable[Finding]:
    """Headings (一、 （一）) with nothing below them; bare ones in a row are a list."""
    lines = manuscript.body
    bare = [_is_bare(line, lines[i + 1 :]) for i, line in enumerate(lines)]
    for level in (1, 2):
        headings = [i for i, line in enumerate(lines) if _level(line) == level]
        if all(bare[i] for i in headings):
            continue
        for i in headings:
            if bare[i] and not _in_list(i, headings, bare):
                message = f"标题下没有内容：{excerpt(lines[i].text)}"
                yield Finding(FindingKind.EMPTY_SECTION, message, lines[i].place)


def unconfirmed(manuscript: Manuscript) -> Iterable[Finding]:
    """Sections that borrow sentences from past documents: they are to be confirmed."""
    if manuscript.draft is None:
        return
    titles = {citation.passage_id: citation.title for citation in manuscript.citations}
    for heading, section in manuscript.draft.headed():
        borrowed = [s.source.refs for s in section.sentences if s.source.type == "passage"]
        if borrowed:
            named = dict.fromkeys(titles[r] for refs in borrowed for r in refs if r in titles)
            of = f"（{''.join(f'《{title}》' for title in named)}）" if named else ""
            message = f"有 {len(borrowed)} 句借鉴自往年材料{of}，请确认符合本地实际后再用"
            yield Finding(FindingKind.UNCONFIRMED, message, f"“{heading}”")


def _is_bare(line: TextLine, below: Sequence[TextLine]) -> bool:
    level = _level(line)
    return bool(level) and (not below or 0 < _level(below[0]) <= level)


def _in_list(index: int, headings: Sequence[int], bare: Sequence[bool]) -> bool:
    """Whether the headings right before or after are bare too."""
    at = headings.index(index)
    beside = [headings[i] for i in (at - 1, at + 1) if 0 <= i < len(headings)]
    return any(bare[other] and abs(other - index) == 1 for other in beside)


def _level(line: TextLine) -> int:
    return label_of(line.text)[0] if line.heading else 0


def _chars(text: str) -> int:
    return len(re.sub(r"\s", "", text))
