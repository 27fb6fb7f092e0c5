"""Who may read what the program writes: in the data folder its owner alone."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

_OWNER_ALONE = 0o077
_masks: list[int] = []  # what the person's system gives new files, once `keep_private` has run


def keep_private() -> None:
    """From now on, new files and folders can be read by their owner only."""
    if not _masks:
        _masks.append(os.umask(_OWNER_ALONE))


@contextmanager
def for_others() -> Iterator[None]:
    """A file made meanwhile, where the person wants it, may be read by whom his system says.

    Of the whole process: not for a server with threads.
    """
    if not _masks:
        yield
        return
    before = os.umask(_masks[0])
    try:
        yield
    finally:
        os.umask(before)
