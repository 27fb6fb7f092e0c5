"""The title of a page's document: whole, from the text where it stands, without the site's name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from knowledge_base.language import dates, divisions
from knowledge_base.language.labels import label_of
from knowledge_base.language.scripts import simplified
from knowledge_base.types import Block
from knowledge_base.understanding.line_model import page_share
from knowledge_base.understanding.pages import Page

_LEAST, _LEAST_ON_PAGE = 3.4, 1.0  # points of a title; on a page some line must be it
_SURELY = 0.8  # share of a page (line_model.py)
_SAME = 8  # first characters of a title that stands again, whole
_BESIDE = 30  # characters beside a title that is named again: a breadcrumb, a site
_WHOLE = 0.5  # points of joined lines above those of one of them
_FIELD = re.compile(r"^[\u4e00-\u9fff\s]{2,8}[:：][^：]*[;；]")
_REMARKS = 60  # characters of what others say above a title
_MENU = re.compile(r"(?:^|\s)\S{1,8}(?=\s|$)")
_HEAD = 10  # lines from the top among which the title stands
_LONGEST, _SHORTEST = 90, 6
_KINDS = (
    "通知|意见|办法|方案|规定|条例|细则|措施|政策|决定|规划|规则|制度|指南|公告|通告|批复|函|纲要|要点|计划|总结|报告|汇报|讲话|致辞|致词|致辭|講話|主持词|发言|演讲"
    "|体会|小结|心得|打算|安排|思路|简报|通报|倡议书|一封信|辦法|意見|報告|總結|匯報|回顾|述职|情况|提纲|建议|材料|讲话稿|发言稿|主持稿|要点|纪要|清单|说明|表态|对策|启示|做法"
)
_ENDS_AS_TITLE = re.compile(rf"(?:{_KINDS})(?:（[^（）]{{1,14}}）|\([^()]{{1,14}}\))?$")
_HOLDS_KIND = re.compile(_KINDS)
_ABOUT = re.compile("关于|關於|^在.{2,}上的|^致")
_PERIOD = re.compile(r"(?:19|20)\d\d\s*年|二[〇○零]\S\S年|上半年|季度|“?十[三四五]五”?")
_SUBTITLE = re.compile(r"^[—\-－─―]+\s*")
# The half of a speech's title that says where it was held; a slogan stands above it.
_OCCASION = re.compile(
    r"^(?:在|赴).{2,50}(?:讲话|致辞|致词|发言|汇报|报告|講話|致辭)(?:（[^（）]+）)?$"
)
_SUBTITLED = re.compile(r"^[^。；！？]{6,}[^，。；：！？]$")
_SLOGAN = re.compile(r"^[\u3400-\u9fff“”‘’、，！：\s\u3000·0-9]{6,40}$")
# A title that runs into the text below it.
_RUN_IN = re.compile(
    r"^(?:\d、)?(?P<title>[^。；！？：]{5,60}?(?:上的(?:讲话|致辞|致词|发言)|总结|汇报材料|汇报|报告|办法|意见|方案|规定|通知))"
    r"(?=\s|[（(]\d{4}|同志们|尊敬的|各位|根据|为了?|按照|今年|近年|(?:19|20)\d\d年|一年来|我|现将|第一[章条]|一、"
    r"|[\u4e00-\u9fff]{2,12}(?:人民政府|县长|市长|区长|书记|局长|主任|[省市县区委局])[（(]?)"
)
_HALF = re.compile(r"^[\u3400-\u9fff\d“”《》（）、—]{6,36}$")
_PERIODICAL = re.compile(
    r"第\s*[\d一二三四五六七八九十]+\s*(?:期|版|卷)|总第|[◇☆※■◆]|^\d{4}\s*卷|年鉴|公报$"
)
# A line that goes on with the title above it, and one that must go on below.
_GOES_ON = re.compile(r"^(?:的|暨|及|和|与|（)")
_OF_A_PERIOD = re.compile(r"^(?:二[〇○零]|(?:19|20)\d\d年|上半年|下半年|第?[一二三四]季度|工作)")
_OF_AN_ISSUER = re.compile(r"^(?:关于|關於|印发|转发|批转)")
_ISSUER = re.compile(
    r"(?:府|厅|局|委|委员会|办公室|办事处|联络处|中心|院|部|会|廳)(?:（[^（）]{2,14}）)?$"
)
_UNFINISHED = re.compile(
    r"(?:关于|關於)(?!.*(?:"
    + _KINDS
    + r")(?:（|\(|$)).*$|(?:20\d\d年|^在.{4,}(?:大?会|活动|仪式)?|(?:上半年|下半年|年度|季度))$"
)
# Who or where a first line of a title names, with what may follow.
_NAMES_ITS_OWN = re.compile(
    r"^[\u4e00-\u9fff“”]{2,12}(?:省|市|县|区|自治州|旗|局|委|人民政府|厅|中心|办公室)(?:[\u4e00-\u9fff“”]{2,})?$"
)
_LABEL = re.compile(
    r"^[^：:，。]{0,12}?(?:标题|名称|题名|文档介绍|文档简介|内容提示|内容简介|内容摘要|主题)\s*[:：]\s*"
)
_AUTHOR = re.compile(
    r"(?:局|委|办|府|中心|室|会|院)[ \u3000]*[\u4e00-\u9fff]{2,4}$|记者|通讯员|^作者"
)
_FIELDS = ("标题", "名称", "题名", "信息名称", "文件名称", "文章标题", "文档名称", "资料名称")
_FILE_END = re.compile(r"\.(?:docx?|pdf|wps|txt|rtf|html?|ceb|ofd|xlsx?)$", re.I)
_NUMBER_OF_DOCUMENT = re.compile(r"^[\u4e00-\u9fff]{1,12}[〔\[（(【]\d{4}[〕\]）)】]\s*\d+\s*号$")
# Between title and text a page counts and stamps; an official text does not.
_OF_THE_PAGE = re.compile(
    r"^(?!.*[〔（(]\d{4}).*(?:\d{1,2}:\d\d|[A-Za-z]\s?[-+]|约 ?\d+ ?分钟| [·|｜] | \d+$)"
)
_BYLINE = re.compile(
    r"^[（(〔\[—\s]*(?:\d{4}年\d{1,2}月|\d{4}[./-]\d{1,2}[./-]\d|\d{1,2}\.\d{1,2}\.\d{4}|二[〇○零]..年.{1,2}月)|^—"
)
_OF_NUMBER = re.compile(r"[（(][^（）()]{1,12}[〔\[]\d{4}[〕\]]\s*\d+\s*号[）)]$")
_DATE_FIRST = re.compile(r"^[—\s]*\d{4}年\d{1,2}月\d{1,2}日")
_DATED = re.compile(r"^[（(]?[^，。]{0,10}\d{4}\s*年\d{1,2}\s*月\d{1,2}\s*日[）)]?$")
_GLUE = re.compile(
    r"\s*[_|｜┃]+\s*|\s+[-–—]+\s+|\s+[-–—]|(?<=[\u4e00-\u9fff）)])[-–](?=[\u4e00-\u9fff]{2,14}$)"
)
_SITE = re.compile(
    r"(?:网|網|网站|门户|信息港|在线|文库|文档|范文|热线|平台|论坛|博客|空间|之窗|资讯|公开|政府|小栈|新闻|快照|驿站|频道|文秘|下载|免费在线阅读|人民政府|APP|百科|书库|日报|晚报|报刊|读本|网志|網誌|数字报|公文港|新闻网_.*|.*网[_·].*)$"
)
_ADDED = re.compile(
    r"[（(][a-z]+\d*-\d+[）)]$|[（(\[【](?:精选|通用|优秀|集锦|最新|免费|完整版|推荐|转载|转帖|原创|图文?|总结|节选|全文|\d+(?=[）)\]】])|共\d+)[^）)\]】]{0,8}[）)\]】]|(?:免费在线阅读|全文阅读|范文|下载)$|^\[[^\]]{1,6}\]\s*|^【[^】]{1,6}】"
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


def find(blocks: Sequence[Block], page: Page, around: str, stem: str) -> tuple[str, list[Block]]:
    """The title and the blocks below it; ("", blocks) when nothing is one.

    around: all that stood in the file, also what was taken off. stem: of the file's name.
    """
    candidates = [*_of_text(blocks), *_elsewhere(page, stem)]
    longer = {_bare(c.text) for c in candidates}
    lines = [_bare(line) for line in around.splitlines()]
    scored = [
        (_score(c, [x for x in lines if x not in longer or x == _bare(c.text)], _bare(stem)), -i, c)
        for i, c in enumerate(candidates)
    ]
    best = max(_whole_above_parts(scored), default=(0, 0, None), key=lambda one: one[:2])
    score, _, chosen = best
    if chosen is None or score < (_LEAST_ON_PAGE if page.is_page else _LEAST):
        return "", list(blocks)
    last = max(chosen.lines, default=-1)
    same = _bare(chosen.text)
    below = next((i for i in range(last + 1, len(blocks)) if _is_text(blocks[i].text)), last + 1)
    rest = [
        block
        for i, block in enumerate(blocks)
        if (
            (i > last and not (i < _HEAD and len(block.text) < 120 and _bare(block.text) == same))
            and not (
                i < below and _OF_THE_PAGE.search(block.text) and not dates.is_date(block.text)
            )
        )
        or (i < last and _stays(block.text, same))
    ]
    if chosen.cut:
        whole = blocks[last]
        rest.insert(0, replace(whole, text=whole.text[chosen.cut :].strip()))
    return chosen.text, rest


def _whole_above_parts(
    scored: Sequence[tuple[float, int, _Candidate]],
) -> list[tuple[float, int, _Candidate]]:
    """The same, with joined lines worth more than the best of them alone."""
    return [
        (
            max(
                [
                    score,
                    *(
                        other + _WHOLE
                        for other, _, part in scored
                        if score > 0
                        and part is not found
                        and len(part.lines) == 1
                        and len(found.lines) > 1
                        and part.lines[0] in found.lines
                    ),
                ]
            ),
            place,
            found,
        )
        for score, place, found in scored
    ]


def _stays(text: str, title: str) -> bool:
    """Whether a line above the title is the document's too: its number, or who issues it."""
    bare = _bare(text)
    return bool(_NUMBER_OF_DOCUMENT.match(text)) and bare not in title


def _of_text(blocks: Sequence[Block]) -> list[_Candidate]:
    """Lines among the first, alone and joined with those below them."""
    found: list[_Candidate] = []
    texts = 0
    for i, block in enumerate(blocks[:_HEAD]):
        if block.table:
            break
        if _is_text(block.text):
            if run_in := _RUN_IN.match(block.text):
                found.append(_Candidate(_clean(run_in["title"]), (i,), texts > 0, run_in.end()))
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
            if joined := _joined(parts):
                found.append(_Candidate(_clean(joined), tuple(range(i, j + 1)), texts > 0))
    return found


def _joined(parts: Sequence[str]) -> str:
    """Lines as one title, "" where they are none: the first must be unfinished."""
    if len(parts) == 1:
        return parts[0]
    if any(_PERIODICAL.search(part) for part in parts):
        return ""
    if occasion := _with_occasion(parts):
        return occasion
    if any(page_share(part) > _SURELY and not _HOLDS_KIND.search(part) for part in parts):
        return ""
    whole, subtitle = parts[0], False
    for part in parts[1:]:
        if (
            _DATED.match(part)
            or _BYLINE.match(part)
            or _NUMBER_OF_DOCUMENT.match(part)
            or _NUMBER_OF_DOCUMENT.match(whole)
        ):
            return ""
        if _ENDS_AS_TITLE.search(part) and (
            (divisions.at_start(part)[0] and not _UNFINISHED.search(whole)) or _bare(part) in whole
        ):
            return ""  # whole by itself
        if _bare(part)[:_SAME] == _bare(whole)[:_SAME]:
            return ""
        if _SUBTITLE.match(part):
            whole, subtitle = whole + "——" + _SUBTITLE.sub("", part), True
        elif (
            subtitle
            or _GOES_ON.match(part)
            or (_OF_AN_ISSUER.match(part) and _ISSUER.search(whole))
            or (_OF_A_PERIOD.match(part) and _ISSUER.search(whole) and len(whole) <= 30)
            or _UNFINISHED.search(whole)
            or _is_first_half(whole, part)
            or (
                _NAMES_ITS_OWN.match(whole)
                and not part.startswith("在")
                and not _SITE.search(whole)
                and len(part) < 40
            )
        ):
            whole += part
        else:
            return ""
    explained = subtitle and _ENDS_AS_TITLE.search(parts[0]) and not _DATE_FIRST.search(parts[-1])
    return whole if _ENDS_AS_TITLE.search(whole) or explained else ""


def _is_first_half(whole: str, part: str) -> bool:
    """Whether a line without a title's end, and one with it, are halves of one title."""
    if not (_HALF.match(whole) and _HALF.match(part) and _ENDS_AS_TITLE.search(part)):
        return False
    if _ENDS_AS_TITLE.search(whole) or _ISSUER.search(whole) or _SITE.search(whole):
        return False
    begins = divisions.at_start(part)[0] or _ABOUT.match(part) or _PERIOD.match(part)
    return not begins and page_share(whole) < 1 - _SURELY


def _with_occasion(parts: Sequence[str]) -> str:
    """A slogan and, below it, where the speech was held: 勇立潮头——在全县招商大会上的讲话."""
    start = next((i for i, p in enumerate(parts) if i and _SUBTITLE.match(p)), len(parts) - 1)
    below = _SUBTITLE.sub("", "".join(parts[start:]))
    marked = bool(_SUBTITLE.match(parts[start]))
    if any(_DATED.match(part) for part in parts) or len(below) > 60:
        return ""
    if not (_OCCASION if not marked else _SUBTITLED).match(below) or _DATE_FIRST.match(below):
        return ""
    if not all(_is_slogan(part, marked) for part in parts[:start]):
        return ""
    return "\u3000".join(parts[:start]) + "——" + below


def _is_slogan(text: str, marked: bool) -> bool:
    """marked: a dash leads the line below, so that little else can stand here."""
    no_slogan = _SITE.search(text) or _ENDS_AS_TITLE.search(text) or _ISSUER.search(text)
    if no_slogan or not _SLOGAN.match(text):
        return False
    return marked or page_share(text) < 1 - _SURELY


def _is_text(text: str) -> bool:
    return (
        len(text) > _LONGEST or bool(label_of(text)[0]) or text.endswith(("。", "；", "：", "，"))
    )


def _elsewhere(page: Page, stem: str) -> list[_Candidate]:
    """What the page's own lines and the file's name give, where it reads as a title."""
    named = [page.fields[name] for name in _FIELDS if name in page.fields]
    cleaned = [_clean(text) for text in (*page.heads, *named, stem)]
    return [_Candidate(text) for text in cleaned if _ENDS_AS_TITLE.search(text)]


def _clean(title: str) -> str:
    """A title without the site's name, a file's ending, and what sites add to titles."""
    title = _FILE_END.sub("", title.strip(" \u3000-—_·•*●■◆▲>»"))
    title = title[len(label[0]) :] if (label := _LABEL.match(simplified(title))) else title
    title = re.split(r"[（(\[]?(?:19|20)\d\d[-./]\d{1,2}[-./]\d{1,2}", title)[0]
    title = _only_title(title)
    parts = [part for part in _GLUE.split(title) if part and part.strip()]
    if len(parts) > 1:
        named = [part for part in parts if _HOLDS_KIND.search(part) and not _SITE.search(part)]
        kept = named or [part for part in parts if not _SITE.search(part)] or parts
        title = max(kept, key=len)
    title = _OF_NUMBER.sub("", title)
    for _ in range(2):
        title = _ADDED.sub("", title).strip()
    title = re.sub(r"^《([^《》]+)》$", r"\1", title)
    space = "　" if re.search(r"[\u4e00-\u9fff][ \u3000]+[\u4e00-\u9fff]{2,}", title) else ""
    return re.sub(r"[ \u3000\t]+", space if len(title) > 14 else "", title)


def _only_title(line: str) -> str:
    """What of a line is the title, where buttons or a site's name stand before it."""
    parts = re.split(r"[ \u3000]{1,}", line)
    last = parts[-1]
    if len(parts) == 1 or "——" in line or not _ENDS_AS_TITLE.search(last) or len(last) < 12:
        return line
    return last if page_share(line[: -len(last)]) > _SURELY else line


def _score(found: _Candidate, lines: Sequence[str], stem: str) -> float:
    """How much speaks for a candidate; below _LEAST it is none."""
    text, bare = found.text, _bare(found.text)
    if not _SHORTEST <= len(bare) <= _LONGEST or re.search("[。；？！]$|[>»|｜]|首页| [·•] ", text):
        return -1
    if not re.search("[\u3400-\u9fff]{3}", text) or _FIELD.match(text):
        return -1
    if label_of(text)[0] or _NUMBER_OF_DOCUMENT.match(text) or _BYLINE.match(text):
        return -1
    score = 0.0
    score += 4 if _ENDS_AS_TITLE.search(text) else 1 if _HOLDS_KIND.search(text) else 0
    score += 2 * bool(_ABOUT.search(text)) + bool(_PERIOD.search(text))
    said = sum(bare in line for line in lines if len(line) <= len(bare) + _BESIDE)
    score += 2 * min(2, max(0, said - 1))
    score += bool(stem) and (bare in stem or stem in bare)
    score -= 3 * bool(_SITE.search(text)) + 3 * bool(_PERIODICAL.search(text))
    if found.lines and not _ENDS_AS_TITLE.search(text):
        score -= 3 * page_share(text) + 2 * bool(_AUTHOR.search(text))
        score -= 2 * bool(re.search("[A-Z]{4}|[A-Za-z]{3,} [A-Z]", text))
    score += 1.5 * min(len(bare), 40) / 40
    if found.lines:
        score += 0.5 if found.late else 3
    elif bare in stem:
        score -= 2
    return score


def _bare(text: str) -> str:
    return "".join(re.findall(r"\w", text))
