"""The command that holds the page's conversation: say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.cli.common import FAILED, Json, opened_assistant, print_json, show_findings

if TYPE_CHECKING:
    from assistant.messages.conversation import Turn


def say(
    messages: Annotated[
        list[str],
        typer.Argument(
            metavar="消息…", help='一段对话，一个参数一条消息，如："写一份…" "换一种开头"'
        ),
    ],
    as_json: Json = False,
) -> None:
    """照网页上的对话说几句，给出最后一句的结果：提问、查举措、起草、修改、核对都可以。"""
    turns: list[Turn] = []
    with opened_assistant() as assistant:
        from assistant.messages.conversation import reply

        for message in messages:
            *_, last = reply(assistant, message, turns)
            turns.append(last)
    if as_json:
        print_json(_table(last))
    else:
        _show(last)
    if last.error:
        raise typer.Exit(FAILED)


def _table(turn: Turn) -> dict[str, Any]:
    """What came of a message; what does not belong to it is empty."""
    from assistant.cli.tables import finding_row

    draft = turn.progress.draft if turn.progress else None
    brief = draft.brief if draft else None
    found = draft.findings if draft else turn.proof.findings if turn.proof else ()
    return {
        "intent": turn.message.intent if turn.message else "",
        "state": turn.state,
        "note": turn.note,
        "error": turn.error,
        "answer": turn.answer.text if turn.answer else "",
        "kind": draft.kind if draft else "",
        "title": draft.title if draft else "",
        "organisation": draft.organisation if draft else "",
        "recipient": draft.recipient if draft else "",
        "period": brief.period if brief else "",
        "text": draft.text if draft else turn.proof.corrected if turn.proof else "",
        "findings": [finding_row(finding) for finding in found],
    }


def _show(turn: Turn) -> None:
    if turn.error:
        typer.secho(turn.error, fg="red", err=True)
    if turn.note:
        typer.secho(turn.note, fg="green", err=True)
    if turn.answer:
        typer.echo(turn.answer.text.replace("**", ""))
        for cited in turn.answer.citations:
            place = " > ".join(cited.heading_path)
            typer.echo(f"[{cited.number}] 《{cited.title}》{place}")
    for category, hits in turn.groups or ():
        typer.secho(category, bold=True)
        for hit in hits:
            typer.echo(f"  {hit.measure.name}（《{hit.document.title}》）\n    {hit.measure.text}")
    if turn.groups == ():
        typer.echo("没有找到相似举措")
    if turn.proof:
        typer.echo(turn.proof.report)
    elif turn.progress:
        draft = turn.progress.draft
        typer.echo(draft.text)
        show_findings(draft.findings)
        typer.echo(f"已保存，编号 {draft.id}", err=True)
