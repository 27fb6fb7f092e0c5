"""Document kinds as values: what prompts/kinds/*.toml says, checked once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

import prompts
from assistant.errors import AssistantError
from assistant.types import Brief
from knowledge_base.types import Kind, Role

STYLES = ("facts", "measures", "list", "agenda")
"""How a section is written: by theme, a run-in heading each, 一是…二是…, items of an agenda."""


@dataclass(frozen=True, slots=True)
class Theme:
    """A paragraph of a results section: the facts whose text matches cues go under its lead."""

    lead: str
    cues: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class SectionKind:
    """A section of a kind. share: of the whole length; borrow: passages borrowed at most.

    facts: cues of facts that belong here; claims: a label or wording that settles it (不足：…).
    style: one of STYLES. phrases: the use of phrases.toml that tops the section
    up, "" for none.
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
    """A kind that can be drafted, or one of its variants.

    kind: its file's name; name: what people call it; title and sentences are templates with
    {organisation} etc.; words: how a request names it; spoken: printed as a speech; headed:
    whether the headings of its sections are printed; when: what a brief says that wants this
    variant; other_openings: what may stand in place of the opening. The variants hold no variants
    themselves.
    """

    kind: str
    name: str
    title: str
    length: tuple[int, int]
    salutation: str
    opening: tuple[str, ...]
    other_openings: tuple[tuple[str, ...], ...]
    sections: tuple[SectionKind, ...]
    closing: tuple[str, ...]
    first_person: bool
    spoken: bool
    headed: bool
    hint: str
    order: float
    words: re.Pattern[str]
    when: re.Pattern[str]
    variants: tuple[DocumentKind, ...] = ()


@cache
def document_kinds() -> dict[str, DocumentKind]:
    """All kinds by name of file, in the order that the files state.

    AssistantError names the file and the entry that is wrong.
    """
    found = {}
    try:
        tables = prompts.kinds()
    except prompts.PromptError as error:
        raise AssistantError(f"文种文件有误：{error}") from error
    for name, table in tables.items():
        try:
            variants = tuple(_kind(name, _merged(table, row)) for row in table.get("variant", ()))
            found[name] = _kind(name, table, variants)
        except (KeyError, ValueError, TypeError, re.error) as error:
            raise AssistantError(f"文种文件 prompts/kinds/{name}.toml 有误：{error}") from error
    return dict(sorted(found.items(), key=lambda entry: entry[1].order))


def kind_for(brief: Brief) -> DocumentKind:
    """The variant that a brief names, or else the first that its words ask for, or the kind."""
    kind = document_kinds().get(brief.kind)
    if kind is None:
        known = "、".join(document_kinds())
        raise AssistantError(f"没有“{brief.kind}”这个文种，可用：{known}")
    if brief.variant == kind.name:
        return kind
    said = " ".join((brief.title, brief.period, brief.requirements))
    named = (variant for variant in kind.variants if variant.name == brief.variant)
    asked = (variant for variant in kind.variants if variant.when.search(said))
    return next(named, kind) if brief.variant else next(asked, kind)


def kind_named(text: str) -> str | None:
    """The kind whose words stand in a text, the narrower ones first; None if none does."""
    kinds = reversed(document_kinds().values())
    return next((kind.kind for kind in kinds if kind.words.search(text)), None)


def _merged(kind: dict[str, Any], variant: dict[str, Any]) -> dict[str, Any]:
    """A variant's table on that of its kind; its sections take what they leave out from those of
    the kind that have the same role."""
    by_role = {row["role"]: row for row in kind["section"]}
    merged = {**kind, **variant}
    if "section" in variant:
        rows = variant["section"]
        merged["section"] = [{**by_role.get(row["role"], {}), **row} for row in rows]
    return merged


def _kind(
    kind: str, table: dict[str, Any], variants: tuple[DocumentKind, ...] = ()
) -> DocumentKind:
    least, most = table["length"]
    return DocumentKind(
        kind=kind,
        name=table["name"],
        title=table["title"],
        length=(int(least), int(most)),
        salutation=table.get("salutation", ""),
        opening=tuple(table["opening"]),
        other_openings=tuple(tuple(texts) for texts in table.get("other_openings", ())),
        sections=tuple(_section(row) for row in table["section"]),
        closing=tuple(table.get("closing", ())),
        first_person=bool(table.get("first_person", False)),
        spoken=bool(table.get("spoken", False)),
        headed=bool(table.get("headed", True)),
        hint=table.get("hint", ""),
        order=float(table.get("order", 99)),
        words=re.compile(table["words"]),
        when=re.compile(table.get("when", "(?!)")),
        variants=variants,
    )


def _section(row: dict[str, Any]) -> SectionKind:
    style = row.get("style", "facts")
    if style not in STYLES:
        raise ValueError(f"没有“{style}”这种 style，可用：{'、'.join(STYLES)}")
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
        style=style,
        phrases=row.get("phrases", ""),
        default=bool(row.get("default", False)),
        themes=tuple(Theme(t["lead"], re.compile(t["cues"])) for t in row.get("theme", ())),
    )
