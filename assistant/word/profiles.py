"""Layouts by name: what profiles.toml changes in the standard one."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from docx.shared import Length, Mm, Pt

from assistant.errors import SettingsError
from assistant.word.characters import printable
from assistant.word.layout import STANDARD, Font, Layout

DEFAULT = "standard"
_FILE = "assistant/word/profiles.toml"
_LENGTH = re.compile(r"(-?\d+(?:\.\d+)?) ?(pt|mm)")
_UNITS = {"pt": Pt, "mm": Mm}
_MAY_BE_NEGATIVE = frozenset({"character_spacing"})
_FEWEST_CHARACTERS, _FEWEST_LINES = 8, 4


def profile(name: str) -> Layout:
    """The layout of that name, "" for the standard.

    Raises SettingsError that lists the known names, or names the entry of the file that is wrong.
    """
    tables = _tables()
    if (name or DEFAULT) not in tables:
        known = "、".join(f"{key}（{table.get('name', key)}）" for key, table in tables.items())
        raise SettingsError(f"没有“{name}”这个版式方案，可用：{known}")
    return layout_of(name or DEFAULT, tables[name or DEFAULT])


def names() -> list[str]:
    """The profiles that there are."""
    return list(_tables())


def layout_of(name: str, table: Mapping[str, Any]) -> Layout:
    """STANDARD with what the table of a profile says otherwise; SettingsError names the entry."""
    layout: Layout = _changed(STANDARD, table, name)
    area = layout.page_height - layout.top_margin - layout.bottom_margin
    if layout.characters_per_line < _FEWEST_CHARACTERS or area < _FEWEST_LINES * layout.line:
        raise _wrong(name, "页边距、字号和行距放在一起，版心排不下正文")
    return layout


@cache
def _tables() -> dict[str, dict[str, Any]]:
    try:
        text = files("assistant.word").joinpath("profiles.toml").read_text("utf-8")
        return tomllib.loads(text)
    except (OSError, ValueError) as error:
        raise SettingsError(f"版式文件 {_FILE} 有误：{error}") from error


def _changed(old: Any, new: Any, entry: str) -> Any:
    """A value of the standard, changed by what the file says in its place."""
    if is_dataclass(old) and not isinstance(old, type):
        return _replaced(old, new, entry)
    if isinstance(old, tuple) and old and is_dataclass(old[0]):
        return _by_level(old, new, entry)
    if isinstance(old, Length):
        return _length(new, entry)
    if isinstance(old, tuple) and isinstance(old[0] if old else "", Length):
        if isinstance(new, list) and new:
            return tuple(_length(part, entry) for part in new)
        raise _wrong(entry, '应是一组长度，如 ["12 pt", "9 pt"]')
    if isinstance(old, tuple):
        if isinstance(new, list) and all(isinstance(part, str) for part in new):
            return tuple(_text(part, entry) for part in new)
        raise _wrong(entry, '应是一组名字，如 ["FangSong"]')
    if isinstance(old, str):
        return _text(new, entry)
    if type(new) is not type(old) or (type(new) is int and new < 0):
        kind = "true 或 false" if isinstance(old, bool) else "0 或正整数"
        raise _wrong(entry, f"应是 {kind}")
    return new


def _replaced(old: Any, new: Any, entry: str) -> Any:
    known = [field.name for field in fields(old)]
    table = _table(new, known, entry)
    if isinstance(old, Font) and "name" in new:
        old = replace(old, aliases=())  # those of another face
    return replace(
        old,
        **{key: _changed(getattr(old, key), value, f"{entry}.{key}") for key, value in table},
    )


def _by_level(old: tuple[Any, ...], new: Any, entry: str) -> tuple[Any, ...]:
    table = dict(_table(new, [str(level) for level in range(1, len(old) + 1)], entry))
    return tuple(
        _changed(value, table.get(str(level), {}), f"{entry}.{level}")
        for level, value in enumerate(old, 1)
    )


def _table(value: Any, known: list[str], entry: str) -> list[tuple[str, Any]]:
    if not isinstance(value, Mapping):
        raise _wrong(entry, f"应是一组设置，可用的项：{'、'.join(known)}")
    unknown = [key for key in value if key not in known]
    if unknown:
        raise _wrong(f"{entry}.{unknown[0]}", f"没有这一项，可用的项：{'、'.join(known)}")
    return list(value.items())


def _length(value: Any, entry: str) -> Length:
    match = _LENGTH.fullmatch(value) if isinstance(value, str) else None
    if not match:
        raise _wrong(entry, '应是长度，如 "28 pt" 或 "37 mm"')
    found = _UNITS[match[2]](float(match[1]))
    if found <= 0 and entry.rsplit(".", 1)[-1] not in _MAY_BE_NEGATIVE:
        raise _wrong(entry, "应大于 0")
    if abs(found) > STANDARD.page_height * 2:
        raise _wrong(entry, "太大了")
    return found


def _text(value: Any, entry: str) -> str:
    if not isinstance(value, str) or not value.strip() or printable(value) != value:
        raise _wrong(entry, "应是一行文字")
    return value


def _wrong(entry: str, message: str) -> SettingsError:
    return SettingsError(f"版式文件 {_FILE} 的 {entry} 不对：{message}")
