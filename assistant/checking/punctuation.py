"""Marks that a printed text must not have (GB/T 15834-2011), as a table of rules."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.checking.manuscript import Manuscript
from assistant.findings import Finding, FindingKind

_HAN = "[\u3400-\u9fff]"
_MOST = 3  # findings of one kind that are listed one by one
_SHOWN = 6  # characters on either side
_INNER = '[^"“”《》，。\n]{0,20}'
_PAIRS = (("“", "”"), ("《", "》"), ("（", "）"), ("【", "】"))
_NEXT = "一(?=、二)|二(?=、三)|三(?=、四)|四(?=、五)|五(?=、六)|六(?=、七)|七(?=、八)|八(?=、九)"


@dataclass(frozen=True, slots=True)
class _Rule:
    """found: the marks that are wrong; better: what stands in their place."""

    found: re.Pattern[str]
    better: str
    message: str


_RULES = (
    _Rule(re.compile("。{3,}|(?<!\\.)\\.{3,}(?!\\.)|(?<!…)…(?!…)|…{3,}"), "……", "省略号应占两个字"),
    _Rule(re.compile("([，、；：！？])\\1+|(。)\\2(?!。)(?<!。。。)"), "\\1\\2", "标点重复"),
    _Rule(re.compile("[，、；：](?=[。！？])"), "", "两个标点相连"),
    _Rule(re.compile("(?<=[。！？])[，、；：]|(?<=[！？])。|(?<=[。！？]”)。"), "", "两个标点相连"),
    _Rule(re.compile("(?<=》)、(?=《)|(?<=”)、(?=“)"), "", "书名号、引号之间一般不用顿号"),
    _Rule(
        re.compile(
            "、(?=等(?:[，。；、）等]|方面|项目|企业|产业|部门|领域|问题|\\d|[二三四五六七八九十]+[个家项名种类]))"
        ),
        "",
        "“等”前不用顿号",
    ),
    _Rule(
        re.compile(
            f"(?<={_HAN})(?<![第一二三四五六七八九十])({_NEXT})、"
            "(?=[二三四五六七八九][个名家天年次项条十百千])"
        ),
        "\\1",
        "表示概数的相邻数字之间不用顿号",
    ),
    _Rule(
        re.compile("《([^《》]*)《([^《》]*)》"),
        "《\\1〈\\2〉",
        "书名号里面再用书名号，里层用单书名号",
    ),
    _Rule(
        re.compile("“([^“”]*)“([^“”]*)”(?=[^“”]*”)"), "“\\1‘\\2’", "引号里面再用引号，里层用单引号"
    ),
    _Rule(re.compile("^(\\d{1,2})、"), "\\1.", "阿拉伯数字编号后用“.”，不用顿号"),
    _Rule(
        re.compile("^(（[一二三四五六七八九十]{1,3}）|（\\d{1,2}）)[、，.]"),
        "\\1",
        "带括号的编号后不加标点",
    ),
    _Rule(
        re.compile(
            "(?:(?<=^)|(?<=[。；]))(第[一二三四五六七八九十])、(?![一二三四五六七八九十第])"
        ),
        "\\1，",
        "“第一”“第二”后用逗号",
    ),
    _Rule(re.compile(f"(?<={_HAN}),(?={_HAN})"), "，", "中文里用了半角逗号"),
    _Rule(re.compile(f"(?<={_HAN});(?={_HAN})"), "；", "中文里用了半角分号"),
    _Rule(re.compile(f"(?<={_HAN}):(?={_HAN})"), "：", "中文里用了半角冒号"),
    _Rule(re.compile(f"(?<={_HAN})\\?(?={_HAN}|\\s|$)"), "？", "中文里用了半角问号"),
    _Rule(re.compile(f"(?<={_HAN})!(?={_HAN}|\\s|$)"), "！", "中文里用了半角叹号"),
    _Rule(re.compile(f"(?<={_HAN})\\.(?=\\s|$)"), "。", "中文里用了半角句点"),
    _Rule(
        re.compile(f"\\(([^()\n]{{0,30}}{_HAN}[^()\n]{{0,30}})\\)"), "（\\1）", "中文里用了半角括号"
    ),
    _Rule(
        re.compile(f'"({_INNER}{_HAN}{_INNER})"'),
        "“\\1”",
        "中文里用了直引号",
    ),
    _Rule(re.compile(f"(?<={_HAN})-{{2,}}(?={_HAN})"), "——", "破折号应占两个字"),
    _Rule(
        re.compile("(?<=\\d)[ 　]+(?=[万亿])|(?<=\\d\\.)[ 　]+(?=\\d)(?=[\\d.]+[万亿%个元])"),
        "",
        "数字被空格断开",
    ),
    _Rule(
        re.compile("(?<!\\d)(\\d{1,3})，(?=\\d{3}(?:\\.\\d+)?[万亿元])"),
        "\\1,",
        "数字的分节号应用半角逗号",
    ),
    _Rule(
        re.compile("(一是[^；]{1,200}。[^；。]{1,80})；(?=二是)"),
        "\\1。",
        "各项里面有句号的，各项之间也用句号",
    ),
)


def punctuation(manuscript: Manuscript) -> Iterable[Finding]:
    """The wrong marks of a manuscript; many of a kind are one finding."""
    return condensed([f for line in manuscript.lines for f in marks(line.text, line.place)])


def marks(text: str, place: str) -> list[Finding]:
    """The wrong marks of a paragraph, each with what it should be."""
    found = []
    for rule in _RULES:
        for match in rule.found.finditer(text):
            start, end = max(0, match.start() - _SHOWN), match.end() + _SHOWN
            words = text[start:end]
            better = (
                text[start : match.start()] + match.expand(rule.better) + text[match.end() : end]
            )
            message = f"{rule.message}：“{words}”应为“{better}”"
            found.append(Finding(FindingKind.PUNCTUATION, message, place, (words, better)))
    return found + [Finding(FindingKind.PUNCTUATION, message, place) for message in _unpaired(text)]


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
    return Finding(FindingKind.PUNCTUATION, message, "全文")


def _unpaired(text: str) -> Iterator[str]:
    for opening, closing in _PAIRS:
        depth = 0
        for mark in re.findall(f"[{opening}{closing}]", text):
            depth += 1 if mark == opening else -1
            if depth < 0:
                break
        if depth:
            yield f"{opening}和{closing}不成对"
