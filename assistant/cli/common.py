"""What the commands share: options, opening the library, errors, printing."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, NoReturn, TypeVar

import typer

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from assistant.findings import Finding
    from assistant.settings import Settings
    from assistant.types import MeasureOrder
    from knowledge_base.base import KnowledgeBase
    from knowledge_base.types import Filter

_Named = TypeVar("_Named", bound=StrEnum)
FAILED = 1  # something failed and was named
USAGE = 2  # the command was not understood; click's own status

Json = Annotated[bool, typer.Option("--json", help="在标准输出给出一个 JSON 对象")]
Kind = Annotated[
    str, typer.Option("--kind", help="文种：summary speech secondment policy other，可用逗号隔开")
]
Year = Annotated[str, typer.Option("--year", help="年份，如 2024 或 2022-2024")]
Role = Annotated[
    str,
    typer.Option(
        "--role",
        help="段落类型：result 成效 measure 做法 problem 问题 plan 打算 clause 条款，可用逗号隔开",
    ),
]
InForce = Annotated[bool, typer.Option("--in-force", help="不看已标为被取代的文件")]
Region = Annotated[str, typer.Option("--region", help="地区名称，如 桐溪县")]


@contextmanager
def errors_shown() -> Iterator[None]:
    from knowledge_base.errors import ZhaoshangError

    try:
        yield
    except ZhaoshangError as error:
        typer.secho(str(error), fg="red", err=True)
        sys.exit(FAILED)


def unforeseen(error: Exception) -> str:
    """What to tell the person of an error that nobody foresaw; the log gets the rest."""
    from assistant.errors import explain
    from assistant.logs import log_to

    with suppress(Exception):
        log_to(load_settings())
    return explain(error)


def load_settings() -> Settings:
    from assistant.settings import Settings

    return Settings.load()


@contextmanager
def opened_assistant() -> Iterator[Assistant]:
    with errors_shown():
        from assistant.assistant import open_assistant

        assistant = open_assistant(load_settings(), lambda line: typer.echo(line, err=True))
        try:
            yield assistant
        finally:
            assistant.library.close()


@contextmanager
def opened_library() -> Iterator[KnowledgeBase]:
    with opened_assistant() as assistant:
        yield assistant.library


def show_trouble(library: KnowledgeBase) -> None:
    """Says why what was found may be poorer; that nothing can be stored was said at the start."""
    if not library.read_only and (said := library.trouble()):
        typer.secho(said, fg="yellow", err=True)


def filter_of(kind: str, year: str, region: str, role: str = "", in_force: bool = False) -> Filter:
    from knowledge_base.types import Filter, Kind, Role

    kinds, roles = _named(kind, Kind, "文种"), _named(role, Role, "段落类型")
    match = re.fullmatch(r"(\d{4})?(?:\s*[-—–至]\s*(\d{4})?)?", year.strip())
    if not match:
        wrong_usage(f"年份应写成 2024 或 2022-2024：{year}")
    start, end = match[1], match[2]
    last = end if re.search("[-—–至]", year) else start
    return Filter(
        kinds=kinds,
        year_from=int(start) if start else None,
        year_to=int(last) if last else None,
        region=region.strip(),
        roles=roles,
        superseded=False if in_force else None,
    )


def order_of(name: str) -> MeasureOrder:
    from assistant.types import MeasureOrder

    if name not in list(MeasureOrder):
        wrong_usage(f"没有“{name}”这种排序，可用：{'、'.join(MeasureOrder)}")
    return MeasureOrder(name)


def _named(text: str, values: type[_Named], what: str) -> tuple[_Named, ...]:
    """The values that a text names, by commas."""
    names = [part.strip() for part in text.replace("，", ",").split(",") if part.strip()]
    if unknown := [name for name in names if name not in list(values)]:
        wrong_usage(f"没有“{unknown[0]}”这个{what}，可用：{'、'.join(values)}")
    return tuple(values(name) for name in names)


def show_findings(findings: Sequence[Finding]) -> None:
    for finding in findings:
        place = f"[{finding.place}] " if finding.place else ""
        typer.secho(f"· {place}{finding.message}", fg="yellow", err=True)


def print_json(value: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")


def wrong_usage(message: str) -> NoReturn:
    typer.secho(message, fg="red", err=True)
    raise typer.Exit(USAGE)
