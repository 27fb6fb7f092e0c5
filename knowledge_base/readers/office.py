"""Old and foreign text formats (.doc, .wps, .rtf, .odt): LibreOffice makes .docx of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from knowledge_base.errors import UnreadableDocument
from knowledge_base.readers import libreoffice, word
from knowledge_base.readers.formats import Format
from knowledge_base.readers.ooxml import Package, parse
from knowledge_base.types import Reading

# The suffix of the copy and LibreOffice's names of the filters that may read it, in turn.
_SOURCES: dict[Format, tuple[str, tuple[str, ...]]] = {
    Format.OLD_WORD: (".doc", ("MS Word 97", "MS Word 95")),
    Format.OLD_WPS: (".doc", ("MS Word 97", "MS Word 95")),
    Format.RTF: (".rtf", ("Rich Text Format",)),
    Format.OPEN_DOCUMENT: (".odt", ("writer8",)),
    Format.WORD_XML: (".xml", ("MS Word 2003 XML",)),
}
_MISSING = (
    "需要 LibreOffice 才能读取这种格式，而本机没有安装。请安装免费的 LibreOffice 后重新导入，"
    "或在 Word、WPS 中另存为 .docx 后再导入"
)
_FAILED = "无法转换，可能已损坏或设有密码，请用 Word 或 WPS 打开，另存为 .docx 后再导入"
_SLOW = "转换用时过长，已停止；请用 Word 或 WPS 打开，另存为 .docx 后再导入"


def reader(kind: Format) -> Callable[[bytes], Reading]:
    """The reader of one of these formats."""
    return partial(_read, kind)


def _read(kind: Format, data: bytes) -> Reading:
    if kind is Format.OPEN_DOCUMENT:
        Package(data)  # refuses an archive that would fill the memory
    if kind is Format.WORD_XML:
        parse(data)  # refuses what would reach out for other files
    if not libreoffice.program():
        raise UnreadableDocument(_MISSING)
    suffix, filters = _SOURCES[kind]
    for name in filters:
        try:
            converted = libreoffice.convert(data, suffix, "docx", name)
        except libreoffice.ConversionFailed as error:
            if error.slow:
                raise UnreadableDocument(_SLOW) from error
            continue
        return word.read(converted)
    raise UnreadableDocument(_FAILED)
