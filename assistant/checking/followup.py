"""Last year's plan answered: which of its commitments this year's facts or draft speak of.

A commitment is matched by the words of its name and by its unit, never by the number alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from assistant.checking.manuscript import from_draft as manuscript_of
from assistant.checking.manuscript import is_plan
from assistant.checking.past import Commitment, PastSummary, read_past
from assistant.drafts import Draft
from assistant.facts.figures import elapsed_months, figure_in, plain, rounded
from assistant.findings import Finding, FindingKind
from assistant.lexicons import lexicon
from assistant.types import Fact, LastYear
from knowledge_base.language.clauses import sentences
from knowledge_base.language.likeness import character_pairs
from knowledge_base.language.naming import NamedQuantity, bare_name, named_quantities
from knowledge_base.language.quantities import Quantity
from knowledge_base.language.tenses import is_done
from knowledge_base.language.words import content_words

_ALIKE_NAME = 0.6  # of the character pairs of a commitment's name
_LEAST_SHARED = 4  # words of a commitment in one sentence that speaks of it, or this share
_LEAST_SHARE = 0.6
_LEAST_PAIRS, _LEAST_NAME = 2, 3
_LOOSE = re.compile("^(?:总投资|协议投资|计划投资|投资|占地|面积|总?规模|促成签约|以商招商)$")
_SHORT_OF = re.compile("差\\d")
_GENERIC = frozenset(
    (
        "项目",
        "工作",
        "企业",
        "招商",
        "全年",
        "建设",
        "以上",
        "亿元",
        "万元",
        "规模",
        "做好",
        "加强",
        "推进",
    )
)
_RATE = (
    r"[，（](?:同比|[比较](?:上年|去年)(?:同期)?)?(?:增长|上升|(?P<fall>下降|减少))"
    r"(?P<rate>\d+(?:\.\d+)?)[%％]"
)
_TOLERANCE = Decimal("0.15")  # percent


class Status(StrEnum):
    """What became of a commitment, as far as the evidence says."""

    DONE = "done"
    UNDER_WAY = "under_way"
    UNMENTIONED = "unmentioned"

    @property
    def label(self) -> str:
        return {"done": "已完成", "under_way": "推进中", "unmentioned": "未提到"}[self.value]


@dataclass(frozen=True, slots=True)
class Answered:
    """A commitment and its answer. evidence: a fact's id or a place of the draft; quote: its words.

    note: what was reached against the target, "" where no numbers are compared.
    """

    commitment: Commitment
    status: Status
    evidence: str = ""
    quote: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A figure of this year beside the one published last year.

    given: last year's value as a fact states it; problem: what does not fit, "" if all does.
    """

    name: str
    now: Quantity
    published: Quantity
    given: Decimal | None
    fact_id: str
    problem: str = ""

    @property
    def change(self) -> str:
        """The change in percent against the published value, "" where there is none."""
        if self.published.value <= 0 or self.now.unit in ("%", "个百分点"):
            return ""
        rate = rounded((self.now.value - self.published.value) / self.published.value * 100)
        return f"{plain(rate)}%"


@dataclass(frozen=True, slots=True)
class Checklist:
    """The plan of a past summary, answered, and its figures compared."""

    title: str
    items: tuple[Answered, ...]
    comparisons: tuple[Comparison, ...]

    def findings(self) -> list[Finding]:
        """What the text leaves unanswered, and figures that contradict the published ones."""
        found = [
            Finding(
                FindingKind.UNANSWERED,
                f"去年打算“{item.commitment.title}”，今年没有说到进展，请补充或说明",
                "全文",
            )
            for item in self.items
            if item.status is Status.UNMENTIONED
        ]
        found += [
            Finding(FindingKind.PUBLISHED, c.problem, "事实") for c in self.comparisons if c.problem
        ]
        return found


def followup(past: LastYear, facts: Sequence[Fact], draft: Draft | None = None) -> Checklist:
    """The plan of a past summary against this year's facts and, where given, this year's draft."""
    summary = read_past(past)
    evidence = [(fact.id, fact.text) for fact in facts] + list(_said(draft))
    return Checklist(
        title=summary.title,
        items=tuple(_answered(c, evidence) for c in summary.commitments),
        comparisons=tuple(_comparisons(summary, facts)),
    )


def _said(draft: Draft | None) -> Iterator[tuple[str, str]]:
    """The sentences of a draft that are the writer's own and no plan, with their place."""
    if draft is None or draft.brief is None:
        return
    for line in manuscript_of(draft, draft.brief).body:
        if not is_plan(line):
            borrowed = {text for text, kind, _ in line.sources if kind == "passage"}
            yield from ((line.place, s) for s in line.sentences() if s not in borrowed)


def _answered(commitment: Commitment, evidence: Sequence[tuple[str, str]]) -> Answered:
    target = commitment.target
    if target is not None and (counted := _counted(commitment, target, evidence)):
        return counted
    best: tuple[float, str, str] = (0.0, "", "")
    for place, text in evidence:
        for a, b in sentences(text):
            score = _speaks(commitment, text[a:b])
            best = max(best, (score, place, text[a:b]), key=lambda found: found[0])
    score, place, quote = best
    if score < 1:
        return Answered(commitment, Status.UNMENTIONED)
    if target is not None:
        return Answered(
            commitment, Status.UNDER_WAY, place, quote, f"没有对应的数，目标{target.text}"
        )
    under_way = _SHORT_OF.search(quote) or lexicon("under_way").is_in(quote)
    status = Status.DONE if is_done(quote) and not under_way else Status.UNDER_WAY
    return Answered(commitment, status, place, quote)


def _speaks(commitment: Commitment, sentence: str) -> float:
    """How surely a sentence speaks of a commitment, by its words; from 1 on it does."""
    said = _words(sentence)
    own, measure = _words(commitment.text), _words(commitment.heading or commitment.name)
    scores = [len((own | measure) & said) / _LEAST_SHARED]
    whole = [words for words in (own, measure) if len(words) > 1]
    return max(scores + [len(words & said) / len(words) / _LEAST_SHARE for words in whole])


def _words(text: str) -> set[str]:
    return {word for word in content_words(text) if not re.search(r"\d", word)} - _GENERIC


def _counted(
    commitment: Commitment, target: Quantity, evidence: Sequence[tuple[str, str]]
) -> Answered | None:
    """A commitment with a number: reached, or not, by the figure of its name and unit."""
    best: tuple[float, str, NamedQuantity] | None = None
    for place, text in evidence:
        for found in named_quantities(text):
            alike = _alike(bare_name(commitment.name), found.name)
            if found.quantity.unit == target.unit and alike >= _ALIKE_NAME:
                best = max(best or (0.0, "", found), (alike, place, found), key=lambda f: f[0])
    if not best or not best[1]:
        return None
    _, place, figure = best
    reached = figure.quantity.value
    done = reached <= target.value if commitment.most else reached >= target.value
    note = f"{figure.quantity.text}，目标{target.text}"
    status = Status.DONE if done else Status.UNDER_WAY
    return Answered(commitment, status, place, figure.clause, note)


def _comparisons(summary: PastSummary, facts: Sequence[Fact]) -> Iterator[Comparison]:
    """Figures of one name, unit and scope; none where one is of a whole year, the other not."""
    names = [_key(n.name) for fact in facts for n in named_quantities(fact.text)]
    for fact in facts:
        if summary.whole_year != (elapsed_months(fact.text) is None):
            continue
        figure = figure_in(fact.text)
        for index, found in enumerate(named_quantities(fact.text)):
            grown = re.search(re.escape(found.clause) + _RATE, fact.text)
            key, unit = _key(found.name), found.quantity.unit
            match = next((p for p in summary.published if _key(p.name) == key), None)
            if match is None or match.quantity.unit != unit or _LOOSE.match(found.name):
                continue
            if (
                len(found.name) < _LEAST_NAME
                or names.count(key) > 1
                or not _one_value(summary, key)
            ):
                continue  # the name stands for more than one thing
            last = figure.last if figure and index == 0 else None
            rate = Decimal(grown["rate"]) * (-1 if grown["fall"] else 1) if grown else None
            problem = _problem(found, match, last, rate, summary)
            yield Comparison(found.name, found.quantity, match.quantity, last, fact.id, problem)


def _problem(
    found: NamedQuantity,
    published: NamedQuantity,
    last: Decimal | None,
    rate: Decimal | None,
    past: PastSummary,
) -> str:
    said = f"《{past.title}》公布的“{published.name}”是{published.quantity.text}"
    value = published.quantity.value
    if last is not None:
        near = abs(last - value) <= abs(value) * _TOLERANCE / 100
        unit = found.quantity.unit
        scale = Decimal(100_000_000) if value >= 100_000_000 and unit == "元" else Decimal(1)
        shown = f"{plain(last / scale)}{'亿' if scale > 1 else ''}{unit}"
        return "" if near else f"{said}，事实写的上年数是{shown}，请核对口径"
    if rate is None or value <= 0:
        return ""
    computed = rounded((found.quantity.value - value) / value * 100)
    if abs(computed - rate) <= max(_TOLERANCE, abs(rate) / 50):
        return ""
    now = f"今年{found.quantity.text}，算得{plain(computed)}%"
    return f"{said}，{now}，事实写的是{plain(rate)}%，请核对口径"


def _one_value(summary: PastSummary, key: str) -> bool:
    return len({p.quantity.value for p in summary.published if _key(p.name) == key}) == 1


def _key(name: str) -> str:
    """A name without what does not change its scope."""
    return re.sub("[\\W_]|全[县市区省年]|我[县市区局]|(?:亿元以上)?项目|数$|总额$|额$", "", name)


def _alike(one: str, other: str) -> float:
    """The share of one name's character pairs in another; a smaller scope is another figure."""
    if _scope(one) != _scope(other):
        return 0.0
    first, second = character_pairs(_key(one)), character_pairs(_key(other))
    shared = len(first & second)
    if shared >= _LEAST_PAIRS and shared == len(second) and not _LOOSE.match(other):
        return 1.0  # 开工率 is short for 当年新签约项目开工率
    return shared / len(first) if first else 0.0


def _scope(name: str) -> list[str]:
    """What a name says of sizes: 10亿元以上."""
    return re.findall(r"\d+[万亿]?元?(?:及?以上|以下)", name)
