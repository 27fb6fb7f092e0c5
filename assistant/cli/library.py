"""Commands that fill and read the library: import, library, remove, search, ask, measures."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.cli.common import (
    FAILED,
    Json,
    Kind,
    Region,
    Year,
    filter_of,
    opened_assistant,
    opened_library,
    print_json,
    wrong_usage,
)

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from knowledge_base.types import ImportResult


def import_(
    paths: Annotated[list[Path] | None, typer.Argument(help="文件或文件夹（含子文件夹）")] = None,
    samples: Annotated[bool, typer.Option("--samples", help="导入随附的示例文稿")] = False,
    as_json: Json = False,
) -> None:
    """把文件导入资料库；坏文件不影响好文件。"""
    from knowledge_base.samples import samples_folder

    wanted = [*(paths or []), *([samples_folder()] if samples else [])]
    if not wanted:
        wrong_usage("请给出要导入的文件或文件夹，或用 --samples 导入示例文稿")
    missing = [path for path in wanted if not path.exists()]
    with opened_assistant() as assistant:
        results: list[dict[str, Any]] = [
            {"file": str(path), "status": "failed", "reason": "没有这个文件或文件夹"}
            for path in missing
        ]
        for failed in results:
            _line(failed, as_json)
        present = [path for path in wanted if path.exists()]
        for result in _with_progress(assistant, present):
            document = result.document
            row: dict[str, Any] = {"file": result.file_name, "status": result.status}
            if document:
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
            results.append(row)
            _line(row, as_json)
    counts = {
        s: sum(r["status"] == s for r in results) for s in ("imported", "unchanged", "failed")
    }
    if as_json:
        print_json({"files": results, **counts})
    else:
        typer.echo("新导入 {imported} 个，已有 {unchanged} 个，失败 {failed} 个".format_map(counts))
        if not results:
            typer.echo("没有找到可以导入的文件", err=True)
    if counts["failed"] or not results:
        raise typer.Exit(FAILED)


def library(kind: Kind = "", year: Year = "", region: Region = "", as_json: Json = False) -> None:
    """列出资料库里的文件。"""
    with opened_library() as found:
        documents = found.documents(filter_of(kind, year, region))
        stats = found.stats()
    rows = [
        {
            "id": d.id,
            "title": d.title,
            "kind": d.kind.value,
            "year": d.year,
            "years": list(d.years),
            "region": d.region,
            "organisation": d.organisation,
            "date": d.date,
            "file_name": d.file_name,
            "passages": d.passage_count,
            "imported_at": d.imported_at,
            "notes": list(d.notes),
        }
        for d in documents
    ]
    if as_json:
        print_json({"documents": rows, "passages": stats.passages, "measures": stats.measures})
        return
    from rich.console import Console
    from rich.table import Table

    table = Table("编号", "年份", "文种", "标题", "段落")
    for d in documents:
        table.add_row(d.id, str(d.year or ""), d.kind.label, d.title, str(d.passage_count))
    Console().print(table)
    typer.echo(f"共 {len(rows)} 个文件，全库 {stats.passages} 个段落，{stats.measures} 条举措")


def remove(
    document_id: Annotated[str, typer.Argument(metavar="ID", help="文件编号，见 library")],
    as_json: Json = False,
) -> None:
    """从资料库移除一个文件（不动原文件）。"""
    with opened_library() as found:
        document = found.remove(document_id)
    if as_json:
        print_json({"removed": {"id": document.id, "title": document.title}})
    else:
        typer.echo(f"已移除《{document.title}》")


def search(
    query: Annotated[str, typer.Argument(metavar="Q", help="检索词或问题")],
    kind: Kind = "",
    year: Year = "",
    region: Region = "",
    limit: Annotated[int, typer.Option("--limit", min=1, max=100, help="最多几条")] = 8,
    as_json: Json = False,
) -> None:
    """检索资料库里的段落。"""
    with opened_library() as found:
        hits = found.search(query, where=filter_of(kind, year, region), limit=limit)
    rows: list[dict[str, Any]] = [
        {
            "rank": hit.rank,
            "score": hit.score,
            "passage_id": hit.passage.id,
            "document_id": hit.document.id,
            "title": hit.document.title,
            "kind": hit.document.kind.value,
            "year": hit.document.year,
            "heading_path": list(hit.passage.heading_path),
            "text": hit.passage.text,
        }
        for hit in hits
    ]
    if as_json:
        print_json({"hits": rows})
        return
    for row in rows:
        typer.secho(
            f"{row['rank']}. 《{row['title']}》{' > '.join(row['heading_path'])}", bold=True
        )
        typer.echo(f"   {row['text']}\n")
    if not rows:
        typer.echo("没有找到相关段落")


def ask(
    question: Annotated[str, typer.Argument(metavar="Q", help="问题")],
    kind: Kind = "",
    year: Year = "",
    region: Region = "",
    as_json: Json = False,
) -> None:
    """就资料库的内容提问，每句都有出处。"""
    with opened_assistant() as assistant:
        *_, answer = assistant.ask(question, where=filter_of(kind, year, region))
    if as_json:
        citations = [
            {
                "number": c.number,
                "passage_id": c.passage_id,
                "document_id": c.document_id,
                "title": c.title,
                "heading_path": list(c.heading_path),
                "quote": c.quote,
            }
            for c in answer.citations
        ]
        result: dict[str, Any] = {
            "answered": answer.answered,
            "text": answer.text,
            "citations": citations,
            "writer": answer.writer,
        }
        print_json(result | ({"note": answer.note} if answer.note else {}))
        return
    if answer.note:
        typer.secho(answer.note, fg="yellow", err=True)
    typer.echo(answer.text.replace("**", ""))
    for c in answer.citations:
        typer.echo(f"[{c.number}] 《{c.title}》{' > '.join(c.heading_path)}")


def measures(
    query: Annotated[str, typer.Argument(metavar="Q", help="举措，如 基金招商")],
    kind: Kind = "",
    year: Year = "",
    region: Region = "",
    as_json: Json = False,
) -> None:
    """查找往年、各地的相似举措。"""
    with opened_assistant() as assistant:
        groups = assistant.measures(query, where=filter_of(kind, year, region))
    rows: list[dict[str, Any]] = [
        {
            "category": category,
            "measures": [
                {
                    "name": hit.measure.name,
                    "text": hit.measure.text,
                    "title": hit.document.title,
                    "year": hit.document.year,
                    "region": hit.document.region,
                    "passage_id": hit.measure.passage_id,
                }
                for hit in hits
            ],
        }
        for category, hits in groups.items()
    ]
    if as_json:
        print_json({"groups": rows})
        return
    for group in rows:
        typer.secho(group["category"], bold=True)
        for row in group["measures"]:
            place = "，".join(str(part) for part in (row["region"], row["year"]) if part)
            typer.echo(f"  {row['name']}（{place or '年份地区不详'}，《{row['title']}》）")
            typer.echo(f"    {row['text']}")
    if not rows:
        typer.echo("没有找到相似举措")


def _with_progress(assistant: Assistant, paths: list[Path]) -> Iterator[ImportResult]:
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

        yield from assistant.library.add_all(paths, advance)


def _line(row: dict[str, Any], as_json: bool) -> None:
    words = {"imported": "新导入", "unchanged": "已有", "failed": "失败"}
    about = row.get("reason") or row.get("title", "")
    notes = "".join(f"（{note}）" for note in row.get("notes", ()))
    typer.echo(f"{words[row['status']]} {row['file']}：{about}{notes}", err=as_json)
