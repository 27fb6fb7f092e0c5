"""Stock paragraphs of our own (prompts/phrases.toml): proposals and demands, never claims."""

from __future__ import annotations

from functools import cache

import prompts
from assistant.briefs.perspective import Perspective
from assistant.drafting.borrowing import Borrowable
from knowledge_base.understanding.measures import category_score


@cache
def _table() -> tuple[tuple[str, dict[str, tuple[str, str]]], ...]:
    """(category, use -> (lead, text)) in the order of the file."""
    rows = []
    for row in prompts.phrases():
        uses = {use: (pair[0], pair[1]) for use, pair in row.items() if use != "category"}
        rows.append((str(row["category"]), uses))
    return tuple(rows)


def fitting(use: str, own: Perspective, concerns: str) -> tuple[Borrowable, ...]:
    """The phrases for a use (plan, speech, insight), those that meet the concerns first."""
    if not use:
        return ()
    rows = [(category, uses[use]) for category, uses in _table() if use in uses]
    rows.sort(key=lambda row: -category_score(row[0], concerns))
    return tuple(
        Borrowable(lead, (own.fill(text),), "", category) for category, (lead, text) in rows
    )
