"""What the fields of the tab ask for, as a filter."""

from __future__ import annotations

from assistant.errors import AssistantError
from knowledge_base.types import Filter, Kind
from ui import labels


def filter_of(start: str, end: str, region: str, kind: str) -> Filter:
    """The filter that the fields ask for; AssistantError when the years are wrong."""
    years = [_year(text) for text in (start, end)]
    first, last = years
    if first and last and first > last:
        raise AssistantError(labels.YEARS_WRONG)
    return Filter(
        kinds=(Kind(kind),) if kind else (), year_from=first, year_to=last, region=region or ""
    )


def _year(text: str) -> int | None:
    text = text.strip().removesuffix("年")
    if not text:
        return None
    if len(text) != 4 or not text.isdecimal():
        raise AssistantError(labels.YEARS_WRONG)
    return int(text)
