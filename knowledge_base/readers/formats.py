"""What a file is, by its content first and its name second."""

from __future__ import annotations

import io
import re
import zipfile
from enum import StrEnum


class Format(StrEnum):
    """The kinds of file that are told apart. READERS says which of them can be read."""

    WORD = "word"
    PDF = "pdf"
    HTML = "html"
    TEXT = "text"
    MARKDOWN = "markdown"
    OLD_WORD = "old_word"
    OLD_WPS = "old_wps"
    WORD_XML = "word_xml"
    WEB_ARCHIVE = "web_archive"
    RTF = "rtf"
    OPEN_DOCUMENT = "open_document"
    OFD = "ofd"
    SHEET = "sheet"
    SLIDES = "slides"
    IMAGE = "image"
    LOCKED = "locked"
    RIGHTS_MANAGED = "rights_managed"
    DAMAGED_ARCHIVE = "damaged_archive"
    ARCHIVE = "archive"
    UNKNOWN = "unknown"


_AS_DOCX = "请在 Word 或 WPS 中另存为 .docx 后再导入"

# What is said about a format that has no reader; the file's name is put in front.
CURES: dict[Format, str] = {
    Format.OLD_WORD: f"是旧版 Word 格式，{_AS_DOCX}",
    Format.OLD_WPS: f"是 WPS 文字格式，{_AS_DOCX}",
    Format.WORD_XML: f"是 Word XML 格式，{_AS_DOCX}",
    Format.WEB_ARCHIVE: f"是单文件网页（MHT），{_AS_DOCX}",
    Format.RTF: f"是 RTF 格式，{_AS_DOCX}",
    Format.OPEN_DOCUMENT: f"是 OpenDocument 格式，{_AS_DOCX}",
    Format.OFD: "是 OFD 版式文件，请用 OFD 阅读器转换为 PDF 或 Word 后再导入",
    Format.SHEET: "是电子表格，请把需要的内容复制到 .docx 或 .txt 文件后再导入",
    Format.SLIDES: "是演示文稿，请另存为 PDF，或把文字复制到 .docx 文件后再导入",
    Format.IMAGE: "是图片，请先做文字识别（OCR），把结果存为 .docx 或 .txt 后再导入",
    Format.LOCKED: "设有打开密码，请在 Word 或 WPS 中打开，取消密码并另存后再导入",
    Format.RIGHTS_MANAGED: "受权限管理保护，请用有权限的账号打开，另存为不加密的 .docx 后再导入",
    Format.DAMAGED_ARCHIVE: "不完整或已损坏，请从原处重新下载或复制一份后再导入",
    Format.ARCHIVE: "是压缩包，请解压后导入里面的文件",
    Format.UNKNOWN: "的格式暂不支持，请另存为 .docx、.pdf 或 .txt 后再导入",
}

_IMAGE_STARTS = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*")
_OLE_START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Stream names of an OLE2 container, the telling ones first.
_OLE_STREAMS = (
    ("EncryptedPackage", Format.LOCKED),
    ("DRMContent", Format.RIGHTS_MANAGED),
    ("WordDocument", Format.OLD_WORD),
    ("Workbook", Format.SHEET),
    ("Book", Format.SHEET),
    ("PowerPoint Document", Format.SLIDES),
)
_CONTENT_TYPES = "[Content_Types].xml"
_MAX_TYPES_BYTES = 1_000_000
_WORD_TYPE = re.compile(rb"(?:wordprocessingml|ms-word)\.(?:document|template)[\w.]*\.main\+xml")
_PARTS = (
    ("word/", Format.WORD),
    ("xl/", Format.SHEET),
    ("ppt/", Format.SLIDES),
    ("ofd.xml", Format.OFD),
)
_HTML = re.compile(rb"<(!doctype\s+html|html[\s>])", re.IGNORECASE)
_WORD_XML = re.compile(rb"schemas\.microsoft\.com/office/word/2003/wordml|<pkg:package\b")
_MIME = re.compile(rb"^mime-version:|^content-type:\s*multipart/related", re.I | re.M)

_BY_SUFFIX: dict[str, Format] = {
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".html": Format.HTML,
    ".htm": Format.HTML,
}
# Text under these names is read as text: the name of a document is often simply wrong.
_TEXT_SUFFIXES = frozenset({"", ".txt", ".text", ".docx", ".docm", ".doc", ".wps", ".pdf", ".rtf"})


def detect(data: bytes, suffix: str) -> Format:
    """Tell what the bytes are. suffix: of the file's name, lower case, with its dot, or ""."""
    if data.startswith(b"PK"):
        return _archive(data)
    if data.startswith(_OLE_START):
        return _ole(data, suffix)
    if data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"%PDF"):
        return Format.PDF
    if suffix == ".pdf" and b"%PDF-" in data[:1024]:
        return Format.PDF
    if data.startswith(_IMAGE_STARTS) and b"\0" in data:
        return Format.IMAGE
    # NULs go, so that UTF-16 shows its ASCII too.
    head = data[:4096].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return _text(head, suffix)


def _archive(data: bytes) -> Format:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {name.replace("\\", "/").lower() for name in archive.namelist()}
            types = b""
            if _CONTENT_TYPES in archive.namelist():
                with archive.open(_CONTENT_TYPES) as part:
                    types = part.read(_MAX_TYPES_BYTES)
    except Exception:  # zipfile raises many kinds on a damaged archive
        return Format.DAMAGED_ARCHIVE
    if _WORD_TYPE.search(types):
        return Format.WORD
    if {"mimetype", "content.xml"} <= names:
        return Format.OPEN_DOCUMENT
    found = (kind for start, kind in _PARTS if any(name.startswith(start) for name in names))
    return next(found, Format.ARCHIVE)


def _ole(data: bytes, suffix: str) -> Format:
    streams = (kind for name, kind in _OLE_STREAMS if name.encode("utf-16-le") in data)
    kind = next(streams, Format.UNKNOWN)
    return Format.OLD_WPS if suffix == ".wps" and kind is Format.OLD_WORD else kind


def _text(head: bytes, suffix: str) -> Format:
    if head.startswith(b"{\\rtf"):
        return Format.RTF
    if head.startswith(b"<") and _WORD_XML.search(head):
        return Format.WORD_XML
    if head.startswith(b"<") and _HTML.search(head):
        return Format.HTML
    if _MIME.search(head[:1024]) and suffix not in _BY_SUFFIX and suffix != ".txt":
        return Format.WEB_ARCHIVE
    if suffix in _TEXT_SUFFIXES:
        return Format.TEXT
    return _BY_SUFFIX.get(suffix, Format.UNKNOWN)
