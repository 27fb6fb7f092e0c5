"""Document kinds as values: what prompts/kinds/*.toml says, checked once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

import prompts
from assistant.errors import AssistantError
from assistant.types import DraftKind
from knowledge_base.types import Kind, Role


@dataclass(frozen=True, slots=True)
class Theme:
    """A paragraph of a results section: the facts whose text matches cues go under its lead."""

    lead: str
    cues: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class SectionKind:
    """A section of a kind. share: of the whole length; borrow: passages borrowed at most.

    facts: cues of facts that belong here; claims: a label or wording that settles it (不足：…).
    style: "facts" (paragraphs by theme), "measures" (a run-in heading each) or "list" (一是…).
    phrases: the use of phrases.toml that tops the section up, "" for none.
    """

    heading: str
    role: str
    share: float
    query: str
    facts: re.Pattern[str]
    claims: re.Pattern[str] | None
    opening: tuple[str, ...]
    borrow: int
    borrow_roles: tuple[Role, ...]
    borrow_kinds: tuple[Kind, ...]
    borrow_opening: str
    style: str
    phrases: str
    default: bool
    themes: tuple[Theme, ...]


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """A kind that can be drafted. title and sentences are templates with {organisation} etc."""

    kind: DraftKind
    name: str
    title: str
    length: tuple[int, int]
    salutation: str
    opening: tuple[str, ...]
    sections: tuple[SectionKind, ...]
    closing: tuple[str, ...]
    first_person: bool


@cache
def document_kinds() -> dict[DraftKind, DocumentKind]:
    """All kinds; AssistantError names the file and the entry that is wrong."""
    found = {}
    for name, table in prompts.kinds().items():
        try:
            found[DraftKind(name)] = _kind(DraftKind(name), table)
        except (KeyError, ValueError, TypeError, re.error) as error:
            raise AssistantError(f"文种文件 prompts/kinds/{name}.toml 有误：{error}") from error
    return found


def _kind(kind: DraftKind, table: dict[str, Any]) -> DocumentKind:
    least, most = table["length"]
    return DocumentKind(
        kind=kind,
        name=table["name"],
        title=table["title"],
        length=(int(least), int(most)),
        salutation=table.get("salutation", ""),
        opening=tuple(table["opening"]["sentences"]),
        sections=tuple(_section(row) for row in table["section"]),
        closing=tuple(table.get("closing", ())),
        first_person=bool(table.get("first_person", False)),
    )


def _section(row: dict[str, Any]) -> SectionKind:
    return SectionKind(
        heading=row["heading"],
        role=row["role"],
        share=float(row["share"]),
        query=row["query"],
        facts=re.compile(row["facts"]),
        claims=re.compile(row["claims"]) if row.get("claims") else None,
        opening=tuple(row.get("opening", ())),
        borrow=int(row.get("borrow", 0)),
        borrow_roles=tuple(Role(role) for role in row.get("borrow_roles", ())),
        borrow_kinds=tuple(Kind(kind) for kind in row.get("borrow_kinds", ())),
        borrow_opening=row.get("borrow_opening", ""),
        style=row.get("style", "facts"),
        phrases=row.get("phrases", ""),
        default=bool(row.get("default", False)),
        themes=tuple(Theme(t["lead"], re.compile(t["cues"])) for t in row.get("theme", ())),
    )
