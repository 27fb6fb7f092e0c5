"""Office Open XML packages (ECMA-376): opened within limits, parsed without DTD or network."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from typing import Any, TypeAlias

from lxml import etree

from knowledge_base.errors import UnreadableDocument

Element: TypeAlias = Any  # lxml carries no types

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

MAX_TOTAL_BYTES = 300 * 1000 * 1000
MAX_PART_BYTES = 40 * 1000 * 1000  # parsed, it takes some fifteen times that memory
# Real documents pack up to about 40 times; repetition beyond this exists to fill a memory.
MAX_RATIO = 200
_RATIO_APPLIES_BYTES = 5 * 1000 * 1000

DAMAGED = "不完整或已损坏，请用原来的软件打开并另存一份，或从原处重新复制后再导入"
_TOO_LARGE = "解压后过大，可能是恶意构造的文件；若确需导入，请拆分成几个文件"
_DTD = (
    "含有文档类型定义（DTD），正常的 Word 文件没有，为安全起见不予读取；请另存为新的 .docx 后再导入"
)
_ENCRYPTED = "的压缩包设有密码，请取消密码后再导入"

_STRICT = re.compile(rb"""(xmlns(?::[\w.-]+)?\s*=\s*["'])http://purl\.oclc\.org/ooxml/(\w+)/""")
_STRICT_ANYWHERE = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")
_TRANSITIONAL = rb"http://schemas.openxmlformats.org/\1/2006/"
_NOT_XML = re.compile(
    rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|&#(?:x0*(?:[0-8bcef]|1[0-9a-f])|0*(?:[0-8]|1[124-9]|2\d|3[01]));",
    re.I,
)


class Package:
    """An OOXML file held in memory. Parts are named without a leading slash."""

    def __init__(self, data: bytes) -> None:
        """Open the package. Raises UnreadableDocument if it is damaged, locked or too large."""
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except Exception as error:  # zipfile raises many kinds on a damaged archive
            raise UnreadableDocument(DAMAGED) from error
        entries = self._archive.infolist()
        if any(entry.flag_bits & 0x1 for entry in entries):
            raise UnreadableDocument(_ENCRYPTED)
        if sum(entry.file_size for entry in entries) > MAX_TOTAL_BYTES or any(
            entry.file_size > _RATIO_APPLIES_BYTES
            and entry.file_size > MAX_RATIO * max(entry.compress_size, 1)
            for entry in entries
        ):
            raise UnreadableDocument(_TOO_LARGE)
        self._entries = {_normal(entry.filename): entry for entry in entries}

    def xml(self, part: str) -> Element | None:
        """Return the root element of a part, or None where the package has no such part.

        Raises UnreadableDocument for a part that is damaged, too large or holds a DTD.
        """
        entry = self._entries.get(_normal(part))
        if entry is None:
            return None
        if entry.file_size > MAX_PART_BYTES:
            raise UnreadableDocument(_TOO_LARGE)
        try:
            data = self._archive.read(entry)
        except Exception as error:  # bad checksum, unknown compression, cut data ...
            raise UnreadableDocument(DAMAGED) from error
        return parse(data)

    def raw(self, part: str) -> bytes:
        """The bytes of a part, b"" where the package has no such part."""
        entry = self._entries.get(_normal(part))
        return b"" if entry is None else self._archive.read(entry)

    def transitional(self) -> bytes:
        """The package with strict namespaces replaced, for a library that knows the others only."""
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for entry in self._entries.values():
                data = self._archive.read(entry)
                if entry.filename.endswith((".xml", ".rels")):
                    data = _STRICT_ANYWHERE.sub(_TRANSITIONAL, data)
                archive.writestr(entry.filename, data)
        return packed.getvalue()

    def related(self, part: str, kind: str) -> str | None:
        """Return the name of the part that `part` ("" for the package) refers to as `kind`.

        kind: the last word of the relationship's type ("officeDocument", "numbering" ...).
        """
        return next(self.all_related(part, kind), None)

    def all_related(self, part: str, kind: str) -> Iterator[str]:
        """The names of all parts that `part` refers to as `kind`."""
        folder, name = posixpath.split(part)
        relations = self.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
        for relation in () if relations is None else relations:
            target = relation.get("Target", "")
            internal = relation.get("TargetMode", "Internal") != "External"
            if internal and relation.get("Type", "").rsplit("/", 1)[-1] == kind:
                yield posixpath.normpath(posixpath.join(folder, target)).lstrip("/")


def parse(data: bytes) -> Element:
    """Parse a part; strict OOXML namespaces become the transitional ones.

    Characters that XML forbids are left out, since Word itself never writes them and the rest of
    the text is sound. Raises UnreadableDocument for anything else that is not well-formed.
    """
    if b"<!DOCTYPE" in data:
        raise UnreadableDocument(_DTD)
    data = _STRICT.sub(rb"\1http://schemas.openxmlformats.org/\2/2006/", data)
    try:
        root = etree.fromstring(data, _parser())
    except etree.XMLSyntaxError:
        try:
            root = etree.fromstring(_NOT_XML.sub(b"", data), _parser())
        except etree.XMLSyntaxError as error:
            raise UnreadableDocument(DAMAGED) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableDocument(_DTD)
    return root


def serialised(root: Element) -> bytes:
    """An element as an XML file of its own."""
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True))


def value(parent: Element | None, name: str) -> str | None:
    """Return the w:val of the child `name` (without prefix), or None without such a child."""
    child = None if parent is None else parent.find(W + name)
    return None if child is None else str(child.get(f"{W}val", ""))


def switched_on(parent: Element | None, name: str) -> bool | None:
    """Read an on/off property such as w:vanish; None where it is not given."""
    text = value(parent, name)
    return None if text is None else text not in {"0", "false", "off"}


def chosen(parent: Element) -> Iterator[Element]:
    """The children of an element, of mc:AlternateContent only those of its first choice."""
    for child in parent:
        if child.tag == f"{MC}AlternateContent":
            branch = child.find(f"{MC}Choice")
            branch = child.find(f"{MC}Fallback") if branch is None else branch
            if branch is not None:
                yield from chosen(branch)
        else:
            yield child


def _parser() -> Element:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def _normal(part: str) -> str:
    return part.replace("\\", "/").lstrip("/").lower()
