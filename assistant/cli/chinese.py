"""What the command-line library says in English, said in Chinese."""

from __future__ import annotations

import re

_PANELS = {
    "ARGUMENTS_PANEL_TITLE": "参数",
    "OPTIONS_PANEL_TITLE": "选项",
    "COMMANDS_PANEL_TITLE": "命令",
    "REQUIRED_LONG_STRING": "[必填]",
    "DEFAULT_STRING": "[默认：{}]",
}
_USAGE_ERRORS = (
    (re.compile(r"No such command '?(?P<x>.+?)'?\.?$"), "没有“{x}”这个命令"),
    (re.compile(r"No such option:? '?(?P<x>[^\s']+)'?"), "没有 {x} 这个选项"),
    (re.compile(r"Missing argument '?(?P<x>[^'.]+)"), "缺少参数 {x}"),
    (re.compile(r"Missing option '?(?P<x>[^'.]+)"), "缺少选项 {x}"),
    (re.compile(r"Missing parameter:? '?(?P<x>[^'.]+)"), "缺少 {x}"),
    (re.compile(r"Missing command"), "请给出要执行的命令"),
    (re.compile(r"Option '?(?P<x>[^\s']+)'? requires"), "选项 {x} 后面要有一个值"),
    (re.compile(r"Invalid value for '?(?P<x>[^':]+)"), "{x} 的值不对"),
    (re.compile(r"Got unexpected extra arguments?(?:\(s\))? \((?P<x>.+)\)"), "多出了参数 {x}"),
)
_HINT = "。用 zhaoshang --help 或 zhaoshang 命令 --help 查看用法"


def translate_help() -> None:
    """The headings of help pages in Chinese."""
    from typer import rich_utils

    for name, text in _PANELS.items():
        setattr(rich_utils, name, text)


def usage_error(message: str) -> str:
    """A usage error in Chinese; one that is not in the table stays as it is, with a hint."""
    for pattern, text in _USAGE_ERRORS:
        if match := pattern.search(message):
            return text.format(**match.groupdict()) + _HINT
    return message + _HINT
