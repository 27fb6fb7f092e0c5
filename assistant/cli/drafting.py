"""Commands that write: draft, check."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.common import (
    Json,
    errors_shown,
    opened_assistant,
    opened_library,
    print_json,
    show_findings,
    wrong_usage,
)
from assistant.cli.followup import past_summary


def draft(
    kind: Annotated[str, typer.Argument(metavar="KIND", help="summary、speech 或 secondment")],
    brief: Annotated[Path, typer.Option("--brief", help="任务书 JSON 文件，格式见 README")],
    facts: Annotated[
        Path | None,
        typer.Option("--facts", help="事实表 .xlsx、.csv，或每行一条的文本；加在任务书的事实之后"),
    ] = None,
    last: Annotated[
        str,
        typer.Option("--last", metavar="FILE_OR_ID", help="去年的总结：文件，或资料库编号"),
    ] = "",
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="写到这个 .docx 文件")
    ] = None,
    as_json: Json = False,
) -> None:
    """按任务书起草文稿，导出 Word。"""
    from assistant.briefs import brief_from_file
    from assistant.errors import BriefError
    from assistant.facts import fact_sheet_from_file

    try:
        task = brief_from_file(kind, brief)
        if facts:
            more = fact_sheet_from_file(facts, task.period)
            task = replace(task, facts=task.facts.with_more(more))
    except BriefError as error:
        wrong_usage(str(error))
    if output and output.suffix.lower() != ".docx":
        wrong_usage(f"输出文件应以 .docx 结尾：{output}")
    with opened_assistant() as assistant:
        past = past_summary(last, assistant.library) if last else None
        for progress in assistant.draft(task, last=past):
            if progress.heading:
                step = f"（{progress.done + 1}/{progress.total}）正在写：{progress.heading}"
                typer.echo(step, err=True)
        made = progress.draft
        if output:
            assistant.export(made, output)
    if as_json:
        from assistant.rendering import draft_table

        print_json(draft_table(made))
        return
    typer.echo(made.text)
    show_findings(made.findings)
    if output:
        typer.echo(f"已导出 {output}", err=True)


def check(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="要检查的文稿")],
    facts: Annotated[
        Path | None,
        typer.Option("--facts", help="事实清单：事实表 .xlsx、.csv，每行一条的文本，或任务书 JSON"),
    ] = None,
    overlap: Annotated[
        bool, typer.Option("--overlap", help="再逐段与资料库里的往年文稿比对，指出雷同")
    ] = False,
    as_json: Json = False,
) -> None:
    """检查文稿：数字、年份、名称、计划写成完成、遗漏的事实、遮盖符号、重复、编号、标点。"""
    from assistant.checking import check_text
    from assistant.facts import fact_sheet_from_file
    from assistant.rendering import finding_row
    from knowledge_base.readers import read

    with errors_shown():
        sheet = fact_sheet_from_file(facts) if facts else None
        text = "\n".join(block.text for block in read(file).blocks)
    with opened_library() if overlap else nullcontext() as library:
        findings = check_text(text, sheet, library)
    if as_json:
        rows = [finding_row(finding) for finding in findings]
        print_json({"file": str(file), "findings": rows})
    else:
        show_findings(findings)
        if not findings:
            typer.echo("没有发现问题")
