"""Names of places, companies, people and documents that a text gives."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from knowledge_base.language.lexicon import lexicon
from knowledge_base.language.words import word_class

# Names as such, cut out of any sentence: what stands before them is no part of them.
_BEFORE_NAME = "(?:^|(?<=[，。、；：“（在赴到与和向从对由是及为的]))"
_NAMED_PLACE = re.compile(
    f"{_BEFORE_NAME}(?P<name>(?![全我本各该两外县市区省一乡镇])(?!(?:开发|高新|经开|园|新)区)"
    "[\u4e00-\u9fff]??(?P<tail>[\u4e00-\u9fff]{2}(?:经开区|高新区|开发区|县|市|区)))"
    "(?![域场级值位别属民长容内里间直区块委书])"
)
_NAMED_COMPANY = re.compile(
    f"{_BEFORE_NAME}(?P<name>[\u4e00-\u9fff]{{0,8}}(?P<tail>[\u4e00-\u9fff]{{2}}"
    "(?:有限公司|股份公司|集团公司|实业公司|控股公司)))"
)
_NAMED_TITLE = re.compile("(?P<name>《(?P<tail>[^》]*)》)")


def foreign_names(text: str, known: str) -> list[str]:
    """The places, companies, people and documents that a text names and `known` does not.

    A name counts as known by its tail: what is cut out may begin with a verb (引进恒泰公司).
    """
    found = [
        match["name"]
        for pattern, names_one in _names()
        for match in pattern.finditer(text)
        if match["tail"] not in known and names_one(match["name"])
    ]
    return list(dict.fromkeys(found))


def is_generic_place(name: str) -> bool:
    """Whether what looks like the name of a place names none: 全县, 先进地区, 产业园区."""
    return lexicon("generic_places").is_in(name)


@cache
def _names() -> tuple[tuple[re.Pattern[str], Callable[[str], bool]], ...]:
    """How a name is cut out, and what then makes it one."""
    surnames = "|".join(lexicon("surnames").words)
    person = re.compile(
        f"{_BEFORE_NAME}(?P<name>(?P<tail>(?:{surnames})[\u4e00-\u9fff]{{1,2}}?(?<![区局市县办委会])))"
        "(?=同志|先生|女士|董事长|总经理|(?:副?(?:书记|县长|市长|区长|局长|主任|部长)))"
    )
    return (
        (_NAMED_PLACE, lambda name: not is_generic_place(name)),
        (_NAMED_COMPANY, lambda name: True),
        (person, _is_a_person),
        (_NAMED_TITLE, lambda name: True),
    )


def _is_a_person(name: str) -> bool:
    """Whether the surname of a name is a word (江小明), or all of it a name that jieba knows."""
    return bool(lexicon("surnames").at_start(name)) or word_class(name).startswith("nr")
