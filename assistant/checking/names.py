"""Names that belong to somebody else: places, companies, people, documents of another county."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from assistant.checking.manuscript import Manuscript
from assistant.findings import Finding, FindingKind
from knowledge_base.language.names import foreign_names

_LEVELS = "县市区"
_LEADERSHIP = re.compile(
    "(?:在|按照)(?P<name>(?![\u4e00-\u9fff]{0,2}[届全])[\u4e00-\u9fff]{2,3}(?P<level>[县市区]))委"
    "(?:、[\u4e00-\u9fff]{0,3}[县市区]?政府)?的?[^，。]{0,8}(?:领导|部署|要求|关心|支持)"
)
_OWN = re.compile("[\u4e00-\u9fff]{2}(?P<level>[县市区])(?!场)")
_MY = re.compile("我(?P<level>[县市区])(?!们|域)")
_AUTONOMOUS = re.compile("自治区|广西|宁夏|内蒙古|新疆|西藏|园区|开发区|高新区|经开区|新区")
_LOWER = {"市": "县", "县": "区", "区": "县"}  # whose 我县 cannot be one's own


def names(manuscript: Manuscript) -> Iterable[Finding]:
    """In a draft, names that the user never gave; in any text, what is clearly another place's."""
    yield from _wrong_level(manuscript)
    yield from _wrong_leaders(manuscript)
    if manuscript.draft is None:
        return
    for line in manuscript.body:
        for sentence in line.sentences():
            for name in foreign_names(sentence, manuscript.own + manuscript.title):
                message = f"“{name}”不在所给的事实和要求里，疑似来自别处材料，请核对"
                yield Finding(FindingKind.FOREIGN_NAME, message, line.place)


def _wrong_level(manuscript: Manuscript) -> Iterator[Finding]:
    """我区 in a text of a county."""
    if not (own := _level(manuscript)) or _AUTONOMOUS.search(manuscript.text + manuscript.own):
        return
    for line in manuscript.body:
        for match in _MY.finditer(line.text):
            if match["level"] != _LOWER[own]:
                continue
            follows = line.text[match.end() : match.end() + 4]
            message = f"“{match[0]}”与本单位的层级不符，应为“我{own}”"
            yield Finding(
                FindingKind.FOREIGN_NAME,
                message,
                line.place,
                (match[0] + follows, f"我{own}{follows}"),
            )


def _wrong_leaders(manuscript: Manuscript) -> Iterator[Finding]:
    """在别县县委领导下 in a text of a county."""
    own = _OWN.search(manuscript.organisation or manuscript.title)
    if not own:
        return
    for line in manuscript.body:
        for match in _LEADERSHIP.finditer(line.text):
            if match["level"] == own["level"] and match["name"] not in manuscript.own:
                message = f"“{match['name']}”不是本地，疑似来自别处材料，请核对"
                yield Finding(FindingKind.FOREIGN_NAME, message, line.place)


def _level(manuscript: Manuscript) -> str:
    match = _OWN.search(manuscript.organisation or manuscript.title)
    return match["level"] if match else ""
