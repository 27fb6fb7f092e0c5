"""What a file carries that its author did not write: site wrappers, page debris, masks.

The rules are tables. Every rule keeps the words and digits of real text, and cleaning twice
equals cleaning once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from knowledge_base.language.blanks import with_blanks
from knowledge_base.types import Block
from knowledge_base.understanding.page_lines import tables

_CJK = "\u3400-\u9fff"
_LABEL = "一二三四五六七八九十"

# Whole lines that a download site or a web page put around the text.
_WRAPPER_LINES = re.compile(
    r"^(?:"
    r"[=＝\-—_~·.…*]{3,}"
    r"|《.+》由会员分享.*|.*请在.{1,12}(?:文档|文库|网)上?搜索。?"
    r"|(?:上|下)一篇\s*[:：].*|相关(?:阅读|文章|推荐)\s*[:：]?.*"
    r"|ID\s*[:：]\s*\d+"
    r"|(?:大小\s*[:：]\s*[\d.]+\s*[KMG]B?|页数\s*[:：]\s*\d+\s*页|格式\s*[:：]\s*(?:DOCX?|PDF|WPS|TXT|PPTX?)"
    r"|时间\s*[:：]\s*\d{4}-\d{2}-\d{2}(?: [\d:]{5,8})?|上传者\s*[:：]\s*\S{1,24})"
    r"|(?:分享|收藏|下载文档|收藏\s*分享赚钱|展开|收起|举报|打印|关闭|返回顶部|你可能关注的文档|温馨提示\s*[:：]?|立即下载|加入VIP)"
    r"|(?:此|本)文档(?:下载收益归作者所有|由用户上传.*)"
    r"|\d+\s*[.、．]\s*.*(?:版权归(?:属)?用户|文件查看预览|本站投诉|下载失败|下载错误|数学公式或PPT|确认文档内容).*"
    r"|网站客服\s*[:：]?.*"
    r"|.{2,60}?(?:[.．·]{5,}|…{2,})\s*\d{1,4}"  # a line of a table of contents
    r"|(?:(?:发布(?:时间|日期)|信息来源|来源|作者|(?:责任)?编辑|浏览(?:次数|量)|阅读(?:次数|量)?|点击(?:数|量|率)|字体|字号|打印)"
    r"\s*[:：]?\s*[^，。]{0,30}?\s*){3,}"
    r"|(?:浏览|阅读|点击)(?:次数|量|数)\s*[:：]\s*\d*\s*次?"
    r"|(?:第\s*\d+\s*页\s*)?共\s*\d+\s*页|第\s*\d+\s*页|[-—–]\s*\d+\s*[-—–]"
    r")$"
)
_WRAPPER_CHARS = 400  # no wrapper is longer
# Lines that carry the title: 《××.docx》由会员分享 … , or a bare file name.
_TITLE_LINES = (
    re.compile(r"^《(?P<title>[^《》]{4,80}?)\.(?:docx?|pdf|wps|txt)》由会员分享"),
    re.compile(r"^(?P<title>[^。，；\s]{4,80}?)\.(?:docx?|pdf|wps)$"),
)
_TITLE_WITHIN = 3  # blocks from the top; further down stands the name of an attachment
# Marks inside a line.
_INLINE: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"##\s*paid(?:begin|end)\s*##", re.I), ""),
    (re.compile(r"\s*第\s*\d+\s*页\s*共\s*\d+\s*页\s*"), ""),
    (re.compile(r"[\u200b-\u200f\u2028-\u202e\u2060\ufeff\u00ad]"), ""),
    (re.compile("[\u0000-\u0008\u000b-\u001f\u007f]"), ""),
)
_SPACE = "[ \t\u00a0\u2000-\u200a\u3000]"

# Full-width letters and digits are typing habit, not meaning; so is ％.
_WIDTH = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B))}
_WIDTH |= {code: code - 0xFEE0 for code in range(0xFF41, 0xFF5B)}
_WIDTH |= {ord("％"): ord("%"), ord("〞"): ord("”"), ord("〝"): ord("“"), ord("﹐"): ord("，")}
_FULL_MARK = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
_HALF_MARK = re.compile(
    rf"(?<=[{_CJK}”’）》%×0-9])[,;:?!](?= ?[{_CJK}“‘（《×]|$)|(?<=[{_CJK}”）》])[,;:?!](?=\d)"
)
_BRACKETS = re.compile(rf"\((?=[^()]*[{_CJK}×])([^()]*)\)")
_LABEL_BRACKETS = re.compile(rf"^\(([{_LABEL}]{{1,3}}|\d{{1,2}})\)")
_CJK_SPACE = re.compile(
    rf"(?<![条章节款])(?<=[{_CJK}，。；：？！、”’）》])[ \t\u3000]+(?=[{_CJK}“‘（《])"
)


_BLANK = re.compile("[ \t\u3000]")
_SPACE_BEFORE_MARK = re.compile(rf"(?<=[{_CJK}）》”%\d]) +(?=[,，。；：、）])")


_INSIDE = re.compile(f"[{_CJK}]$")  # of a page's end: a word, cut from the next page


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Blocks fit to be structured, a title that a wrapper named ("" if none), and the quality."""

    blocks: tuple[Block, ...]
    title_hint: str = ""
    garbled: bool = False


def clean(blocks: Sequence[Block]) -> Cleaned:
    """Drops wrappers and debris, turns masks into ××, folds typing habits. Keeps all real words."""
    title_hint = ""
    kept: list[Block] = []
    for number, block in enumerate(blocks):
        text = _fold_spaces(block.text)
        patterns = _TITLE_LINES if number < _TITLE_WITHIN else ()
        hint = next((m["title"] for p in patterns if (m := p.match(text))), "")
        title_hint = title_hint or hint
        if not text or hint or (len(text) <= _WRAPPER_CHARS and _WRAPPER_LINES.match(text)):
            continue
        kept.append(replace(block, text=text))
    kept = _join_page_debris(kept)
    if title_hint:
        kept = [part for block in kept for part in _without_site_title(block, title_hint)]
    kept = [replace(block, text=clean_line(block.text)) for block in kept]
    kept = _drop_repeated_title([block for block in kept if block.text])
    text = "\n".join(block.text for block in kept)
    return Cleaned(tuple(kept), clean_line(title_hint), is_garbled(text))


def clean_line(text: str) -> str:
    """One paragraph with its marks, masks, widths and quotation marks in order."""
    paired = _pair_quotes(with_blanks(_fold_marks(_fold_spaces(text))))
    return _fold_marks(paired)  # a mark beside a mask or a quotation mark is only now recognised


def is_garbled(text: str) -> bool:
    """Whether a synonym swapper went over the text (工程 for 项目, 开展 for 发展 ...)."""
    text = text[:_LOOKED_AT]
    found = sum(1 for pattern in _GARBLED if pattern.search(text))
    if found >= _SWAPPED:
        return True
    swapped = {m[0] for m in swapped_words("swapped").finditer(text)}
    impossible = {m[0] for m in swapped_words("impossible").finditer(text)}
    return len(swapped | impossible) + len(impossible) >= _SWAPPED


_LOOKED_AT = 8_000  # characters; a swapped text shows soon
_SWAPPED = 3  # points of different swapped words; one or two may be somebody's own


@cache
def swapped_words(name: str) -> re.Pattern[str]:
    """A table of page_words.toml as one pattern: swapped, or impossible, which counts double."""
    return re.compile("|".join(tables()[name]))


# Collocations that nobody writes, each the trace of one swapped word.
_GARBLED = tuple(
    re.compile(pattern)
    for pattern in (
        "经济(?:能|的)?(?:健康|快速|高质量)?地?开展(?!了|的)",
        "局部(?:同志|群众|干部|企业|乡镇|“一把手)",
        "(?:工业|投资|签约)工程(?:到|都要|落户|洽谈)",
        "标准(?:招商|他们|行为|言行|执法)|行为标准",
        "(?:认识|接受|经验|投入)缺乏(?!的)",
        "热忱效劳|竭诚效劳|优质效劳",
        "鼓励机制.{0,40}鼓励机制",
        "方案性、|没有方案，",
        "工作气氛|时机。",
        "清楚显|占廉价|陪候",
    )
)


def _fold_spaces(text: str) -> str:
    text = re.sub(f"{_SPACE}+", " ", text)
    for pattern, value in _INLINE:
        text = pattern.sub(value, text)
    return re.sub(f"{_SPACE}+", " ", text).strip()


def _fold_marks(text: str) -> str:
    text = _SPACE_BEFORE_MARK.sub("", text.translate(_WIDTH))
    if _BLANK.search(text):
        text = _CJK_SPACE.sub("\u3000" if _is_headline(text) else "", text)
    text = _LABEL_BRACKETS.sub(r"（\1）", text)
    text = _BRACKETS.sub(r"（\1）", text)
    return _HALF_MARK.sub(lambda match: _FULL_MARK[match[0]], text)


def _is_headline(text: str) -> bool:
    """Whether the spaces of a line part the halves of a slogan: 解放思想　真抓实干."""
    parts = text.split()
    return (
        1 < len(parts) <= 4
        and len(text) <= 45
        and all(len(part) >= 4 for part in parts)
        and not re.search("[，。；]", text)
    )


def _pair_quotes(text: str) -> str:
    """Straight double quotation marks become “ and ” in turn, where they pair up."""
    if '"' not in text or text.count('"') % 2 or not re.search(f"[{_CJK}]", text):
        return text
    parts = text.split('"')
    return "".join(
        part + ("" if i == len(parts) - 1 else "“”"[i % 2]) for i, part in enumerate(parts)
    )


def _join_page_debris(blocks: list[Block]) -> list[Block]:
    """Joins pages that a site cut and numbered "2、" in the middle of a sentence.

    They count up from 1, hold whole sentences, and most of them begin where the line before has
    not ended; the items of a list are no sentences.
    """
    numbered = [
        (i, int(m[1])) for i, b in enumerate(blocks) if (m := re.match(r"(\d{1,3})、", b.text))
    ]
    if len(numbered) < 2 or [n for _, n in numbered] != list(range(1, len(numbered) + 1)):
        return blocks
    inner = sum(bool(re.search("[。！？；]", blocks[i].text)) for i, _ in numbered)
    if inner * 2 < len(numbered):
        return blocks
    cut = [i for i, n in numbered if n > 1 and not _ends(blocks[i - 1].text)]
    if len(cut) * 2 < len(numbered) or (
        len(numbered) == 2 and not _INSIDE.search(blocks[cut[0] - 1].text)
    ):
        return blocks
    pages = {index for index, _ in numbered}
    joined: list[Block] = []
    for index, block in enumerate(blocks):
        if index not in pages:
            joined.append(block)
            continue
        text = re.sub(r"^\d{1,3}、", "", block.text)
        if joined and index in cut:
            joined[-1] = replace(joined[-1], text=joined[-1].text + text)
        elif text:
            joined.append(replace(block, text=text))
    return joined


def _ends(text: str) -> bool:
    return text.endswith(tuple("。！？；：”…"))


def _without_site_title(block: Block, title: str) -> list[Block]:
    """Takes off what a site made of the title: key words, "title第2页", title run into text."""
    words = block.text.split()
    if len(words) > 2 and all(word in title for word in words):
        return []
    core = rf"(?:20\d\d年?)?{re.escape(re.sub('^20[0-9]{2}年?', '', title))}"
    text = re.sub(rf"{core}\s*第\s*\d+\s*页\s*", "", block.text)
    run_in = re.match(rf"{core}\s*(?=.{{40}})", text)
    return [replace(block, text=text[run_in.end() :] if run_in else text)]


def _drop_repeated_title(blocks: list[Block]) -> list[Block]:
    """A short line among the first that stands twice, and not more often, stands once."""
    kept: list[Block] = []
    for index, block in enumerate(blocks):
        following = blocks[index + 1].text if index + 1 < len(blocks) else ""
        before = blocks[index - 2].text if index >= 2 else ""
        repeats = bool(kept) and not block.table and block.text == kept[-1].text
        twice = block.text not in (following, before)
        if repeats and twice and len(kept) < 3 and len(block.text) <= 60:
            continue
        kept.append(block)
    return kept
