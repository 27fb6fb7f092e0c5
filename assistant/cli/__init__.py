"""The `zhaoshang` command. Heavy parts are imported inside the commands, so --help is quick."""

from __future__ import annotations

import sys
from typing import Any

import typer

from assistant.cli import (
    chinese,
    drafting,
    exporting,
    followup,
    importing,
    library,
    preview,
    revising,
    saying,
    service,
)
from assistant.cli.common import FAILED, USAGE, errors_shown, unforeseen
from knowledge_base.offline import go_offline
from knowledge_base.private import keep_private

# What typer raises for every wrong usage; it publishes only the subclass.
_USAGE_ERROR: Any = typer.BadParameter.__mro__[1]

app = typer.Typer(
    help="招商文稿助手：检索往年文稿、带出处问答、起草工作总结、讲话稿和挂职汇报，导出 Word。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("import")(importing.import_)
for command in (
    library.library,
    library.remove,
    library.supersede,
    library.search,
    library.ask,
    library.measures,
    drafting.draft,
    saying.say,
    revising.revise,
    revising.drafts,
    drafting.check,
    followup.followup,
    preview.preview,
    exporting.export,
    service.serve,
    service.doctor,
):
    app.command()(command)


def main() -> None:
    """Entry point. Exit status 0: done, 1: something failed and was named, 2: wrong usage."""
    go_offline()
    keep_private()
    if {"-h", "--help"} & set(sys.argv) or len(sys.argv) == 1:
        chinese.translate_help()
    try:
        with errors_shown():
            sys.exit(app(standalone_mode=False))
    except (KeyboardInterrupt, typer.Abort):
        typer.secho("已取消", fg="yellow", err=True)
        sys.exit(FAILED)
    except _USAGE_ERROR as error:
        if message := error.format_message():  # empty after a bare `zhaoshang`, which shows help
            typer.secho(chinese.usage_error(message), fg="red", err=True)
        sys.exit(USAGE)
    except Exception as error:
        typer.secho(unforeseen(error), fg="red", err=True)
        sys.exit(FAILED)
