"""Web pages: the main text without menus, scripts and footers."""

from __future__ import annotations

import re
from functools import reduce
from typing import Any, NamedTuple, TypeAlias

from knowledge_base.readers.encoding import decode
from knowledge_base.readers.whitespace import join, raised, table_row, tidy
from knowledge_base.types import Block, Reading

Element: TypeAlias = Any  # lxml carries no types

_MIN_MAIN_CHARS = 100  # below this the extractor has missed the page's text

_TITLE_WITHIN = 5  # the title is looked for among the first so many blocks
_TITLE_LINES = 3  # and may be broken into so many of them

_CHARSET = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?([\w-]+)""", re.I
)
_CHINESE_CHARSETS = frozenset({"gb2312", "gbk", "gb_2312-80", "x-gbk", "hz-gb-2312"})
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_SITE = re.compile(
    r"\s*[-_|–—]+\s*[^-_|–—]{2,30}?(?:网|网站|政府|局|厅|委员会|办公室|平台|中心|门户|频道|新闻)\s*$"
)

_SITE_NAMES, _SITE_CHARS = 4, 60  # a title ends with so many of them, each at most so long
_MAX_SPAN = 100

_LEFT_OUT = frozenset(
    {
        *("script", "style", "noscript", "template", "head", "nav", "header", "footer", "aside"),
        *("button", "select", "option", "textarea", "input", "iframe", "object"),
        *("embed", "svg", "math", "canvas", "audio", "video", "map", "dialog", "menu", "del"),
        *("graphic", "comments"),
    }
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = frozenset(
    {
        *("address", "article", "blockquote", "body", "center", "dd", "details", "div", "dl"),
        *("dt", "fieldset", "figcaption", "figure", "hr", "html", "li", "main", "ol", "p"),
        *("pre", "section", "summary", "table", "tbody", "tfoot", "thead", "caption", "ul"),
        *("item", "list", "quote", "code"),
    }
)
_PARAGRAPHS = frozenset({"p", "li", "dt", "dd", *_HEADINGS})
_ROWS = frozenset({"tr", "row"})
_CELLS = frozenset({"td", "th", "cell"})
_BREAKS = frozenset({"br", "lb"})


def read(data: bytes, declared: str = "") -> Reading:
    """Read a web page's main text: headings with their level, paragraphs, table rows.

    declared: the encoding that was sent with the page, if one was. The page's title stands first,
    as a heading of level 1. Nothing is fetched.
    Raises UnreadableDocument for bytes that are no text; a page without text has no blocks.
    """
    from lxml import html as lxml_html  # late: only a web page should cost it

    page = _DECLARATION.sub("", decode(data, declared_encoding(data) or declared))
    try:
        root = lxml_html.document_fromstring(page, parser=lxml_html.HTMLParser(huge_tree=True))
    except lxml_html.etree.ParserError:  # lxml's word for a page without any element
        return Reading(())
    blocks = _main_text(_pieces_of(root), _extracted(page))
    return Reading(tuple(_titled(blocks, _title(root))))


def declared_encoding(data: bytes) -> str:
    """The encoding that a page names for itself, "" without one; GB 2312 means GB 18030."""
    found = _CHARSET.search(data[:4096])
    name = found[1].decode("ascii").lower() if found else ""
    return "gb18030" if name in _CHINESE_CHARSETS else name


def _extracted(page: str) -> list[Block]:
    """What trafilatura takes for the main text; it leaves out short lines, headings too."""
    import trafilatura  # late: 300 ms that only a web page should cost

    document: Any = trafilatura.bare_extraction(
        page, include_comments=False, include_tables=True, favor_recall=True, with_metadata=False
    )
    return [] if document is None else [piece.block for piece in _pieces_of(document.body)]


def _main_text(pieces: list[_Piece], extracted: list[Block]) -> list[Block]:
    """The page's own blocks from the first to the last that was extracted, without menus.

    So the extractor says where the text begins and ends, and no heading between is lost. Where
    it found little, or ran everything together, all that is no menu is the text.
    """
    pieces = [piece for piece in pieces if not piece.linked]
    main = {_letters(block.text) for block in extracted}
    running = "".join(_letters(block.text) for block in extracted)
    found = [
        index
        for index, piece in enumerate(pieces)
        if (text := _letters(piece.block.text)) in main or (len(text) > 10 and text in running)
    ]
    agreed = sum(len(_letters(pieces[index].block.text)) for index in found)
    first, last = 0, len(pieces) - 1
    if len(running) >= _MIN_MAIN_CHARS and agreed * 2 >= len(running):
        first, last = found[0], found[-1]
        # Salutation, signature and date stand in the same element as the text.
        while first > 0 and pieces[first - 1].owner is pieces[first].owner:
            first -= 1
        while last + 1 < len(pieces) and pieces[last + 1].owner is pieces[last].owner:
            last += 1
    return [piece.block for piece in pieces[first : last + 1]]


def _letters(text: str) -> str:
    return re.sub(r"[\s|]+", "", text)


class _Piece(NamedTuple):
    """A block, the element that holds it and its neighbours, and whether it is mostly links."""

    block: Block
    owner: Element
    linked: bool


def _pieces_of(root: Element) -> list[_Piece]:
    """Walk a tree of HTML, or of trafilatura's own tags, and return its text in order."""
    walk = _Walk()
    walk.visit(root)
    walk.flush()
    return walk.pieces


class _Walk:
    """Collects running text until an element that stands alone begins or ends."""

    def __init__(self) -> None:
        self.pieces: list[_Piece] = []
        self._parts: list[str] = []
        self._linked_chars = 0
        self._links = 0
        self._level = 0
        self._preformatted = False
        self._owner: Element = None
        self._taken: dict[Element, dict[int, int]] = {}  # table -> column -> rows still filled

    def visit(self, element: Element) -> None:
        tag = element.tag.lower() if isinstance(element.tag, str) else ""
        heading = tag in _HEADINGS or (tag == "head" and element.get("rend"))
        if not tag or _is_hidden(element) or (tag in _LEFT_OUT and not heading):
            pass
        elif tag in _ROWS:
            self._row(element)
        elif tag in _BREAKS and self._level:
            self._add("\n")  # a long title is broken by sense; it is one title
        elif tag in _BREAKS:
            self.flush()
        elif heading:
            self._alone(element, level=int(_HEADINGS.get(tag) or str(element.get("rend"))[-1:]))
        elif tag in _BLOCKS or tag in _CELLS:
            self._alone(element, level=self._level)
        else:
            self._links += tag == "a"
            before = len(self._parts)
            self._inside(element)
            if tag == "sup":
                self._parts[before:] = [raised("".join(self._parts[before:]))]
            self._links -= tag == "a"
        self._add(element.tail)

    def flush(self) -> None:
        """End the running block."""
        lines = "".join(self._parts).split("\n")
        if not self._preformatted:
            lines = [reduce(join, map(tidy, lines))]  # the source's own line ends mean nothing
        linked = self._linked_chars * 2 > sum(map(len, lines))
        for line in filter(None, map(tidy, lines)):
            self.pieces.append(_Piece(Block(line, self._level), self._owner, linked))
        self._parts, self._linked_chars = [], 0

    def _add(self, text: str | None) -> None:
        if text:
            self._parts.append(text)
            self._linked_chars += len(text) if self._links else 0

    def _inside(self, element: Element) -> None:
        self._add(element.text)
        for child in element:
            self.visit(child)

    def _alone(self, element: Element, level: int) -> None:
        self.flush()
        outer = self._level, self._preformatted, self._owner
        self._level = level
        self._preformatted = self._preformatted or element.tag == "pre"
        self._owner = element.getparent() if element.tag in _PARAGRAPHS else element
        self._inside(element)
        self.flush()
        self._level, self._preformatted, self._owner = outer

    def _row(self, row: Element) -> None:
        self.flush()
        cells = [cell for cell in row if cell.tag in _CELLS]
        if len(cells) == 1 or row.find(".//tr") is not None:  # a frame around text, no table
            self._inside(row)
            return
        taken = self._taken.setdefault(row.getparent(), {})
        texts: list[str] = []
        for cell in cells:
            texts += self._passed_over(taken, len(texts))
            width, height = _span(cell, "colspan"), _span(cell, "rowspan")
            if height > 1:
                taken |= {len(texts) + column: height - 1 for column in range(width)}
            texts += [_inline(cell), *[""] * (width - 1)]
        texts += self._passed_over(taken, len(texts))
        made = table_row(texts)
        if made.text:
            self.pieces.append(_Piece(made, row.getparent(), linked=False))

    @staticmethod
    def _passed_over(taken: dict[int, int], column: int) -> list[str]:
        """Blanks for the columns from `column` on that a cell of a row above still fills."""
        blanks: list[str] = []
        while taken.get(column + len(blanks), 0) > 0:
            taken[column + len(blanks)] -= 1
            blanks.append("")
        return blanks


def _span(cell: Element, name: str) -> int:
    text = cell.get(name, "1").strip()
    return min(max(int(text), 1), _MAX_SPAN) if text.isdecimal() else 1


def _inline(element: Element) -> str:
    return " ".join(piece.block.text for piece in _pieces_of(element))


def _is_hidden(element: Element) -> bool:
    style = element.get("style", "").replace(" ", "").lower()
    return "display:none" in style or element.get("hidden") is not None


def _title(root: Element) -> str:
    """The article's title: as the site's own metadata gives it, its h1, or the page's title."""
    for meta in root.iterfind(".//meta"):
        if meta.get("name", "").lower() == "articletitle" and tidy(meta.get("content", "")):
            return tidy(meta.get("content"))
    headings = [_inline(heading) for heading in root.iterfind(".//h1")]
    if len(headings) == 1 and headings[0]:
        return headings[0]
    title = tidy(str(root.findtext(".//title") or ""))
    for _ in range(_SITE_NAMES):
        head, tail = title[:-_SITE_CHARS], title[-_SITE_CHARS:]
        shorter = head + _SITE.sub("", tail)
        if shorter in {title, ""}:
            break
        title = shorter
    return title


def _titled(blocks: list[Block], title: str) -> list[Block]:
    """Mark the title among the first blocks, or put it in front of them."""
    if not title or not blocks:
        return blocks
    for first in range(min(_TITLE_WITHIN, len(blocks))):
        text = ""
        for last, block in enumerate(blocks[first : first + _TITLE_LINES], start=first + 1):
            text = join(text, block.text)
            if text.replace(" ", "") == title.replace(" ", ""):
                return [*blocks[:first], Block(title, level=1), *blocks[last:]]
    return [Block(title, level=1), *blocks]
