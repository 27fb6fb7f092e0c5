"""Word files that people hand in: what can be opened, and what to do about the others."""

from __future__ import annotations

from pathlib import Path

from assistant.errors import WordFileError
from knowledge_base.errors import UnreadableDocument
from knowledge_base.readers.formats import CURES, Format, detect
from knowledge_base.readers.ooxml import Package

_MAX_BYTES = 100 * 1024 * 1024
_SAVE_AS = "不是 .docx 格式，请用 Word 或 WPS 打开，另存为 .docx 后再试"
_OPEN = frozenset({Format.LOCKED, Format.RIGHTS_MANAGED, Format.DAMAGED_ARCHIVE})


def word_file(path: Path) -> bytes:
    """The bytes of a .docx file. WordFileError names the file and says what to do."""
    try:
        if not path.is_file():
            raise WordFileError(f"没有 {path} 这个文件，请检查路径和文件名")
        if path.stat().st_size > _MAX_BYTES:
            limit = _MAX_BYTES // 1024 // 1024
            raise WordFileError(f"{path.name} 超过 {limit} MB，请先压缩或删去文中的图片")
        data = path.read_bytes()
    except OSError as error:
        raise WordFileError(
            f"{path.name} 打不开（{error.strerror}），请检查它是否正被其他程序占用、能否读取"
        ) from error
    if not data:
        raise WordFileError(f"{path.name} 是空文件（0 字节），请重新复制一份后再试")
    kind = detect(data, path.suffix.lower())
    if kind is not Format.WORD:
        raise WordFileError(f"{path.name} {adapted(CURES[kind]) if kind in _OPEN else _SAVE_AS}")
    try:
        Package(data)
    except UnreadableDocument as error:
        raise WordFileError(f"{path.name} {adapted(str(error))}") from error
    return data


def adapted(message: str) -> str:
    """A reader's message, which speaks of importing, for a file that is not to be imported."""
    return message.replace("再导入", "再试")
