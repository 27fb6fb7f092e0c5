"""The `zhaoshang` command. Heavy parts are imported inside the commands, so --help is quick."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from assistant.offline import go_offline

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from assistant.settings import Settings

FAILED = 1  # something failed and was named
USAGE = 2  # the command was not understood; click's own status

app = typer.Typer(
    help="招商文稿助手：检索往年文稿、带出处问答、起草工作总结、讲话稿和挂职汇报，导出 Word。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
Json = Annotated[bool, typer.Option("--json", help="在标准输出给出一个 JSON 对象")]
Kind = Annotated[
    str, typer.Option("--kind", help="文种：summary speech secondment policy other，可用逗号隔开")
]
Year = Annotated[str, typer.Option("--year", help="年份，如 2024 或 2022-2024")]
Region = Annotated[str, typer.Option("--region", help="地区名称，如 桐溪县")]


@app.command("import")
def import_(
    paths: Annotated[list[Path] | None, typer.Argument(help="文件或文件夹（含子文件夹）")] = None,
    samples: Annotated[bool, typer.Option("--samples", help="导入随附的示例文稿")] = False,
    as_json: Json = False,
) -> None:
    """把文件导入资料库；坏文件不影响好文件。"""
    from knowledge_base.samples import samples_folder

    wanted = [*(paths or []), *([samples_folder()] if samples else [])]
    if not wanted:
        _usage("请给出要导入的文件或文件夹，或用 --samples 导入示例文稿")
    missing = [path for path in wanted if not path.exists()]
    with _assistant() as assistant:
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
        _print_json({"files": results, **counts})
    else:
        typer.echo(
            f"新导入 {counts['imported']} 个，已有 {counts['unchanged']} 个，失败 {counts['failed']} 个"
        )
        if not results:
            typer.echo("没有找到可以导入的文件", err=True)
    if counts["failed"] or not results:
        raise typer.Exit(FAILED)


@app.command()
def library(kind: Kind = "", year: Year = "", region: Region = "", as_json: Json = False) -> None:
    """列出资料库里的文件。"""
    with _library() as found:
        documents = found.documents(_filter(kind, year, region))
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
        _print_json({"documents": rows, "passages": stats.passages, "measures": stats.measures})
        return
    from rich.console import Console
    from rich.table import Table

    table = Table("编号", "年份", "文种", "标题", "段落")
    for d in documents:
        table.add_row(d.id, str(d.year or ""), d.kind.label, d.title, str(d.passage_count))
    Console().print(table)
    typer.echo(f"共 {len(rows)} 个文件，全库 {stats.passages} 个段落，{stats.measures} 条举措")


@app.command()
def remove(
    document_id: Annotated[str, typer.Argument(metavar="ID", help="文件编号，见 library")],
    as_json: Json = False,
) -> None:
    """从资料库移除一个文件（不动原文件）。"""
    with _library() as found:
        document = found.remove(document_id)
    if as_json:
        _print_json({"removed": {"id": document.id, "title": document.title}})
    else:
        typer.echo(f"已移除《{document.title}》")


@app.command()
def search(
    query: Annotated[str, typer.Argument(metavar="Q", help="检索词或问题")],
    kind: Kind = "",
    year: Year = "",
    region: Region = "",
    limit: Annotated[int, typer.Option("--limit", min=1, max=100, help="最多几条")] = 8,
    as_json: Json = False,
) -> None:
    """检索资料库里的段落。"""
    with _library() as found:
        hits = found.search(query, where=_filter(kind, year, region), limit=limit)
    rows = [
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
        _print_json({"hits": rows})
        return
    for row in rows:
        typer.secho(
            f"{row['rank']}. 《{row['title']}》{' > '.join(row['heading_path'])}", bold=True
        )
        typer.echo(f"   {row['text']}\n")
    if not rows:
        typer.echo("没有找到相关段落")


@app.command()
def ask(
    question: Annotated[str, typer.Argument(metavar="Q", help="问题")],
    kind: Kind = "",
    year: Year = "",
    region: Region = "",
    as_json: Json = False,
) -> None:
    """就资料库的内容提问，每句都有出处。"""
    with _assistant() as assistant:
        *_, answer = assistant.ask(question, where=_filter(kind, year, region))
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
        _print_json(result | ({"note": answer.note} if answer.note else {}))
        return
    if answer.note:
        typer.secho(answer.note, fg="yellow", err=True)
    typer.echo(answer.text.replace("**", ""))
    for c in answer.citations:
        typer.echo(f"[{c.number}] 《{c.title}》{' > '.join(c.heading_path)}")


@app.command()
def measures(
    query: Annotated[str, typer.Argument(metavar="Q", help="举措，如 基金招商")],
    kind: Kind = "",
    year: Year = "",
    region: Region = "",
    as_json: Json = False,
) -> None:
    """查找往年、各地的相似举措。"""
    with _assistant() as assistant:
        groups = assistant.measures(query, where=_filter(kind, year, region))
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
        _print_json({"groups": rows})
        return
    for group in rows:
        typer.secho(group["category"], bold=True)
        for row in group["measures"]:
            place = "，".join(str(part) for part in (row["region"], row["year"]) if part)
            typer.echo(f"  {row['name']}（{place or '年份地区不详'}，《{row['title']}》）")
            typer.echo(f"    {row['text']}")
    if not rows:
        typer.echo("没有找到相似举措")


@app.command()
def draft(
    kind: Annotated[str, typer.Argument(metavar="KIND", help="summary、speech 或 secondment")],
    brief: Annotated[Path, typer.Option("--brief", help="任务书 JSON 文件，格式见 README")],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="写到这个 .docx 文件")
    ] = None,
    as_json: Json = False,
) -> None:
    """按任务书起草文稿，导出 Word。"""
    from assistant.briefs import brief_from_file
    from assistant.errors import BriefError

    try:
        task = brief_from_file(kind, brief)
    except BriefError as error:
        _usage(str(error))
    if output and output.suffix.lower() != ".docx":
        _usage(f"输出文件应以 .docx 结尾：{output}")
    with _assistant() as assistant:
        for progress in assistant.draft(task):
            if progress.heading:
                step = f"（{progress.done + 1}/{progress.total}）正在写：{progress.heading}"
                typer.echo(step, err=True)
        made = progress.draft
        if output:
            assistant.export(made, output)
    if as_json:
        from assistant.rendering import draft_table

        _print_json(draft_table(made))
        return
    typer.echo(made.text)
    _show_findings(made.findings)
    if output:
        typer.echo(f"已导出 {output}", err=True)


@app.command()
def check(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="要检查的文稿")],
    facts: Annotated[
        Path | None, typer.Option("--facts", help="事实清单：每行一条的文本，或任务书 JSON")
    ] = None,
    as_json: Json = False,
) -> None:
    """检查文稿：没有依据的数字、遗漏的事实、残留的遮盖符号、重复、编号。"""
    from assistant.checking import check_text
    from assistant.facts import fact_sheet_from_file
    from knowledge_base.readers import read

    with _errors():
        sheet = fact_sheet_from_file(facts) if facts else None
        text = "\n".join(block.text for block in read(file).blocks)
    findings = check_text(text, sheet)
    if as_json:
        rows = [{"kind": f.kind, "message": f.message, "place": f.place} for f in findings]
        _print_json({"file": str(file), "findings": rows})
    else:
        _show_findings(findings)
        if not findings:
            typer.echo("没有发现问题")


@app.command()
def serve(
    host: Annotated[str, typer.Option("--host", help="监听地址，默认只限本机")] = "",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="端口，默认 7860")] = 0,
    samples: Annotated[
        bool, typer.Option("--samples/--no-samples", help="首次启动时载入示例文稿")
    ] = True,
) -> None:
    """启动聊天网页。"""
    with _errors():
        settings = _settings()
        from ui.app import launch

        launch(settings, host=host or settings.host, port=port or settings.port, samples=samples)


@app.command()
def doctor(as_json: Json = False) -> None:
    """检查安装情况：装了什么、缺什么、怎么补，资料库有多大。"""
    from assistant.diagnosis import diagnose

    with _errors():
        report = diagnose(_settings())
    if as_json:
        _print_json({"ok": report.ok, "items": [item.table() for item in report.items]})
    else:
        for item in report.items:
            mark = {"ok": "✓", "optional": "-", "problem": "✗"}[item.status]
            typer.echo(f"{mark} {item.name}：{item.detail}")
            if item.cure:
                typer.echo(f"    {item.cure}")
    if not report.ok:
        raise typer.Exit(FAILED)


def main() -> None:
    """Entry point; every error of ours becomes one Chinese line and exit status 1."""
    go_offline()
    try:
        with _errors():
            app()
    except KeyboardInterrupt:
        typer.secho("已取消", fg="yellow", err=True)
        sys.exit(FAILED)


@contextmanager
def _errors() -> Iterator[None]:
    from assistant.errors import AssistantError
    from knowledge_base.errors import KnowledgeBaseError

    try:
        yield
    except (AssistantError, KnowledgeBaseError) as error:
        typer.secho(str(error), fg="red", err=True)
        sys.exit(FAILED)


def _settings() -> Settings:
    from assistant.settings import Settings

    return Settings.load()


@contextmanager
def _assistant() -> Iterator[Assistant]:
    with _errors():
        from assistant.assistant import open_assistant

        assistant = open_assistant(_settings(), lambda line: typer.echo(line, err=True))
        try:
            yield assistant
        finally:
            assistant.library.close()


@contextmanager
def _library() -> Iterator[Any]:
    with _assistant() as assistant:
        yield assistant.library


def _with_progress(assistant: Assistant, paths: list[Path]) -> Iterator[Any]:
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


def _filter(kind: str, year: str, region: str) -> Any:
    import re

    from knowledge_base.types import Filter, Kind

    kinds = [part.strip() for part in kind.replace("，", ",").split(",") if part.strip()]
    unknown = [part for part in kinds if part not in list(Kind)]
    if unknown:
        _usage(f"没有“{unknown[0]}”这个文种，可用：{'、'.join(Kind)}")
    match = re.fullmatch(r"(\d{4})?(?:\s*[-—–至]\s*(\d{4})?)?", year.strip())
    if not match:
        _usage(f"年份应写成 2024 或 2022-2024：{year}")
    start, end = match[1], match[2]
    last = end if re.search("[-—–至]", year) else start
    return Filter(
        kinds=tuple(Kind(part) for part in kinds),
        year_from=int(start) if start else None,
        year_to=int(last) if last else None,
        region=region.strip(),
    )


def _show_findings(findings: Any) -> None:
    for finding in findings:
        place = f"[{finding.place}] " if finding.place else ""
        typer.secho(f"· {place}{finding.message}", fg="yellow", err=True)


def _print_json(value: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")


def _usage(message: str) -> NoReturn:
    typer.secho(message, fg="red", err=True)
    raise typer.Exit(USAGE)
