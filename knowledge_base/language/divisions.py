"""China's divisions by name: 茌平区, 茌平 and 聊城市茌平区 are one place."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_PEOPLES = (
    "壮族|回族|维吾尔|满族|蒙古族|(?<!内)蒙古|土家族|苗族|侗族|藏族|羌族|彝族|布依族|朝鲜族|瑶族|黎族|白族|傣族|哈尼族|哈萨克|哈萨克族|景颇族|傈僳族"
    "|柯尔克孜|达斡尔族|鄂温克族|鄂伦春|畲族|仡佬族|水族|毛南族|仫佬族|纳西族|拉祜族|佤族|布朗族|独龙族|怒族|普米族|东乡族|保安族|撒拉族|土族|裕固族|锡伯族|塔吉克|各族|联合"
)
ENDINGS = (
    rf"(?:(?:{_PEOPLES})+自治[区州县旗]|自治[区州县旗]|特别行政区|地区|林区|新区|矿区|开发区"
    "|省|市|县|区|州|盟|旗)"
)
"""A pattern of what stands behind the name that people say."""
_ENDING = re.compile(f"{ENDINGS}$")


@dataclass(frozen=True, slots=True)
class Division:
    """A province (2 digits of code), city (4) or county (6)."""

    code: str
    name: str

    @property
    def short(self) -> str:
        """The name as people say it, without its ending; "" where one character would be left."""
        bare = _ENDING.sub("", self.name)
        return bare if len(bare) >= 2 else ""


@cache
def _table() -> tuple[Division, ...]:
    rows = files("knowledge_base.language").joinpath("divisions.tsv").read_text("utf-8")
    split = (row.split("\t") for row in rows.splitlines() if not row.startswith("#"))
    return tuple(Division(code, name) for code, name in split)


@cache
def _by_name() -> dict[str, tuple[Division, ...]]:
    found = defaultdict[str, list[Division]](list)
    for division in _table():
        found[division.name].append(division)
    for division in _table():
        if division.short and all(d.name != division.short for d in found[division.short]):
            found[division.short].append(division)  # no short name hides a full one
    return {name: tuple(divisions) for name, divisions in found.items() if divisions}


@cache
def _longest() -> int:
    return max(map(len, _by_name()))


def named(name: str) -> tuple[Division, ...]:
    """The divisions of a name, full or as people say it; () for none."""
    return _by_name().get(name, ())


def at_start(text: str) -> tuple[str, tuple[Division, ...]]:
    """The longest name of a division that begins a text, and whose it is; ("", ()) for none."""
    for length in range(min(_longest(), len(text)), 1, -1):
        if found := _by_name().get(text[:length]):
            return text[:length], found
    return "", ()


def chain_at_start(text: str) -> tuple[str, Division | None]:
    """The places with which a text begins, one inside the other, and the innermost of them.

    山东省聊城市茌平区 gives the whole and 茌平区. Of several places of one name (鼓楼区), the one
    that lies in the place before it; without such a place the name alone says enough.
    """
    whole, inner = "", None
    while True:
        name, found = at_start(text[len(whole) :])
        if not name:
            return whole, inner
        if inner is not None:
            found = tuple(d for d in found if d.code.startswith(inner.code) and d != inner)
            if not found:
                return whole, inner
        whole, inner = whole + name, found[0]
