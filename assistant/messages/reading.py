"""A message read once, as what it asks for."""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant import revising
from assistant.drafts import Draft
from assistant.errors import UnclearRequest, within_length
from assistant.messages.checking import check_of
from assistant.messages.values import Ask, Compare, Message, Revise, Write
from assistant.messages.writing import brief_from_message, kind_of_request
from assistant.revising.request import Redo, Undo

_MEASURES = re.compile(
    "(?:类似|相似|同类|以往|往年|过去|各地|外地|兄弟县|别的?地方).{0,12}(?:举措|措施|做法|经验)|(?:举措|做法).{0,6}(?:对比|比较|汇总|梳理)|^(?:举措|相似举措)[：:]"
)
_SIDE_BY_SIDE = re.compile("对比|比较|对照|横向")


def read(message: str, in_hand: Callable[[], Draft] | None = None) -> Message:
    """What a message asks for; what is no other request is a question.

    in_hand: fetches the draft that the message before it brought, which this one may be about.
    AssistantError where the message is too long.
    """
    within_length(message)
    if in_hand and revising.asks_for_revision(message):
        return read_revision(message, in_hand())
    if check := check_of(message):
        return check
    if kind := kind_of_request(message):
        return Write(brief_from_message(kind, message))
    if _MEASURES.search(message):
        return Compare(message, bool(_SIDE_BY_SIDE.search(message)))
    return Ask(message)


def read_revision(message: str, draft: Draft) -> Revise | Undo | Redo:
    """What a message asks of a draft, with the question where it is not clear.

    AssistantError where the message is too long.
    """
    try:
        asked = revising.read(within_length(message), draft)
    except UnclearRequest as error:
        return Revise(question=str(error))
    return asked if isinstance(asked, Undo | Redo) else Revise(asked)
