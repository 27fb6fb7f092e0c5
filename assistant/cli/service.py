"""Commands about the program itself: serve, doctor."""

from __future__ import annotations

from typing import Annotated

import typer

from assistant.cli.common import FAILED, Json, errors_shown, load_settings, print_json


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
        from ui.app import launch

        launch(
            settings,
            host=host or settings.host,
            port=settings.port if port is None else port,
            samples=samples,
        )


def doctor(as_json: Json = False) -> None:
    """检查安装情况：装了什么、缺什么、怎么补，资料库有多大。"""
    from assistant.diagnosis import diagnose

    with errors_shown():
        report = diagnose(load_settings())
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
