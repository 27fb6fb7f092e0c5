"""The command import: files in, a line for each, and what to do about a file of the same name."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.cli.common import FAILED, Json, opened_assistant, print_json, wrong_usage

if TYPE_CHECKING:
    from collections.abc import Callable

    from knowledge_base.base import KnowledgeBase
    from knowledge_base.types import Document, ImportResult

STOPPED = 130  # what a shell expects of a command that Ctrl-C ended
_WORDS = {"imported": "新导入", "unchanged": "已有", "failed": "失败"}


def import_(
    paths: Annotated[list[Path] | None, typer.Argument(help="文件或文件夹（含子文件夹）")] = None,
    samples: Annotated[bool, typer.Option("--samples", help="导入随附的示例文稿")] = False,
    replace: Annotated[bool, typer.Option("--replace", help="替换资料库里的同名旧文件")] = False,
    keep: Annotated[bool, typer.Option("--keep", help="同名旧文件也保留，不再询问")] = False,
    as_json: Json = False,
) -> None:
    """把文件导入资料库；坏文件不影响好文件，按 Ctrl+C 可随时停止。"""
    from knowledge_base.samples import sample_files

    wanted = [*(paths or []), *(sample_files() if samples else [])]
    if not wanted:
        wrong_usage("请给出要导入的文件或文件夹，或用 --samples 导入示例文稿")
    if replace and keep:
        wrong_usage("--replace 和 --keep 只能选一个")
    rows: list[dict[str, Any]] = []
    twins: list[ImportResult] = []
    stopped = False
    with opened_assistant() as assistant:
        for path in wanted:
            if not path.exists():
                rows.append(
                    {"file": str(path), "status": "failed", "reason": "没有这个文件或文件夹"}
                )
                _line(rows[-1], as_json)
        present = [path for path in wanted if path.exists()]
        try:
            with _progress() as advance:
                for result in assistant.library.add_all(present, advance, replace=replace):
                    rows.append(_row(result))
                    _line(rows[-1], as_json)
                    if result.same_name and not result.replaced:
                        twins.append(result)
        except KeyboardInterrupt:
            stopped = True
        if twins and not keep and not stopped:
            _settle(assistant.library, twins, ask=not as_json and sys.stdin.isatty())
    counts = {status: sum(row["status"] == status for row in rows) for status in _WORDS}
    if as_json:
        print_json({"files": rows, **counts, "stopped": stopped})
    else:
        typer.echo("新导入 {imported} 个，已有 {unchanged} 个，失败 {failed} 个".format_map(counts))
        if not rows and not stopped:
            typer.echo("没有找到可以导入的文件", err=True)
    if stopped:
        typer.secho("已停止，其余文件没有导入；再次运行同一命令可以接着导入", fg="yellow", err=True)
        raise typer.Exit(STOPPED)
    if counts["failed"] or not rows:
        raise typer.Exit(FAILED)


def _row(result: ImportResult) -> dict[str, Any]:
    row: dict[str, Any] = {"file": result.file_name, "status": result.status}
    if document := result.document:
        row |= {
            "id": document.id,
            "title": document.title,
            "kind": document.kind.value,
            "year": document.year,
            "passages": document.passage_count,
            "notes": list(document.notes),
        }
    if result.reason:
        row["reason"] = result.reason
    if result.same_name:
        key = "replaced" if result.replaced else "same_name"
        row[key] = [
            {"id": other.id, "title": other.title, "imported_at": other.imported_at}
            for other in result.same_name
        ]
    return row


def _line(row: dict[str, Any], as_json: bool) -> None:
    about = row.get("reason") or row.get("title", "")
    notes = [*row.get("notes", ()), *("已替换同名旧文件" for _ in row.get("replaced", ()))]
    remarks = "".join(f"（{note}）" for note in notes)
    typer.echo(f"{_WORDS[row['status']]} {row['file']}：{about}{remarks}", err=as_json)


def _settle(library: KnowledgeBase, twins: Sequence[ImportResult], ask: bool) -> None:
    """Ask what becomes of older files of the same name; where nobody can be asked, they stay."""
    for result in twins:
        old = "、".join(map(_named, result.same_name))
        typer.secho(f"资料库里已有同名文件 {result.file_name}：{old}", fg="yellow", err=True)
        if ask and typer.confirm("用新导入的替换旧的吗？（否则两份都保留）"):
            for document in result.same_name:
                library.remove(document.id)
            typer.echo("已替换")
    if not ask:
        typer.echo("两份都已保留；要替换请用 import --replace，或用 remove 移除旧的", err=True)


def _named(document: Document) -> str:
    day = document.imported_at[:10]
    return f"《{document.title}》（编号 {document.id}，{day} 导入）"


@contextmanager
def _progress() -> Iterator[Callable[[int, int, str], None]]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (
        TextColumn("导入"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.description}"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)

        def advance(done: int, total: int, name: str) -> None:
            bar.update(task, completed=done, total=total, description=name)

        yield advance
