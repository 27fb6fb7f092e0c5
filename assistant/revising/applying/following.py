"""Places of a draft found again after it was changed: several requests of one message."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from assistant.drafts import Draft, Section
from assistant.errors import UnclearRequest
from assistant.revising.request import Place, Request

_Value = TypeVar("_Value")


def followed(request: Request, before: Draft, now: Draft) -> Request:
    """The request with its places in `before` found again in `now`.

    UnclearRequest where a place is gone, and where sections that were said by their number bear
    another one by now: the person would not know which of the two was meant.
    """
    if before == now:
        return request
    found: dict[str, Any] = {
        name: _place(at, before, now)
        for name in ("place", "target")
        if isinstance(at := getattr(request, name, None), Place)
    }
    return replace(request, **found)


def _place(at: Place, before: Draft, now: Draft) -> Place:
    if at.section is None:
        return at
    if at.counted and _headings(before) != _headings(now):
        raise UnclearRequest("前一项会改变各部分的编号，请分两次说；这次都没有改")
    section = _found(at.section, before.sections, now.sections, _named)
    if at.paragraph is None:
        return replace(at, section=section)
    old, new = before.sections[at.section].paragraphs, now.sections[section].paragraphs
    paragraph = _found(at.paragraph, old, new)
    if at.sentence is None:
        return replace(at, section=section, paragraph=paragraph)
    sentence = _found(at.sentence, old[at.paragraph].sentences, new[paragraph].sentences)
    return replace(at, section=section, paragraph=paragraph, sentence=sentence)


def _headings(draft: Draft) -> list[str]:
    return [section.heading for section in draft.sections]


def _named(section: Section) -> tuple[str, str]:
    return section.heading, section.role


def _same(value: object) -> object:
    return value


def _found(
    at: int,
    before: Sequence[_Value],
    now: Sequence[_Value],
    key: Callable[[_Value], object] = _same,
) -> int:
    """Where the value at a place stands now; one that was altered is still in its place."""
    wanted, keys = key(before[at]), [key(value) for value in now]
    if wanted in keys:
        return at if keys[at : at + 1] == [wanted] else keys.index(wanted)
    if len(before) == len(now):
        return at
    raise UnclearRequest("前一项已改动了这里，请分两次说；这次都没有改")
