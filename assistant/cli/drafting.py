"""Commands that write: draft, check."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from assistant.cli import exporting
from assistant.cli.common import (
    Json,
    errors_shown,
    opened_assistant,
    print_json,
    show_findings,
    wrong_usage,
)


def draft(
    kind: Annotated[str, typer.Argument(metavar="KIND", help="summary、speech 或 secondment")],
    brief: Annotated[Path, typer.Option("--brief", help="任务书 JSON 文件，格式见 README")],
    facts: Annotated[
        Path | None,
        typer.Option("--facts", help="事实表 .xlsx、.csv，或每行一条的文本；加在任务书的事实之后"),
    ] = None,
    attach: Annotated[
        list[Path] | None,
        typer.Option("--attach", help="附件：.xlsx、.csv 成表，.docx、.txt 成文；可以给几个"),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="写到这个 .docx 文件")
    ] = None,
    profile: exporting.Profile = "",
    clean: exporting.Clean = False,
    allow_blanks: exporting.AllowBlanks = False,
    sources: exporting.Sources = False,
    no_label: exporting.NoLabel = False,
    template: exporting.Template = None,
    as_json: Json = False,
) -> None:
    """按任务书起草文稿，导出 Word。"""
    from assistant.attachments import attachments_from_file
    from assistant.briefs import brief_from_file
    from assistant.errors import BriefError
    from assistant.facts import fact_sheet_from_file

    try:
        task = brief_from_file(kind, brief)
        if facts:
            more = fact_sheet_from_file(facts, task.period)
            task = replace(task, facts=task.facts.with_more(more))
        attached = [found for path in attach or () for found in attachments_from_file(path)]
        task = replace(task, attachments=tuple(attached))
    except BriefError as error:
        wrong_usage(str(error))
    choices = (profile, clean, allow_blanks, sources, no_label, template)
    if output:
        exporting.check_output(output)
    elif any(choices):
        wrong_usage("--profile、--clean 等导出选项要和 -o 一起用")
    options = exporting.word_options(*choices)
    with opened_assistant() as assistant:
        for progress in assistant.draft(task):
            if progress.heading:
                step = f"（{progress.done + 1}/{progress.total}）正在写：{progress.heading}"
                typer.echo(step, err=True)
        made = progress.draft
        # Printed first: what was written is not lost when the export fails.
        if as_json:
            from assistant.rendering import draft_table

            print_json(draft_table(made))
        else:
            typer.echo(made.text)
            show_findings(made.findings)
        if output:
            assistant.export(made, output, options)
            typer.echo(f"已导出 {output}", err=True)


def check(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="要检查的文稿")],
    facts: Annotated[
        Path | None,
        typer.Option("--facts", help="事实清单：事实表 .xlsx、.csv，每行一条的文本，或任务书 JSON"),
    ] = None,
    as_json: Json = False,
) -> None:
    """检查文稿：没有依据的数字、遗漏的事实、残留的遮盖符号、重复、编号。"""
    from assistant.checking import check_text
    from assistant.facts import fact_sheet_from_file
    from knowledge_base.readers import read

    with errors_shown():
        sheet = fact_sheet_from_file(facts) if facts else None
        text = "\n".join(block.text for block in read(file).blocks)
    findings = check_text(text, sheet)
    if as_json:
        rows = [{"kind": f.kind, "message": f.message, "place": f.place} for f in findings]
        print_json({"file": str(file), "findings": rows})
    else:
        show_findings(findings)
        if not findings:
            typer.echo("没有发现问题")
