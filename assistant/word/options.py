"""The choices of an export, in one value."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from assistant.word.layout import STANDARD, Layout


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """How a draft becomes a Word file; the default is a copy to be worked on.

    clean: a copy to be sent: no comments, no grounds, no marks of placeholders. Placeholders
    that nobody filled in are refused, unless allow_blanks.
    sources_page: a last page that lists what the draft rests on.
    label: document properties that say the text was generated (GB 45438-2025 asks for a label,
    but gives no form for .docx).
    template: a .docx whose page, headers, footers and styles are taken in place of the layout's.
    """

    layout: Layout = STANDARD
    clean: bool = False
    allow_blanks: bool = False
    sources_page: bool = False
    label: bool = True
    template: Path | None = None
