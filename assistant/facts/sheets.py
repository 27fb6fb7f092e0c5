"""The user's own facts, from a file; and every number that a brief gives."""

from __future__ import annotations

import json
from pathlib import Path

from assistant.errors import BriefError
from assistant.facts import tables
from assistant.types import Brief, FactSheet
from knowledge_base.errors import UnreadableDocument
from knowledge_base.language.quantities import Quantity, quantities
from knowledge_base.understanding import worker


def fact_sheet_from_file(path: Path, period: str = "") -> FactSheet:
    """Facts from a table, from a text file (a line each), or from the facts of a brief in JSON.

    period: what a table's completion is compared with; see fact_tables.
    """
    if path.suffix.lower() in tables.SUFFIXES:
        return _from_table(path, period)
    try:
        text = path.read_text("utf-8-sig")
        table = json.loads(text) if path.suffix.lower() == ".json" else None
    except OSError as error:
        raise BriefError(f"事实清单 {path} 打不开：{error.strerror}") from error
    except ValueError as error:
        raise BriefError(f"事实清单 {path.name} 应是 UTF-8 文本或 JSON：{error}") from error
    if table is None:
        return FactSheet.from_lines(text.splitlines())
    lines = table.get("facts") if isinstance(table, dict) else table
    if not isinstance(lines, list) or not all(isinstance(line, str) for line in lines):
        raise BriefError(f'事实清单 {path.name} 里应有一组文字，如 {{"facts": ["…"]}}')
    return FactSheet.from_lines(lines)


def _from_table(path: Path, period: str) -> FactSheet:
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
