"""Changes to a draft in plain words: understood as a request, applied as a new draft, compared."""

from assistant.revising.applying.applying import revised, revised_as_said
from assistant.revising.applying.revision import Revision
from assistant.revising.comparing import Change, changes, differing
from assistant.revising.request import Action, Request
from assistant.revising.understanding.understanding import (
    asks_for_revision,
    split,
    turn,
    understood,
)

__all__ = [
    "Action",
    "Change",
    "Request",
    "Revision",
    "asks_for_revision",
    "changes",
    "differing",
    "revised",
    "revised_as_said",
    "split",
    "turn",
    "understood",
]
