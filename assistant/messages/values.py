"""What a person can say to the assistant, as values; understood once, recognised nowhere again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from assistant.revising.request import Redo, Request, Undo
from assistant.types import Brief, FactSheet


@dataclass(frozen=True, slots=True)
class Ask:
    """A question to the library."""

    intent: ClassVar[str] = "ask"
    question: str


@dataclass(frozen=True, slots=True)
class Compare:
    """Similar past measures. side_by_side: as a table by place and year, not by category."""

    intent: ClassVar[str] = "measures"
    query: str
    side_by_side: bool = False


@dataclass(frozen=True, slots=True)
class Write:
    """A new draft."""

    intent: ClassVar[str] = "draft"
    brief: Brief


@dataclass(frozen=True, slots=True)
class Revise:
    """Changes to the draft in hand, in order.

    question: what is to be asked back, "" where all is clear; nothing is changed then.
    """

    intent: ClassVar[str] = "revise"
    requests: tuple[Request, ...] = ()
    question: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """A passage to be proofread. facts: without any, only its form is checked."""

    intent: ClassVar[str] = "check"
    text: str
    facts: FactSheet


@dataclass(frozen=True, slots=True)
class Insert:
    """What was just found, to be put into the draft in hand as reference. No message is read as
    this yet."""

    intent: ClassVar[str] = "insert"
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Talk:
    """A greeting, thanks, a question about the assistant itself. No message is read as this yet."""

    intent: ClassVar[str] = "chat"
    text: str


Message = Ask | Compare | Write | Revise | Check | Undo | Redo | Insert | Talk
