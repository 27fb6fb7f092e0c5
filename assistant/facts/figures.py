"""Figures and what follows from them: growth, completion, time progress, shares, contradictions.

Every derived figure carries its arithmetic. Rates are rounded half up to one decimal, as bulletins
print them; differences of percentages are 个百分点.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from assistant.findings import Finding, FindingKind
from assistant.lexicons import lexicon
from assistant.types import Fact, Figure
from knowledge_base.language.clauses import excerpt
from knowledge_base.language.quantities import Quantity, quantities, same
from knowledge_base.language.tenses import PLANNED

_TENTH = Decimal("0.1")
_TOLERANCE = Decimal("0.15")  # of a rate in percent: given figures are rounded themselves
_LEAST_NAME = 3
_GROWTH = re.compile(
    r"(?:同比|[比较](?:上年|去年)(?:同期)?)(?P<way>增长|上升|提高|下降|减少|降低)了?"
    r"(?P<rate>\d+(?:\.\d+)?)[%％]"
)
_DOWN = ("下降", "减少", "降低")
_LAST = re.compile(r"(?:上年|去年)(?:同期)?(?:为|是|的|完成|实现|数)?[（(]?$")
_TARGET = re.compile(r"(?:目标|任务|计划)数?(?:为|是)?[（(]?$")
_COMPLETION = re.compile(
    r"完成[^，。；%％]{0,8}(?:目标|任务|计划)[^，。；%％]{0,14}(?<![\d.])(?P<rate>\d+(?:\.\d+)?)[%％]"
)
_CUT_SHORT = re.compile("[第年月]$|每")  # 每 is a rate in every word that holds it
_PART = re.compile("^(?:包括|其中|含)")
_WHEN = re.compile(r"20\d{2}年|[今去明上]年|[上下]半年|[一二三四]季度|\d{1,2}月")
_PERIODS = tuple(
    (re.compile(said), months)
    for said, months in (("上半年|二季度|(?<!下)半年", 6), ("一季度", 3), ("三季度", 9))
)
_AROUND_NAME = re.compile(r"[\W_]|^(?:全[年县市区]|今年|累计|实现|完成)+|(?:为|达到?|是)$")
_MONTHS = re.compile(r"1月?[—\-至到](\d{1,2})月")


@dataclass(frozen=True, slots=True)
class Derived:
    """A clause that follows from figures, with its arithmetic."""

    clause: str
    arithmetic: str = ""


def growth(figure: Figure) -> Derived | None:
    """The change against last year; None where it cannot be computed."""
    if figure.last is None:
        return None
    change = figure.value - figure.last
    if figure.unit in ("%", "％"):
        words = f"较上年{'提高' if change > 0 else '下降'}{plain(abs(change))}个百分点"
        return Derived(
            words if change else "与上年持平", f"{plain(figure.value)}－{plain(figure.last)}"
        )
    if figure.last <= 0 or figure.value < 0:
        return None
    rate = rounded(change / figure.last * 100)
    words = f"同比{'增长' if rate > 0 else '下降'}{plain(abs(rate))}%" if rate else "与上年基本持平"
    value, last = plain(figure.value), plain(figure.last)
    return Derived(words, f"同比＝（{value}－{last}）÷{last}＝{plain(rate)}%")


def completion(figure: Figure) -> Derived | None:
    """The share of the year's target that is reached."""
    if not figure.target or figure.target < 0:
        return None
    share = rounded(figure.value / figure.target * 100)
    target = f"{plain(figure.target)}{figure.unit}"
    return Derived(
        f"完成年度目标{target}的{plain(share)}%",
        f"完成率＝{plain(figure.value)}÷{plain(figure.target)}＝{plain(share)}%",
    )


def progress(share: Decimal, period: str) -> Derived | None:
    """How far a completion in percent is ahead of the time passed; None for a whole year."""
    months = elapsed_months(period)
    if months is None:
        return None
    passed = rounded(Decimal(months) / 12 * 100)
    ahead = share - passed
    words = "超时序进度" if ahead > 0 else "落后时序进度"
    return Derived(
        f"{words}{plain(abs(ahead))}个百分点" if ahead else "与时序进度持平",
        f"时序进度＝{months}÷12＝{plain(passed)}%",
    )


def elapsed_months(period: str) -> int | None:
    """2025年上半年 -> 6, 2025年1—9月 -> 9; None for a whole year or no period."""
    if match := _MONTHS.search(period):
        months = int(match[1])
        return months if 1 <= months < 12 else None
    return next((months for pattern, months in _PERIODS if pattern.search(period)), None)


def worded(figure: Figure, period: str = "", whole: Figure | None = None) -> tuple[str, list[str]]:
    """A figure as a statement in the genre's words, and the arithmetic of what was derived.

    whole: the figure that this one is a part of.
    """
    scope = f"（{figure.scope}）" if figure.scope else ""
    lead = "其中，" if figure.part else ""
    share = figure.completion
    if share is None and figure.target:
        share = rounded(figure.value / figure.target * 100)
    found = [
        Derived(f"{lead}{figure.name}{plain(figure.value)}{figure.unit}{scope}"),
        _given_growth(figure) or growth(figure),
        _given_completion(figure) or completion(figure),
        progress(share, period) if share is not None else None,
        _part(figure, whole),
    ]
    said = [derived for derived in found if derived]
    return "，".join(d.clause for d in said), [d.arithmetic for d in said if d.arithmetic]


def contradictions(figure: Figure) -> list[str]:
    """Where a given rate is not what the figures give."""
    found = []
    if figure.growth is not None and figure.last and figure.last > 0:
        rate = rounded((figure.value - figure.last) / figure.last * 100)
        if abs(rate - figure.growth) > _TOLERANCE:
            given = plain(figure.growth)
            found.append(f"所给同比{given}%，按本年和上年的数算得{plain(rate)}%")
    if figure.completion is not None and figure.target:
        share = rounded(figure.value / figure.target * 100)
        if abs(share - figure.completion) > _TOLERANCE:
            given = plain(figure.completion)
            found.append(f"所给完成率{given}%，按完成数和目标数算得{plain(share)}%")
    return found


def findings(facts: Sequence[Fact]) -> list[Finding]:
    """Facts that contradict themselves or each other; both are named, neither is chosen."""
    found = []
    for fact in facts:
        if figure := figure_in(fact.text):
            found += [
                Finding(FindingKind.CONTRADICTION, f"“{fact.text}”：{message}，请核对", "事实")
                for message in contradictions(figure)
            ]
    found += [
        Finding(
            FindingKind.CONFLICT,
            f"“{name}”有两个数：{one.text}（{excerpt(first, 24)}）和"
            f"{two.text}（{excerpt(second, 24)}），"
            "请核对口径，只留一个或写明各自范围",
            "事实",
        )
        for name, one, first, two, second in _conflicts(facts)
    ]
    return found


def figure_in(text: str) -> Figure | None:
    """The figure that a plain line states (到位内资98.7亿元，上年87.9亿元，同比增长12.3%)."""
    numbers = [n for n in quantities(text) if not _PART.search(_clause_before(text, n))]
    if not numbers or not numbers[0].unit:
        return None
    first = numbers[0]
    rest = [n for n in numbers[1:] if n.unit == first.unit]
    grown, done = _GROWTH.search(text), _COMPLETION.search(text)
    rate = Decimal(grown["rate"]) if grown else None
    return Figure(
        name=text[: first.start],
        value=first.value,
        unit=first.unit,
        last=next((n.value for n in rest if _LAST.search(text[: n.start])), None),
        target=next((n.value for n in rest if _TARGET.search(text[: n.start])), None),
        growth=-rate if grown and rate and grown["way"] in _DOWN else rate,
        completion=Decimal(done["rate"]) if done else None,
    )


def _conflicts(facts: Sequence[Fact]) -> Iterator[tuple[str, Quantity, str, Quantity, str]]:
    """Figures of one name, unit and time that differ: name, quantity and fact of either.

    A name with three values or more is one of several things (现有员工), none of them wrong.
    """
    stated: dict[tuple[str, ...], list[tuple[Quantity, str]]] = {}
    for fact in facts:
        for match in re.finditer("[^，；。]+", fact.text):
            clause, said = match[0], fact.text[: match.end()]
            numbers = quantities(clause)
            name = _AROUND_NAME.sub("", clause[: numbers[0].start]) if numbers else ""
            if len(name) < _LEAST_NAME or not numbers[0].unit or _is_relative(name):
                continue
            planned = "planned" if PLANNED.search(said) else "done"
            when = (_WHEN.findall(said) or [""])[-1]
            stated.setdefault((name, numbers[0].unit, planned, when), []).append(
                (numbers[0], fact.text)
            )
    for (name, *_), found in stated.items():
        one, first = found[0]
        others = [(q, text) for q, text in found if not same(one, q)]
        if len({quantity.value for quantity, _ in others}) == 1:
            yield name, one, first, *others[0]


def _is_relative(name: str) -> bool:
    """Whether figures of one name may differ: it is cut short, or says what they relate to."""
    return lexicon("relative").is_in(name) or bool(_CUT_SHORT.search(name))


def _clause_before(text: str, quantity: Quantity) -> str:
    return re.split("[，；。]", text[: quantity.start])[-1]


def _given_growth(figure: Figure) -> Derived | None:
    if figure.growth is None:
        return None
    if not figure.growth:
        return Derived("与上年持平")
    return Derived(f"同比{'增长' if figure.growth > 0 else '下降'}{plain(abs(figure.growth))}%")


def _given_completion(figure: Figure) -> Derived | None:
    if figure.completion is None:
        return None
    target = f"{plain(figure.target)}{figure.unit}" if figure.target else ""
    return Derived(f"完成年度目标{target}的{plain(figure.completion)}%")


def _part(figure: Figure, whole: Figure | None) -> Derived | None:
    if not whole or not whole.value or whole.unit != figure.unit:
        return None
    share = rounded(figure.value / whole.value * 100)
    return Derived(
        f"占{plain(share)}%", f"占比＝{plain(figure.value)}÷{plain(whole.value)}＝{plain(share)}%"
    )


def plain(value: Decimal) -> str:
    """1234.50 -> 1234.5; never an exponent."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def rounded(value: Decimal) -> Decimal:
    return value.quantize(_TENTH, ROUND_HALF_UP)
