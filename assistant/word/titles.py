"""Breaking a long title into lines by sense (GB/T 9704-2012, 7.3.1: 词意完整，排列对称)."""

from __future__ import annotations

import math
import re
from functools import cache

from assistant.word.characters import width

_NUMERALS = frozenset("0123456789０１２３４５６７８９〇零一二三四五六七八九十百千万亿点.．％%")
_NEVER_FIRST = frozenset("、，。；：！？）》〉”’】…—～·年月日号％%,.;:!?)")
_NEVER_LAST = frozenset("（《〈“‘【—～·(第×")
# Words of one character that end a name or a place: 投资促进 / 局.
_NEVER_A_FIRST_WORD = frozenset("局县省市区镇乡村委办部处科组会所院站园上中下内里等们")
_NAME_ENDINGS = """
局 委 办 处 中心 人民政府 委员会 管委会 办公室 开发区 高新区 经开区 示范区 园区
"""
_ENDS_A_NAME = frozenset(_NAME_ENDINGS.split())
# A line may start with these, never end with them.
_BINDS_FORWARD = frozenset("在对与和及暨为以于向从并把将至") | {"关于", "以及"}
_STARTS_A_PHRASE = frozenset("暨和与及并在") | {"以及"}
# 在…会议上, but not 产业链上 / 企业.
_AT_A_MEETING = ("会上", "会议上", "仪式上", "论坛上", "活动上")
# What may not be parted from a year before it: 2024年 / 上半年, 2024年 / 1—9月.
_PART_OF_A_YEAR = frozenset("上下前度初末底0123456789")
# The cost of breaking, beside which a line two characters off the mean costs about 0.5.
_AFTER_MARK, _AFTER_PHRASE, _STRANDED_DE, _BETWEEN_WORDS, _INSIDE_QUOTES = 0.0, 0.5, 2.0, 6.0, 8.0
# 2025年 / 工作总结: the year belongs to what follows; 2025年 / 全县… is better.
_AFTER_A_YEAR = 8.0
# ××局 / 关于…的报告 is so usual that it may cost some balance.
_BEFORE_GUANYU = -11.0
_IMBALANCE, _HOURGLASS, _EXTRA_LINE = 30.0, 8.0, 6.0
# The mean line of a title that takes one line more than it must.
_FULL_ENOUGH = 0.6
_NEVER = math.inf
_MOST_LINES = 8


def title_lines(title: str, max_characters: int = 20) -> tuple[str, ...]:
    """title in as few lines as fit well, each at most max_characters full-width characters.

    Lines are balanced, break by sense (after 的, …上, 、, a name; before 关于, 暨), never inside a
    word or a number, and avoid an hourglass. Joined, the lines are the title again; only spaces
    at a break are dropped. A word wider than a line is cut.
    """
    if width(title) <= max_characters:
        return (title,)
    pieces, costs = _pieces(title, max_characters)
    fewest = math.ceil(width(title) / max_characters)
    # The search grows with the cube of the length, and text this long is no title.
    if fewest <= _MOST_LINES:
        for count in range(fewest, len(pieces) + 1):
            cost, lines = _best(pieces, costs, count, max_characters)
            if lines:
                if width(title) < (count + 1) * _FULL_ENOUGH * max_characters:
                    return lines
                # One line more is worth it where it spares a break against the sense.
                dearer, more = _best(pieces, costs, count + 1, max_characters)
                return more if dearer + _EXTRA_LINE < cost else lines
    return _filled(pieces, max_characters)


def _pieces(title: str, max_characters: int) -> tuple[list[str], list[float]]:
    """The parts of title that stay whole, and what it costs to break after each of them."""
    words = [part for word in _words(title) for part in _cut(word, max_characters)]
    pieces: list[str] = []
    costs: list[float] = []
    depth = 0
    for word, following in zip(words, [*words[1:], ""], strict=True):
        depth += sum(map(word.count, "（《“‘")) - sum(map(word.count, "）》”’"))
        cost = _cost(word, following) + (_INSIDE_QUOTES if depth > 0 else 0)
        joined = bool(costs) and costs[-1] == _NEVER
        if joined and width(pieces[-1] + word) <= max_characters:
            pieces[-1] += word
            costs[-1] = cost
        else:
            if joined:
                costs[-1] = _BETWEEN_WORDS
            pieces.append(word)
            costs.append(cost)
    return pieces, costs


def _words(title: str) -> list[str]:
    # A third of a second and a large dictionary: only long titles pay for them.
    from knowledge_base.language.words import cut

    # The dictionary takes 总结暨 for one word.
    return [word for part in re.split("(暨(?!南))", title) if part for word in cut(part)]


def _cut(word: str, max_characters: int) -> list[str]:
    if width(word) <= max_characters:
        return [word]
    return [word[i : i + max_characters] for i in range(0, len(word), max_characters)]


def _cost(left: str, right: str) -> float:
    """What it costs to end a line with the word left and to start the next with right."""
    if not right:
        return 0.0
    last, first = left[-1], right[0]
    if last == " " or first == " ":
        return _AFTER_MARK
    if (
        first in _NEVER_FIRST
        or right in _NEVER_A_FIRST_WORD
        or last in _NEVER_LAST
        or left in _BINDS_FORWARD
        or all(character in _NUMERALS for character in left)
        or (last in _NUMERALS and first in _NUMERALS)
        or (last.isascii() and first.isascii())
        or (last == "年" and (first in _PART_OF_A_YEAR or right.endswith(("季度", "月"))))
    ):
        return _NEVER
    if right.startswith("的"):
        # 在…会议上 / 的讲话 is usual, any other line that starts with 的 is not.
        return _STRANDED_DE if last in "上中时" else _NEVER
    if last in "、，；：）》”":
        return _AFTER_MARK
    if right == "关于":
        return _BEFORE_GUANYU
    if last == "年" and first != "全" and right not in _STARTS_A_PHRASE:
        return _AFTER_A_YEAR
    if (
        last in "的年"
        or left.endswith(_AT_A_MEETING)
        or left in _ENDS_A_NAME
        or right in _STARTS_A_PHRASE
    ):
        return _AFTER_PHRASE
    return _BETWEEN_WORDS


def _filled(pieces: list[str], max_characters: int) -> tuple[str, ...]:
    """Lines filled one after the other."""
    lines = [pieces[0]]
    for piece in pieces[1:]:
        if width((lines[-1] + piece).strip()) <= max_characters:
            lines[-1] += piece
        else:
            lines.append(piece)
    return tuple(line.strip() for line in lines)


def _best(
    pieces: list[str], costs: list[float], count: int, max_characters: int
) -> tuple[float, tuple[str, ...]]:
    """The cheapest arrangement in exactly count lines and what it costs, () if there is none."""
    mean = sum(map(width, pieces)) / count

    @cache
    def rest(
        start: int, left: int, before: float, narrowing: bool
    ) -> tuple[float, tuple[int, ...]]:
        best: tuple[float, tuple[int, ...]] = (_NEVER, ())
        for end in range(start + 1, len(pieces) - left + 2):
            wide = width("".join(pieces[start:end]).strip())
            if wide > max_characters:
                break
            if left == 1 and end < len(pieces):
                continue
            cost = _IMBALANCE * ((wide - mean) / mean) ** 2 + costs[end - 1]
            if narrowing and wide > before:
                cost += _HOURGLASS
            tail: tuple[float, tuple[int, ...]] = (0.0, ())
            if left > 1:
                tail = rest(end, left - 1, wide, bool(before) and wide < before)
            if cost + tail[0] < best[0]:
                best = (cost + tail[0], (end, *tail[1]))
        return best

    cost, ends = rest(0, count, 0.0, False)
    starts = (0, *ends)
    lines = ("".join(pieces[a:b]).strip() for a, b in zip(starts, ends, strict=False))
    return cost, tuple(lines)
