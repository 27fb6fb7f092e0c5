"""Marks that a printed text must not have (GB/T 15834-2011), as a table of rules."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.types import Finding

_HAN = "[\u3400-\u9fff]"
_MOST = 3  # findings of one kind that are listed one by one
_SHOWN = 6  # characters on either side
_PAIRS = (("“", "”"), ("《", "》"), ("（", "）"), ("【", "】"))


@dataclass(frozen=True, slots=True)
class _Rule:
    """found: the marks that are wrong; better: what stands in their place."""

    found: re.Pattern[str]
    better: str
    message: str


_RULES = (
    _Rule(re.compile("([，。、；：！？])\\1+"), "\\1", "标点重复"),
    _Rule(re.compile("[，、；：](?=[。！？])"), "", "两个标点相连"),
    _Rule(re.compile("(?<=[。！？])[，、；：]|(?<=[！？])。"), "", "两个标点相连"),
    _Rule(re.compile("(?<=》)、(?=《)|(?<=”)、(?=“)"), "", "书名号、引号之间一般不用顿号"),
    _Rule(re.compile(f"(?<={_HAN}),(?={_HAN})"), "，", "中文里用了半角逗号"),
    _Rule(re.compile(f"(?<={_HAN});(?={_HAN})"), "；", "中文里用了半角分号"),
    _Rule(re.compile(f"(?<={_HAN}):(?={_HAN})"), "：", "中文里用了半角冒号"),
    _Rule(re.compile(f"(?<={_HAN})\\.(?=\\s|$)"), "。", "中文里用了半角句点"),
)


def punctuation(text: str, place: str) -> list[Finding]:
    """The wrong marks of a paragraph, each with what it should be."""
    found = []
    for rule in _RULES:
        for match in rule.found.finditer(text):
            start, end = max(0, match.start() - _SHOWN), match.end() + _SHOWN
            better = (
                text[start : match.start()] + match.expand(rule.better) + text[match.end() : end]
            )
            message = f"{rule.message}：“{text[start:end]}”应为“{better}”"
            found.append(Finding("punctuation", message, place))
    return found + [Finding("punctuation", message, place) for message in _unpaired(text)]


def condensed(findings: Sequence[Finding]) -> list[Finding]:
    """One finding in place of many of a kind: a whole text in half-width commas is one matter."""
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.message.partition("：")[0], []).append(finding)
    return [
        finding
        for name, group in groups.items()
        for finding in (group if len(group) <= _MOST else [_together(name, group)])
    ]


def _together(name: str, group: list[Finding]) -> Finding:
    example = group[0].message.partition("：")[2]
    message = f"{name}，共 {len(group)} 处，可用“替换”一次改完；如{example}"
    return Finding("punctuation", message, "全文")


def _unpaired(text: str) -> list[str]:
    found = []
    for opening, closing in _PAIRS:
        depth = 0
        for mark in re.findall(f"[{opening}{closing}]", text):
            depth += 1 if mark == opening else -1
            if depth < 0:
                break
        if depth:
            found.append(f"{opening}和{closing}不成对")
    return found
