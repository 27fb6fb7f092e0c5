"""A draft as a Word file in official layout."""

from __future__ import annotations

import errno
import io
import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

import docx
from docx.document import Document

from assistant.errors import ExportError
from assistant.types import Draft
from assistant.word.characters import printable, printed_date, width
from assistant.word.evidence import Evidence
from assistant.word.layout import STANDARD, Layout
from assistant.word.origin import embed
from assistant.word.package import empty_package
from assistant.word.paragraphs import add_body, add_line, add_page_numbers, add_signature
from assistant.word.styles import SALUTATION, SUBTITLE, TITLE, heading_style
from assistant.word.titles import title_lines

_PROGRAM = "招商文稿助手"
# The longest core property that python-docx takes.
_PROPERTY_CHARACTERS = 255
# A last paragraph of up to this many lines goes to the next page with the signature.
_CARRIED_LINES = 8
_CURES = {
    errno.ENOENT: "文件夹不存在，请先建立该文件夹，或另选保存位置",
    errno.ENOTDIR: "保存位置不是文件夹，请另选保存位置",
    errno.EISDIR: "同名文件夹已存在，请换一个文件名",
    errno.EACCES: "没有写入权限，或文件正在 Word 中打开，请关闭文件或另选保存位置",
    errno.EPERM: "没有写入权限，或文件正在 Word 中打开，请关闭文件或另选保存位置",
    errno.EROFS: "磁盘是只读的，请另选保存位置",
    errno.ENOSPC: "磁盘空间不足，请清理磁盘或另选保存位置",
    errno.ENAMETOOLONG: "文件名太长，请缩短文件名",
}


def export(draft: Draft, target: Path | BinaryIO, *, layout: Layout = STANDARD) -> None:
    """Write draft to target as .docx, in the layout of GB/T 9704-2012 unless told otherwise.

    target: a path, replaced whole or not touched at all, or a stream open for writing bytes.
    Characters that cannot be printed are dropped. Raises ExportError if target cannot be
    written; its message says what to do.
    """
    content = _docx(draft, layout)
    try:
        if isinstance(target, Path):
            _replace(target, content)
        else:
            target.write(content)
    except (OSError, ValueError) as error:
        name = target.name if isinstance(target, Path) else "Word 文件"
        code = error.errno if isinstance(error, OSError) else None
        cure = _CURES.get(code or 0, f"无法写入（{error}），请检查磁盘或另选保存位置")
        raise ExportError(f"{name}：{cure}。") from error


def _docx(draft: Draft, layout: Layout) -> bytes:
    """The bytes of the finished file."""
    package = empty_package(layout, application=_PROGRAM, properties=_labels(draft, layout))
    document = docx.Document(io.BytesIO(package))
    _describe(document, draft, layout)
    _add_opening(document, draft, layout)
    evidence, last = Evidence.of(draft), None
    for heading, section in draft.headed():
        if heading:
            level = 1 if section.level == 1 else 2
            add_line(document, [heading], heading_style(level))
        for content in section.paragraphs:
            last = add_body(document, content, evidence, layout) or last
    if not draft.spoken:
        if last is not None:
            # A signature should not stand alone on a page. LibreOffice carries a kept paragraph
            # over whole, so a long one would leave a hole.
            lines = width(last.text) / layout.characters_per_line
            if lines <= _CARRIED_LINES:
                last.paragraph_format.keep_with_next = True
        organisation = printable(draft.organisation).strip()
        add_signature(document, organisation, printed_date(draft.date), layout)
    add_page_numbers(document, layout)
    embed(document, draft)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _add_opening(document: Document, draft: Draft, layout: Layout) -> None:
    """Title, speaker and date of a speech, a blank line, and whom the document addresses."""
    title = printable(draft.title).strip()
    if title:
        add_line(document, title_lines(title, layout.title_max_characters), TITLE)
    speaker, date = printable(draft.speaker).strip(), printed_date(draft.date)
    if speaker:
        add_line(document, [speaker], SUBTITLE)
    if draft.spoken and date:
        add_line(document, [f"（{date}）"], SUBTITLE)
    if document.paragraphs:
        document.add_paragraph()
    recipient = printable(draft.recipient).strip().rstrip("：:")
    if recipient:
        add_line(document, [f"{recipient}："], SALUTATION)


def _labels(draft: Draft, layout: Layout) -> dict[str, str]:
    """Document properties that say the text was generated, and by what.

    AIGC carries the fields of GB 45438-2025 for implicit labels (Label 1: generated); the
    standard gives no form for .docx.
    """
    if not layout.generated_label:
        return {}
    label = {"Label": "1", "ContentProducer": _PROGRAM, "ProduceID": printable(draft.id)}
    return {
        "AIGC": json.dumps({"AIGC": label}, ensure_ascii=False),
        "生成说明": _notice(draft),
        "版式": layout.name,
    }


def _notice(draft: Draft) -> str:
    writer = printable(draft.writer).strip() or "未注明"
    return (
        f"本文由{_PROGRAM}生成（写作方式：{writer}），须经人工核对后使用。"
        "浅蓝底色的句子借鉴往年材料、尚未确认，黄色标记处待填写，批注注明每句的依据。"
    )


def _describe(document: Document, draft: Draft, layout: Layout) -> None:
    """Core properties: what Word and the file browser show about the file."""
    properties = document.core_properties
    properties.title = printable(draft.title).strip()[:_PROPERTY_CHARACTERS]
    properties.author = printable(draft.organisation).strip()[:_PROPERTY_CHARACTERS]
    properties.last_modified_by = properties.author
    properties.created = properties.modified = datetime.now(UTC)
    properties.revision = 1
    properties.language = "zh-CN"
    if layout.generated_label:
        properties.comments = _notice(draft)[:_PROPERTY_CHARACTERS]


def _replace(target: Path, content: bytes) -> None:
    """Write content beside target, then put it in place in one step."""
    # Not tempfile: its files are readable by their owner only, and this one is to be shared.
    beside = target.with_name(f".{uuid4().hex}.tmp")
    try:
        with beside.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
