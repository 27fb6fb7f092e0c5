"""Names of files: what of a text may stand in one, so that it is seen as it is."""

from __future__ import annotations

import re

_FORBIDDEN = re.compile(r'[\\/:*?"<>|]+')  # by one system or another
_LONGEST = 60  # characters


def visible(text: str) -> str:
    """A text without what a reader does not see: control characters, marks of direction (U+202E
    makes gpj.exe of exe.jpg), zero-width characters, unpaired surrogates."""
    return "".join(letter for letter in text if letter.isprintable())


def file_name(title: str) -> str:
    """A title as a file name, without suffix, that every system accepts and nobody misreads."""
    name = _FORBIDDEN.sub("_", visible(" ".join(title.split())))
    return name.strip(" .")[:_LONGEST].rstrip(" .") or "文稿"
