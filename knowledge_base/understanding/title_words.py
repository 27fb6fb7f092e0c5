"""What tells a title: its words and marks, and what sites put around it."""

from __future__ import annotations

import re

from knowledge_base.language.scripts import simplified
from knowledge_base.understanding.line_model import page_share

SURELY = 0.8  # share of a page (line_model.py)
KINDS = (
    "通知|意见|办法|方案|规定|条例|细则|措施|政策|决定|规划|规则|制度|指南|公告|通告|批复|函|纲要|要点|计划|总结|报告|汇报|讲话|致辞|致词|致辭|講話|主持词|发言|演讲"
    "|体会|小结|心得|打算|安排|思路|简报|通报|倡议书|一封信|辦法|意見|報告|總結|匯報|回顾|述职|情况|提纲|建议|材料|讲话稿|发言稿|主持稿|要点|纪要|清单|说明|表态|对策|启示|做法|谋划|展望|设想|部署"
)
ENDS_AS_TITLE = re.compile(rf"(?:{KINDS})(?:（[^（）]{{1,14}}）|\([^()]{{1,14}}\))?$")
HOLDS_KIND = re.compile(KINDS)
ABOUT = re.compile("关于|關於|^在.{2,}上的|^致")
PERIOD = re.compile(r"(?:19|20)\d\d\s*年|二[〇○零]\S\S年|上半年|季度|“?十[三四五]五”?")
SUBTITLE = re.compile(r"^[—\-－─―]+\s*")
ISSUER = re.compile(
    r"(?:府|厅|局|委|委员会|办公室|办事处|联络处|中心|院|部|会|廳)(?:（[^（）]{2,14}）)?$"
)
PERIODICAL = re.compile(
    r"第\s*[\d一二三四五六七八九十]+\s*(?:期|版|卷)|总第|[◇☆※■◆]|^\d{4}\s*卷|年鉴|公报$"
)
NUMBER_OF_DOCUMENT = re.compile(r"^[\u4e00-\u9fff]{1,12}[〔\[（(【]\d{4}[〕\]）)】]\s*\d+\s*号$")
BYLINE = re.compile(
    r"^[（(〔\[—\s]*(?:\d{4}年\d{1,2}月|\d{4}[./-]\d{1,2}[./-]\d|\d{1,2}\.\d{1,2}\.\d{4}|二[〇○零]..年.{1,2}月)|^—"
)
SITE = re.compile(
    r"(?:网|網|网站|门户|信息港|在线|文库|文档|范文|热线|平台|论坛|博客|空间|之窗|资讯|公开|政府|小栈|新闻|快照|驿站|频道|文秘|下载|免费在线阅读|人民政府|APP|百科|书库|日报|晚报|报刊|读本|网志|網誌|数字报|公文港|新闻网_.*|.*网[_·].*)$"
)
_LABEL = re.compile(
    r"^[^：:，。]{0,12}?(?:标题|名称|题名|文档介绍|文档简介|内容提示|内容简介|内容摘要|主题)\s*[:：]\s*"
)
_FILE_END = re.compile(r"\.(?:docx?|pdf|wps|txt|rtf|html?|ceb|ofd|xlsx?)$", re.I)
_OF_NUMBER = re.compile(r"[（(][^（）()]{1,12}[〔\[]\d{4}[〕\]]\s*\d+\s*号[）)]$")
_GLUE = re.compile(
    r"\s*[_|｜┃]+\s*|\s+[-–—]+\s+|\s+[-–—]|(?<=[\u4e00-\u9fff）)])[-–](?=[\u4e00-\u9fff]{2,14}$)"
)
_ADDED = re.compile(
    r"[（(][a-z]+\d*-\d+[）)]$|[（(\[【](?:精选|通用|优秀|集锦|最新|免费|完整版|推荐|转载|转帖|原创|图文?|总结|节选|全文|\d+(?=[）)\]】])|共\d+)[^）)\]】]{0,8}[）)\]】]|(?:免费在线阅读|全文阅读|范文|下载)$|^\[[^\]]{1,8}\]\s*|^【[^】]{1,6}】"
)

_SITE_FIRST = re.compile(r"^[\u4e00-\u9fff]{2,16}(?:网|网站|门户|在线|文库)\s*[-–—_|]+\s*(?=\S{6})")


def clean(title: str) -> str:
    """A title without the site's name, a file's ending, and what sites add to titles."""
    title = _FILE_END.sub("", title.strip(" \u3000-—_·•*●■◆▲>»"))
    title = _SITE_FIRST.sub("", title)
    title = re.sub(r"^\d{1,2}[、.．]\s*(?=[\u4e00-\u9fff])", "", title)
    title = title[len(label[0]) :] if (label := _LABEL.match(simplified(title))) else title
    title = re.split(r"[（(\[]?(?:19|20)\d\d[-./]\d{1,2}[-./]\d{1,2}", title)[0]
    title = _only_title(title)
    parts = [part for part in _GLUE.split(title) if part and part.strip()]
    if len(parts) > 1:
        named = [part for part in parts if HOLDS_KIND.search(part) and not SITE.search(part)]
        kept = named or [part for part in parts if not SITE.search(part)] or parts
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
    if len(parts) == 1 or "——" in line or not ENDS_AS_TITLE.search(last) or len(last) < 12:
        return line
    return last if page_share(line[: -len(last)]) > SURELY else line


def letters(text: str) -> str:
    return "".join(re.findall(r"\w", text))
