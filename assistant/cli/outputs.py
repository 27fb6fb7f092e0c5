"""Where a command writes, looked at before the long work begins: no work is lost, no file of
somebody else's is replaced without a word."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.common import FAILED, errors_shown, wrong_usage

Force = Annotated[
    bool, typer.Option("--force", help="-o 处已有不是本程序写的文件时，不再询问，直接替换")
]


def check_word_file(path: Path, *, force: bool, as_json: bool) -> None:
    """Ends the run if no Word file can go to path, or what lies there is to stay."""
    from assistant.word.targets import refuse_unwritable, written_here

    if path.suffix.lower() != ".docx":
        wrong_usage(f"输出文件应以 .docx 结尾：{path}")
    with errors_shown():
        refuse_unwritable(path)
    if path.exists() and not written_here(path):
        ask(f"{path} 已存在，不是本程序导出的，或导出后又改过", force=force, as_json=as_json)


def ask(reason: str, *, force: bool, as_json: bool) -> None:
    """Ends the run unless what is there may be replaced; where nobody can be asked, --force says.

    as_json: a program reads the answer, so nobody is asked.
    """
    if force:
        return
    if as_json or not sys.stdin.isatty():
        typer.secho(f"{reason}。要替换请加 --force，或用 -o 另起名称", fg="red", err=True)
        raise typer.Exit(FAILED)
    if not typer.confirm(f"{reason}。是否替换？", err=True):
        typer.secho("没有替换，请用 -o 另起名称", fg="yellow", err=True)
        raise typer.Exit(FAILED)
