"""Names of places, companies, people and documents that a text gives."""

from __future__ import annotations

import re

GENERIC_PLACE = re.compile(
    "[全我本各该县市区省]{1,2}(?:[县市区镇乡]|级)|(?:工业|产业|物流|园|片|景|社|城|辖|市|县|地|学|校|厂|库|港|专|自贸|保税|乡镇|东部|西部|"
    "沿海|发达|重点|先进|周边|主城|老城|新城|中心城|集聚|示范|试验|功能)[县市区镇乡]$|超市|都市|上市|城市"
)
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
_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田"
    "任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
_NAMED_PERSON = re.compile(
    f"{_BEFORE_NAME}(?P<name>(?P<tail>[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}))"
    "(?=同志|先生|女士|董事长|总经理|(?:副?(?:书记|县长|市长|区长|局长|主任|部长)))"
)


def foreign_names(text: str, known: str) -> list[str]:
    """The places, companies, people and documents that a text names and `known` does not.

    A name counts as known by its tail: what is cut out may begin with a verb (引进恒泰公司).
    """
    found = [
        match
        for pattern in (_NAMED_PLACE, _NAMED_COMPANY, _NAMED_PERSON, _NAMED_TITLE)
        for match in pattern.finditer(text)
        if match["tail"] not in known and not GENERIC_PLACE.search(match["name"])
    ]
    return list(dict.fromkeys(match["name"] for match in found))
