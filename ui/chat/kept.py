"""The conversations of open pages; in memory only."""

from __future__ import annotations

import threading
from collections import OrderedDict

from assistant.messages.conversation import Turn, stopped

PageKey = tuple[str, str]
"""A browser's key and the name of one of its pages; where one is empty, nothing is kept."""


class Conversations:
    """The conversations of open pages, so that reloading a page loses nothing; in memory only."""

    def __init__(self, most: int = 200) -> None:
        self._most, self._kept = most, OrderedDict[PageKey, tuple[Turn, ...]]()
        self._lock = threading.Lock()

    def keep(self, key: PageKey, turns: tuple[Turn, ...]) -> None:
        """Keeps a conversation under its page's key; the least recently used ones go."""
        if not all(key):
            return
        with self._lock:
            self._kept[key] = turns
            self._kept.move_to_end(key)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)

    def find(self, key: PageKey) -> tuple[Turn, ...]:
        """The conversation of a page, none of it running; empty when it is not known."""
        with self._lock:
            return stopped(self._kept.get(key, ()))
