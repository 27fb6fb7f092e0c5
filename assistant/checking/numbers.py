"""Numbers without support in the facts, and facts whose numbers the text leaves out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from assistant.checking.manuscript import Manuscript, counted
from assistant.facts.figures import plain
from assistant.findings import Finding, FindingKind
from assistant.types import Fact
from knowledge_base.language.likeness import character_pairs
from knowledge_base.language.quantities import Quantity, is_year, quantities, same

_NEAR = re.compile("(?<![附最邻])近$")
_OVER = re.compile("(?:超过?|逾|突破|高于|多于)$")
_ABOUT = re.compile("(?:(?<![签合协节预履解制条契违])约|大概)$")
_ROUGHLY = re.compile("(?:超过?|高于|低于|不足|接近|逾|近|约|达到?|突破)$")
_MORE = re.compile("^(?:以上|多)|[余多]")
_DOUBLED = re.compile("翻(?:一|1|了一|了1)?番")
_LOOK = 8  # characters before a number that may make it a rough one
_SLACK = Decimal("0.1")  # how far a rough number (近百亿元) may be from the exact one
_LEAST_SHARED = 0.34  # of a fact's character pairs in one sentence: under it the fact is missing
_RATIO = (Decimal("1.9"), Decimal("2.15"))
_PERCENT = ("%", "个百分点")


def unsupported(manuscript: Manuscript) -> Iterable[Finding]:
    """Numbers that are not among the given ones; years are another check's."""
    if manuscript.facts is None:
        return
    known = quantities(manuscript.own)
    written = [quantity for line in manuscript.body for quantity in counted(line)]
    given = [
        (character_pairs(_clause(fact.text, q)), q)
        for fact in manuscript.facts
        for q in quantities(fact.text)
    ]
    left = [(words, q) for words, q in given if not any(same(q, w) for w in written)]
    for line in manuscript.body:
        for quantity in counted(line):
            words = character_pairs(_clause(line.text, quantity))
            named = [q for around, q in given if around & words and _alike(quantity, q)]
            if is_year(quantity) or line.is_edited(quantity):
                continue
            if supported(line.text, quantity, known, named):
                continue
            message = f"“{quantity.text}”在所给事实中找不到依据，请核对"
            meant = _meant(quantity, words, left)
            wrong = quantity.text
            if not meant and quantity.unit == "成":
                meant, wrong = _exact(words, left), _as_said(line.text, quantity)
            if meant:
                message = f"“{wrong}”有误，事实中是“{meant}”，请核对"
            fix = (wrong, meant) if meant else None
            yield Finding(FindingKind.UNSUPPORTED_NUMBER, message, line.place, fix)
        if (match := _DOUBLED.search(line.text)) and not _doubles(known):
            message = f"“{match[0]}”在所给事实中找不到依据，请核对"
            yield Finding(FindingKind.UNSUPPORTED_NUMBER, message, line.place)


def supported(
    text: str, quantity: Quantity, known: Sequence[Quantity], named: Sequence[Quantity] = ()
) -> bool:
    """Whether a number of a text is given, exactly or as its rough wording (近九成) allows.

    named: the known ones of its name; where there are any, a rough number is measured by them.
    """
    if any(same(quantity, other) for other in known):
        return True
    value, unit, step = quantity.value, quantity.unit, _SLACK * quantity.value
    if unit == "成":
        value, unit, step = value * 10, "%", Decimal(10)
    values = [k.value for k in named or known if unit in ("", k.unit)]
    before, after = text[max(0, quantity.start - _LOOK) : quantity.start], text[quantity.end :]
    if _NEAR.search(before):
        return any(value - step <= other <= value for other in values)
    if _OVER.search(before):
        return any(value < other <= value + step * 2 for other in values)
    if _ABOUT.search(before) or after.startswith("左右"):
        return any(abs(value - other) <= step for other in values)
    if _MORE.search(quantity.text + after[:2]):
        return any(value <= other <= value + max(step * 2, _last_digit(value)) for other in values)
    return quantity.unit == "成" and any(abs(value - other) <= 1 for other in values)


def unused(manuscript: Manuscript) -> Iterable[Finding]:
    """Facts that the text does not state, or whose numbers it leaves out."""
    if manuscript.facts is None:
        return
    text = manuscript.text
    written = [(line.text, q) for line in manuscript.lines for q in quantities(line.text)]
    sentences = [s for line in manuscript.lines for s in (line.text, *line.sentences())]
    edited = {
        ref
        for line in manuscript.lines
        for _, kind, refs in line.sources
        if kind == "edited"
        for ref in refs
    }
    for fact in manuscript.facts:
        if fact.id in edited:
            continue
        numbers = quantities(fact.text)
        left = [q for q in numbers if not any(same(q, w) for _, w in written)]
        missing = [q for q in left if not any(supported(t, w, [q]) for t, w in written)]
        if missing:
            named = "、".join(q.text for q in missing)
            message = f"事实“{fact.text}”中的 {named} 没有写进文稿"
            if len(missing) == len(numbers):
                message = f"事实“{fact.text}”没有写进文稿"
            yield Finding(FindingKind.UNUSED_FACT, message, "全文")
        elif not numbers and fact.text not in text and not _stated(fact, sentences):
            yield Finding(FindingKind.UNUSED_FACT, f"事实“{fact.text}”没有写进文稿", "全文")


def _stated(fact: Fact, sentences: Sequence[str]) -> bool:
    wanted = character_pairs(fact.text.partition("：")[2] or fact.text)
    if not wanted:
        return True
    return any(len(wanted & character_pairs(s)) >= _LEAST_SHARED * len(wanted) for s in sentences)


def _alike(one: Quantity, other: Quantity) -> bool:
    return one.unit == other.unit or {one.unit, other.unit} == {"成", "%"}


def _meant(quantity: Quantity, words: set[str], left: Sequence[tuple[set[str], Quantity]]) -> str:
    """The one number left over that this one must be, mistyped by one place; "" if none is sure.

    words: of its clause; a number with the very same digits needs no words in common.
    """
    found = {
        other.text
        for around, other in left
        if (_mistyped(quantity, other) and around & words) or _shifted(quantity, other)
    }
    return found.pop() if len(found) == 1 else ""


def _exact(words: set[str], left: Sequence[tuple[set[str], Quantity]]) -> str:
    """The one percentage left over of that name, which a rough number of tenths stands for."""
    found = {other.text for around, other in left if around & words and other.unit == "%"}
    return found.pop() if len(found) == 1 else ""


def _as_said(text: str, quantity: Quantity) -> str:
    """A rough number with the words that make it one (超过六成)."""
    before = _ROUGHLY.search(text[: quantity.start])
    after = re.match("以上|左右|多", text[quantity.end :])
    return (before[0] if before else "") + quantity.text + (after[0] if after else "")


def _shifted(one: Quantity, other: Quantity) -> bool:
    """Whether two numbers have the same three digits or more, with the point elsewhere."""
    return one.unit == other.unit and _digits(one) == _digits(other) and len(_digits(one)) > 2


def _digits(quantity: Quantity) -> str:
    return plain(quantity.value).replace(".", "").strip("0")


def _mistyped(one: Quantity, other: Quantity) -> bool:
    """Whether two numbers differ in the unit's percent, the point, or one digit."""
    if one.unit != other.unit:
        return one.value == other.value and {one.unit, other.unit} == set(_PERCENT)
    first, second = plain(one.value), plain(other.value)
    if _digits(one) == _digits(other) and len(_digits(one)) > 1:
        return True
    if len(first) != len(second) or len(first) < 2:
        return False
    wrong = [i for i, (a, b) in enumerate(zip(first, second, strict=True)) if a != b]
    swapped = len(wrong) == 2 and wrong[1] == wrong[0] + 1 and sorted(first) == sorted(second)
    return len(wrong) == 1 or swapped


def _clause(text: str, quantity: Quantity) -> str:
    """What stands before a number in its clause."""
    return re.split("[，。；：、]", text[: quantity.start])[-1]


def _last_digit(value: Decimal) -> Decimal:
    """The worth of the last digit that is not 0: 60 -> 10, 300 -> 100."""
    digits = plain(value)
    return (
        Decimal(10) ** (len(digits) - len(digits.rstrip("0"))) if "." not in digits else Decimal(1)
    )


def _doubles(known: Sequence[Quantity]) -> bool:
    """Whether something given doubled: by its rate, in 倍, or one value twice another."""
    if any((q.unit == "%" and q.value >= 95) or q.unit == "倍" for q in known):
        return True
    return any(
        a.unit == b.unit and b.value and _RATIO[0] <= a.value / b.value <= _RATIO[1]
        for a in known
        for b in known
    )
