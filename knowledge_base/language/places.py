"""Names of places as people say them: 吉林 for 吉林省, 柳河 for 柳河县."""

from __future__ import annotations

import re

from knowledge_base.language.divisions import ENDINGS

_PROVINCES = """
北京 天津 上海 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南
广东 广西 海南 四川 贵州 云南 西藏 陕西 甘肃 青海 宁夏 新疆 内蒙古 香港 澳门 台湾
"""
PROVINCES = frozenset(_PROVINCES.split())
_ZONES = "(?:经济技术|高新技术产业|经济|工业)?开发区|经开区|高新区"
_PARTS = re.compile(rf"(?P<name>\S+?)(?P<ending>{_ZONES}|{ENDINGS})")


def bare(name: str) -> list[str]:
    """吉林省柳河县 gives 吉林 and 柳河; a name of one character keeps its ending: 单县."""
    found, end = [], 0
    for match in _PARTS.finditer(name):
        end = match.end()
        found.append(match["name"] if len(match["name"]) >= 2 else match[0])
    return [part for part in (*found, name[end:]) if len(part) >= 2]
