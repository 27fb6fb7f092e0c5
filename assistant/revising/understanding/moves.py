"""Requests for another order: 第三部分移到第二部分前面, 对调, 合并."""

from __future__ import annotations

import re

from assistant.drafts import Draft
from assistant.errors import UnclearRequest
from assistant.revising.request import Merge, Move, Place, Swap
from assistant.revising.understanding.places import PARAGRAPH, SECTION, place

_MOVE = re.compile(
    "^(?:把|将)?(?P<one>.+?)(?:放到|放在|放|移动到|移到|移至|挪到|调到|调整到|提到|提前到|换到)"
    "(?P<other>.*?)(?P<side>的?(?:前面?|之前|后面?|之后)|最前面?|最后面?|末尾|里面?|中)?$"
)
_SWAP = re.compile(
    "^(?:把|将)?(?P<one>.+?)(?:和|与|跟|同)(?P<other>.+?)(?:的)?(?:位置|顺序|先后)?"
    "(?:对调|互换|交换|调换|调个|换个?|颠倒)(?:一下|位置|顺序|过来)*$"
)
_MERGE = (
    re.compile("^合并(?P<one>.+?)(?:和|与|跟|同)(?P<other>.+)$"),
    re.compile(
        "^(?:把|将)?(?P<one>.+?)(?:和|与|跟|同)(?P<other>.+?)合并(?:成.{0,6}|到?一起|一下)*$"
    ),
    re.compile(
        "^(?:把|将)?(?P<other>.+?)(?:合并到|合并进|并到|并入|并进|合到)(?P<one>.+?)(?:里面?|中|去)*$"
    ),
)
_MOVED = re.compile(r"第[一二三四五六七八九十\d]+|最[前后]|部分|段|[章节]")


def is_move(message: str) -> bool:
    """Whether a plain message asks for another order."""
    match = _match(message)
    if not match:
        return False
    if match[0] is Move and message.startswith(("把", "将")):
        return True
    found = match[1].groupdict()
    return all(_MOVED.search(found[name]) for name in ("one", "other") if found[name])


def moved(message: str, draft: Draft) -> Move | Swap | Merge | None:
    """The move that a plain message asks for; None if it asks for none."""
    found = _match(message)
    if not found or not is_move(message):
        return None
    kind, match = found
    one, other, side = place(match["one"], draft), Place(), match.groupdict().get("side") or ""
    if match["other"]:
        within = SECTION.search(match["one"])  # of which the other paragraph is counted too
        same = within and PARAGRAPH.search(match["other"]) and not SECTION.search(match["other"])
        other = place(f"{within[0]}{match['other']}" if within and same else match["other"], draft)
    if one.sentence is not None or other.sentence is not None or one.section is None:
        raise UnclearRequest("请说移动第几部分、第几段，如：第三部分移到第二部分前面")
    if kind is Move and match["other"] and not re.search("前|后|末|里|中", side):
        raise UnclearRequest("放到它的前面还是后面？可以说：第三部分移到第二部分前面")
    if match["other"] and other.section is None:
        raise UnclearRequest("没有明白放到哪里，可以说：第三部分移到第二部分前面")
    if kind is Merge and (one.paragraph, other.paragraph) != (None, None):
        raise UnclearRequest("只能合并整个部分，如：第三部分并到第二部分里")
    if kind is Swap and (one.paragraph is None) != (other.paragraph is None):
        raise UnclearRequest("请说两个部分对调，或两段对调")
    if kind is Move:
        return Move(one, other, after="前" not in side)
    return Swap(one, other) if kind is Swap else Merge(one, other)


def _match(message: str) -> tuple[type[Move | Swap | Merge], re.Match[str]] | None:
    merges = ((Merge, pattern) for pattern in _MERGE)
    for kind, pattern in (*merges, (Swap, _SWAP), (Move, _MOVE)):
        if match := pattern.search(message):
            return kind, match
    return None
