"""Words and figures that change everywhere: in the facts, in the sentences, in the brief."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from assistant.drafts import Draft, Sentence
from assistant.errors import UnclearRequest
from assistant.facts.figures import worded
from assistant.revising.request import Place, ReplaceValue
from assistant.types import Fact, FactSheet
from knowledge_base.language.likeness import kept_in_order
from knowledge_base.language.quantities import Quantity, quantities, same

_LEAST_ALIKE = 0.5  # of what the person calls a figure, and what the fact calls it
_RATE = re.compile("同比|增长|下降|完成.{0,12}%|占.{0,6}%")
_LABEL = re.compile("^([^：:，。；0-9]{1,10})[：:]")
_RATES = ("%", "个百分点", "倍")


def with_words(draft: Draft, old: str, new: str) -> Draft:
    """The draft with words replaced in its title, headings, sentences and facts."""

    def put(text: str) -> str:
        return exchanged(text, old, new)

    named = tuple(
        replace(
            section,
            heading=put(section.heading),
            paragraphs=tuple(replace(p, lead=put(p.lead)) for p in section.paragraphs),
        )
        for section in draft.sections
    )
    draft = replace(draft, sections=named).mapped(lambda s: replace(s, text=put(s.text)))
    facts = [replace(fact, text=put(fact.text)) for fact in draft.facts.facts]
    frame: dict[str, Any] = {
        name: put(getattr(draft, name))
        for name in ("title", "organisation", "recipient", "speaker", "date")
    }
    brief = draft.brief
    if brief:
        said: dict[str, Any] = {name: put(getattr(brief, name)) for name in (*frame, "period")}
        brief = replace(brief, **said)
    return with_facts(replace(draft, brief=brief, **frame), facts)


def with_own_words(draft: Draft, old: str, new: str) -> Draft:
    """The draft with words replaced in its title and in sentences that claim nothing."""

    def put(sentence: Sentence) -> Sentence:
        if sentence.source.type != "connective":
            return sentence
        return replace(sentence, text=exchanged(sentence.text, old, new))

    return replace(draft.mapped(put), title=exchanged(draft.title, old, new))


def exchanged(text: str, old: str, new: str) -> str:
    """A text with other words; a number at the edge of the old ones must stand there whole."""
    return _whole(old).sub(lambda _: new, text)


def count_of(text: str, words: str) -> int:
    """How often words stand in a text, as `exchanged` would find them."""
    return len(_whole(words).findall(text))


def _whole(words: str) -> re.Pattern[str]:
    before = r"(?<![\d.])" if words[:1].isdigit() else ""
    after = r"(?!\.?\d)" if words[-1:].isdigit() else ""
    return re.compile(before + re.escape(words) + after)


def with_facts(draft: Draft, facts: Sequence[Fact]) -> Draft:
    """The draft over other facts; its brief holds the same ones."""
    sheet = FactSheet(tuple(facts))
    return replace(draft, facts=sheet, brief=draft.brief and replace(draft.brief, facts=sheet))


def with_value(draft: Draft, request: ReplaceValue) -> tuple[Draft, str]:
    """The draft with another value for a figure, wherever it is used, and what to tell the person.

    The figure is found by its name, by its old value, or by both, within the place that is said.
    UnclearRequest if no figure is called that, or several are.
    """
    new = quantities(request.new)[0]
    chosen = _figures(draft, request, new)
    if not chosen and request.old and not request.name and request.place.section is None:
        return _literally(draft, request)
    called = request.name + request.old
    if not chosen:
        raise UnclearRequest(f"你给的事实里没有“{called}”，请照事实里的说法写，或直接加一条事实")
    if len(chosen) > 1:
        lines = "；".join(dict.fromkeys(f"“{fact.text}”" for fact, _ in chosen))
        if len({fact.id for fact, _ in chosen}) > 1:
            raise UnclearRequest(f"有几条事实都像是“{called}”：{lines}。请说得更具体些")
        raise UnclearRequest(f"{lines}里有几个数都像是“{called}”，请把原来的数也说上")
    fact, old = chosen[0]
    value = _valued(request.new, new, old)
    made = _revalued(fact, old, value, draft.brief.period if draft.brief else "")
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

    draft = draft.mapped(put)
    facts = [made if other.id == fact.id else other for other in draft.facts.facts]
    note = f"已把“{fact.text}”里的{old.text}改成{value}，文稿里改了 {count} 处"
    if made.arithmetic == fact.arithmetic and _RATE.search(made.text) and old.unit not in _RATES:
        note += f"；“{made.text}”里的增幅、比率是按原来的数给的，请核对"
    return with_facts(draft, facts), note


def _valued(words: str, new: Quantity, old: Quantity) -> str:
    """The new value in words, with the scale and unit of the old where it has none."""
    if new.unit:
        return new.text
    digits, tail = _digits(words), old.text[len(_digits(old.text)) :]
    scale = words.strip()[len(digits) :]
    return digits + tail if tail.startswith(scale) else digits + scale + tail.lstrip("万亿")


def _literally(draft: Draft, request: ReplaceValue) -> tuple[Draft, str]:
    """A number that is in no fact, such as a year, is changed as words are."""
    count = count_of(draft.text, request.old)
    if not count:
        raise UnclearRequest(f"文稿和事实里都没有“{request.old}”，请照文稿里的原文说")
    made = with_words(draft, request.old, request.new)
    return made, f"已把“{request.old}”改成“{request.new}”，共 {count} 处"


def _figures(draft: Draft, request: ReplaceValue, new: Quantity) -> list[tuple[Fact, Quantity]]:
    """The figures that a request may mean: those that fit best."""
    given = quantities(request.old)
    found = []
    for fact in _stated(draft, request.place):
        label = _LABEL.match(fact.text)
        for name, quantity in _named(fact.text):
            fits = not new.unit or not quantity.unit or quantity.unit == new.unit
            if not fits or (given and not _says(given[0], request.old, quantity)):
                continue
            alike = _alike(request.name, name) if request.name else 1.0
            if label and request.name:
                alike = max(alike, _alike(request.name, label[1]))
            if alike >= _LEAST_ALIKE:
                found.append((alike, fact, quantity))
    best = max((alike for alike, *_ in found), default=0.0)
    return [(fact, quantity) for alike, fact, quantity in found if alike == best]


def _stated(draft: Draft, place: Place) -> Sequence[Fact]:
    """The facts that are told in a place; all where it is the whole draft."""
    if place.section is None:
        return draft.facts.facts
    paragraphs = draft.sections[place.section].paragraphs
    if place.paragraph is not None:
        paragraphs = (paragraphs[place.paragraph],)
    told = {
        ref
        for paragraph in paragraphs
        for sentence in paragraph.sentences
        if sentence.source.type in ("fact", "edited")
        for ref in sentence.source.refs
    }
    return [fact for fact in draft.facts.facts if fact.id in told]


def _says(given: Quantity, words: str, quantity: Quantity) -> bool:
    """Whether a value as a person names it, perhaps without scale and unit, is a figure's."""
    bare = not given.unit and _digits(words) == words.strip()
    return same(given, quantity) or (bare and _digits(quantity.text) == _digits(words))


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
    return kept_in_order(subject, name) / len(subject) + (subject in name)


def _revalued(fact: Fact, old: Quantity, value: str, period: str) -> Fact:
    """The fact with another value. What code derived from it is derived again."""
    figure, first = fact.figure, quantities(fact.text)[0]
    derived = figure is not None and (figure.last is not None or figure.target is not None)
    if figure is None or not derived or first.start != old.start:
        text = fact.text[: old.start] + value + fact.text[old.end :]
        return replace(fact, text=text, figure=None)
    digits = _digits(value)
    figure = replace(
        figure,
        value=Decimal(digits),
        unit=value[len(digits) :],
        growth=None,
        completion=None,
    )
    text, arithmetic = worded(figure, period)
    return replace(fact, text=text, figure=figure, arithmetic=tuple(arithmetic), doubts=())


def _exchanged(text: str, old: Quantity, value: str) -> str:
    for quantity in reversed(quantities(text)):
        if same(quantity, old):
            text = text[: quantity.start] + value + text[quantity.end :]
    return text


def _digits(text: str) -> str:
    match = re.match(r"[\d.,]+", text)
    return match[0].replace(",", "") if match else ""
