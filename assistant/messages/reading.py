"""What a message in the chat asks for."""

from __future__ import annotations

import re
from enum import StrEnum

from assistant.briefs.reading import kind_of_request
from assistant.checking import proofreading
from assistant.revising import asks_for_revision


class Intent(StrEnum):
    """The rooms that a message can lead to."""

    ASK = "ask"
    MEASURES = "measures"
    DRAFT = "draft"
    REVISE = "revise"
    CHECK = "check"


_MEASURES = re.compile(
    "(?:类似|相似|同类|以往|往年|过去|各地|外地|兄弟县|别的?地方).{0,12}(?:举措|措施|做法|经验)|(?:举措|做法).{0,6}(?:对比|比较|汇总|梳理)|^(?:举措|相似举措)[：:]"
)


def compares(message: str) -> bool:
    """Whether measures are to be shown side by side."""
    return bool(re.search("对比|比较|对照|横向", message))


def route(message: str, *, drafted: bool = False) -> Intent:
    """The intent of a message; what is neither a drafting nor a comparing request is a question.

    drafted: whether the message before it brought a draft, which this one may be about.
    """
    if drafted and asks_for_revision(message):
        return Intent.REVISE
    if proofreading.asked(message):
        return Intent.CHECK
    if kind_of_request(message):
        return Intent.DRAFT
    if _MEASURES.search(message):
        return Intent.MEASURES
    return Intent.ASK
