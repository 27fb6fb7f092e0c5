"""A message like 第二部分再精简一点 as requests; what it cannot mean is asked back."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from assistant.drafts import Draft
from assistant.errors import UnclearRequest
from assistant.revising.request import (
    Place,
    Redo,
    Request,
    Undo,
)
from assistant.revising.understanding import phrasing
from assistant.revising.understanding.changing import changed, is_change
from assistant.revising.understanding.doing import ASK, done, may_ask, stands_alone
from assistant.revising.understanding.moves import is_move, moved

_TURNS: tuple[tuple[Undo | Redo, re.Pattern[str]], ...] = (
    (
        Redo(),
        re.compile(
            "(?:重做|(?:恢复|回)到?下一?个?[版步次](?:本)?|(?:取消|撤销)(?:刚才|上一?[步次]|这次)?的?(?:撤销|恢复))(?:一下|了)*"
        ),
    ),
    (
        Undo(),
        re.compile(
            "(?:恢复|回到|退回|还原|撤销|撤回|取消)(?:到|成|为)?(?:(?:刚才|刚刚|上次|之前|以前|原来|这次|[上前]一?个?[版步次])的?)"
            "(?:版本?|修改|改动|操作|样子|状态|那一?[版步次]|本)*(?:一下|了)*|(?:撤销|撤回|还原)(?:一下|了|修改|改动|操作)*|"
            "改回(?:去|来|原样|原来的?(?:样子)?)|(?:上一?步|上一?次|刚才|这次)的?(?:修改|改动|操作)?(?:不要了?|取消|作废|不算)"
        ),
    ),
)


def read(message: str, draft: Draft) -> tuple[Request, ...] | Undo | Redo:
    """All that a message asks of a draft, in order; UnclearRequest asks back what is missing.

    Places are those of the draft as the person sees it, before any of it is done.
    """
    parts = split(message)
    if len(parts) == 1 and (back := turn(parts[0])):
        return back
    found: list[Request] = []
    for part in parts:
        request = understood(part, draft)
        if isinstance(request, Undo | Redo):
            raise UnclearRequest("撤销和重做请单独说")
        found.append(request)
    return tuple(found)


def understood(message: str, draft: Draft) -> Request | Undo | Redo:
    """One request; UnclearRequest asks back what is missing, with examples."""
    message = phrasing.plain(message)
    if back := turn(message):
        return back
    if phrasing.is_question(message):
        raise UnclearRequest(f"这像是提问，文稿没有动。{ASK[9:]}")
    phrasing.refuse(message)
    request = moved(message, draft) or changed(message, draft) or done(message, draft)
    return _counted(request) if phrasing.NUMBERED.search(message) else request


def _counted(request: Request) -> Request:
    """The request with its places marked as said by their numbers."""
    said = {
        name: replace(at, counted=True)
        for name in ("place", "target")
        if isinstance(at := getattr(request, name, None), Place) and at.section is not None
    }
    changes: dict[str, Any] = dict(said)
    return replace(request, **changes)


def split(message: str) -> list[str]:
    """The requests of a message, in order; one that may not be split is one."""
    return phrasing.parts(phrasing.plain(message), _is_whole)


def asks_for_revision(message: str) -> bool:
    """Whether a message may be about a draft that was just written."""
    message = phrasing.plain(message)
    if turn(message):
        return True
    if phrasing.is_question(message):
        return False
    if is_change(message) or is_move(message):
        return True
    return may_ask(message)


def turn(message: str) -> Undo | Redo | None:
    """Whether a plain message asks for the version before or after, and for nothing else."""
    return next((back for back, pattern in _TURNS if pattern.fullmatch(message)), None)


def _is_whole(part: str) -> bool:
    """Whether a part of a message stands alone: it says what to do, and with what."""
    return bool(turn(part)) or is_change(part) or is_move(part) or stands_alone(part)
