"""Rates and shares that follow from counts in one statement (签约158个，开工89个 -> 开工率56.3%).

They are offered as findings with their arithmetic and not written into the draft: what a bureau
publishes is its own to say.
"""

from __future__ import annotations

import re

from assistant.facts.figures import plain, rounded
from assistant.findings import Finding, FindingKind
from assistant.types import FactSheet
from knowledge_base.language.quantities import Quantity, quantities

# (the whole, the part, what their ratio is called); the part is never greater than the whole.
_RATES = (
    ("签约", "开工", "开工率"),
    ("签约", "投产", "投产率"),
    ("签约", "落地", "落地率"),
    ("交办", "办结", "办结率"),
    ("受理", "办结", "办结率"),
)
_BEHIND = r"[^，；。、\d]{0,6}$"
_COUNTED = frozenset({"个", "家", "件", "项", "户", "宗"})
_LEAST_PARTS = 2


def derivable(sheet: FactSheet) -> list[Finding]:
    """What could be said beside the facts; a rate that is given stays as given."""
    said = " ".join(fact.text for fact in sheet.facts)
    found = []
    for fact in sheet.facts:
        numbers = quantities(fact.text)
        for clauses, arithmetic in (_rates(fact.text, numbers, said), _shares(fact.text, numbers)):
            if clauses:
                message = f"由“{fact.text}”可算得{clauses}（{arithmetic}），需要时可加到这条事实里"
                found.append(Finding(FindingKind.DERIVABLE, message, "事实"))
    return found


def _rates(text: str, numbers: list[Quantity], said: str) -> tuple[str, str]:
    found = []
    for whole, part, name in _RATES:
        one, other = _counted(whole, text, numbers), _counted(part, text, numbers)
        if name in said or not one or not other or {one.unit, other.unit} - _COUNTED:
            continue
        if 0 < other.value <= one.value:
            found.append((name, _percent(other, one), other, one))
    clauses = "，".join(f"{name}{rate}" for name, rate, _, _ in found)
    sums = (f"{name}＝{_division(part, one)}" for name, _, part, one in found)
    return clauses, "；".join(sums)


def _shares(text: str, numbers: list[Quantity]) -> tuple[str, str]:
    """Of the parts of 未开工69个中：用地27个，融资19个，其他23个; nothing if they do not add up."""
    if len(numbers) <= _LEAST_PARTS or re.search("[%％]|分别占", text):
        return "", ""
    whole, *parts = numbers
    introduced = re.match("[^，。；：、]{0,4}中[：:，]", text[whole.end :])
    alike = all(part.unit == whole.unit for part in parts)
    if not introduced or not alike or sum(part.value for part in parts) != whole.value:
        return "", ""
    clauses = "分别占" + "、".join(_percent(part, whole) for part in parts)
    return clauses, "；".join(_division(part, whole) for part in parts)


def _counted(what: str, text: str, numbers: list[Quantity]) -> Quantity | None:
    """The quantity right behind a word (签约158个, 签约项目158个; not 未开工25个)."""
    said = re.compile(f"(?<![未不]){what}{_BEHIND}")
    return next((number for number in numbers if said.search(text[: number.start])), None)


def _percent(part: Quantity, whole: Quantity) -> str:
    return f"{plain(rounded(part.value / whole.value * 100))}%"


def _division(part: Quantity, whole: Quantity) -> str:
    return f"{plain(part.value)}÷{plain(whole.value)}＝{_percent(part, whole)}"
