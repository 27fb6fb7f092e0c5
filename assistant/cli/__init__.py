"""The `zhaoshang` command. Heavy parts are imported inside the commands, so --help is quick."""

from __future__ import annotations

import sys

import typer

from assistant.cli import drafting, library, service
from assistant.cli.common import FAILED, errors_shown
from knowledge_base.offline import go_offline

app = typer.Typer(
    help="招商文稿助手：检索往年文稿、带出处问答、起草工作总结、讲话稿和挂职汇报，导出 Word。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("import")(library.import_)
for command in (
    library.library,
    library.remove,
    library.search,
    library.ask,
    library.measures,
    drafting.draft,
    drafting.check,
    service.serve,
    service.doctor,
):
    app.command()(command)


def main() -> None:
    """Entry point; every error of ours becomes one Chinese line and exit status 1."""
    go_offline()
    try:
        with errors_shown():
            app()
    except KeyboardInterrupt:
        typer.secho("已取消", fg="yellow", err=True)
        sys.exit(FAILED)
