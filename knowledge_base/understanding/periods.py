"""The years that a document is about: its title and its own words before its date."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge_base.language import dates
from knowledge_base.types import Kind

_OPENING, _END, _SHORT = 300, 80, 30  # characters; a line of a document's number is short
_EARLIEST = 1978  # what is older is history that a text tells
_DAYS_NEAR = 45  # a page's date says the year of days that lie so many before it
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?=\s*年|—\d{4}|－\d{4}|-\d{4}年|至\d{4})")
_BARE_YEAR = re.compile(
    r"(?<![\d.\-/])((?:19|20)\d{2})(?![\d.\-/:％%]|\s*[亿万元个家亩户号次人名台套])"
)
_NUMBERED = re.compile(r"[〔\[（(]((?:19|20)\d{2})[〕\])）]\s*第?\d+\s*号")
_CHINESE = re.compile("[一二][〇○零ＯO0九][〇○零ＯO0一二三四五六七八九]{2}(?=年)")
# Other documents' years: of those named, of those that end with this one.
_CITED = re.compile(r"《[^》]*》(?:[（(〔\[][^）)〕\]]*[）)〕\]](?:\s*\d+\s*号)?)?")
_REPEALED = re.compile(r"[^。；\n]*(?:废止|停止执行)[^。；\n]*")
_SAVED = re.compile("存档|下载|上传|收藏")
_DAY = re.compile(r"(?<!\d)(\d{1,2})月(\d{1,2})日")


def years(
    title: str, stem: str, date: str, text: str, kind: Kind, stamp: str = ""
) -> tuple[int, ...]:
    """The years, the telling one first; () where nothing says any.

    date: the document's own, as printed. text: in simplified characters. stamp: the date of the
    page that held it, which counts only where the text's own days lie shortly before it.
    """
    opening = _own(text[:_OPENING])
    if found := tuple(_in(_YEAR, title)) or tuple(_in(_BARE_YEAR, title)):
        return found
    if not _SAVED.search(stem) and (found := tuple(_in(_YEAR, stem))):
        return found
    numbered = "\n".join(line for line in text[:_OPENING].splitlines() if len(line) <= _SHORT)
    if found := tuple(_in(_NUMBERED, numbered)):
        return found
    said = tuple(_in(_YEAR, opening))
    if kind is Kind.SPEECH:
        said = tuple(sorted(said, reverse=True))  # 总结2011年，部署2012年
    dated = tuple(_in(_YEAR, date))
    of_page = tuple(_of_page(text, stamp))
    if kind is Kind.SUMMARY:
        found = said or dated
    elif kind is Kind.OTHER:
        found = dated or of_page or said
    else:
        found = dated or said
    return found or tuple(_signed(text)) or of_page


def _in(pattern: re.Pattern[str], text: str) -> Iterator[int]:
    """The years of a text, each once, in order."""
    digits = _CHINESE.sub(lambda match: dates.digits(match[0]), text)
    found = (int(match[1]) for match in pattern.finditer(digits))
    yield from dict.fromkeys(year for year in found if year >= _EARLIEST)


def _own(text: str) -> str:
    """A text without what it says of other documents."""
    return _CITED.sub("", _REPEALED.sub("", text))


def _signed(text: str) -> Iterator[int]:
    """The year of a date among the last words."""
    found = dates.find(_REPEALED.sub("", text[-_END:]))
    if found and found[0] >= _EARLIEST:
        yield found[0]


def _of_page(text: str, stamp: str) -> Iterator[int]:
    """The page's year, where the days that the text names lie shortly before its date."""
    found, day = dates.find(stamp), _DAY.search(text)
    if found and day:
        year, month, at, _ = found
        gap = (month - int(day[1])) * 30 + at - int(day[2])
        if 0 <= gap <= _DAYS_NEAR:
            yield year
