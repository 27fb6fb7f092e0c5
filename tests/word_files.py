"""A draft with everything in it, and its Word file taken apart, for the tests of the export."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import docx
from docx.document import Document
from drafts import draft_of
from lxml import etree

from assistant.drafts import Draft, Paragraph, Section, Sentence, Source
from assistant.types import Citation, Fact, FactSheet
from assistant.word import ExportOptions, export

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SENTENCES = (
    Sentence("全年签约项目52个，到位资金××亿元。", Source("fact", ("f1",))),
    Sentence("建立“链长”机制。", Source("passage", ("p1",))),
)


def draft(*sentences: Sentence, **changes: object) -> Draft:
    """A summary with a fact, a borrowed sentence and a placeholder, unless told otherwise."""
    body = Paragraph(sentences or SENTENCES, "强化推进")
    base = draft_of(
        title="清河县2024年招商引资工作总结",
        organisation="清河县投资促进局",
        recipient="县政府",
        date="2024年12月5日",
        sections=(Section("主要做法", 1, ()), Section("开展精准招商", 2, (body,))),
        facts=FactSheet((Fact("f1", "签约项目52个", "“主要指标”表 B3"),)),
        sources=(Citation(1, "p1", "d1", "2023年总结", ("二、做法",), "建立“链长”机制"),),
        writer="extractive",
        id="0123456789ab",
    )
    return replace(base, **changes)


FILLED = draft(
    Sentence("全年签约项目52个。", Source("fact", ("f1",))),
    Sentence("建立“链长”机制。", Source("passage", ("p1",))),
)


def exported(value: Draft, options: ExportOptions | None = None) -> bytes:
    """The bytes of the Word file."""
    stream = io.BytesIO()
    export(value, stream, options or ExportOptions())
    return stream.getvalue()


def opened(value: Draft, options: ExportOptions | None = None) -> Document:
    """The Word file as python-docx opens it."""
    return docx.Document(io.BytesIO(exported(value, options)))


def parts(value: Draft, options: ExportOptions | None = None) -> dict[str, etree._Element]:
    """The XML parts of the Word file, parsed, by name."""
    with zipfile.ZipFile(io.BytesIO(exported(value, options))) as archive:
        names = [name for name in archive.namelist() if name.endswith((".xml", ".rels"))]
        return {name: etree.fromstring(archive.read(name)) for name in names}


def texts(value: Draft, options: ExportOptions | None = None) -> list[str]:
    """The text of each paragraph of the body."""
    return [paragraph.text for paragraph in opened(value, options).paragraphs]
