"""The place that a document is about; what it only travels to, or has an office in, is not it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from knowledge_base.language import divisions, words
from knowledge_base.language.names import is_generic_place

_ENDINGS = (
    "(?:特别行政区|自治[区州县旗]|新区|经济技术开发区|高新技术产业开发区|经济开发区|经开区|高新区"
    "|开发区|省|市(?!场)|县|区|州|盟|旗)"
)
_PLACE = re.compile(rf"[\u4e00-\u9fff]{{2,7}}?{_ENDINGS}|[\u4e00-\u9fff]县")
_SHORT_ENDING = re.compile(r"[省市县区州盟旗]")
_ZONE = re.compile(
    "[\u4e00-\u9fff]{0,6}?(?:经济技术开发区|高新技术产业开发区|经济开发区|经开区|高新区|工业园区|产业园区)"
)
_NOT_A_PLACE = re.compile(
    "全(?![州椒南])|各|^(?:个|我|本|该|外|跨|省|市|县|区|在|对|关于|到|赴|为|向|和|与|及|虽|但|因|按|据|经|由|从|以|随|围|通|推|带|助|深|同|先|副|代|谁|有|现将|将|挂职|括|引|我们|贵|两|整)|园区|地区|城区|辖区|市区|县区|省市|都市|超市|上市|夜市|"
    "门市|城市|^(?:自治|直辖|自贸|自由|保税|综合|高新技术|经济技术|城镇|城乡)|^(?:高新|开发|经开|工业|新)区$|招商|工作|建设|社区|片区|景区|挂职|引荐|尊敬|的|×|某|[\u4e00-\u9fff]{2,}[赴到]"
)
# Classes of words that no place name begins with: numbers (千年古城百年县), bodies (国务院).
_NO_NAME = frozenset({"m", "nt"})
_BEFORE = re.compile(
    r"^(?:(?:19|20)\d{2}年?度?(?:上半年|下半年|第?[一二三四]季度)?|关于|在|致在外(?:创业)?的?从?|致|中共|共青团|走进)+(?:印发|转发|批转|同意|加快|进一步)?[“《]*"
)
_OF_THE_STATE = re.compile("(?:(?:19|20)..年)?(?:中华人民共和国|国务院|全国|中央|中共中央)")
_TRAVELS = re.compile("^(?:关于)?(?:赴|到|去|考察|学习)|^在.{2,14}(?:挂职|跟班|跟学|顶岗|学习)")
_AWAY = re.compile("挂职|跟班|跟学|顶岗|考察|赴")
_AWAY_NEXT = re.compile(
    "(?:招商)?(?:联络处|办事处|招商处)|[\u4e00-\u9fff]{0,8}(?:挂职|跟班|跟学|顶岗|学习锻炼)"
)
# 由云溪县工信局选派至……, 经丹棱县委组织部安排到……挂职
_SENT = re.compile(
    r"(?:由|受|经|从|作为|按照|根据)(?P<by>[\u4e00-\u9fff]{2,20}?)(?:委组织部|选派|选送|派出|委派|派到|派往|统一安排)"
)
_FROM = re.compile("从(?:[\u4e00-\u9fff]{2,3}省)?$")  # 从四川省丹棱县到……
_PARTS = re.compile("[：:　]|——|—")
_ELSEWHERE = re.compile(
    r"(?:赴|到|往|驻|去|来自|学习|考察|对标|借鉴|与|跟|经|走访|拜访|对接|邀请|远赴|奔赴|前往|籍|进驻|来到|飞|抵达|访|、|，先后到|在外|派驻|落户|引自|连通|距|至)$"
)
_NO_COUNTY = re.compile("[大小强穷富老新名贫首邻两三四五六七八九十几每某此那这百千旧周市区州省]")
_BEFORE_COUNTY = frozenset("，。、；：（“在为对是和与向持新")  # before a name of one character
_NEWS = re.compile(r"(?:日，|讯|电)$")  # what stands before the place of the news
# Whose page it is, as its head and its foot say.
_PARTS_OF_PAGE = re.compile(r"[\s|｜>＞»/·：:\[\]【】©()（）]+")
_OWNER = re.compile(
    r"^(?:版权所有|主办|承办|主管|欢迎(?:您)?(?:访问|光临)|中国)?(?P<name>(?P<of>[\u4e00-\u9fff]{2,24}?)"
    r"(?:人民政府|政府|局|委员会|管委会|办公室|中心|委|年鉴|志|报|新闻|论坛|吧|在线|招商网|投资网|政务|官网|门户)"
    r"[\u4e00-\u9fff]{0,8})$"
)
_OWN = re.compile(
    r"^(?:委|政府|人民政府|人大|政协|招商|投资|商务|经济|发改|工信|坚持|紧紧|紧扣|围绕|全|共|新|把|按|以|上下|实现|各级|位于|地处|党委|主要|今年|去年|发展|冲刺)"
)


def region(named_in: Sequence[str], text: str, around: str = "") -> str:
    """The place: where one of the texts begins with it, else what the document's own words say.

    named_in: title, issuer, signature and the like, the most telling first. around: the lines of
    the page that held it; a government's page is of its place. "" where nothing is.
    """
    if any(_OF_THE_STATE.match(name) for name in named_in[:2]):
        return ""
    title = named_in[0] if named_in else ""
    away = title if _AWAY.search(title) else ""
    if away and (chosen := _sent_from(text)):
        return chosen
    for candidate in named_in:
        for part in _PARTS.split(candidate):
            stripped = part.strip("（）() “《—")
            if _TRAVELS.match(stripped):
                continue
            part = _BEFORE.sub("", stripped)
            found = _at_start(part)
            said = found if part.startswith(found) else found[:-1]  # without its ending
            if found and not _AWAY_NEXT.match(part[len(said) :]):
                return found
    return _of_text(text, away) or _of_page(around, away)


def _at_start(text: str) -> str:
    """The places with which a text begins, as it writes them; a bare name gets its ending."""
    whole, inner = divisions.chain_at_start(text)
    rest = text[len(whole) :]
    bare = inner is not None and whole == inner.short and len(inner.code) == 6 and len(whole) == 2
    if bare and not (_OWN.match(rest) or rest[:1] in "：—"):
        inner = None  # 新建 and 全州 are words first
    if inner is not None:
        if rest.startswith("委") and whole.endswith(inner.name):  # 柳河县委 is a body
            return whole
        if whole.endswith(inner.name):
            zone = _ZONE.match(rest)
            further = _PLACE.match(rest)
            if zone and len(inner.code) > 2:
                return whole + zone[0]
            if further and _may_be(further[0]) and not _SHORT_ENDING.match(rest):
                return whole + further[0]
            return whole
        if ending := _SHORT_ENDING.match(rest):  # 凉山州, of 凉山彝族自治州
            return whole + ending[0]
        if (zone := _ZONE.match(rest)) and len(inner.code) > 2:
            return whole + zone[0]
        province = len(inner.code) == 2  # 广西 is how people write it
        return whole if province else whole.removesuffix(inner.short) + inner.name
    found, rest = "", text
    while (match := _PLACE.match(rest)) and _may_be(match[0]):
        found, rest = found + _known_end(match[0]), rest[match.end() :]
        if rest.startswith("委"):  # 柳河县委 is a body, and 柳河县 was just read
            break
    return found


def _known_end(name: str) -> str:
    """The division that ends what looks like a name (暂停北京市), else the name."""
    parts = (name[cut:] for cut in range(1, len(name) - 2))
    return next((part for part in parts if divisions.named(part)), name)


def _of_text(text: str, away: str) -> str:
    """The place named most often as the document's own, or the only one.

    away: where the document's people went, as its title says.
    """
    counts = Counter[str]()
    for match in _PLACE.finditer(text):
        name, start = _ending_name(text, match)
        before = text[max(0, start - 8) : start]
        if not name or name == "全州县" or name[:-1] in away or _ELSEWHERE.search(before):
            continue
        own = bool(_OWN.match(text[start + len(name) :]))
        counts[name] += 1 + own + 3 * bool(_FROM.search(before)) + bool(_NEWS.search(before))
    best = counts.most_common(2)
    if best and best[0][1] >= 2:
        return best[0][0]
    return ""


def _sent_from(text: str) -> str:
    """The place that sent somebody to another (由云溪县工信局选派至深圳市)."""
    match = _SENT.search(text)
    return _at_start(match["by"]) if match else ""


def _of_page(around: str, away: str) -> str:
    """The place of the body whose page it is: at the beginning of a line that names the body."""
    counts = Counter[str]()
    for line in around.splitlines():
        for part in _PARTS_OF_PAGE.split(line):
            owner = _OWNER.match(part)
            place = _at_start(owner["name"]) or _at_start(owner["of"]) if owner else ""
            if place and place[:-1] not in away:
                counts[place] += 1
    best = counts.most_common(1)
    return best[0][0] if best else ""


def _ending_name(text: str, match: re.Match[str]) -> tuple[str, int]:
    """The place at the end of what was matched: the longest division, else all that was matched."""
    whole = match[0]
    for cut in range(len(whole) - 2):
        part = whole[cut:]
        known = [d for d in _divisions(part) if len(d.code) > 2]  # a province is named anywhere
        if any(d.name == part or _shortened(part, d) for d in known):
            return part, match.start() + cut
    if formed := _formed(text, match):
        return formed
    at_edge = match.start() == 0 or not re.match("[\u4e00-\u9fff]", text[match.start() - 1])
    if at_edge and 3 <= len(whole) <= 5 and _may_be(whole) and words.is_place(whole):
        return whole, match.start()
    return "", 0


def _formed(text: str, match: re.Match[str]) -> tuple[str, int]:
    """A place that no table knows, where the text speaks as its own (年度|河口市|共引进)."""
    whole, end = match[0], match.end()
    if not _OWN.match(text[end:]):
        return "", 0
    window = text[max(0, match.start() - 8) : end]
    edges, place = set[int](), 0
    for word in words.cut(window, guess=False):
        edges.add(place)
        place += len(word)
    for length in (2, 3, 4):
        name = whole[-length:]
        before = text[end - 3 : end - 2]
        county = name.endswith("县") and before in _BEFORE_COUNTY and not _NO_COUNTY.match(name)
        if length == 2 and not county:
            continue
        fits = len(whole) >= length and len(window) - length in edges and _may_be(name)
        if fits and words.are_names(name[:-1]):
            return name, end - length
    return "", 0


def _divisions(part: str) -> tuple[divisions.Division, ...]:
    return divisions.named(part) or divisions.named(part[:-1])


def _shortened(part: str, division: divisions.Division) -> bool:
    own = part[-1] == division.name[-1] or (part[-1] == "州" and "自治州" in division.name)
    return len(part) >= 3 and part[:-1] == division.short and own


def _may_be(name: str) -> bool:
    return (
        len(name) >= 2
        and not _NOT_A_PLACE.search(name)
        and not is_generic_place(name)
        and words.word_class(name) not in _NO_NAME
    )
