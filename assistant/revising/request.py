"""What can be asked of a draft."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Action(StrEnum):
    """What can be done to a draft."""

    UNDO = "undo"
    REDO = "redo"
    REPLACE = "replace"
    VALUE = "value"
    TITLE = "title"
    HEADING = "heading"
    FRAME = "frame"
    REOPEN = "reopen"
    REWORD = "reword"
    REMOVE = "remove"
    ADD = "add"
    STATE = "state"
    CONFIRM = "confirm"
    SHORTEN = "shorten"
    LENGTHEN = "lengthen"
    REWRITE = "rewrite"
    MOVE = "move"
    SWAP = "swap"
    MERGE = "merge"


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a draft, from 0; None for all of it. closing: the end of the text."""

    section: int | None = None
    paragraph: int | None = None
    sentence: int | None = None
    closing: bool = False


@dataclass(frozen=True, slots=True)
class Request:
    """What a sentence asks for.

    section, paragraph, sentence: places in the draft, from 0; None for all of it; closing: the
    end of the text is meant, which may have no section yet. subject: what is to be added, removed
    or counted, or the field of the draft's frame; text: words of the user's own; old, new: what is
    to be changed into what; single: the subject is one place and not all that tell of it; chars:
    the length that was asked for, 0 if none; share: what is to be left of the text, 0 if unsaid.
    target: where to move to, or what to change places with; after: behind it and not before it.
    """

    action: Action
    section: int | None = None
    paragraph: int | None = None
    subject: str = ""
    text: str = ""
    old: str = ""
    new: str = ""
    chars: int = 0
    sentence: int | None = None
    closing: bool = False
    single: bool = False
    share: float = 0.0
    target: Place = Place()
    after: bool = False
