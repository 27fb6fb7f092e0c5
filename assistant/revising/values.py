"""Words and figures that change everywhere: in the facts, in the sentences, in the brief."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from difflib import SequenceMatcher
from typing import Any

from assistant.errors import UnclearRequest
from assistant.figures import Figure, worded
from assistant.numerals import Quantity, quantities, same
from assistant.types import Draft, Fact, FactSheet, Section, Sentence

_LEAST_ALIKE = 0.5  # of what the person calls a figure, and what the fact calls it
_LAST = re.compile(r"同比＝（[^－）]+－(\d+(?:\.\d+)?)）")
_TARGET = re.compile(r"完成率＝\d+(?:\.\d+)?÷(\d+(?:\.\d+)?)")
_SCOPE = re.compile("（([^）]*)）")
_RATE = re.compile("同比|增长|下降|完成.{0,12}%|占.{0,6}%")
_PART = "其中，"


def with_words(draft: Draft, old: str, new: str) -> Draft:
    """The draft with words replaced in its title, headings, sentences and facts."""

    def put(text: str) -> str:
        return text.replace(old, new)

    sections = tuple(
        replace(
            section,
            heading=put(section.heading),
            paragraphs=tuple(
                replace(p, lead=put(p.lead), sentences=tuple(_put(s, put) for s in p.sentences))
                for p in section.paragraphs
            ),
        )
        for section in draft.sections
    )
    facts = [replace(fact, text=put(fact.text)) for fact in draft.facts.facts]
    frame: dict[str, Any] = {
        name: put(getattr(draft, name))
        for name in ("title", "organisation", "recipient", "speaker", "date")
    }
    return with_facts(replace(draft, sections=sections, **frame), facts)


def with_facts(draft: Draft, facts: Sequence[Fact]) -> Draft:
    """The draft over other facts; its brief holds the same ones."""
    sheet = FactSheet(tuple(facts))
    return replace(draft, facts=sheet, brief=draft.brief and replace(draft.brief, facts=sheet))


def with_value(draft: Draft, subject: str, new: str) -> tuple[Draft, str]:
    """The draft with another value for a figure, wherever it is used, and what to tell the person.

    UnclearRequest if no figure is called that, or several are.
    """
    found = quantities(new)
    if not found:
        raise UnclearRequest(f"“{new}”里没有认出数，可以说：把{subject}改成99.1亿元")
    fact, old = _figure(draft.facts.facts, subject, found[0])
    value = found[0].text if found[0].unit else new + old.text[len(_digits(old.text)) :]
    period = draft.brief.period if draft.brief else ""
    made = _revalued(fact, old, value, period)
    count = 0

    def put(sentence: Sentence) -> Sentence:
        nonlocal count
        if fact.id not in sentence.source.refs or sentence.source.type == "passage":
            return sentence
        text = sentence.text.replace(fact.text, made.text)
        if text == sentence.text:
            text = _exchanged(sentence.text, old, value)
        count += text != sentence.text
        return replace(sentence, text=text)

    sections = tuple(_each(section, put) for section in draft.sections)
    facts = [made if other.id == fact.id else other for other in draft.facts.facts]
    note = f"已把{old.text}改成{value}，文稿里改了 {count} 处"
    if made.origin == fact.origin and _RATE.search(made.text):
        note += f"；“{made.text}”里的增幅、比率是按原来的数给的，请核对"
    return with_facts(replace(draft, sections=sections), facts), note


def _figure(facts: Sequence[Fact], subject: str, new: Quantity) -> tuple[Fact, Quantity]:
    named = [
        (alike, fact, quantity)
        for fact in facts
        for name, quantity in _named(fact.text)
        if not new.unit or not quantity.unit or quantity.unit == new.unit
        if (alike := _alike(subject, name)) >= _LEAST_ALIKE
    ]
    if not named:
        raise UnclearRequest(f"你给的事实里没有“{subject}”，请照事实里的说法写，或直接加一条事实")
    best = max(alike for alike, _, _ in named)
    chosen = [(fact, quantity) for alike, fact, quantity in named if alike == best]
    if len({fact.id for fact, _ in chosen}) > 1:
        lines = "；".join(f"“{fact.text}”" for fact, _ in chosen)
        raise UnclearRequest(f"有几条事实都像是“{subject}”：{lines}。请说得更具体些")
    return chosen[0]


def _named(text: str) -> Iterator[tuple[str, Quantity]]:
    """Each quantity of a fact with the words before it, back to a mark or another quantity."""
    end = 0
    for quantity in quantities(text):
        name = re.split("[，。；：:、（）]", text[end : quantity.start])[-1]
        end = quantity.end
        yield name.strip(), quantity


def _alike(subject: str, name: str) -> float:
    """The share in [0, 1] of a subject's characters that stand in a name in their order."""
    if not name:
        return 0.0
    blocks = SequenceMatcher(None, subject, name, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / len(subject) + (subject in name)


def _revalued(fact: Fact, old: Quantity, value: str, period: str) -> Fact:
    """The fact with another value. What code derived from it is derived again."""
    last, target = _LAST.search(fact.origin), _TARGET.search(fact.origin)
    first = quantities(fact.text)[0]
    if (not last and not target) or first.start != old.start:
        return replace(fact, text=fact.text[: old.start] + value + fact.text[old.end :])
    digits = _digits(value)
    scope = _SCOPE.match(fact.text[old.end :])
    figure = Figure(
        name=fact.text[: old.start].removeprefix(_PART),
        value=Decimal(digits),
        unit=value[len(digits) :],
        last=Decimal(last[1]) if last else None,
        target=Decimal(target[1]) if target else None,
        scope=scope[1] if scope else "",
        part=fact.text.startswith(_PART),
    )
    text, arithmetic = worded(figure, period)
    return Fact(fact.id, text, "；".join([fact.origin.split("；")[0], *arithmetic]))


def _exchanged(text: str, old: Quantity, value: str) -> str:
    for quantity in reversed(quantities(text)):
        if same(quantity, old):
            text = text[: quantity.start] + value + text[quantity.end :]
    return text


def _digits(text: str) -> str:
    match = re.match(r"[\d.,]+", text)
    return match[0].replace(",", "") if match else ""


def _put(sentence: Sentence, put: Callable[[str], str]) -> Sentence:
    return replace(sentence, text=put(sentence.text))


def _each(section: Section, put: Callable[[Sentence], Sentence]) -> Section:
    paragraphs = tuple(
        replace(paragraph, sentences=tuple(map(put, paragraph.sentences)))
        for paragraph in section.paragraphs
    )
    return replace(section, paragraphs=paragraphs)
