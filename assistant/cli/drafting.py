"""Commands that write: draft, check."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli import exporting
from assistant.cli.common import (
    Json,
    errors_shown,
    opened_assistant,
    opened_library,
    print_json,
    show_findings,
    wrong_usage,
)
from assistant.cli.followup import past_of
from assistant.cli.outputs import Force, check_word_file
from knowledge_base.private import for_others

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from assistant.drafts import Draft
    from assistant.types import Brief, Outline


KindArgument = Annotated[str, typer.Argument(metavar="KIND", help="summary、speech 或 secondment")]
BriefFile = Annotated[Path | None, typer.Option("--brief", help="任务书 JSON 文件，格式见 README")]
Facts = Annotated[
    Path | None,
    typer.Option("--facts", help="事实表 .xlsx、.csv，或每行一条的文本；加在任务书的事实之后"),
]
Like = Annotated[Path | None, typer.Option("--like", help="照这份旧文的结构和各部分比例写")]
Continue = Annotated[
    Path | None, typer.Option("--continue", help="接着改：导出后又在 Word、WPS 里改过的 .docx")
]
Last = Annotated[
    str, typer.Option("--last", metavar="FILE_OR_ID", help="去年的总结：文件，或资料库编号")
]
Attach = Annotated[
    list[Path] | None,
    typer.Option("--attach", help="附件：.xlsx、.csv 成表，.docx、.txt 成文；可以给几个"),
]
Output = Annotated[Path | None, typer.Option("-o", "--output", help="写到这个 .docx 文件")]


def draft(
    kind: KindArgument = "",
    brief: BriefFile = None,
    facts: Facts = None,
    like: Like = None,
    file: Continue = None,
    last: Last = "",
    attach: Attach = None,
    output: Output = None,
    profile: exporting.Profile = "",
    clean: exporting.Clean = False,
    allow_blanks: exporting.AllowBlanks = False,
    sources: exporting.Sources = False,
    no_label: exporting.NoLabel = False,
    template: exporting.Template = None,
    force: Force = False,
    as_json: Json = False,
) -> None:
    """按任务书起草文稿，导出 Word；或接着改一份导出过的文稿。"""
    choices = (profile, clean, allow_blanks, sources, no_label, template)
    if any(choices) and not output:
        wrong_usage("--profile、--clean 等导出选项要和 -o 一起用")
    if file and (kind or brief or facts or like or last or attach):
        wrong_usage("--continue 沿用原来的任务，不能再给文种、--brief、--facts、--like 或 --last")
    if file and output and output.resolve() == file.resolve():
        wrong_usage("-o 不能是正在接着改的文件，请另起一个文件名，以免盖掉手工的修改")
    if output:
        check_word_file(output, force=force, as_json=as_json)
    options = exporting.word_options(*choices)
    task = None if file else _task(kind, brief, facts, attach or ())
    with opened_assistant() as assistant:
        if file:
            made = assistant.continued(file)
        if task:
            task = replace(task, last=past_of(last, assistant.library) if last else None)
            made = _drafted(assistant, task, assistant.outline(task, like))
        # Printed first: what was written is not lost when it cannot be stored or exported.
        _show(made, as_json)
        assistant.workspace.save(made)
        told = f"已保存，编号 {made.id}；修改：zhaoshang revise {made.id} 要求"
        typer.echo(told, err=True)
        if output:
            with for_others():
                assistant.export(made, output, options)
            typer.echo(f"已导出 {output}", err=True)


def _show(made: Draft, as_json: bool) -> None:
    if as_json:
        from assistant.cli.tables import draft_table

        print_json(draft_table(made))
        return
    typer.echo(made.text)
    show_findings(made.findings)


def _task(kind: str, brief: Path | None, facts: Path | None, attach: Sequence[Path]) -> Brief:
    """What is to be drafted."""
    from assistant.briefs.attachments import attachments_from_file
    from assistant.briefs.reading import brief_from_file
    from assistant.errors import BriefError
    from assistant.facts.sheets import fact_sheet_from_file, limited

    if not kind or not brief:
        wrong_usage("请给出文种和任务书（--brief），或用 --continue 接着改一份导出过的 .docx")
    try:
        task = brief_from_file(kind, brief)
        if facts:
            more = fact_sheet_from_file(facts, task.period)
            task = replace(task, facts=limited(task.facts.with_more(more)))
        attached = [found for path in attach for found in attachments_from_file(path)]
    except BriefError as error:
        wrong_usage(str(error))
    return replace(task, attachments=tuple(attached))


def _drafted(assistant: Assistant, task: Brief, outline: Outline) -> Draft:
    """A new draft, written while telling how far it is."""
    for progress in assistant.draft(task, outline):
        if progress.heading:
            step = f"（{progress.done + 1}/{progress.total}）正在写：{progress.heading}"
            typer.echo(step, err=True)
    return progress.draft


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
    from assistant.checking.checking import check_text
    from assistant.cli.tables import finding_row
    from assistant.facts.sheets import fact_sheet_from_file
    from knowledge_base.understanding import worker

    with errors_shown():
        sheet = fact_sheet_from_file(facts) if facts else None
        text = "\n".join(block.text for block in worker.read(file).blocks)
    with opened_library() if overlap else nullcontext() as library:
        findings = check_text(text, sheet, library)
    if as_json:
        rows = [finding_row(finding) for finding in findings]
        print_json({"file": str(file), "findings": rows})
    else:
        show_findings(findings)
        if not findings:
            typer.echo("没有发现问题")
