"""What can be asked of a draft: a value for each kind of change, with the place it is about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

FrameField = Literal["date", "organisation", "recipient", "speaker", "period"]


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a draft, its parts from 0; None for all of it.

    closing: the end of the text, which may have no section yet; counted: the person said it by its
    number (第二部分), as the draft stood before the message.
    """

    section: int | None = None
    paragraph: int | None = None
    sentence: int | None = None
    closing: bool = False
    counted: bool = False


WHOLE = Place()


@dataclass(frozen=True, slots=True)
class Shorten:
    """chars: the length that was asked for, 0 if none; share: what is to be left, 0 if unsaid."""

    place: Place = WHOLE
    chars: int = 0
    share: float = 0.0


@dataclass(frozen=True, slots=True)
class Lengthen:
    """chars: the length that was asked for, 0 if none."""

    place: Place = WHOLE
    chars: int = 0


@dataclass(frozen=True, slots=True)
class Rewrite:
    """Other words for what is not the person's own."""

    place: Place = WHOLE


@dataclass(frozen=True, slots=True)
class ReplaceWords:
    """Words for other words, wherever they stand."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class ReplaceValue:
    """Another value for a figure. name: what the person calls it; old: its value, if said."""

    name: str
    new: str
    old: str = ""
    place: Place = WHOLE


@dataclass(frozen=True, slots=True)
class Retitle:
    """Another title, or other words for a part of it. part: "" for all of it."""

    new: str
    part: str = ""


@dataclass(frozen=True, slots=True)
class RenameHeading:
    """Another heading of a section."""

    place: Place
    new: str


@dataclass(frozen=True, slots=True)
class SetFrame:
    """Another date, organisation, recipient, speaker or period."""

    field: FrameField
    new: str


@dataclass(frozen=True, slots=True)
class Reopen:
    """Another opening."""


@dataclass(frozen=True, slots=True)
class Reword:
    """The person's own words in place of a paragraph, a sentence or the closing."""

    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class State:
    """The person's own words beside what stands there."""

    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class Add:
    """A paragraph on a subject. place: WHOLE for the section where it belongs."""

    subject: str
    place: Place = WHOLE


@dataclass(frozen=True, slots=True)
class Remove:
    """What tells of a subject, or all of a place. single: one paragraph is meant, not all."""

    place: Place = WHOLE
    subject: str = ""
    single: bool = False


@dataclass(frozen=True, slots=True)
class Confirm:
    """Borrowed sentences that the person answers for."""

    place: Place = WHOLE


@dataclass(frozen=True, slots=True)
class Move:
    """after: behind the target and not before it; target: WHOLE for the end or the beginning."""

    place: Place
    target: Place
    after: bool


@dataclass(frozen=True, slots=True)
class Swap:
    """Two sections, or two paragraphs, that change places."""

    place: Place
    target: Place


@dataclass(frozen=True, slots=True)
class Merge:
    """The paragraphs of the target behind those of a section, whose heading stays."""

    place: Place
    target: Place


Request = (
    Shorten
    | Lengthen
    | Rewrite
    | ReplaceWords
    | ReplaceValue
    | Retitle
    | RenameHeading
    | SetFrame
    | Reopen
    | Reword
    | State
    | Add
    | Remove
    | Confirm
    | Move
    | Swap
    | Merge
)


@dataclass(frozen=True, slots=True)
class Undo:
    """The version before."""

    intent: ClassVar[str] = "undo"


@dataclass(frozen=True, slots=True)
class Redo:
    """The version that was undone last."""

    intent: ClassVar[str] = "redo"
