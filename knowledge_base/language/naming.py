"""The names that clauses give to their numbers: 新签约 of 力争新签约70个."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge_base.language.lexicon import lexicon
from knowledge_base.language.quantities import Quantity, is_own_count, quantities

_LEAST_NAME = 2
# Words around the name of a figure that are no part of it.
_AROUND = re.compile(
    "^(?:其中|[把将]|力争|争取|计划|确保|拟|预计|全年|全[县市区]|今年|累计|共|实现|完成|达到|主要|目标|任务"
    "|是|为|：|、|(?:20\\d{2})?年|到?\\d{1,2}月底前?|20\\d{2}年)+"
    "|(?:(?:提高|增加|扩大|扩充|压缩|缩短|降低?|恢复|控制|达)?[到至在]|达到?|为|是|实现|完成|(?<!签)约"
    "|不少于|不低于|超过|共|分别)+$"
)
_SCOPE = re.compile("^(?:及?以上|以下)(?=[的\u4e00-\u9fff\\d])")
_CUT_SHORT = re.compile("[第由从]$|每")  # 每 is a rate in every word that holds it
_CHANGE = re.compile("由(?=[^，]*(?:增加|减少|提高|降低?|压缩|缩短|扩大|扩充)[到至为])")
_DATE_UNITS = ("年", "月", "季度", "号")


@dataclass(frozen=True, slots=True)
class NamedQuantity:
    """A number with its name, as a clause states it."""

    name: str
    quantity: Quantity
    clause: str


def named_quantities(text: str) -> Iterator[NamedQuantity]:
    """The numbers of a text that have a name: one of each clause, not a rate or a date.

    其中10亿元以上4个 takes the name before it; of 由21名增加到32名 the second number counts.
    """
    whole = ""
    for match in re.finditer("[^，；。！？（）]+", text):
        clause = match[0]
        counted = [q for q in quantities(clause) if _counts(clause, q)]
        if not counted:
            continue
        change = _CHANGE.search(clause)
        quantity = counted[-1] if change else counted[0]
        name = bare_name(clause[: change.start() if change else quantity.start])
        if clause.startswith("其中") and whole:
            name = f"{whole}其中{name}"
        if len(name) >= _LEAST_NAME and not _is_no_name(name):
            whole = whole if clause.startswith("其中") else name
            yield NamedQuantity(name, quantity, clause)


def _is_no_name(name: str) -> bool:
    return lexicon("rates").is_in(name) or bool(_CUT_SHORT.search(name))


def _counts(clause: str, quantity: Quantity) -> bool:
    """Whether a number is a figure: no date, no size (10亿元以上的), no count of the text's own."""
    after = clause[quantity.end :]
    day = quantity.unit == "天" and clause[: quantity.start].endswith("月")
    dated = day or quantity.unit in _DATE_UNITS or after.startswith("月")
    return bool(quantity.unit) and not (
        dated or _SCOPE.match(after) or is_own_count(clause, quantity)
    )


def bare_name(text: str) -> str:
    """The name of a figure without the words around it: 力争新签约 -> 新签约."""
    before = ""
    while before != text:
        before, text = text, _AROUND.sub("", text.strip())
    return text
