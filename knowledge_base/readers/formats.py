"""What a file is, by its content first and its name second."""

from __future__ import annotations

import io
import re
import zipfile
from enum import StrEnum


class Format(StrEnum):
    """The kinds of file that are told apart. READERS says which of them can be read."""

    WORD = "word"
    FLAT_WORD = "flat_word"
    OLD_WORD = "old_word"
    OLD_WPS = "old_wps"
    WORD_XML = "word_xml"
    RTF = "rtf"
    OPEN_DOCUMENT = "open_document"
    PDF = "pdf"
    IMAGE = "image"
    HTML = "html"
    WEB_ARCHIVE = "web_archive"
    TEXT = "text"
    MARKDOWN = "markdown"
    SHEET = "sheet"
    CSV = "csv"
    OLD_SHEET = "old_sheet"
    OFD = "ofd"
    SLIDES = "slides"
    LOCKED = "locked"
    RIGHTS_MANAGED = "rights_managed"
    DAMAGED_ARCHIVE = "damaged_archive"
    ARCHIVE = "archive"
    UNKNOWN = "unknown"


# What is said about a format that has no reader; the file's name is put in front.
CURES: dict[Format, str] = {
    Format.OFD: "是 OFD 版式文件，请用 OFD 阅读器转换为 PDF 或 Word 后再导入",
    Format.OLD_SHEET: "是旧版或其他格式的电子表格，请用 Excel 或 WPS 另存为 .xlsx 后再导入",
    Format.SLIDES: "是演示文稿，请另存为 PDF，或把文字复制到 .docx 文件后再导入",
    Format.LOCKED: "设有打开密码，请在 Word 或 WPS 中打开，取消密码并另存后再导入",
    Format.RIGHTS_MANAGED: "受权限管理保护，请用有权限的账号打开，另存为不加密的 .docx 后再导入",
    Format.DAMAGED_ARCHIVE: "不完整或已损坏，请从原处重新下载或复制一份后再导入",
    Format.ARCHIVE: "是压缩包，请解压后导入里面的文件",
    Format.UNKNOWN: "的格式暂不支持，请另存为 .docx、.pdf 或 .txt 后再导入",
}

_IMAGE_STARTS = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*")
_OLE_START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Entries of an OLE2 container, the telling ones first.
_OLE_ENTRIES = (
    ("EncryptedPackage", Format.LOCKED),
    ("DRMContent", Format.RIGHTS_MANAGED),
    ("WordDocument", Format.OLD_WORD),
    ("Workbook", Format.OLD_SHEET),
    ("Book", Format.OLD_SHEET),
    ("PowerPoint Document", Format.SLIDES),
)
_FIB_FLAGS = slice(10, 12)  # [MS-DOC] 2.5.2, FibBase
_FIB_ENCRYPTED = 0x0100
_CONTENT_TYPES = "[Content_Types].xml"
_MAX_SMALL_PART = 1_000_000
_WORD_TYPE = re.compile(rb"(?:wordprocessingml|ms-word)\.(?:document|template)[\w.]*\.main\+xml")
_PARTS = (
    ("word/", Format.WORD),
    ("xl/", Format.SHEET),
    ("ppt/", Format.SLIDES),
    ("ofd.xml", Format.OFD),
)
_OPEN_TYPES = (
    (b"opendocument.text", Format.OPEN_DOCUMENT),
    (b"opendocument.spreadsheet", Format.OLD_SHEET),
    (b"opendocument.presentation", Format.SLIDES),
)
_HTML = re.compile(rb"<(!doctype\s+html|html[\s>])", re.IGNORECASE)
_WORD_2003 = b"schemas.microsoft.com/office/word/2003/wordml"
_FLAT_WORD = b"<pkg:package"
_MIME = re.compile(rb"^mime-version:|^content-type:\s*multipart/related", re.I | re.M)

_BY_SUFFIX: dict[str, Format] = {
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".csv": Format.CSV,
    ".tsv": Format.CSV,
}
# Text under these names is read as text: the name of a document is often simply wrong.
_TEXT_SUFFIXES = frozenset(
    {"", ".txt", ".text", ".docx", ".docm", ".doc", ".wps", ".pdf", ".rtf", ".odt"}
)


def detect(data: bytes, suffix: str) -> Format:
    """Tell what the bytes are. suffix: of the file's name, lower case, with its dot, or ""."""
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
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
            types = _small_part(archive, _CONTENT_TYPES)
            open_type = _small_part(archive, "mimetype")
            locked = b"encryption-data" in _small_part(archive, "META-INF/manifest.xml")
    except Exception:  # zipfile raises many kinds on a damaged archive
        return Format.DAMAGED_ARCHIVE
    if _WORD_TYPE.search(types):
        return Format.WORD
    if "content.xml" in names and b"opendocument" in open_type:
        if locked:
            return Format.LOCKED
        return next((kind for name, kind in _OPEN_TYPES if name in open_type), Format.UNKNOWN)
    found = (kind for start, kind in _PARTS if any(name.startswith(start) for name in names))
    kind = next(found, Format.ARCHIVE)
    return Format.OLD_SHEET if kind is Format.SHEET and "xl/workbook.bin" in names else kind


def _small_part(archive: zipfile.ZipFile, name: str) -> bytes:
    if name not in archive.namelist():
        return b""
    with archive.open(name) as part:
        return part.read(_MAX_SMALL_PART)


def _ole(data: bytes, suffix: str) -> Format:
    import olefile  # late: few files are of this kind

    try:
        with olefile.OleFileIO(data) as container:
            paths = container.listdir(streams=True, storages=True)
            entries = {name.strip("\x01\x05\x06\t") for path in paths for name in path}
            kind = next((kind for name, kind in _OLE_ENTRIES if name in entries), Format.UNKNOWN)
            if kind is Format.OLD_WORD:
                flags = container.openstream("WordDocument").read(12)[_FIB_FLAGS]
                if int.from_bytes(flags, "little") & _FIB_ENCRYPTED:
                    return Format.LOCKED
    except Exception:  # olefile raises many kinds on a damaged container
        kind = next(
            (kind for name, kind in _OLE_ENTRIES if name.encode("utf-16-le") in data),
            Format.UNKNOWN,
        )
    return Format.OLD_WPS if suffix == ".wps" and kind is Format.OLD_WORD else kind


def _text(head: bytes, suffix: str) -> Format:
    if head.startswith(b"{\\rtf"):
        return Format.RTF
    if head.startswith(b"<") and _FLAT_WORD in head:
        return Format.FLAT_WORD
    if head.startswith(b"<") and _WORD_2003 in head:
        return Format.WORD_XML
    if head.startswith(b"<") and _HTML.search(head):
        return Format.HTML
    if _MIME.search(head[:1024]) and suffix not in _BY_SUFFIX and suffix != ".txt":
        return Format.WEB_ARCHIVE
    if suffix in _TEXT_SUFFIXES:
        return Format.TEXT
    return _BY_SUFFIX.get(suffix, Format.UNKNOWN)
