"""Changes to a draft in plain words: understood as a request, applied as a new draft, compared."""

from assistant.revising.applying import revised
from assistant.revising.comparing import Change, changes, differing
from assistant.revising.revision import Revision
from assistant.revising.understanding import Action, Request, asks_for_revision, understood

__all__ = [
    "Action",
    "Change",
    "Request",
    "Revision",
    "asks_for_revision",
    "changes",
    "differing",
    "revised",
    "understood",
]
