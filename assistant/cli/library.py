"""Commands that read the library: library, remove, supersede, search, ask, measures."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from assistant.cli.common import (
    InForce,
    Json,
    Kind,
    Region,
    Role,
    Year,
    filter_of,
    opened_assistant,
    opened_library,
    order_of,
    print_json,
    show_trouble,
    wrong_usage,
)


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
            "doubts": list(d.doubts),
            "superseded_by": d.superseded_by,
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
        title = f"{d.title}（已被取代）" if d.superseded_by else d.title
        table.add_row(d.id, str(d.year or ""), d.kind.label, title, str(d.passage_count))
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


def supersede(
    document_id: Annotated[str, typer.Argument(metavar="ID", help="已失效文件的编号，见 library")],
    by: Annotated[str, typer.Option("--by", metavar="ID", help="取代它的文件的编号")] = "",
    clear: Annotated[bool, typer.Option("--clear", help="取消标记，恢复为有效")] = False,
    as_json: Json = False,
) -> None:
    """标记一个文件已被另一个取代，检索时排到后面。"""
    if bool(by) == clear:
        wrong_usage("请用 --by 给出取代它的文件编号，或用 --clear 取消标记")
    with opened_library() as found:
        document = found.supersede(document_id, by)
        successor = found.document(by).title if by else ""
    if as_json:
        print_json({"id": document.id, "superseded_by": document.superseded_by})
    elif successor:
        typer.echo(f"《{document.title}》已标记为被《{successor}》取代")
    else:
        typer.echo(f"《{document.title}》已恢复为有效")


def search(
    query: Annotated[str, typer.Argument(metavar="Q", help="检索词或问题")],
    kind: Kind = "",
    year: Year = "",
    region: Region = "",
    role: Role = "",
    in_force: InForce = False,
    limit: Annotated[int, typer.Option("--limit", min=1, max=100, help="最多几条")] = 8,
    as_json: Json = False,
) -> None:
    """检索资料库里的段落。"""
    where = filter_of(kind, year, region, role, in_force)
    with opened_library() as found:
        hits = found.search(query, where=where, limit=limit)
        show_trouble(found)
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
        show_trouble(assistant.library)
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
    sort: Annotated[
        str, typer.Option("--sort", help="排序：best 最相关 newest 年份新的在前 place 按地区")
    ] = "best",
    compare: Annotated[bool, typer.Option("--compare", help="按地区和年份列成对比表")] = False,
    as_json: Json = False,
) -> None:
    """查找往年、各地的相似举措。"""
    where = filter_of(kind, year, region)
    order = order_of(sort)
    with opened_assistant() as assistant:
        if compare:
            hits = assistant.compare(query, where=where)
            groups = {hits[0].measure.category: hits} if hits else {}
        else:
            groups = assistant.measures(query, where=where, order=order)
        show_trouble(assistant.library)
    rows: list[dict[str, Any]] = [
        {
            "category": category,
            "measures": [
                {
                    "name": hit.measure.name,
                    "text": hit.measure.text,
                    "result": hit.measure.result,
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
    if compare and rows:
        _print_comparison(rows[0]["measures"])
        return
    for group in rows:
        typer.secho(group["category"], bold=True)
        for row in group["measures"]:
            place = "，".join(str(part) for part in (row["region"], row["year"]) if part)
            typer.echo(f"  {row['name']}（{place or '年份地区不详'}，《{row['title']}》）")
            typer.echo(f"    {row['text']}")
    if not rows:
        typer.echo("没有找到相似举措")


def _print_comparison(rows: list[dict[str, Any]]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(show_lines=True)
    for name in ("地区", "年份", "举措", "做法", "成效", "出处"):
        table.add_column(name, overflow="fold", ratio=3 if name in ("做法", "成效") else 1)
    for row in rows:
        how = row["text"].replace(row["result"], "") if row["result"] else row["text"]
        year = str(row["year"] or "")
        table.add_row(row["region"], year, row["name"], how, row["result"], row["title"])
    Console().print(table)
