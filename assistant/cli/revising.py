"""Commands on stored drafts: drafts, revise."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.cli.common import (
    Json,
    errors_shown,
    load_settings,
    opened_assistant,
    print_json,
    show_findings,
)
from assistant.cli.outputs import Force, check_word_file
from assistant.errors import AssistantError
from knowledge_base.private import for_others

if TYPE_CHECKING:
    from assistant.workspace import Workspace


def drafts(as_json: Json = False) -> None:
    """列出保存的文稿；坏了的单独说明，不影响其他的。"""
    from assistant.workspace import Workspace

    rows: list[dict[str, Any]] = []
    damaged: list[dict[str, str]] = []
    with errors_shown():
        workspace = Workspace(load_settings().drafts_folder)
        for draft_id in workspace.ids():
            try:
                rows.append(_row(workspace, draft_id))
            except (AssistantError, OSError, RecursionError) as error:
                if draft_id in workspace.ids():  # not removed meanwhile
                    damaged.append({"id": draft_id, "reason": _reason(draft_id, error)})
    if as_json:
        print_json({"drafts": rows, "damaged": damaged})
        return
    for row in rows:
        typer.echo(f"{row['id']}  {row['saved']}  第 {row['version']} 版  {row['title']}")
    for bad in damaged:
        typer.secho(f"{bad['id']}  {bad['reason']}", fg="yellow", err=True)
    if not rows and not damaged:
        typer.echo("还没有保存的文稿，用 zhaoshang draft 起草")


def _reason(draft_id: str, error: Exception) -> str:
    said = str(error) if isinstance(error, AssistantError) else "文稿读不出来，请检查权限"
    return f"{said}；其他文稿不受影响，用不着它时可把数据文件夹里的 {draft_id}.json 移走"


def _row(workspace: Workspace, draft_id: str) -> dict[str, Any]:
    return {
        "id": draft_id,
        "title": workspace.load(draft_id).title,
        "version": workspace.version(draft_id),
        "saved": workspace.saved_at(draft_id).isoformat(timespec="minutes"),
    }


def revise(
    draft_id: Annotated[
        str, typer.Argument(metavar="编号", help="文稿的编号，见 zhaoshang drafts")
    ],
    request: Annotated[
        str,
        typer.Argument(
            metavar="要求", help="如：第二部分再精简一点；把到位资金改成99.1亿元；恢复上一版"
        ),
    ],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="写到这个 .docx 文件")
    ] = None,
    force: Force = False,
    as_json: Json = False,
) -> None:
    """按一句话修改保存的文稿，显示改了哪里；每次修改都是新的一版。"""
    if output:
        check_word_file(output, force=force, as_json=as_json)
    with opened_assistant() as assistant:
        from assistant.messages.conversation import revise as said

        version = said(assistant, draft_id, request)
        if output:
            with for_others():
                assistant.export(version.draft, output)
    differing = version.changes
    if as_json:
        from assistant.cli.tables import draft_table

        lines = [[list(piece) for piece in change.pieces] for change in differing]
        print_json({**draft_table(version.draft), "note": version.note, "changes": lines})
        return
    for change in differing:
        for tag, text in change.pieces:
            colour = {"gone": "red", "new": "green"}.get(tag)
            mark = {"gone": f"[-{text}-]", "new": f"{{+{text}+}}"}.get(tag, text)
            typer.secho(mark, fg=colour, nl=False)
        typer.echo()
    show_findings(version.draft.findings)
    typer.secho(version.note, fg="green", err=True)
