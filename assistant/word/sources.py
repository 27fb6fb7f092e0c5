"""The last page: what the draft rests on, for the person who checks it."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.drafts import Draft
from assistant.types import Citation
from assistant.word.evidence import in_title_marks
from assistant.word.paragraphs import Pen, add_line
from assistant.word.styles import PAGE_TITLE, SOURCE, SOURCE_HEADING

_TITLE = "资料来源"
_NOTICE = "本页供核对用，不是正文。"
_UNKNOWN = "（文稿未附这一来源，请核对）"


def add_sources_page(pen: Pen, draft: Draft) -> None:
    """A page with the facts and the past documents that sentences refer to; none without any.

    Facts come with their origin (sheet, cell, arithmetic), documents with the headings used.
    """
    groups = [
        (name, entries)
        for name, entries in (
            ("依据的事实", _facts(draft)),
            ("借鉴的往年材料", _documents(draft)),
        )
        if entries
    ]
    if not groups:
        return
    title = add_line(pen, [_TITLE], PAGE_TITLE)
    title.paragraph_format.page_break_before = True
    pen.paragraph()
    add_line(pen, [_NOTICE], SOURCE)
    for name, entries in groups:
        add_line(pen, [name], SOURCE_HEADING)
        for number, entry in enumerate(entries, 1):
            add_line(pen, [f"{number}. {entry}"], SOURCE)


def _facts(draft: Draft) -> list[str]:
    known = {fact.id: fact for fact in draft.facts.facts}
    lines = []
    for reference in _references(draft, "fact"):
        fact = known.get(reference)
        basis = f"（{fact.basis}）" if fact and fact.basis else ""
        lines.append(f"{fact.text}{basis}" if fact else f"{reference}{_UNKNOWN}")
    return lines


def _documents(draft: Draft) -> list[str]:
    """A line for each document: its title, and the headings under which its passages stand."""
    known = {citation.passage_id: citation for citation in draft.sources}
    passages: dict[str, list[Citation]] = {}
    missing = []
    for reference in _references(draft, "passage"):
        if citation := known.get(reference):
            passages.setdefault(citation.document_id, []).append(citation)
        else:
            missing.append(f"{reference}{_UNKNOWN}")
    return [
        in_title_marks(group[0].title)
        + "；".join(dict.fromkeys(" > ".join(c.heading_path) for c in group if c.heading_path))
        for group in passages.values()
    ] + missing


def _references(draft: Draft, kind: str) -> Iterable[str]:
    """The references of the draft's sentences of one kind, each once, in order."""
    return dict.fromkeys(
        reference
        for section in draft.sections
        for sentence in section.sentences
        if sentence.source.type == kind
        for reference in sentence.source.refs
    )
