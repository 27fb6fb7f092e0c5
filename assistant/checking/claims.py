"""Statements that say more than their evidence: a plan as done, a fall as a rise, a problem gone.

A clause of the text is compared with the clause of a fact that holds the same number and shares
words with it, or with the sentence of a past document that it was taken from.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.checking.manuscript import Manuscript, TextLine, counted, is_plan
from assistant.findings import Finding, FindingKind
from assistant.lexicons import lexicon
from assistant.types import Fact
from knowledge_base.language.clauses import clauses, excerpt, sentences
from knowledge_base.language.likeness import character_pairs
from knowledge_base.language.quantities import Quantity, is_year, quantities, same
from knowledge_base.language.tenses import (
    PLANNED,
    is_done,
    is_not_yet,
    is_surely_done,
    may_be_planned,
)

_RISE, _FALL = "增长|上升|提高|增加|提升|扩大", "下降|减少|降低|回落|下滑|缩减|负增长"
_WAY = re.compile(f"(?P<way>{_RISE}|{_FALL})了?(?:约|近|超过?)?$")
_ALL = re.compile(
    "(?:(?:全部|均已?|悉数|百分之百|100%)(?:按[期时])?(?:整改)?"
    "(?:完成|办结|到位|开工|投产|销号|落实|兑现|清零|解决)|全面(?:完成|办结|销号|清零))"
)
_BAD = "事故|死亡|伤亡|投诉|上访|欠薪|案件|违约|火灾|纠纷"
_HAPPENED = re.compile(
    f"(?:{_BAD})[^，。；]{{0,4}}?\\d+\\s*[起件人次宗例]|\\d+\\s*[起件次宗例][^，。；]{{0,8}}?(?:{_BAD})"
)
_NONE_OF = re.compile(
    "(?:未发生|没有发生|未出现|没有出现|未有|零发生|杜绝|实现零|无|零)"
    f"(?:任何|一起|安全|生产|一般|各类|重复)*(?P<bad>{_BAD})"
)
_GREATER = re.compile("较大|重大|特大|以上|人员|因")
_NOT = re.compile(
    "(?:尚未|未|没有|还没)(?:有效|按期|如期|能)?(?P<verb>开工|投产|完成|落实|到位|签约|落地|办结|兑现|建成)"
)
_STEP = re.compile("投产|开工|建成|完工|竣工|完成|投用|运营|签约|落地|交付|验收|出台|设立|挂牌")
_SUBJECT_END = re.compile("计划|拟|力争|将|预计|争取|[于在的]|项目")
_LEAST_SUBJECT = 4
_USUAL = frozenset(
    ("完成", "实现", "全年", "今年", "累计", "项目", "年底", "目标", "任务", "其中", "全县", "全市")
)
_ALIKE = 0.6  # of a sentence's character pairs that stand in the sentence it was taken from


@dataclass(frozen=True, slots=True)
class _Stated:
    """A number in its clause. before, after: what of the clause stands on either side of it;
    sentence: up to the clause's end, whose words may govern it.
    """

    quantity: Quantity
    before: str
    after: str
    sentence: str


def claims(manuscript: Manuscript) -> Iterable[Finding]:
    """Where the text claims what its facts and sources do not."""
    facts = manuscript.facts or ()
    evidence = [
        (fact, stated) for fact in facts for stated in _stated(fact.text, quantities(fact.text))
    ]
    quotes = {c.passage_id: c.quote for c in manuscript.citations}
    now = manuscript.dated or manuscript.year
    for line in manuscript.body:
        if line.heading:
            continue
        yield from _concealed(line, facts)
        taken = {} if is_plan(line) else _steps(line, facts, now)
        yield from taken.values()
        if not is_plan(line):
            yield from _borrowed_plans(line, quotes)
        for stated in _stated(line.text, counted(line)):
            pair = _evidence(stated, evidence)
            if pair and pair[0].id not in taken:
                yield from _compared(line, stated, *pair)


def _compared(line: TextLine, stated: _Stated, fact: Fact, given: _Stated) -> Iterator[Finding]:
    if _way(stated) * _way(given) < 0:
        was, meant = _way_word(stated), _way_word(given)
        number = stated.quantity.text
        message = f"方向写反：事实是“{meant}{number}”，文稿写成“{was}{number}”"
        words = stated.before[stated.before.rfind(was) :] + number
        yield Finding(
            FindingKind.REVERSED, message, line.place, (words, words.replace(was, meant, 1))
        )
    elif _is_planned(given) and not is_plan(line) and _claims_done(stated):
        yield Finding(
            FindingKind.PLAN_AS_DONE,
            f"事实是计划“{excerpt(fact.text)}”，文稿写成了已完成：{excerpt(_whole(stated))}",
            line.place,
        )
    elif (
        (left := _NOT.search(_whole(given)))
        and left["verb"] in _whole(stated)
        and not _is_negated(_whole(stated))
    ):
        message = f"事实是“{left[0]}”，文稿漏了“未”：{excerpt(_whole(stated))}"
        yield Finding(FindingKind.REVERSED, message, line.place)


def _stated(text: str, numbers: Sequence[Quantity]) -> list[_Stated]:
    """Each number with the words of its clause before it, and all its sentence."""
    found = []
    spans = list(clauses(text))
    whole = sentences(text)
    for quantity in numbers:
        if is_year(quantity) or quantity.unit in ("月", "天", "季度") or not quantity.unit:
            continue
        clause = next((s for s in spans if s[0] <= quantity.start < s[1]), None)
        sentence = next((s for s in whole if s[0] <= quantity.start < s[1]), None)
        if clause and sentence:
            before = text[clause[0] : quantity.start]
            after = text[quantity.end : clause[1]]
            found.append(_Stated(quantity, before, after, text[sentence[0] : clause[1]]))
    return found


def _whole(stated: _Stated) -> str:
    """The whole clause of a number."""
    return stated.before + stated.quantity.text + stated.after


def _evidence(
    stated: _Stated, evidence: Sequence[tuple[Fact, _Stated]]
) -> tuple[Fact, _Stated] | None:
    """The given number that this one is, by its words; None where several could be meant."""
    words, around = _words(_whole(stated)), _words(stated.sentence)
    best: list[tuple[int, tuple[Fact, _Stated]]] = []
    for fact, given in evidence:
        alike = (
            same(stated.quantity, given.quantity) and stated.quantity.unit == given.quantity.unit
        )
        said = _words(fact.text) if alike else set()
        shared = len(words & said) + len(around & said)
        if shared:
            best.append((shared, (fact, given)))
    best.sort(key=lambda pair: -pair[0])
    if len(best) > 1 and best[0][0] == best[1][0]:
        return None
    return best[0][1] if best else None


def _words(text: str) -> set[str]:
    return character_pairs(text) - _USUAL


def _way_word(stated: _Stated) -> str:
    """The word of rise or fall before a number, "" if there is none."""
    match = _WAY.search(stated.before)
    return match["way"] if match else ""


def _way(stated: _Stated) -> int:
    """1 for a rise by this number, -1 for a fall, 0 for neither."""
    word = _way_word(stated)
    return 0 if not word else 1 if re.fullmatch(_RISE, word) else -1


def _is_negated(clause: str) -> bool:
    return lexicon("negated").is_in(clause) or is_not_yet(clause)


def _is_limited(sentence: str) -> bool:
    return lexicon("limited").is_in(sentence) or is_not_yet(sentence)


def _is_planned(given: _Stated) -> bool:
    """Whether a number of a fact is surely still to come."""
    said = given.sentence
    governing = said[max(said.rfind("；"), said.rfind("已")) + 1 :]
    return bool(PLANNED.search(governing + given.after)) and "已" not in _whole(given)


def _claims_done(stated: _Stated) -> bool:
    said = stated.sentence
    return not may_be_planned(said) and is_done(_whole(stated))


def _concealed(line: TextLine, facts: Sequence[Fact]) -> Iterator[Finding]:
    """Problems that the facts name and the text denies; a part that became all."""
    for sentence in line.sentences():
        for match in _NONE_OF.finditer(sentence):
            for fact in facts:
                happened = _HAPPENED.search(fact.text)
                topic = match["bad"] in fact.text and not _GREATER.search(match[0])
                if happened and topic and match["bad"] in happened[0]:
                    message = f"事实是“{excerpt(fact.text)}”，文稿写成“{match[0]}”"
                    yield Finding(FindingKind.CONCEALED, message, line.place)
        match_all = _ALL.search(sentence)
        if not match_all or _is_limited(sentence) or is_plan(line):
            continue
        words = _words(sentence)
        for fact in facts:
            if lexicon("partly").is_in(fact.text) and len(words & _words(fact.text)) >= 2:
                message = f"事实是“{excerpt(fact.text)}”，文稿写成“{match_all[0]}”"
                yield Finding(FindingKind.CONCEALED, message, line.place)
                break


def _steps(line: TextLine, facts: Sequence[Fact], now: int | None) -> dict[str, Finding]:
    """Steps (投产, 开工 …) that a fact plans and the text says are taken, by the fact's id."""
    found: dict[str, Finding] = {}
    for sentence in line.sentences():
        said = [sentence[a:b] for a, b in clauses(sentence)]
        done = [c for c in said if lexicon("taken").is_in(c) and not may_be_planned(c)]
        for fact in facts if done else ():
            planned = _planned_steps(fact.text, now)
            numbers = quantities(fact.text)
            for clause in done if planned and _speaks_of(sentence, fact) else ():
                others = [q for q in quantities(clause) if not any(same(q, n) for n in numbers)]
                if not others and planned & set(_STEP.findall(clause)):
                    message = (
                        f"事实是计划“{excerpt(fact.text)}”，文稿写成了已完成：{excerpt(clause)}"
                    )
                    found.setdefault(
                        fact.id, Finding(FindingKind.PLAN_AS_DONE, message, line.place)
                    )
    return found


def _planned_steps(text: str, now: int | None) -> set[str]:
    """The steps that a fact plans, or dates after the year `now`, and does not also call done."""
    planned: set[str] = set()
    done: set[str] = set()
    for a, b in clauses(text):
        years = [q.value for q in quantities(text[a:b]) if is_year(q)]
        ahead = now is not None and any(year > now for year in years)
        steps = planned if ahead or PLANNED.search(text[a:b]) else done
        steps.update(_STEP.findall(text[a:b]))
    return planned - done


def _speaks_of(sentence: str, fact: Fact) -> bool:
    """Whether a sentence is about what a fact is about: by its subject, or by number and words."""
    subject = re.match("[\u3400-\u9fff]*", re.split(_SUBJECT_END, fact.text, maxsplit=1)[0])
    if subject and len(subject[0]) >= _LEAST_SUBJECT and subject[0] in sentence:
        return True
    numbers = [q for q in quantities(fact.text) if q.unit and not is_year(q)]
    alike = any(same(q, other) for q in quantities(sentence) for other in numbers if q.unit)
    return alike and bool(_words(sentence) & _words(fact.text))


def _borrowed_plans(line: TextLine, quotes: dict[str, str]) -> Iterator[Finding]:
    """Sentences taken from a past plan that now say it was done."""
    for text, _, refs in line.sources:
        if may_be_planned(text) or not is_surely_done(text):
            continue
        for quote in (quotes[ref] for ref in refs if ref in quotes):
            for a, b in sentences(quote):
                wanted, taken = character_pairs(text), quote[a:b]
                alike = (
                    len(wanted & character_pairs(taken)) >= _ALIKE * len(wanted)
                    if wanted
                    else False
                )
                if alike and PLANNED.search(taken) and not is_surely_done(taken):
                    message = (
                        f"往年材料里是计划“{excerpt(taken)}”，文稿写成了已完成：{excerpt(text)}"
                    )
                    yield Finding(FindingKind.PLAN_AS_DONE, message, line.place)
