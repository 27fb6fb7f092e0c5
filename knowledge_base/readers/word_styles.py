"""What Word's styles say about a paragraph: its heading level, its list, whether it is hidden."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge_base.readers.ooxml import Element, W, switched_on, value
from knowledge_base.readers.word_numbering import integer

_HEADING = re.compile(r"^(?:heading|标题)\s*([1-9])$", re.IGNORECASE)
_CONTENTS = re.compile(r"^(?:toc|目录)\s*[1-9]$", re.IGNORECASE)
_TITLES = frozenset({"title", "标题"})


@dataclass(frozen=True, slots=True)
class _Style:
    name: str
    based_on: str
    outline: int | None
    list_id: str | None
    list_level: int | None
    hidden: bool | None


class Styles:
    """The styles of one document; a style that is missing says nothing."""

    def __init__(self, root: Element | None) -> None:
        """root: of styles.xml, None where the document has none."""
        self._styles: dict[str, _Style] = {}
        self.default = ""
        self.lists: dict[str, str] = {}
        """Numbering style id -> the numId it stands for."""
        for element in () if root is None else root.iterfind(f"{W}style"):
            self._add(element)

    def level(self, style_id: str) -> int:
        """The heading level that a paragraph style gives: 1..9, 0 for body text."""
        for identifier, style in self._chain(style_id):
            if style.outline is not None:
                return outline_level(style.outline)
            heading = _HEADING.match(style.name) or _HEADING.match(identifier)
            if heading:
                return int(heading[1])
            if style.name.lower() in _TITLES or identifier.lower() in _TITLES:
                return 1
        return 0

    def name(self, style_id: str) -> str:
        """The name of a style, "" for one that is missing."""
        style = self._styles.get(style_id)
        return "" if style is None else style.name

    def of_contents(self, style_id: str) -> bool:
        """Whether the style is that of a line of the table of contents, which repeats headings."""
        return any(
            _CONTENTS.match(name)
            for identifier, style in self._chain(style_id)
            for name in (style.name, identifier)
        )

    def list_of(self, style_id: str) -> tuple[str | None, int | None, str]:
        """The numId and level that a paragraph style gives, and the style that names the list."""
        list_id: str | None = None
        list_level: int | None = None
        named_by = ""
        for identifier, style in self._chain(style_id):
            if list_level is None:
                list_level = style.list_level
            if style.list_id is not None:
                list_id, named_by = style.list_id, identifier
                break
        return list_id, list_level, named_by

    def hidden(self, style_id: str) -> bool | None:
        """Whether the style hides its text; None where it does not say."""
        said = (style.hidden for _, style in self._chain(style_id) if style.hidden is not None)
        return next(said, None)

    def _chain(self, style_id: str) -> Iterator[tuple[str, _Style]]:
        """The style and those it is based on, nearest first; a circle ends."""
        seen: set[str] = set()
        while style_id in self._styles and style_id not in seen:
            seen.add(style_id)
            style = self._styles[style_id]
            yield style_id, style
            style_id = style.based_on

    def _add(self, element: Element) -> None:
        identifier = element.get(f"{W}styleId", "")
        kind = element.get(f"{W}type", "paragraph")
        if kind == "paragraph" and element.get(f"{W}default", "0") in {"1", "true", "on"}:
            self.default = identifier
        paragraph = element.find(f"{W}pPr")
        numbering = None if paragraph is None else paragraph.find(f"{W}numPr")
        outline = value(paragraph, "outlineLvl")
        list_id, list_level = value(numbering, "numId"), value(numbering, "ilvl")
        if kind == "numbering" and list_id:
            self.lists[identifier] = list_id
        self._styles[identifier] = _Style(
            name=value(element, "name") or "",
            based_on=value(element, "basedOn") or "",
            outline=None if outline is None else integer(outline, 9),
            list_id=list_id,
            list_level=None if list_level is None else integer(list_level, 0),
            hidden=switched_on(element.find(f"{W}rPr"), "vanish"),
        )


def outline_level(outline: int) -> int:
    """w:outlineLvl counts from 0 and says 9 for body text; a Block's level counts from 1."""
    return outline + 1 if 0 <= outline <= 8 else 0
