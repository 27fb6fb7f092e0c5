"""Changes to a draft in plain words: understood as requests, applied as a new draft, compared."""

from assistant.revising.applying.applying import revised
from assistant.revising.applying.revision import Revision
from assistant.revising.comparing import Change, NewVersion, changes, differing
from assistant.revising.understanding.requests import asks_for_revision, read

__all__ = [
    "Change",
    "NewVersion",
    "Revision",
    "asks_for_revision",
    "changes",
    "differing",
    "read",
    "revised",
]
