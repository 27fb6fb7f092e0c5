"""Documents packed into one text file: saved web pages (MHT) and flat Word XML (pkg:package)."""

from __future__ import annotations

import base64
import binascii
import email
import email.policy
import io
import zipfile

from knowledge_base.errors import UnreadableDocument
from knowledge_base.readers import html, ooxml, word
from knowledge_base.types import Reading

_PKG = "{http://schemas.microsoft.com/office/2006/xmlPackage}"
_NO_PAGE = "是单文件网页（MHT），但里面没有网页正文，请在 Word 中打开，另存为 .docx 后再导入"


def read_web_archive(data: bytes) -> Reading:
    """Read the first page of an MHT file (RFC 2557) as a web page.

    Raises UnreadableDocument where it has none.
    """
    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            page = part.get_payload(decode=True)
            if isinstance(page, bytes) and page.strip():
                return html.read(page, part.get_content_charset() or "")
    raise UnreadableDocument(_NO_PAGE)


def read_flat_word(data: bytes) -> Reading:
    """Read a Word document whose package is one XML file (ISO/IEC 29500-2, flat OPC)."""
    root = ooxml.parse(data)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for part in root.iter(f"{_PKG}part"):
            name = part.get(f"{_PKG}name", "").lstrip("/")
            content = part.find(f"{_PKG}xmlData")
            if content is not None and len(content):
                archive.writestr(name, ooxml.serialised(content[0]))
            elif (binary := part.findtext(f"{_PKG}binaryData")) is not None:
                try:
                    archive.writestr(name, base64.b64decode(binary))
                except binascii.Error:
                    continue  # a damaged picture; the text is elsewhere
    return word.read(packed.getvalue())
