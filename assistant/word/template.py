"""A bureau's own template: its page, headers, footers and styles with our text in it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Length, Pt, Twips

from assistant.errors import ExportError
from assistant.word.layout import Layout
from assistant.word.package import packed
from assistant.word.styles import BODY, TITLE
from assistant.word.template_styles import resolved
from knowledge_base.errors import UnreadableDocument
from knowledge_base.readers.ooxml import Package

MARK = re.compile(r"\s*\{\{\s*正文\s*\}\}\s*")
_TYPES = "[Content_Types].xml"
_MAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TEMPLATE = b"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
_MACROS = re.compile(rb"macroEnabled|vbaProject", re.I)
_LEFTOVER = re.compile("/(?:stylesWithEffects|thumbnail|attachedTemplate)$")
_STRICT = b"http://purl.oclc.org/ooxml/"
_PAGE = (
    *("page_width", "page_height"),
    *("top_margin", "bottom_margin", "left_margin", "right_margin"),
)
_FEWEST_IN_A_TITLE = 8
_OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"


def open_template(path: Path) -> tuple[Document, Sequence[BaseOxmlElement]]:
    """The template as a document to write in, and what of its body comes after our text.

    A .dotx is taken like a .docx. ExportError says what is wrong with the file and what to do.
    """
    document = _opened(path)
    tail = _take_place(document)
    _drop_comments(document, tail)
    _drop_leftovers(document)
    return document, tail


def _opened(path: Path) -> Document:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise _refused(path, f"打不开（{error.strerror}），请检查文件是否存在、能否读取") from error
    if data.startswith(_OLD_OR_LOCKED):
        raise _refused(path, "是旧版 .doc 或设了密码，请在 Word 中去掉密码、另存为 .docx")
    if not data.startswith(b"PK"):
        raise _refused(path, "不是 Word 文件，请选 .docx")
    try:
        package = Package(data)
        types = package.raw(_TYPES)
        if _MACROS.search(types):
            # They would travel with every document.
            raise _refused(path, "含有宏，请在 Word 中另存为不含宏的 .docx")
        if _MAIN not in types and _TEMPLATE not in types:
            raise _refused(path, "不是 Word 文件，请选 .docx")
        main = package.related("", "officeDocument") or ""
        if package.xml(main) is None:
            raise _refused(path, "不完整或已损坏，请用 Word 打开后另存为 .docx")
        if _STRICT in package.raw(main):
            data = package.transitional()
        return docx.Document(io.BytesIO(_as_document(data)))
    except ExportError:
        raise
    except UnreadableDocument as error:
        raise _refused(path, "不完整、已损坏或过大，请用 Word 打开后另存为 .docx") from error
    except Exception as error:  # python-docx raises many kinds on a damaged file
        raise _refused(path, "不完整或已损坏，请用 Word 打开后另存为 .docx") from error


def _take_place(document: Document) -> Sequence[BaseOxmlElement]:
    """Makes room for our text; returns what of the template's body comes after it.

    A paragraph {{正文}} marks the place, and all around it stays. Without one the body goes, and
    the page, headers and footers of its first section stay.
    """
    body = document.element.body
    marks = [p for p in document.paragraphs if MARK.fullmatch(p.text)]
    if not marks:
        sections = document.element.xpath(".//w:sectPr[not(ancestor::w:pPrChange)]")
        for child in list(body):
            body.remove(child)
        body.extend(sections[:1])
        return ()
    mark = marks[0]._p
    tail = [child for child in mark.itersiblings() if child.tag != qn("w:sectPr")]
    for element in (mark, *tail):
        body.remove(element)
    return tail


def _drop_comments(document: Document, tail: Sequence[BaseOxmlElement]) -> None:
    """Drops the comments on text of the template that is gone."""
    kept = {
        str(number)
        for part in (document.element, *tail)
        for number in part.xpath(".//w:commentReference/@w:id")
    }
    if any(
        relation.reltype == RELATIONSHIP_TYPE.COMMENTS for relation in document.part.rels.values()
    ):
        for comment in list(document.comments):
            if str(comment.comment_id) not in kept:
                comment._comment_elm.getparent().remove(comment._comment_elm)


def _drop_leftovers(document: Document) -> None:
    """Drops what would contradict the new text or reach out of the file.

    A second copy of the styles that old versions of Word wrote, the picture of the template's
    first page, and the address of the template that this one was made from.
    """
    settings = document.part._settings_part
    for place in (document.part.rels, document.part.package.rels, settings.rels):
        for key in [key for key, relation in place.items() if _LEFTOVER.search(relation.reltype)]:
            del place[key]
    for element in settings.element.findall(qn("w:attachedTemplate")):
        settings.element.remove(element)


def measured(document: Document, styles: Mapping[str, str], layout: Layout) -> Layout:
    """layout with the page of the template and the type sizes of its title and body.

    styles: ids by our names, see template_styles.
    """
    section = document.sections[-1]
    page = {name: value for name in _PAGE if (value := getattr(section, name)) is not None}
    root = document.styles.element
    body, title = (
        replace(font, size=_size(root, styles[name]) or font.size)
        for name, font in ((BODY, layout.body), (TITLE, layout.title))
    )
    spacing = resolved(root, styles[BODY], "w:rPr/w:spacing")
    extra = 0 if spacing is None else int(spacing.get(qn("w:val"), 0))
    found = replace(layout, **page, body=body, title=title, character_spacing=Twips(extra))
    width = found.page_width - found.left_margin - found.right_margin
    fitting = max(_FEWEST_IN_A_TITLE, width // title.size)
    return replace(found, title_max_characters=min(layout.title_max_characters, fitting))


def _size(root: BaseOxmlElement, style_id: str) -> Length | None:
    size = resolved(root, style_id, "w:rPr/w:sz")
    return None if size is None else Pt(int(size.get(qn("w:val"))) / 2)


def _as_document(data: bytes) -> bytes:
    """A .dotx as a .docx: they differ in the type of the main part alone."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return packed(
            (
                name,
                content.replace(_TEMPLATE, _MAIN)
                if (content := archive.read(name)) and name == _TYPES
                else content,
            )
            for name in archive.namelist()
        )


def _refused(path: Path, reason: str) -> ExportError:
    return ExportError(f"模板 {path.name} {reason}。")
