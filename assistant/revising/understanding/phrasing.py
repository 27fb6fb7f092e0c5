"""How people put a request: courtesies, slips of the keyboard, questions, several in one."""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.errors import UnclearRequest

INTO = (
    "(?:应该?|要|请|全部|全都|都|一律|统一)?(?:改成|改为|改做|改作|换成|换为|换做|替换成|替换为|调整为|调整到|调为|更正为|"
    "更改为|变更为|更新为|修改为|修改成|写成|写为|变为|应该是|应该为|应当是|应为|应是|实为|改(?=[\\d.]+))"
)
QUOTED = re.compile('[“"「]([^”"」]+)[”"」]')
TEXT = re.compile("[：:]\\s*(?P<text>.{2,})$", re.DOTALL)
_WIDE = str.maketrans("０１２３４５６７８９．％", "0123456789.%")
_SLIPS = (
    ("部份", "部分"),
    ("精减", "精简"),
    ("删调", "删掉"),
    ("从写", "重写"),
    ("撤消", "撤销"),
    ("撒销", "撤销"),
    ("该成", "改成"),
    ("改城", "改成"),
    ("小标提", "小标题"),
)
_ASKING = re.compile(
    "^(?:(?:请问|你|您)*(?:能不能|可不可以|能否|可否|是否可以|可以|能)(?:请|帮我|帮忙|麻烦)?(?:你|您)?)"
    "(?=把|将|在|给|再|帮|第|[全整]|删|去|加|换|改|精|压|缩|重|移|撤|恢|开头|结尾|标题|日期)"
)
_OPENER = re.compile(
    "^(?:你好|您好|好的?|嗯|行|请问|请|麻烦|劳烦|烦请|帮忙|帮我|帮|给我|你|您|我想|我要|我们|"
    "那就?|不对|还是|现在|最后再?(?=把|将|精简|压缩|展开|删)|另外|然后|接着|并且?|同时|再把|"
    "[，,、！! ])+"
)
_CLOSER = re.compile(
    "(?:[，,。！!？?~ ]|(?<=.)(?:谢谢你?您?|多谢|辛苦了?|好吗|可以吗|行吗|好不好|吧))+$"
)
_QUESTION = re.compile(
    "[?？]|[吗呢]$|怎么|如何|怎样|什么|哪些|哪里|哪份|哪个|多少|为何|有没有|是不是|能不能|"
    "的(?:条件|标准|做法|办法|规定|流程|程序|经验|材料|依据|原因|政策|情况|措施|举措|意见)$"
)
_COMMAND = re.compile("[一几那这][段条句节]|部分|内容|开头|结尾|标题|全文|文稿|把|将")
NUMBERED = re.compile(r"第[一二三四五六七八九十\d]{1,3}个?(?:大?部分|[章节段句条])")
_UNQUESTIONED = re.compile(f"{INTO}|[：:]")

# What no change can mean: said in words that the person can go on from. Looked for outside quotes.
_REFUSED: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(
            "(?:不要|别|不用|不必|无需|先不|不需要|不想|不能)再?(?:删|改|动|精简|压缩|缩|扩|加|换|"
            "重|移|挪|合并|展开|撤|恢复|确认)|不是要"
        ),
        "听起来是不要改，文稿没有动。要改哪里，请直接说怎么改",
    ),
    (
        re.compile("以外|之外|除了|除开|(?<!删)除第|只保留|只留|仅保留|其余|其他部分|其它部分"),
        "“除了……”“只保留……”容易删错改错，请直接说要改的那几处，如：删掉第三部分",
    ),
    (
        re.compile("字体|字号|行距|颜色|[红黑蓝]色|加粗|页边距|页码|居中|缩进"),
        "版式由导出时的版式方案统一，这里只改文字，请在导出后的 Word 里调整",
    ),
    (
        re.compile(
            r"(?:加上|增加到?|减去|减少到?|提高到?|降到?|翻)\s*\d+(?:\.\d+)?\s*(?:万|亿|个|%|元|倍|番)"
        ),
        "数由你来定：请直接说改成多少，如：把到位内资改成99.1亿元",
    ),
)


def plain(message: str) -> str:
    """A message without courtesies, in half-width digits; what is quoted or follows ： stays."""
    message = message.strip().translate(_WIDE)
    asked = _ASKING.sub("", message)
    if asked != message:
        message = re.sub("[吗么][?？。]?$", "", asked.rstrip("？?。 "))
    message = _CLOSER.sub("", _OPENER.sub("", message)) or message
    end = min((m.start() for p in (TEXT, QUOTED) if (m := p.search(message))), default=len(message))
    head = message[:end]
    for slip, meant in _SLIPS:
        head = head.replace(slip, meant)
    return head + message[end:]


def is_question(message: str) -> bool:
    """Whether a plain message asks something and wants no change."""
    head = QUOTED.sub("", _UNQUESTIONED.split(message)[0])
    match = _QUESTION.search(head)
    if not match:
        return False
    return not (match[0].startswith("的") and _COMMAND.search(head))


def refuse(message: str) -> None:
    """UnclearRequest for what is no change, or one that would have to be guessed."""
    head = QUOTED.sub("", TEXT.sub("", message))
    for pattern, answer in _REFUSED:
        if pattern.search(head):
            raise UnclearRequest(answer)
    text = TEXT.search(message)
    if text and re.search(f"[。；;，,\n](?:再|并|把|请)*{NUMBERED.pattern}", text["text"]):
        raise UnclearRequest("“：”后面像是还有别的要求，请分两次说，免得把它写进文稿")


def parts(message: str, whole: Callable[[str], bool]) -> list[str]:
    """The requests of a message in order, each plain.

    whole: whether a part is a request that names what it is about; any other belongs to the part
    before it. Nothing is split in quotes or behind ：.
    """
    text = TEXT.search(message)
    end = text.start() if text else len(message)
    found = [""]
    for piece in re.split('((?:[“"「][^”"」]*[”"」])|[，,；;。\n]+)', message[:end]):
        if re.fullmatch("[，,；;。\n]+", piece):
            found.append("")
        found[-1] += piece
    found[-1] += message[end:]
    made: list[str] = []
    for piece in found:
        if made and not (whole(made[-1]) and whole(plain(piece.strip("，,；;。\n")))):
            made[-1] += piece
        else:
            made.append(plain(piece.strip("，,；;。\n")) if made else piece)
    return [plain(piece) for piece in made]
