"""What the drafting form and the outline table say, as a brief and an outline."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

from assistant.briefs.kinds import document_kinds
from assistant.errors import BriefError
from assistant.types import Brief, FactSheet, Outline, SectionPlan
from ui import labels

_NUMBERED = re.compile("^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)")
_LEAST_CHARS, _MOST_CHARS = 50, 20_000


def form_brief(
    kind: str,
    variant: str,
    title: str,
    organisation: str,
    host: str,
    recipient: str,
    speaker: str,
    period: str,
    date: str,
    facts: str,
    requirements: str,
    least: float | None,
    most: float | None,
) -> Brief:
    """The brief of the form's fields, in their order; BriefError when the lengths are wrong."""
    if not least or not most or not 0 < least <= most <= _MOST_CHARS * 5:
        raise BriefError(labels.LENGTH_WRONG)
    return Brief(
        kind=kind,
        variant=variant or "",
        title=title.strip(),
        organisation=organisation.strip(),
        host=host.strip() if document_kinds()[kind].first_person else "",
        recipient=recipient.strip(),
        speaker=speaker.strip() if document_kinds()[kind].spoken else "",
        period=period.strip(),
        date=date.strip(),
        facts=FactSheet.from_lines(facts.splitlines()),
        requirements=requirements.strip(),
        length=(int(least), int(most)),
    )


def edited(outline: Outline, rows: str) -> Outline:
    """An outline after editing. rows: a JSON list of {index, heading, chars} as the page gives it.

    index says which section a row was made from. A renamed section keeps its role and looks for
    passages on its new name too; an added one (index -1) takes measures on its name.
    BriefError when no row is left.
    """
    sections = [made for row in _rows(rows) if (made := _section(outline, row))]
    if not sections:
        raise BriefError(labels.OUTLINE_NONE)
    return replace(outline, sections=tuple(sections))


def _rows(rows: str) -> list[dict[str, Any]]:
    try:
        table = json.loads(rows)
    except ValueError:
        return []
    return [row for row in table if isinstance(row, dict)] if isinstance(table, list) else []


def _section(outline: Outline, row: dict[str, Any]) -> SectionPlan | None:
    heading = _NUMBERED.sub("", str(row.get("heading", "")).strip()).strip()
    if not heading:
        return None
    index, chars = row.get("index"), row.get("chars")
    length = int(chars) if isinstance(chars, (int, float)) else 0
    length = max(_LEAST_CHARS, min(_MOST_CHARS, length))
    if not isinstance(index, int) or not 0 <= index < len(outline.sections):
        return SectionPlan(heading, 1, "measure", length, heading)
    old = outline.sections[index]
    query = old.query if heading == old.heading else f"{heading} {old.query}"
    return replace(old, heading=heading, chars=length, query=query)
