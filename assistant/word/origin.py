"""The draft that a Word file was made from, carried inside it as a custom XML part.

Word, WPS and LibreOffice keep such a part when they save the file.
"""

from __future__ import annotations

import json
import re

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.part import Part
from lxml import etree

from assistant.drafts import Draft
from assistant.workspace import from_json, to_json
from knowledge_base.errors import UnreadableDocument
from knowledge_base.readers.ooxml import Package

_SPACE = "urn:zhaoshang:draft"
_ITEM_SPACE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
# Names the kind of content, so it is the same in every file.
_ITEM_ID = "{7C1B6B0E-52C5-4D0C-9C5B-5A1E0B8D3F27}"
_PROPERTIES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="no"?>'
    f'<ds:datastoreItem xmlns:ds="{_ITEM_SPACE}" ds:itemID="{_ITEM_ID}">'
    f'<ds:schemaRefs><ds:schemaRef ds:uri="{_SPACE}"/></ds:schemaRefs></ds:datastoreItem>'
)
_NOT_XML = re.compile("[\ufffe\uffff]")


def embed(document: Document, draft: Draft) -> None:
    """Put draft into the file; one with characters that no file can hold is left out."""
    try:
        text = to_json(draft).decode()
    except ValueError:
        return
    root = etree.Element(f"{{{_SPACE}}}draft", nsmap={None: _SPACE})
    root.text = _NOT_XML.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
    content = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    package = document.part.package
    item = Part(package.next_partname("/customXml/item%d.xml"), CONTENT_TYPE.XML, content, package)
    properties = Part(
        package.next_partname("/customXml/itemProps%d.xml"),
        CONTENT_TYPE.OFC_CUSTOM_XML_PROPERTIES,
        _PROPERTIES.encode(),
        package,
    )
    item.relate_to(properties, RELATIONSHIP_TYPE.CUSTOM_XML_PROPS)
    document.part.relate_to(item, RELATIONSHIP_TYPE.CUSTOM_XML)


def embedded(package: Package, main: str) -> Draft | None:
    """The draft that a file carries, None where it carries none or a damaged one.

    main: the name of the main document part.
    """
    for name in package.all_related(main, "customXml"):
        try:
            root = package.xml(name)
            if root is not None and root.tag == f"{{{_SPACE}}}draft":
                return from_json((root.text or "").encode())
        except (UnreadableDocument, ValueError):
            continue
    return None


def draft_id(package: Package) -> str:
    """The id of the draft that a file was made from, as its properties name it; "" if none."""
    part = package.related("", "custom-properties")
    try:
        root = None if part is None else package.xml(part)
        for entry in () if root is None else root:
            if entry.get("name") == "AIGC":
                return str(json.loads("".join(entry.itertext()))["AIGC"]["ProduceID"])
    except (UnreadableDocument, ValueError, LookupError, TypeError):
        pass
    return ""
