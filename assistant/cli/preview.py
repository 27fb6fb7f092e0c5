"""The command that shows a Word file without Word: preview."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from uuid import uuid4

import typer

from assistant.cli.common import Json, errors_shown, opened_assistant, print_json, wrong_usage
from assistant.cli.outputs import Force, ask
from knowledge_base.private import for_others

if TYPE_CHECKING:
    from assistant.errors import WordFileError

_PAGE = "page-{number:02}.png"
_SHEET = "preview.html"
_OURS = re.compile(r"page-\d{2,}\.png|preview\.html")


def preview(
    source: Annotated[str, typer.Argument(metavar="FILE|ID", help="一个 .docx 文件，或文稿编号")],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="放到这个文件夹，默认在文件旁边")
    ] = None,
    show: Annotated[
        str, typer.Option("--open", metavar="yes|no", help="完成后用看图程序或浏览器打开")
    ] = "yes",
    force: Force = False,
    as_json: Json = False,
) -> None:
    """预览版面：每页一张图；没有 LibreOffice 时给出仅供参考的网页。"""
    if show not in ("yes", "no"):
        wrong_usage(f"--open 只能是 yes 或 no：{show}")
    with errors_shown():
        from assistant.word import previewing
        from assistant.word.files import word_file

        file, beside = _file(source)
        data = word_file(file)
        folder = output or beside / f"{file.stem}-预览"
        if foreign := _foreign(folder):
            reason = f"{folder} 里的 {foreign} 不是本程序写的"
            ask(reason, force=force, as_json=as_json)
        with for_others():
            made = _written(folder, data)
    if as_json:
        print_json({"files": [str(path) for path in made], "exact": previewing.exact()})
        return
    for path in made:
        typer.echo(path)
    if not previewing.exact():
        typer.secho(previewing.APPROXIMATE, fg="yellow", err=True)
    if show == "yes" and sys.stdout.isatty():
        typer.launch(str(made[0]))


def _file(source: str) -> tuple[Path, Path]:
    """The Word file that is meant, and the folder to put its preview in."""
    path = Path(source)
    if path.exists() or not re.fullmatch("[0-9a-f]{6,32}", source):
        return path, path.parent
    with opened_assistant() as assistant:
        return assistant.word_file(assistant.workspace.load(source)), Path()


def _foreign(folder: Path) -> str:
    """The name of a file in the way that is not of an earlier preview; "" if there is none.

    WordFileError where the folder cannot be written to; it is made on the way.
    """
    from assistant.word import previewing

    try:
        with for_others():
            folder.mkdir(parents=True, exist_ok=True)
        trial = folder / f".{uuid4().hex}.tmp"
        trial.touch()
        trial.unlink()
        named = (path for path in sorted(folder.iterdir()) if _OURS.fullmatch(path.name))
        return next((p.name for p in named if not p.is_file() or not previewing.made_here(p)), "")
    except OSError as error:
        raise _unwritable(folder, error) from error


def _unwritable(folder: Path, error: OSError) -> WordFileError:
    from assistant.errors import WordFileError

    reason = error.strerror or error
    return WordFileError(f"预览不能写到 {folder}（{reason}），请用 -o 另选文件夹")


def _written(folder: Path, data: bytes) -> list[Path]:
    """The files of the preview; those of an earlier one that are not among them go."""
    made = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in _contents(data):
            (folder / name).write_bytes(content)
            made.append(folder / name)
        for path in folder.iterdir():
            if _OURS.fullmatch(path.name) and path not in made:
                path.unlink()
    except OSError as error:
        raise _unwritable(folder, error) from error
    return made


def _contents(data: bytes) -> Iterator[tuple[str, bytes]]:
    from assistant.word import previewing

    if not previewing.exact():
        yield _SHEET, previewing.approximate(data).encode()
        return
    for number, picture in enumerate(previewing.pages(data), 1):
        yield _PAGE.format(number=number), picture
