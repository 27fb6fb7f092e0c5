"""The user's own facts, from a file; and every number that a brief gives."""

from __future__ import annotations

from pathlib import Path

from assistant.errors import BriefError
from assistant.facts import files, tables
from assistant.types import Brief, FactSheet
from knowledge_base.errors import UnreadableDocument
from knowledge_base.language.quantities import Quantity, quantities
from knowledge_base.readers.file_names import shown
from knowledge_base.understanding import worker

_MOST_FACTS = 1000  # a draft of so many takes twenty seconds, of twice as many eighty
_LONGEST_FACT = 5000  # characters


def fact_sheet_from_file(path: Path, period: str = "") -> FactSheet:
    """Facts from a table, from a text file (a line each), or from the facts of a brief in JSON.

    period: what a table's completion is compared with; see fact_tables. BriefError says what is
    wrong with the file.
    """
    suffix = path.suffix.lower()
    if suffix in tables.SUFFIXES:
        return limited(_from_table(path, period))
    if suffix != ".json":
        return limited(FactSheet.from_lines(files.text_of(path, "事实清单").splitlines()))
    table = files.json_of(path, "事实清单")
    lines = table.get("facts") if isinstance(table, dict) else table
    if not isinstance(lines, list) or not all(isinstance(line, str) for line in lines):
        raise BriefError(f'事实清单 {shown(path)} 里应有一组文字，如 {{"facts": ["…"]}}')
    return limited(FactSheet.from_lines(lines))


def limited(sheet: FactSheet) -> FactSheet:
    """The same sheet; BriefError when it is more than one document can hold."""
    if len(sheet.facts) > _MOST_FACTS:
        raise BriefError(
            f"事实共 {len(sheet.facts)} 条，一份文稿最多用 {_MOST_FACTS} 条，"
            "请只留要写进文稿的，或分成几份起草"
        )
    for number, fact in enumerate(sheet.facts, 1):
        if len(fact.text) > _LONGEST_FACT:
            raise BriefError(f"第 {number} 条事实超过 {_LONGEST_FACT} 字，请拆成几条，每行一条")
    return sheet


def _from_table(path: Path, period: str) -> FactSheet:
    files.refuse_other(path, "事实表")
    try:
        grids = worker.grids(path)
    except UnreadableDocument as error:
        raise BriefError(f"事实表{error}") from error
    return tables.fact_sheet(grids, path.name, period)


def known_quantities(brief: Brief) -> list[Quantity]:
    """Every number that the user gave: in the facts, the title, the period and the date."""
    texts = [fact.text for fact in brief.facts.facts]
    texts += [brief.title, brief.period, brief.date, brief.organisation, brief.requirements]
    return [quantity for text in texts for quantity in quantities(text)]
