"""The command export, and the choices of a Word file that it shares with draft."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.common import Json, errors_shown, load_settings, print_json, wrong_usage
from assistant.cli.outputs import Force, check_word_file
from knowledge_base.private import for_others

if TYPE_CHECKING:
    from assistant.word import ExportOptions

Profile = Annotated[str, typer.Option("--profile", help="版式方案，如 line28、centred；默认国标")]
Clean = Annotated[bool, typer.Option("--clean", help="清稿：没有批注、底色和标亮")]
AllowBlanks = Annotated[bool, typer.Option("--allow-blanks", help="清稿里允许留有 ××")]
Sources = Annotated[bool, typer.Option("--sources", help="末页列出资料来源")]
NoLabel = Annotated[bool, typer.Option("--no-label", help="文件属性里不写生成标识")]
Template = Annotated[Path | None, typer.Option("--template", help="用本单位的 .docx 模板")]


def word_options(
    profile: str,
    clean: bool,
    allow_blanks: bool,
    sources: bool,
    no_label: bool,
    template: Path | None,
) -> ExportOptions:
    """The choices as one value, checked before anything is written; a wrong one ends the run."""
    from assistant.errors import SettingsError
    from assistant.word import ExportOptions
    from assistant.word import profile as layout_named
    from assistant.word.template import open_template

    with errors_shown():
        name = profile or load_settings().word_profile
        if template:
            open_template(template)
    try:
        layout = layout_named(name)
    except SettingsError as error:
        wrong_usage(str(error))
    return ExportOptions(layout, clean, allow_blanks, sources, not no_label, template)


def export(
    draft_id: Annotated[str, typer.Argument(metavar="ID", help="文稿编号，见 draft 的输出")],
    output: Annotated[Path, typer.Option("-o", "--output", help="写到这个 .docx 文件")],
    profile: Profile = "",
    clean: Clean = False,
    allow_blanks: AllowBlanks = False,
    sources: Sources = False,
    no_label: NoLabel = False,
    template: Template = None,
    force: Force = False,
    as_json: Json = False,
) -> None:
    """把存下的文稿导出为 Word。"""
    check_word_file(output, force=force, as_json=as_json)
    options = word_options(profile, clean, allow_blanks, sources, no_label, template)
    with errors_shown():
        from assistant.word import export as write
        from assistant.workspace import Workspace

        draft = Workspace(load_settings().drafts_folder).load(draft_id)
        with for_others():
            write(draft, output, options)
    if as_json:
        print_json({"id": draft_id, "title": draft.title, "file": str(output)})
    else:
        typer.echo(f"已导出 {output}")
