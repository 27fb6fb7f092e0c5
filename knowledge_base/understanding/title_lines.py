"""Lines that make one title: halves, an issuer and its subject, a slogan and its occasion."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge_base.language import divisions
from knowledge_base.understanding.line_model import page_share
from knowledge_base.understanding.title_words import (
    ABOUT,
    BYLINE,
    ENDS_AS_TITLE,
    HOLDS_KIND,
    ISSUER,
    KINDS,
    NUMBER_OF_DOCUMENT,
    PERIOD,
    PERIODICAL,
    SITE,
    SUBTITLE,
    SURELY,
    letters,
)

_SAME = 8  # first characters of a title that stands again, whole
# The half of a speech's title that says where it was held; a slogan stands above it.
_OCCASION = re.compile(
    r"^(?:在|赴).{2,50}(?:讲话|致辞|致词|发言|汇报|报告|講話|致辭)(?:（[^（）]+）)?$"
)
_SUBTITLED = re.compile(r"^[^。；！？]{6,}[^，。；：！？]$")
_SLOGAN = re.compile(r"^[\u3400-\u9fff“”‘’、，！：\s\u3000·0-9]{6,40}$")
_HALF = re.compile(r"^[\u3400-\u9fff\d“”《》（）、—]{6,36}$")
# A line that goes on with the title above it, and one that must go on below.
_GOES_ON = re.compile(r"^(?:的|暨|及|和|与|（)")
_AND = re.compile("^(?:暨|及|和|与)")
_OF_A_PERIOD = re.compile(r"^(?:二[〇○零]|(?:19|20)\d\d年|上半年|下半年|第?[一二三四]季度|工作)")
_OF_AN_ISSUER = re.compile(r"^(?:关于|關於|印发|转发|批转)")
_UNFINISHED = re.compile(
    r"(?:关于|關於)(?!.*(?:"
    + KINDS
    + r")(?:（|\(|$)).*$|(?:20\d\d年|^在.{4,}(?:大?会|活动|仪式)?|(?:上半年|下半年|年度|季度))$"
)
# Who or where a first line of a title names, with what may follow.
_NAMES_ITS_OWN = re.compile(
    r"^[\u4e00-\u9fff“”]{2,12}(?:省|市|县|区|自治州|旗|局|委|人民政府|厅|中心|办公室)(?:[\u4e00-\u9fff“”]{2,})?$"
)
_DATE_FIRST = re.compile(
    r"^[—\-－─―\s]*(?:\d{4}年\d{1,2}月\d{1,2}日|[一二][〇○零九][〇○零一二三四五六七八九]{2}年.{1,2}月)"
)
_DATED = re.compile(r"^[（(]?[^，。]{0,10}\d{4}\s*年\d{1,2}\s*月\d{1,2}\s*日[）)]?$")


def as_one(parts: Sequence[str]) -> str:
    """Lines as one title, "" where they are none: the first must be unfinished."""
    if len(parts) == 1:
        return parts[0]
    if any(PERIODICAL.search(part) for part in parts):
        return ""
    if occasion := _with_occasion(parts):
        return occasion
    if any(page_share(part) > SURELY and not HOLDS_KIND.search(part) for part in parts):
        return ""
    whole, subtitle = parts[0], False
    for part in parts[1:]:
        if (
            _DATED.match(part)
            or (BYLINE.match(part) and not SUBTITLE.match(part))
            or NUMBER_OF_DOCUMENT.match(part)
            or NUMBER_OF_DOCUMENT.match(whole)
            or _DATE_FIRST.match(part)
        ):
            return ""
        if ENDS_AS_TITLE.search(part) and (
            (divisions.at_start(part)[0] and not _UNFINISHED.search(whole))
            or letters(part) in whole
        ):
            return ""  # whole by itself
        if letters(part)[:_SAME] == letters(whole)[:_SAME]:
            return ""
        if SUBTITLE.match(part):
            whole, subtitle = whole + "——" + SUBTITLE.sub("", part), True
        elif (
            subtitle
            or _GOES_ON.match(part)
            or (_OF_AN_ISSUER.match(part) and ISSUER.search(whole))
            or (_OF_A_PERIOD.match(part) and ISSUER.search(whole) and len(whole) <= 30)
            or _UNFINISHED.search(whole)
            or _is_first_half(whole, part)
            or (
                _NAMES_ITS_OWN.match(whole)
                and not part.startswith("在")
                and not SITE.search(whole)
                and len(part) < 40
            )
        ):
            whole += part
        else:
            return ""
    further = subtitle or _AND.match(parts[-1])
    explained = further and ENDS_AS_TITLE.search(parts[0]) and not _DATE_FIRST.search(parts[-1])
    return whole if ENDS_AS_TITLE.search(whole) or explained else ""


def _is_first_half(whole: str, part: str) -> bool:
    """Whether a line without a title's end, and one with it, are halves of one title."""
    if not (_HALF.match(whole) and _HALF.match(part) and ENDS_AS_TITLE.search(part)):
        return False
    if ENDS_AS_TITLE.search(whole) or ISSUER.search(whole) or SITE.search(whole):
        return False
    begins = divisions.at_start(part)[0] or ABOUT.match(part) or PERIOD.match(part)
    return not begins and page_share(whole) < 1 - SURELY


def _with_occasion(parts: Sequence[str]) -> str:
    """A slogan and, below it, where the speech was held: 勇立潮头——在全县招商大会上的讲话."""
    start = next((i for i, p in enumerate(parts) if i and SUBTITLE.match(p)), len(parts) - 1)
    below = SUBTITLE.sub("", "".join(parts[start:]))
    marked = bool(SUBTITLE.match(parts[start]))
    if any(_DATED.match(part) for part in parts) or len(below) > 60:
        return ""
    if not (_OCCASION if not marked else _SUBTITLED).match(below) or _DATE_FIRST.match(below):
        return ""
    if not all(_is_slogan(part, marked) for part in parts[:start]):
        return ""
    return "\u3000".join(parts[:start]) + "——" + below


def _is_slogan(text: str, marked: bool) -> bool:
    """marked: a dash leads the line below, so that little else can stand here."""
    no_slogan = SITE.search(text) or ENDS_AS_TITLE.search(text) or ISSUER.search(text)
    if no_slogan or not _SLOGAN.match(text):
        return False
    return marked or page_share(text) < 1 - SURELY
