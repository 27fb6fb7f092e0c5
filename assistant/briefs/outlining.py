"""Brief to outline: the sections of the kind, or those of a past document, with a length each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from assistant.briefs.kinds import DocumentKind, kind_for
from assistant.briefs.perspective import perspective
from assistant.errors import BriefError
from assistant.types import Brief, Outline, SectionPlan
from knowledge_base.language.labels import label_of, without_label
from knowledge_base.types import Document, Passage, Role

_FRAME_CHARS = 180  # title, opening, closing, signature
_LEAST_CHARS, _LEAST_SECTIONS = 80, 2
_YEAR = re.compile(r"(?:19|20)\d{2}(?=年)")
# The role of a section by its heading; else by what its passages are.
_ROLES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (role, re.compile(words))
    for role, words in (
        ("plan", "打算|计划|安排|下一?步|思路|建议|对策|今后|明年|下半年|展望"),
        ("problem", "(?<![避补破解除决])(?:问题|不足|困难|短板|差距)|原因"),
        ("measure", "做法|举措|措施|经验|体会|收获|启示|亮点|抓好|强化|推进"),
        ("result", "情况|成效|成绩|完成|进展|指标|回顾|现状|主要工作"),
        ("guarantee", "保障|责任|组织领导|要求|作风"),
    )
)
_OF_PASSAGES = {
    Role.RESULT: "result",
    Role.MEASURE: "measure",
    Role.PROBLEM: "problem",
    Role.PLAN: "plan",
}


def outline(brief: Brief) -> Outline:
    """The outline that a brief asks for; its kind's own where the brief says nothing."""
    kind = kind_for(brief)
    body = _body(brief)
    return Outline(
        kind=brief.kind,
        title=brief.title or default_title(brief, kind),
        sections=tuple(
            SectionPlan(
                heading=section.heading,
                level=1,
                role=section.role,
                chars=round(body * section.share),
                query=section.query,
            )
            for section in kind.sections
        ),
    )


def outline_like(brief: Brief, document: Document, passages: Sequence[Passage]) -> Outline:
    """The sections of a past document, in their proportions, for what a brief asks for.

    Years in its headings move on to the brief's year. BriefError if it has no headings.
    """
    kind = kind_for(brief)
    parts: dict[str, list[Passage]] = {}
    for passage in passages:
        if passage.heading_path and label_of(passage.heading_path[0])[0] == 1:
            parts.setdefault(passage.heading_path[0], []).append(passage)
    if len(parts) < _LEAST_SECTIONS:
        raise BriefError(
            f"《{document.title}》里没有认出“一、二、”这样的标题，学不到结构，请换一份分节的文稿"
        )
    chars = {heading: sum(len(p.text) for p in part) for heading, part in parts.items()}
    scale = _body(brief) / sum(chars.values())
    known = {section.role: section.query for section in kind.sections}
    years = _YEAR.findall(brief.period)
    shift = int(years[0]) - document.year if years and document.year else 0
    plans = []
    for heading, part in parts.items():
        name = _YEAR.sub(lambda match: str(int(match[0]) + shift), without_label(heading))
        role = _role(name, part, known)
        length = max(_LEAST_CHARS, round(chars[heading] * scale))
        plans.append(SectionPlan(name, 1, role, length, f"{name} {known[role]}"))
    return Outline(brief.kind, brief.title or default_title(brief, kind), tuple(plans))


def default_title(brief: Brief, kind: DocumentKind) -> str:
    """A title from the kind's template: 云溪县招商局2025年工作总结."""
    own = perspective(brief, first_person=kind.first_person)
    return kind.title.format(organisation=own.organisation, period=brief.period, stay=own.stay)


def _body(brief: Brief) -> int:
    least, most = brief.length
    return max(200, (least + most) // 2 - _FRAME_CHARS)


def _role(heading: str, passages: Sequence[Passage], known: dict[str, str]) -> str:
    """A role that the kind knows: by the heading, by most of the text, or the kind's first."""
    for role, words in _ROLES:
        if role in known and words.search(heading):
            return role
    counts: Counter[str] = Counter()
    for passage in passages:
        counts[_OF_PASSAGES.get(passage.role, "")] += len(passage.text)
    found = (role for role, _ in counts.most_common() if role in known)
    return next(found, next(iter(known)))
