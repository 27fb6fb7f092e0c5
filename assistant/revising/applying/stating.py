"""The user's own words put into a draft, beside what stands there or in its place."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.drafting.desk import Desk
from assistant.drafting.placing import assign
from assistant.revising.applying import values
from assistant.revising.applying.revision import Revision, body, section_name
from assistant.revising.request import Action, Request
from assistant.types import Draft, Fact, Paragraph, Section, Sentence, Source
from knowledge_base.language.quantities import quantities


def stated(draft: Draft, request: Request, desk: Desk) -> Revision:
    """The user's own words become a fact, so that their numbers are known."""
    if request.closing and request.section is None:
        return _closed(draft, request)
    text = request.text.rstrip("。；;")
    draft, fact = _with_fact(draft, text)
    sentence = Sentence(_ended(text), Source("fact", (fact.id,)))
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
    return Revision(made, f"已加到{section_name(draft, index)}")


def reworded(draft: Draft, request: Request, desk: Desk) -> Revision:
    """The user's own words in place of a paragraph, a sentence or the closing.

    Words with numbers become a fact; what they leave out of other facts, the check finds.
    """
    if request.section is None:
        return _closed(draft, request)
    draft, sentence = _own(draft, request.text)
    section = draft.sections[request.section]
    number = request.paragraph
    if number is None:
        paragraphs: tuple[Paragraph, ...] = (Paragraph((sentence,)),)
        return Revision(
            draft.with_section(request.section, replace(section, paragraphs=paragraphs)), "已改写"
        )
    old = section.paragraphs[number]
    if request.sentence is None:
        new = Paragraph((sentence,))
    else:
        at = request.sentence
        new = replace(old, sentences=(*old.sentences[:at], sentence, *old.sentences[at + 1 :]))
    paragraphs = (*section.paragraphs[:number], new, *section.paragraphs[number + 1 :])
    made = draft.with_section(request.section, replace(section, paragraphs=paragraphs))
    place, unit = section_name(draft, request.section), "段" if request.sentence is None else "句"
    return Revision(made, f"已改写{place}里的一{unit}")


def _closed(draft: Draft, request: Request) -> Revision:
    """A closing for a draft that has none."""
    draft, sentence = _own(draft, request.text)
    closing = Section("", 1, (Paragraph((sentence,)),), "closing")
    return Revision(replace(draft, sections=(*draft.sections, closing)), "已加上结尾")


def _own(draft: Draft, text: str) -> tuple[Draft, Sentence]:
    text = text.strip()
    if not quantities(text):
        return draft, Sentence(_ended(text), Source("edited"))
    draft, fact = _with_fact(draft, text.rstrip("。；;"))
    return draft, Sentence(_ended(text), Source("fact", (fact.id,)))


def _ended(text: str) -> str:
    text = text.rstrip("；;，,")
    return text if re.search("[。！？：]$", text) else f"{text}。"


def _with_fact(draft: Draft, text: str) -> tuple[Draft, Fact]:
    """The draft over one more fact, unless it was given already."""
    facts = draft.facts.facts
    for fact in facts:
        if fact.text == text:
            return draft, fact
    fact = Fact(f"f{max((int(fact.id[1:]) for fact in facts), default=0) + 1}", text)
    return values.with_facts(draft, (*facts, fact)), fact


def _home(draft: Draft, fact: Fact, desk: Desk) -> int:
    indexes = body(draft, Request(Action.STATE))
    homes = assign([fact], [desk.section_kind(draft.sections[index].role) for index in indexes])
    return next(index for index, home in zip(indexes, homes, strict=True) if home)
