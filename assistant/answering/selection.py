"""Which sentences of the passages found answer the question."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.types import Citation
from knowledge_base.language.clauses import sentences
from knowledge_base.language.likeness import shared_of_shorter
from knowledge_base.language.words import content_words
from knowledge_base.types import Hit, Role
from knowledge_base.understanding.items import items

_MAX_QUOTES = 6
_MAX_CHARS = 700
_QUOTE_CHARS = 220  # an item longer than this is quoted by its sentences
_PREFILTER = 16
_SAME = 0.6  # of the pieces of the shorter one
# A unit with less than this share of the best unit's words, whose meaning is not this near to the
# nearest either, is off the point.
_LEAST_SHARE, _CLOSE, _OFF_POINT = 0.4, 0.7, 0.2
_HOW = re.compile("怎么|如何|怎样|做法|举措|措施|办法|经验|对策|解决|办$|怎么办")
_HOW_MANY = re.compile("多少|几[个家次亿项]|占比|增速|增幅|比例|数额|金额")
_SOLVING = frozenset({Role.MEASURE, Role.PLAN, Role.CLAUSE, Role.RESULT, Role.BODY})


@dataclass(frozen=True, slots=True)
class Unit:
    """A quotable piece of a passage: an item or a sentence, as it stands there."""

    text: str
    hit: Hit
    start: int


def select(
    question: str, hits: Sequence[Hit], similarity: Callable[[str, Sequence[str]], list[float]]
) -> tuple[Citation, ...]:
    """At most six quotations that answer, grouped by document, best document first."""
    units = [unit for hit in hits for unit in _units(hit)]
    if not units:
        return ()
    shares = _shares(question, units)
    lexical = [_score(question, unit, *share) for unit, share in zip(units, shares, strict=True)]
    order = sorted(range(len(units)), key=lambda i: -lexical[i])[:_PREFILTER]
    cosines = similarity(question, [_in_context(units[i]) for i in order])
    low, high = min(cosines), max(cosines)
    spread = (high - low) or 1.0
    scores = {
        i: lexical[i] + 0.6 * (cosine - low) / spread + 0.5 * units[i].hit.score
        for i, cosine in zip(order, cosines, strict=True)
    }
    telling = max(shares[i][0] for i in order) * _LEAST_SHARE
    for i, cosine in zip(order, cosines, strict=True):
        if shares[i][0] < telling and cosine < low + spread * _CLOSE:
            scores[i] -= _OFF_POINT
    own = [score for i, score in scores.items() if not units[i].hit.elsewhere]
    best = max(own or scores.values())
    kept: list[int] = []
    for i in sorted(scores, key=lambda i: -scores[i]):
        if len(kept) == _MAX_QUOTES or scores[i] < best * 0.45:
            break
        same = [k for k in kept if units[k].hit.document.id == units[i].hit.document.id]
        chars = sum(len(units[k].text) for k in kept)
        full = (
            chars + len(units[i].text) > _MAX_CHARS
            and len({units[k].hit.document.id for k in kept}) > 1
        )
        if len(same) >= 3 or full or any(_alike(units[k], units[i]) for k in kept):
            continue
        kept.append(i)
    documents = list(dict.fromkeys(units[i].hit.document.id for i in kept))
    kept.sort(
        key=lambda i: (
            units[i].hit.elsewhere,
            documents.index(units[i].hit.document.id),
            units[i].hit.passage.start + units[i].start,
        )
    )
    return tuple(_citation(number, units[i]) for number, i in enumerate(kept, 1))


def _units(hit: Hit) -> list[Unit]:
    text = hit.passage.text
    units = []
    spans = [(item.start, item.end) for item in items(text)] or [(0, len(text))]
    if spans[0][0] > 40:
        spans.insert(0, (0, spans[0][0]))
    for start, end in spans:
        if end - start <= _QUOTE_CHARS:
            units.append(Unit(text[start:end].strip(), hit, start))
        else:
            units += [
                Unit(text[start + a : start + b].strip(), hit, start + a)
                for a, b in _joined(sentences(text[start:end]))
            ]
    return [unit for unit in units if len(unit.text) >= 12]


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Very short sentences (run-in headings) stay with the sentence that follows."""
    joined: list[tuple[int, int]] = []
    start: int | None = None
    for a, b in spans:
        first = a if start is None else start
        if b - first < 25:
            start = first
            continue
        joined.append((first, b))
        start = None
    if start is not None:
        joined.append((start, spans[-1][1]))
    return joined


def _shares(question: str, units: Sequence[Unit]) -> list[tuple[float, float]]:
    """Shares of the question's words, rare ones counting more: in each unit, and in its context."""
    asked = content_words(question)
    texts = [_in_context(unit) for unit in units]
    frequency = Counter(word for text in texts for word in asked if word in text)
    weights = {word: math.log(1 + (len(units) + 1) / (frequency[word] + 0.5)) for word in asked}
    total = sum(weights.values()) or 1.0

    def share(text: str) -> float:
        return sum(weight for word, weight in weights.items() if word in text) / total

    return [(share(unit.text), share(text)) for unit, text in zip(units, texts, strict=True)]


def _score(question: str, unit: Unit, own: float, context: float) -> float:
    """How well a unit's words and kind fit the question."""
    score = 0.7 * own + (0.3 if own else 0.1) * context
    if _HOW.search(question):
        score += 0.25 if unit.hit.passage.role in _SOLVING else -0.3
    if _HOW_MANY.search(question):
        score += 0.25 if re.search(r"\d", unit.text) else -0.2
    return score


def _in_context(unit: Unit) -> str:
    path = unit.hit.passage.heading_path
    return f"{path[-1]}。{unit.text}" if path and path[-1] not in unit.text else unit.text


def _alike(one: Unit, other: Unit) -> bool:
    return shared_of_shorter(one.text, other.text) > _SAME


def _citation(number: int, unit: Unit) -> Citation:
    passage, document = unit.hit.passage, unit.hit.document
    return Citation(
        number, passage.id, document.id, document.title, passage.heading_path, unit.text
    )
