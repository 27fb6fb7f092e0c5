"""Brief to outline: the sections of the kind, with a target length each."""

from __future__ import annotations

from assistant.kinds import DocumentKind, kind_for
from assistant.perspective import perspective
from assistant.types import Brief, Outline, SectionPlan

_FRAME_CHARS = 180  # title, opening, closing, signature


def outline(brief: Brief) -> Outline:
    """The outline that a brief asks for; its kind's own where the brief says nothing."""
    kind = kind_for(brief)
    least, most = brief.length
    body = max(200, (least + most) // 2 - _FRAME_CHARS)
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


def default_title(brief: Brief, kind: DocumentKind) -> str:
    """A title from the kind's template: 云溪县招商局2025年工作总结."""
    own = perspective(brief, first_person=kind.first_person)
    return kind.title.format(organisation=own.organisation, period=brief.period, stay=own.stay)
