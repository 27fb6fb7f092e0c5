"""The title of a page's document: whole, from the text where it stands, without the site's name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge_base.language import dates
from knowledge_base.language.labels import label_of
from knowledge_base.types import Block
from knowledge_base.understanding.pages import Page

_LEAST = 3.4  # points of a title
_FIELD = re.compile(r"^[\u4e00-\u9fff\s]{2,8}[:：][^：]*[;；]")
_REMARKS = 60  # characters of what others say above a title
_MENU = re.compile(r"(?:^|\s)\S{1,8}(?=\s|$)")
_HEAD = 10  # lines from the top among which the title stands
_LONGEST, _SHORTEST = 90, 6
_KINDS = (
    "通知|意见|办法|方案|规定|条例|细则|措施|政策|决定|规划|规则|制度|指南|公告|通告|批复|函|纲要|要点|计划|总结|报告|汇报|讲话|致辞|致词|致辭|講話|主持词|发言|演讲"
    "|体会|心得|打算|安排|思路|简报|通报|倡议书|一封信|辦法|意見|報告|總結|匯報|回顾|述职|情况|提纲|建议"
)
_ENDS_AS_TITLE = re.compile(rf"(?:{_KINDS})(?:（[^（）]{{1,14}}）|\([^()]{{1,14}}\))?$")
_HOLDS_KIND = re.compile(_KINDS)
_ABOUT = re.compile("关于|關於|^在.{2,}上的|^致")
_PERIOD = re.compile(r"(?:19|20)\d\d\s*年|二[〇○零]\S\S年|上半年|季度|“?十[三四五]五”?")
_SUBTITLE = re.compile(r"^(?:——|--|—)\s*")
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
_FIELDS = ("标题", "名称", "题名", "信息名称", "文件名称", "文章标题", "文档名称", "资料名称")
_FILE_END = re.compile(r"\.(?:docx?|pdf|wps|txt|rtf|html?|ceb|ofd|xlsx?)$", re.I)
_NUMBER_OF_DOCUMENT = re.compile(r"^[\u4e00-\u9fff]{1,12}[〔\[（(【]\d{4}[〕\]）)】]\s*\d+\s*号$")
# Between title and text a page counts and stamps; an official text does not.
_OF_THE_PAGE = re.compile(
    r"^(?!.*[〔（(]\d{4}).*(?:\d{1,2}:\d\d|[A-Za-z]\s?[-+]|约 ?\d+ ?分钟|[·|｜]| \d+$)"
)
_BYLINE = re.compile(
    r"^[（(〔\[—\s]*(?:\d{4}年\d{1,2}月|\d{4}[./-]\d{1,2}[./-]\d|\d{1,2}\.\d{1,2}\.\d{4}|二[〇○零]..年.{1,2}月)|^—"
)
_GLUE = re.compile(
    r"\s*[_|｜┃]+\s*|\s+[-–—]+\s+|\s+[-–—]|(?<=[\u4e00-\u9fff）)])[-–](?=[\u4e00-\u9fff]{2,14}$)"
)
_SITE = re.compile(
    r"(?:网|網|网站|门户|信息港|在线|文库|文档|范文|热线|平台|论坛|博客|空间|之窗|资讯|公开|政府|小栈|新闻|快照|驿站|频道|文秘|下载|免费在线阅读|人民政府|APP)$"
)
_ADDED = re.compile(
    r"[（(][a-z]+\d*-\d+[）)]$|[（(\[【](?:精选|通用|优秀|集锦|最新|免费|完整版|推荐|转载|转帖|原创|图文?|总结|节选|全文|\d+|共\d+)[^）)\]】]{0,8}[）)\]】]|(?:免费在线阅读|全文阅读|范文|下载)$|^\[[^\]]{1,6}\]\s*|^【[^】]{1,6}】"
)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A possible title. lines: the indices of the blocks that hold it, () when none does.

    late: running text stands above it.
    """

    text: str
    lines: tuple[int, ...] = ()
    late: bool = False


def find(blocks: Sequence[Block], page: Page, around: str, stem: str) -> tuple[str, list[Block]]:
    """The title and the blocks below it; ("", blocks) when nothing is one.

    around: all that stood in the file, also what was taken off. stem: of the file's name.
    """
    candidates = [*_of_text(blocks), *_elsewhere(page, stem)]
    bare_around = _bare(around)
    scored = [
        (_score(c, blocks, bare_around, _bare(stem)), -i, c) for i, c in enumerate(candidates)
    ]
    best = max(scored, default=(0, 0, None), key=lambda one: one[:2])
    score, _, chosen = best
    if chosen is None or score < _LEAST:
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
    return chosen.text, rest


def _stays(text: str, title: str) -> bool:
    """Whether a line above the title is the document's too: its number, or who issues it."""
    bare = _bare(text)
    return bool(_NUMBER_OF_DOCUMENT.match(text)) and bare not in title


def _of_text(blocks: Sequence[Block]) -> list[_Candidate]:
    """Lines among the first, alone and joined with those below them."""
    found: list[_Candidate] = []
    texts = 0
    for i, block in enumerate(blocks[:_HEAD]):
        if block.table or label_of(block.text)[0] or len(block.text) > _LONGEST:
            break
        if _is_text(block.text):
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
    whole, subtitle = parts[0], False
    for part in parts[1:]:
        if (
            _BYLINE.match(part)
            or _NUMBER_OF_DOCUMENT.match(part)
            or _NUMBER_OF_DOCUMENT.match(whole)
        ):
            return ""
        if _SUBTITLE.match(part):
            whole, subtitle = whole + "——" + _SUBTITLE.sub("", part), True
        elif (
            subtitle
            or _GOES_ON.match(part)
            or (_OF_AN_ISSUER.match(part) and _ISSUER.search(whole))
            or (_OF_A_PERIOD.match(part) and _ISSUER.search(whole) and len(whole) <= 30)
            or _UNFINISHED.search(whole)
            or (_NAMES_ITS_OWN.match(whole) and not _SITE.search(whole) and len(part) < 40)
        ):
            whole += part
        else:
            return ""
    return whole if _ENDS_AS_TITLE.search(whole) else ""


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
    title = _FILE_END.sub("", title.strip())
    title = re.split(r"\s+(?:19|20)\d\d[-./]\d{1,2}[-./]\d{1,2}", title)[0]
    parts = [part for part in _GLUE.split(title) if part and part.strip()]
    if len(parts) > 1:
        named = [part for part in parts if _HOLDS_KIND.search(part) and not _SITE.search(part)]
        kept = named or [part for part in parts if not _SITE.search(part)] or parts
        title = max(kept, key=len)
    for _ in range(2):
        title = _ADDED.sub("", title).strip()
    title = re.sub(r"^《([^《》]+)》$", r"\1", title)
    space = "　" if re.search(r"[\u4e00-\u9fff][ \u3000]+[\u4e00-\u9fff]{2,}", title) else ""
    return re.sub(r"[ \u3000\t]+", space if len(title) > 14 else "", title)


def _score(found: _Candidate, blocks: Sequence[Block], around: str, stem: str) -> float:
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
    score += 2 * min(2, around.count(bare) - 1) if bare in around else 0
    score += bool(stem) and (bare in stem or stem in bare)
    score -= 3 * bool(_SITE.search(text))
    score += 1.5 * min(len(bare), 40) / 40
    if found.lines:
        score += 0.5 if found.late else 3
    elif bare in stem:
        score -= 2
    return score


def _bare(text: str) -> str:
    return "".join(re.findall(r"\w", text))
