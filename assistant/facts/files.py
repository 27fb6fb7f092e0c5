"""The person's own text and JSON files: whatever lies there ends in a value or in one sentence."""

from __future__ import annotations

import json
import stat
from pathlib import Path
from typing import Any

from assistant.errors import BriefError
from knowledge_base.errors import UnreadableDocument
from knowledge_base.readers.encoding import decode
from knowledge_base.readers.file_names import shown

_MOST_BYTES = 10 * 1024 * 1024  # a thousand facts take a hundredth of it
_UTF8 = "不是 UTF-8 编码，请用记事本打开，另存为 UTF-8 编码后重试"


def text_of(path: Path, what: str) -> str:
    """The text of a file in any of the encodings that documents come in.

    what: the file is called in errors. BriefError names it and says what to do.
    """
    name = _name(path, what)
    try:
        return decode(_bytes(path, what))
    except UnreadableDocument as error:
        raise BriefError(name + str(error).replace("再导入", "重试")) from error


def json_of(path: Path, what: str) -> Any:
    """The value in a JSON file: in UTF-8 (RFC 8259), without NaN, infinite numbers, lone
    surrogates or names that stand twice in one object.

    what: the file is called in errors. BriefError names it and says where it is wrong.
    """
    name = _name(path, what)
    try:
        text = _bytes(path, what).decode("utf-8-sig")
        value = json.loads(
            text,
            parse_constant=_refused_number,
            parse_float=_float,
            parse_int=_int,
            object_pairs_hook=_object,
        )
        json.dumps(value, ensure_ascii=False).encode()
    except _Refused as error:
        raise BriefError(f"{name}里{error}") from error
    except json.JSONDecodeError as error:
        raise BriefError(
            f"{name}不是有效的 JSON：第 {error.lineno} 行第 {error.colno} 个字附近写得不对，"
            "请检查引号、逗号和括号"
        ) from error
    except UnicodeDecodeError as error:
        raise BriefError(name + _UTF8) from error
    except UnicodeEncodeError as error:
        raise BriefError(f"{name}里有不完整的字符（\\ud800 一类），请删去乱码后重试") from error
    except RecursionError as error:
        raise BriefError(f"{name}的括号套得太深，请照 README 里任务书的样子改写") from error
    return value


class _Refused(ValueError):
    """What JSON of ours must not hold."""


def _refused_number(text: str) -> Any:
    raise _Refused(f"的 {text[:20]} 不是一个数，请改成数字")


def _float(text: str) -> float:
    value = float(text)
    return _refused_number(text) if abs(value) == float("inf") else value


def _int(text: str) -> int:
    try:
        return int(text)
    except ValueError:  # more digits than Python turns into a number
        raise _Refused(f"的数 {text[:10]}… 太大，请检查") from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table: dict[str, Any] = {}
    for key, value in pairs:
        if key in table:
            raise _Refused(f"“{printable(key)}”写了两次，请只留一处")
        table[key] = value
    return table


def printable(text: str) -> str:
    """A word of a file as it may stand in an error: short, on one line."""
    short = "".join(letter if letter.isprintable() else " " for letter in text[:30]).strip()
    return short + "…" * (len(text) > 30)


def refuse_other(path: Path, what: str) -> None:
    """BriefError, which says what to do, for all but a plain file of a size that can be meant."""
    name = _name(path, what)
    try:
        about = path.stat()
    except FileNotFoundError as error:
        raise BriefError(f"没有{name}这个文件，请检查路径和文件名") from error
    except OSError as error:
        raise BriefError(f"{name}打不开（{error.strerror}），请检查后重试") from error
    if stat.S_ISDIR(about.st_mode):
        raise BriefError(f"{name}是文件夹，请给出文件本身")
    if not stat.S_ISREG(about.st_mode):  # reading a device or a pipe may never end
        raise BriefError(f"{name}不是普通文件，请给出一个存好的文件")
    if about.st_size > _MOST_BYTES:
        raise BriefError(f"{name}超过 {_MOST_BYTES // 1024**2} MB，请检查是否选错了文件")


def _bytes(path: Path, what: str) -> bytes:
    refuse_other(path, what)
    name = _name(path, what)
    try:
        with path.open("rb") as file:
            data = file.read(_MOST_BYTES)  # no more, should it be growing
    except PermissionError as error:
        raise BriefError(f"{name}没有读取权限，请检查后重试") from error
    except OSError as error:
        raise BriefError(f"{name}打不开（{error.strerror}），请检查后重试") from error
    if not data.strip():
        raise BriefError(f"{name}是空的，请填写内容后重试")
    return data


def _name(path: Path, what: str) -> str:
    return f"{what} {shown(path)} "
