"""What official prose says of time: surely planned, perhaps planned, done."""

from __future__ import annotations

import re

from knowledge_base.language.lexicon import lexicon

# Surely still to come; asked of facts, where a wrong yes would accuse.
PLANNED = re.compile(
    "力争|争取(?!到)|拟(?![定订人])|预计|有望|下一?步|今后|明年|来年|原定|达产后|建成后|投产后|确保|底前"
    "|计划(?!总?投资|任务|数|的|内|完成率|安排)"
    "|将(?:于|在|达到?|实现|完成|建成|投产|开工|启动|新[增建签开]|继续|全面|会)"
    "|(?:年|月|季度)[^，。；]{0,2}前(?!三季度)|^(?:目标|计划|打算)(?:任务)?[：是为]|目标(?:建议)?[是为：]"
)
_DID = re.compile("[签建引招办]了")


def is_not_yet(text: str) -> bool:
    """Whether a text says that something is not so, or not yet (未达标, 尚未; not 未来)."""
    return lexicon("not_yet").is_in(text)


def may_be_planned(text: str) -> bool:
    """Whether what a text says is perhaps still to come; a wrong yes is silence."""
    planned = bool(PLANNED.search(text)) or lexicon("maybe_planned").is_in(text)
    return planned or is_not_yet(text)


def is_done(text: str) -> bool:
    """Whether a text says that something was done or reached."""
    return bool(_DID.search(text)) or lexicon("done").is_in(text)


def is_surely_done(text: str) -> bool:
    """Whether a text speaks of what is over."""
    return lexicon("surely_done").is_in(text)
