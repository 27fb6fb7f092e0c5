"""Bytes to text: byte-order mark, strict UTF-8, then GB18030; rubbish is refused."""

from __future__ import annotations

import codecs
import re

from knowledge_base.errors import UnreadableDocument

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark starts with UTF-16's
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NOT_TEXT = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ue000-\uf8ff\ufffd-\uffff]")
_IN_USE = re.compile(
    "[\t\n\r -~\u00a0-\u00ff\u2000-\u206f\u2460-\u24ff\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]"
)
_NOISE = 1000
_HAN = re.compile("[\u4e00-\u9fff]")

# The commonest characters, simplified and traditional: two fifths of real text,
# one or two in a hundred of text decoded with the wrong table.
_COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能"
    "下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加"
    "量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与"
    "关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者"
    "资商招项目投企展务市区县和推区省委局服强引区落实这個國為時來們對會發動說產種後學經進著電"
    "裡現實體應開還們點從業與關線數問條結無資項務區強"
)

GARBLED = (
    "不是能识别的文字文件，可能已损坏或扩展名有误，请用原来的软件打开检查，"
    "另存为 .docx 或 .txt 后再导入"
)
UNKNOWN_ENCODING = "的文字编码无法识别，请用记事本打开，另存为 UTF-8 编码后再导入"


def decode(data: bytes, declared: str = "") -> str:
    """Return the text that the bytes hold, without its byte-order mark.

    declared: an encoding that the file names for itself; it is tried after strict UTF-8, because
    a page saved again as UTF-8 often still names its old encoding.
    Raises UnreadableDocument for bytes that are no text, or text in an unknown encoding.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(_strict(data[len(mark) :], encoding))
    if b"\0" in data:
        if data.count(b"\0") * _NOISE < len(data):
            data = data.replace(b"\0", b"")
        else:
            return _checked(_unmarked_utf16(data))
    try:
        return _checked(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        # A download cut inside its last character is still UTF-8.
        if error.reason == "unexpected end of data":
            whole = data[: error.start].decode("utf-8")
            if not whole.isascii():
                return _checked(whole)
    if declared:
        try:
            return _checked(data.decode(declared))
        except (LookupError, UnicodeError):
            pass
    try:
        return _plausible(_checked(_strict(data, "gb18030")))
    except UnreadableDocument:
        return _nearly(data)


def _nearly(data: bytes) -> str:
    """Text in which a byte in a thousand is damaged; the damaged places go."""
    for encoding in ("utf-8", "gb18030"):
        text = data.decode(encoding, errors="replace")
        lost = text.count("\ufffd")
        if lost * _NOISE < len(text) and len(_HAN.findall(text)) * 3 > len(text):
            return _plausible(text.replace("\ufffd", ""))
    raise UnreadableDocument(GARBLED)


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        cut = error.start > 0 and error.end == len(data) and len(data) - error.start < 4
        if cut and ("incomplete" in error.reason or "truncated" in error.reason):
            return data[: error.start].decode(encoding)
        raise UnreadableDocument(GARBLED) from error


def _unmarked_utf16(data: bytes) -> str:
    """UTF-16 without a mark, in the byte order that gives characters in use."""
    for encoding in ("utf-16-le", "utf-16-be"):
        text = data.decode(encoding, errors="replace")
        if len(_IN_USE.findall(text)) >= 0.9 * len(text):
            return text
    raise UnreadableDocument(GARBLED)


def _checked(text: str) -> str:
    """Refuse text in which more than one character in a hundred can be no text at all."""
    if len(_NOT_TEXT.findall(text)) * 100 > len(text):
        raise UnreadableDocument(GARBLED)
    return text


def _plausible(text: str) -> str:
    """Refuse text whose Chinese characters are not those that Chinese is written with.

    GB18030 accepts nearly any bytes (Big5 and Shift-JIS among them), so success proves nothing.
    """
    han = _HAN.findall(text)
    if len(han) >= 100 and sum(c in _COMMON for c in han) * 16 < len(han):
        raise UnreadableDocument(UNKNOWN_ENCODING)
    return text
