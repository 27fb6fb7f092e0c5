"""The command that answers last year's plan: followup."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.common import Json, errors_shown, opened_library, print_json, show_findings

if TYPE_CHECKING:
    from assistant.checking.followup import Checklist
    from assistant.types import LastYear
    from knowledge_base.base import KnowledgeBase


def followup(
    past: Annotated[
        str, typer.Argument(metavar="FILE_OR_ID", help="去年的总结：文件，或资料库里的编号")
    ],
    facts: Annotated[
        Path,
        typer.Option("--facts", help="今年的事实：.xlsx、.csv，每行一条的文本，或任务书"),
    ],
    as_json: Json = False,
) -> None:
    """对照去年的打算：哪些已完成、在推进、没有提到，今年的数与去年公布的数是否衔接。"""
    from assistant.checking.followup import followup as answered
    from assistant.cli.tables import checklist_table
    from assistant.facts.sheets import fact_sheet_from_file

    with errors_shown():
        sheet = fact_sheet_from_file(facts)
        if Path(past).exists():
            checklist = answered(past_of(past, None), sheet.facts)
        else:
            with opened_library() as library:
                checklist = answered(past_of(past, library), sheet.facts)
    if as_json:
        print_json(checklist_table(checklist))
    else:
        _show(checklist)


def past_of(past: str, library: KnowledgeBase | None) -> LastYear:
    """The past summary in a file, or in a document of the library. library: None for files."""
    from assistant.checking.past import past_document, past_file

    if library is None or Path(past).exists():
        return past_file(Path(past))
    return past_document(library.document(past))


def _show(checklist: Checklist) -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console()
    if not checklist.items:
        typer.echo(f"《{checklist.title}》里没有找到工作打算")
    else:
        plan = Table("去年的打算", "进展", "依据", title=f"《{checklist.title}》的打算")
        for item in checklist.items:
            evidence = f"{item.evidence} {item.note or item.quote}".strip()
            plan.add_row(item.commitment.title, item.status.label, evidence)
        console.print(plan)
    if checklist.comparisons:
        figures = Table("指标", "今年", "去年公布", "变化", "事实")
        for row in checklist.comparisons:
            figures.add_row(row.name, row.now.text, row.published.text, row.change, row.fact_id)
        console.print(figures)
    show_findings(checklist.findings())
