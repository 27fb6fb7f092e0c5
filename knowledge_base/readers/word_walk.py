"""The walk over the XML of a Word document: what is printed, in reading order."""

from __future__ import annotations

from contextlib import suppress
from functools import reduce

from knowledge_base.errors import UnreadableDocument
from knowledge_base.readers.ooxml import Element, Package, W, chosen, switched_on, value
from knowledge_base.readers.whitespace import join, raised, table_row, tidy
from knowledge_base.readers.word_numbering import LEVELS, Numbering, integer, numbered
from knowledge_base.readers.word_styles import Styles, outline_level
from knowledge_base.types import Block

_MAX_COLUMNS = 63  # Word's own limit; a span beyond it is damage

_PARAGRAPH, _TABLE, _ROW, _CELL = f"{W}p", f"{W}tbl", f"{W}tr", f"{W}tc"
_TEXT_BOX = f"{W}txbxContent"
_FIELD = f"{W}fldChar"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MATH_TEXT, _FRACTION, _FRACTION_PARTS = f"{_M}t", f"{_M}f", (f"{_M}num", f"{_M}den")
# Wrappers that hold paragraphs, rows or cells without changing them.
_WRAPPERS = frozenset(
    W + name for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo")
)
_LEFT_OUT = frozenset(
    W + name
    for name in (
        *("del", "moveFrom", "delText", "instrText", "delInstrText", "pPr", "rPr", "sdtPr"),
        *("rt", "annotationRef", "tblPr", "tblGrid", "trPr", "tcPr", "fldData"),
    )
)
_PRINTED_AS = {
    f"{W}tab": " ",
    f"{W}ptab": " ",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
}
_NOTE_REFERENCES = {f"{W}footnoteReference": "footnotes", f"{W}endnoteReference": "endnotes"}
_EMBEDDED = frozenset({f"{W}altChunk", f"{W}subDoc"})


class Walk:
    """One pass over a document; blocks grows in reading order, seen collects remarks."""

    def __init__(self, package: Package, main: str) -> None:
        self.blocks: list[Block] = []
        self.seen: set[str] = set()
        self._package, self._main = package, main
        self._styles = Styles(self._part("styles"))
        self._numbering = Numbering(self._part("numbering"), self._styles.lists)
        self._fields: list[bool] = []  # open fields, True once past the code
        self._carried = ""  # text of paragraphs whose end was deleted
        self._boxes: list[Element] = []
        self._references: list[tuple[str, str]] = []

    def _part(self, kind: str) -> Element | None:
        """The part of that kind; a damaged one is missed less than the text would be."""
        try:
            part = self._package.related(self._main, kind)
            return None if part is None else self._package.xml(part)
        except UnreadableDocument:
            self.seen.add("damaged")
            return None

    def story(self, container: Element) -> None:
        """Walk a container of paragraphs and tables whose fields and deletions are its own."""
        outer = self._fields, self._carried
        self._fields, self._carried = [], ""
        self._walk(container)
        self._emit(self._carried, level=0, number="")
        self._fields, self._carried = outer

    def notes(self) -> None:
        """Add the foot- and endnotes that the text refers to, in its order."""
        parts: dict[str, dict[str, Element]] = {}
        for number, (kind, identifier) in enumerate(self._references, start=1):
            if kind not in parts:
                root = self._part(kind)
                stories = () if root is None else root
                parts[kind] = {story.get(f"{W}id", ""): story for story in stories}
            note = parts[kind].get(identifier)
            text = "" if note is None else self._inner(note)
            if text:
                self.blocks.append(Block(f"注{number}：{text}"))
        self._empty_boxes()

    def margins(self) -> tuple[str, ...]:
        """The lines of headers and footers."""
        outer, self.blocks = self.blocks, []
        for kind in ("header", "footer"):
            for part in self._package.all_related(self._main, kind):
                with suppress(UnreadableDocument):
                    root = self._package.xml(part)
                    self.story(() if root is None else root)
                    self._empty_boxes()
        inner, self.blocks = self.blocks, outer
        return tuple(block.text for block in inner)

    def _walk(self, container: Element, inside_cell: bool = False) -> None:
        for child in chosen(container):
            if child.tag == _PARAGRAPH:
                self._paragraph(child)
            elif child.tag == _TABLE:
                self._table(child)
            elif child.tag in _WRAPPERS:
                self._walk(child, inside_cell)
            elif child.tag in _EMBEDDED:
                self.seen.add("embedded")
            if not inside_cell:
                self._empty_boxes()

    def _empty_boxes(self) -> None:
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            self.story(box)

    def _paragraph(self, paragraph: Element) -> None:
        properties = paragraph.find(f"{W}pPr")
        mark = None if properties is None else properties.find(f"{W}rPr")
        style = value(properties, "pStyle") or self._styles.default
        text = self._text(paragraph, hidden=bool(self._styles.hidden(style)))
        self._fields = [past_code for past_code in self._fields if past_code]
        if any(value(mark, name) is not None for name in ("del", "moveFrom")):  # joins the next one
            self.seen.add("revisions")
            self._carried += text
            return
        text, self._carried = self._carried + text, ""
        if switched_on(mark, "vanish") and not text.strip():
            return
        if self._styles.of_contents(style):
            return
        outline = value(properties, "outlineLvl")
        own_level = None if outline is None else outline_level(integer(outline, LEVELS))
        level = self._styles.level(style) if own_level is None else own_level
        self._emit(text, level, self._number(properties, style), self._styles.name(style))

    def _number(self, properties: Element | None, style: str) -> str:
        """Count the paragraph in its list; its own properties win over its style's."""
        own = None if properties is None else properties.find(f"{W}numPr")
        list_id, list_level, named_by = self._styles.list_of(style)
        if list_id is not None and named_by:
            tied = self._numbering.level_of_style(list_id, style)
            list_level = list_level if tied is None else tied
        own_list, own_level = value(own, "numId"), value(own, "ilvl")
        if own_list is not None:
            list_id, list_level = own_list, 0
        if own_level is not None:
            list_level = integer(own_level, 0)
        return "" if list_id is None else self._numbering.label(list_id, list_level or 0)

    def _emit(self, text: str, level: int, number: str, style: str = "") -> None:
        lines = [line for line in map(tidy, text.split("\n")) if line]
        if level and lines:
            lines = [reduce(join, lines)]  # a long title is broken by sense; it is one title
        for line in lines:
            self.blocks.append(Block(numbered(number, line), level, style=style))
            number = ""

    def _text(self, element: Element, hidden: bool) -> str:
        """The printed text of an element, breaks as newlines; text boxes are put aside."""
        parts: list[str] = []
        for child in chosen(element):
            tag = child.tag
            if tag in (f"{W}t", _MATH_TEXT):
                if hidden and child.text:
                    self.seen.add("hidden")
                elif all(self._fields):
                    parts.append((child.text or "").replace("\n", " "))
            elif tag == _FIELD:
                self._field(child.get(f"{W}fldCharType", ""))
            elif tag == f"{W}r":
                text = self._text(child, self._run_hidden(child, hidden))
                high = value(child.find(f"{W}rPr"), "vertAlign") == "superscript"
                parts.append(raised(text) if high else text)
            elif tag == _FRACTION:
                over = [self._text(part, hidden) for part in child if part.tag in _FRACTION_PARTS]
                parts.append("/".join(over))
            elif tag in _LEFT_OUT:
                if tag in (f"{W}del", f"{W}moveFrom"):
                    self.seen.add("revisions")
            elif hidden or not all(self._fields):
                parts.append(self._text(child, hidden))
            elif tag in _PRINTED_AS:
                parts.append(_PRINTED_AS[tag])
            elif tag == f"{W}sym":
                parts.append(_symbol(child.get(f"{W}char", "")))
            elif tag in _NOTE_REFERENCES:
                self._references.append((_NOTE_REFERENCES[tag], child.get(f"{W}id", "")))
            elif tag == _TEXT_BOX:
                self._boxes.append(child)
            else:
                if tag in (f"{W}ins", f"{W}moveTo"):
                    self.seen.add("revisions")
                parts.append(self._text(child, hidden))
        return "".join(parts)

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(False)
        elif kind == "separate" and self._fields:
            self._fields[-1] = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _run_hidden(self, run: Element, inherited: bool) -> bool:
        properties = run.find(f"{W}rPr")
        own = switched_on(properties, "vanish")
        if own is None:
            own = self._styles.hidden(value(properties, "rStyle") or "")
        return inherited if own is None else own

    def _table(self, table: Element) -> None:
        rows = [(row, _inside(row, _CELL)) for row in _inside(table, _ROW) if self._kept(row)]
        if len(rows) == 1 and len(rows[0][1]) == 1:
            self._walk(rows[0][1][0])  # a frame around text, no table
            return
        for row, cells in rows:
            texts = [""] * _columns(value(row.find(f"{W}trPr"), "gridBefore"), 0)
            for cell in cells:
                texts += self._cell(cell)
            if (made := table_row(texts)).text:
                self.blocks.append(made)

    def _kept(self, row: Element) -> bool:
        properties = row.find(f"{W}trPr")
        deleted = properties is not None and properties.find(f"{W}del") is not None
        hidden = bool(switched_on(properties, "hidden"))
        self.seen.update({"revisions"} if deleted else (), {"hidden"} if hidden else ())
        return not deleted and not hidden

    def _cell(self, cell: Element) -> list[str]:
        """The cell's text and a blank for every further column it spans."""
        properties = cell.find(f"{W}tcPr")
        if properties is not None and properties.find(f"{W}cellDel") is not None:
            self.seen.add("revisions")
            return []
        blanks = [""] * (_columns(value(properties, "gridSpan"), 1) - 1)
        merges = (value(properties, "vMerge"), value(properties, "hMerge"))
        if any(merge in ("", "continue") for merge in merges):
            return ["", *blanks]
        return [self._inner(cell), *blanks]

    def _inner(self, container: Element) -> str:
        """The text of a container as one line."""
        outer, self.blocks = self.blocks, []
        carried, self._carried = self._carried, ""
        self._walk(container, inside_cell=True)
        self._emit(self._carried, level=0, number="")
        inner, self.blocks, self._carried = self.blocks, outer, carried
        return " ".join(block.text for block in inner)


def _inside(parent: Element, tag: str) -> list[Element]:
    """The rows of a table or cells of a row, also those in content controls."""
    found: list[Element] = []
    for child in chosen(parent):
        if child.tag == tag:
            found.append(child)
        elif child.tag in _WRAPPERS:
            found += _inside(child, tag)
    return found


def _columns(text: str | None, default: int) -> int:
    return min(max(integer(text, default), default), _MAX_COLUMNS)


def _symbol(code: str) -> str:
    """A w:sym's character; symbol fonts keep theirs in the private area, where it says nothing."""
    try:
        character = chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
    return "" if "\ud800" <= character <= "\uf8ff" else character
