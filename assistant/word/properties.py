"""What Word and the file browser show about the file, and the label of generated text."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

from assistant.drafts import Draft
from assistant.word.characters import printable
from assistant.word.options import ExportOptions

PROGRAM = "招商文稿助手"
# The longest core property that python-docx takes.
_CHARACTERS = 255
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_EXTENDED = f"{{{_OFFICE}/extended-properties}}"
_CUSTOM = f"{{{_OFFICE}/custom-properties}}"
_VALUES = f"{_OFFICE}/docPropsVTypes"
# The set of custom properties that Word shows under 文件 > 信息 > 高级属性 > 自定义.
_CUSTOM_SET = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)
_FIRST_CUSTOM_ID = 2  # by the standard


def describe(document: Document, draft: Draft, options: ExportOptions, made_at: datetime) -> None:
    """Title, organisation and time of the file; with options.label, that it was generated."""
    properties = document.core_properties
    properties.title = printable(draft.title).strip()[:_CHARACTERS]
    properties.author = printable(draft.organisation).strip()[:_CHARACTERS]
    properties.last_modified_by = properties.author
    properties.created = properties.modified = made_at.astimezone(UTC)
    properties.revision = 1
    properties.language = "zh-CN"
    notice = _notice(draft, options) if options.label else ""
    properties.comments = notice[:_CHARACTERS]
    _set_program(document)
    if options.label:
        _set_custom(document, _labels(draft, notice, options))


def _labels(draft: Draft, notice: str, options: ExportOptions) -> dict[str, str]:
    """AIGC carries the fields of GB 45438-2025 for implicit labels (Label 1: generated)."""
    label = {"Label": "1", "ContentProducer": PROGRAM, "ProduceID": printable(draft.id)}
    return {
        "AIGC": json.dumps({"AIGC": label}, ensure_ascii=False),
        "生成说明": notice,
        "版式": options.layout.name,
    }


def _notice(draft: Draft, options: ExportOptions) -> str:
    writer = printable(draft.writer).strip() or "未注明"
    marks = (
        ""
        if options.clean
        else "浅蓝底色的句子借鉴往年材料、尚未确认，黄色标记处待填写，批注注明每句的依据。"
    )
    return f"本文由{PROGRAM}生成（写作方式：{writer}），须经人工核对后使用。{marks}"


def _set_custom(document: Document, values: Mapping[str, str]) -> None:
    """Custom properties by name, beside those that a template has."""
    part = _custom_part(document)
    root = etree.fromstring(part.blob)
    for old in [old for old in root if old.get("name") in values]:
        root.remove(old)
    first = max((int(old.get("pid", 0)) for old in root), default=_FIRST_CUSTOM_ID - 1) + 1
    for number, (name, value) in enumerate(values.items(), first):
        item = etree.SubElement(
            root, f"{_CUSTOM}property", fmtid=_CUSTOM_SET, pid=str(number), name=name
        )
        etree.SubElement(item, f"{{{_VALUES}}}lpwstr").text = value
    part._blob = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)


def program_of(application: bytes) -> str:
    """The program that a file's docProps/app.xml names; XMLSyntaxError for what is no XML."""
    found = etree.fromstring(application, _PARSER).find(f"{_EXTENDED}Application")
    return "" if found is None else found.text or ""


def _set_program(document: Document) -> None:
    """Names the program that made the file, where a template names its own."""
    kind, place = RELATIONSHIP_TYPE.EXTENDED_PROPERTIES, "/docProps/app.xml"
    empty = etree.Element(f"{_EXTENDED}Properties", nsmap={None: _EXTENDED[1:-1]})
    part = _part(document, kind, place, CONTENT_TYPE.OFC_EXTENDED_PROPERTIES, empty)
    root = etree.fromstring(part.blob, _PARSER)
    found = root.find(f"{_EXTENDED}Application")
    if found is None:
        found = etree.SubElement(root, f"{_EXTENDED}Application")
    found.text = PROGRAM
    part._blob = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)


def _custom_part(document: Document) -> Part:
    kind, place = RELATIONSHIP_TYPE.CUSTOM_PROPERTIES, "/docProps/custom.xml"
    empty = etree.Element(f"{_CUSTOM}Properties", nsmap={None: _CUSTOM[1:-1], "vt": _VALUES})
    return _part(document, kind, place, _CUSTOM_TYPE, empty)


def _part(
    document: Document, kind: str, place: str, content_type: str, empty: etree._Element
) -> Part:
    """The part of a kind; made where there is none."""
    package = document.part.package
    found = [relation for relation in package.rels.values() if relation.reltype == kind]
    if found:
        part: Part = found[0].target_part
        return part
    part = Part(PackURI(place), content_type, etree.tostring(empty), package)
    package.relate_to(part, kind)
    return part
