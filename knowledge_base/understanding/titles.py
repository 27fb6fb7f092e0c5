"""The title of a page's document: whole, from the text where it stands, without the site's name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from knowledge_base.language import dates
from knowledge_base.language.labels import label_of
from knowledge_base.types import Block
from knowledge_base.understanding.line_model import page_share
from knowledge_base.understanding.pages import Page
from knowledge_base.understanding.title_lines import as_one
from knowledge_base.understanding.title_words import (
    ABOUT,
    BYLINE,
    ENDS_AS_TITLE,
    HOLDS_KIND,
    NUMBER_OF_DOCUMENT,
    PERIOD,
    PERIODICAL,
    SITE,
    clean,
    letters,
)

_LEAST, _LEAST_ON_PAGE = 3.4, 1.0  # points of a title; on a page some line must be it
_BESIDE = 30  # characters beside a title that is named again: a breadcrumb, a site
_MORE = 12  # characters that a site's name for the file may add
_WHOLE = 0.5  # points of joined lines above those of one of them
_FIELD = re.compile(r"^[\u4e00-\u9fff\s]{2,8}[:：][^：]*[;；]")
_REMARKS = 60  # characters of what others say above a title
_MENU = re.compile(r"(?:^|\s)\S{1,8}(?=\s|$)")
_HEAD = 10  # lines from the top among which the title stands
_LONGEST, _SHORTEST = 90, 6
# A title that runs into the text below it.
_RUN_IN = re.compile(
    r"^(?:\d、)?(?P<title>[^。；！？：]{5,60}?(?:上的(?:讲话|致辞|致词|发言)|总结|汇报材料|汇报|报告|办法|意见|方案|规定|通知))"
    r"(?=\s|[（(]\d{4}|同志们|尊敬的|各位|根据|为了?|按照|今年|近年|(?:19|20)\d\d年|一年来|我|现将|第一[章条]|一、"
    r"|[\u4e00-\u9fff]{2,12}(?:人民政府|县长|市长|区长|书记|局长|主任|[省市县区委局])[（(]?)"
)
_AUTHOR = re.compile(
    r"(?:局|委|办|府|中心|室|会|院)[ \u3000]*[\u4e00-\u9fff]{2,4}$|记者|通讯员|^作者"
)
_FIELDS = ("标题", "名称", "题名", "信息名称", "文件名称", "文章标题", "文档名称", "资料名称")
# Between title and text a page counts and stamps; an official text does not.
_OF_THE_PAGE = re.compile(
    r"^(?!.*[〔（(]\d{4}).*(?:\d{1,2}:\d\d|[A-Za-z]\s?[-+]|约 ?\d+ ?分钟| [·|｜] | \d+$)"
)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A possible title. lines: the indices of the blocks that hold it, () when none does.

    late: running text stands above it. cut: how much of its line is the title, 0 for all.
    """

    text: str
    lines: tuple[int, ...] = ()
    late: bool = False
    cut: int = 0


def find(
    blocks: Sequence[Block], page: Page, around: str, names: tuple[str, str]
) -> tuple[str, list[Block]]:
    """The title and the blocks below it; ("", blocks) when nothing is one.

    around: all that stood in the file, also what was taken off. names: the file's as it was saved,
    without its ending, and as a site calls it ("" where none does).
    """
    stem = names[0]
    candidates = [*_of_text(blocks), *_elsewhere(page, names)]
    titles = {letters(c.text) for c in candidates}
    lines = [letters(line) for line in around.splitlines() if len(line) <= _LONGEST + 2 * _BESIDE]
    scored = []
    for index, one in enumerate(candidates):
        other = titles - {letters(one.text)}
        score = _score(one, [line for line in lines if line not in other], letters(stem))
        scored.append((score, -index, one))
    best = max(_whole_above_parts(scored), default=(0, 0, None), key=lambda one: one[:2])
    score, _, chosen = best
    if chosen is None or score < (_LEAST_ON_PAGE if page.is_page else _LEAST):
        return "", list(blocks)
    last = max(chosen.lines, default=-1)
    same = letters(chosen.text)
    below = next((i for i in range(last + 1, len(blocks)) if _is_text(blocks[i].text)), last + 1)
    rest = [
        block
        for i, block in enumerate(blocks)
        if (
            (i > last and not (i < _HEAD and len(block.text) < 120 and letters(block.text) == same))
            and not (
                i < below and _OF_THE_PAGE.search(block.text) and not dates.is_date(block.text)
            )
        )
        or (i < last and _stays(block.text, same))
    ]
    title, of_site = chosen.text, clean(names[1])
    if same in letters(of_site) and len(of_site) <= len(title) + _MORE:
        title = of_site  # with the year that the text leaves out
    if chosen.cut:
        whole = blocks[last]
        rest.insert(0, replace(whole, text=whole.text[chosen.cut :].strip()))
    return title, rest


def _whole_above_parts(
    scored: Sequence[tuple[float, int, _Candidate]],
) -> list[tuple[float, int, _Candidate]]:
    """The same, with joined lines worth more than the best of them alone."""
    alone = {one.lines[0]: score for score, _, one in scored if len(one.lines) == 1}
    raised = []
    for score, place, one in scored:
        if score > 0 and len(one.lines) > 1:
            score = max(score, *(alone.get(line, 0.0) + _WHOLE for line in one.lines))
        raised.append((score, place, one))
    return raised


def _stays(text: str, title: str) -> bool:
    """Whether a line above the title is the document's too: its number, or who issues it."""
    bare = letters(text)
    return bool(NUMBER_OF_DOCUMENT.match(text)) and bare not in title


def _of_text(blocks: Sequence[Block]) -> list[_Candidate]:
    """Lines among the first, alone and joined with those below them."""
    found: list[_Candidate] = []
    texts = 0
    for i, block in enumerate(blocks[:_HEAD]):
        if block.table:
            break
        if _is_text(block.text):
            if run_in := _RUN_IN.match(block.text):
                found.append(_Candidate(clean(run_in["title"]), (i,), texts > 0, run_in.end()))
            texts += len(block.text)
            if texts > _REMARKS:
                break
            continue
        if len(_MENU.findall(block.text)) >= 3:
            continue
        parts = [block.text]
        for j in range(i, min(i + 4, len(blocks))):
            if j > i:
                if _is_text(blocks[j].text) or blocks[j].table or len(blocks[j].text) > 60:
                    break
                parts.append(blocks[j].text)
            if joined := as_one(parts):
                found.append(_Candidate(clean(joined), tuple(range(i, j + 1)), texts > 0))
    return found


def _is_text(text: str) -> bool:
    return (
        len(text) > _LONGEST or bool(label_of(text)[0]) or text.endswith(("。", "；", "：", "，"))
    )


def _elsewhere(page: Page, names: Sequence[str]) -> list[_Candidate]:
    """What the page's own lines and the file's name give, where it reads as a title."""
    named = [page.fields[name] for name in _FIELDS if name in page.fields]
    cleaned = [clean(text) for text in (*page.heads, *named, *names)]
    return [_Candidate(text) for text in cleaned if ENDS_AS_TITLE.search(text)]


def _score(found: _Candidate, lines: Sequence[str], stem: str) -> float:
    """How much speaks for a candidate; below _LEAST it is none."""
    text, bare = found.text, letters(found.text)
    if not _SHORTEST <= len(bare) <= _LONGEST or re.search("[。；？！]$|[>»|｜]|首页| [·•] ", text):
        return -1
    if not re.search("[\u3400-\u9fff]{3}", text) or _FIELD.match(text):
        return -1
    if label_of(text)[0] or NUMBER_OF_DOCUMENT.match(text) or BYLINE.match(text):
        return -1
    score = 0.0
    score += 4 if ENDS_AS_TITLE.search(text) else 1 if HOLDS_KIND.search(text) else 0
    score += 2 * bool(ABOUT.search(text)) + bool(PERIOD.search(text))
    said = sum(bare in line for line in lines if len(line) <= len(bare) + _BESIDE)
    score += 2 * min(2, max(0, said - 1))
    score += bool(stem) and (bare in stem or stem in bare)
    score -= 3 * bool(SITE.search(text)) + 3 * bool(PERIODICAL.search(text))
    if found.lines and not ENDS_AS_TITLE.search(text):
        score -= 3 * page_share(text) + 2 * bool(_AUTHOR.search(text))
        score -= 2 * bool(re.search("[A-Z]{4}|[A-Za-z]{3,} [A-Z]", text))
    score += 1.5 * min(len(bare), 40) / 40
    if found.lines:
        score += 0.5 if found.late else 3
    elif bare in stem:
        score -= 2
    return score
