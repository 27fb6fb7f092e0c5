"""The user's own words put into a draft, beside what stands there or in its place."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.drafting.desk import Desk
from assistant.drafting.placing import assign
from assistant.drafts import Draft, Paragraph, Section, Sentence, Source
from assistant.revising.applying import values
from assistant.revising.applying.revision import Revision, body, section_name
from assistant.revising.request import WHOLE, Reword, State
from assistant.types import Fact
from knowledge_base.language.quantities import quantities


def stated(draft: Draft, request: State, desk: Desk) -> Revision:
    """The user's own words become a fact, so that their numbers are known."""
    place = request.place
    if place.closing and place.section is None:
        return _closed(draft, request.text)
    text = request.text.rstrip("。；;")
    draft, fact = _with_fact(draft, text)
    sentence = Sentence(_ended(text), Source("fact", (fact.id,)))
    index = place.section if place.section is not None else _home(draft, fact, desk)
    section, at = draft.sections[index], place.paragraph
    if at is None:
        made = draft.with_section(index, section.with_more(Paragraph((sentence,))))
    else:
        old = section.paragraphs[at]
        joined = replace(old, sentences=(*old.sentences, sentence))
        made = draft.with_paragraph(index, at, joined)
    return Revision(made, f"已加到{section_name(draft, index)}")


def reworded(draft: Draft, request: Reword, desk: Desk) -> Revision:
    """The user's own words in place of a paragraph, a sentence or the closing.

    Words with numbers become a fact; what they leave out of other facts, the check finds.
    """
    place = request.place
    if place.section is None:
        return _closed(draft, request.text)
    draft, sentence = _own(draft, request.text)
    section, number = draft.sections[place.section], place.paragraph
    if number is None:
        made = draft.with_section(
            place.section, replace(section, paragraphs=(Paragraph((sentence,)),))
        )
        return Revision(made, "已改写")
    new = Paragraph((sentence,))
    if place.sentence is not None:
        new = section.paragraphs[number].with_sentence(place.sentence, sentence)
    made = draft.with_paragraph(place.section, number, new)
    unit = "段" if place.sentence is None else "句"
    return Revision(made, f"已改写{section_name(draft, place.section)}里的一{unit}")


def _closed(draft: Draft, text: str) -> Revision:
    """A closing for a draft that has none."""
    draft, sentence = _own(draft, text)
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
    indexes = body(draft, WHOLE)
    homes = assign([fact], [desk.section_kind(draft.sections[index].role) for index in indexes])
    return next(index for index, home in zip(indexes, homes, strict=True) if home)
