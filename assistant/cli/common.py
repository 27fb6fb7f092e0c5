"""What the commands share: options, opening the library, errors, printing."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from assistant.settings import Settings
    from assistant.types import Finding
    from knowledge_base.base import KnowledgeBase
    from knowledge_base.types import Filter

FAILED = 1  # something failed and was named
USAGE = 2  # the command was not understood; click's own status

Json = Annotated[bool, typer.Option("--json", help="在标准输出给出一个 JSON 对象")]
Kind = Annotated[
    str, typer.Option("--kind", help="文种：summary speech secondment policy other，可用逗号隔开")
]
Year = Annotated[str, typer.Option("--year", help="年份，如 2024 或 2022-2024")]
Region = Annotated[str, typer.Option("--region", help="地区名称，如 桐溪县")]


@contextmanager
def errors_shown() -> Iterator[None]:
    from assistant.errors import AssistantError
    from knowledge_base.errors import KnowledgeBaseError

    try:
        yield
    except (AssistantError, KnowledgeBaseError) as error:
        typer.secho(str(error), fg="red", err=True)
        sys.exit(FAILED)


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


def filter_of(kind: str, year: str, region: str) -> Filter:
    from knowledge_base.types import Filter, Kind

    kinds = [part.strip() for part in kind.replace("，", ",").split(",") if part.strip()]
    unknown = [part for part in kinds if part not in list(Kind)]
    if unknown:
        wrong_usage(f"没有“{unknown[0]}”这个文种，可用：{'、'.join(Kind)}")
    match = re.fullmatch(r"(\d{4})?(?:\s*[-—–至]\s*(\d{4})?)?", year.strip())
    if not match:
        wrong_usage(f"年份应写成 2024 或 2022-2024：{year}")
    start, end = match[1], match[2]
    last = end if re.search("[-—–至]", year) else start
    return Filter(
        kinds=tuple(Kind(part) for part in kinds),
        year_from=int(start) if start else None,
        year_to=int(last) if last else None,
        region=region.strip(),
    )


def show_findings(findings: Sequence[Finding]) -> None:
    for finding in findings:
        place = f"[{finding.place}] " if finding.place else ""
        typer.secho(f"· {place}{finding.message}", fg="yellow", err=True)


def print_json(value: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")


def wrong_usage(message: str) -> NoReturn:
    typer.secho(message, fg="red", err=True)
    raise typer.Exit(USAGE)
