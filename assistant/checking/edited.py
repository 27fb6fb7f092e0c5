"""What a person changed in Word, compared with the facts: only plain contradictions are told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.drafts import Draft, Sentence
from assistant.findings import Finding, FindingKind
from knowledge_base.language.quantities import Quantity, quantities, same

_ROUGH = re.compile("[余多近约超逾]")


def is_edited(sentence: Sentence) -> bool:
    """Whether a sentence is in the person's own words, and its numbers theirs to answer for."""
    return sentence.source.type == "edited"


def contradictions(draft: Draft, known: Sequence[Quantity]) -> Iterator[Finding]:
    """Edited sentences that give another number than the fact that they came from.

    known: every number that the person gave in the brief; one of these contradicts nothing.
    """
    facts = {fact.id: fact.text for fact in draft.facts.facts}
    for heading, section in draft.headed():
        for number, paragraph in enumerate(section.paragraphs, 1):
            for sentence in filter(is_edited, paragraph.sentences):
                place = f"“{heading or '正文'}”第{number}段"
                given = [facts[ref] for ref in sentence.source.refs if ref in facts]
                for fact in given:
                    yield from _against(sentence.text, fact, known, place)


def _against(text: str, fact: str, known: Sequence[Quantity], place: str) -> Iterator[Finding]:
    """Numbers of a text that stand where another one of the fact stood: of its unit, unknown."""
    own = quantities(text)
    new = [q for q in own if not any(same(q, other) for other in known) and not _rough(text, q)]
    for given in quantities(fact):
        if any(same(given, other) for other in own):
            continue
        for other in new:
            if other.unit and other.unit == given.unit:
                message = f"用户改写：“{other.text}”与事实“{fact}”不一致，请核对"
                yield Finding(FindingKind.UNSUPPORTED_NUMBER, message, place)


def _rough(text: str, quantity: Quantity) -> bool:
    """Whether a number is given as a rough one: 50余个, 近60亿元."""
    return bool(_ROUGH.search(text[max(0, quantity.start - 1) : quantity.end]))
