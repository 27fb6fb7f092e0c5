"""Who writes, about what time and place: the words that a draft uses for its own side."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.lexicons import lexicon
from assistant.types import Brief
from knowledge_base.language.labels import chinese_ordinal

_LEVELS = (
    (re.compile("[\u4e00-\u9fff](?:镇|街道)(?:人民政府|党委|办事处)?$"), "镇"),
    (re.compile("[\u4e00-\u9fff]乡(?:人民政府|党委)?$"), "乡"),
    (re.compile("(?:开发区|高新区|经开区|新区|园区|示范区)"), "区"),
    (re.compile("[\u4e00-\u9fff]县"), "县"),
    (re.compile("[\u4e00-\u9fff]{2}区"), "区"),
    (re.compile("[\u4e00-\u9fff]市"), "市"),
    (re.compile("[\u4e00-\u9fff]省"), "省"),
)
_UNITS = (
    (re.compile("局$"), "我局"),
    (re.compile("中心$"), "中心"),
    (re.compile("委员会$|管委会$"), "管委会"),
    (re.compile("办公室$|办$"), "我办"),
    (re.compile("公司$|集团$"), "公司"),
)
_FOCUS = re.compile(
    "(?:突出|聚焦|围绕|重点(?:突出|写|讲|体现|围绕)?|侧重|强调|体现)(?:写|讲)?"
    "(?P<focus>“[^”]{2,20}”|[^，。；,;、\\s]{2,16}(?:、[^，。；,;、\\s]{2,10}){0,3})"
)

_STAY_PERIOD = re.compile(
    r"20\d{2}年\d{1,2}月(?:底|初)?[至—到\-－](?:20\d{2}年)?\d{1,2}月(?:底|初)?"
)
_SIDE = re.compile("代表(?P<side>[^，。；,;]{2,20}?)(?:在|向|致|作|讲|发|$)")
_STAYS = (("挂职", "挂职锻炼"), ("", "跟班学习"))


@dataclass(frozen=True, slots=True)
class Perspective:
    """own: 全县; my: 我县; we: 我局; focus: what the requirements stress, "" if nothing; side: for
    whom a speaker speaks; stay: 挂职锻炼 or 跟班学习; host: where it was.
    """

    organisation: str
    period: str
    own: str
    my: str
    we: str
    focus: str
    addressed: str
    side: str
    stay: str
    host: str

    def fill(self, template: str, points: int = 0) -> str:
        """A sentence template with its {fields} filled in; a field without a value is left out.

        points: how many sections a speech has, 0 where that is not known.
        """
        themed = self.focus and not lexicon("no_theme").is_in(self.focus)
        focus = f"突出{self.focus}，" if themed else ""
        text = template.format(
            organisation=self.organisation or "我单位",
            period=self.period or "今年以来",
            own=self.own,
            we=self.we,
            focus=focus,
            addressed=self.addressed,
            side=self.side,
            stay=self.stay,
            at_host=f"在{self.host}" if self.host else "",
            points=chinese_ordinal(points) if points else "几",
        )
        return re.sub("，，+", "，", text)


def perspective(brief: Brief, *, first_person: bool = False) -> Perspective:
    """The perspective of a brief; a level of government that is not stated becomes 全域, 我地."""
    name = brief.organisation
    level = next((word for pattern, word in _LEVELS if pattern.search(name)), "")
    we = next((word for pattern, word in _UNITS if pattern.search(name)), "我们")
    focus, side = _FOCUS.search(brief.requirements), _SIDE.search(brief.requirements)
    said = " ".join((brief.title, brief.period, brief.requirements))
    return Perspective(
        organisation=name,
        period=brief.period or (_stay_period(brief) if first_person else ""),
        own=f"全{level}" if level else "全域",
        my=f"我{level}" if level else "我地",
        we="我" if first_person else we,
        focus=focus["focus"] if focus else "",
        addressed="汇报" if brief.recipient else "总结",
        side=side["side"] if side else name or (f"{level}委、{level}政府" if level else "主办方"),
        stay=next(stay for word, stay in _STAYS if word in said),
        host=brief.host,
    )


def _stay_period(brief: Brief) -> str:
    """The time of a stay, where a fact says it."""
    found = (_STAY_PERIOD.search(fact.text) for fact in brief.facts.facts)
    return next((match[0] for match in found if match), "")
