"""Numbers of headings and items that jump, repeat or mix, and counts that do not fit the items."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from assistant.checking.manuscript import Manuscript, TextLine
from assistant.findings import Finding, FindingKind
from assistant.lexicons import lexicon
from knowledge_base.language.clauses import excerpt
from knowledge_base.language.labels import chinese_ordinal
from knowledge_base.language.quantities import chinese_value

_NUMERAL = "[一二三四五六七八九十]{1,3}"
_HEADINGS = (
    (1, re.compile(f"^(?P<n>{_NUMERAL})、")),
    (2, re.compile(f"^（(?P<n>{_NUMERAL})）")),
    (3, re.compile(r"^(?P<n>\d{1,2})[.．](?!\d)")),
    (4, re.compile(r"^（(?P<n>\d{1,2})）")),
)
_START = r"(?:(?<=^)|(?<=[。；：！？”）]))"
_SERIES = (
    re.compile(f"{_START}(?P<n>{_NUMERAL})(?P<mark>是)(?!否)"),
    re.compile(f"{_START}(?P<n>{_NUMERAL})(?P<mark>要)"),
    re.compile(f"{_START}第(?P<n>{_NUMERAL})(?P<mark>，)"),
)
_CLAIM = re.compile(
    f"(?P<n>{_NUMERAL}|\\d{{1,2}})(?:个方面|点意见|点要求|个问题|条措施|项措施|件事|方面工作|个“[^”]*”)"
    "(?P<end>[^，。；：]{0,12}[：。])"
)


_WHOLE = 3  # headings of a series at least
_SLIP = 2  # a count that is further off was not of this series


def numbering(manuscript: Manuscript) -> Iterable[Finding]:
    """Headings and 一是… series out of order, and 三点意见 that are four."""
    yield from _headings(manuscript.body)
    yield from _runs(manuscript.body)
    yield from _mixed(manuscript.body)
    yield from _claimed(manuscript.body)


def _headings(lines: Sequence[TextLine]) -> Iterator[Finding]:
    """Heading numbers that jump or repeat (一、二、四、).

    Under a higher heading a level begins anew, or goes on as in many policies; what comes behind
    a whole series may be an annex with a series of its own.
    """
    expected = {level: 1 for level, _ in _HEADINGS}
    going_on = dict(expected)
    for line in lines:
        for level, pattern in _HEADINGS:
            if not (match := pattern.match(line.text)):
                continue
            number = _value(match["n"])
            anew = number == 1 and (level > 1 or going_on[level] > _WHOLE)
            if number not in (expected[level], going_on[level]) and not anew:
                right = match[0].replace(match["n"], _like(match["n"], expected[level]))
                follows = line.text[match.end() : match.end() + 6]
                message = f"标题编号不连续：“{excerpt(line.text)}”应为“{right}”"
                yield Finding(
                    FindingKind.NUMBERING,
                    message,
                    line.place,
                    (match[0] + follows, right + follows),
                )
            expected[level] = going_on[level] = number + 1
            for lower in expected:
                if lower > level:
                    expected[lower] = 1


def _runs(lines: Sequence[TextLine]) -> Iterator[Finding]:
    """一是、二是 … that jump or repeat, in a paragraph or with a paragraph each."""
    for pattern in _SERIES:
        expected = 0  # no series is open
        for line in lines:
            if line.heading:
                expected = 0
            for match in pattern.finditer(line.text):
                number = _value(match["n"])
                if number == 1 or not expected:
                    expected = number + 1 if number == 1 else 0
                    continue
                if number != expected:
                    right = match[0].replace(match["n"], chinese_ordinal(expected))
                    follows = line.text[match.end() : match.end() + 6]
                    message = f"序号不连续：“{match[0]}{follows}”应为“{right}”"
                    yield Finding(
                        FindingKind.NUMBERING,
                        message,
                        line.place,
                        (match[0] + follows, right + follows),
                    )
                    number = expected
                expected = number + 1


def _mixed(lines: Sequence[TextLine]) -> Iterator[Finding]:
    """一是 … 第二，…: one series in two ways."""
    for line in lines:
        items = [
            (match.start(), _value(match["n"]), match, pattern)
            for pattern in _SERIES
            for match in pattern.finditer(line.text)
        ]
        items.sort(key=lambda item: item[0])
        starts = {pattern for _, number, _, pattern in items if number == 1}
        for (_, number, first, way), (_, following, match, other) in pairwise(items):
            if other is way or other in starts or following != number + 1:
                continue
            right = first[0].replace(first["n"], match["n"])
            follows = line.text[match.end() : match.end() + 6]
            message = f"同一组序号写法不一：“{first[0]}”后面是“{match[0]}”"
            yield Finding(
                FindingKind.NUMBERING, message, line.place, (match[0] + follows, right + follows)
            )


def _claimed(lines: Sequence[TextLine]) -> Iterator[Finding]:
    """A count that introduces a series, compared with the series."""
    for index, line in enumerate(lines):
        for match in _CLAIM.finditer(line.text):
            sentence = re.split("[。；]", line.text[: match.start()])[-1] + match[0]
            if not lexicon("announces").is_in(sentence):
                continue
            claimed = _value(match["n"])
            behind = line.text[match.end() :]
            found = _following(behind, lines[index + 1 :], last=match.end() == len(line.text))
            if found and 0 < abs(found - claimed) <= _SLIP:
                message = f"前面说“{match[0].rstrip('：。')}”，后面列了 {found} 个"
                yield Finding(FindingKind.NUMBERING, message, line.place)


def _following(behind: str, lines: Sequence[TextLine], *, last: bool) -> int:
    """How many items the nearest series has: behind the claim, else in the headings below it."""
    for pattern in _SERIES:
        numbers = [_value(match["n"]) for match in pattern.finditer(behind)]
        if numbers[:1] == [1] and pattern.match(behind):
            return len(numbers) if _closed(numbers) else 0
    if not last or not lines:
        return 0
    for _, pattern in _HEADINGS:
        if not pattern.match(lines[0].text):
            continue
        return sum(bool(pattern.match(line.text)) for line in _level(lines, pattern))
    for pattern in _SERIES:
        if pattern.match(lines[0].text):
            items = 0
            for line in lines:
                if not pattern.match(line.text):
                    break
                items += len(pattern.findall(line.text))
            return items
    return 0


def _level(lines: Sequence[TextLine], pattern: re.Pattern[str]) -> Iterator[TextLine]:
    """The lines before a heading of a higher level."""
    for line in lines:
        for _, other in _HEADINGS:
            if other is pattern:
                break
            if other.match(line.text):
                return
        yield line


def _closed(numbers: Sequence[int]) -> bool:
    """Whether the numbers are one series; two series behind one claim are not counted."""
    return numbers.count(1) == 1


def _value(text: str) -> int:
    return int(text) if text.isdigit() else int(chinese_value(text) or 0)


def _like(text: str, number: int) -> str:
    return str(number) if text.isdigit() else chinese_ordinal(number)
