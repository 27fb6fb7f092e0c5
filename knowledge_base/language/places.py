"""Names of places as people say them: 吉林 for 吉林省, 柳河 for 柳河县."""

from __future__ import annotations

import re

_PROVINCES = """
北京 天津 上海 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南
广东 广西 海南 四川 贵州 云南 西藏 陕西 甘肃 青海 宁夏 新疆 内蒙古 香港 澳门 台湾
"""
PROVINCES = frozenset(_PROVINCES.split())
ENDINGS = r"(?:壮族|回族|维吾尔)?(?:特别行政区|自治[区州县旗]|新区|开发区|省|市|县|区|州|盟|旗)"
_ENDINGS = re.compile(ENDINGS)


def bare(name: str) -> list[str]:
    """吉林省柳河县 gives 吉林 and 柳河."""
    return [part for part in _ENDINGS.split(name) if len(part) >= 2]
