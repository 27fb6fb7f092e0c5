"""Word documents (.docx, .docm, .dotx): a walk over the XML that reads what is printed.

Kept: automatic numbers, tracked insertions, text boxes, content controls, footnotes.
Left out: tracked deletions, hidden text, field codes, comments, headers, footers, contents.
"""

from __future__ import annotations

from knowledge_base.errors import EmptyDocument, UnreadableDocument
from knowledge_base.readers.ooxml import DAMAGED, Package, W
from knowledge_base.readers.word_walk import Walk
from knowledge_base.types import Reading

_REMARKS = {
    "revisions": "文中有修订痕迹，已按接受全部修订后的文字读取",
    "hidden": "文中有隐藏文字，已略去",
    "embedded": "文中嵌入了其他文件，其内容没有读取",
    "damaged": "文件的样式、编号或脚注部分已损坏，标题层级、自动编号或脚注可能不全",
}
_NO_TEXT = "里没有可读的文字，请检查是否选错了文件；如果内容是图片，请导出为 PDF 或图片后再导入"
_EMPTY = {
    "embedded": "的文字都在嵌入的其他文件里，请用 Word 打开，另存为新的 .docx 后再导入",
    "hidden": "里只有隐藏文字，请在 Word 中取消隐藏后再导入",
}


def read(data: bytes) -> Reading:
    """Read a Word document: a block a paragraph (or line of one), a block a table row.

    Raises UnreadableDocument if the package is damaged, locked, too large or holds a DTD, and
    EmptyDocument if nothing in it is printed.
    """
    package = Package(data)
    main = package.related("", "officeDocument") or "word/document.xml"
    root = package.xml(main)
    body = None if root is None else root.find(f"{W}body")
    if body is None:
        raise UnreadableDocument(DAMAGED)
    walk = Walk(package, main)
    walk.story(body)
    walk.notes()
    if not walk.blocks:
        raise EmptyDocument(next((_EMPTY[key] for key in _EMPTY if key in walk.seen), _NO_TEXT))
    remarks = tuple(_REMARKS[key] for key in _REMARKS if key in walk.seen)
    return Reading(tuple(walk.blocks), remarks, walk.margins())
