"""Where a Word file goes: whether it can go there, what it would replace, and putting it there."""

from __future__ import annotations

import errno
import os
import stat
import zipfile
from pathlib import Path
from uuid import uuid4

from lxml import etree

from assistant.errors import ExportError
from assistant.word.package import NO_TIME, PROPERTIES
from assistant.word.properties import PROGRAM, program_of

_ROOM = 64 * 1024  # bytes that a Word file takes at least
_MOST_PROPERTIES = 64 * 1024
_CURES = {
    errno.ENOENT: "文件夹不存在，请先建立该文件夹，或另选保存位置",
    errno.ENOTDIR: "保存位置不是文件夹，请另选保存位置",
    errno.EISDIR: "同名文件夹已存在，请换一个文件名",
    errno.EACCES: "没有写入权限，或文件正在 Word 中打开，请关闭文件或另选保存位置",
    errno.EPERM: "没有写入权限，或文件正在 Word 中打开，请关闭文件或另选保存位置",
    errno.EROFS: "磁盘是只读的，请另选保存位置",
    errno.ENOSPC: "磁盘空间不足，请清理磁盘或另选保存位置",
    errno.EDQUOT: "磁盘空间不足，请清理磁盘或另选保存位置",
    errno.ENAMETOOLONG: "文件名太长，请缩短文件名",
    errno.EEXIST: "不是普通文件，请换一个文件名",
}


def unwritable(name: str, error: Exception) -> ExportError:
    """The error that says why `name` cannot be written, and what to do."""
    code = error.errno if isinstance(error, OSError) else None
    cure = _CURES.get(code or 0, f"无法写入（{error}），请检查磁盘或另选保存位置")
    return ExportError(f"{name}：{cure}。")


def refuse_unwritable(target: Path) -> None:
    """ExportError where `put` could not write; looked at by writing beside target for a moment."""
    try:
        _look(target)
        _beside(target, bytes(_ROOM)).unlink()
    except (OSError, ValueError) as error:
        raise unwritable(target.name, error) from error


def _look(target: Path) -> None:
    try:
        mode = target.stat().st_mode  # OSError for a name that no file can have
    except FileNotFoundError:
        return
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, "", str(target))
    if not stat.S_ISREG(mode):
        raise FileExistsError(errno.EEXIST, "", str(target))


def put(target: Path, content: bytes) -> None:
    """Writes content beside target, then puts it in place in one step. OSError as it comes."""
    beside = _beside(target, content)
    try:
        os.replace(beside, target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def written_here(path: Path) -> bool:
    """Whether a file is an export of this program that no other has saved since.

    Word, WPS and LibreOffice put their own names in the place of the program's.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            if any(part.date_time != NO_TIME for part in archive.infolist()):
                return False
            with archive.open(PROPERTIES) as part:
                return program_of(part.read(_MOST_PROPERTIES)) == PROGRAM
    except (OSError, zipfile.BadZipFile, LookupError, ValueError, etree.XMLSyntaxError):
        return False
    except (NotImplementedError, RuntimeError, EOFError):  # encrypted, or packed in another way
        return False


def _beside(target: Path, content: bytes) -> Path:
    # Not tempfile: its files are readable by their owner only, and this one is to be shared.
    beside = target.with_name(f".{uuid4().hex}.tmp")
    try:
        with beside.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    return beside
