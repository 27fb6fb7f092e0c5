"""Traditional characters read as simplified ones."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

# Characters that only traditional texts have; most texts have none, and need no table.
_TRADITIONAL = re.compile(
    "[縣區會議總報業資發開關來為這國們進動產與實現領導講話辦務讓經濟農鄉鎮鄭東對應體團線後設備場學習術書記時間項劃標統統計額億萬點當從長廣陽慶齊隊態實驗權責黨員組織機構處屬據擴張環節點綠氣潔]"
)


def simplified(text: str) -> str:
    """A text in simplified characters, each in its own place."""
    if not _TRADITIONAL.search(text):
        return text
    made = str(_converter().convert(text))
    return made if len(made) == len(text) else "".join(map(_one, text))


@cache
def _converter() -> Any:
    import opencc

    return opencc.OpenCC("t2s")


@cache
def _one(char: str) -> str:
    return str(_converter().convert(char))
