"""Lines that were broken at a fixed width joined to paragraphs again, across words and digits.

A paragraph of an official text ends with a mark. Where lines without one break words, numbers or
brackets, or are all of one width, a program broke them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from knowledge_base.language import words
from knowledge_base.language.labels import ENUMERATION, label_of
from knowledge_base.types import Block

_LEAST_WIDTH = 24  # columns, a Chinese character two: shorter lines are headings
_LONGEST_HEADING = 45
_NEAR = 0.75  # of the usual width: a line that the width broke
_LEAST_BROKEN, _SHARE_BROKEN = 2, 0.3  # joints inside words, numbers or brackets, of all open ones
_LEAST_EVEN, _SHARE_EVEN, _EVEN = 4, 0.7, 3  # lines of one width, give or take columns
_ENDED = re.compile(r"[。！？；：!?;:|]$|[。！？；：.…][”’）》)]$")
_PAGE_NUMBER = re.compile(r"^[·•\-—–－~\s]+\d{1,4}[·•\-—–－~\s]+$|^第\s*\d+\s*页$")
_NARROW = re.compile("[ -~]")
_MARK = re.compile("[，。；、：“]")
_NEVER_FIRST = tuple("，。、；：？！”’）》】%％,)…·")
_NEVER_LAST = tuple("，、（《“‘(-—〔")
_BRACKETS = (("（", "）"), ("(", ")"), ("《", "》"), ("“", "”"), ("〔", "〕"))
_TITLE = re.compile(
    r"^[^，。；、]{6,}(?:总结|报告|汇报|讲话|致辞|通知|意见|办法|方案|规定|措施|批复|复函|函|决定|公告|规划|条例|细则|答复)$"
)


def unwrapped(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with broken paragraphs whole; as they are where nothing broke them."""
    blocks = [block for block in blocks if block.table or not _PAGE_NUMBER.match(block.text)]
    texts = [block.text for block in blocks]
    wide = {i: _width(text) for i, text in enumerate(texts[:-1]) if not _ENDED.search(text)}
    open_ = [i for i in wide if wide[i] >= _LEAST_WIDTH and not _stands_alone(blocks, i)]
    broken = [i for i in open_ if _breaks(texts[i], texts[i + 1])]
    usual = median(wide[i] for i in open_) if open_ else 0
    even = [i for i in open_ if abs(wide[i] - usual) <= _EVEN]
    if not (
        (len(broken) >= _LEAST_BROKEN and len(broken) >= _SHARE_BROKEN * len(open_))
        or (len(even) >= _LEAST_EVEN and len(even) >= _SHARE_EVEN * len(open_))
    ):
        return list(blocks)
    goes_on = {
        i for i in open_ if i in broken or (wide[i] >= _NEAR * usual and not _is_heading(texts[i]))
    }
    joined: list[Block] = []
    for i, block in enumerate(blocks):
        if i - 1 in goes_on and joined:
            joined[-1] = replace(joined[-1], text=_joint(joined[-1].text, block.text))
        else:
            joined.append(block)
    return joined


def _stands_alone(blocks: Sequence[Block], i: int) -> bool:
    """Whether a line, or the one below it, can be no part of a broken paragraph."""
    block, below = blocks[i], blocks[i + 1]
    if block.table or block.level or below.table or below.level:
        return True
    return bool(
        label_of(below.text)[0] or ENUMERATION.match(below.text) or _TITLE.match(block.text)
    )


def _is_heading(text: str) -> bool:
    return bool(label_of(text)[0]) and len(text) <= _LONGEST_HEADING and "。" not in text


def _breaks(text: str, below: str) -> bool:
    """Whether the end of a line lies inside a number, brackets or a word."""
    if below.startswith(_NEVER_FIRST) or text.endswith(_NEVER_LAST):
        return True
    if text[-1].isdigit() and re.match(r"[\d.]|亿|万|个|项|家|年|月|日|%", below):
        return True
    if any(text.count(a) > text.count(b) and b in below for a, b in _BRACKETS):
        return True
    left, right = re.search("[\u4e00-\u9fff]{1,6}$", text), re.match("[\u4e00-\u9fff]{1,6}", below)
    if not (left and right):
        return False
    place = 0
    for word in words.cut(left[0] + right[0], guess=False):
        place += len(word)
        if place == len(left[0]):
            return False
        if place > len(left[0]):
            return True
    return False


def _joint(left: str, right: str) -> str:
    """Two parts of a broken line: a space between Latin words alone."""
    letters = (
        left[-1].isascii() and left[-1].isalpha() and right[0].isascii() and right[0].isalpha()
    )
    return f"{left} {right}" if letters else left + right


def _width(text: str) -> int:
    return 2 * len(text) - len(_NARROW.findall(text))
