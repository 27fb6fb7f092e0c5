"""Commands about the program itself: serve, doctor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.common import FAILED, Json, errors_shown, load_settings, print_json

if TYPE_CHECKING:
    from assistant.settings import Settings


def serve(
    host: Annotated[str, typer.Option("--host", help="监听地址，默认只限本机")] = "",
    port: Annotated[
        int | None,
        typer.Option("--port", min=0, max=65535, help="端口，默认 7860；0 为任选空闲端口"),
    ] = None,
    samples: Annotated[
        bool, typer.Option("--samples/--no-samples", help="首次启动时载入示例文稿")
    ] = True,
) -> None:
    """启动聊天网页。"""
    with errors_shown():
        settings = load_settings()
        from ui.page.app import launch

        launch(
            settings,
            host=host or settings.host,
            port=settings.port if port is None else port,
            samples=samples,
        )


def doctor(
    repair: Annotated[
        bool,
        typer.Option(
            "--repair", help="修复：重新解压受损的检索模型，按目录重建缺损的向量和关键词索引"
        ),
    ] = False,
    as_json: Json = False,
) -> None:
    """检查安装情况：装了什么、缺什么、怎么补，资料库是否完好。"""
    from assistant.cli.diagnosis import diagnose

    with errors_shown():
        settings = load_settings()
        if repair:
            _repair(settings)
        report = diagnose(settings)
    if as_json:
        print_json({"ok": report.ok, "items": [item.table() for item in report.items]})
    else:
        for item in report.items:
            mark = {"ok": "✓", "optional": "-", "problem": "✗"}[item.status]
            typer.echo(f"{mark} {item.name}：{item.detail}")
            if item.cure:
                typer.echo(f"    {item.cure}")
    if not report.ok:
        raise typer.Exit(FAILED)


def _repair(settings: Settings) -> None:
    from knowledge_base.embedding import bundled_model
    from knowledge_base.embedding.embedding import BUNDLED, SentenceEmbeddings
    from knowledge_base.repairing import repair

    models = settings.models_folder
    if settings.embedding_model == BUNDLED and bundled_model.is_unpacked(models):
        bundled_model.unpack(models, lambda line: typer.echo(line, err=True), thorough=True)

    def tell(done: int, total: int) -> None:
        if total and done % 640 == 0:
            typer.echo(f"正在重建向量 {done}/{total}", err=True)

    if not (settings.library_folder / "catalog.sqlite3").exists():
        typer.echo("还没有资料库，不需要修复", err=True)
        return
    embeddings = SentenceEmbeddings(settings.embedding_model, models)
    faults = repair(settings.library_folder, embeddings, tell)
    for line in faults.lines() or ["资料库完好，不需要修复"]:
        typer.echo(line + ("，已修复" if faults else ""), err=True)
