"""Facts into sections: where each belongs, and the sentence that states it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.briefs.kinds import SectionKind, Theme
from assistant.drafts import Sentence, Source
from assistant.lexicons import lexicon
from assistant.types import Fact
from knowledge_base.language.tenses import is_not_yet
from knowledge_base.language.words import content_words

_LABEL = re.compile(r"^(?P<label>[^：:，。；0-9]{1,10})[：:]\s*")
_FIELD_LABEL = re.compile(
    "(?:生产|环境|保障|服务|建设|项目|队伍|产业|招商|引资|资金|用地|融"
    "资|外资|内资|外贸|就业|安全|稳定|考核|督查|政策)$"
)
_AIM_LABEL = re.compile("(?:目标|任务|计划|打算|安排)$")
_STATED = re.compile(r"^(?P<what>时间|地点|岗位|单位)(?:[：:]\s*|(?=[^：:是为]))")


def assign(
    facts: Sequence[Fact], sections: Sequence[SectionKind], headings: Sequence[str] = ()
) -> list[list[Fact]]:
    """The facts of each section, in the order given; every fact is in exactly one section.

    A claim (不足：…, 力争…) settles it, the last section first; else the section with most
    cues, words of its heading among them; else the default one. headings: of the sections, where
    they are not the kind's own.
    """
    words = [content_words(heading) for heading in headings or [""] * len(sections)]
    homes: list[list[Fact]] = [[] for _ in sections]
    default = next((i for i, section in enumerate(sections) if section.default), 0)
    for fact in facts:
        claimed = [i for i, s in enumerate(sections) if s.claims and s.claims.search(fact.text)]
        scores = [
            len(section.facts.findall(fact.text)) + sum(word in fact.text for word in own)
            for section, own in zip(sections, words, strict=True)
        ]
        best = max(range(len(sections)), key=lambda i: (scores[i], i == default))
        home = claimed[-1] if claimed else (best if scores[best] else default)
        if not claimed and sections[home].role in ("measure", "problem") and _is_result(fact.text):
            home = default
        homes[home].append(fact)
    return homes


def by_theme(facts: Sequence[Fact], themes: Sequence[Theme]) -> list[tuple[str, list[Fact]]]:
    """(lead, facts) of each theme with facts, in the themes' order; the last takes the rest."""
    if not themes:
        return [("", list(facts))] if facts else []
    groups: list[list[Fact]] = [[] for _ in themes]
    for fact in facts:
        scores = [
            len(theme.cues.findall(fact.text)) if theme.cues.pattern else 0 for theme in themes
        ]
        best = max(range(len(themes)), key=lambda i: (scores[i], -i))
        groups[best if scores[best] else len(themes) - 1].append(fact)
    return [(theme.lead, group) for theme, group in zip(themes, groups, strict=True) if group]


def sentence_of(fact: Fact) -> Sentence:
    """The sentence that states a fact: its own words, with a label turned into running text."""
    return Sentence(as_sentence(fact.text), Source("fact", (fact.id,)))


def as_sentence(text: str) -> str:
    """A fact as a sentence. Words and numbers stay as they are; only its label and end change."""
    text = text.strip().rstrip("。；;，, ")
    if match := _LABEL.match(text):
        label, rest = match["label"], text[match.end() :]
        if re.fullmatch(
            "不足|问题|短板|困难|存在的?问题|做法|举措|措施|经验|体会|收获|事实|要求|部署|通报|表态|承诺|下一?步打算|打算",
            label,
        ):
            text = rest
        elif _FIELD_LABEL.search(label):
            text = f"{label}方面，{rest}"
        elif label == "建议":
            text = rest if rest.startswith("建议") else f"建议{rest}"
        elif _AIM_LABEL.search(label) and not re.search("是$", label):
            text = f"{label}是{rest}"
    text = _STATED.sub(lambda match: match["what"] + "为", text)
    return text + "。"


def _is_result(text: str) -> bool:
    """A figure that was reached, or missed, is a result wherever else its words point."""
    missed = lexicon("no_result").is_in(text) or is_not_yet(text)
    return bool(re.search(r"\d", text)) and not missed
